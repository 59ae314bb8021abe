"""Limits between teams: at most so much, at least so much, on average.

The rule under test: an inequality has a price; routes pay it (or earn it, where at
least so much is asked), and the bound is less what the limit allows. With one team the
union bound is exact, so loss and bound meet at a value that can be told by hand.
"""

import dataclasses

import numpy as np
import pytest
from drawn_games import game, read_stakes, walk

from vedette.solver import Limits, first_of, gap_below, least_shortfall, rounds_done
from vedette.solver import solve as solve_game

# one slot, two reaches
STAKES = read_stakes("""
10
4
""")


def limits(*rows: tuple[str, float]) -> Limits:
    amounts = np.array([amount for _, amount in rows])
    at_least = np.array([sense == "at least" for sense, _ in rows])
    return Limits(amounts, amounts, at_least)


def counted(graph, *rows: tuple[int, int]):
    """Count 1 in row j for arcs that look at a reach: rows are (reach, row)."""
    charge = np.full(graph.n_arcs, -1, dtype=np.int32)
    for number, (reach, _) in enumerate(rows):
        charge[graph.pattern == reach] = number
    return dataclasses.replace(
        graph,
        charge=charge,
        charge_start=np.arange(len(rows) + 1, dtype=np.int32),
        charge_row=np.array([row for _, row in rows], dtype=np.int32),
        charge_amount=np.ones(len(rows)),
    )


def limited(rule: Limits, *rows: tuple[int, int], count: int = 1):
    graph = walk(1, [0, 1], count=count)
    return game(STAKES, [counted(graph, *rows)], limits=rule)


def solve(problem, **more):
    return solve_game(problem, first_of(gap_below(1e-4), rounds_done(6000)), **more)


def use_of(problem, result) -> np.ndarray:
    use = np.zeros(len(problem.limits))
    for graph, group in zip(problem.graphs, result.teams, strict=True):
        for team in group:
            classes = graph.charge[team.arc]
            for number in range(len(graph.charge_start) - 1):
                row = graph.charge_row[number]
                use[row] += team.odds[classes == number].sum()
    return use


def test_without_a_limit_the_team_evens_out_both_reaches():
    free = solve(limited(limits(("at most", 1.0)), (0, 0)))
    # x at the first: 10 (1 - x) = 4 x
    assert free.numbers.loss == pytest.approx(10 * (1 - 10 / 14), rel=2e-3)
    assert free.dual.limit_prices == pytest.approx([0.0], abs=1e-2)


def test_at_most_half_the_time_there():
    problem = limited(limits(("at most", 0.5)), (0, 0))
    result = solve(problem)
    assert result.numbers.loss == pytest.approx(5.0, rel=2e-3)
    assert result.numbers.bound == pytest.approx(5.0, rel=2e-3)
    assert use_of(problem, result)[0] <= 0.5 + 1e-6
    # one more unit allowed would be worth the whole stake there
    assert result.dual.limit_prices == pytest.approx([10.0], rel=0.05)


def test_at_least_so_often_elsewhere():
    problem = limited(limits(("at least", 0.8)), (1, 0))
    result = solve(problem)
    assert result.numbers.loss == pytest.approx(8.0, rel=3e-3)
    assert result.numbers.bound == pytest.approx(8.0, rel=3e-3)
    assert use_of(problem, result)[0] >= 0.8 - 1e-6


def test_two_teams_share_one_seat_on_average():
    problem = limited(limits(("at most", 1.0)), (0, 0), count=2)
    result = solve(problem)
    assert use_of(problem, result)[0] <= 1.0 + 1e-6
    assert result.numbers.bound <= result.numbers.loss


def test_the_plan_may_keep_more_than_the_bound_speaks_of():
    amount, in_plan = np.array([0.5]), np.array([0.25])
    rule = Limits(amount, in_plan, np.array([False]))
    result = solve(limited(rule, (0, 0)))
    assert result.numbers.bound == pytest.approx(5.0, rel=3e-3)
    assert result.numbers.loss == pytest.approx(7.5, rel=3e-3)


def test_what_cannot_be_met_is_told_and_the_rest_is_planned():
    asked = limited(limits(("at least", 1.5)), (1, 0))
    short = least_shortfall(asked)
    assert short == pytest.approx([0.5])
    relaxed = limited(limits(("at least", 1.5 - 0.5)), (1, 0))
    result = solve(relaxed)
    assert use_of(relaxed, result)[0] >= 1.0 - 1e-5
    assert result.numbers.loss == pytest.approx(10.0, rel=1e-2)


def test_two_demands_that_exclude_each_other_lack_one_in_all():
    graph = walk(1, [0, 1])
    rule = limits(("at least", 1.0), ("at least", 1.0))
    asked = game(STAKES, [counted(graph, (0, 0), (1, 1))], limits=rule)
    assert least_shortfall(asked).sum() == pytest.approx(1.0)


def test_a_narrower_problem_binds_the_plan_and_not_the_bound():
    graph = walk(1, [0, 1])
    problem = game(STAKES, [graph])
    only_first = walk(1, [0])
    within = dataclasses.replace(problem, graphs=(only_first,))
    result = solve(problem, within=within)
    assert result.numbers.loss == pytest.approx(4.0, rel=1e-6)
    assert result.numbers.bound == pytest.approx(10 * 4 / 14, rel=2e-3)
