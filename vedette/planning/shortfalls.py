"""What cannot be met: limits eased by what is lacking, and the lack told in words."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from vedette.domain.limits import AT_LEAST, PIN
from vedette.domain.picture import Window
from vedette.domain.plans import Shortfall
from vedette.planning.frame import Frame, ask_for
from vedette.planning.groups import local_start
from vedette.planning.limits import ALL_SLOTS, Demand, Floats, Inequalities, chance_for
from vedette.solver import PatrolProblem, least_shortfall
from vedette.units import slot_time

LACKING = 1e-5  # less than this of an amount is rounding
ROOM = 0.005  # of an amount that is lacking something: more than the least is let go
TOLD_TO = 1e-6
TEAMS_NAMED = 3

HOLDS_SO = {
    "on_average": "on average",
    "every_draw": "in every draw",
    "chance": "with chance",
}


def keepable(problem: PatrolProblem) -> PatrolProblem:
    """Return a problem that asks for no more than can be had on average."""
    limits = problem.limits
    if not len(limits):
        return problem
    let_go = _with_room(least_shortfall(problem), limits.amount_in_plan)
    eased = limits.amount_in_plan + limits.sign * let_go
    amount = np.where(let_go > 0, eased, limits.amount)
    return replace(problem, limits=replace(limits, amount=amount, amount_in_plan=eased))


def ease_averages(frame: Frame) -> Frame:
    """Ask of a plan no more than it can keep on average.

    A little more than the least is let go, so that the odds that are left to choose
    from are not all one.
    """
    asked = frame.inequalities
    if not len(asked):
        return frame
    short = least_shortfall(frame.within or frame.problem)
    let_go = _with_room(short, asked.in_plan)
    let_go = np.where(asked.at_least, np.minimum(let_go, asked.in_plan), let_go)
    lacks = let_go.copy()
    for number, demand in enumerate(asked.demands):
        rows = asked.of_demand(number)
        if demand.limit.holds == "chance":
            left = chance_for(asked.in_plan[rows] - let_go[rows], asked.able[rows])
            lack = asked.amount[rows] - left
            lacks[rows] = np.where(let_go[rows] > 0, lack, 0.0)
    return _ease(frame, lacks, let_go)


def ease_draws(frame: Frame, lacks_of: Callable[[Demand], Floats]) -> Frame:
    """Ask for no more than is kept in every draw."""
    lacks = np.zeros(len(frame.inequalities))
    for number, demand in enumerate(frame.inequalities.demands):
        if demand.limit.holds == "every_draw":
            lacks[frame.inequalities.of_demand(number)] = lacks_of(demand)
    return _ease(frame, lacks, lacks)


def list_shortfalls(
    inequalities: Inequalities, foreseen: Inequalities, window: Window
) -> list[Shortfall]:
    """Tell in words by how much inequalities ask for less than their limits do.

    ``foreseen`` are those that were asked for when the solve began.
    """
    shortfalls = []
    for number, demand in enumerate(inequalities.demands):
        rows = range(*inequalities.of_demand(number).indices(len(inequalities)))
        for row in rows:
            short = round(abs(demand.amount - float(inequalities.amount[row])), 9)
            if short > 0:
                is_least = foreseen.amount[row] != demand.amount
                slot = int(inequalities.slot[row])
                shortfalls.append(_tell(demand, slot, short, window, is_least=is_least))
    return shortfalls


def _with_room(short: Floats, amount: Floats) -> Floats:
    """Return what to let go of, 0 where nothing is short."""
    size = np.maximum(np.abs(amount), 1.0)
    return np.where(short > LACKING * size, short + ROOM * size, 0.0)


def _ease(frame: Frame, lacks: Floats, let_go: Floats) -> Frame:
    """Lower amounts by ``lacks``, in a plan by ``let_go``; raise those "at most"."""
    if not lacks.any():
        return frame
    told = np.ceil(lacks / TOLD_TO - 1e-3) * TOLD_TO
    old = frame.inequalities
    sign = np.where(old.at_least, -1.0, 1.0)
    amount, in_plan = old.amount + sign * told, old.in_plan + sign * let_go
    # what a plan keeps is never less than what the bound lets every roster keep
    higher, lower = np.maximum(in_plan, amount), np.minimum(in_plan, amount)
    in_plan = np.where(old.at_least, higher, lower)
    return ask_for(frame, replace(old, amount=amount, in_plan=in_plan))


def _tell(
    demand: Demand, slot: int, short: float, window: Window, *, is_least: bool
) -> Shortfall:
    """Say in words how much of a limit is lacking, and why no more can be had."""
    limit = demand.limit
    name = "Pin" if limit.origin == PIN else "Limit"
    asks = limit.kind in AT_LEAST
    asked = f"{'at least' if asks else 'at most'} {limit.amount:g}"
    if limit.holds == "chance":
        asked = f"chance {limit.amount:g}"
    when = ""
    if slot != ALL_SLOTS:
        moment = slot_time(local_start(window), slot, window.slot_min)
        when = f" on {moment:%a %d %b %H:%M}"
    lack = f"{short:.2g} {'lacking' if asks else 'too many'}"
    teams = ", ".join(team.id for team in demand.teams[:TEAMS_NAMED])
    if len(demand.teams) > TEAMS_NAMED:
        teams += f" and {len(demand.teams) - TEAMS_NAMED} more"
    why = "the solve ended before it was kept; let it take longer"
    if is_least:
        why = (
            f"by their hours, rest, distance and other limits {teams or 'no team'} "
            f"can do no better {HOLDS_SO[limit.holds]}"
        )
    return Shortfall(
        what=f"{name} {limit.id} ({limit.kind}, {asked}){when}: {lack}",
        reason=f"{why}; asked for: {limit.reason}",
        limit=limit.id,
        slot=slot,
        short=short,
    )
