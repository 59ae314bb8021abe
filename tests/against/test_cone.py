"""Clarabel's exponential cone, the second judge of the stand-in.

It needs no lines and no grid, so it judges the linear programs as well: tangents below,
chords above, the cutting planes' own bracket, and the solver's promise.
"""

import numpy as np
import pytest
from cone_judge import solve_cone
from drawn_games import game, patrol, random_game, walk
from flow_judge import bracket_promise, chords, points_apart, solve_lines, tangents
from judges import find_judge

from vedette.solver import first_of, rounds_done, solve
from vedette.solver.payoff import loss_of

WIDTH = 0.05  # between two points M


@pytest.fixture(scope="module")
def clarabel():
    return find_judge("clarabel", "uv pip install clarabel")


def handing_over(seed: int):
    """Return a game of teams that hand over their rest, beside one that need not."""
    rng = np.random.default_rng(seed)
    forecast = rng.random((5, 3))
    groups = [
        patrol(5, [0, 1, 2], duty=2, rest=1, count=2, hands_over=True),
        patrol(5, [2, 1], duty=1, rest=2, hands_over=True),
        walk(5, [0, 1]),
    ]
    return game(
        rng.uniform(0, 10, (5, 3)),
        groups,
        p=[1.0, *rng.uniform(0.1, 0.9, 2)],
        caution=0.8,
        forecast=forecast / forecast.sum(),
    )


GAMES = [random_game(np.random.default_rng(seed)) for seed in range(200, 208)]
GAMES += [handing_over(seed) for seed in range(2)]


@pytest.mark.parametrize("problem", GAMES, ids=range(len(GAMES)))
def test_the_promise_meets_the_cone(clarabel, problem):
    optimum = solve_cone(clarabel, problem).optimum

    def near(now):
        return "near" if now.loss <= (1 + 3e-4) * optimum else None

    rule = first_of(near, rounds_done(20_000))
    numbers = solve(problem, rule, objective="promise").numbers
    assert numbers.promise >= optimum - 1e-7 * problem.stake.max()
    assert numbers.promise <= (1 + 1e-3) * optimum


@pytest.mark.parametrize("problem", GAMES, ids=range(len(GAMES)))
def test_the_linear_programs_enclose_the_cone(clarabel, problem):
    cone, scale = solve_cone(clarabel, problem), problem.stake.max()
    points = points_apart(problem, WIDTH)
    below = solve_lines(problem, tangents(points)).optimum
    above = solve_lines(problem, chords(points)).optimum
    assert below - 1e-7 * scale <= cone.optimum <= above + 1e-7 * scale
    # between two points exp(-M) is within width^2 / 8 of either, of its own size
    assert above <= below * (1 + WIDTH**2 / 3)
    bracket = bracket_promise(problem)
    assert bracket.lower == pytest.approx(cone.optimum, abs=1e-5 * scale)
    assert bracket.upper == pytest.approx(cone.optimum, abs=1e-5 * scale)
    own = loss_of(problem, np.exp(-cone.notice))
    assert own == pytest.approx(cone.optimum, abs=1e-6 * scale)
