"""Rules available and day-only: slots in which a team may not be on duty."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from one_route import GROUND_CASE, GROUND_ROUTE, WINDOW, faults_of, rules_in
from tiny_cases import START, TinyCase, make_caveat, make_team, make_window, table_of

from vedette.domain.forces import Availability
from vedette.domain.theatre import Section
from vedette.terrain.line import position_at
from vedette.terrain.sky import sun_height_deg
from vedette.verify.duties import Duties, plan_duties
from vedette.verify.facts import gather_facts

DAY = make_window(np.zeros((2, 48)))


def away(begin_min: int, end_min: int, **changes: object) -> Availability:
    """Not available between two minutes after the window's start."""
    begin, end = (START + dt.timedelta(minutes=m) for m in (begin_min, end_min))
    row = Availability("team-1", begin, end, "unavailable", "made", "exercise")
    return replace(row, **changes)  # type: ignore[arg-type]


def case_with(*rows: Availability, **changes: object) -> TinyCase:
    theatre = replace(GROUND_CASE.theatre, availability=rows, **changes)  # type: ignore[arg-type]
    return replace(GROUND_CASE, theatre=theatre)


def duties_of(case: TinyCase, **changes: object) -> Duties:
    team = make_team(duty_h=3.0, **changes)
    return plan_duties(case.theatre, team, DAY)


def rooms(duties: Duties, first: int, last: int) -> list[int]:
    return duties.room_at(np.arange(first, last)).tolist()


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        (60, 120, [2, 1, 0, 0, 6, 6]),
        (61, 119, [2, 1, 0, 0, 6, 6]),  # part of a slot is enough
        (60, 121, [2, 1, 0, 0, 0, 6]),
        (90, 120, [3, 2, 1, 0, 6, 6]),
        (90, 90, [6, 6, 6, 6, 6, 6]),
    ],
)
def test_no_duty_has_time_in_common_with_being_away(
    begin: int, end: int, expected: list[int]
) -> None:
    duties = duties_of(case_with(away(begin, end)))
    assert rooms(duties, 0, 6) == expected
    assert duties.hours_room.min() == 6


def test_being_away_counts_before_and_after_the_window() -> None:
    duties = duties_of(case_with(away(-90, -60), away(24 * 60 + 60, 24 * 60 + 90)))
    assert rooms(duties, -6, -1) == [3, 2, 1, 0, 6]
    assert rooms(duties, 44, 48) == [6, 5, 4, 3]


@pytest.mark.parametrize(
    "row",
    [
        away(60, 120, team="team-2"),
        away(60, 120, status="limited"),
        away(60, 120, status="available"),
    ],
)
def test_who_is_not_away(row: Availability) -> None:
    assert rooms(duties_of(case_with(row)), 0, 6) == [6] * 6


def lit(theatre_km: tuple[float, float], moment: int) -> bool:
    """Whether the sun is up in the middle of a slot over the middle of a stretch."""
    lon, lat = position_at(GROUND_CASE.theatre.border, sum(theatre_km) / 2)
    now = START.astimezone(dt.UTC) + dt.timedelta(minutes=30 * moment + 15)
    return sun_height_deg(float(lon), float(lat), now) > -0.833


@pytest.mark.parametrize("base", ["post-1", "field-1"])
def test_day_only_is_while_the_sun_is_up_over_the_section_of_the_base(
    base: str,
) -> None:
    """The edge lies at km 19, so that the middle of the upper section is at km 40."""
    sections = (
        Section("a", "A", 0.0, 19.0, "low", "host"),
        Section("b", "B", 19.0, GROUND_CASE.theatre.border.length_km, "low", "host"),
    )
    caveats = (make_caveat(kind="day_only"),)
    case = case_with(sections=sections, caveats=caveats)
    duties = duties_of(case, base=base)
    up = [lit((19.0, sections[1].km_to), slot) for slot in range(-6, 54)]
    assert (~duties.dark).tolist() == up
    first = up.index(True) - 6
    assert 2 <= first <= 5
    assert rooms(duties, first - 1, first + 1) == [0, 6]
    last = max(slot for slot in range(48) if up[slot + 6])
    assert rooms(duties, last, last + 2) == [1, 0]


def test_a_base_on_the_edge_of_two_sections_belongs_to_the_upper_one() -> None:
    """The lower one is drawn far to the east, where the sun rises earlier."""
    line = GROUND_CASE.theatre.border
    far = replace(line, lon=np.where(line.km < 19.9, line.lon + 30.0, line.lon))
    caveats = (make_caveat(kind="day_only"),)
    plain = duties_of(case_with(caveats=caveats))
    moved = duties_of(case_with(caveats=caveats, border=far))
    assert GROUND_CASE.theatre.get_base("post-1").km == 20.0
    np.testing.assert_array_equal(plain.dark, moved.dark)


def test_without_the_caveat_the_dark_does_not_matter() -> None:
    other = make_caveat(kind="day_only", team="team-2")
    assert not duties_of(case_with(caveats=(other,))).dark.any()


def test_rows_on_duty_while_away_are_told() -> None:
    """The duty lasts from 06:00 to 08:00."""
    table = table_of([(GROUND_ROUTE, 1.0)])
    for begin, end, told in ((30, 60, 1), (90, 200, 1), (0, 120, 4), (120, 240, 0)):
        faults = faults_of(case_with(away(begin, end)), table)
        assert rules_in(faults) == ({"available"} if told else set())
        assert len(faults) == told


def test_rows_on_duty_in_the_dark_are_told() -> None:
    case = case_with(caveats=(make_caveat(kind="day_only"),))
    faults = faults_of(case, table_of([(GROUND_ROUTE, 1.0)]))
    assert rules_in(faults) == {"day-only"}
    assert "2025-12-08 06:00" in faults[0]


@pytest.mark.parametrize(
    ("rows", "alike"),
    [
        ((), True),
        ((away(60, 120),), False),
        ((away(60, 120), away(60, 120, team="team-2", reason="else")), True),
        ((away(60, 120), away(60, 150, team="team-2")), False),
        ((away(60, 120, status="limited"),), True),
    ],
)
def test_who_is_away_at_other_times_is_of_another_group(
    rows: tuple[Availability, ...], alike: bool
) -> None:
    first = GROUND_CASE.team
    teams = (first, replace(first, id="team-2", detachment="d-2", crew=4))
    case = case_with(*rows, teams=teams)
    facts = gather_facts(case.theatre, case.ground, WINDOW)
    assert (facts["team-1"] is facts["team-2"]) == alike
