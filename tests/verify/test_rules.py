"""One lawful route, one thing changed: the rule broken is named, and where."""

import math
from dataclasses import replace

import numpy as np
import pytest
from lawful_routes import NONE, Row
from one_route import (
    AIR_CASE,
    AIR_ROUTE,
    EDGES,
    GROUND_CASE,
    GROUND_ROUTE,
    NAN,
    change,
    faults_of,
    rules_in,
)
from tiny_cases import LENGTH_KM, TinyCase, make_card, make_ground, table_of

from vedette.domain.plans import MoveTable


@pytest.mark.parametrize(
    ("case", "route"),
    [
        pytest.param(GROUND_CASE, GROUND_ROUTE, id="ground"),
        pytest.param(AIR_CASE, AIR_ROUTE, id="air"),
    ],
)
def test_the_route_itself_is_lawful(case: TinyCase, route: tuple[Row, ...]) -> None:
    table = table_of([(route, 1.0)])
    assert [row[1] for row in route] == table.t0.tolist()
    assert faults_of(case, table) == []


@pytest.mark.parametrize(
    ("row", "fields", "rule", "words"),
    [
        (5, {"km1": 40.0}, "step", "km 20.000 to km 40.000 in 1 slots"),
        (6, {"t1": 3}, "step", "in 2 slots"),
        (6, {"km1": 33.0}, "places", "km 33.000 is not a place"),
        (6, {"km1": 50.0}, "caveat", "to km 50.000 leaves km 0.000 to km 45.000"),
        (6, {"km1": 43.0}, "passable", "is not joined to the base"),
        (6, {"km1": NAN}, "row", "from km 30.000 to the base"),
        (6, {"km1": math.inf}, "row", "is not how such a move goes"),
        (6, {"kind": 5}, "row", "no such move"),
        (6, {"kind": 99}, "row", "move of kind 99"),
        (6, {"sortie": 0}, "row", "do not belong together"),
        (0, {"duty": 0}, "row", "do not belong together"),
        (0, {"t1": -1}, "row", "does not last one slot"),
        (0, {"t0": -5, "t1": -4}, "row", "does not last one slot inside the window"),
        (4, {"t0": 1}, "row", "do not belong together"),
        (9, {"t1": 5}, "rest", "1 slots of rest follow, 2 are due"),
        (9, {"t1": 7}, "rest", "3 slots of rest follow, 2 are due"),
        (0, {"t1": 2}, "rest", "2 slots of rest are left at the window's start, 1 at"),
        (9, {"t0": 5, "t1": 7}, "duty-length", "may last 4 slots"),
        (5, {"t0": -1, "t1": 0}, "duty-length", "lies outside"),
        (6, {"odds": -0.5}, "odds", "-0.5"),
        (6, {"odds": NAN}, "odds", "nan"),
        (6, {"odds": 1.5}, "odds", "1.5"),
        (6, {"odds": 0.5}, "flow", "odds of 1 come in and 0.5 go out"),
        (8, {"km1": 30.0}, "return", "at km 20.000: odds of 0 come in and 1 go out"),
        (0, {"odds": 0.5}, "flow", "free: odds of 1 come in and 0.5 go out"),
    ],
)  # fmt: skip
def test_a_ground_rule_broken_is_named(
    row: int, fields: dict[str, object], rule: str, words: str
) -> None:
    faults = faults_of(GROUND_CASE, change(GROUND_ROUTE, row, **fields))
    named = [fault for fault in faults if f"(rule {rule})" in fault]
    assert any(words in fault for fault in named), faults
    assert all(fault.startswith("team-1") for fault in faults)


@pytest.mark.parametrize(
    ("row", "fields", "rule", "words"),
    [
        (8, {"km1": 25.0}, "stations", "km 25.000 is not a station"),
        (8, {"km1": 50.0}, "ceiling", "too high"),
        (8, {"km1": 0.0}, "caveat", "leaves km 4.000"),
        (8, {"t1": 3}, "leg", "in 2 slots is not a lawful leg"),
        (9, {"km1": 200.0}, "stations", "is not a station"),
        (9, {"km1": LENGTH_KM}, "ceiling", "too high"),
        (9, {"t1": 4}, "fly", "in 2 slots"),
        (10, {"t1": 4}, "turnaround", "its 1 slots are not leg and turnaround"),
        (10, {"t1": 6}, "turnaround", "its 3 slots"),
        (10, {"t1": 3}, "leg", "in 0 slots"),
        (10, {"t0": 4, "t1": 6}, "endurance", "outlasts the fuel"),
        (9, {"t0": 4, "t1": 5}, "endurance", "outlasts the fuel"),
        (7, {"kind": 2}, "row", "no such move"),
        (7, {"t1": 2}, "row", "does not last one slot"),
        (8, {"sortie": NONE}, "row", "do not belong together"),
        (8, {"sortie": 0}, "row", "do not belong together"),
        (12, {"t0": 7, "t1": 9}, "duty-length", "may last 6 slots"),
        (10, {"sortie": 0}, "flow", "odds of"),
        (11, {"odds": 0.25}, "return", "at its airfield: odds of 0.25 come in and 1"),
    ],
)
def test_an_air_rule_broken_is_named(
    row: int, fields: dict[str, object], rule: str, words: str
) -> None:
    faults = faults_of(AIR_CASE, change(AIR_ROUTE, row, **fields))
    named = [fault for fault in faults if f"(rule {rule})" in fault]
    assert any(words in fault for fault in named), faults


def test_a_flight_too_far_for_a_slot() -> None:
    """From km 10 to km 50 would take 40 minutes."""
    low = make_ground(EDGES, [20.0] * 6)
    case = replace(AIR_CASE, ground=low)
    rows = (
        *AIR_ROUTE[:8],
        ("take_off", 1, 2, NAN, 10.0, 0, 1),
        ("fly", 2, 3, 10.0, 50.0, 0, 1),
        ("land", 3, 5, 50.0, NAN, 0, 1),
        *AIR_ROUTE[11:],
    )
    assert rules_in(faults_of(case, table_of([(rows, 1.0)]))) == {"fly"}


def test_two_sorties_may_not_be_joined() -> None:
    """A landing of one sortie does not bring back another."""
    rows = (*AIR_ROUTE[:10], ("land", 3, 5, 30.0, NAN, 0, 0), *AIR_ROUTE[11:])
    assert "return" in rules_in(faults_of(AIR_CASE, table_of([(rows, 1.0)])))


@pytest.mark.parametrize(("left", "free"), [(1, 1), (7, 7), (8, 8), (9, 8)])
def test_a_route_may_come_in_resting(left: int, free: int) -> None:
    """The rest of a duty before the window: free again after it, or at the end."""
    case = replace(GROUND_CASE, team=replace(GROUND_CASE.team, rest_h=5.0))
    rows: tuple[Row, ...] = (
        ("rest", -4, left, NAN, NAN, NONE, NONE),
        *(("rest", t, t + 1, NAN, NAN, NONE, NONE) for t in range(free, 8)),
    )
    assert faults_of(case, table_of([(rows, 1.0)])) == []
    short = replace(GROUND_CASE, team=replace(GROUND_CASE.team, rest_h=left / 2))
    assert rules_in(faults_of(short, table_of([(rows, 1.0)]))) == {"rest"}


def shifted(route: tuple[Row, ...], by: int) -> tuple[Row, ...]:
    """The same duty, begun some slots later, with rest before and after."""
    duty = [row for row in route if row[0] != "rest"]
    first = route[0][1]
    end = duty[-1][2] + by
    before = [("rest", t, t + 1, NAN, NAN, NONE, NONE) for t in range(first, by)]
    after = [("rest", t, t + 1, NAN, NAN, NONE, NONE) for t in range(end, 8)]
    moved = [(k, a + by, b + by, x, y, s + by, o) for k, a, b, x, y, s, o in duty]
    return (*before, *moved, *after)


def test_a_duty_begins_on_the_clock() -> None:
    assert faults_of(GROUND_CASE, table_of([(shifted(GROUND_ROUTE, 2), 1.0)])) == []
    faults = faults_of(GROUND_CASE, table_of([(shifted(GROUND_ROUTE, 1), 1.0)]))
    assert len(faults) == 1
    assert "no duty of this team may begin at 2025-12-08 06:30" in faults[0]
    assert rules_in(faults) == {"duty-start"}


def test_hours_leave_room_for_the_duty_or_for_part_of_it() -> None:
    table = table_of([(GROUND_ROUTE, 1.0)])
    for early, late, rule in ((420, 1140, "duty-hours"), (300, 450, "duty-length")):
        team = replace(GROUND_CASE.team, earliest_min=early, latest_min=late)
        assert rules_in(faults_of(replace(GROUND_CASE, team=team), table)) == {rule}


def test_who_may_not_leave_his_base_may_only_rest() -> None:
    closed = make_ground(EDGES, [20.0, 20.0, math.inf, 20.0, 20.0, 20.0])
    case = replace(GROUND_CASE, ground=closed)
    rests = tuple(("rest", t, t + 1, NAN, NAN, NONE, NONE) for t in range(-4, 8))
    assert faults_of(case, table_of([(rests, 1.0)])) == []
    assert "passable" in rules_in(faults_of(case, table_of([(GROUND_ROUTE, 1.0)])))


def test_an_unsigned_card_and_a_high_airfield_keep_it_down() -> None:
    table = table_of([(AIR_ROUTE, 1.0)])
    own = replace(AIR_CASE.theatre, is_exercise=False)
    assert "signed-card" in rules_in(faults_of(replace(AIR_CASE, theatre=own), table))
    high = replace(AIR_CASE.theatre, cards=(make_card(landing_ceiling_m=499.0),))
    assert "landing" in rules_in(faults_of(replace(AIR_CASE, theatre=high), table))


def test_a_row_given_twice_is_refused_even_if_the_odds_add_up() -> None:
    table = table_of([(GROUND_ROUTE, 1.0)])
    again = np.insert(np.arange(len(table)), 6, 6)
    twice = MoveTable(
        *(getattr(table, name)[again] for name in table.__slots__),  # type: ignore[arg-type]
    )
    twice.odds[6:8] = 0.5
    faults = faults_of(GROUND_CASE, twice)
    assert rules_in(faults) == {"row"}
    assert "the same move has a row already" in faults[0]


def test_long_lists_are_cut_short() -> None:
    table = table_of([(GROUND_ROUTE, 1.0)])
    faults = faults_of(GROUND_CASE, replace(table, odds=table.odds * 1.5))
    odds = [fault for fault in faults if "(rule odds)" in fault]
    assert len(odds) == 4
    assert odds[3] == f"team-1: {len(table) - 3} more such faults (rule odds)"
