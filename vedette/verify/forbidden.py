"""What no roster may do: what weather grounds, and what limits forbid outright.

A limit that holds in every draw and lets nothing (or asks one team for everything)
takes moves away. What a team does in a slot is one of four things: it is idle, waits on
duty at its base, flies a leg, or takes a step; a longer move is forbidden where any of
its slots is.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vedette.verify.demands import IN_THE_AIR, Demand
from vedette.verify.places import SAME_KM, Places
from vedette.verify.stations import Stations

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Forbidden:
    """What a team may not do in each slot of the window.

    ``idle`` is rest and freedom, ``wait`` waiting and turnaround at the airfield,
    ``leg`` the way from or to it, each of shape (T,); ``step`` is by look and slot,
    shape (looks, T). Where it marks the look of a leg, the leg may not be flown;
    ``field``, shape (T,), is taking off and touching down. Only the weather forbids
    either.
    """

    idle: Mask
    wait: Mask
    leg: Mask
    step: Mask
    field: Mask

    @classmethod
    def nothing(cls, n_looks: int, n_slots: int) -> "Forbidden":
        """Forbid nothing."""
        idle, wait, leg, field = np.zeros((4, n_slots), dtype=np.bool_)
        step = np.zeros((n_looks, n_slots), dtype=np.bool_)
        return cls(idle, wait, leg, step, field)

    @classmethod
    def by_weather(cls, stations: Stations) -> "Forbidden":
        """Forbid what the weather grounds (rule ``weather``)."""
        n_slots = len(stations.field_grounded)
        nothing = cls.nothing(stations.n_looks, n_slots)
        here, shift = np.nonzero(stations.may_fly)
        there = here + shift - stations.span
        first, last = np.minimum(here, there), np.maximum(here, there)
        closed = np.zeros((len(stations.km) + 1, n_slots), dtype=np.int64)
        np.cumsum(stations.grounded, axis=0, out=closed[1:])
        look = here * (2 * stations.span + 1) + shift
        nothing.step[look] = closed[last + 1] > closed[first]
        nothing.step[stations.may_fly.size :] = stations.grounded
        return replace(nothing, field=stations.field_grounded)

    def joined(self, other: "Forbidden") -> "Forbidden":
        """Forbid what either does."""
        return Forbidden(
            self.idle | other.idle,
            self.wait | other.wait,
            self.leg | other.leg,
            self.step | other.step,
            self.field | other.field,
        )


def steps_on(ways: Places | Stations, low_km: float, high_km: float) -> Mask:
    """Tell which looks are of steps with both ends on a stretch, shape (looks,)."""
    on = (ways.km >= low_km - SAME_KM) & (ways.km <= high_km + SAME_KM)
    here, shift = np.nonzero(step_table(ways))
    there = here + shift - ways.span
    chosen = np.zeros(ways.n_looks, dtype=np.bool_)
    chosen[here * (2 * ways.span + 1) + shift] = on[here] & on[there]
    return chosen


def step_table(ways: Places | Stations) -> Mask:
    """Return which steps of one slot there are, (places or stations, shifts)."""
    return ways.may_step if isinstance(ways, Places) else ways.may_fly


def forbid(demand: Demand, ways: Places | Stations) -> Forbidden:
    """Return what a limit that forbids takes from one of the teams it counts."""
    kind, when = demand.limit.kind, demand.in_slots
    never = np.zeros_like(when)
    is_step = np.zeros(ways.n_looks, dtype=np.bool_)
    is_step[: step_table(ways).size] = True
    flies = isinstance(ways, Stations)
    on = steps_on(ways, demand.low_km, demand.high_km)
    if kind in IN_THE_AIR:
        return Forbidden(never, never, when, _at(is_step & flies, when), never)
    if kind == "absence":
        return Forbidden(never, never, never, _at(on, when), never)
    if kind == "presence":
        return Forbidden(when, when, when, _at(is_step & ~on, when), never)
    if kind == "on_duty":
        return Forbidden(when, never, never, _at(is_step & False, when), never)
    return Forbidden(never, when, when, _at(is_step, when), never)


def _at(looks: Mask, when: Mask) -> Mask:
    return np.asarray(looks[:, None] & when[None, :])
