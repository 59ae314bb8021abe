"""Rule: a plan made again holds what has begun, ends as it must, and may stay near.

Two reaches, a slot or two; one team, and no look fails. What has begun is odds held at
nodes; they bind the plan, while the bound speaks of all rosters.

      slot     0  1
      reach 0 10 10      in slot 0 the team stands at reach 0 with odds 0.7: then 7
      reach 1 10  4      goes unnoticed, whatever it does afterwards
"""

import dataclasses

import numpy as np
import pytest
from drawn_games import game, make_graph, random_game, read_stakes, walk

from vedette.solver import (
    Dual,
    Keep,
    Limits,
    Start,
    first_of,
    gap_below,
    least_shortfall,
    rounds_done,
    solve,
)
from vedette.solver.bound import Field, find_bound, with_best_starts
from vedette.solver.ends import mend_ends
from vedette.solver.lines import strongest_looks
from vedette.solver.players import Player
from vedette.solver.sights import list_looks
from vedette.solver.workers import Workers

STAKES = read_stakes("""
10 10
10  4
""")
FREE, TIRED = 0, 1


def held_at_first(graph, *odds):
    """Hold the odds of the first choice."""
    held = np.full(graph.n_arcs, np.nan)
    held[: len(odds)] = odds
    return dataclasses.replace(graph, held=held)


def flows_of(problem, result):
    flows = []
    for graph, group in zip(problem.graphs, result.teams, strict=True):
        flow = np.zeros(graph.n_arcs)
        for team in group:
            flow[team.arc] += team.odds / graph.count
        flows.append(flow)
    return flows


def test_what_has_begun_stays_and_the_rest_is_chosen():
    graph = walk(2, [0, 1])
    problem = game(STAKES, [graph])
    within = dataclasses.replace(problem, graphs=(held_at_first(graph, 0.7, 0.3),))
    result = solve(problem, rounds_done(1500), within=within)
    (flow,) = flows_of(within, result)
    assert flow[:2].tolist() == [0.7, 0.3]
    assert result.numbers.loss == pytest.approx(7.0, abs=1e-9)
    assert result.numbers.bound == pytest.approx(5.0, rel=2e-3)
    # the other slot is planned as if it were alone: 10 (1 - x) = 4 x, or better
    at_second = flow[2:6].reshape(2, 2).sum(axis=0)
    assert 4 * at_second[0] < 7
    assert 10 * at_second[1] < 7


def shift():
    """One slot. A free team looks and is tired, or waits; a tired one only rests."""
    start = [FREE, TIRED, -1, -1, -1]
    end = [-1, -1, TIRED, FREE, FREE]
    graph = make_graph(
        [0, 2, 4, 5, 5], [1, 2, 3, 3, 3], [-1, -1, 0, -1, -1], [0] * 5, 1
    )
    return dataclasses.replace(
        graph,
        start_state=np.array(start, dtype=np.int32),
        end_state=np.array(end, dtype=np.int32),
        start_odds=np.array([0.6, 0.4]),
        end_odds=np.array([0.7, 0.3]),
    )


def test_states_have_the_odds_that_are_due_at_both_ends():
    # the team is tired at the end with odds 0.3: so often it looks
    graph = shift()
    problem = game(np.array([[10.0]]), [graph])
    within = dataclasses.replace(problem, graphs=(held_at_first(graph, 0.6, 0.4),))
    due = np.array([0.6, 0.4, 0.3, 0.3, 0.4])
    nothing = Dual(np.ones((1, 1)), np.zeros((1, 1)), (np.zeros(4),), np.zeros(0))
    start = Start((due,), nothing, (due,), nothing)
    result = solve(problem, rounds_done(2000), within=within, start=start)
    assert flows_of(within, result)[0] == pytest.approx(due, abs=1e-12)
    assert result.numbers.loss == pytest.approx(7.0, abs=1e-9)
    assert result.numbers.bound == pytest.approx(7.0, rel=1e-3)


def test_ends_that_can_only_just_be_met_are_met():
    # two choices: from node 1 only A, from node 2 A or B; all of node 2 must go to B
    graph = make_graph([0, 2, 3, 5, 5], [1, 2, 3, 3, 3], [-1] * 5, [0] * 5, 1)
    graph = dataclasses.replace(
        graph,
        start_state=np.array([0, 0, -1, -1, -1], dtype=np.int32),
        end_state=np.array([-1, -1, 0, 0, 1], dtype=np.int32),
        start_odds=np.array([1.0, 0.0]),
        end_odds=np.array([0.5, 0.5]),
        held=np.array([0.5, 0.5, np.nan, np.nan, np.nan]),
    )
    earlier = np.array([0.5, 0.5, 0.5, 0.0, 0.5])
    other = np.array([0.5, 0.5, 0.5, 0.45, 0.05])
    mended = mend_ends(graph, other, earlier)
    assert mended == pytest.approx(earlier, abs=1e-10)


@pytest.mark.parametrize("seed", range(6))
def test_no_prices_at_the_start_certify_more_than_the_best(seed):
    rng = np.random.default_rng(seed)
    problem = game(np.array([[float(rng.uniform(1, 10))]]), [shift()])
    sights = [list_looks(problem, graph) for graph in problem.graphs]
    players = [Player(problem, each) for each in sights]
    workers = Workers(1, [5])
    field = Field(problem, players, strongest_looks(problem, sights), workers)
    y, looks = np.ones((1, 1)), np.zeros((1, 1))
    ends = rng.normal(0, 3, 2)
    best = with_best_starts(
        field, Dual(y, looks, (np.concatenate([np.zeros(2), ends]),), np.zeros(0))
    )
    for _ in range(20):
        tried = np.concatenate([rng.normal(0, 5, 2), ends])
        dual = Dual(y, looks, (tried,), np.zeros(0))
        assert find_bound(field, dual) <= find_bound(field, best) + 1e-12
    assert best.prices[0][2:] == pytest.approx(ends)
    workers.close()


@pytest.mark.parametrize("seed", range(4))
def test_a_start_is_no_step_back(seed):
    problem = random_game(np.random.default_rng(seed))
    first = solve(problem, first_of(gap_below(1e-3), rounds_done(600)))
    flows = tuple(flows_of(problem, first))
    start = Start(flows, first.dual, flows, first.dual)
    again = solve(problem, rounds_done(20), start=start)
    cold = solve(problem, rounds_done(20))
    assert again.numbers.bound >= first.numbers.bound - 1e-9
    assert again.numbers.gap <= cold.numbers.gap + 1e-9


@pytest.mark.parametrize(
    ("worth", "at_first"), [(0.0, 10 / 14), (2.0, 10 / 14), (9.0, 1.0)]
)
def test_a_change_is_made_where_it_is_worth_it(worth, at_first):
    # with x at reach 0 the loss is 4 x beyond 10 / 14, and the change from x = 1 is
    # worth (1 - x) times the weight: it pays below 4 harm points
    problem = game(STAKES[1:], [walk(1, [0, 1])])
    kept = np.array([1.0, 0.0, 1.0, 0.0])
    shares = np.array([1.0, 1.0, 0.0, 0.0])
    keep = Keep(worth, (kept,), (shares,))
    dual = Dual(np.full((1, 2), 0.5), np.zeros((1, 2)), (np.zeros(0),), np.zeros(0))
    start = Start((kept,), dual, (kept,), dual)
    result = solve(problem, rounds_done(4000), start=start, keep=keep)
    (flow,) = flows_of(problem, result)
    assert flow[0] == pytest.approx(at_first, abs=0.01)


def test_a_limit_lacks_what_the_begun_leaves_no_room_for():
    # at least 0.8 at reach 0 in slot 0, where the team stands with odds 0.3
    graph = walk(2, [0, 1])
    charge = np.full(graph.n_arcs, -1, dtype=np.int32)
    charge[0] = 0
    graph = dataclasses.replace(
        graph,
        charge=charge,
        charge_start=np.array([0, 1], dtype=np.int32),
        charge_row=np.array([0], dtype=np.int32),
        charge_amount=np.ones(1),
    )
    amount = np.array([0.8])
    problem = game(STAKES, [graph], limits=Limits(amount, amount, np.array([True])))
    assert least_shortfall(problem) == pytest.approx([0.0], abs=1e-9)
    held = dataclasses.replace(problem, graphs=(held_at_first(graph, 0.3, 0.7),))
    assert least_shortfall(held) == pytest.approx([0.5])
