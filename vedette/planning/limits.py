"""Limits and pins as inequalities on what teams do: which arcs count in which.

The rule book is docs/theory/limits.md. ``off_duty`` counts teams on duty instead: at
least b of n teams off duty is the same as at most n - b on duty, and routes then pay
for what they do, as with every other kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vedette.domain.forces import Team
from vedette.domain.limits import AT_LEAST, Limit
from vedette.domain.picture import Window
from vedette.domain.theatre import Theatre
from vedette.planning.groups import Ints, does_count, local_start
from vedette.units import minute_of_day, slot_time

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

ALL_SLOTS = -1  # slot of an inequality that counts all slots together
MINUTES_A_WEEK = 7 * 24 * 60


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """One limit laid on a window.

    ``counts`` says which slots count, shape (T,); ``teams`` are those of the plan that
    it counts; ``amount`` is b of each of its inequalities.
    """

    limit: Limit
    counts: Mask
    low_km: float
    high_km: float
    teams: tuple[Team, ...]
    amount: float

    @property
    def at_least(self) -> bool:
        """Whether it asks for at least, not at most, so much of what it counts."""
        return self.limit.kind in AT_LEAST and self.limit.kind != "off_duty"

    @property
    def by_slot(self) -> bool:
        """Whether each slot that counts has an inequality of its own."""
        return self.limit.kind != "flight_hours"

    @property
    def slots(self) -> Ints:
        """Slots of its inequalities, in order."""
        whole = np.array([ALL_SLOTS], dtype=np.int32)
        return np.flatnonzero(self.counts).astype(np.int32) if self.by_slot else whole


def lay_limit(
    limit: Limit, theatre: Theatre, window: Window, teams: Sequence[Team]
) -> Demand:
    """Lay a limit on the window of a plan in which these teams take part."""
    counted = tuple(team for team in teams if does_count(limit, team))
    low, high = [0.0], [theatre.border.length_km]
    for section in theatre.sections:
        if section.id == limit.section:
            low, high = [*low, section.km_from], [*high, section.km_to]
    amount = limit.amount
    if limit.kind == "off_duty":
        amount = len(counted) - limit.amount
    elif limit.kind == "flight_hours":
        amount = limit.amount * window.n_slots * window.slot_min / MINUTES_A_WEEK
    return Demand(
        limit=limit,
        counts=np.array(
            [_does_slot_count(limit, window, slot) for slot in range(window.n_slots)]
        ),
        low_km=max([*low, limit.km_from or 0.0]),
        high_km=min([*high, *([] if limit.km_to is None else [limit.km_to])]),
        teams=counted,
        amount=amount,
    )


def _does_slot_count(limit: Limit, window: Window, slot: int) -> bool:
    moment = slot_time(local_start(window), slot, window.slot_min)
    if limit.start is not None and limit.end is not None:
        begins, ends = limit.start.timestamp(), limit.end.timestamp()
        return begins <= moment.timestamp() < ends
    begin, end = limit.daily_from_min, limit.daily_to_min
    if begin is None or end is None:
        return True
    minute = minute_of_day(moment)
    if begin <= end:
        return begin <= minute < end
    return minute >= begin or minute < end


@dataclass(frozen=True, slots=True, eq=False)
class Inequalities:
    """The inequalities of some demands, numbered demand by demand, slot by slot.

    ``first`` has one entry more than ``demands``; ``slot`` is ALL_SLOTS where an
    inequality counts all slots together. ``able`` is how many teams could count in each
    at all. ``in_plan`` is what a plan keeps in place of ``amount`` where a chance is
    asked for: see `sum_for`.
    """

    demands: tuple[Demand, ...]
    first: Ints
    slot: Ints
    amount: Floats
    in_plan: Floats
    at_least: Mask
    able: Ints

    @classmethod
    def of(cls, demands: Sequence[Demand]) -> "Inequalities":
        """Give the inequalities of some demands their numbers."""
        slots = [demand.slots for demand in demands]
        sizes = np.array([len(each) for each in slots], dtype=np.int32)
        amount = np.repeat([demand.amount for demand in demands], sizes)
        return cls(
            demands=tuple(demands),
            first=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
            slot=np.concatenate([np.zeros(0, np.int32), *slots]),
            amount=amount.astype(np.float64),
            in_plan=amount.astype(np.float64),
            at_least=np.repeat([d.at_least for d in demands], sizes).astype(np.bool_),
            able=np.zeros(int(sizes.sum()), dtype=np.int32),
        )

    def with_able(self, able: Ints) -> "Inequalities":
        """Say how many teams could count, and what plans then keep for chances."""
        is_chance = np.repeat(
            [demand.limit.holds == "chance" for demand in self.demands],
            np.diff(self.first),
        )
        in_plan = np.where(is_chance, sum_for(self.amount, able), self.amount)
        return replace(self, able=able, in_plan=in_plan)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.slot)

    def of_demand(self, number: int) -> slice:
        """Return where the inequalities of a demand stand."""
        return slice(int(self.first[number]), int(self.first[number + 1]))


def sum_for(chance: Floats, n: Ints) -> Floats:
    """Return the sum of n teams' chances at which one is there with some chance.

    For a given sum, nobody is there most often if all chances are alike (the geometric
    mean is never above the arithmetic), so 1 - (1 - sum / n)^n is the least chance.
    """
    teams = np.maximum(n, 1)
    each = -np.expm1(np.log1p(-np.clip(chance, 0.0, 1.0 - 1e-12)) / teams)
    return np.asarray(np.maximum(teams * each, chance))


def chance_for(total: Floats, n: Ints) -> Floats:
    """Return the least chance that one of n teams is there, by their chances' sum."""
    teams = np.maximum(n, 1)
    return np.asarray(1.0 - (1.0 - np.clip(total / teams, 0.0, 1.0)) ** teams)
