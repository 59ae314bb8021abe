"""A plan for the rest of a window: what it takes over, and what it may not change."""

from dataclasses import replace

import numpy as np
import pytest
from handed_over import Maker, Tiny, listed_case
from hypothesis import given, settings
from hypothesis import strategies as st
from limit_changes import (
    BOUNDS,
    Change,
    half_prices,
    names_in,
    no_group,
    no_hand_over,
    over,
    tipped,
    turned_prices,
)
from limited_plan import Made, certified, listed, tiny_theatre
from replanned import by_choices, replanned, told_from
from tiny_cases import random_air_case, random_ground_case, table_of
from tiny_weather import later_window

from vedette.domain.plans import HandOver, Plan
from vedette.verify.earlier import held_odds
from vedette.verify.flow import check_flow
from vedette.verify.plan import find_faults
from vedette.verify.rules import check_rows
from vedette.verify.states import odds_of_states

SEEDS = st.integers(0, 2**32 - 1)
MAKERS = [
    pytest.param(random_ground_case, id="ground"),
    pytest.param(random_air_case, id="air"),
]


@pytest.fixture(scope="module")
def both() -> tuple[Made, Made]:
    return replanned()


def test_the_rest_of_a_plan_stands_up(both: tuple[Made, Made]) -> None:
    first, second = both
    assert find_faults(first.plan, first.case)[0] == []
    for earlier in (None, first.plan):
        faults, certificate = find_faults(second.plan, second.case, earlier)
        assert faults == []
        assert 0 < certificate.bound < certificate.loss
    begun = [
        table.odds[(table.t0 < 0) & (table.kind > 0)]
        for table in second.plan.moves.values()
    ]
    assert sum(map(len, begun)) > 5
    assert np.concatenate(begun).min() < 0.5


RESTS: list[tuple[str, Change, set[str]]] = [
    ("odds at the start", over("heli-1", "start", tipped(1e-8)), {"hand-over"}),
    ("odds at the end", over("team-1", "end", tipped(1e-8)), {"hand-over"}),
    ("odds of more teams", over("team-1", "end", lambda x: x * 2), {"hand-over"}),
    ("odds below nothing", over("heli-1", "end", tipped(2.0)), {"hand-over"}),
    ("odds of fewer states", over("heli-1", "end", lambda x: x[1:]), {"hand-over"}),
    ("no hand-over", no_hand_over, {"hand-over"}),
    ("a hand-over of no group", no_group, {"hand-over"}),
    ("prices of one end", half_prices, {"prices"}),
    ("prices of the other end", turned_prices, BOUNDS),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "names"), [pytest.param(c, n, id=what) for what, c, n in RESTS]
)
def test_every_change_of_a_rest_is_caught(
    both: tuple[Made, Made], change: Change, names: set[str]
) -> None:
    plan = change(both[1].plan)
    if names == {"hand-over"}:
        faults, _ = find_faults(plan, both[1].case)
        assert {"hand-over"} <= names_in(faults) <= {"hand-over", *BOUNDS}
    else:
        assert names_in(find_faults(plan, both[1].case)[0]) == names


def test_odds_at_both_ends_are_those_of_the_earlier_plan(
    both: tuple[Made, Made],
) -> None:
    """Rows and hand-over changed together: only the earlier plan can tell."""
    first, second = both
    plan = shifted_ends(second)
    assert find_faults(plan, second.case)[0] == []
    faults, _ = find_faults(plan, second.case, first.plan)
    assert names_in(faults) == {"hand-over"}
    assert "handed over and" in faults[0]


def shifted_ends(made: Made) -> Plan:
    """Half of a route's odds go to one that ends otherwise, and so does hand-over."""
    drawn = list(made.drawn["heli-1"])
    one = listed(replace(tiny_theatre(), window=made.case.window), "heli-1")
    states = one.states()
    old, chance = drawn[0]
    begun = [row for row in old if row[1] < 0]
    new = next(
        route
        for route in one.routes()
        if [str(row) for row in route if row[1] < 0] == [str(row) for row in begun]
        and one.state(route, one.T) != one.state(old, one.T)
    )
    drawn[0] = (old, chance / 2)
    drawn.append((new, chance / 2))
    end = made.plan.hand_over["heli-1"].end.copy()
    end[states.index(one.state(old, one.T))] -= chance / 2
    end[states.index(one.state(new, one.T))] += chance / 2
    start = made.plan.hand_over["heli-1"].start
    hand_over = {**made.plan.hand_over, "heli-1": HandOver(start, end)}
    moves = {**made.plan.moves, "heli-1": table_of(drawn)}
    changed = replace(made.plan, moves=moves, hand_over=hand_over)
    return certified(changed, made.case)


def test_held_rows_are_those_of_the_earlier_plan(both: tuple[Made, Made]) -> None:
    """Odds go to another way to the same state: only the earlier plan can tell."""
    first, second = both
    one = listed(replace(tiny_theatre(), window=second.case.window), "team-1")
    for at, (old, chance) in enumerate(second.drawn["team-1"]):
        ends = one.state(old, 0), one.state(old, one.T)
        held = [str(row) for row in old if row[1] < 0]
        for new in one.routes() if ends[0].startswith("on duty") else ():
            same = (one.state(new, 0), one.state(new, one.T)) == ends
            if same and [str(row) for row in new if row[1] < 0] != held:
                drawn = [*second.drawn["team-1"], (new, chance / 2)]
                drawn[at] = (old, chance / 2)
                moves = {**second.plan.moves, "team-1": table_of(drawn)}
                plan = certified(replace(second.plan, moves=moves), second.case)
                assert find_faults(plan, second.case)[0] == []
                faults, _ = find_faults(plan, second.case, first.plan)
                assert names_in(faults) == {"held"}
                return
    raise AssertionError("no way to change what is held")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"content_hash": "f" * 64}, "content_hash is"),
        ({"n_slots": 7}, "n_slots is 6 by the plan, 7 by the earlier plan"),
        ({"theatre_id": "other"}, "theatre is made by the plan, other by"),
        ({"slot_min": 20}, "start is"),
    ],
)
def test_another_earlier_plan(
    both: tuple[Made, Made], change: dict[str, object], words: str
) -> None:
    first, second = both
    other = replace(first.plan, **change)  # type: ignore[arg-type]
    faults, _ = find_faults(second.plan, second.case, other)
    assert faults[0].startswith(words)
    assert names_in(faults) == {"held"}


def test_a_plan_of_its_own_has_no_earlier_one(both: tuple[Made, Made]) -> None:
    first, second = both
    faults, _ = find_faults(first.plan, first.case, second.plan)
    assert faults == ["the plan was not made from an earlier one (rule held)"]


# Any plan, at any moment


@pytest.mark.parametrize("maker", MAKERS)
@settings(max_examples=12, deadline=None)
@given(seed=SEEDS)
def test_what_is_held_is_what_routes_have_begun(maker: Maker, seed: int) -> None:
    """All routes that odds can make, told from a moment on, hold what rows hold."""
    tiny, rng = listed_case(maker, seed, 500), np.random.default_rng(seed)
    picked = rng.integers(len(tiny.routes), size=5)
    chances = rng.dirichlet(np.ones(5)).tolist()
    drawn = [(tiny.routes[i], c) for i, c in zip(picked, chances, strict=True)]
    routes = by_choices(tiny.listed, drawn)
    assert sum(chance for _, chance in routes) == pytest.approx(1.0)
    moment = int(rng.integers(1, tiny.listed.T))
    later = later_window(tiny.case.window, moment)
    rest = Tiny(replace(tiny.case, window=later))
    told = [(told_from(tiny.listed, route, moment), p) for route, p in routes]
    assert {str(route) for route, _ in told} <= set(map(str, rest.routes))
    rows = rest.rows(told)
    assert [*check_rows(rows), *check_flow(rows)] == []
    before = tiny.rows(drawn)
    states = odds_of_states(before, moment)
    np.testing.assert_allclose(odds_of_states(rows, 0), states, atol=1e-12)
    held = held_odds(before, moment)
    begun = held_odds(rows, 0)
    assert held.keys() >= begun.keys()
    for key, odds in held.items():
        assert begun.get(key, 0.0) == pytest.approx(odds, abs=1e-12)
