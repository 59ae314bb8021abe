"""Who may count when: slots shared out among teams so that little harm goes unnoticed.

Arrays only. Harm is estimated from a plan that keeps its limits on average: a team that
is shut out of a slot notices nothing there by what it would count, and the odds that it
loses go to the slots of the same period that stay open to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from vedette.planning.groups import Ints
from vedette.planning.limits import Floats, Mask

MOST_TIMES = 3.0  # by so much odds may grow in the slots that are left
SHARPNESS = 10.0  # of the soft maximum: harm a tenth higher weighs e times as much
SWEEPS = 8
LEAST_GAIN = 1e-9


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


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """What openings must keep to.

    ``can`` and ``must`` say where a team is able to count, and where it counts in any
    case, (n, T); at most ``cap`` teams are open in a slot, (T,), and at most ``total``
    slots of all teams together; where ``counts`` is false nobody is counted, (T,). A
    team stays open for ``block`` slots or more.
    """

    can: Mask
    must: Mask
    counts: Mask
    cap: Ints
    total: float
    block: int


class Openings:
    """Slots open to each team, ``is_open`` of shape (n, T), and the harm expected.

    ``total`` is at first that of the rules, and may be raised.
    """

    def __init__(self, outlook: Outlook, rules: Rules) -> None:
        self._look, self._rules, self.total = outlook, rules, rules.total
        n, n_slots = outlook.odds.shape
        period = outlook.period
        self._cuts = [
            slice(a, min(a + period, n_slots)) for a in range(0, n_slots, period)
        ]
        self._soft = max(outlook.level, 1e-9) / SHARPNESS
        usual = outlook.left * np.prod(1.0 - outlook.seen, axis=0)
        self._usual = max(self._weigh(usual), 1e-300)
        self._missed = np.ones((n, *outlook.left.shape))
        self._gained = np.zeros((n, n_slots))
        self.open_only(rules.must & rules.counts)

    def open_only(self, is_open: Mask) -> None:
        """Open these slots and no others, shape (n, T)."""
        self.is_open = is_open.copy()
        for number in range(len(self._cuts)):
            for team, row in enumerate(self.is_open):
                self._keep(number, team, row)
        self._harm = [self._harm_in(number, {}) for number in range(len(self._cuts))]

    def fill(self) -> None:
        """Open as many slots as the rules let, to those that lower harm most."""
        self._open_up()
        self._improve()

    def _open_up(self) -> None:
        """Open block after block, each time the one that lowers harm most per slot."""
        rules, period = self._rules, self._look.period
        n_slots = len(rules.counts)
        begins = range(0, n_slots, rules.block)
        spans = [(a, min(a + rules.block, n_slots)) for a in begins]
        found: dict[tuple[int, int], float] = {}
        while True:
            best, chosen = -LEAST_GAIN, None
            for a, b in spans:
                for team in self._takers(a, b) if self._has_room(a, b) else ():
                    change = {team: self._opened(team, a, b)}
                    if (a, team) not in found:
                        found[a, team] = self._change_of(change) / (b - a)
                    if found[a, team] < best:
                        best, chosen = found[a, team], change
            if chosen is None:
                return
            touched = self._periods_of(chosen)
            self._commit(chosen)
            found = {  # what begins or ends in another period is worth the same
                (a, team): worth
                for (a, team), worth in found.items()
                if touched.isdisjoint({a // period, (a + rules.block - 1) // period})
            }

    def _improve(self) -> None:
        """Hand stretches of slots from team to team while that lowers harm."""
        block, n_slots = self._rules.block, len(self._rules.counts)
        lengths = sorted({4 * block, 2 * block, block, block // 2, 2, 1} - {0})
        for _ in range(SWEEPS):
            is_better = False
            for length in reversed(lengths):
                for a in range(0, n_slots, max(1, min(length // 2, block))):
                    is_better |= self._improve_in(a, min(a + length, n_slots))
            if not is_better:
                return

    def _improve_in(self, a: int, b: int) -> bool:
        """Make the first change for the better in some slots; tell if there was one."""
        if not self._rules.counts[a:b].any():
            return False
        givers: list[int | None] = [None] if self._has_room(a, b) else []
        givers += [
            team
            for team in range(len(self.is_open))
            if self.is_open[team, a:b].all() and not self._rules.must[team, a:b].any()
        ]
        for giver in givers:
            for taker in self._takers(a, b):
                change = {taker: self._opened(taker, a, b)}
                if giver is not None:
                    change[giver] = self.is_open[giver].copy()
                    change[giver][a:b] = False
                fits = all(self._has_blocks(row) for row in change.values())
                if fits and self._change_of(change) < -LEAST_GAIN:
                    self._commit(change)
                    return True
        return False

    def _has_room(self, a: int, b: int) -> bool:
        """Tell whether one more team may be open in some slots."""
        rules = self._rules
        opened = self.is_open[:, rules.counts].sum() + rules.counts[a:b].sum()
        full = self.is_open[:, a:b].sum(axis=0) >= rules.cap[a:b]
        return not (full & rules.counts[a:b]).any() and opened <= self.total

    def _takers(self, a: int, b: int) -> list[int]:
        """Return the teams that are shut out of some slots and could use them."""
        able = self._rules.can[:, a:b].any(axis=1)
        return [
            int(t) for t in np.flatnonzero(able & ~self.is_open[:, a:b].any(axis=1))
        ]

    def _opened(self, team: int, a: int, b: int) -> Mask:
        row: Mask = self.is_open[team].copy()
        row[a:b] = True
        return row

    def _has_blocks(self, row: Mask) -> bool:
        """Tell whether a team's open stretches are long enough to be of use.

        Those that go on outside the window, or where nobody is counted, may be short.
        """
        edges = np.diff(np.concatenate([[0], row.astype(np.int8), [0]]))
        counts = np.concatenate([[False], self._rules.counts, [False]])
        begins, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
        bounded = counts[begins] & counts[ends + 1]
        return not (bounded & (ends - begins < self._rules.block)).any()

    def _periods_of(self, change: Mapping[int, Mask]) -> set[int]:
        slots = [
            np.flatnonzero(row != self.is_open[team]) for team, row in change.items()
        ]
        return {int(s) // self._look.period for s in np.concatenate(slots)}

    def _change_of(self, change: Mapping[int, Mask]) -> float:
        """Return by how much harm would change."""
        return sum(
            self._harm_in(number, change) - self._harm[number]
            for number in self._periods_of(change)
        )

    def _commit(self, change: Mapping[int, Mask]) -> None:
        touched = self._periods_of(change)
        for team, row in change.items():
            self.is_open[team] = row
            for number in touched:
                self._keep(number, team, row)
        for number in touched:
            self._harm[number] = self._harm_in(number, {})

    def _keep(self, number: int, team: int, row: Mask) -> None:
        cut = self._cuts[number]
        self._missed[team, cut], self._gained[team, cut] = self._part(number, team, row)

    def _part(self, number: int, team: int, row: Mask) -> tuple[Floats, Floats]:
        """Return what a team misses in a period, and what its odds gain on average."""
        look, cut = self._look, self._cuts[number]
        odds, is_open = look.odds[team, cut], row[cut]
        left = max(float((odds * is_open).sum()), 1e-9)
        times = np.minimum(MOST_TIMES, float(odds.sum()) / left)
        times = np.minimum(times, 1.0 / np.maximum(odds, 1e-9))
        times *= self._is_there(team, row)[cut]
        seen = np.minimum(look.seen[team, cut] * times[:, None], 1.0)
        return 1.0 - seen, times * look.mean_gain[team, cut]

    def _is_there(self, team: int, row: Mask) -> Mask:
        """Tell in which slots a team may have arrived and need not leave yet."""
        there = row | ~self._rules.counts
        for _ in range(int(self._look.lead[team])):
            around = np.concatenate([[True], there, [True]])
            there = around[:-2] & there & around[2:]
        return there & row

    def _harm_in(self, number: int, change: Mapping[int, Mask]) -> float:
        """Return the harm expected in a period, the soft maximum's rise and the mean.

        The soft maximum is taken at its derivative for the usual plan, so that periods
        add up.
        """
        look, cut = self._look, self._cuts[number]
        left, gained = look.left[cut].copy(), 0.0
        for team in range(len(self.is_open)):
            missed, gains = self._missed[team, cut], self._gained[team, cut]
            if team in change:
                missed, gains = self._part(number, team, change[team])
            left *= missed
            gained += float(gains.sum())
        rise = self._soft * self._weigh(left) / self._usual
        return look.caution * rise - (1.0 - look.caution) * gained

    def _weigh(self, left: Floats) -> float:
        high = np.minimum((left - self._look.level) / self._soft, 50.0)
        return float(np.exp(high).sum())
