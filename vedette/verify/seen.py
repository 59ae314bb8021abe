"""Which looks lie on some whole lawful route: on the ground here, ``seen_air`` beside.

Forwards: where a team can be in each slot of each duty; backwards: from where it can
still end the duty, rest, and come to the window's end. Both without a list of moves.
"""

import numpy as np
from numpy.typing import NDArray

from vedette.verify.chain import Lawful, whole_duties
from vedette.verify.duties import Duties
from vedette.verify.forbidden import Forbidden
from vedette.verify.places import Places
from vedette.verify.seen_air import seen_in_air
from vedette.verify.stations import Stations
from vedette.verify.steps import ahead, arrive

Mask = NDArray[np.bool_]


def lawful_looks(
    ways: Places | Stations, duties: Duties, forbidden: Forbidden
) -> Lawful | None:
    """Tell which looks and duties lie on whole routes; None where no route is left."""
    if isinstance(ways, Stations):
        return seen_in_air(ways, duties, forbidden)
    return _seen_on_ground(ways, duties, forbidden)


def _seen_on_ground(
    places: Places, duties: Duties, forbidden: Forbidden
) -> Lawful | None:
    starts, longest = duties.starts, duties.longest
    seen = np.zeros((places.n_looks, duties.n_slots), dtype=np.bool_)
    room = duties.room_at(starts)
    lawful = np.arange(longest + 1)[None, :] <= room[:, None]
    lawful[:, 0] = False
    if places.blocked:
        whole = whole_duties(duties, np.zeros_like(lawful), forbidden.idle)
        return None if whole is None else Lawful(seen, whole.duties)
    steps = _lawful_steps(places, duties, forbidden)
    at = np.zeros((longest + 1, len(starts), len(places.km)), dtype=np.bool_)
    at[0, :, places.base] = True
    for slot in range(longest):
        leaving = at[slot, :, :, None] & steps[starts + slot + longest]
        at[slot + 1] = arrive(leaving, places.span)
    whole = whole_duties(duties, lawful & at[:, :, places.base].T, forbidden.idle)
    if whole is None:
        return None
    home = np.zeros_like(at[0])
    for slot in range(longest - 1, -1, -1):
        home[:, places.base] |= whole.may_end[:, slot + 1]
        onward = steps[starts + slot + longest] & ahead(home, places.span)
        made = at[slot, :, :, None] & onward & whole.may_begin[:, None, None]
        now = starts + slot
        inside = (now >= 0) & (now < duties.n_slots)
        seen[:, now[inside]] |= made[inside].reshape(-1, places.n_looks).T
        home = onward.any(axis=2)
    return Lawful(seen, whole.duties)


def _lawful_steps(places: Places, duties: Duties, forbidden: Forbidden) -> Mask:
    """Tell which steps are lawful at moments -D to T + D - 1, (moments, n, shifts)."""
    beside, shape = duties.longest, places.may_step.shape
    steps = np.zeros((duties.n_slots + 2 * beside, *shape), dtype=np.bool_)
    steps[:] = places.may_step
    inside = slice(beside, beside + duties.n_slots)
    steps[inside] &= ~forbidden.step.T.reshape(-1, *shape)
    return steps
