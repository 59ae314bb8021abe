"""Rule hand-over and rule prices, by hand, and what their sentences say."""

from dataclasses import replace

import numpy as np
import pytest
from handed_over import Tiny, ends_of
from lawful_routes import Route
from tiny_cases import make_case, make_ground, make_team, make_window

from vedette.verify.best_route import best_route
from vedette.verify.hand_over import check_hand_over, price_faults

NIGHT = make_case(
    make_ground([0.0, 10.0, 20.0, 61.0], [20.0] * 3),
    make_window(np.zeros((2, 6))),
    make_team(duty_h=1.0, rest_h=1.5),
    base_km=10.0,
)


def route_from(tiny: Tiny, first: str, last: str) -> Route:
    ends = (first, last)
    return next(r for r in tiny.routes if ends_of(tiny.listed, r) == ends)


def test_alike_teams_hand_over_together() -> None:
    """One comes in free and goes out on duty, the other the other way round."""
    tiny = Tiny(NIGHT)
    out = tiny.rows([(route_from(tiny, "free", "on duty 2"), 1.0)])
    back = tiny.rows([(route_from(tiny, "on duty 2", "free"), 1.0)], "team-2")
    assert check_hand_over([out, back]) == []
    told = check_hand_over([out])
    assert told == [
        "team-1, free: odds of 1 at the window's start and 0 at its end "
        "(rule hand-over)",
        "team-1, on duty for 2 slots: odds of 0 at the window's start and 1 at its end "
        "(rule hand-over)",
    ]
    assert len(check_hand_over([back])) == 2
    again = tiny.rows([(route_from(tiny, "free", "on duty 2"), 1.0)], "team-2")
    assert "team-1 and 1 alike, free: odds of 2 at" in check_hand_over([out, again])[0]


def test_teams_that_are_not_alike_do_not_hand_over_to_each_other() -> None:
    tiny, other = Tiny(NIGHT), Tiny(NIGHT)
    out = tiny.rows([(route_from(tiny, "free", "on duty 2"), 1.0)])
    back = other.rows([(route_from(other, "on duty 2", "free"), 1.0)], "team-2")
    assert len(check_hand_over([out, back])) == 4


@pytest.mark.parametrize(("off", "faults"), [(5e-10, 0), (3e-9, 2)])
def test_states_agree_to_the_ninth_digit(off: float, faults: int) -> None:
    tiny = Tiny(NIGHT)
    resting = route_from(tiny, "resting 1", "resting 1")
    changed = route_from(tiny, "resting 1", "resting 2")
    rows = tiny.rows([(resting, 1 - off), (changed, off)])
    told = check_hand_over([rows])
    assert len(told) == faults
    assert all("resting with" in fault for fault in told)


def test_a_rest_longer_than_the_window() -> None:
    """Nine slots left of a rest at the start are three at the end of six."""
    tiny = Tiny(replace(NIGHT, team=replace(NIGHT.team, rest_h=5.0)))
    (route,) = [r for r in tiny.routes if r[0][2] == 9]
    assert ends_of(tiny.listed, route) == ("resting 9", "resting 3")
    told = check_hand_over([tiny.rows([(route, 1.0)])])
    assert "resting with 3 slots left: odds of 0 at the window's start" in told[0]
    assert "resting with 9 slots left: odds of 1 at the window's start" in told[1]
    prices = np.zeros(len(tiny.states))
    prices[9] = 4.0
    none = np.zeros(tiny.shape)
    assert best_route(tiny.facts, none, prices) == 4.0
    prices[3] = 3.0
    assert best_route(tiny.facts, none, prices) == 3.0  # or 4 - 3 the way above


def test_long_lists_of_states_are_cut_short() -> None:
    tiny = Tiny(NIGHT)
    first = [route_from(tiny, f"resting {q}", "free") for q in (1, 2)]
    ends = [route_from(tiny, "free", f"on duty {d}") for d in (1, 2)]
    told = check_hand_over([tiny.rows([(route, 0.25) for route in (*first, *ends)])])
    assert told[3] == "team-1: 1 more such states (rule hand-over)"


def test_prices_are_due_once_a_group() -> None:
    """Five states: free, two of rest, two of duty."""
    tiny = Tiny(NIGHT)
    rows = tiny.rows([(route_from(tiny, "free", "free"), 1.0)], "team-2")
    usable = {"team-1": tiny.facts, "team-2": tiny.facts}
    good = np.zeros(5)
    assert price_faults({"team-1": good}, usable, [rows]) == []
    assert price_faults({}, usable, []) == []
    assert price_faults({"team-2": good}, usable, [rows]) == [
        "team-1: its group has odds, but no hand-over prices (rule prices)",
        "team-2: has hand-over prices, but is not the first team of a group with odds "
        "(rule prices)",
    ]
    assert price_faults({"team-1": good[:4]}, usable, [rows]) == [
        "team-1: has 4 hand-over prices, and 5 states (rule prices)"
    ]


@pytest.mark.parametrize("price", [np.nan, np.inf, -np.inf, 1.1e6, -1e300])
def test_a_price_is_a_number_of_some_size(price: float) -> None:
    tiny = Tiny(NIGHT)
    rows = tiny.rows([(route_from(tiny, "free", "free"), 1.0)])
    prices = {"team-1": np.array([0.0, 1.0, price, 0.0, 0.0])}
    assert price_faults(prices, {"team-1": tiny.facts}, [rows]) == [
        "team-1: a hand-over price is no number of at most 1000000 points (rule prices)"
    ]
