"""Rule: the night hands over to the next as it was handed: no rest is pushed outside.

One reach, five slots. A look takes a slot, and the slot after it is rest.

      slot     0 1 2 3 4 (5)
      stake    6 0 6 0 6
      looks    x . x . x  .      the rest after the last is the next night's:
                                 that one cannot begin with a look

Over many nights slots 4 and 0 share: half of what they hold goes unnoticed. A single
night may do as above, as long as another pays for it.
"""

import numpy as np
import pytest
from drawn_games import game, read_stakes
from flow_judge import solve_bound

from vedette.solver import TimeGraph, rounds_done, solve

FREE, RESTING = 0, 1


def rested_team(n_slots: int, *, hands_over: bool, count: int = 1) -> TimeGraph:
    """Begin free or resting for a slot more; wait, or look and rest a slot."""
    free = [1 + t for t in range(n_slots + 1)]  # node of "free at t"; 0 begins
    first, head, pattern, slot = [0], [free[0], free[1]], [-1, -1], [0, 0]
    start, end = [FREE, RESTING], [-1, -1]
    first.append(2)
    for t in range(n_slots):
        head += [free[t + 1], free[min(t + 2, n_slots)]]
        pattern += [-1, 0]
        slot += [0, t]
        start += [-1, -1]
        waits_last, looks_last = t == n_slots - 1, t >= n_slots - 2
        end.append(FREE if waits_last else -1)
        end.append((RESTING if waits_last else FREE) if looks_last else -1)
        first.append(len(head))
    first.append(len(head))
    whole = [np.array(each, dtype=np.int32) for each in (first, head, pattern, slot)]
    states = [
        np.array(each if hands_over else [], dtype=np.int32) for each in (start, end)
    ]
    return TimeGraph(*whole, count, *states)


@pytest.mark.parametrize(("hands_over", "loss"), [(False, 0.0), (True, 3.0)])
def test_the_hand_over_costs_what_it_must(hands_over, loss):
    problem = game(read_stakes("6 0 6 0 6"), [rested_team(5, hands_over=hands_over)])
    numbers = solve(problem, rounds_done(4000)).numbers
    assert numbers.loss == pytest.approx(loss, abs=0.05)
    assert numbers.bound == pytest.approx(loss, abs=0.05)
    assert numbers.bound <= numbers.loss


@pytest.mark.parametrize("count", [1, 2])
def test_states_have_the_same_odds_at_both_ends(count):
    stakes = read_stakes("6 1 6 6 9 2 6")
    graph = rested_team(7, hands_over=True, count=count)
    result = solve(game(stakes, [graph]), rounds_done(50))
    flow = np.zeros(graph.n_arcs)
    for odds in result.teams[0]:
        flow[odds.arc] += odds.odds
    for state in (FREE, RESTING):
        at_start = flow[graph.start_state == state].sum()
        at_end = flow[graph.end_state == state].sum()
        assert at_start == pytest.approx(at_end, abs=1e-12)
    tail = np.repeat(np.arange(graph.n_nodes), np.diff(graph.first_arc))
    net = np.bincount(tail, flow) - np.bincount(graph.head, flow)[: graph.n_nodes - 1]
    np.testing.assert_allclose(net, [count] + [0] * (graph.n_nodes - 2), atol=1e-12)


@pytest.mark.parametrize("seed", range(12))
def test_the_bound_meets_the_flow_lp(seed):
    rng = np.random.default_rng(seed)
    n_slots = int(rng.integers(3, 9))
    stakes = rng.uniform(1, 10, (n_slots, 1))
    forecast = rng.random(stakes.shape)
    problem = game(
        stakes,
        [rested_team(n_slots, hands_over=True, count=int(rng.integers(1, 3)))],
        p=float(rng.uniform(0.2, 1.0)),
        caution=float(rng.choice([0.0, 0.5, 1.0])),
        forecast=forecast / forecast.sum(),
    )
    optimum = max(0.0, solve_bound(problem))
    numbers = solve(problem, rounds_done(6000)).numbers
    assert numbers.bound <= optimum + 1e-6
    assert numbers.bound == pytest.approx(optimum, abs=0.05)
    assert numbers.loss >= optimum - 1e-6
