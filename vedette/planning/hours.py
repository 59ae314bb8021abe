"""Flight hours that no draw may exceed, shared out among teams by slots open to them.

What counts is the most that any one route of a team flies. (Tried as well: fewer
sorties in a duty for more open slots. It lost more than it gained.)
"""

from collections.abc import Sequence

import numpy as np

from vedette.planning.forbidden import shut_arcs
from vedette.planning.limits import Demand, Mask
from vedette.planning.openings import Openings, Rules
from vedette.planning.outlook import Outlook
from vedette.planning.squads import Squad, Squads

TRIES = 8


def share_hours(
    squads: Squads, counted: Sequence[Squad], demand: Demand, outlook: Outlook
) -> Mask:
    """Return slots to open to each squad, (n, T), that no draw uses for too long.

    A route cannot use all slots that are open to a team: it rests and turns round. So
    more are opened while that leaves hours over.
    """
    rules = Rules(
        can=np.array([squads.can(squad, demand) for squad in counted]),
        must=np.array([squads.must(squad, demand) for squad in counted]),
        counts=demand.counts,
        cap=np.full(len(demand.counts), len(counted)),
        total=demand.amount / squads.slot_h,
        block=min(squads.times_of(squad).longest_outing for squad in counted),
    )
    openings = Openings(outlook, rules)
    openings.fill()
    left = _left_over(squads, counted, demand, openings.is_open)
    more = left
    for _ in range(TRIES):
        if more < 1.0:
            break
        kept, total = openings.is_open.copy(), openings.total
        openings.total = total + more
        openings.fill()
        now = _left_over(squads, counted, demand, openings.is_open)
        if now >= 0 and (openings.is_open != kept).any():
            left = more = now
            continue
        openings.open_only(kept)
        openings.total, more = total, more / 2
    return openings.is_open


def _left_over(
    squads: Squads, counted: Sequence[Squad], demand: Demand, is_open: Mask
) -> float:
    """Return the slots that even the draw with most hours leaves of those allowed."""
    most = sum(
        squads.most(s, demand, s.kept & ~shut_by(squads, s, demand, row))
        for s, row in zip(counted, is_open, strict=True)
    )
    return (demand.amount - most) / squads.slot_h + 1e-6


def shut_by(squads: Squads, squad: Squad, demand: Demand, row: Mask) -> Mask:
    """Return the arcs that count in slots that are not open to a squad."""
    return shut_arcs(squads.times_of(squad), demand, demand.counts & ~row)
