"""What no roster may do: limits that take moves away, and graphs without them.

Rule ``forbidden`` of docs/theory/limits.md: a move is lawful only if a whole route
without forbidden moves makes it.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from vedette.domain.picture import Window
from vedette.planning.counting import ArcTimes
from vedette.planning.groups import Ints
from vedette.planning.limits import Demand, Mask
from vedette.planning.moves import GroupMoves
from vedette.planning.routes import keeps_hand_over, whole_arcs

NEVER = ("airborne", "seats", "absence")
ALWAYS = ("presence", "on_duty", "off_duty")


def take_away(
    moves: Sequence[GroupMoves],
    demands: Sequence[Demand],
    window: Window,
    *,
    hands_over: bool = True,
) -> tuple[list[GroupMoves], list[Demand]]:
    """Take away what demands forbid outright, in their order.

    Returns the groups' moves that are left, and the demands that forbid nothing: those
    of another sort, and those that would leave some group they count without a route,
    or (where the window ``hands_over``) without odds that are the same at both ends.
    """
    left, open_demands = list(moves), []
    for demand in demands:
        narrowed = None
        if is_outright(demand):
            narrowed = _without(left, demand, window, hands_over)
        if narrowed is None:
            open_demands.append(demand)
        else:
            left = narrowed
    return left, open_demands


def is_outright(demand: Demand) -> bool:
    """Tell whether a demand forbids moves outright, for any roster."""
    limit = demand.limit
    if limit.holds != "every_draw":
        return False
    if limit.kind in NEVER:
        return limit.amount == 0
    return limit.kind in ALWAYS and limit.amount == 1 and len(demand.teams) == 1


def _without(
    moves: Sequence[GroupMoves], demand: Demand, window: Window, hands_over: bool
) -> list[GroupMoves] | None:
    """Return all groups' moves without those forbidden, None if a group has no route.

    A team that must be somewhere and has no move at all is no better off.
    """
    found = []
    is_met = not demand.at_least
    for each in moves:
        if each.group.teams[0] in demand.teams:
            shut = shut_arcs(ArcTimes(each, window), demand, demand.counts)
            narrowed = narrow(each, ~shut, hands_over=hands_over)
            if narrowed is None:
                return None
            each, is_met = narrowed, True
        found.append(each)
    return found if is_met else None


def shut_arcs(times: ArcTimes, demand: Demand, slots: Mask) -> Mask:
    """Tell which arcs a team may not take if it keeps to a demand in some slots.

    For "at least": those that cover one of the slots and do not count there. For "at
    most": those that count there.
    """
    if not demand.at_least:
        return times.counted(demand).any_in(slots)
    return times.missed(demand).any_in(slots)


def narrow(
    moves: GroupMoves, is_open: Mask, *, hands_over: bool = True
) -> GroupMoves | None:
    """Return the moves that some whole route of open arcs makes.

    None where there is no such route, or where no odds of such routes could give each
    state the same odds at both ends of the window.
    """
    kept = whole_arcs(moves, is_open)
    if not kept.any() or (hands_over and not keeps_hand_over(moves, kept)):
        return None
    return moves if kept.all() else take_arcs(moves, kept)


def take_arcs(moves: GroupMoves, kept: Mask) -> GroupMoves:
    """Return the graph of the arcs kept, nodes and arcs numbered anew in their order.

    The arcs must be those of whole routes.
    """
    first_arc, head, used = cut_graph(moves.first_arc, moves.head, kept)
    n_entries = len(moves.entry)
    of_arcs = ("beat", "slot", "start_state", "end_state")
    of_nodes = ("state", "moment", "place", "duty", "sortie")
    return replace(
        moves,
        first_arc=first_arc,
        head=head,
        entry=moves.entry[kept[:n_entries]],
        **{name: getattr(moves, name)[kept] for name in of_arcs},
        **{name: getattr(moves, name)[used] for name in of_nodes},
    )


def cut_graph(first_arc: Ints, head: Ints, kept: Mask) -> tuple[Ints, Ints, Mask]:
    """Return first arcs and heads of a graph cut down to whole routes.

    And which nodes are still in use, shape (nodes,).
    """
    n_nodes = len(first_arc) - 1
    tail = np.repeat(np.arange(n_nodes), np.diff(first_arc))[kept]
    out = np.bincount(tail, minlength=n_nodes)
    used = out > 0
    used[-1] = True
    number = np.cumsum(used, dtype=np.int32) - np.int32(1)
    first = np.concatenate([[0], np.cumsum(out[used])]).astype(np.int32)
    return first, number[head[kept]], used
