"""Four plain forecasts that ours has to beat, each smoothed by a constant.

Each gives the events that a week may expect, (reaches, weeks), from what happened
before the week. The constant is chosen by the log score before the scored year.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.risk.forecast_events import WEEK_DAYS, ForecastParams, PastEvents
from vedette.risk.forecast_rates import (
    LEAST_RATE,
    count_weeks,
    fit_size,
    log_chance,
    mass_by_reach,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Rates = Callable[[PastEvents, Floats, Ints, float], Floats]

MONTH_WEEKS = 4
FLAT_SHARE = ForecastParams().flat_share
WARM_UP = ForecastParams().warm_up_weeks
POWERS = (0.0, 0.25, 0.5, 0.75, 1.0)  # of the law of counts, chosen for each as well


def flat(events: PastEvents, edges: Floats, first_day: Ints, _: float) -> Floats:
    """The mean of all that was, alike for every km of the line."""
    before = events.day[None, :] < first_day[:, None]
    weekly = before.sum(axis=1) * WEEK_DAYS / first_day
    return np.asarray(np.outer(np.diff(edges) / edges[-1], weekly))


def past_mean(
    events: PastEvents, edges: Floats, first_day: Ints, weeks: float
) -> Floats:
    """Each reach's own mean, with so many weeks of the flat rate mixed in."""
    even = flat(events, edges, first_day, 0.0)
    seen = _counts_before(events, edges, first_day)
    return np.asarray((seen + weeks * even) / (first_day / WEEK_DAYS + weeks))


def last_month(
    events: PastEvents, edges: Floats, first_day: Ints, weeks: float
) -> Floats:
    """Each reach's mean of four weeks, with so many of the flat rate mixed in."""
    even = flat(events, edges, first_day, 0.0)
    month = first_day - MONTH_WEEKS * WEEK_DAYS
    seen = _counts_before(events, edges, first_day)
    seen = seen - _counts_before(events, edges, month)
    return np.asarray((seen + weeks * even) / (MONTH_WEEKS + weeks))


def kernel_density(
    events: PastEvents, edges: Floats, first_day: Ints, sigma: float
) -> Floats:
    """All that was, spread along the line by a Gaussian of so many km."""
    before = (events.day[None, :] < first_day[:, None]).astype(np.float64)
    near = mass_by_reach(events.km, edges, sigma).T @ before.T * WEEK_DAYS / first_day
    even = flat(events, edges, first_day, 0.0)
    return np.asarray((near + FLAT_SHARE * even) / (1 + FLAT_SHARE))


def _counts_before(events: PastEvents, edges: Floats, day: Ints) -> Floats:
    reach = np.clip(np.searchsorted(edges, events.km, "right") - 1, 0, len(edges) - 2)
    before = (events.day[None, :] < day[:, None]).astype(np.float64)
    return np.asarray(np.eye(len(edges) - 1)[:, reach] @ before.T)


RIVALS: dict[str, tuple[Rates, tuple[float, ...]]] = {
    "flat rate": (flat, (0.0,)),
    "past mean": (past_mean, (0.5, 1, 2, 4, 8, 16, 32)),
    "last month": (last_month, (0.125, 0.25, 0.5, 1, 2, 4)),
    "KDE": (kernel_density, (0.25, 0.5, 1, 2, 3, 5, 8, 12)),
}


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What one forecaster told for some weeks: (reaches, weeks)."""

    rate: Floats
    size: Floats


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rival with the constants that told the earlier year best."""

    constant: float
    power: float
    score: float


def tell_weeks(
    rates: Floats, counts: Floats, weeks: range, power: float, warm_up: int = WARM_UP
) -> Told:
    """Tell some weeks of a record, refitting the law of counts before each one."""
    c = [
        fit_size(rates[:, warm_up:week], counts[:, warm_up:week], power)
        for week in weeks
    ]
    rate = rates[:, weeks.start : weeks.stop] + LEAST_RATE
    return Told(rate, np.array(c)[None, :] * rate**power)


def choose(
    name: str, events: PastEvents, edges: Floats, first_day: Ints, weeks: range
) -> Chosen:
    """Choose a rival's constants by the log score of some weeks."""
    rates_of, constants = RIVALS[name]
    counts = count_weeks(events, edges, first_day)
    found = []
    for constant in constants:
        rates = rates_of(events, edges, first_day, constant)
        for power in POWERS:
            told = tell_weeks(rates, counts, weeks, power)
            here = counts[:, weeks.start : weeks.stop]
            score = log_chance(here, told.rate, told.size).sum() / len(weeks)
            found.append(Chosen(constant, power, float(score)))
    return max(found, key=lambda each: each.score)
