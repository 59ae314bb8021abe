"""Rule: a duty is followed by rest, and the graph knows it.

One team at one reach, five slots of stake 6. A duty is one slot, the rest after it two:

      slot     0 1 2 3 4
      duty     x . . x .      at most two of five slots: three fifths go unnoticed

The team spreads its duties so that no slot is better than another.
"""

import pytest
from drawn_games import game, make_graph, read_stakes

from vedette.solver import first_of, gap_below, rounds_done, solve


def resting_team(n_slots: int, rest: int):
    """Free at each moment: wait a slot, or look for one slot and rest ``rest`` more."""
    first, head, pattern, slot = [0], [], [], []
    for t in range(n_slots):
        head += [t + 1, min(t + 1 + rest, n_slots)]
        pattern += [-1, 0]
        slot += [0, t]
        first.append(len(head))
    first.append(len(head))
    return make_graph(first, head, pattern, slot, count=1)


def test_rest_limits_how_many_slots_are_watched():
    problem = game(read_stakes("6 6 6 6 6"), [resting_team(5, rest=2)])
    result = solve(problem, first_of(gap_below(1e-4), rounds_done(3000)))
    # every three slots in a row hold one duty at most, so slots 0 to 2 average 1/3
    assert result.numbers.loss == pytest.approx(4.0, rel=0.01)
    assert result.numbers.bound == pytest.approx(4.0, rel=0.01)


def test_without_rest_every_slot_is_watched():
    problem = game(read_stakes("6 6 6 6 6"), [resting_team(5, rest=0)])
    result = solve(problem, rounds_done(200))
    assert result.numbers.loss == pytest.approx(0.0, abs=0.1)
