"""Rule forbidden: what limits take away, against all routes listed one by one."""

from dataclasses import replace

import numpy as np
import pytest
from counted_routes import breaks, make_limit, random_limit
from handed_over import Maker, Tiny, listed_case
from hypothesis import given, settings
from hypothesis import strategies as st
from lawful_routes import Route
from limited_plan import tiny_theatre
from scipy.optimize import linprog
from tiny_cases import (
    make_case,
    make_ground,
    make_team,
    make_window,
    random_air_case,
    random_ground_case,
)

from vedette.domain.limits import AT_LEAST, Limit
from vedette.verify.best_route import best_route
from vedette.verify.binding import bind_facts
from vedette.verify.demands import Demand, lay_demands
from vedette.verify.limits import forbidden_faults
from vedette.verify.numbers import seen_cells
from vedette.verify.rules import check_rows

SEEDS = st.integers(0, 2**32 - 1)
KINDS = ("airborne", "seats", "presence", "absence", "on_duty", "off_duty")
MAKERS = [
    pytest.param(random_ground_case, id="ground"),
    pytest.param(random_air_case, id="air"),
]


NIGHT = make_case(
    make_ground([0.0, 10.0, 20.0, 61.0], [20.0] * 3),
    make_window(np.zeros((2, 6))),
    make_team(duty_h=1.0, rest_h=1.5),
    base_km=10.0,
)


def forbidding(rng: np.random.Generator, **changes: object) -> Limit:
    """A limit that forbids moves outright."""
    kind = str(changes.pop("kind", rng.choice(KINDS)))
    amount = 1.0 if kind in AT_LEAST else 0.0
    return random_limit(rng, kind=kind, holds="every_draw", amount=amount, **changes)


def laid(tiny: Tiny, *limits: Limit) -> tuple[Demand, ...]:
    return lay_demands(tiny.case.theatre, tiny.case.window, limits, {"team-1"})


def turns_round(tiny: Tiny, routes: list[Route]) -> bool:
    """Whether odds of some routes give each state the same odds at both ends."""
    change = np.array([tiny.hand_over_of(route) for route in routes]).T
    once = np.ones((1, len(routes)))
    due = np.zeros(len(change) + 1)
    due[-1] = 1.0
    found = linprog(once[0], A_eq=np.vstack([change, once]), b_eq=due)
    return bool(found.status == 0)


@pytest.mark.parametrize("hands_over", [True, False])
@pytest.mark.parametrize("maker", MAKERS)
@settings(max_examples=8, deadline=None)
@given(seed=SEEDS)
def test_what_is_left_is_what_whole_lawful_routes_do(
    maker: Maker, hands_over: bool, seed: int
) -> None:
    tiny, rng = listed_case(maker, seed, 1000), np.random.default_rng(seed)
    limits = [forbidding(rng, id=f"l-{n}") for n in range(2)]
    routes, in_force = tiny.routes, set()
    for limit in limits:
        kept = [
            route
            for route in routes
            if not any(breaks(limit, tiny.listed, row) for row in route)
        ]
        if kept and (not hands_over or turns_round(tiny, kept)):
            routes = kept
            in_force.add(limit.id)
    demands = laid(tiny, *limits)
    facts, found = bind_facts(
        {"team-1": tiny.facts}, demands, demands, hands_over=hands_over
    )
    assert found == in_force
    prizes = rng.exponential(size=tiny.shape)
    prices = rng.normal(size=len(tiny.states))
    worth = [
        tiny.worth(prizes, route) + prices @ tiny.hand_over_of(route)
        for route in routes
    ]
    best = best_route(facts["team-1"], prizes, prices)
    assert best == pytest.approx(max(worth), rel=1e-9, abs=1e-9)
    expected = np.zeros(tiny.shape, dtype=bool)
    for row in {str(row): row for route in routes for row in route}.values():
        for cell in tiny.listed.looks(row):
            expected[cell] = True
    np.testing.assert_array_equal(seen_cells(tiny.shape, [facts["team-1"]]), expected)


@pytest.mark.parametrize("maker", MAKERS)
@settings(max_examples=8, deadline=None)
@given(seed=SEEDS)
def test_rows_are_told_that_a_limit_forbids(maker: Maker, seed: int) -> None:
    tiny, rng = listed_case(maker, seed, 1000), np.random.default_rng(seed)
    limit = forbidding(rng)
    route = tiny.routes[rng.integers(len(tiny.routes))]
    rows = tiny.rows([(route, 1.0)])
    broken = sum(breaks(limit, tiny.listed, row) for row in route)
    told = forbidden_faults(rows, laid(tiny, limit))
    assert check_rows(rows) == []
    assert len(told) == min(broken, 4)
    assert all("limit l-1 forbids it" in fault for fault in told[:3])
    none = rows.table.odds * 0
    idle = replace(rows, table=replace(rows.table, odds=none))
    assert forbidden_faults(idle, laid(tiny, limit)) == []


def test_a_turnaround_in_a_forbidden_slot_takes_the_whole_sortie() -> None:
    """Off duty from 07:30: whoever lands in slot 2 would still turn round in slot 3."""
    theatre = tiny_theatre().theatre
    heli = theatre.teams[-1]
    tiny = Tiny(replace(tiny_theatre(), team=heli))
    hour = {"daily_from_min": 450, "daily_to_min": 480}
    off = make_limit("off_duty", team=heli.id, holds="every_draw", **hour)
    demands = lay_demands(theatre, tiny.case.window, [off], {heli.id})
    facts, _ = bind_facts({heli.id: tiny.facts}, demands, demands)
    assert tiny.facts.seen.any(axis=0).tolist() == [True] * 6
    seen = facts[heli.id].seen.any(axis=0).tolist()
    assert seen == [True, True, False, False, True, True]


def two_teams() -> Tiny:
    """The theatre of a ground case with a second team, alike to the first."""
    tiny = Tiny(NIGHT)
    theatre = tiny.case.theatre
    second = replace(tiny.case.team, id="team-2")
    theatre = replace(theatre, teams=(tiny.case.team, second))
    tiny.case = replace(tiny.case, theatre=theatre)
    return tiny


@pytest.mark.parametrize(
    ("changes", "forbids"),
    [
        ({}, True),
        ({"team": "team-1"}, True),
        ({"amount": 1.0}, False),
        ({"holds": "on_average"}, False),
        ({"kind": "flight_hours"}, False),
        ({"kind": "on_duty"}, False),
        ({"kind": "on_duty", "amount": 1.0}, False),  # either of two
        ({"kind": "on_duty", "amount": 1.0, "team": "team-1"}, True),
        ({"kind": "presence", "amount": 1.0, "team": "team-1"}, True),
        ({"kind": "off_duty", "amount": 1.0, "team": "team-1"}, True),
    ],
)
def test_which_limits_forbid(changes: dict[str, object], forbids: bool) -> None:
    tiny = two_teams()
    usual = {"kind": "absence", "holds": "every_draw", "amount": 0.0}
    limit = make_limit(**{**usual, **changes})  # type: ignore[arg-type]
    teams = {"team-1", "team-2"}
    (demand,) = lay_demands(tiny.case.theatre, tiny.case.window, [limit], teams)
    assert demand.forbids == forbids


def test_a_limit_on_one_of_two_parts_them() -> None:
    tiny = two_teams()
    limit = make_limit("on_duty", team="team-2")
    facts = {"team-1": tiny.facts, "team-2": tiny.facts}
    demands = lay_demands(tiny.case.theatre, tiny.case.window, [limit], set(facts))
    bound, in_force = bind_facts(facts, demands, demands)
    assert bound["team-1"] is tiny.facts
    assert bound["team-2"] is not tiny.facts
    assert in_force == frozenset()
    both = lay_demands(
        tiny.case.theatre, tiny.case.window, [make_limit("on_duty")], set(facts)
    )
    bound, _ = bind_facts(facts, both, both)
    assert bound["team-1"] is bound["team-2"]


def test_a_limit_that_leaves_one_team_no_route_forbids_nothing() -> None:
    """Team 1 has to be on duty, so that nobody on the whole line is asked in vain."""
    tiny = two_teams()
    must = make_limit(
        "on_duty", team="team-1", holds="every_draw", daily_from_min=420,
        daily_to_min=450,
    )  # fmt: skip
    nobody = make_limit("absence", id="l-2", holds="every_draw", amount=0.0)
    facts = {"team-1": tiny.facts, "team-2": tiny.facts}
    demands = lay_demands(
        tiny.case.theatre, tiny.case.window, [must, nobody], set(facts)
    )
    bound, in_force = bind_facts(facts, demands, demands)
    assert in_force == {"l-1"}
    assert not bound["team-2"].forbidden.step.any()
    _, other_way = bind_facts(facts, demands, demands[::-1])
    assert other_way == {"l-2"}
