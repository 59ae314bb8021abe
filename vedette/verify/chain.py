"""Whole routes as chains: free moments, duties and the rest after them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.verify.duties import Duties
from vedette.verify.spans import Sums

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """Which duties whole routes have.

    ``may_begin`` by start, and ``may_end`` by start and length, shape (starts, D + 1):
    how long a duty may last that has begun.
    """

    may_begin: Mask
    may_end: Mask

    @property
    def duties(self) -> Mask:
        """Whether a whole route has the duty of this start and length."""
        return self.may_begin[:, None] & self.may_end


@dataclass(frozen=True, slots=True, eq=False)
class Lawful:
    """What whole lawful routes of a team do.

    ``seen`` are their looks by slot, shape (looks, T), and ``duties`` their duties by
    start and length, shape (starts, D + 1).
    """

    seen: Mask
    duties: Mask


def best_from_free(duties: Duties, worth: Floats, idle: Mask) -> Floats:
    """Return the most from each free moment on, shape (T - first + 1,).

    ``worth[i, e]`` is that of start i's duty of exactly e slots, -inf where there is
    none; ``idle`` are the slots in which a team may not be off duty.
    """
    first, last = duties.first, duties.n_slots
    from_free = np.full(last - first + 1, -np.inf)
    from_free[-1] = 0.0
    rows = _row_of(duties)
    rested = np.where(_rest_is_lawful(duties, idle), worth, -np.inf)
    may_idle = Sums.of(idle).none_over(
        np.arange(first, last), np.arange(first, last) + 1
    )
    for moment in range(last - 1, first - 1, -1):
        best = from_free[moment + 1 - first] if may_idle[moment - first] else -np.inf
        row = rows.get(moment)
        if row is not None:
            then = from_free[_free_again(duties, moment) - first]
            best = max(best, float(np.max(rested[row, 1:] + then)))
        from_free[moment - first] = best
    return from_free


def rests_to_begin_with(duties: Duties, idle: Mask) -> NDArray[np.int64]:
    """Return the slots of rest that a route may have left at the window's start."""
    left = np.arange(1, duties.most_left + 1)
    return left[Sums.of(idle).none_over(0, left)]


def whole_duties(duties: Duties, lawful: Mask, idle: Mask) -> Whole | None:
    """Tell which duties whole routes have; None where no route is left at all.

    ``lawful[i, e]`` says whether start i's duty may last e slots.
    """
    onward = best_from_free(duties, np.where(lawful, 0.0, -np.inf), idle) == 0.0
    reached = reached_free(duties, lawful, idle)
    if not reached[-1]:
        return None
    lawful = lawful & _rest_is_lawful(duties, idle)
    lengths = np.arange(lawful.shape[1])
    ended = duties.starts[:, None] + lengths[None, :]
    free_again = np.minimum(ended + duties.rest, duties.n_slots)
    may_end = lawful & onward[free_again - duties.first]
    return Whole(reached[duties.starts - duties.first], may_end)


def reached_free(duties: Duties, lawful: Mask, idle: Mask) -> Mask:
    """Tell at which free moments a route may be, shape (T - first + 1,)."""
    first, last = duties.first, duties.n_slots
    reached = np.zeros(last - first + 1, dtype=np.bool_)
    reached[0] = True
    left = rests_to_begin_with(duties, idle)
    reached[np.minimum(left, last) - first] = True
    rows = _row_of(duties)
    rested = lawful & _rest_is_lawful(duties, idle)
    may_idle = Sums.of(idle).none_over(
        np.arange(first, last), np.arange(first, last) + 1
    )
    for moment in range(first, last):
        if not reached[moment - first]:
            continue
        if may_idle[moment - first]:
            reached[moment + 1 - first] = True
        row = rows.get(moment)
        if row is not None:
            again = _free_again(duties, moment)[rested[row, 1:]]
            reached[again - first] = True
    return reached


def _row_of(duties: Duties) -> dict[int, int]:
    return {int(start): row for row, start in enumerate(duties.starts)}


def _free_again(duties: Duties, begun: int) -> NDArray[np.int64]:
    """Return when a team is free again after a duty of 1, 2, ... slots."""
    lengths = np.arange(1, duties.longest + 1)
    return np.minimum(begun + lengths + duties.rest, duties.n_slots)


def _rest_is_lawful(duties: Duties, idle: Mask) -> Mask:
    """Tell after which duties the rest that is due may be had, (starts, D + 1)."""
    ended = duties.starts[:, None] + np.arange(duties.longest + 1)[None, :]
    return Sums.of(idle).none_over(ended, ended + duties.rest)
