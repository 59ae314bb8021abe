"""Limits that hold in every draw, kept from a moment on as the earlier plan kept them.

What a team's earlier odds never do, or always do, is how that plan kept such a limit,
so each team goes on like that. What a team leaves open that takes no part any more goes
to others, and what is asked for in addition is sought among them; what is then still
lacking is told as a shortfall.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.planning.forbidden import shut_arcs
from vedette.planning.goers import Goer
from vedette.planning.limits import Demand, Floats, Inequalities, Mask
from vedette.planning.squads import Squads


def keep_draws(
    squads: Squads, goers: Sequence[Goer], inequalities: Inequalities
) -> None:
    """Shut teams out of arcs so that limits hold in every draw, as far as they can."""
    for demand in inequalities.demands:
        if demand.limit.holds == "every_draw":
            counted = [goer for goer in goers if goer.squad.team in demand.teams]
            keeper = _Keeper(squads, counted, demand)
            if demand.at_least:
                keeper.stand()
            else:
                keeper.share()


@dataclass(frozen=True, slots=True, eq=False)
class _Keeper:
    """One limit, and the teams that it counts."""

    squads: Squads
    goers: Sequence[Goer]
    demand: Demand

    def stand(self) -> None:
        """Let teams stand that always did, then others where some are lacking."""
        for goer in self.goers:
            self._shut(goer, self._always(goer))
        for run in self._runs(self._standing() < self._wanted):
            self._find_standing(run)

    def share(self) -> None:
        """Leave slots open to teams that used them; hand out what nobody uses."""
        is_open = np.array([self._ever(goer) for goer in self.goers])
        if self.demand.by_slot and len(self.goers):
            for slot in np.flatnonzero(is_open.sum(axis=0) > self._cap):
                self._take_back(is_open, int(slot))
            for run in self._runs(is_open.sum(axis=0) < self._cap):
                self._hand_out(is_open, run)
        for goer, own in zip(self.goers, is_open, strict=True):
            self._shut(goer, self.demand.counts & ~own)

    @property
    def _wanted(self) -> int:
        return math.ceil(self.demand.amount - 1e-9)

    @property
    def _cap(self) -> int:
        return max(0, math.floor(self.demand.amount + 1e-9))

    def _find_standing(self, run: Mask) -> None:
        """Seek somebody to stand in a run of slots, else in each half of it."""
        run = run & (self._standing() < self._wanted)
        if not run.any():
            return
        for goer in sorted(self.goers, key=lambda each: -self._odds(each)[run].sum()):
            able = self.squads.can(goer.squad, self.demand)[run].all()
            stands = self.squads.must(goer.squad, self.demand)[run].any()
            if able and not stands and self._shut(goer, run):
                self._find_standing(run)
                return
        slots = np.flatnonzero(run)
        for half in np.array_split(slots, 2) if len(slots) > 1 else ():
            self._find_standing(np.isin(np.arange(len(run)), half))

    def _take_back(self, is_open: Mask, slot: int) -> None:
        """Shut a slot to those that are least likely to use it."""
        only = np.arange(len(self.demand.counts)) == slot
        users = np.flatnonzero(is_open[:, slot])
        odds = [self._odds(self.goers[int(at)])[slot] for at in users]
        for at in users[np.argsort(odds)][: len(users) - self._cap]:
            is_open[at, slot] = not self._shut(self.goers[int(at)], only)

    def _hand_out(self, is_open: Mask, run: Mask) -> None:
        """Open a run of slots to the team that can use most of it, again and again."""
        for _ in self.goers:
            spare = run & (is_open.sum(axis=0) < self._cap)
            can = [self.squads.can(goer.squad, self.demand) for goer in self.goers]
            useful = (np.array(can) & ~is_open & spare).sum(axis=1)
            if not useful.any():
                return
            is_open[int(np.argmax(useful))] |= spare

    def _shut(self, goer: Goer, slots: Mask) -> bool:
        times = self.squads.times_of(goer.squad)
        return goer.shut(shut_arcs(times, self.demand, slots))

    def _standing(self) -> NDArray[np.int64]:
        """Return how many teams count in each slot whatever is drawn, shape (T,)."""
        standing = np.zeros(len(self.demand.counts), dtype=np.int64)
        for goer in self.goers:
            standing += self.squads.must(goer.squad, self.demand)
        return standing

    def _always(self, goer: Goer) -> Mask:
        """Tell in which slots all that a team did counts, shape (T,)."""
        spells = self.squads.times_of(goer.squad).missed(self.demand)
        missed = spells.slots_of(goer.flow > 0, len(self.demand.counts))
        return np.asarray(self.demand.counts & ~missed)

    def _ever(self, goer: Goer) -> Mask:
        """Tell in which slots some of what a team did counts, shape (T,)."""
        spells = self.squads.times_of(goer.squad).counted(self.demand)
        used = spells.slots_of(goer.flow > 0, len(self.demand.counts))
        return used & self.demand.counts

    def _odds(self, goer: Goer) -> Floats:
        """Return how likely a team counted in each slot, shape (T,)."""
        n_slots = len(self.demand.counts)
        spells = self.squads.times_of(goer.squad).counted(self.demand).clipped(n_slots)
        change = np.bincount(spells.begin, goer.flow, n_slots + 1)
        change -= np.bincount(spells.end, goer.flow, n_slots + 1)
        return np.asarray(np.cumsum(change)[:-1])

    def _runs(self, some: Mask) -> Iterator[Mask]:
        """Give the stretches of slots that count and are among some."""
        at = np.flatnonzero(some & self.demand.counts)
        for run in np.split(at, np.flatnonzero(np.diff(at) > 1) + 1):
            if len(run):
                yield np.isin(np.arange(len(some)), run)
