"""The loop on one screen: both games in turn, the checks, the stop rule, the odds.

Regret-matching+: O. Tammelin (2014), arXiv 1407.5042. Averages with weight t^2 and
alternation: N. Burch, M. Moravcik, M. Schmid (2019), JAIR 66. There is no convergence
proof for alternation with a curved loss: the numbers are certified, not the rounds.
"""

import itertools
import os
import time
from collections.abc import Callable
from typing import Literal

from vedette.solver.bound import judge
from vedette.solver.games import BoundGame
from vedette.solver.plan_game import PlanGame
from vedette.solver.problem import PatrolProblem
from vedette.solver.result import Dual, Keep, Round, SolveResult, Start
from vedette.solver.sights import list_looks
from vedette.solver.stop import StopRule

CHECK_EVERY = 10  # rounds between two looks at the certificates


def solve(
    problem: PatrolProblem,
    stop: StopRule,
    *,
    within: PatrolProblem | None = None,
    start: Start | None = None,
    keep: Keep | None = None,
    spread: float = 0.0,
    objective: Literal["loss", "promise"] = "loss",
    threads: int | None = None,
    least_odds: float = 1e-4,
    written_as: Callable[[Dual], Dual] = lambda dual: dual,
    on_round: Callable[[Round], None] | None = None,
) -> SolveResult:
    """Play until ``stop`` says so; return the best plan found and its certificate.

    The bound speaks of ``problem``. The plan keeps ``within``, where it is given: a
    narrower problem with other graphs on the same attempts and limits. ``start`` begins
    where an earlier solve ended, ``keep`` stays near a plan, ``spread`` plays a share
    of even odds at every choice. With the objective "promise" the stand-in alone is
    played and scored, for those who judge it.

    ``threads`` defaults to the processors at hand. The result is the same for any
    number of threads, and the same bytes for the same problem and rounds.
    ``written_as`` rounds the dual to what a file can hold, before it is judged.
    """
    begun = time.perf_counter()
    threads = threads or _processors()
    sights = [list_looks(problem, graph) for graph in problem.graphs]
    bound_game = BoundGame(problem, sights, threads)
    if within is not None:
        sights = [list_looks(within, graph) for graph in within.graphs]
    plan_game = PlanGame(
        within or problem,
        sights,
        threads,
        objective=objective,
        spread=spread,
        keep=keep,
    )
    if start is not None:
        bound_game.begin_at(start.bound_flows, start.bound_dual, start.trust)
        plan_game.begin(start)
    trace: list[Round] = []
    try:
        for index in itertools.count(1):
            if index == 1 or bound_game.is_due(index):
                bound_game.play()
            plan_game.play()
            if index % CHECK_EVERY == 0 or index == 1:
                bound_game.check()
                plan_game.check()
            now = Round(
                index,
                time.perf_counter() - begun,
                plan_game.best_loss,
                bound_game.best_bound,
                plan_game.phase,
            )
            if index % CHECK_EVERY == 0 or index == 1:
                trace.append(now)
                if on_round is not None:
                    on_round(now)
            stopped_by = stop(now) or ""
            if stopped_by:
                break
        plan_game.check()
        bound_game.check()
        odds = plan_game.make_odds(least_odds)
        dual = written_as(bound_game.best)
        numbers = judge(plan_game.field, odds, bound_game.field, dual)
    finally:
        bound_game.close()
        plan_game.close()
    return SolveResult(
        teams=tuple(tuple(group) for group in odds),
        dual=dual,
        numbers=numbers,
        rounds=index,
        seconds=time.perf_counter() - begun,
        stopped_by=stopped_by,
        learnt=tuple(player.regret for player in plan_game.players),
        trace=tuple(trace),
    )


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
