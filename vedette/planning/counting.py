"""What arcs count in the inequalities of limits, slot by slot."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vedette.domain.forces import Team
from vedette.domain.picture import Window
from vedette.domain.plans import FLY, LAND, MOVE, TAKE_OFF, WAIT
from vedette.planning.groups import Ints
from vedette.planning.limits import Demand, Floats, Inequalities, Mask
from vedette.planning.moves import GroupMoves

IN_THE_AIR = ("airborne", "seats", "flight_hours")
ON_A_STRETCH = ("presence", "absence")
EDGE_KM = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Spells:
    """Slots from ``begin`` to before ``end`` of each arc; none where they are equal."""

    begin: Ints
    end: Ints

    def clipped(self, n_slots: int) -> "Spells":
        """Return the parts inside a window."""
        begin = np.clip(self.begin, 0, n_slots)
        return Spells(begin, np.maximum(begin, np.clip(self.end, 0, n_slots)))

    def any_in(self, slots: Mask) -> Mask:
        """Tell which spells have one of these slots, shape (arcs,)."""
        return self.number_in(slots) > 0

    def number_in(self, slots: Mask) -> Ints:
        """Return how many of these slots each spell has, shape (arcs,)."""
        inside = self.clipped(len(slots))
        upto = np.concatenate([[0], np.cumsum(slots)])
        return np.asarray(upto[inside.end] - upto[inside.begin])

    def slots_of(self, arcs: Mask, n_slots: int) -> Mask:
        """Tell which slots some of these arcs have, shape (T,)."""
        inside = self.clipped(n_slots)
        begins = np.bincount(inside.begin[arcs], minlength=n_slots + 1)
        ends = np.bincount(inside.end[arcs], minlength=n_slots + 1)
        return np.asarray(np.cumsum(begins - ends)[:-1] > 0)


class ArcTimes:
    """When the moves of a group's arcs happen, and when they count for a limit.

    ``covers`` are the slots that each arc takes; ``longest_outing`` is how many a
    sortie of an aircraft may take, or a duty of a team on the ground; an aircraft takes
    ``shortest_leg`` slots or more to the line.
    """

    def __init__(self, moves: GroupMoves, window: Window) -> None:
        rows = moves.rows(np.arange(len(moves.head), dtype=np.int32))
        self._kind, self._km0, self._km1 = rows.kind, rows.km0, rows.km1
        self.covers = Spells(rows.t0.astype(np.int32), rows.t1.astype(np.int32))
        card = moves.group.card
        stands = 0.0 if card is None else card.turnaround_min / window.slot_min
        on_ground = np.where(self._kind == LAND, math.ceil(stands - 1e-9), 0)
        self._down = (self.covers.end - on_ground).astype(np.int32)
        lands = self._kind == LAND
        aloft = (self._down - rows.sortie)[lands].max(initial=1)
        self.longest_outing = moves.group.duty if card is None else int(aloft)
        legs = (self.covers.end - self.covers.begin)[self._kind == TAKE_OFF]
        self.shortest_leg = int(legs.min()) if len(legs) else 0

    def counted(self, demand: Demand) -> Spells:
        """Return the slots in which each arc counts, whether or not they do."""
        kind, begin = demand.limit.kind, self.covers.begin
        if kind in IN_THE_AIR:
            counts, end = np.isin(self._kind, (TAKE_OFF, FLY, LAND)), self._down
        elif kind in ON_A_STRETCH:
            counts, end = np.isin(self._kind, (MOVE, FLY)), self.covers.end
            for km in (self._km0, self._km1):
                counts &= km >= demand.low_km - EDGE_KM
                counts &= km <= demand.high_km + EDGE_KM
        else:
            on_duty = (MOVE, WAIT, TAKE_OFF, FLY, LAND)
            counts, end = np.isin(self._kind, on_duty), self.covers.end
        return Spells(begin, np.where(counts, end, begin).astype(np.int32))

    def missed(self, demand: Demand) -> Spells:
        """Return the slots that each arc covers without counting in them.

        An arc that counts does so from its first slot on.
        """
        return Spells(self.counted(demand).end, self.covers.end)


@dataclass(frozen=True, slots=True, eq=False)
class Charges:
    """What arcs count in inequalities; arcs that count alike share a class.

    ``of_arc`` is each arc's class, -1 where it counts nowhere; class c has the entries
    ``start[c]`` to ``start[c + 1]`` of ``row`` (inequality) and ``amount``.
    """

    of_arc: Ints
    start: Ints
    row: Ints
    amount: Floats


def charge_arcs(
    times: ArcTimes, inequalities: Inequalities, group: Sequence[Team], slot_min: int
) -> Charges:
    """Return what each arc of a group counts in all inequalities."""
    own = [
        (number, demand, times.counted(demand).clipped(len(demand.counts)))
        for number, demand in enumerate(inequalities.demands)
        if group[0] in demand.teams
    ]
    alike = np.zeros(len(times.covers.begin), dtype=np.int64)
    for _, _, spells in own:
        lasts = (spells.end - spells.begin).astype(np.int64)
        spell = np.where(
            lasts > 0, spells.begin * (lasts.max(initial=0) + 1) + lasts, 0
        )
        alike = np.unique(
            alike * (spell.max(initial=0) + 1) + spell, return_inverse=True
        )[1]
    _, arc, of_arc = np.unique(alike, return_index=True, return_inverse=True)
    rows, amounts = [], []
    for each in arc:
        entries = [
            _entries(
                demand, spells, int(each), int(inequalities.first[number]), slot_min
            )
            for number, demand, spells in own
        ]
        rows.append(np.concatenate([np.zeros(0, np.int32), *(r for r, _ in entries)]))
        amounts.append(np.concatenate([np.zeros(0), *(a for _, a in entries)]))
    sizes = np.array([len(each) for each in rows], dtype=np.int32)
    number = np.where(sizes > 0, np.cumsum(sizes > 0) - 1, -1).astype(np.int32)
    return Charges(
        of_arc=number[of_arc],
        start=np.concatenate([[0], np.cumsum(sizes[sizes > 0])]).astype(np.int32),
        row=np.concatenate([np.zeros(0, np.int32), *rows]).astype(np.int32),
        amount=np.concatenate([np.zeros(0), *amounts]),
    )


def _entries(
    demand: Demand, spells: Spells, arc: int, first: int, slot_min: int
) -> tuple[Ints, Floats]:
    """Return the inequalities of a demand that an arc counts in, and how much."""
    begin, end = int(spells.begin[arc]), int(spells.end[arc])
    slots = begin + np.flatnonzero(demand.counts[begin:end])
    if demand.by_slot:
        upto = np.cumsum(demand.counts) - 1
        return (first + upto[slots]).astype(np.int32), np.ones(len(slots))
    hours = len(slots) * slot_min / 60
    row = np.array([first] if len(slots) else [], dtype=np.int32)
    return row, np.full(len(row), hours)
