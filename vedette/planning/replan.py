"""Make a plan again: with other pins or teams, or for the rest of its window.

A warm start: the solve begins where the earlier one ended, and may be held near it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from vedette.domain.picture import CoverageTable, Ground, RiskPicture, Window
from vedette.domain.plans import Plan, PlanParams, Progress
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.planning.again import Again, plan_again, plan_the_rest
from vedette.planning.allot import allot
from vedette.planning.asked import check_params
from vedette.planning.frame import frame_problem
from vedette.planning.planner import solve_frame, write_plan
from vedette.planning.shortfalls import ease_averages
from vedette.solver import SolveResult
from vedette.solver.payoff import loss_of


@dataclass(frozen=True, slots=True, eq=False)
class Replan:
    """A plan made again, beside the earlier one.

    ``loss_before`` is the loss in the new window if the teams that are left do what the
    earlier plan says; ``changes`` says of each team which share of its time it spends
    otherwise, 0 to 1, and ``distance`` is their mean.
    """

    plan: Plan
    loss_before: float
    changes: Mapping[str, float]

    @property
    def distance(self) -> float:
        """Which share of what all teams do has changed, 0 to 1."""
        return float(np.mean([*self.changes.values()])) if self.changes else 0.0


def replan(
    theatre: Theatre,
    ground: Ground,
    window: Window,
    risk: RiskPicture,
    coverage: CoverageTable,
    params: PlanParams,
    earlier: Plan,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    interrupted: Callable[[], bool] = lambda: False,
) -> Replan:
    """Plan again, from what ``earlier`` says.

    Where ``params.earlier`` names it with a moment, the window is what is left from
    there; else it is the window of the earlier plan. ``params.keep`` is what a whole
    change of the earlier odds is worth, in harm points.
    """
    check_params(theatre, params)
    _check_same(theatre, window, params, earlier)
    frame = frame_problem(theatre, ground, window, risk, coverage, params)
    if params.earlier is None:
        frame = ease_averages(allot(frame, window, params.threads))
        again = plan_again(theatre, frame, window, earlier)
    else:
        moment = params.earlier.moment
        again = plan_the_rest(theatre, frame, window, earlier, moment)
    result = solve_frame(
        again.frame,
        params,
        start=again.start,
        keep=again.keep(params.keep),
        on_progress=on_progress,
        interrupted=interrupted,
    )
    plan = write_plan(
        theatre,
        ground,
        window,
        risk,
        params,
        again.frame,
        result,
        again.hand_over,
    )
    return Replan(plan, _loss_of(again), _list_changes(again, result))


def _check_same(
    theatre: Theatre, window: Window, params: PlanParams, earlier: Plan
) -> None:
    """Refuse an earlier plan that does not fit what is asked for."""
    faults = []
    if earlier.theatre_hash != theatre.content_hash:
        faults.append("the earlier plan was made for another theatre than this one.")
    begin = 0 if params.earlier is None else params.earlier.moment
    if params.earlier is None and earlier.params.earlier is not None:
        faults.append(
            "the earlier plan is for the rest of a window; name a moment to begin at."
        )
    if window.n_slots != earlier.n_slots - begin:
        faults.append(
            f"the window has {window.n_slots} slots, and {earlier.n_slots - begin} of "
            "the earlier plan are left."
        )
    back = set(earlier.params.teams_out) - set(params.teams_out)
    if params.earlier is not None and back:
        names = ", ".join(sorted(back))
        faults.append(f"{names}: left out before, so nobody knows where they are.")
    if faults:
        raise InputError.listing("The plan cannot be made again as asked:", faults)


def _loss_of(again: Again) -> float:
    """Return the loss of the earlier odds on the frame, as far as they are lawful."""
    problem = again.frame.within or again.frame.problem
    start = problem.pattern_start
    patterns = sparse.csr_array(
        (problem.pattern_p, problem.pattern_reach, start),
        shape=(len(start) - 1, problem.n_reaches),
    )
    unnoticed = np.ones(problem.stake.shape)
    for graph, moves in zip(problem.graphs, again.frame.plan_moves, strict=True):
        for team in moves.group.teams:
            flow = again.flows[team.id]
            looks = (flow > 0) & (graph.pattern >= 0)
            spread = sparse.csr_array(
                (flow[looks], (graph.slot[looks], graph.pattern[looks])),
                shape=(problem.n_slots, len(start) - 1),
            )
            unnoticed *= 1.0 - np.minimum((spread @ patterns).toarray(), 1.0)
    return loss_of(problem, unnoticed)


def _list_changes(again: Again, result: SolveResult) -> Mapping[str, float]:
    """Return the share of each team's time that it spends otherwise than before."""
    n_slots = again.frame.problem.n_slots
    changes = {}
    for moves, slots, group in zip(
        again.frame.plan_moves, again.slots, result.teams, strict=True
    ):
        for team, odds in zip(moves.group.teams, group, strict=True):
            change = -again.flows[team.id]
            change[odds.arc] += odds.odds
            far = float((slots * np.abs(change)).sum())
            changes[team.id] = far / (2.0 * n_slots)
    return changes
