"""Rule weather: aircraft stay down in bad weather, and haze shortens every look."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from fields import QUICK, field_of, quick_plan
from handed_over import listed_case
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from planned_routes import named, planned_moves, routes_of, rows_of
from tiny_cases import random_air_case

from vedette.coverage.law import HALF_IN_SPREADS, clear_share
from vedette.domain.plans import FLY, LAND, TAKE_OFF
from vedette.domain.theatre import LIGHTS, Theatre
from vedette.domain.weather import Weather
from vedette.planning.forbidden import narrow
from vedette.planning.frame import Frame, frame_problem
from vedette.planning.moves import GroupMoves
from vedette.planning.weather import (
    grounded_airfield,
    grounded_stations,
    keep_to_weather,
)
from vedette.terrain.line import section_of_base

SEEDS = st.integers(0, 2**31 - 1).map(lambda n: 2 * n)  # the even ones have weather


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_what_is_left_is_what_whole_lawful_routes_do(seed: int) -> None:
    """Against all routes, listed one by one from the rule book by other code."""
    tiny = listed_case(random_air_case, seed, 800)
    case, moves = tiny.case, planned_moves(tiny.case, in_weather=False)
    assume(moves is not None)
    assert case.window.weather is not None
    left, _ = keep_to_weather(moves, case.theatre, case.ground, case.window)
    found = [route for _, route in routes_of(left)]
    assert sorted(map(named, found)) == sorted(map(named, tiny.routes))
    used = {named((row,)) for route in tiny.routes for row in route}
    assert {named((row,)) for row in rows_of(left)} == used


def test_some_of_these_cases_are_grounded() -> None:
    lost = 0
    for seed in range(0, 60, 2):
        case = random_air_case(seed)
        moves = planned_moves(case, in_weather=False)
        if moves is None:
            continue
        left, _ = keep_to_weather(moves, case.theatre, case.ground, case.window)
        lost += len(left.head) < len(moves.head)
    assert lost > 5


def line(**said: Any) -> Weather:
    """A line that states this, everywhere and always unless told otherwise."""
    nothing = dict.fromkeys(
        (
            "section", "daily_from_min", "daily_to_min", "start", "end",
            "visibility_km", "cloud_base_m", "wind_kmh", "temp_c", "temp_height_m",
        )
    )  # fmt: skip
    return Weather(**(nothing | said), source="made", origin="exercise")


def told(theatre: Theatre, *lines: Weather, **limits: float) -> Theatre:
    """The theatre with weather, and cards that state these limits."""
    minima = {"least_visibility_km": 3.0, "least_cloud_base_m": 100.0} | limits
    cards = tuple(replace(card, **minima) for card in theatre.cards)
    return replace(theatre, weather=lines, cards=cards)


def framed(theatre: Theatre) -> Frame:
    field = field_of(theatre, QUICK)
    return frame_problem(
        theatre, field.ground, field.window, field.risk, field.coverage, QUICK
    )


def flights(moves: GroupMoves) -> set[str]:
    """Every row in the air."""
    table = moves.rows(np.arange(len(moves.head), dtype=np.int32))
    flies = np.isin(table.kind, (TAKE_OFF, FLY, LAND))
    rows = rows_of(moves)
    return {named((rows[at],)) for at in np.flatnonzero(flies)}


def in_the_air(moves: GroupMoves, n_slots: int) -> set[int]:
    """Slots in which the group can be over the line, leave it or reach it."""
    table = moves.rows(np.arange(len(moves.head), dtype=np.int32))
    looks = [table.t0[np.isin(table.kind, (FLY, LAND))]]
    looks.append(table.t1[table.kind == TAKE_OFF] - 1)
    slots = np.concatenate(looks)
    return set(slots[(slots >= 0) & (slots < n_slots)].tolist())


def of_kind(frame: Frame, kind: str) -> list[GroupMoves]:
    return [each for each in frame.moves if each.group.kind == kind]


# 08:00 to 10:00 of every day; slots of half an hour from 06:00
FOG = line(daily_from_min=480, daily_to_min=600, visibility_km=1.0)
FOG_SLOTS = {4, 5, 6, 7}


def test_fog_keeps_aircraft_down_and_no_one_else(small_theatre: Theatre) -> None:
    clear, foggy = framed(small_theatre), framed(told(small_theatre, FOG))
    assert foggy.shortfalls == clear.shortfalls == ()
    for before, after in zip(
        of_kind(clear, "helicopter"), of_kind(foggy, "helicopter"), strict=True
    ):
        assert in_the_air(before, 48) >= FOG_SLOTS
        assert in_the_air(after, 48) == in_the_air(before, 48) - FOG_SLOTS
        assert flights(after) < flights(before)
    for kind in ("foot", "vehicle"):
        for before, after in zip(
            of_kind(clear, kind), of_kind(foggy, kind), strict=True
        ):
            assert (before.head == after.head).all()
            assert (before.beat == after.beat).all()


def test_weather_over_one_section_leaves_the_others(small_theatre: Theatre) -> None:
    east = told(small_theatre, replace(FOG, section="east"))
    for before, after in zip(
        of_kind(framed(small_theatre), "helicopter"),
        of_kind(framed(east), "helicopter"),
        strict=True,
    ):
        table = after.rows(np.arange(len(after.head), dtype=np.int32))
        held = (table.kind == FLY) & np.isin(table.t0, list(FOG_SLOTS))
        east_from = 42.0
        assert held.any()
        # stations stand every 25 km; the beat of the one at km 50 touches the east
        assert (np.maximum(table.km0, table.km1)[held] < east_from).all()
        assert in_the_air(after, 48) == in_the_air(before, 48)


@pytest.mark.parametrize(
    "said, limits",
    [
        ({"visibility_km": 2.9}, {}),
        ({"cloud_base_m": 399.0}, {}),  # 300 m of clearance and 100 below the cloud
        ({"wind_kmh": 61.0}, {"most_wind_kmh": 60.0}),
        ({"temp_c": 55.0, "temp_height_m": 500.0}, {"service_ceiling_m": 2200.0}),
        ({"temp_c": 35.0, "temp_height_m": 500.0}, {"landing_ceiling_m": 1900.0}),
    ],
)
def test_each_figure_grounds_by_its_own_limit(
    small_theatre: Theatre, said: dict[str, float], limits: dict[str, float]
) -> None:
    grounded = framed(told(small_theatre, line(**said), **limits))
    (shortfall,) = grounded.shortfalls
    assert "no take-off in this window" in shortfall.what
    assert "weather.csv" in shortfall.reason
    assert shortfall.limit is shortfall.slot is shortfall.short is None
    for moves in of_kind(grounded, "helicopter"):
        assert in_the_air(moves, 48) == set()


def test_weather_at_a_limit_grounds_nobody(small_theatre: Theatre) -> None:
    fair = line(
        visibility_km=3.0,
        cloud_base_m=400.0,
        wind_kmh=60.0,
        temp_c=15 - 0.0065 * 500.0,
        temp_height_m=500.0,
    )
    frame = framed(told(small_theatre, fair, most_wind_kmh=60.0))
    for before, after in zip(
        of_kind(framed(small_theatre), "helicopter"),
        of_kind(frame, "helicopter"),
        strict=True,
    ):
        assert flights(after) == flights(before)


def test_a_card_without_limits_is_grounded_by_thin_air_only(
    small_theatre: Theatre,
) -> None:
    rough = line(visibility_km=0.1, cloud_base_m=0.0, wind_kmh=300.0)
    frame = framed(replace(small_theatre, weather=(rough,)))
    for before, after in zip(
        of_kind(framed(small_theatre), "helicopter"),
        of_kind(frame, "helicopter"),
        strict=True,
    ):
        assert flights(after) == flights(before)


def test_warm_air_is_thin_air(small_theatre: Theatre) -> None:
    """Density altitude of 4,000 m of air 20 degrees too warm: a pilot's handbook way.

    Each degree above standard adds some 120 feet (36.6 m); here a few per cent more.
    """
    hot = line(temp_c=15 - 0.0065 * 500 + 20, temp_height_m=500.0)
    theatre = told(small_theatre, hot)
    field = field_of(theatre, QUICK)
    weather = field.window.weather
    card = replace(theatre.cards[0], clearance_m=300.0)
    km = np.array([0.0, 25.0, 50.0])
    flown_m = [
        300 + float(field.ground.highest_m[at].max())
        for at in (slice(0, 3), slice(2, 8), slice(7, None))
    ]
    for j, height_m in enumerate(flown_m):
        felt_m = height_m + 20 * 36.6
        for ceiling, is_shut in ((felt_m - 60, True), (felt_m + 60, False)):
            low = replace(card, service_ceiling_m=ceiling)
            shut = grounded_stations(low, km, theatre, field.ground, weather)
            assert shut[j].all() == shut[j].any() == is_shut


def test_an_airfield_has_the_weather_of_the_section_nearest_to_it(
    small_theatre: Theatre,
) -> None:
    base = small_theatre.get_base("field-1")  # abreast of km 25: the middle section
    assert section_of_base(small_theatre, base) == 1
    theatre = told(small_theatre, replace(FOG, section="middle"))
    weather = field_of(theatre, QUICK).window.weather
    shut = grounded_airfield(theatre.cards[0], base, theatre, weather)
    assert set(np.flatnonzero(shut).tolist()) == FOG_SLOTS


def test_haze_shortens_looks(small_theatre: Theatre) -> None:
    """Teams keep their moves; what they notice is dimmed by light and sensor."""
    hazy = replace(small_theatre, weather=(line(visibility_km=4.0),))
    clear, dim = framed(small_theatre), framed(hazy)
    for before, after in zip(clear.problem.graphs, dim.problem.graphs, strict=True):
        assert (before.head == after.head).all()
    assert len(clear.problem.pattern_p) == len(dim.problem.pattern_p)
    often = [-np.log1p(-frame.problem.pattern_p) for frame in (clear, dim)]
    share = often[1] / often[0]
    half_km = [
        each.half_km[light]
        for each in small_theatre.model.sensors.values()
        for light in LIGHTS
    ]
    known = clear_share(np.unique(half_km) / HALF_IN_SPREADS, 4.0)
    off = np.abs(share[:, None] - known[None, :]).min(axis=1)
    assert off.max() < 1e-9
    assert share.max() < 0.9


def test_a_plan_in_bad_weather_has_no_flights_in_it(small_theatre: Theatre) -> None:
    theatre = told(small_theatre, FOG)
    plan = quick_plan(theatre, QUICK)
    flown = 0
    for team in theatre.teams:
        table = plan.moves[team.id]
        looks = np.where(table.kind == TAKE_OFF, table.t1 - 1, table.t0)
        flies = np.isin(table.kind, (TAKE_OFF, FLY, LAND))
        assert not np.isin(looks[flies], list(FOG_SLOTS)).any()
        flown += int(flies.sum())
    assert flown > 0
    assert plan.certificate.bound <= plan.certificate.loss


def test_nothing_is_narrowed_where_there_is_no_weather(small_theatre: Theatre) -> None:
    field = field_of(small_theatre, QUICK)
    for moves in of_kind(framed(small_theatre), "helicopter"):
        same, shortfall = keep_to_weather(
            moves, small_theatre, field.ground, field.window
        )
        assert same is moves
        assert shortfall is None
        everything = np.ones(len(moves.head), dtype=np.bool_)
        assert narrow(moves, everything) is moves
