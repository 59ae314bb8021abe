"""Rule: one team shares its night so that no reach is worth more than another.

Two reaches, one slot, a look that never misses.

      reach   slot 0
        0       10
        1       10      -> half the nights at each: 5 go unnoticed

With one team the union bound is exact, so loss and bound meet.
"""

import numpy as np
import pytest
from drawn_games import game, read_stakes, walk

from vedette.solver import first_of, gap_below, rounds_done, solve


def settle(problem, rounds=2000):
    return solve(problem, first_of(gap_below(1e-6), rounds_done(rounds)))


def test_equal_stakes_are_shared_evenly():
    result = settle(game(read_stakes("10\n10"), [walk(1, [0, 1])]))
    assert result.numbers.loss == pytest.approx(5.0, rel=1e-3)
    assert result.numbers.bound == pytest.approx(5.0, rel=1e-3)
    assert result.numbers.loss_without_teams == 10.0


def test_a_higher_stake_draws_the_team_until_both_are_worth_the_same():
    result = settle(game(read_stakes("10\n5"), [walk(1, [0, 1])]))
    # 10 (1 - x) = 5 x  ->  x = 2/3
    assert result.numbers.loss == pytest.approx(10 / 3, rel=1e-3)
    first_arcs = result.teams[0][0]
    at_first = first_arcs.odds[first_arcs.arc == 0].sum()
    assert at_first == pytest.approx(2 / 3, abs=2e-3)


def test_a_look_that_may_miss_leaves_more():
    result = settle(game(read_stakes("10"), [walk(1, [0])], p=0.25))
    assert result.numbers.loss == pytest.approx(7.5)
    assert result.numbers.bound == pytest.approx(7.5)
    assert result.numbers.promise == pytest.approx(10 * np.exp(-0.25))


def test_where_nothing_is_at_stake_nothing_is_lost():
    result = settle(game(read_stakes("0 0\n0 0"), [walk(2, [0, 1])]), rounds=20)
    assert result.numbers.loss == result.numbers.bound == 0
    assert result.numbers.gap == result.numbers.missed == 0
