"""The most that one lawful route can collect, by dynamic programming over places.

Three layers: inside a sortie (helicopters, in ``best_in_air``), inside a duty, and over
free moments with rest (in ``chain``). Each layer runs over all take-offs or all duties
at once; no list of moves is made, so that a fault in such a list elsewhere cannot
repeat itself here.
"""

import numpy as np
from numpy.typing import NDArray

from vedette.verify.best_in_air import duties_in_air
from vedette.verify.chain import best_from_free, rests_to_begin_with
from vedette.verify.charges import Charges
from vedette.verify.duties import Duties
from vedette.verify.facts import Facts
from vedette.verify.places import Places
from vedette.verify.spans import Sums
from vedette.verify.states import count_states, state_in_duty, state_in_rest
from vedette.verify.steps import arrive

Floats = NDArray[np.float64]


def best_route(
    facts: Facts,
    prizes: Floats,
    prices: Floats | None = None,
    charges: Charges | None = None,
) -> float:
    """Return the most one lawful route collects of prizes, shape (R, T).

    A look that notices an attempt with chance p earns p times its prize. With hand-over
    ``prices``, a route also earns that of its state at the window's start and pays that
    of its state at the end; they are of shape (states,), or twice as long where those
    at the end are others. ``charges`` are what it pays for what limits count.
    """
    duties, forbidden = facts.duties, facts.forbidden
    charges = Charges.nothing(facts) if charges is None else charges
    at_start, at_end = both_prices(prices, count_states(duties))
    gains = facts.looks.gains(prizes) - charges.step
    gains[forbidden.step] = -np.inf
    if isinstance(facts.ways, Places):
        worth = _duties_on_ground(facts.ways, duties, gains)
    else:
        worth = duties_in_air(facts.ways, duties, gains, forbidden, charges.air)
    worth = _cut_to_room(duties, worth) - _paid_on_duty(duties, charges.duty)
    worth = worth + _shown_by_duties(duties, at_start, at_end)
    from_free = best_from_free(duties, worth, forbidden.idle)
    # A route begins free, or with some slots of a rest left.
    left = rests_to_begin_with(duties, forbidden.idle)
    free_again = np.minimum(left, duties.n_slots)
    rested = _beyond_free(at_start)[state_in_rest(left, 0)]
    rested -= _beyond_free(at_end)[state_in_rest(left, duties.n_slots)]
    best = np.max(rested + from_free[free_again - duties.first], initial=from_free[0])
    return float(best + (at_start[0] - at_end[0]))


def both_prices(prices: Floats | None, n_states: int) -> tuple[Floats, Floats]:
    """Return the hand-over prices at the window's start and at its end."""
    if prices is None:
        prices = np.zeros(n_states)
    if len(prices) == n_states:
        return prices, prices
    return prices[:n_states], prices[n_states:]


def _beyond_free(prices: Floats) -> Floats:
    """Return what each state is worth beyond a free team's.

    Taken so, a free team at either end earns and pays nothing, and only what shows
    another state has to be counted.
    """
    return np.asarray(prices - prices[0])


def _shown_by_duties(duties: Duties, at_start: Floats, at_end: Floats) -> Floats:
    """Return what duties earn by the states they show, shape (starts, D + 1)."""
    begun = duties.starts[:, None]
    ended = begun + np.arange(duties.longest + 1)[None, :]
    earned = _beyond_free(at_start)[state_in_duty(duties, begun, ended, 0)]
    last = state_in_duty(duties, begun, ended, duties.n_slots)
    return np.asarray(earned - _beyond_free(at_end)[last])


def _paid_on_duty(duties: Duties, duty: Floats) -> Floats:
    """Return what each duty pays for its slots on duty, shape (starts, D + 1)."""
    begun = duties.starts[:, None]
    ended = begun + np.arange(duties.longest + 1)[None, :]
    return Sums.of(duty).over(begun, ended)


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
        at = arrive(leaving, places.span)
        worth[:, slot + 1] = at[:, places.base]
    return worth
