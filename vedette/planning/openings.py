"""Who may count when: slots shared out among teams so that little harm is expected."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vedette.planning.groups import Ints
from vedette.planning.limits import Mask
from vedette.planning.outlook import Change, Expected, Outlook

SWEEPS = 8
LEAST_GAIN = 1e-9
SHORTLIST = 5  # teams that are tried as givers, and as takers, where there are many
MOST_TRIALS = 50_000  # of changes for the better: there may be many teams and days


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
    """Slots open to each team, and the search for better ones.

    ``total`` is at first that of the rules, and may be raised.
    """

    def __init__(self, outlook: Outlook, rules: Rules) -> None:
        self._rules, self.total = rules, rules.total
        self._period, self._trials = outlook.period, 0
        self.expected = Expected(outlook, rules.counts, rules.must & rules.counts)

    @property
    def is_open(self) -> Mask:
        """Which slots are open to each team, shape (n, T)."""
        return self.expected.is_open

    def open_only(self, is_open: Mask) -> None:
        """Open these slots and no others, shape (n, T)."""
        self.expected.open_only(is_open)

    def fill(self) -> None:
        """Open as many slots as the rules let, to those that lower harm most."""
        self._open_up()
        self._improve()

    def _open_up(self) -> None:
        """Open block after block, each time the one that lowers harm most per slot."""
        block, n_slots = self._rules.block, len(self._rules.counts)
        spans = [(a, min(a + block, n_slots)) for a in range(0, n_slots, block)]
        found: dict[tuple[int, int], float] = {}
        while True:
            best, chosen = -LEAST_GAIN, None
            for a, b in spans:
                for team in self._takers(a, b) if self._has_room(a, b) else ():
                    change = {team: self._opened(team, a, b)}
                    if (a, team) not in found:
                        found[a, team] = self.expected.change_of(change) / (b - a)
                    if found[a, team] < best:
                        best, chosen = found[a, team], change
            if chosen is None:
                return
            touched = self.expected.periods_of(chosen)
            self.expected.commit(chosen)
            found = {  # what begins or ends in another period is worth the same
                (a, team): worth
                for (a, team), worth in found.items()
                if touched.isdisjoint(
                    {a // self._period, (a + block - 1) // self._period}
                )
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
        rules = self._rules
        if not rules.counts[a:b].any() or self._trials > MOST_TRIALS:
            return False
        holds = self.is_open[:, a:b].all(axis=1) & ~rules.must[:, a:b].any(axis=1)
        shut = [{int(t): self._shut(int(t), a, b)} for t in np.flatnonzero(holds)]
        opened = [{t: self._opened(t, a, b)} for t in self._takers(a, b)]
        nobody: list[Change] = [{}] if self._has_room(a, b) else []
        givers = [*nobody, *self._best_of(shut)]
        takers = self._best_of(opened) if givers else ()
        for giver in givers:
            for taker in takers:
                change = {**giver, **taker}
                if all(self._has_blocks(row) for row in change.values()):
                    self._trials += 1
                    if self.expected.change_of(change) < -LEAST_GAIN:
                        self.expected.commit(change)
                        return True
        return False

    def _best_of(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Return the changes by which harm rises least, if there are many."""
        if len(changes) <= SHORTLIST:
            return changes
        self._trials += len(changes)
        rises = [self.expected.change_of(change) for change in changes]
        return [changes[at] for at in np.argsort(rises, kind="stable")[:SHORTLIST]]

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

    def _shut(self, team: int, a: int, b: int) -> Mask:
        row: Mask = self.is_open[team].copy()
        row[a:b] = False
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
