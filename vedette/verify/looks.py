"""What each move notices: time spent in parts of the line, turned into chances."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from vedette.verify.conditions import Conditions
from vedette.verify.eyes import Eyes, left_by_haze

PASSED_KM = 1e-6
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Stays:
    """Time spent in parts of the line by one slot of a move.

    ``look`` numbers the moves that notice alike (ascending), ``hours`` is the time in
    ``part`` and ``kmh`` the speed there; all of shape (E,).
    """

    look: Ints
    part: Ints
    hours: Floats
    kmh: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """Chances to notice an attempt, by look, reach and slot.

    Entry e is that of look ``look[e]`` at ``reach[e]``, ordered by these two. ``often``
    tells how often the look notices an attempt there on average, by light and in clear
    air, shape (E, lights), and ``clear`` what haze leaves of that, by section and slot,
    shape (S, T). ``section`` is that of every reach.
    """

    n_looks: int
    look: Ints
    reach: Ints
    often: Floats
    clear: Floats
    section: Ints
    conditions: Conditions

    @property
    def n_slots(self) -> int:
        """How many slots the window has."""
        return int(self.clear.shape[1])

    @property
    def n_reaches(self) -> int:
        """How many reaches the line has."""
        return len(self.section)

    def in_slot(self, slot: int) -> Floats:
        """Return the chance of every entry in one slot, shape (E,)."""
        return self._chance(slice(None), slot)

    def of(self, look: int, slot: int) -> tuple[Ints, Floats]:
        """Return the reaches that one look notices in a slot, and the chances."""
        entries = slice(*np.searchsorted(self.look, [look, look + 1]))
        return self.reach[entries], self._chance(entries, slot)

    def gains(self, prizes: Floats) -> Floats:
        """Return what each look collects in each slot, shape (looks, T).

        ``prizes`` has shape (R, T); a look with chance p earns p times the prize.
        """
        earned = np.zeros((self.n_looks, self.n_slots))
        for slots in self.conditions.alike:
            earned[:, slots] = self._table(slots) @ prizes[:, slots]
        return earned

    def notice(self, odds: Floats) -> Floats:
        """Return the chance of noticing an attempt, shape (R, T).

        ``odds`` of shape (looks, T) is the chance that a look happens in a slot.
        """
        noticed = np.zeros((self.n_reaches, self.n_slots))
        for slots in self.conditions.alike:
            happens = csr_array(odds[:, slots].T)
            noticed[:, slots] = (happens @ self._table(slots)).toarray().T
        return noticed

    def largest(self, happens: NDArray[np.bool_]) -> Floats:
        """Return the largest chance of any look that may happen, shape (R, T).

        ``happens`` tells which, shape (looks, T).
        """
        found = np.zeros((self.n_reaches, self.n_slots))
        order = np.argsort(self.reach, kind="stable")
        look, reach = self.look[order], self.reach[order]
        firsts = np.flatnonzero(np.diff(reach, prepend=-1))
        for slots in self.conditions.alike:
            chance = self.in_slot(int(slots[0]))[order]
            for slot in slots:
                may = np.where(happens[look, slot], chance, 0.0)
                found[reach[firsts], slot] = np.maximum.reduceat(may, firsts)
        return found

    def _chance(self, entries: slice, slot: int) -> Floats:
        """Return the chance of some entries, by Koopman's random search (1946)."""
        section = self.section[self.reach[entries]]
        light = self.conditions.light[section, slot, None]
        often = np.take_along_axis(self.often[entries], light, axis=1)[:, 0]
        return np.asarray(-np.expm1(-often * self.clear[section, slot]))

    def _table(self, slots: Ints) -> csr_array:
        """Return the chances in slots that are alike, shape (looks, R)."""
        start = np.searchsorted(self.look, np.arange(self.n_looks + 1))
        shape = (self.n_looks, self.n_reaches)
        return csr_array((self.in_slot(int(slots[0])), self.reach, start), shape=shape)


def make_looks(
    stays: Stays, n_looks: int, eyes: Eyes, section: Ints, conditions: Conditions
) -> Looks:
    """Turn time in parts into looks at reaches; ``section`` is that of every reach."""
    n_reaches = len(section)
    sees = np.diff(eyes.start)[stays.part]
    stay = np.repeat(np.arange(len(stays.part)), sees)
    nth = np.arange(len(stay)) - np.repeat(np.cumsum(sees) - sees, sees)
    seen = eyes.start[stays.part[stay]] + nth
    keys, entry = np.unique(
        stays.look[stay] * n_reaches + eyes.reach[seen], return_inverse=True
    )
    look, reach = keys // n_reaches, keys % n_reaches
    each = eyes.swept_km2(stays.hours, stays.kmh)[stay] * eyes.share_per_km2[seen]
    by_light = [np.bincount(entry, of, len(keys)) for of in each.T]
    often = np.stack(by_light, axis=1).astype(np.float64)
    clear = left_by_haze(eyes.spread_km[conditions.light], conditions.visibility_km)
    return Looks(n_looks, look, reach, often, clear, section, conditions)


def overlaps_km(edge_km: Floats, low_km: Floats, high_km: Floats) -> Floats:
    """Return how many km of each piece each stretch covers, shape (stretches, pieces).

    >>> import numpy as np
    >>> overlaps_km(np.array([0.0, 5.0, 9.0]), np.array([3.0]), np.array([6.0]))
    array([[2., 1.]])
    """
    low = np.maximum(low_km[:, None], edge_km[None, :-1])
    high = np.minimum(high_km[:, None], edge_km[None, 1:])
    covered = np.maximum(high - low, 0.0)
    return np.where(covered > PASSED_KM, covered, 0.0)
