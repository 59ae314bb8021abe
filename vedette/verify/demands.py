"""Limits and pins laid over a plan's window: whom, when and where each one counts.

``docs/theory/limits.md`` says what they mean. What rows count is told in ``limits``,
what no roster may do in ``forbidden``, what a route pays for in ``charges``.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.domain.limits import AT_LEAST, Limit
from vedette.domain.picture import Window
from vedette.domain.theatre import Theatre
from vedette.verify.duties import wall_clock

ALL_SLOTS = -1
IN_THE_AIR = ("airborne", "seats", "flight_hours")
ON_A_STRETCH = ("presence", "absence")
MINUTES_A_WEEK = 7 * 24 * 60


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """One limit or pin with its inequalities.

    ``teams`` are those it counts among the plan's, ``slots`` those that count
    (ascending), ``low_km`` to ``high_km`` its stretch, and ``amount`` is b, the same
    in every inequality.
    """

    limit: Limit
    is_pin: bool
    teams: frozenset[str]
    slots: NDArray[np.int64]
    n_slots: int
    slot_h: float
    low_km: float
    high_km: float
    amount: float

    @property
    def id(self) -> str:
        """The limit's id."""
        return self.limit.id

    @property
    def at_least(self) -> bool:
        """Whether it asks for at least its amount, not at most."""
        return self.limit.kind in AT_LEAST

    @property
    def is_one(self) -> bool:
        """Whether all its slots make one inequality together."""
        return self.limit.kind == "flight_hours"

    @property
    def keys(self) -> list[int]:
        """The slot of each inequality, ALL_SLOTS where it is one for all."""
        return [ALL_SLOTS] if self.is_one else [int(slot) for slot in self.slots]

    @property
    def in_slots(self) -> NDArray[np.bool_]:
        """Whether each slot of the window counts, shape (T,)."""
        counts = np.zeros(self.n_slots, dtype=np.bool_)
        counts[self.slots] = True
        return counts

    @property
    def forbids(self) -> bool:
        """Whether it is one of those that forbid moves outright."""
        limit = self.limit
        if limit.holds != "every_draw" or self.is_one:
            return False
        if self.at_least:
            return limit.amount == 1 and len(self.teams) == 1
        return limit.amount == 0

    def relaxed(self, short: NDArray[np.float64] | None) -> NDArray[np.float64]:
        """Return b of each inequality, less (or more) by what the plan lists short."""
        amount = np.full(len(self.keys), self.amount)
        if short is None:
            return amount
        return amount - short if self.at_least else amount + short


def lay_demands(
    theatre: Theatre,
    window: Window,
    limits: Collection[Limit],
    teams: Collection[str],
    *,
    are_pins: bool = False,
) -> tuple[Demand, ...]:
    """Lay limits (or pins) over a window, for the ids of teams that take part."""
    moments = [wall_clock(window, slot) for slot in range(window.n_slots)]
    slot_h = window.slot_min / 60
    window_part = window.n_slots * window.slot_min / MINUTES_A_WEEK
    demands = []
    for limit in limits:
        slots = [slot for slot, now in enumerate(moments) if _counts_at(limit, now)]
        per_window = window_part if limit.kind == "flight_hours" else 1.0
        low_km, high_km = _stretch(theatre, limit)
        demands.append(
            Demand(
                limit=limit,
                is_pin=are_pins,
                teams=_counted(theatre, limit, teams),
                slots=np.array(slots, dtype=np.int64),
                n_slots=window.n_slots,
                slot_h=slot_h,
                low_km=low_km,
                high_km=high_km,
                amount=limit.amount * per_window,
            )
        )
    return tuple(demands)


def _counts_at(limit: Limit, now: dt.datetime) -> bool:
    """Tell whether a slot that begins now, on the theatre's clocks, counts."""
    if limit.start is not None and limit.end is not None:
        return limit.start <= now < limit.end
    begin, end = limit.daily_from_min, limit.daily_to_min
    if begin is None or end is None:
        return True
    minute = now.hour * 60 + now.minute
    if begin <= end:
        return begin <= minute < end
    return minute >= begin or minute < end


def _counted(theatre: Theatre, limit: Limit, teams: Collection[str]) -> frozenset[str]:
    """Return the ids of teams that fit all that a limit says of them."""
    return frozenset(
        team.id
        for team in theatre.teams
        if team.id in teams
        and limit.partner in (None, team.partner)
        and limit.base in (None, team.base)
        and limit.team in (None, team.id)
    )


def _stretch(theatre: Theatre, limit: Limit) -> tuple[float, float]:
    """Return the km between which a limit counts."""
    low, high = 0.0, theatre.border.length_km
    for section in theatre.sections:
        if section.id == limit.section:
            low, high = max(low, section.km_from), min(high, section.km_to)
    if limit.km_from is not None:
        low = max(low, limit.km_from)
    if limit.km_to is not None:
        high = min(high, limit.km_to)
    return low, high
