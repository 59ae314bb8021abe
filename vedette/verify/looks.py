"""What each move notices: time spent in reaches, turned into chances."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Ground, Window
from vedette.domain.theatre import LIGHTS, ModelConstants

CROSSED_KM = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Stays:
    """Time spent in reaches by one slot of a move: one entry per look and reach.

    ``look`` numbers the moves that notice alike (ascending), ``hours`` is the time in
    ``reach`` and ``kmh`` the speed there; all of shape (E,).
    """

    look: NDArray[np.int64]
    reach: NDArray[np.int64]
    hours: NDArray[np.float64]
    kmh: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """Chances to notice an attempt, by look, reach and slot.

    ``chance`` has shape (E, T): entry e of look ``look[e]`` in ``reach[e]`` during
    each slot of the window.
    """

    n_looks: int
    n_reaches: int
    look: NDArray[np.int64]
    reach: NDArray[np.int64]
    chance: NDArray[np.float64]

    @property
    def n_slots(self) -> int:
        """How many slots the window has."""
        return int(self.chance.shape[1])

    def gains(self, prizes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what each look collects in each slot, shape (looks, T).

        ``prizes`` has shape (R, T); a look with chance p earns p times the prize.
        """
        earned = np.zeros((self.n_looks, self.n_slots))
        if len(self.look):
            firsts = np.flatnonzero(np.diff(self.look, prepend=-1))
            parts = self.chance * prizes[self.reach]
            earned[self.look[firsts]] = np.add.reduceat(parts, firsts, axis=0)
        return earned

    def notice(self, odds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the chance of noticing an attempt, shape (R, T).

        ``odds`` of shape (looks, T) is the chance that a look happens in a slot.
        """
        entry, slot = np.nonzero(odds[self.look])
        weight = odds[self.look[entry], slot] * self.chance[entry, slot]
        cell = self.reach[entry] * self.n_slots + slot
        size = self.n_reaches * self.n_slots
        total = np.bincount(cell, weights=weight, minlength=size).astype(np.float64)
        return total.reshape(self.n_reaches, self.n_slots)


def make_looks(
    stays: Stays,
    n_looks: int,
    kind: str,
    model: ModelConstants,
    ground: Ground,
    window: Window,
) -> Looks:
    """Turn time in reaches into chances by Koopman's law of random search (1946)."""
    area_km2 = np.diff(ground.edge_km)[stays.reach] * model.corridor_km
    swept_km = np.hypot(stays.kmh, model.attempt_kmh) * stays.hours
    sweep_km = np.array([model.sweep_km[kind][light] for light in LIGHTS])
    by_light = -np.expm1(-sweep_km[None, :] * (swept_km / area_km2)[:, None])
    light = window.light[ground.section[stays.reach]].astype(np.int64)
    chance = np.take_along_axis(by_light, light, axis=1)
    return Looks(n_looks, ground.n_reaches, stays.look, stays.reach, chance)


def overlaps_km(
    edge_km: NDArray[np.float64],
    low_km: NDArray[np.float64],
    high_km: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return how many km of each reach each stretch covers, shape (stretches, R).

    >>> import numpy as np
    >>> overlaps_km(np.array([0.0, 5.0, 9.0]), np.array([3.0]), np.array([6.0]))
    array([[2., 1.]])
    """
    low = np.maximum(low_km[:, None], edge_km[None, :-1])
    high = np.minimum(high_km[:, None], edge_km[None, 1:])
    covered = np.maximum(high - low, 0.0)
    return np.where(covered > CROSSED_KM, covered, 0.0)
