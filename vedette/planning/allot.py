"""Limits that hold in every draw: who may, and who must, count in which slot.

Teams are drawn independently, so such a limit holds if and only if the sum over teams
of the most (for "at least": the least) that any route of a team counts keeps to it. For
"at least", teams are told where to stand; for "at most", slots are shared out, at most
so many teams open in each. Which teams is decided by what they would do if the limits
had to hold on average only. The plan is then made within what is left; the bound stays
that of all rosters.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from vedette.domain.picture import Window
from vedette.planning.frame import Frame
from vedette.planning.hours import share_hours, shut_by
from vedette.planning.limits import Demand, Mask
from vedette.planning.openings import Openings, Rules
from vedette.planning.outlook import Outlook
from vedette.planning.shortfalls import ease_draws
from vedette.planning.squads import Squad, Squads
from vedette.planning.standing import let_stand
from vedette.planning.usual import Usual, look_out, solve_usual


def allot(frame: Frame, window: Window, threads: int | None) -> Frame:
    """Return a frame whose plan keeps every limit that holds in every draw.

    Where one cannot be kept it asks for no more than can be had.
    """
    demands = [
        each for each in frame.inequalities.demands if each.limit.holds == "every_draw"
    ]
    if not demands:
        return frame
    squads = Squads(frame, window)
    usual = solve_usual(frame, threads)
    for demand in demands:
        if demand.at_least:
            odds = {
                squad.team.id: usual.odds_of(squads, squad, demand)
                for squad in squads.counted_by(demand)
            }
            let_stand(squads, demand, odds)
    for demand in demands:
        if not demand.at_least:
            _share_out(squads, demand, usual)
    graphs, moves = squads.graphs()
    within = replace(frame.problem, graphs=tuple(graphs))
    frame = replace(frame, within=within, within_moves=tuple(moves))
    return ease_draws(frame, squads.lacks)


def _share_out(squads: Squads, demand: Demand, usual: Usual) -> None:
    """Open slots to some of the squads that a demand counts, and shut the others."""
    counted = squads.counted_by(demand)
    if not squads.lacks(demand).any():
        return
    outlook = look_out(squads, counted, demand, usual)
    share = _share_slots if demand.by_slot else share_hours
    is_open = share(squads, counted, demand, outlook)
    for squad, row in zip(counted, is_open, strict=True):
        squads.shut(squad, shut_by(squads, squad, demand, row))


def _share_slots(
    squads: Squads, counted: Sequence[Squad], demand: Demand, outlook: Outlook
) -> Mask:
    """Return slots to open to each squad, (n, T), to so many in each at most."""
    most = max(0, math.floor(demand.amount + 1e-9))
    rules = Rules(
        can=np.array([squads.can(squad, demand) for squad in counted]),
        must=np.array([squads.must(squad, demand) for squad in counted]),
        counts=demand.counts,
        cap=np.full(len(demand.counts), most),
        total=np.inf,
        block=min(squads.times_of(squad).longest_outing for squad in counted),
    )
    openings = Openings(outlook, rules)
    openings.fill()
    return openings.is_open
