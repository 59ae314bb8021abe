"""What must not get worse, and what must not change.

Of the optima, on exact linear programs: a stopped run may wobble inside its gap. Of
`solve`: what another unit of harm, or cutting the odds of alike teams, does.
"""

import dataclasses

import numpy as np
import pytest
from drawn_games import patrol, random_game, walk
from flow_judge import (
    bracket_promise,
    notice_of,
    solve_bound,
    solve_linear,
    team_flows,
)

from vedette.solver import PatrolProblem, bound_of, rounds_done, solve
from vedette.solver.payoff import loss_of

NEAR = [1e-8, 1e-8, 2e-6]  # two exact optima, and the stand-in's by its bracket


def with_graphs(problem: PatrolProblem, *graphs) -> PatrolProblem:
    return dataclasses.replace(problem, graphs=graphs)


def drawn(seed: int) -> tuple[PatrolProblem, np.random.Generator]:
    """Return a random game with one more group, that rests between its duties."""
    rng = np.random.default_rng([17, seed])
    problem = random_game(rng)
    rests = patrol(problem.n_slots, some_places(problem, rng), duty=2, rest=1)
    return with_graphs(problem, *problem.graphs[:2], rests), rng


def some_places(problem: PatrolProblem, rng: np.random.Generator) -> list[int]:
    places = rng.permutation(problem.n_reaches)
    return sorted(places[: rng.integers(1, problem.n_reaches + 1)].tolist())


def optima(problem: PatrolProblem) -> np.ndarray:
    """Return the best union bound, bound and promise, of the largest stake."""
    stand_in = bracket_promise(problem).upper
    found = [solve_linear(problem), solve_bound(problem), stand_in]
    return np.array(found) / problem.stake.max()


def check_none_rises(before: PatrolProblem, after: PatrolProblem) -> np.ndarray:
    """Check that no optimum rises; return by how much each one falls."""
    fall = optima(before) - optima(after)
    assert (fall >= -np.array(NEAR)).all()
    return fall


def one_more_team(problem: PatrolProblem, rng: np.random.Generator):
    more = walk(problem.n_slots, some_places(problem, rng))
    return problem, with_graphs(problem, *problem.graphs, more)


def one_more_alike(problem: PatrolProblem, rng: np.random.Generator):
    first, *others = problem.graphs
    more = dataclasses.replace(first, count=first.count + 1)
    return problem, with_graphs(problem, more, *others)


def further_in_a_slot(problem: PatrolProblem, rng: np.random.Generator):
    places = some_places(problem, rng)
    near, far = (walk(problem.n_slots, places, step=step) for step in (1, len(places)))
    return with_graphs(problem, near), with_graphs(problem, far)


def other_patrol(**change):
    """Return a change of a patrol's rules that leaves it all its old routes."""

    def change_patrol(problem: PatrolProblem, rng: np.random.Generator):
        places = some_places(problem, rng)
        rules = {"duty": 1, "rest": min(2, problem.n_slots), "hands_over": True}
        graphs = [
            patrol(problem.n_slots, places, **each) for each in (rules, rules | change)
        ]
        others = problem.graphs[:1]
        return tuple(with_graphs(problem, graph, *others) for graph in graphs)

    return change_patrol


CHANGES = {
    "one more team": one_more_team,
    "one more alike": one_more_alike,
    "further in a slot": further_in_a_slot,
    "longer duties": other_patrol(duty=2),
    "no hand-over": other_patrol(hands_over=False),
    "no hand-over, less rest": other_patrol(hands_over=False, rest=0),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_more_freedom_never_raises_an_optimum(change):
    falls = [check_none_rises(*change(*drawn(seed))) for seed in range(12)]
    assert (np.max(falls, axis=0) > 1e-3).all()  # else nothing was tried


@pytest.mark.parametrize("seed", range(12))
def test_two_alike_teams_are_one_group_of_two(seed):
    problem, _ = drawn(seed)
    first, *others = problem.graphs
    apart = with_graphs(problem, first, first, *others)
    merged = dataclasses.replace(first, count=2 * first.count)
    together = with_graphs(problem, merged, *others)
    difference = np.abs(optima(apart) - optima(together))
    assert (difference <= NEAR).all()


def measured(problem: PatrolProblem, factor: float, objective: str):
    scaled = dataclasses.replace(problem, stake=factor * problem.stake)
    return solve(scaled, rounds_done(150), objective=objective, threads=1)


@pytest.mark.parametrize("objective", ["loss", "promise"])
@pytest.mark.parametrize("seed", range(6))
def test_stakes_times_a_power_of_two_change_no_bit_of_the_odds(seed, objective):
    """A power of two moves exponents only: no sum rounds otherwise, nor any regret."""
    problem, _ = drawn(seed)
    base = measured(problem, 1.0, objective)
    for factor in (2.0, 2.0**-10, 2.0**20):
        other = measured(problem, factor, objective)
        np.testing.assert_array_equal(other.dual.weights, base.dual.weights)
        np.testing.assert_array_equal(other.dual.looks, base.dual.looks)
        for flows, same in zip(
            team_flows(other, problem), team_flows(base, problem), strict=True
        ):
            np.testing.assert_array_equal(flows, same)
        for name in ("loss", "promise", "bound", "loss_without_teams"):
            number = getattr(base.numbers, name)
            assert getattr(other.numbers, name) == factor * number, name


@pytest.mark.parametrize("objective", ["loss", "promise"])
@pytest.mark.parametrize("seed", range(6))
def test_stakes_times_another_factor_change_little(seed, objective):
    """Products round otherwise, and regrets of arcs are kept in 32 bits (6e-8).

    Over 150 rounds that grows to some 3e-5 of the largest stake. The bound that a run
    ends with may differ by more, since rounding may tip which looks it certifies by;
    what one dual certifies does not.
    """
    problem, _ = drawn(seed)
    base = measured(problem, 1.0, objective)
    for factor in (3.0, 1e-6, 1e6):
        other = measured(problem, factor, objective).numbers
        near = 1e-4 * factor * problem.stake.max()
        assert other.loss == pytest.approx(factor * base.numbers.loss, abs=near)
        assert other.promise == pytest.approx(factor * base.numbers.promise, abs=near)
        scaled = dataclasses.replace(problem, stake=factor * problem.stake)
        bound = factor * base.numbers.bound
        assert bound_of(scaled, base.dual) == pytest.approx(bound, rel=1e-9)


@pytest.mark.parametrize("seed", range(12))
def test_cutting_the_odds_of_two_alike_teams_never_raises_the_loss(seed):
    """Against both teams drawn from the mean; the promise knows only the mean."""
    problem, _ = drawn(seed)
    pairs = [dataclasses.replace(graph, count=2) for graph in problem.graphs]
    problem = with_graphs(problem, *pairs)
    result = solve(problem, rounds_done(100), threads=1)
    cut = np.ones(problem.stake.shape)
    shared = np.ones(problem.stake.shape)
    total = np.zeros(problem.stake.shape)
    for graph, flows in zip(problem.graphs, team_flows(result, problem), strict=True):
        m, other = (notice_of(problem, graph, flow) for flow in flows)
        mean = notice_of(problem, graph, flows.mean(axis=0))
        cut, shared, total = (
            cut * (1 - m) * (1 - other),
            shared * (1 - mean) ** 2,
            total + 2 * mean,
        )
    scale = problem.stake.max()
    assert (cut <= shared + 1e-12).all()
    assert loss_of(problem, cut) <= loss_of(problem, shared) + 1e-12 * scale
    assert result.numbers.loss == pytest.approx(loss_of(problem, cut), rel=1e-9)
    promise = loss_of(problem, np.exp(-total))
    assert result.numbers.promise == pytest.approx(promise, rel=1e-9)
