"""What state a team is in at a moment: free, resting, on duty: rule ``hand-over``."""

import numpy as np

from vedette.domain.plans import (
    END,
    FLY,
    LAND,
    MOVE,
    REST,
    START,
    TAKE_OFF,
    WAIT,
)
from vedette.planning.groups import Group, Ints

FREE, ON_GROUND, ON_AIRFIELD, IN_AIR = range(4)  # what a node of a timegraph is


class Cut:
    """Cuts a group's graph at a moment: which arcs show which state there.

    Every route has exactly one such arc. States are numbered: free, then resting with
    1 to R - 1 slots left, then on duty for 1 to D slots.
    """

    def __init__(
        self, group: Group, labels: dict[str, Ints], tail: Ints, head: Ints
    ) -> None:
        self._group = group
        self._ends = np.isin(labels["state"][tail], (ON_GROUND, ON_AIRFIELD))
        self._ends &= labels["state"][head] == FREE
        self._begun = labels["duty"][tail].astype(np.int32)
        self._is_free = labels["state"][tail] == FREE
        self._begins = self._is_free & (labels["state"][head] != FREE)
        self._from = labels["moment"][tail].astype(np.int32)
        self._to = labels["moment"][head].astype(np.int32)

    def at(self, moment: int) -> Ints:
        """Return each arc's state at a moment, -1 where it shows none."""
        state = np.full(len(self._from), -1, dtype=np.int32)
        longest_rest = max(self._group.rest - 1, 0)
        on_duty = ~self._is_free & (self._begun < moment) & (self._from <= moment)
        spans = on_duty & ~self._ends & (self._to > moment)
        spans |= on_duty & self._ends & (self._from == moment)
        state[spans] = longest_rest + moment - self._begun[spans]
        left = self._from + self._group.rest - moment
        rests = self._ends & (self._from < moment) & (left > 0)
        state[rests] = left[rests]
        if moment == 0:
            state[self._is_free & (self._from == 0)] = 0
        else:
            waits = self._is_free & ~self._begins & (self._to == moment)
            state[waits] = 0
            state[self._ends & (self._from < moment) & (left == 0)] = 0
        entered = entry_rests(self._group)
        state[: len(entered)] = np.where(entered >= moment, entered - moment, -1)
        return state


def entry_rests(group: Group) -> Ints:
    """Return the rests that a route may begin with: until which moment each lasts.

    They are the first arcs of a group's graph, in this order.
    """
    return np.arange(1, group.rest, dtype=np.int32)


def move_kinds(tail: Ints, head: Ints) -> Ints:
    """Return the kind of move between two states."""
    kinds = np.full(len(tail), MOVE, dtype=np.int8)
    for before, after, kind in (
        (FREE, FREE, REST),
        (FREE, ON_GROUND, START),
        (FREE, ON_AIRFIELD, START),
        (ON_GROUND, FREE, END),
        (ON_AIRFIELD, FREE, END),
        (ON_AIRFIELD, ON_AIRFIELD, WAIT),
        (ON_AIRFIELD, IN_AIR, TAKE_OFF),
        (IN_AIR, IN_AIR, FLY),
        (IN_AIR, ON_AIRFIELD, LAND),
    ):
        kinds[(tail == before) & (head == after)] = kind
    return kinds
