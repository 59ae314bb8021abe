"""The best duties of a helicopter: inside a sortie, then inside a duty."""

import numpy as np
from numpy.typing import NDArray

from vedette.verify.duties import Duties
from vedette.verify.forbidden import Forbidden
from vedette.verify.spans import Sums
from vedette.verify.stations import Stations
from vedette.verify.steps import arrive

Floats = NDArray[np.float64]


def duties_in_air(
    stations: Stations,
    duties: Duties,
    gains: Floats,
    forbidden: Forbidden,
    air: Floats,
) -> Floats:
    """Return the best of every duty by start and length, shape (starts, D + 1).

    ``gains`` is what each look earns in each slot, ``air`` what a slot in the air
    costs.
    """
    starts = duties.starts
    at = np.full((len(starts), duties.longest + 1), -np.inf)
    if stations.unsigned:
        return at
    sorties = _sorties(stations, duties, gains, forbidden)
    sorties = sorties - _paid_in_air(stations, duties, sorties.shape, air)
    may_wait = Sums.of(forbidden.wait).none_over
    at[:, 0] = 0.0
    for slot in range(duties.longest):
        now = starts + slot
        waited = np.where(may_wait(now, now + 1), at[:, slot], -np.inf)
        np.maximum(at[:, slot + 1], waited, out=at[:, slot + 1])
        longest = min(sorties.shape[1] - 1, duties.longest - slot)
        flown = at[:, slot, None] + sorties[now - duties.first, 1 : longest + 1]
        ready = slice(slot + 1, slot + longest + 1)
        np.maximum(at[:, ready], flown, out=at[:, ready])
    return at


def _paid_in_air(
    stations: Stations, duties: Duties, shape: tuple[int, ...], air: Floats
) -> Floats:
    """Return what sorties pay from take-off to landing, by slots until ready again."""
    take_off = np.arange(shape[0])[:, None] + duties.first
    landed = take_off + np.arange(shape[1])[None, :] - stations.turn_slots
    return Sums.of(air).over(take_off, landed)


def _sorties(
    stations: Stations, duties: Duties, gains: Floats, forbidden: Forbidden
) -> Floats:
    """Return the best sortie by take-off and by slots until ready again.

    Row o is the take-off at moment ``duties.first + o``; columns count slots from
    take-off to the end of the turnaround.
    """
    n_take_offs = duties.n_slots - duties.first + duties.longest
    rows = np.arange(n_take_offs)
    take_off = rows + duties.first
    air = max(stations.air_slots, 0)
    best = np.full((n_take_offs, air + stations.turn_slots + 1), -np.inf)
    padded = np.zeros((n_take_offs + air + 1, stations.n_looks))
    padded[-duties.first : -duties.first + duties.n_slots] = gains.T
    shape = stations.may_fly.shape
    leg_gain = padded[:, stations.may_fly.size :]
    fly_gain = padded[:, : stations.may_fly.size].reshape(-1, *shape)
    fly_gain = np.where(stations.may_fly, fly_gain, -np.inf)
    leg, wait = Sums.of(forbidden.leg), Sums.of(forbidden.wait)
    field = Sums.of(forbidden.field)
    may_start = field.none_over(take_off, take_off + 1)
    at = np.full((n_take_offs, len(stations.km)), -np.inf)
    legs = np.flatnonzero(stations.has_leg)
    for flown in range(1, air + 1):
        now = take_off + flown
        for station in legs:
            need = int(stations.leg_slots[station])
            if need == flown:
                may_arrive = may_start & leg.none_over(take_off, now)
                arrived = leg_gain[rows + flown - 1, station]
                arrived = np.where(may_arrive, arrived, -np.inf)
                at[:, station] = np.maximum(at[:, station], arrived)
            if flown + need <= air:
                home, after = now + need, now + need + stations.turn_slots
                may_land = leg.none_over(now, home) & wait.none_over(home, after)
                may_land &= field.none_over(home - 1, home)
                landed = at[:, station] + leg_gain[rows + flown, station]
                landed = np.where(may_land, landed, -np.inf)
                ready = flown + need + stations.turn_slots
                best[:, ready] = np.maximum(best[:, ready], landed)
        at = arrive(at[:, :, None] + fly_gain[rows + flown], stations.span)
    return best
