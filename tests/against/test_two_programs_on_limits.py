"""Planning and verify read the rule book of limits apart; here they meet.

Both find the same limits to forbid moves, the same inequalities, and for random prizes
and prices the same best route of every group: what limits count on a route, what they
take away from it, and what is left without pins.
"""

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from counted_routes import make_limit
from graph_routes import best_on_graph
from small_limits import LIMITS
from small_theatre import write_small_theatre

from vedette.coverage import model_coverage
from vedette.domain.plans import Earlier, PlanParams
from vedette.planning.frame import frame_problem
from vedette.reading import load_theatre
from vedette.verify.best_route import best_route
from vedette.verify.case import usable_facts, work_out
from vedette.verify.charges import charges_of

DAY = {"daily_from_min": 600, "daily_to_min": 720}
PINS = (
    make_limit("presence", id="p-stand", team="foot-1", km_from=29.0, **DAY),
    make_limit("absence", id="p-away", team="car-1", km_to=5.0, amount=0.0),
    make_limit("on_duty", id="p-watch", team="car-2", daily_from_min=1260,
               daily_to_min=1380),
    make_limit("off_duty", id="p-leave", team="foot-3", **DAY),
    make_limit("airborne", id="p-noise", base="field-1", amount=0.0,
               daily_from_min=1320, daily_to_min=240),
    make_limit("on_duty", id="p-never", team="foot-2"),
    make_limit("presence", id="p-both", base="post-02", section="middle"),
)  # fmt: skip
OUTRIGHT = tuple(replace(pin, holds="every_draw", origin="pin") for pin in PINS)
AVERAGE = tuple(replace(pin, amount=0.5, origin="pin") for pin in PINS)


def params_of(name, start):
    earlier = Earlier("e" * 64, 48, 17)
    later = start + dt.timedelta(minutes=30 * earlier.moment)
    return {
        "limits": PlanParams(),
        "average": PlanParams(pins=AVERAGE),
        "outright": PlanParams(pins=OUTRIGHT),
        "fewer": PlanParams(pins=OUTRIGHT[:3], teams_out=("foot-2", "heli-1")),
        "rest": PlanParams(start=later, earlier=earlier),
    }[name]


@pytest.fixture(
    scope="module", params=["limits", "average", "outright", "fewer", "rest"]
)
def both(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("limits") / "theatre"
    theatre = load_theatre(write_small_theatre(folder, limits=LIMITS))
    params = params_of(request.param, theatre.start)
    case = work_out(theatre, params)
    coverage = model_coverage(theatre, case.ground, case.window)
    frame = frame_problem(
        theatre, case.ground, case.window, case.risk, coverage, params
    )
    return params, case, frame


def test_the_same_limits_forbid_moves(both):
    params, case, frame = both
    left = [demand.limit.id for demand in frame.inequalities.demands]
    assert {demand.id for demand in case.demands} - set(left) == case.in_force
    outright = {"p-stand", "p-away", "p-watch", "p-leave", "p-noise"}
    if params.pins == OUTRIGHT:
        assert case.in_force == {"l-quiet", *outright}


def test_inequalities_are_the_same(both):
    _, case, frame = both
    ours = {demand.id: demand for demand in case.demands}
    for number, theirs in enumerate(frame.inequalities.demands):
        demand = ours[theirs.limit.id]
        part = frame.inequalities.of_demand(number)
        assert {team.id for team in theirs.teams} == demand.teams
        assert frame.inequalities.slot[part].tolist() == demand.keys
        amount = demand.relaxed(None)
        if demand.limit.kind == "off_duty":
            amount = len(demand.teams) - amount
        np.testing.assert_allclose(frame.inequalities.amount[part], amount)


def test_groups_are_the_same(both):
    params, case, frame = both
    usable = usable_facts(SimpleNamespace(params=params), case)
    groups: dict[int, list[str]] = {}
    for team, facts in usable.items():
        if facts.can_look:
            groups.setdefault(id(facts), []).append(team)
    theirs = [[team.id for team in each.group.teams] for each in frame.moves]
    assert list(groups.values()) == [
        each for each in theirs if usable[each[0]].can_look
    ]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("pinned", [True, False])
def test_the_best_route_is_worth_the_same(both, pinned, seed):
    _, case, frame = both
    rng = np.random.default_rng(seed)
    problem = frame.problem if pinned else frame.free
    facts = case.facts if pinned or case.unpinned is None else case.unpinned
    shape = problem.stake.shape
    prizes = rng.exponential(1.0, shape) * (rng.random(shape) < rng.choice([0.1, 1.0]))
    prices = {
        demand.limit.id: rng.exponential(0.1, len(demand.slots))
        for demand in frame.inequalities.demands
    }
    flat = np.concatenate([np.zeros(0), *prices.values()])
    for moves, graph in zip(frame.moves, problem.graphs, strict=True):
        team = moves.group.teams[0].id
        states = rng.normal(size=(2, moves.n_states))
        theirs = best_on_graph(problem, graph, prizes, tuple(states), flat)
        counting = [demand for demand in case.demands if team in demand.teams]
        charges = charges_of(facts[team], counting, prices)
        ours = best_route(facts[team], prizes.T, states.ravel(), charges)
        assert ours == pytest.approx(theirs, rel=1e-9), team
