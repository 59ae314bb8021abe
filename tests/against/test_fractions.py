"""Weak duality in whole numbers: bound <= value <= loss, with no rounding anywhere.

The solver's odds, weights and looks are rounded to fractions, mended exactly (odds at a
node and weights sum to 1), and judged by listing every route and joint roster. The
value, the least loss of any mixture of joint rosters, is proved in the same numbers.
"""

import dataclasses
from fractions import Fraction

import numpy as np
import pytest
from drawn_games import game, patrol, walk
from exact_game import exact_bound, exact_loss, in_fractions, proved_value

from vedette.solver import PatrolProblem, TimeGraph, rounds_done, solve


def tiny_game(seed: int, n_groups: int) -> PatrolProblem:
    """Return a game of small whole numbers, with few enough rosters to list."""
    rng = np.random.default_rng([seed, n_groups])
    n_slots, n_reaches = int(rng.integers(1, 4)), int(rng.integers(2, 4))
    stakes = rng.integers(0, 7, (n_slots, n_reaches)).astype(float)
    stakes[0, 0] = 4.0
    shares = rng.multinomial(10, np.full(stakes.size, 1 / stakes.size)) / 10
    return game(
        stakes,
        [some_team(rng, n_slots, n_reaches) for _ in range(n_groups)],
        p=rng.choice([0.25, 0.5, 0.75, 1.0], n_reaches).tolist(),
        caution=float(rng.choice([0.0, 0.5, 0.8, 1.0])),
        forecast=shares.reshape(stakes.shape),
    )


def some_team(rng: np.random.Generator, n_slots: int, n_reaches: int) -> TimeGraph:
    """Return one team that walks all night or rests between its duties."""
    places = list(range(int(rng.integers(0, 2)), n_reaches))
    if rng.random() < 0.5:
        return patrol(n_slots, places, duty=2, rest=1)
    return walk(n_slots, places, step=int(rng.integers(0, 2)))


def check(problem: PatrolProblem) -> tuple[Fraction, Fraction, Fraction]:
    """Return bound, value and loss, in the order they must have."""
    exact = in_fractions(problem)
    value = proved_value(exact)
    result = solve(problem, rounds_done(1500), threads=1)
    loss, bound = exact_loss(problem, exact, result), exact_bound(exact, result.dual)
    assert bound <= value <= loss
    assert result.numbers.loss == pytest.approx(float(loss), abs=1e-7)
    assert result.numbers.bound == pytest.approx(float(bound), abs=1e-7)
    return bound, value, loss


@pytest.mark.parametrize("seed", range(24))
def test_one_team_pins_the_value_between_bound_and_loss(seed):
    problem = tiny_game(seed, n_groups=1)
    bound, _, loss = check(problem)
    assert float(loss - bound) <= 5e-3 * problem.stake.max()


@pytest.mark.parametrize("n_groups", [2, 3])
@pytest.mark.parametrize("seed", range(12))
def test_the_value_of_several_teams_lies_between(seed, n_groups):
    check(tiny_game(seed, n_groups))


@pytest.mark.parametrize("seed", range(6))
def test_the_value_of_two_alike_teams_lies_between(seed):
    problem = tiny_game(seed, n_groups=1)
    pair = dataclasses.replace(problem.graphs[0], count=2)
    check(dataclasses.replace(problem, graphs=(pair,)))


def test_a_share_of_two_reaches_by_hand():
    """Stakes 4 and 3, a sure look at the one, a half at the other, one team.

    4 (1 - x) = 3 (1 - (1 - x) / 2): x = 5 / 11, and 24 / 11 go unnoticed.
    """
    problem = game(np.array([[4.0, 3.0]]), [walk(1, [0, 1])], p=[1.0, 0.5])
    assert proved_value(in_fractions(problem)) == Fraction(24, 11)


def test_two_teams_at_one_reach_by_hand():
    """Stake 8, two looks of a half: 2 go unnoticed, and the bound must know it.

    The union bound says 0; the line of one look, q (1 + p - M) = (3 / 2 - M) / 2, says
    a quarter where M = 1.
    """
    team = walk(1, [0])
    problem = game(np.array([[8.0]]), [team, team], p=0.5)
    bound, value, loss = check(problem)
    assert (bound, value, loss) == (2, 2, 2)
