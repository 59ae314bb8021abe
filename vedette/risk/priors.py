"""Rates where hardly anything has happened: stated priors and the few known events.

A Gamma law for each section is updated by what was noticed there (conjugate to
Poisson counts). See docs/theory/forecast.md for the form and where it fails.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import gammainc, gammaincinv

from vedette.errors import InputError
from vedette.risk.forecast_rates import mass_by_reach

Floats = NDArray[np.float64]

PRIOR_CHANCE = 0.9  # that a rate lies between the two stated ones
MEMORIES = 5  # tried between the two stated ones, each taken as likely
SHAPES = (1e-2, 1e4)
PER_KM = 100.0


@dataclass(frozen=True, slots=True)
class RatePriors:
    """What is held before any event is known, wide on purpose.

    Parameters
    ----------
    weekly_low, weekly_high
        Attempts per 100 km and week: one chance in twenty that the rate is lower, one
        that it is higher.
    memory_low_weeks, memory_high_weeks
        An event counts for less by e with so many weeks; from the one to the other.
    spread_km
        How far along the line an event speaks for (a Gaussian's sigma).
    effort_error
        By what share a figure of looking effort near 0 may be wrong (one sigma); less
        nearer to 1, the yardstick that the others are measured by.
    """

    weekly_low: float
    weekly_high: float
    memory_low_weeks: float
    memory_high_weeks: float
    spread_km: float
    effort_error: float

    def __post_init__(self) -> None:
        """Refuse what is no range."""
        faults = [
            f"{name} runs from {low:g} to {high:g}; give 0 < low < high."
            for name, low, high in (
                ("weekly", self.weekly_low, self.weekly_high),
                ("memory_weeks", self.memory_low_weeks, self.memory_high_weeks),
            )
            if not 0 < low < high < np.inf
        ]
        if not 0 < self.spread_km < np.inf:
            faults.append(f"spread_km is {self.spread_km:g}; give more than 0.")
        if not 0 <= self.effort_error <= 1:
            faults.append(f"effort_error is {self.effort_error:g}; give 0 to 1.")
        if faults:
            raise InputError.listing("priors of the forecast:", faults)


@dataclass(frozen=True, slots=True, eq=False)
class GammaRates:
    """Gamma laws of weekly rates: any shape of arrays, all alike."""

    shape: Floats
    weeks: Floats

    @property
    def mean(self) -> Floats:
        """Return the expected rates."""
        return np.asarray(self.shape / self.weeks)


@dataclass(frozen=True, slots=True, eq=False)
class SectionRates:
    """Attempts a week in each section: expected, and the ends of an interval."""

    mean: Floats
    low: Floats
    high: Floats


def prior_rates(edges_km: Floats, priors: RatePriors) -> GammaRates:
    """Give each section's law before any event, in proportion to its length."""
    shape = _shape_between(priors.weekly_low, priors.weekly_high)
    weeks = gammaincinv(shape, (1 + PRIOR_CHANCE) / 2) / priors.weekly_high
    length = np.diff(np.asarray(edges_km, dtype=np.float64)) / PER_KM
    return GammaRates(np.full(len(length), shape), weeks / length)


def update_rates(
    prior: GammaRates,
    counts: Floats,
    weeks: Floats | float,
    effort: Floats,
    effort_error: float,
) -> GammaRates:
    """Update laws by what was noticed in some weeks, given how much was looked.

    ``effort`` runs from 0 (nobody looked, so nothing is learnt from quiet) to 1 (all
    that happens is noticed). The law is widened by what an error of effort does to
    its mean.

    >>> prior = GammaRates(np.array([1.0, 1.0]), np.array([10.0, 10.0]))
    >>> effort = np.array([1.0, 0.0])
    >>> seen = update_rates(prior, np.zeros(2), 30.0, effort, effort_error=0.5)
    >>> [round(float(mean), 3) for mean in seen.mean]
    [0.025, 0.1]
    """
    looked = effort * np.asarray(weeks, dtype=np.float64)
    shape, total = prior.shape + counts, prior.weeks + looked
    # d ln mean / d ln effort = -looked / total: the delta method
    error = effort_error * (1 - effort)
    spread = 1 / shape + (error * looked / total) ** 2
    return GammaRates(np.asarray(1 / spread), np.asarray(total / (spread * shape)))


def rate_sections(
    edges_km: Floats,
    event_km: Floats,
    event_error_km: Floats,
    weeks_ago: Floats,
    record_weeks: float,
    priors: RatePriors,
    effort: Floats | None = None,
    chance: float = 0.9,
) -> SectionRates:
    """Rate sections from priors and a few events, with an interval for each.

    ``edges_km`` are the sections' ends, one more than sections. Every event has a km,
    the error of that km (one sigma), and an age in weeks; ``record_weeks`` is how far
    back the record goes; ``effort`` as for `update_rates`, 1 if not given.
    """
    edges_km = np.asarray(edges_km, dtype=np.float64)
    n = len(edges_km) - 1
    effort = np.ones(n) if effort is None else np.asarray(effort, dtype=np.float64)
    _check(edges_km, event_km, event_error_km, weeks_ago, record_weeks, effort)
    counts = fade_events(weeks_ago, priors) @ spread_events(
        event_km, event_error_km, edges_km, priors
    )
    prior = prior_rates(edges_km, priors)
    weeks = fade_weeks(record_weeks, priors)
    return rate_counts(prior, counts, weeks, effort, priors.effort_error, chance)


def spread_events(
    event_km: Floats, event_error_km: Floats, edges_km: Floats, priors: RatePriors
) -> Floats:
    """Share each event out over the sections, shape (events, sections)."""
    sigma = np.hypot(priors.spread_km, np.asarray(event_error_km, dtype=np.float64))
    km = np.asarray(event_km, dtype=np.float64)
    return mass_by_reach(km, edges_km, sigma[:, None])


def fade_events(weeks_ago: Floats, priors: RatePriors) -> Floats:
    """Return what events still count for, by memory, shape (memories, events)."""
    ago = np.asarray(weeks_ago, dtype=np.float64)
    return np.asarray(np.exp(-ago / _list_memories(priors)[:, None]))


def fade_weeks(record_weeks: float, priors: RatePriors) -> Floats:
    """Return how many weeks a record still counts for, by memory."""
    memories = _list_memories(priors)
    return np.asarray(memories * -np.expm1(-record_weeks / memories))


def rate_counts(
    prior: GammaRates,
    counts: Floats,
    weeks: Floats,
    effort: Floats,
    effort_error: float,
    chance: float = 0.9,
) -> SectionRates:
    """Rate sections from counts that have been faded and shared out already.

    ``counts`` have shape (memories, ..., sections), ``weeks`` (memories,); the
    sections' laws are mixed over the memories, which are equally likely.
    """
    by_memory = weeks.reshape(-1, *[1] * (counts.ndim - 1))
    law = update_rates(prior, counts, by_memory, effort, effort_error)
    return _mix(law, chance)


def _list_memories(priors: RatePriors) -> Floats:
    low, high = priors.memory_low_weeks, priors.memory_high_weeks
    return np.geomspace(low, high, MEMORIES)


def _shape_between(low: float, high: float) -> float:
    """Shape of the Gamma law whose two quantiles stand in the ratio of these."""
    below, above = (1 - PRIOR_CHANCE) / 2, (1 + PRIOR_CHANCE) / 2

    def gap(shape: float) -> float:
        ratio = np.log(gammaincinv(shape, above)) - np.log(gammaincinv(shape, below))
        return float(ratio - np.log(high / low))

    if not gap(SHAPES[1]) < 0 < gap(SHAPES[0]):
        raise InputError(
            f"priors of the forecast: weekly_low {low:g} and weekly_high {high:g} are "
            "too near to each other or too far apart; a ratio of 2 to 10,000 will do."
        )
    return float(brentq(gap, *SHAPES))


def _mix(law: GammaRates, chance: float) -> SectionRates:
    """Mix laws that are equally likely, along the first axis: mean and quantiles."""
    shape, weeks = law.shape, law.weeks

    def quantile(of: float) -> Floats:
        ends = gammaincinv(shape, of) / weeks
        low, high = ends.min(axis=0), ends.max(axis=0)
        for _ in range(60):  # halves the interval to nothing
            middle = (low + high) / 2
            is_low = gammainc(shape, middle * weeks).mean(axis=0) < of
            low, high = np.where(is_low, middle, low), np.where(is_low, high, middle)
        return np.asarray((low + high) / 2)

    return SectionRates(
        mean=np.asarray((shape / weeks).mean(axis=0)),
        low=quantile((1 - chance) / 2),
        high=quantile((1 + chance) / 2),
    )


def _check(
    edges_km: Floats,
    event_km: Floats,
    event_error_km: Floats,
    weeks_ago: Floats,
    record_weeks: float,
    effort: Floats,
) -> None:
    faults = []
    if not (len(edges_km) > 1 and (np.diff(edges_km) > 0).all()):
        faults.append("sections' ends have to rise along the line.")
    elif not ((event_km >= edges_km[0]) & (event_km <= edges_km[-1])).all():
        faults.append("an event lies beyond the ends of the line.")
    if not len(event_km) == len(event_error_km) == len(weeks_ago):
        faults.append("events need a km, an error and an age each.")
    elif not (event_error_km >= 0).all():
        faults.append("the error of a km is below 0.")
    if not (
        (np.asarray(weeks_ago) >= 0) & (np.asarray(weeks_ago) <= record_weeks)
    ).all():
        faults.append("an event lies in the future, or before the record began.")
    if len(effort) != len(edges_km) - 1 or not ((effort >= 0) & (effort <= 1)).all():
        faults.append("effort is one figure from 0 to 1 for each section.")
    if faults:
        raise InputError.listing("events handed to the forecast:", faults)
