"""The whole flow LP on HiGHS judges the solver on random small games.

HiGHS solves the bound's game exactly, and the stand-in between a lower LP (tangents of
exp) and the promise of that LP's own flows.
"""

import itertools

import numpy as np
import pytest
from drawn_games import random_game
from flow_judge import solve_bound, solve_linear
from listed_routes import joint_rosters, unnoticed
from scipy.optimize import linprog

from benchmarks.flow_lp import judge_by_lp
from vedette.solver import first_of, rounds_done, solve
from vedette.solver.payoff import loss_of

TANGENTS = np.linspace(0.0, 5.0, 60)


@pytest.mark.parametrize("seed", range(40))
def test_the_bound_meets_its_own_program(seed):
    problem = random_game(np.random.default_rng(seed))
    optimum, scale = solve_bound(problem), problem.stake.max()

    def near(now):
        return "near" if now.bound >= optimum - 3e-3 * scale else None

    bound = solve(problem, first_of(near, rounds_done(5000))).numbers.bound
    assert bound <= optimum + 1e-6 * scale
    assert bound == pytest.approx(optimum, abs=4e-3 * scale)


@pytest.mark.parametrize("seed", range(8))
def test_the_two_programs_of_the_linear_game_agree(seed):
    """The benchmarks' program by interior point, the tests' own by simplex."""
    problem = random_game(np.random.default_rng(seed))
    optimum = max(0.0, judge_by_lp(problem).optimum)
    assert solve_linear(problem) == pytest.approx(optimum, abs=1e-5)


@pytest.mark.parametrize("seed", range(40))
def test_the_promise_meets_the_stand_in(seed):
    problem = random_game(np.random.default_rng(seed))
    lower = judge_by_lp(problem, tangents=TANGENTS)
    upper = loss_of(problem, np.exp(-lower.notice))
    promise = solve(problem, rounds_done(1500), objective="promise").numbers.promise
    scale = problem.stake.max()
    assert promise >= lower.optimum - 1e-6 * scale
    assert promise <= upper + 4e-3 * scale


@pytest.mark.parametrize("seed", range(60, 80))
def test_no_joint_roster_beats_the_bound(seed):
    """Brute force: the LP over all distributions on joint rosters of tiny games."""
    problem, rosters = small_enough(seed)
    left = np.array([unnoticed(problem, roster).ravel() for roster in rosters])
    optimum = best_mixture(problem, left)
    numbers = solve(problem, rounds_done(400)).numbers
    assert numbers.bound <= optimum + 1e-7 * problem.stake.max()
    assert numbers.loss >= optimum - 1e-7 * problem.stake.max()


def small_enough(seed: int):
    """Return the seed's first random game whose joint rosters can be listed."""
    rosters, attempt = [], 0
    while not 0 < len(rosters) <= 4000:
        problem = random_game(np.random.default_rng([seed, attempt]))
        rosters = list(itertools.islice(joint_rosters(problem), 4001))
        attempt += 1
    return problem, rosters


def best_mixture(problem, left):
    """Minimise c v + (1 - c) sum rho h S over mixtures of rosters, v >= h S."""
    c, h = problem.caution, problem.stake.ravel()
    mean = left @ (problem.forecast.ravel() * h)
    cost = np.concatenate([(1 - c) * mean, [c]])
    above = np.hstack([(left * h).T, -np.ones((len(h), 1))])
    unit = np.concatenate([np.ones(len(left)), [0.0]])[None, :]
    found = linprog(cost, above, np.zeros(len(h)), unit, [1.0], method="highs")
    assert found.status == 0
    return found.fun
