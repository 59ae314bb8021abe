"""What a forecast is made from: past events along a line, and a few constants."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from vedette.errors import InputError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class ForecastParams:
    """Constants of the forecast that are chosen, not fitted.

    Parameters
    ----------
    background_km
        How far along the line an event of the background counts (a Gaussian's sigma).
    flat_share
        Events spread evenly over the line, per event of the background.
    fade_days
        An event of the background counts for less by e with so many days.
    least_km
        The fitted spread of what follows an event is never less.
    size_power
        How the law of counts narrows as the rate grows: size = c x rate ^ power.
    warm_up_weeks
        Weeks of the record that are too early to judge that law by.
    """

    background_km: float = 1.0
    flat_share: float = 0.1
    fade_days: float = 400.0
    least_km: float = 0.5
    size_power: float = 0.5
    warm_up_weeks: int = 52


@dataclass(frozen=True, slots=True, eq=False)
class PastEvents:
    """Events in order of time, each at a km of the line and on a day of the record.

    Day 0 is the first day on which somebody kept the record, not that of the first
    event: quiet days before it count.
    """

    km: Floats
    day: Ints
    length_km: float

    @classmethod
    def checked(cls, km: Floats, day: Ints, length_km: float) -> Self:
        """Return the events sorted by day, or tell all that is wrong with them."""
        km, day = np.asarray(km, dtype=np.float64), np.asarray(day)
        faults = list(_faults(km, day, length_km))
        if faults:
            raise InputError.listing("past events, handed to the forecast:", faults)
        order = np.argsort(day, kind="stable")
        return cls(km[order], day[order].astype(np.int64), float(length_km))

    def before(self, day: int) -> "PastEvents":
        """Return what was known when that day began."""
        n = int(np.searchsorted(self.day, day, side="left"))
        return PastEvents(self.km[:n], self.day[:n], self.length_km)

    def __len__(self) -> int:
        return len(self.km)


def _faults(km: Floats, day: NDArray[np.generic], length_km: float) -> list[str]:
    if not (np.isfinite(length_km) and length_km > 0):
        return [f"the line is {length_km:g} km long; it has to be longer than 0."]
    if km.ndim != 1 or km.shape != day.shape:
        return [f"{km.shape} km against {day.shape} days; hand in one of each."]
    if len(day) and day.dtype.kind not in "iu":
        return ["days are not whole numbers; count them from the record's first day."]
    faults = [
        f"event {i} at km {km[i]:g}: the line runs from 0 to {length_km:g}."
        for i in np.flatnonzero(~((km >= 0) & (km <= length_km)))
    ]
    early = np.flatnonzero(np.asarray(day, dtype=np.int64) < 0)
    return faults + [f"event {i} lies before the record's first day." for i in early]
