"""Random small theatres: the solver against linear programs, and kept hard ones.

A failing theatre shrinks, and its arrays are printed as JSON: `kept/README.md` says how
to keep it.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from drawn_theatres import Theatre, theatres
from flow_judge import (
    bracket_promise,
    lawful_rows,
    notice_of,
    solve_bound,
    team_flows,
)
from hypothesis import given, note, settings
from hypothesis import strategies as st
from kept_games import read_game, write_game

from vedette.solver import PatrolProblem, first_of, rounds_done, solve
from vedette.solver.payoff import loss_of

# What is asked; a solve stops a little past it: dropping small odds costs some again.
PROMISE, PROMISE_STOPS = 1e-3, 4e-4  # of the stand-in's optimum
BOUND, BOUND_STOPS = 4e-3, 3e-3  # of the largest stake: near 0 the bound only creeps
MOST_ROUNDS = 30_000
ROUNDING = 1e-9
KEPT = sorted(Path(__file__).parent.glob("kept/*.json"))

repeatable = settings(derandomize=True, database=None, deadline=None)


@settings(repeatable, max_examples=250)
@given(theatres())
def test_stand_in_and_bound_meet_the_linear_programs(theatre: Theatre):
    problem = theatre.problem()
    note(write_game(problem))
    check_optima(problem)


@settings(repeatable, max_examples=40)
@given(theatres(hands_over=True))
def test_theatres_that_hand_over_come_near_the_stand_in(theatre: Theatre):
    """After so many rounds, and less near: the prices of states are learnt as well.

    No rule may stop it by its live loss, since averages need not hand over.
    """
    problem = theatre.problem()
    note(write_game(problem))
    stand_in = bracket_promise(problem, near=1e-5).upper
    rule = rounds_done(1500)
    numbers = solve(problem, rule, objective="promise", threads=1).numbers
    assert numbers.promise <= (1 + 50 * PROMISE) * stand_in


@settings(repeatable, max_examples=150)
@given(theatres(hands_over=True), st.integers(1, 40), st.booleans())
def test_numbers_hold_whenever_it_is_stopped(
    theatre: Theatre, rounds: int, stands_in: bool
):
    problem = theatre.problem()
    note(write_game(problem))
    check_numbers(problem, rounds, "promise" if stands_in else "loss")


def case_of(file: Path):
    """Return a kept game as a case; one with a fault that is still open must fail."""
    fault = json.loads(file.read_text("utf-8")).get("open")
    marks = pytest.mark.xfail(reason=fault, strict=True) if fault else ()
    return pytest.param(file, id=file.stem, marks=marks)


@pytest.mark.parametrize("file", [case_of(file) for file in KEPT])
def test_kept_games_meet_the_linear_programs(file: Path):
    check_optima(read_game(file.read_text("utf-8")))


@pytest.mark.parametrize("file", KEPT, ids=lambda file: file.stem)
@pytest.mark.parametrize("objective", ["loss", "promise"])
def test_numbers_of_kept_games_hold(file: Path, objective: str):
    problem = read_game(file.read_text("utf-8"))
    for rounds in (1, 2, 11, 100):
        check_numbers(problem, rounds, objective)


def check_optima(problem: PatrolProblem) -> None:
    """Solve on until both games are near their optima; both must get there."""
    stand_in, best = bracket_promise(problem, near=1e-5), solve_bound(problem)
    scale = problem.stake.max()

    def near(now):
        promise_is = now.loss <= (1 + PROMISE_STOPS) * stand_in.upper
        bound_is = now.bound >= best - BOUND_STOPS * scale
        return "near" if promise_is and bound_is else None

    rule = first_of(near, rounds_done(MOST_ROUNDS))
    numbers = solve(problem, rule, objective="promise", threads=1).numbers
    assert numbers.promise >= stand_in.lower - ROUNDING * scale
    assert numbers.promise <= (1 + PROMISE) * stand_in.upper
    assert numbers.bound <= best + ROUNDING * scale
    assert numbers.bound >= best - BOUND * scale


def check_numbers(problem: PatrolProblem, rounds: int, objective: str) -> None:
    """Judge odds and numbers, however far from the optimum, by the definitions."""
    result = solve(problem, rounds_done(rounds), objective=objective, threads=1)
    numbers, scale = result.numbers, problem.stake.max()
    total, left = np.zeros(problem.stake.shape), np.ones(problem.stake.shape)
    for graph, flows in zip(problem.graphs, team_flows(result, problem), strict=True):
        laws = lawful_rows(graph)
        for flow in flows:
            m = notice_of(problem, graph, flow)
            total, left = total + m, left * (1 - m)
            np.testing.assert_allclose(
                (laws @ flow)[: graph.n_nodes - 1],
                np.eye(1, graph.n_nodes - 1)[0],
                atol=1e-9,
            )
        states = (laws @ flows.sum(axis=0))[graph.n_nodes - 1 :]
        np.testing.assert_allclose(states, 0, atol=1e-9)
    assert numbers.loss == pytest.approx(loss_of(problem, left), rel=ROUNDING)
    promise = loss_of(problem, np.exp(-total))
    assert numbers.promise == pytest.approx(promise, rel=ROUNDING)
    best = solve_bound(problem)
    assert numbers.bound <= best + ROUNDING * scale
    assert numbers.loss >= best - ROUNDING * scale
    assert numbers.promise >= numbers.loss - ROUNDING * scale
    stand_in = bracket_promise(problem, near=1e-5)
    assert numbers.promise >= stand_in.lower - ROUNDING * scale
