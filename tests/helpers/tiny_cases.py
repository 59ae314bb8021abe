"""Tiny theatres with one team, drawn from a seed, for tests that list every route."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from lawful_routes import Route, Row, TinyTeam
from made_ground import MODEL, make_line, make_theatre
from open_sights import open_sights
from tiny_weather import random_minima, random_weather

from vedette.domain.forces import Availability, Caveat, Partner, Team, TypeCard
from vedette.domain.picture import Ground, SeenCells, Sights, Window
from vedette.domain.plans import MOVE_KINDS, MoveTable
from vedette.domain.theatre import LIGHTS, Base, Theatre

LENGTH_KM = make_line().length_km
START = dt.datetime.fromisoformat("2025-12-08T06:00:00+05:00")
HOST = Partner("host", "Host", "host", "exercise")
ALLY = Partner("ally", "Ally", "partner", "exercise")


@dataclass(frozen=True)
class TinyCase:
    """One team on hand-made ground."""

    theatre: Theatre
    team: Team
    ground: Ground
    window: Window

    @property
    def listed(self) -> TinyTeam:
        return TinyTeam(self.theatre, self.team, self.ground, self.window)


def make_ground(
    edge_km: Sequence[float],
    minutes: Sequence[float],
    highest_m: Sequence[float] | None = None,
) -> Ground:
    """Hand-made open ground; the first half of the reaches is section 0, the rest 1."""
    n = len(minutes)
    heights = np.full(n, 500.0) if highest_m is None else np.array(highest_m)
    times = np.array(minutes, dtype=np.float64)
    return Ground(
        edge_km=np.array(edge_km, dtype=np.float64),
        section=(np.arange(n) >= n // 2).astype(np.int32),
        lon=np.linspace(68.0, 68.7, n),
        lat=np.full(n, 38.0),
        lowest_m=np.full(n, 400.0),
        highest_m=heights,
        slope=np.zeros(n),
        can_cross=np.ones(n, dtype=np.bool_),
        track_km=np.diff(np.array(edge_km)),
        minutes={kind: times for kind in ("foot", "vehicle", "boat")},
        sights=open_sights(edge_km, MODEL),
    )


def make_team(**changes: Any) -> Team:
    """A foot team of the host at post-1."""
    team = Team(
        id="team-1",
        name="Team 1",
        partner="host",
        base="post-1",
        kind="foot",
        card=None,
        duty_h=1.5,
        rest_h=1.0,
        starts_every_min=30,
        earliest_min=None,
        latest_min=None,
        origin="exercise",
    )
    return replace(team, **changes)


def make_caveat(**changes: Any) -> Caveat:
    """A caveat of the host on all its teams, without limits yet."""
    caveat = Caveat(
        id="c1",
        partner="host",
        team=None,
        kind="km_range",
        km_from=None,
        km_to=None,
        earliest_min=None,
        latest_min=None,
        reason="made",
        origin="exercise",
    )
    return replace(caveat, **changes)


def make_card(**changes: Any) -> TypeCard:
    """A slow helicopter: one hour of fuel and a half in reserve."""
    card = TypeCard(
        id="h1",
        name="Made helicopter",
        kind="helicopter",
        cruise_kmh=60.0,
        endurance_h=2.5,
        reserve_h=0.5,
        turnaround_min=20.0,
        service_ceiling_m=4000.0,
        landing_ceiling_m=3000.0,
        clearance_m=300.0,
        fuel_kg_per_h=200.0,
        source="made",
        signed_by="",
    )
    return replace(card, **changes)


def make_window(light: Any, slot_min: int = 30, start: dt.datetime = START) -> Window:
    """A window with light by section and slot."""
    return Window(start, "Asia/Dushanbe", slot_min, np.array(light, dtype=np.int8))


def make_case(
    ground: Ground,
    window: Window,
    team: Team,
    base_km: float = 20.0,
    caveats: Iterable[Caveat] = (),
    card: TypeCard | None = None,
    airfield: tuple[float, float] = (68.3, 38.1),
    station_km: float = 15.0,
    **changes: Any,
) -> TinyCase:
    """One team on its ground, with a post at ``base_km`` and an airfield."""
    post = Base("post-1", "P", "post", "host", 68.2, 38.0, base_km, "exercise")
    field = Base("field-1", "F", "airfield", "ally", *airfield, None, "exercise")
    theatre = make_theatre(
        model=replace(MODEL, station_km=station_km),
        bases=(post, field),
        partners=(HOST, ALLY),
        cards=(card or make_card(),),
        teams=(team,),
        caveats=tuple(caveats),
        **changes,
    )
    return TinyCase(theatre, team, ground, window)


def random_light(rng: np.random.Generator, n_slots: int) -> Any:
    return rng.integers(0, len(LIGHTS), (2, n_slots))


def random_window(rng: np.random.Generator, n_slots: int, seed: int) -> Window:
    """Light by chance, and every other time some weather, mostly fair."""
    window = make_window(random_light(rng, n_slots))
    if seed % 2:
        return window
    weather = random_weather(window.light.shape, np.random.default_rng([seed, 1]))
    return replace(window, weather=weather)


def hide(ground: Ground, seed: int) -> Ground:
    """The same ground, but a third of what open ground shows lies hidden."""
    rng = np.random.default_rng([seed, 2])
    open_to = ground.get_sights()
    seen = {}
    for kind, cells in open_to.seen.items():
        part = np.repeat(np.arange(open_to.corridor.n_parts), np.diff(cells.start))
        kept = rng.random(len(part)) > 1 / 3
        counts = np.bincount(part[kept], minlength=open_to.corridor.n_parts)
        start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        seen[kind] = SeenCells(start, cells.cell[kept], cells.range_km[kept])
    return replace(ground, sights=Sights(open_to.corridor, seen))


def random_hours(rng: np.random.Generator) -> tuple[int | None, int | None]:
    """No limit, or a limit of the day, or one over midnight."""
    limits = [(None, None), (None, None), (390, 510), (300, 450), (450, 420)]
    return limits[rng.integers(len(limits))]


def random_day_only(rng: np.random.Generator, team: Team) -> list[Caveat]:
    """Now and then a caveat that keeps the team at home until the sun is up."""
    caveat = make_caveat(id="c4", kind="day_only", team=team.id, partner=team.partner)
    return [caveat] if rng.random() < 0.15 else []


def random_availability(
    rng: np.random.Generator, team: Team
) -> tuple[Availability, ...]:
    """Now and then some time in which the team is not available, or not quite."""
    if rng.random() > 0.3:
        return ()
    begin = START + dt.timedelta(minutes=int(rng.choice([-60, 10, 60, 100])))
    end = begin + dt.timedelta(minutes=int(rng.choice([15, 20, 60])))
    status = str(rng.choice(["unavailable", "unavailable", "limited"]))
    away = Availability(team.id, begin, end, status, "made", "exercise")
    return (away, replace(away, team="team-9", end=end + dt.timedelta(hours=9)))


def random_ground_case(seed: int) -> TinyCase:
    """A ground team with few enough routes to list them all."""
    rng = np.random.default_rng(seed)
    edges = [0.0, 9.0, 16.0, 20.0, 31.0, 44.0, LENGTH_KM]
    minutes = rng.choice([8.0, 14.0, 21.5, 30.0, 30.0, 47.0, np.inf], 6).tolist()
    base_km = float(rng.choice([3.3, 18.0, 20.0, 25.0, 60.0]))
    early, late = random_hours(rng)
    team = make_team(
        kind=str(rng.choice(["foot", "vehicle"])),
        duty_h=float(rng.choice([1.0, 1.5, 2.0])),
        rest_h=float(rng.choice([0.0, 0.5, 1.0, 4.0])),
        starts_every_min=int(rng.choice([30, 60])),
        earliest_min=early,
        latest_min=late,
    )
    caveats = []
    if rng.random() < 0.4:
        caveats.append(make_caveat(km_from=float(rng.choice([0.0, 9.0, 17.0]))))
    if rng.random() < 0.4:
        caveats.append(make_caveat(id="c2", km_to=float(rng.choice([31.0, 40.0]))))
    if rng.random() < 0.3:
        hours = {"earliest_min": 360, "latest_min": 480}
        caveats.append(make_caveat(id="c3", kind="hours", team=team.id, **hours))
    window = random_window(rng, 6, seed)
    ground = hide(make_ground(edges, minutes), seed)
    caveats += random_day_only(np.random.default_rng([seed, 4]), team)
    away = random_availability(np.random.default_rng([seed, 5]), team)
    return make_case(ground, window, team, base_km, caveats, availability=away)


def random_air_case(seed: int) -> TinyCase:
    """A helicopter with few enough routes to list them all."""
    rng = np.random.default_rng(seed)
    edges = [0.0, 9.0, 16.0, 20.0, 31.0, 44.0, LENGTH_KM]
    drawn = rng.random(6)
    heights = np.select([drawn < 0.15, drawn < 0.4], [3900.0, 1100.0], 500.0).tolist()
    early, late = random_hours(rng)
    team = make_team(
        partner="ally",
        base="field-1",
        kind="helicopter",
        card="h1",
        duty_h=float(rng.choice([1.0, 1.5, 2.0])),
        rest_h=float(rng.choice([0.0, 1.0, 3.0])),
        starts_every_min=int(rng.choice([30, 60])),
        earliest_min=early,
        latest_min=late,
    )
    card = make_card(
        cruise_kmh=float(rng.choice([40.0, 60.0, 120.0])),
        endurance_h=float(rng.choice([1.0, 1.5, 2.0, 2.5])),
        turnaround_min=float(rng.choice([0.0, 20.0, 40.0])),
        **random_minima(np.random.default_rng([seed, 3])),
    )
    caveats = []
    if rng.random() < 0.4:
        limit = float(rng.choice([5.0, 8.0, 20.0]))
        caveats.append(make_caveat(partner="ally", km_from=limit))
    if rng.random() < 0.4:
        limit = float(rng.choice([40.0, 53.0, 55.0]))
        caveats.append(make_caveat(id="c2", partner="ally", km_to=limit))
    return make_case(
        hide(make_ground(edges, [20.0] * 6, heights), seed),
        random_window(rng, 5, seed),
        team,
        caveats=[*caveats, *random_day_only(np.random.default_rng([seed, 4]), team)],
        availability=random_availability(np.random.default_rng([seed, 5]), team),
        card=card,
        airfield=(float(rng.choice([68.1, 68.3, 68.5])), 38.05),
        station_km=float(rng.choice([15.0, 20.0, 30.0])),
    )


def table_of(routes: Iterable[tuple[Route, float]]) -> MoveTable:
    """The odds of each move, where whole routes are drawn with these chances."""
    odds: dict[tuple[Any, ...], float] = {}
    rows: dict[tuple[Any, ...], Row] = {}
    for route, chance in routes:
        for row in route:
            key = tuple(str(field) for field in row)
            rows[key] = row
            odds[key] = odds.get(key, 0.0) + chance
    order = sorted(rows, key=lambda key: (rows[key][1], rows[key][2], key))
    kind, t0, t1, km0, km1, duty, sortie = zip(
        *(rows[key] for key in order), strict=True
    )
    return MoveTable(
        kind=np.array([MOVE_KINDS.index(name) for name in kind], dtype=np.int8),
        t0=np.array(t0, dtype=np.int16),
        t1=np.array(t1, dtype=np.int16),
        km0=np.array(km0, dtype=np.float64),
        km1=np.array(km1, dtype=np.float64),
        duty=np.array(duty, dtype=np.int16),
        sortie=np.array(sortie, dtype=np.int16),
        odds=np.array([odds[key] for key in order]),
    )
