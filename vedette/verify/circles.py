"""Whether odds of the routes that are left can meet the hand-over at all.

They can if and only if some states can be lined up in a circle, each with a route that
begins in it and ends in the next: odds that are the same at both ends of the window are
a sum of such circles.
"""

import numpy as np
from numpy.typing import NDArray

from vedette.verify.chain import reached_free, rests_to_begin_with
from vedette.verify.duties import Duties
from vedette.verify.spans import Sums
from vedette.verify.states import FREE, count_states, state_in_duty, state_in_rest

Mask = NDArray[np.bool_]
Moments = NDArray[np.int64]


def has_circle(duties: Duties, made: Mask, idle: Mask) -> bool:
    """Tell whether routes with these duties can hand over as they took over."""
    joined = joined_states(duties, made, idle)
    for _ in range(len(joined).bit_length()):
        joined = joined | (joined @ joined)
    return bool(joined.diagonal().any())


def joined_states(duties: Duties, made: Mask, idle: Mask) -> Mask:
    """Tell which state at 0 some route joins to which state at T, (states, states).

    ``made[i, e]`` says whether whole routes have start i's duty of e slots.
    """
    onward = _onward(duties, made, idle)
    joined = np.zeros((count_states(duties),) * 2, dtype=np.bool_)
    if reached_free(duties, made, idle)[-duties.first]:
        joined[FREE] = onward[0]
    row, length = np.nonzero(made)
    begun = duties.starts[row]
    ended = begun + length
    # Who rests at 0 came in resting, or rests after a duty that ended before.
    rested = (ended + duties.rest)[ended < 0]
    until = np.unique(np.append(rests_to_begin_with(duties, idle), rested))
    until = until[until > 0]
    joined[until] |= _after(onward, until, state_in_rest(until, duties.n_slots))
    on_duty = (begun < 0) & (ended >= 0)
    begun, ended = begun[on_duty], ended[on_duty]
    first = state_in_duty(duties, begun, ended, 0)
    np.logical_or.at(joined, first, _after_duty(duties, onward, begun, ended))
    return joined


def _onward(duties: Duties, made: Mask, idle: Mask) -> Mask:
    """Tell to which states at T free moments 0 to T lead, shape (T + 1, states)."""
    last = duties.n_slots
    onward = np.zeros((last + 1, count_states(duties)), dtype=np.bool_)
    onward[last, FREE] = True
    may_idle = Sums.of(idle).none_over(np.arange(last), np.arange(last) + 1)
    row_of = {int(start): row for row, start in enumerate(duties.starts)}
    for moment in range(last - 1, -1, -1):
        if may_idle[moment]:
            onward[moment] |= onward[moment + 1]
        row = row_of.get(moment)
        if row is not None:
            ended = moment + np.flatnonzero(made[row])
            begun = np.full_like(ended, moment)
            onward[moment] |= _after_duty(duties, onward, begun, ended).any(axis=0)
    return onward


def _after_duty(duties: Duties, onward: Mask, begun: Moments, ended: Moments) -> Mask:
    """Return the states at T to which each duty leads, (duties, states)."""
    shown = state_in_duty(duties, begun, ended, duties.n_slots)
    return _after(onward, ended + duties.rest, shown)


def _after(onward: Mask, free: Moments, shown: Moments) -> Mask:
    """Return the states at T of those who show one already, or else are free before."""
    alone = np.arange(onward.shape[1])[None, :] == shown[:, None]
    free_at = np.minimum(free, len(onward) - 1)
    return np.where(shown[:, None] == FREE, onward[free_at], alone)
