"""Rule: same problem and rounds, same bytes, for any number of threads; every stop
rule returns the best so far and says its name."""

import numpy as np
import pytest
from drawn_games import random_game

from vedette.solver import first_of, gap_below, rounds_done, seconds_past, solve


def same(one, other):
    assert one.numbers == other.numbers
    np.testing.assert_array_equal(one.dual.weights, other.dual.weights)
    for group, others in zip(one.teams, other.teams, strict=True):
        for odds, twin in zip(group, others, strict=True):
            np.testing.assert_array_equal(odds.arc, twin.arc)
            np.testing.assert_array_equal(odds.odds, twin.odds)


@pytest.mark.parametrize("seed", range(4))
def test_threads_change_nothing(seed):
    problem = random_game(np.random.default_rng(seed))
    runs = [solve(problem, rounds_done(60), threads=n) for n in (1, 2, 5)]
    same(runs[0], runs[1])
    same(runs[0], runs[2])


def test_each_rule_says_its_name():
    problem = random_game(np.random.default_rng(1))
    assert solve(problem, rounds_done(3)).stopped_by == "rounds"
    assert solve(problem, seconds_past(0.0)).stopped_by == "seconds"
    rule = first_of(gap_below(0.999), rounds_done(500))
    assert solve(problem, rule).stopped_by == "gap"


def test_an_interrupted_solve_returns_what_it_has():
    problem = random_game(np.random.default_rng(2))
    result = solve(problem, lambda now: "interrupt" if now.index == 7 else None)
    assert (result.rounds, result.stopped_by) == (7, "interrupt")
    assert 0 <= result.numbers.bound <= result.numbers.loss
    assert result.numbers.loss <= result.numbers.promise


def test_progress_never_gets_worse():
    problem = random_game(np.random.default_rng(5))
    seen = []
    solve(problem, rounds_done(200), on_round=seen.append)
    assert [r.index for r in seen] == sorted(r.index for r in seen)
    losses, bounds = [r.loss for r in seen], [r.bound for r in seen]
    assert losses == sorted(losses, reverse=True)
    assert bounds == sorted(bounds)
