"""Rule: a cell that no lawful move sees is told apart; it pins loss and bound together.

reach   slot 0
  0       10     <- a team can stand here
  1        7     <- nobody ever comes here
"""

import pytest
from drawn_games import game, read_stakes, walk

from vedette.solver import rounds_done, solve


def test_unseen_cells_are_counted_and_left_out():
    result = solve(game(read_stakes("10\n7"), [walk(1, [0])]), rounds_done(300))
    numbers = result.numbers
    assert (numbers.unseen_cells, numbers.unseen_stake) == (1, 7.0)
    assert numbers.loss == numbers.bound == pytest.approx(7.0, rel=1e-3)
    assert numbers.loss_seen == pytest.approx(0.0, abs=1e-9)
    assert numbers.bound_seen == pytest.approx(0.0, abs=1e-2)


def test_a_look_without_chance_sees_nothing():
    result = solve(game(read_stakes("10"), [walk(1, [0])], p=0.0), rounds_done(20))
    assert result.numbers.unseen_cells == 1
