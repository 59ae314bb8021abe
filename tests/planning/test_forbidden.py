"""Rule forbidden: what is left of a graph, against all routes listed one by one."""

from dataclasses import replace

import numpy as np
import pytest
from counted_routes import breaks, make_limit, random_limit
from fields import QUICK, field_of, quick_plan
from handed_over import Maker, Tiny, listed_case
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lawful_routes import Route
from planned_routes import named, planned_moves, routes_of, rows_of
from scipy.optimize import linprog
from tiny_cases import random_air_case, random_ground_case

from vedette.domain.limits import AT_LEAST, Limit
from vedette.domain.plans import FLY, LAND, TAKE_OFF
from vedette.planning.forbidden import take_away
from vedette.planning.frame import frame_problem
from vedette.planning.limits import lay_limit

SEEDS = st.integers(0, 2**32 - 1)
KINDS = ("airborne", "seats", "presence", "absence", "on_duty", "off_duty")
MAKERS = [
    pytest.param(random_ground_case, id="ground"),
    pytest.param(random_air_case, id="air"),
]


def forbidding(rng: np.random.Generator, **changes: object) -> Limit:
    """A limit that forbids moves outright."""
    kind = str(changes.pop("kind", rng.choice(KINDS)))
    amount = 1.0 if kind in AT_LEAST else 0.0
    return random_limit(rng, kind=kind, holds="every_draw", amount=amount, **changes)


def turns_round(tiny: Tiny, routes: list[Route]) -> bool:
    """Whether odds of some routes give each state the same odds at both ends."""
    change = np.array([tiny.hand_over_of(route) for route in routes]).T
    once = np.ones((1, len(routes)))
    due = np.zeros(len(change) + 1)
    due[-1] = 1.0
    return linprog(once[0], A_eq=np.vstack([change, once]), b_eq=due).status == 0


@pytest.mark.parametrize("maker", MAKERS)
@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_what_is_left_is_what_whole_lawful_routes_do(maker: Maker, seed: int) -> None:
    tiny, rng = listed_case(maker, seed, 800), np.random.default_rng(seed)
    case = tiny.case
    moves = planned_moves(case)
    assume(moves is not None)
    limits = [forbidding(rng, id=f"l-{n}") for n in range(2)]
    routes, still_open = tiny.routes, []
    for limit in limits:
        kept = [
            route
            for route in routes
            if not any(breaks(limit, tiny.listed, row) for row in route)
        ]
        if kept and turns_round(tiny, kept):
            routes = kept
        else:
            still_open.append(limit)
    demands = [
        lay_limit(each, case.theatre, case.window, [case.team]) for each in limits
    ]
    (left,), told = take_away([moves], demands, case.window)
    assert [demand.limit for demand in told] == still_open
    found = [route for _, route in routes_of(left)]
    assert sorted(map(named, found)) == sorted(map(named, routes))
    # nothing else is in the graph: no arc that no route takes
    used = {named((row,)) for route in routes for row in route}
    assert {named((row,)) for row in rows_of(left)} == used
    states = {arc for each in (left.start_state, left.end_state) for arc in each}
    assert states <= set(range(-1, len(tiny.states)))
    for arcs, route in routes_of(left):
        shown = [each[list(arcs)] for each in (left.start_state, left.end_state)]
        assert tuple(int(each.max()) for each in shown) == tiny.shown(route)


def framed(theatre, *limits, pins=()):
    changed = replace(theatre, limits=limits)
    params = replace(QUICK, pins=pins)
    field = field_of(changed, params)
    return frame_problem(
        changed, field.ground, field.window, field.risk, field.coverage, params
    )


def test_what_is_forbidden_asks_for_nothing_more(small_theatre):
    none = make_limit("seats", holds="every_draw", amount=0.0, partner="ally")
    frame = framed(small_theatre, none)
    assert len(frame.inequalities) == 0
    assert frame.free is frame.problem
    for moves in frame.moves:
        rows = moves.rows(np.arange(len(moves.head), dtype=np.int32))
        in_window = (rows.t1 > 0) & (rows.t0 < frame.problem.n_slots)
        in_window &= (rows.kind != LAND) | (rows.t0 >= 0)  # else it only turns round
        assert not (np.isin(rows.kind, (TAKE_OFF, FLY, LAND)) & in_window).any()


def test_what_pins_forbid_is_free_to_all_other_rosters(small_theatre):
    pin = make_limit("airborne", holds="every_draw", amount=0.0, team="heli-1", id="p")
    frame = framed(small_theatre, pins=(replace(pin, origin="pin"),))
    whole = framed(small_theatre)
    index = [each.group.teams[0].id for each in frame.moves].index("heli-1")
    bound, free = frame.problem.graphs[index], frame.free.graphs[index]
    assert bound.n_arcs < free.n_arcs
    heli = [each.group.teams[0].id for each in whole.moves].index("heli-1")
    assert free.n_arcs == whole.problem.graphs[heli].n_arcs
    others = set(range(len(frame.moves))) - {index}
    assert all(frame.problem.graphs[i] is frame.free.graphs[i] for i in others)


def test_limits_that_leave_no_route_forbid_nothing(small_theatre):
    work = {"holds": "every_draw", "team": "foot-3", "origin": "pin"}
    long_day = {"daily_from_min": 360, "daily_to_min": 1200}
    pin = make_limit("on_duty", id="p-1", **work, **long_day)  # 14 h; its duty has 4
    frame = framed(small_theatre, pins=(pin,))
    assert [demand.limit.id for demand in frame.inequalities.demands] == ["p-1"]
    params = replace(QUICK, pins=(pin,))
    plan = quick_plan(small_theatre, params)
    assert {each.limit for each in plan.shortfalls} == {"p-1"}
    assert all(each.short == pytest.approx(1.0) for each in plan.shortfalls)
    # 06:00 to 10:00 and, after 8 h of rest, from 18:00 on is what it can do
    assert {each.slot for each in plan.shortfalls} == set(range(8, 24))
