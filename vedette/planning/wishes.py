"""What is wished for as a limit, whole or for a part of its time."""

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from vedette.domain.explain import Wish
from vedette.domain.limits import PIN, Limit
from vedette.domain.picture import Window
from vedette.errors import InputError
from vedette.planning.groups import local_start
from vedette.units import MINUTES_A_DAY, minute_of_day, slot_time

Mask = NDArray[np.bool_]


def as_limit(wish: Wish) -> Limit:
    """Return a wish as a pin that holds in every draw, of no team yet."""
    return Limit(
        id="wish",
        kind="presence",
        holds="every_draw",
        amount=1.0,
        partner=None,
        base=None,
        team=None,
        section=wish.section,
        km_from=wish.km_from,
        km_to=wish.km_to,
        daily_from_min=wish.daily_from_min,
        daily_to_min=wish.daily_to_min,
        start=wish.start,
        end=wish.end,
        reason="Asked for by the planner",
        origin=PIN,
    )


class Steps:
    """The time that is wanted, cut into slots: of every day, or of one stretch."""

    def __init__(self, wish: Wish, window: Window, counts: Mask) -> None:
        if not counts.any():
            raise InputError(
                "No slot of the plan begins between --from and --to; plan show tells "
                "its hours."
            )
        self._slot_min = window.slot_min
        start = local_start(window)
        self._times = [
            slot_time(start, slot, window.slot_min) for slot in range(len(counts) + 1)
        ]
        self._wish = as_limit(wish)
        self._first: list[int] = []  # slots that name the steps
        self.masks: list[Mask] = []
        begins = wish.daily_from_min
        keys = np.arange(len(counts))
        if begins is not None:
            minutes = np.array([minute_of_day(time) for time in self._times[:-1]])
            keys = (minutes - begins) % MINUTES_A_DAY
        for key in np.unique(keys[counts]):
            mask = counts & (keys == key)
            self._first.append(int(np.flatnonzero(mask)[0]))
            self.masks.append(mask)
        asked = wish.least_h
        self.least = len(self.masks)
        if asked is not None:
            whole = math.ceil(asked * 60 / window.slot_min - 1e-9)
            self.least = max(1, min(self.least, whole))

    def __len__(self) -> int:
        return len(self.masks)

    def counts(self, begin: int, end: int) -> Mask:
        """Return the slots of the steps from ``begin`` to before ``end``."""
        return np.asarray(np.any(self.masks[begin:end], axis=0))

    def limit(self, begin: int, end: int) -> Limit:
        """Return the wish for these steps only; its own ends where they are kept."""
        first, after = self._first[begin], self._first[end - 1] + 1
        wish, whole = self._wish, len(self)
        if wish.daily_from_min is None:
            return replace(
                wish,
                start=wish.start if begin == 0 else self._times[first],
                end=wish.end if end == whole else self._times[after],
            )
        begins, ends = wish.daily_from_min, wish.daily_to_min
        if begin > 0:
            begins = minute_of_day(self._times[first])
        if end < whole:
            last = minute_of_day(self._times[after - 1])
            ends = (last + self._slot_min) % MINUTES_A_DAY
        return replace(wish, daily_from_min=begins, daily_to_min=ends)
