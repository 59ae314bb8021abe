"""Where teams are many the union bound fades; lines under q^n take its place.

One reach, one slot, three teams that can only stand there, each noticing with chance
one half: an attempt goes unnoticed with chance 1/8, whoever coordinates them. The union
bound says 1 - 3/2, that is nothing; the line through two and three looks says 1/8.
"""

import itertools

import numpy as np
import pytest
from drawn_games import game, read_stakes, walk

from vedette.solver import lines, rounds_done, solve

STAKE = read_stakes("8")


def test_three_teams_at_one_place_are_judged_exactly():
    result = solve(game(STAKE, [walk(1, [0], count=3)], p=0.5), rounds_done(200))
    assert result.numbers.loss == pytest.approx(1.0)
    assert result.numbers.bound == pytest.approx(1.0, rel=1e-6)
    assert 2 <= result.dual.looks[0, 0] <= 3


def test_looks_that_cannot_be_had_singly_are_bounded_by_their_mean():
    # two reaches, three teams: on average 1.5 looks each, so (1/2 + 1/4) / 2 of 8 left
    stakes = read_stakes("8\n8")
    result = solve(game(stakes, [walk(1, [0, 1], count=3)], p=0.5), rounds_done(3000))
    assert result.numbers.bound == pytest.approx(8 * (0.5 + 0.25) / 2, rel=5e-3)
    assert result.numbers.loss >= result.numbers.bound


@pytest.mark.parametrize("seed", range(30))
def test_no_line_is_above_what_stays_unnoticed(seed):
    """The proof of docs/theory/numbers.md, by brute force over joint rosters."""
    rng = np.random.default_rng(seed)
    chances = rng.random((int(rng.integers(1, 5)), 3)) * (rng.random() < 0.9)
    if rng.random() < 0.3:
        chances[0, 0] = 1.0
    rosters = np.array(list(itertools.product(range(3), repeat=len(chances))))
    odds = rng.dirichlet(np.full(len(rosters), 0.3))
    each = chances[np.arange(len(chances)), rosters]
    unnoticed = float(odds @ np.prod(1.0 - each, axis=1))
    noticed = float(odds @ each.sum(axis=1))
    p = np.array([[chances.max()]])
    for looks in np.concatenate([np.arange(8), rng.random(20) * 8]):
        slope, height = lines.slopes_of(np.array([[looks]]), p)
        assert unnoticed >= height[0, 0] - slope[0, 0] * noticed - 1e-12


@pytest.mark.parametrize("p", [0.0, 1e-6, 0.2, 0.62, 0.999, 1.0])
def test_looks_and_slopes_say_the_same(p):
    looks = np.array([[0.0, 0.3, 1.0, 1.7, 4.25]])
    if p in (0.0, 1.0):
        looks = np.minimum(looks, 1.0) * p
    chance = np.full(looks.shape, p)
    slope, _ = lines.slopes_of(looks, chance)
    again, _ = lines.slopes_of(lines.looks_for(slope, chance), chance)
    np.testing.assert_allclose(again, slope, rtol=1e-9, atol=1e-12)


def test_the_highest_line_touches_at_whole_looks():
    p, n = 0.4, np.arange(6.0)
    value, _ = lines.under((n * p)[None], np.full((1, 6), p))
    np.testing.assert_allclose(value[0], 0.6**n)
