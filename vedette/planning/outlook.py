"""What harm goes unnoticed if teams may count in some slots only: an estimate.

It is made from a plan that keeps its limits on average. A team that is shut out of a
slot notices nothing there by what it would count; the odds that it loses go to the
slots of the same period that stay open to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from vedette.planning.groups import Ints
from vedette.planning.limits import Floats, Mask

MOST_TIMES = 3.0  # by so much odds may grow in the slots that are left
SHARPNESS = 10.0  # of the soft maximum: harm a tenth higher weighs e times as much
LEAST_MISSED = 1e-3

Change = Mapping[int, Mask]  # by team, the slots that would be open to it, (T,)


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """What n teams would do by a plan on average, and what would be left without them.

    Parameters
    ----------
    left
        Harm that goes unnoticed if none of them counts, in cells that matter, (T, C).
    seen
        Chance that a team notices there by moves that count, shape (n, T, C).
    odds
        Chance that a team counts in a slot, shape (n, T).
    mean_gain
        By how much that lowers the mean harm, (n, T).
    level
        Highest harm of the plan on average.
    caution
        Weight of the highest harm against the mean, 0 to 1.
    period
        Slots within which a team may shift its odds.
    lead
        Slots at either end of an opening in which a team is still on its way, (n,).
    """

    left: Floats
    seen: Floats
    odds: Floats
    mean_gain: Floats
    level: float
    caution: float
    period: int
    lead: Ints


class Expected:
    """The harm expected while ``is_open``, shape (n, T), says who may count when.

    ``counts`` says where anybody is counted at all, (T,).
    """

    def __init__(self, outlook: Outlook, counts: Mask, is_open: Mask) -> None:
        self._look, self._counts = outlook, counts
        n, n_slots = outlook.odds.shape
        self._cuts = [
            slice(a, min(a + outlook.period, n_slots))
            for a in range(0, n_slots, outlook.period)
        ]
        self._soft = max(outlook.level, 1e-9) / SHARPNESS
        usual = outlook.left * np.prod(1.0 - outlook.seen, axis=0)
        self._usual = max(self._weigh(usual), 1e-300)
        self._missed = np.ones((n, *outlook.left.shape))
        self._gained = np.zeros((n, n_slots))
        self._left = outlook.left.copy()
        self._harm = np.zeros(len(self._cuts))
        self.open_only(is_open)

    @property
    def harm(self) -> float:
        """The harm expected, on a scale that only compares."""
        return float(self._harm.sum())

    def open_only(self, is_open: Mask) -> None:
        """Open these slots and no others, shape (n, T)."""
        self.is_open = is_open.copy()
        for number in range(len(self._cuts)):
            self._take(number, dict(enumerate(self.is_open)))

    def periods_of(self, change: Change) -> set[int]:
        """Return the periods in which a change would change anything."""
        slots = [
            np.flatnonzero(row != self.is_open[team]) for team, row in change.items()
        ]
        return {int(slot) // self._look.period for slot in np.concatenate(slots)}

    def change_of(self, change: Change) -> float:
        """Return by how much harm would change."""
        total = 0.0
        for number in self.periods_of(change):
            cut = self._cuts[number]
            left = self._left[cut].copy()
            gained = float(self._gained[:, cut].sum())
            for team, row in change.items():
                missed, gains = self._part(number, team, row)
                left *= missed / self._missed[team, cut]
                gained += float((gains - self._gained[team, cut]).sum())
            total += self._harm_of(left, gained) - float(self._harm[number])
        return total

    def commit(self, change: Change) -> None:
        """Make a change."""
        touched = self.periods_of(change)
        for team, row in change.items():
            self.is_open[team] = row
        for number in touched:
            self._take(number, change)

    def _take(self, number: int, change: Change) -> None:
        cut = self._cuts[number]
        for team, row in change.items():
            part = self._part(number, team, row)
            self._missed[team, cut], self._gained[team, cut] = part
        self._left[cut] = self._look.left[cut] * self._missed[:, cut].prod(axis=0)
        gained = float(self._gained[:, cut].sum())
        self._harm[number] = self._harm_of(self._left[cut], gained)

    def _part(self, number: int, team: int, row: Mask) -> tuple[Floats, Floats]:
        """Return what a team misses in a period, and what its odds gain on average."""
        look, cut = self._look, self._cuts[number]
        odds, is_open = look.odds[team, cut], row[cut]
        left = max(float((odds * is_open).sum()), 1e-9)
        times = np.minimum(MOST_TIMES, float(odds.sum()) / left)
        times = np.minimum(times, 1.0 / np.maximum(odds, 1e-9))
        times *= self._is_there(team, row)[cut]
        missed = 1.0 - look.seen[team, cut] * times[:, None]
        return np.maximum(missed, LEAST_MISSED), times * look.mean_gain[team, cut]

    def _is_there(self, team: int, row: Mask) -> Mask:
        """Tell in which slots a team may have arrived and need not leave yet."""
        there = row | ~self._counts
        for _ in range(int(self._look.lead[team])):
            around = np.concatenate([[True], there, [True]])
            there = around[:-2] & there & around[2:]
        return there & row

    def _harm_of(self, left: Floats, gained: float) -> float:
        """Return the harm expected in a period, the soft maximum's rise and the mean.

        The soft maximum is taken at its derivative for the usual plan, so that periods
        add up.
        """
        rise = self._soft * self._weigh(left) / self._usual
        return self._look.caution * rise - (1.0 - self._look.caution) * gained

    def _weigh(self, left: Floats) -> float:
        high = np.minimum((left - self._look.level) / self._soft, 50.0)
        return float(np.exp(high).sum())
