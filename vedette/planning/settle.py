"""What a finished plan lacks of its limits, told exactly, and its numbers for that.

Before a solve only the least that must be lacking in all is known, and a little more is
let go. The odds say what is lacking where. A bound for all rosters that lack no more is
never lower.
"""

from dataclasses import replace

import numpy as np

from vedette.planning.frame import Frame, ask_for
from vedette.planning.limits import Floats, Inequalities, Mask
from vedette.planning.shortfalls import TOLD_TO
from vedette.solver import Numbers, SolveResult, TeamOdds, TimeGraph
from vedette.solver.bound import judge, lay_field

KEPT_TO = 5e-7  # of an amount of 1 or more; rule ``limit`` allows twice that


def settle(
    frame: Frame, result: SolveResult, threads: int | None
) -> tuple[Frame, Numbers]:
    """Return the frame with what its plan has of each limit, and the numbers.

    Limits that hold in every draw stay as they are: what they lack was known before.
    """
    asked = frame.inequalities
    if not len(asked):
        return frame, result.numbers
    lacks = _lacks_of(frame, result)
    sign = np.where(asked.at_least, -1.0, 1.0)
    amount = asked.amount.copy()
    for number, demand in enumerate(asked.demands):
        rows = asked.of_demand(number)
        if demand.limit.holds != "every_draw":
            amount[rows] = demand.amount + sign[rows] * lacks[rows]
    if (amount == asked.amount).all():
        return frame, result.numbers
    settled = ask_for(frame, replace(asked, amount=amount, in_plan=amount))
    return settled, _judge_again(settled, result, threads or 1)


def _lacks_of(frame: Frame, result: SolveResult) -> Floats:
    """Return what the odds lack of each inequality, rounded up, shape (L,)."""
    asked = frame.inequalities
    problem = frame.within or frame.problem
    each = np.array(
        [
            _use_of(graph, odds, len(asked))
            for graph, group in zip(problem.graphs, result.teams, strict=True)
            for odds in group
        ]
    ).reshape(-1, len(asked))
    found = np.where(_is_chance(asked), 1.0 - np.prod(1.0 - each, axis=0), each.sum(0))
    due = np.repeat([demand.amount for demand in asked.demands], np.diff(asked.first))
    over = np.where(asked.at_least, due - found, found - due)
    lacking = over > KEPT_TO * np.maximum(1.0, np.abs(due))
    return np.where(lacking, np.ceil(over / TOLD_TO) * TOLD_TO, 0.0)


def _is_chance(asked: Inequalities) -> Mask:
    holds = [demand.limit.holds == "chance" for demand in asked.demands]
    return np.repeat(np.array(holds, dtype=np.bool_), np.diff(asked.first))


def _use_of(graph: TimeGraph, odds: TeamOdds, n_limits: int) -> Floats:
    """Return what one team's odds count in each inequality, shape (L,)."""
    if not len(graph.charge):
        return np.zeros(n_limits)
    charge = graph.charge[odds.arc]
    sizes = np.diff(graph.charge_start)
    by_class = np.bincount(charge[charge >= 0], odds.odds[charge >= 0], len(sizes))
    counted = graph.charge_amount * np.repeat(by_class, sizes)
    return np.bincount(graph.charge_row, counted, n_limits).astype(np.float64)


def _judge_again(frame: Frame, result: SolveResult, threads: int) -> Numbers:
    """Return the numbers of the odds, for what the frame asks now."""
    bound = lay_field(frame.problem, threads)
    plan = bound if frame.within is None else lay_field(frame.within, threads)
    try:
        return judge(plan, result.teams, bound, result.dual)
    finally:
        bound.workers.close()
        plan.workers.close()
