"""What teams have begun carries over into a plan for the rest of a window.

At the moment from which a plan is made again a team is free, resting, or on a duty. Its
duty or rest goes on as the earlier plan has it; what lay before is told as free (rule
``held`` of docs/theory/limits.md). With what the earlier plan meant to do afterwards
these are whole routes of the new window.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.compiled import compiled
from vedette.domain.plans import END, NO_SLOT, REST, MoveTable
from vedette.errors import InputError
from vedette.planning.flows import ArcFinder
from vedette.planning.groups import Group, Ints
from vedette.planning.moves import GroupMoves
from vedette.planning.states import FREE

Array = NDArray[Any]
Floats = NDArray[np.float64]

LOST = 1e-9  # odds that are no more than rounding
COLUMNS = tuple(MoveTable.__dataclass_fields__)


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """One team's earlier odds on the graph of the new window, shape (arcs,).

    It is a unit flow if all is there; ``is_whole`` is false where some of it is not
    lawful any more, because a pin forbids it.
    """

    flow: Floats
    is_whole: bool


class Carrier:
    """Lays earlier odds of a group's teams on its graph of the rest of the window."""

    def __init__(self, moves: GroupMoves) -> None:
        self.moves = moves
        self._finder = ArcFinder(moves)
        tail = tails_of(moves)
        arcs = np.arange(len(moves.entry), len(moves.head))
        waits = (moves.state[tail] == FREE) & (moves.state[moves.head] == FREE)
        before = moves.moment[tail] < 0
        begins = (moves.state[tail] == FREE) & ~waits & before
        self._starts, self._rests = arcs[begins[arcs]], arcs[(waits & before)[arcs]]
        self._started_at = moves.moment[tail[self._starts]]
        self._rests_at = moves.moment[tail[self._rests]]
        self._crosses = before & (moves.moment[moves.head] >= 0)

    def carry(self, team: str, rows: MoveTable) -> Carried:
        """Return a team's odds; the times of its rows are counted from moment 0.

        What a team may have begun must be lawful still. A team without rows is free.
        """
        moves = self.moves
        ahead = pick_rows(rows, self._goes_on(rows))
        arcs = self._finder.look_up(ahead)
        found = arcs >= 0
        flow = np.zeros(len(moves.head))
        flow[arcs[found]] = ahead.odds[found]
        if not len(rows):
            flow[self._waits_on()] = 1.0
        self._tell_past(flow, rest_left(moves.group, rows))
        if abs(flow[self._crosses].sum() - 1.0) > LOST:
            raise InputError(
                f"{team}: what it may have begun by the moment from which the plan is "
                "made again cannot go on as pins ask; change them, or another moment."
            )
        return Carried(flow, is_whole=bool(ahead.odds[~found].sum() <= LOST))

    def _goes_on(self, rows: MoveTable) -> NDArray[np.bool_]:
        """Tell which rows may belong to what is not over at moment 0."""
        begun = rows.duty >= -self.moves.group.duty
        return np.where(rows.duty == NO_SLOT, rows.t0 >= 0, begun)

    def _waits_on(self) -> Ints:
        """Return the arcs of a team that stays free from moment 0 on."""
        moves = self.moves
        tail = tails_of(moves)
        waits = (moves.state[tail] == FREE) & (moves.state[moves.head] == FREE)
        waits[: len(moves.entry)] = False
        return np.flatnonzero(waits & (moves.moment[tail] >= 0)).astype(np.int32)

    def _tell_past(self, flow: Floats, left: Floats) -> None:
        """Change what a flow does before moment 0; ``left`` are odds of rest left."""
        moves, duty = self.moves, self.moves.group.duty
        _keep_what_lasts(moves.first_arc, moves.head, moves.moment, moves.state, flow)
        flow[: len(moves.entry)] = left[moves.entry]
        begins = np.bincount(self._started_at + duty, flow[self._starts], duty)
        free = np.maximum(1.0 - left.sum() - np.cumsum(begins), 0.0)
        flow[self._rests] = free[self._rests_at + duty]


def held_odds(moves: GroupMoves, flow: Floats, which: Array) -> Floats:
    """Return the odds of a flow's choices before moment 0, NaN at free nodes, (arcs,).

    ``which`` says which nodes may be held at all, shape (nodes,). Those that the flow
    does not reach are left free: nothing leads to them.
    """
    tail = tails_of(moves)
    at_node = np.bincount(tail, flow, len(moves.moment))[tail]
    is_past = (moves.moment < 0)[tail] & which[tail] & (at_node > 0)
    odds = np.full(len(flow), np.nan)
    odds[is_past] = flow[is_past] / at_node[is_past]
    return odds


def odds_of_states(group: Group, rows: MoveTable, moment: int) -> Floats:
    """Return a team's odds of each state at a moment, shape (states,)."""
    most_left = max(group.rest - 1, 0)
    ends = (rows.kind == END) & (rows.duty < moment)
    served = np.where(ends & (rows.t0 >= moment), most_left + moment - rows.duty, 0)
    rests = (ends & (rows.t0 < moment)) | _enters_resting(rows)
    left = np.where(rests, np.maximum(rows.t1 - moment, 0), 0)
    state = served.astype(np.int32) + left.astype(np.int32)
    n_states = 1 + most_left + group.duty
    odds = np.bincount(state[state > 0], rows.odds[state > 0], n_states)
    odds[0] = max(0.0, 1.0 - odds.sum())
    return odds.astype(np.float64)


def rest_left(group: Group, rows: MoveTable) -> Floats:
    """Return the odds of resting at moment 0 until moment q, shape (R,); 0 at q = 0."""
    states = odds_of_states(group, rows, 0)
    return np.concatenate([[0.0], states[1 : max(group.rest, 1)]])


def slots_inside(moves: GroupMoves, n_slots: int) -> Floats:
    """Return how many slots of the window each arc takes, shape (arcs,).

    Along any route they add up to all slots of the window.
    """
    rows = moves.rows(np.arange(len(moves.head), dtype=np.int32))
    begin, end = (np.clip(at.astype(np.int32), 0, n_slots) for at in (rows.t0, rows.t1))
    return (end - begin).astype(np.float64)


def tails_of(moves: GroupMoves) -> Ints:
    """Return the node that each arc leads from, shape (arcs,)."""
    degrees = np.diff(moves.first_arc)
    return np.repeat(np.arange(len(degrees), dtype=np.int32), degrees)


def shift_rows(table: MoveTable, moment: int) -> MoveTable:
    """Return rows with their times counted from a moment."""

    def later(slot: Array) -> NDArray[np.int16]:
        return np.where(slot == NO_SLOT, NO_SLOT, slot - moment).astype(np.int16)

    return replace(
        table,
        t0=(table.t0 - moment).astype(np.int16),
        t1=(table.t1 - moment).astype(np.int16),
        duty=later(table.duty),
        sortie=later(table.sortie),
    )


def pick_rows(table: MoveTable, which: Array) -> MoveTable:
    """Return some rows of a table."""
    return MoveTable(**{name: getattr(table, name)[which] for name in COLUMNS})


def _enters_resting(rows: MoveTable) -> NDArray[np.bool_]:
    """Tell which rows are rests left over from before the window."""
    return np.asarray((rows.kind == REST) & (rows.t1 - rows.t0 > 1))


@compiled
def _keep_what_lasts(
    first_arc: Array, head: Array, moment: Array, state: Array, flow: Array
) -> None:
    """Leave of what a flow does before moment 0 the duties still going on then.

    Backwards, since every choice is made for itself: of an arc's odds stays the share
    that has not ended its duty by moment 0 once the arc is taken.
    """
    lasts = np.ones(len(first_arc) - 1)
    for node in range(len(first_arc) - 2, -1, -1):
        if moment[node] >= 0:
            continue
        total = 0.0
        good = 0.0
        for arc in range(first_arc[node], first_arc[node + 1]):
            total += flow[arc]
            flow[arc] *= 0.0 if state[head[arc]] == FREE else lasts[head[arc]]
            good += flow[arc]
        lasts[node] = good / total if total > 0.0 else 0.0
