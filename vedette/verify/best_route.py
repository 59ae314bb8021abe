"""The most that one lawful route can collect, by dynamic programming over places.

Three layers: inside a sortie (helicopters), inside a duty, and over free moments with
rest. Each layer runs over all take-offs or all duties at once; no list of moves is
made, so that a fault in such a list elsewhere cannot repeat itself here.
"""

import numpy as np
from numpy.typing import NDArray

from vedette.verify.duties import Duties
from vedette.verify.facts import Facts
from vedette.verify.places import Places
from vedette.verify.states import count_states, state_in_duty, state_in_rest
from vedette.verify.stations import Stations

Floats = NDArray[np.float64]


def best_route(facts: Facts, prizes: Floats, prices: Floats | None = None) -> float:
    """Return the most one lawful route collects of prizes, shape (R, T).

    A look that notices an attempt with chance p earns p times its prize. With hand-over
    ``prices`` of shape (states,), a route also earns that of its state at the window's
    start and pays that of its state at the end.
    """
    duties = facts.duties
    if prices is None:
        prices = np.zeros(count_states(duties))
    gains = facts.looks.gains(prizes)
    if isinstance(facts.ways, Places):
        worth = _duties_on_ground(facts.ways, duties, gains)
    else:
        worth = _duties_in_air(facts.ways, duties, gains)
    from_free = _from_free_moments(duties, worth + _shown_by_duties(duties, prices))
    # A route begins free, or with some slots of a rest left.
    left = np.arange(1, duties.most_left + 1)
    free_again = np.minimum(left, duties.n_slots)
    rested = _shown_by_rest(duties, prices, left) + from_free[free_again - duties.first]
    return float(np.max(rested, initial=from_free[0]))


def _beyond_free(prices: Floats) -> Floats:
    """Return what each state is worth beyond a free team's.

    Taken so, a free team at either end earns and pays nothing, and only what shows
    another state has to be counted.
    """
    return np.asarray(prices - prices[0])


def _shown_by_duties(duties: Duties, prices: Floats) -> Floats:
    """Return what duties earn by the states they show, shape (starts, D + 1)."""
    begun = duties.starts[:, None]
    ended = begun + np.arange(duties.longest + 1)[None, :]
    extra = _beyond_free(prices)
    at_start = extra[state_in_duty(duties, begun, ended, 0)]
    return at_start - extra[state_in_duty(duties, begun, ended, duties.n_slots)]


def _shown_by_rest(duties: Duties, prices: Floats, left: NDArray[np.int64]) -> Floats:
    """Return what a rest earns with which a route comes in, by the slots left."""
    extra = _beyond_free(prices)
    return extra[state_in_rest(left, 0)] - extra[state_in_rest(left, duties.n_slots)]


def _from_free_moments(duties: Duties, worth: Floats) -> Floats:
    """Return the most from each free moment on, shape (T - first + 1,).

    Duties are chained with rest; ``worth[i, e]`` is start i's duty of exactly e slots.
    """
    end = duties.n_slots
    from_free = np.zeros(end - duties.first + 1)
    row_of = {int(start): row for row, start in enumerate(duties.starts)}
    lengths = np.arange(1, worth.shape[1])
    for moment in range(end - 1, duties.first - 1, -1):
        best = from_free[moment + 1 - duties.first]
        row = row_of.get(moment)
        if row is not None:
            free_again = np.minimum(moment + lengths + duties.rest, end)
            then = from_free[free_again - duties.first]
            best = max(best, float(np.max(worth[row, 1:] + then)))
        from_free[moment - duties.first] = best
    return from_free


def _cut_to_room(duties: Duties, worth: Floats) -> Floats:
    """Forbid lengths of duty that the hours leave no room for."""
    room = duties.room_at(duties.starts)
    too_long = np.arange(worth.shape[1])[None, :] > room[:, None]
    return np.where(too_long, -np.inf, worth)


def _duties_on_ground(places: Places, duties: Duties, gains: Floats) -> Floats:
    """Return the best of every duty by start and length, shape (starts, D + 1)."""
    starts = duties.starts
    worth = np.full((len(starts), duties.longest + 1), -np.inf)
    if places.blocked:
        return worth
    shape = places.may_step.shape
    pad = duties.longest
    step_gain = np.zeros((duties.n_slots + 2 * pad, *shape))
    step_gain[pad : pad + duties.n_slots] = gains.T.reshape(-1, *shape)
    step_gain[:, ~places.may_step] = -np.inf
    at = np.full((len(starts), len(places.km)), -np.inf)
    at[:, places.base] = 0.0
    for slot in range(duties.longest):
        leaving = at[:, :, None] + step_gain[starts + slot + pad]
        at = _arrive(leaving, places.span)
        worth[:, slot + 1] = at[:, places.base]
    return _cut_to_room(duties, worth)


def _arrive(leaving: Floats, span: int) -> Floats:
    """Take the best way into each place; ``leaving[x, i, d]`` goes to i + d - span."""
    n_places = leaving.shape[1]
    at = np.full(leaving.shape[:2], -np.inf)
    for shift in range(-span, span + 1):
        here = slice(max(0, -shift), min(n_places, n_places - shift))
        there = slice(max(0, shift), min(n_places, n_places + shift))
        np.maximum(at[:, there], leaving[:, here, shift + span], out=at[:, there])
    return at


def _duties_in_air(stations: Stations, duties: Duties, gains: Floats) -> Floats:
    """Return the best of every duty by start and length, shape (starts, D + 1)."""
    starts = duties.starts
    sorties = _sorties(stations, duties, gains)
    at = np.full((len(starts), duties.longest + 1), -np.inf)
    at[:, 0] = 0.0
    for slot in range(duties.longest):
        np.maximum(at[:, slot + 1], at[:, slot], out=at[:, slot + 1])
        longest = min(sorties.shape[1] - 1, duties.longest - slot)
        take_off = starts + slot - duties.first
        flown = at[:, slot, None] + sorties[take_off, 1 : longest + 1]
        ready = slice(slot + 1, slot + longest + 1)
        np.maximum(at[:, ready], flown, out=at[:, ready])
    return _cut_to_room(duties, at)


def _sorties(stations: Stations, duties: Duties, gains: Floats) -> Floats:
    """Return the best sortie by take-off and by slots until ready again.

    Row o is the take-off at moment ``duties.first + o``; columns count slots from
    take-off to the end of the turnaround.
    """
    n_take_offs = duties.n_slots - duties.first + duties.longest
    moments = np.arange(n_take_offs)
    air = max(stations.air_slots, 0)
    best = np.full((n_take_offs, air + stations.turn_slots + 1), -np.inf)
    padded = np.zeros((n_take_offs + air + 1, stations.n_looks))
    padded[-duties.first : -duties.first + duties.n_slots] = gains.T
    shape = stations.may_fly.shape
    leg_gain = padded[:, stations.may_fly.size :]
    fly_gain = padded[:, : stations.may_fly.size].reshape(-1, *shape)
    fly_gain = np.where(stations.may_fly, fly_gain, -np.inf)
    at = np.full((n_take_offs, len(stations.km)), -np.inf)
    legs = np.flatnonzero(stations.has_leg)
    for flown in range(1, air + 1):
        for station in legs:
            need = int(stations.leg_slots[station])
            if need == flown:
                arrived = leg_gain[moments + flown - 1, station]
                at[:, station] = np.maximum(at[:, station], arrived)
            if flown + need <= air:
                landed = at[:, station] + leg_gain[moments + flown, station]
                ready = flown + need + stations.turn_slots
                best[:, ready] = np.maximum(best[:, ready], landed)
        at = _arrive(at[:, :, None] + fly_gain[moments + flown], stations.span)
    return best
