"""Rules available and day-only: who is away, or waits for daylight, is not on duty.

The rows of a plan are looked at one by one, with the clock and the sun alone; then the
second program checks the plan.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from force_books import AVAILABILITY, load_forces
from planned import plan_theatre
from small_theatre import CAVEATS, table_rows

from vedette.domain.forces import Availability
from vedette.domain.picture import Window
from vedette.domain.plans import END, REST, Plan
from vedette.domain.theatre import Theatre
from vedette.planning.groups import Group, list_groups
from vedette.reading import load_theatre
from vedette.sharing import Package, publish
from vedette.terrain.line import position_at
from vedette.terrain.sky import sun_height_deg
from vedette.verify import verify_plan

Spell = tuple[dt.datetime, dt.datetime]
HORIZON_DEG = -0.833
BY_DAY = table_rows(
    "id, partner, team, kind, km_from, km_to, earliest, latest, reason, origin",
    "c-2, host, foot-3, day_only, , , , , No lamps, exercise",
    "c-3, ally, , day_only, , , , , Not fit for the night, exercise",
)
FROM_NOON = table_rows(
    "team, from, to, status, reason, origin",
    "foot-1, 2025-12-08T14:00+05:00, 2025-12-09T06:00+05:00, unavailable, On leave,"
    " exercise",
    "car-1, 2025-12-08T18:10+05:00, 2025-12-08T22:50+05:00, unavailable, In repair,"
    " exercise",
    "car-2, 2025-12-08T18:00+05:00, 2025-12-09T06:00+05:00, limited, New crew,"
    " exercise",
    "heli-2, 2025-12-09T08:00+05:00, 2025-12-09T10:00+05:00, unavailable, Inspection,"
    " exercise",
)
EIGHT_DAYS = (
    dt.datetime(2025, 12, 4, tzinfo=dt.UTC),
    dt.datetime(2025, 12, 12, tzinfo=dt.UTC),
)
CASES = {
    "from the morning": {"availability": AVAILABILITY},
    "over midnight": {
        "availability": FROM_NOON,
        "theatre": {"start": "2025-12-08T12:00:00+05:00"},
    },
}


@pytest.fixture(scope="module", params=CASES)
def planned(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Theatre, Plan]:
    folder = tmp_path_factory.mktemp("away")
    caveats = [*CAVEATS, *BY_DAY]
    theatre = load_forces(folder, caveats=caveats, **CASES[request.param])
    return theatre, plan_theatre(theatre)


def on_duty(plan: Plan, team: str) -> Iterator[Spell]:
    """From when to when a team is on duty in each row of a plan that takes time."""
    table = plan.moves[team]
    step = dt.timedelta(minutes=plan.slot_min)
    start = plan.start.astimezone(dt.UTC)
    takes_time = (table.t1 > table.t0) & ~np.isin(table.kind, (REST, END))
    for row in np.flatnonzero(takes_time):
        yield start + int(table.t0[row]) * step, start + int(table.t1[row]) * step


def spells(theatre: Theatre, team: str) -> list[Spell]:
    return [
        (row.start, row.end)
        for row in theatre.availability
        if row.team == team and row.status == "unavailable"
    ]


def test_who_is_away_is_not_on_duty(planned: tuple[Theatre, Plan]) -> None:
    theatre, plan = planned
    looked_at = 0
    for team in theatre.teams:
        rows = list(on_duty(plan, team.id))
        for start, end in spells(theatre, team.id):
            assert rows, f"{team.id} has no duty left to look at"
            assert not [row for row in rows if row[0] < end and start < row[1]]
            looked_at += 1
    assert looked_at >= 2


def test_who_is_limited_still_goes_out(planned: tuple[Theatre, Plan]) -> None:
    theatre, plan = planned
    limited = [row for row in theatre.availability if row.status == "limited"]
    for row in limited:
        rows = on_duty(plan, row.team)
        assert any(begin < row.end and row.start < end for begin, end in rows)
    assert limited


def test_who_goes_by_day_only_goes_by_day(planned: tuple[Theatre, Plan]) -> None:
    """Half-way through every slot the sun stands over the base's section."""
    theatre, plan = planned
    half = dt.timedelta(minutes=plan.slot_min / 2)
    middles = {"foot-3": (42.0, theatre.border.length_km)}
    middles |= dict.fromkeys(("heli-1", "heli-2"), (20.0, 42.0))
    for team, ends in middles.items():
        lon, lat = map(float, position_at(theatre.border, sum(ends) / 2))
        slots = {
            begin + 2 * half * n
            for begin, end in on_duty(plan, team)
            for n in range((end - begin) // (2 * half))
        }
        heights = [sun_height_deg(lon, lat, slot + half) for slot in slots]
        assert slots
        assert min(heights) > HORIZON_DEG, team


def test_who_may_go_at_night_does(planned: tuple[Theatre, Plan]) -> None:
    """Without such a caveat the same plan has duties in the dark."""
    _, plan = planned
    hours = {begin.hour for begin, _ in on_duty(plan, "foot-2")}
    assert hours & {17, 18, 19, 20}  # UTC: in the night over there


def test_the_second_program_finds_no_fault(
    planned: tuple[Theatre, Plan], tmp_path: Path
) -> None:
    theatre, plan = planned
    publish(Package(theatre, plan), tmp_path / "out", formats=["plan"])
    certificate = verify_plan(tmp_path / "out" / "plan.json")
    assert certificate.loss == pytest.approx(plan.certificate.loss)


def test_who_is_away_all_day_begins_no_duty(small_theatre: Theatre) -> None:
    """A duty begun before the window would reach into the day as well."""
    start = small_theatre.start
    end = start + dt.timedelta(days=1)
    away = Availability("car-1", start, end, "unavailable", "made", "exercise")
    window = Window(start, small_theatre.zone, 30, np.zeros((3, 48), dtype=np.int8))
    for rows, begins in (((), True), ((away,), False)):
        theatre = replace(small_theatre, availability=rows)
        (group,) = (g for g in list_groups(theatre, (), 30) if "car-1" in ids(g))
        lengths = group.duty_lengths(window)
        assert any(0 <= moment < 48 for moment in lengths) == begins
        assert any(s + lasts > 0 for s, lasts in lengths.items() if s < 0) == begins


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2025-12-08T06:00+05:00, 2025-12-09T06:00+05:00, unavailable", 1),
        ("2025-12-08T06:00+05:00, 2025-12-09T06:00+05:00, limited", 0),
        ("2025-12-08T06:00+05:00, 2025-12-09T00:00+05:00, unavailable", 0),
    ],
)
def test_who_is_away_for_just_the_window_is_told_as_left_open(
    tmp_path: Path, row: str, told: int
) -> None:
    """It could have a duty before, so it has lawful moves: none of them matters."""
    rows = table_rows(
        "team, from, to, status, reason, origin", f"car-1, {row}, On leave, exercise"
    )
    theatre = load_forces(tmp_path / "theatre", availability=rows)
    plan = plan_theatre(theatre, rounds=5)
    said = [each for each in plan.shortfalls if "no duty in this window" in each.what]
    assert len(said) == told == len(plan.shortfalls)
    if told:
        assert said[0].what.startswith("Vehicle 1:")
        assert "availability.csv" in said[0].reason
        assert said[0].limit is said[0].slot is said[0].short is None
        assert not any(end > plan.start for _, end in on_duty(plan, "car-1"))
    publish(Package(theatre, plan), tmp_path / "out", formats=["plan"])
    verify_plan(tmp_path / "out" / "plan.json")


@pytest.mark.parametrize(
    ("bound", "said"),
    [
        ({"absences": (EIGHT_DAYS,)}, "availability.csv"),
        ({"daylight_at": (68.0, 37.0), "hours": ((0, 60),)}, "day_only"),
        ({"hours": ((0, 10),)}, "widen earliest-latest"),
    ],
)
def test_who_can_begin_no_duty_is_told_the_reason(
    small_theatre: Theatre, bound: dict[str, Any], said: str
) -> None:
    """Away for eight days, by day but just after midnight, or ten minutes a day."""
    start = small_theatre.start
    window = Window(start, small_theatre.zone, 30, np.zeros((3, 48), dtype=np.int8))
    (group,) = (g for g in list_groups(small_theatre, (), 30) if "car-1" in ids(g))
    shut = replace(group, **bound)
    assert not shut.duty_lengths(window)
    assert said in shut.why_no_duty(window)


def ids(group: Group) -> list[str]:
    return [team.id for team in group.teams]


def test_alike_teams_part_where_one_is_away_and_not_for_less(
    small_theatre: Theatre,
) -> None:
    """A limit of one of them, a crew or a detachment leaves them alike."""
    start = small_theatre.start
    row = Availability("foot-1", start, start + dt.timedelta(hours=2), "", "", "own")
    first, *others = small_theatre.teams
    manned = replace(small_theatre, teams=(replace(first, crew=5), *others))
    for status, alike in (
        ("limited", True),
        ("available", True),
        ("unavailable", False),
    ):
        theatre = replace(manned, availability=(replace(row, status=status),))
        together = ["foot-1", "foot-2"] in [
            ids(g) for g in list_groups(theatre, (), 30)
        ]
        assert together == alike, status


@pytest.mark.parametrize("days", [1, 7])
def test_the_built_in_theatre_s_absences_lie_beyond_its_first_week(days: int) -> None:
    theatre = load_theatre("tajik_afghan")
    assert {row.status for row in theatre.availability} == {"limited", "unavailable"}
    bare = replace(theatre, availability=())
    light = np.zeros((len(theatre.sections), days * 48), dtype=np.int8)
    window = Window(theatre.start, theatre.zone, theatre.slot_min, light)
    with_rows, without = (
        [(ids(g), g.duty_lengths(window)) for g in list_groups(each, (), 30)]
        for each in (theatre, bare)
    )
    assert with_rows == without
