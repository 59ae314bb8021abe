"""What no roster may do: the moves that limits forbid outright (rule ``forbidden``).

A limit that holds in every draw and lets nothing (or asks one team for everything)
takes moves away. What a team does in a slot is one of four things: it is idle, waits on
duty at its base, flies a leg, or takes a step; a longer move is forbidden where any of
its slots is.
"""

from dataclasses import dataclass

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
    shape (looks, T), and never marks the look of a leg.
    """

    idle: Mask
    wait: Mask
    leg: Mask
    step: Mask

    @classmethod
    def nothing(cls, n_looks: int, n_slots: int) -> "Forbidden":
        """Forbid nothing."""
        idle, wait, leg = np.zeros((3, n_slots), dtype=np.bool_)
        return cls(idle, wait, leg, np.zeros((n_looks, n_slots), dtype=np.bool_))

    def joined(self, other: "Forbidden") -> "Forbidden":
        """Forbid what either does."""
        return Forbidden(
            self.idle | other.idle,
            self.wait | other.wait,
            self.leg | other.leg,
            self.step | other.step,
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
        return Forbidden(never, never, when, _at(is_step & flies, when))
    if kind == "absence":
        return Forbidden(never, never, never, _at(on, when))
    if kind == "presence":
        return Forbidden(when, when, when, _at(is_step & ~on, when))
    if kind == "on_duty":
        return Forbidden(when, never, never, _at(is_step & False, when))
    return Forbidden(never, when, when, _at(is_step, when))


def _at(looks: Mask, when: Mask) -> Mask:
    return np.asarray(looks[:, None] & when[None, :])
