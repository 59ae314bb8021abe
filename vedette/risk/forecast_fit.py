"""Fit a self-exciting process to past events, by expectation and maximisation."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from vedette.risk.forecast_events import ForecastParams, PastEvents
from vedette.risk.forecast_kernels import background_at, share_out

Floats = NDArray[np.float64]

START_OFFSPRING, START_MEMORY_DAYS, START_SPREAD_KM = 0.5, 20.0, 5.0
MOST_OFFSPRING = 0.98  # one event that brings one more, for ever, has no mean
LEAST_MEMORY_DAYS = 0.3
MOST_PASSES = 300
SETTLED = 1e-6  # change of the log-likelihood per event at which a fit ends


@dataclass(frozen=True, slots=True, eq=False)
class Excitement:
    """How events bring about more of them, and which ones came by themselves.

    ``offspring`` events follow from one, directly; delays fall off by e with
    ``memory_days``; places spread by ``spread_km`` (a Gaussian's sigma). ``own`` is
    for every event the chance that it came by itself, of the background.
    """

    offspring: float
    memory_days: float
    spread_km: float
    own: Floats
    log_likelihood: float


def fit_excitement(
    events: PastEvents,
    until_day: int,
    params: ForecastParams | None = None,
    begin: Excitement | None = None,
) -> Excitement:
    """Fit by maximum likelihood to all that happened before a day.

    ``begin`` is an earlier fit to the same record, to save time. The form is in
    docs/theory/forecast.md. Without events nothing is learnt, and the result says
    that nothing follows from anything.
    """
    params = params or ForecastParams()
    events = events.before(until_day)
    if len(events) == 0:
        return Excitement(0.0, START_MEMORY_DAYS, START_SPREAD_KM, np.zeros(0), 0.0)
    now = _begin(events, begin)
    near = inside_line(events, params.background_km)
    last = -np.inf
    for _ in range(MOST_PASSES):
        now = _improve(events, now, near, until_day, params)
        if abs(now.log_likelihood - last) < SETTLED * len(events):
            break
        last = now.log_likelihood
    return now


def inside_line(events: PastEvents, sigma: float) -> Floats:
    """Return the share of each event's Gaussian that lies on the line."""
    upper, lower = (events.length_km - events.km) / sigma, -events.km / sigma
    return np.asarray(ndtr(upper) - ndtr(lower))


def _begin(events: PastEvents, begin: Excitement | None) -> Excitement:
    """Return where the fit begins: at an earlier one, else half of all by itself."""
    if begin is None or not len(begin.own):
        own = np.full(len(events), 0.5)
        return Excitement(
            START_OFFSPRING, START_MEMORY_DAYS, START_SPREAD_KM, own, -np.inf
        )
    more = max(0, len(events) - len(begin.own))
    own = np.append(begin.own[: len(events)], np.full(more, begin.own.mean()))
    # what has died out would stay so: no pass can bring it back
    offspring = max(begin.offspring, 0.1)
    return Excitement(offspring, begin.memory_days, begin.spread_km, own, -np.inf)


def _improve(
    events: PastEvents,
    now: Excitement,
    near: Floats,
    until_day: int,
    params: ForecastParams,
) -> Excitement:
    """Make one pass: share events out by the present fit, and fit to the shares."""
    background = np.empty(len(events))
    background_at(events.km, near, now.own, params.background_km, background)
    background += params.flat_share * now.own.sum() / events.length_km
    background /= (1 + params.flat_share) * until_day
    intensity = np.empty(len(events))
    followed, delay, distance2 = share_out(
        events.km,
        events.day,
        inside_line(events, now.spread_km),
        background,
        now.offspring,
        now.memory_days,
        now.spread_km,
        intensity,
    )
    own = background / intensity
    # parts of the kernel that lie beyond the last day were not seen
    seen = 1 - np.exp(-(until_day - 1 - events.day) / now.memory_days)
    expected = now.own.sum() + now.offspring * seen.sum()
    log_likelihood = float(np.log(intensity).sum() - expected)
    if followed < 1e-9:  # everything came by itself
        return Excitement(0.0, now.memory_days, now.spread_km, own, log_likelihood)
    return Excitement(
        offspring=min(followed / max(seen.sum(), 1e-9), MOST_OFFSPRING),
        memory_days=_memory(delay / followed),
        spread_km=max(float(np.sqrt(distance2 / followed)), params.least_km),
        own=own,
        log_likelihood=log_likelihood,
    )


def _memory(mean_delay: float) -> float:
    """Memory of the geometric law over days 1, 2, ... that has this mean.

    >>> round(_memory(1 / (1 - np.exp(-1 / 20))), 6)
    20.0
    """
    if mean_delay <= 1.04:  # 0.3 days
        return LEAST_MEMORY_DAYS
    return float(-1 / np.log1p(-1 / mean_delay))
