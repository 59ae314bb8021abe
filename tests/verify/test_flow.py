"""Odds as a flow: what goes into every state comes out of it, to 1e-9."""

import math

import numpy as np
import pytest
from lawful_routes import NONE, Row
from tiny_cases import make_case, make_ground, make_team, make_window, table_of

from vedette.domain.plans import MoveTable
from vedette.verify.facts import facts_of
from vedette.verify.flow import check_flow
from vedette.verify.rows import lay_rows

NAN = math.nan
CASE = make_case(
    make_ground([0.0, 10.0, 20.0, 61.0], [20.0] * 3),
    make_window(np.zeros((2, 4))),
    make_team(duty_h=1.0, rest_h=0.5),
    base_km=10.0,
)
FACTS = facts_of(CASE.theatre, CASE.team, CASE.ground, CASE.window)


def rest(*moments: int) -> list[Row]:
    return [("rest", t, t + 1, NAN, NAN, NONE, NONE) for t in moments]


def patrol(s: int, far: float) -> list[Row]:
    return [
        ("start", s, s, NAN, NAN, s, NONE),
        ("move", s, s + 1, 10.0, far, s, NONE),
        ("move", s + 1, s + 2, far, 10.0, s, NONE),
        ("end", s + 2, s + 3, NAN, NAN, s, NONE),
    ]


def faults(table: MoveTable) -> list[str]:
    return check_flow(lay_rows(CASE.team, table, FACTS, CASE.window))


ROUTES = [
    (tuple(rest(-2, -1, 0, 1, 2, 3)), 0.25),
    ((*rest(-2, -1), *patrol(0, 0.0), *rest(3)), 0.5),
    ((*rest(-2, -1, 0), *patrol(1, 20.0)), 0.25),
]


def test_a_mixture_of_routes_flows() -> None:
    assert faults(table_of(ROUTES)) == []


def test_duties_may_outlast_the_window() -> None:
    """Begun in the last slot: the rest after it ends long after the window."""
    route = (*rest(-2, -1, 0, 1, 2), *patrol(3, 0.0))
    assert faults(table_of([(route, 1.0)])) == []


@pytest.mark.parametrize(("off", "expected"), [(5e-10, 0), (3e-9, 2)])
def test_conserved_to_the_ninth_digit(off: float, expected: int) -> None:
    """A step's odds concern two states: the one it leaves and the one it enters."""
    table = table_of(ROUTES)
    step = int(np.flatnonzero(table.kind == 2)[0])
    table.odds[step] += off
    assert len(faults(table)) == expected


def test_odds_that_sum_to_less_than_one_route() -> None:
    told = faults(table_of([(route, chance / 2) for route, chance in ROUTES]))
    assert len(told) == 2
    assert "2025-12-08 05:00, free: odds of 1 come in and 0.5 go out" in told[0]
    assert "2025-12-08 08:00, free: odds of 0.5 come in and 1 go out" in told[1]


def test_no_rows_at_all() -> None:
    table = table_of(ROUTES)
    none = MoveTable(
        *(getattr(table, name)[:0] for name in table.__slots__)  # type: ignore[arg-type]
    )
    told = faults(none)
    assert "odds of 1 come in and 0 go out" in told[0]


def test_rest_is_owed_in_full() -> None:
    """Free again at 3, the team cannot rest from 2 on."""
    route = (*rest(-2, -1), *patrol(0, 0.0), *rest(2, 3))
    told = faults(table_of([(route, 1.0)]))
    assert "2025-12-08 07:00, free: odds of 0 come in and 1 go out" in told[0]
    assert "2025-12-08 07:30, free: odds of 2 come in and 1 go out" in told[1]


def test_a_duty_that_is_left_for_another() -> None:
    """Moves of one duty do not go on with those of another."""
    first, second = patrol(0, 0.0), patrol(0, 0.0)
    mixed = [*first[:2], ("move", 1, 2, 0.0, 10.0, 1, NONE), *second[3:]]
    told = faults(table_of([((*rest(-2, -1), *mixed, *rest(3)), 1.0)]))
    assert any("(rule return)" in fault for fault in told)
    assert any("duty of 2025-12-08 06:30 at km 0.000" in fault for fault in told)
