"""From a fit to rates: how many events each reach may expect in the coming week."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import gammaln, ndtr

from vedette.risk.forecast_events import WEEK_DAYS, ForecastParams, PastEvents
from vedette.risk.forecast_fit import Excitement

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_RATE = 1e-9  # keeps a logarithm finite where nothing was ever seen
SIZE_RANGE = (-6.0, 6.0)  # of ln c
DOUBT = 0.5  # weight of the guess that ln c is 0, while few weeks speak


def mass_by_reach(km: Floats, edges_km: Floats, sigma: float | Floats) -> Floats:
    """Share of a Gaussian about each km that falls on each reach, (events, reaches).

    ``sigma`` is one for all, or one for each event, shape (events, 1). What would
    fall off the line's ends is spread over the rest, so rows sum to 1.
    """
    upto = ndtr((edges_km[None, :] - km[:, None]) / sigma)
    mass = np.diff(upto, axis=1)
    return np.asarray(mass / mass.sum(axis=1, keepdims=True))


def rate_weeks(
    events: PastEvents,
    fit: Excitement,
    edges_km: Floats,
    first_day: Ints,
    params: ForecastParams,
) -> Floats:
    """Events expected on each reach in the weeks that begin on some days.

    Each week from what happened before it, with the same fit; what events of the
    week itself bring about within it is counted too. Shape (reaches, weeks).
    """
    events = events.before(int(first_day.max()))
    age = first_day[:, None] - events.day[None, :]  # 1: the day before
    own = _own_rates(events, fit, edges_km, first_day, params)
    follow: Floats | float = 0.0
    if fit.offspring > 0 and len(events):
        decay = np.exp(-1 / fit.memory_days)
        felt = np.where(age > 0, decay ** (np.maximum(age, 1) - 1), 0.0)
        per_day = fit.offspring * (1 - decay)
        follow = per_day * felt @ mass_by_reach(events.km, edges_km, fit.spread_km)
    return np.asarray(_sum_week(own, follow, fit, edges_km).T + LEAST_RATE)


def _own_rates(
    events: PastEvents,
    fit: Excitement,
    edges_km: Floats,
    first_day: Ints,
    params: ForecastParams,
) -> Floats:
    """Background per reach and day, for each week, from what is not too long ago."""
    age = first_day[:, None] - events.day[None, :]
    weight = np.where(age > 0, np.exp(-np.maximum(age, 0) / params.fade_days), 0.0)
    weight = weight * fit.own[None, : len(events)]
    near = weight @ mass_by_reach(events.km, edges_km, params.background_km)
    evenly = np.diff(edges_km) / (edges_km[-1] - edges_km[0])
    flat = params.flat_share * weight.sum(axis=1, keepdims=True) * evenly
    days = params.fade_days * -np.expm1(-first_day[:, None] / params.fade_days)
    return np.asarray((near + flat) / ((1 + params.flat_share) * days))


def _sum_week(
    own: Floats, follow: Floats | float, fit: Excitement, edges_km: Floats
) -> Floats:
    """Sum the days of a week, each passing what it expects on to the next."""
    middle = (edges_km[1:] + edges_km[:-1]) / 2
    pass_on = mass_by_reach(middle, edges_km, fit.spread_km)
    decay = np.exp(-1 / fit.memory_days)
    total = np.zeros_like(own)
    for _ in range(WEEK_DAYS):
        today = own + follow
        total += today
        follow = decay * follow + fit.offspring * (1 - decay) * (today @ pass_on)
    return total


def count_weeks(events: PastEvents, edges_km: Floats, first_day: Ints) -> Floats:
    """Count what happened on each reach in weeks that begin on some days."""
    last = len(edges_km) - 2
    reach = np.clip(np.searchsorted(edges_km, events.km, "right") - 1, 0, last)
    counts = np.zeros((last + 1, len(first_day)))
    for week, day in enumerate(first_day):
        during = (events.day >= day) & (events.day < day + WEEK_DAYS)
        np.add.at(counts[:, week], reach[during], 1.0)
    return counts


def log_chance(counts: Floats, rate: Floats, size: Floats) -> Floats:
    """Log of the chance of a count where the rate has a Gamma law about ``rate``.

    That is the negative binomial of mean ``rate`` and variance rate + rate^2 / size.
    """
    return np.asarray(
        gammaln(counts + size)
        - gammaln(size)
        - gammaln(counts + 1)
        + size * np.log(size / (size + rate))
        + counts * np.log(rate / (size + rate))
    )


def any_chance(rate: Floats, size: Floats) -> Floats:
    """Chance of at least one event, by the same law."""
    return np.asarray(-np.expm1(-size * np.log1p(rate / size)))


def fit_size(rates: Floats, counts: Floats, power: float) -> float:
    """Fit c of size = c x rate ^ power to rates that were told before the counts."""

    def loss(log_c: float) -> float:
        size = np.exp(log_c) * rates**power
        return float(DOUBT * log_c**2 - log_chance(counts, rates, size).sum())

    found = minimize_scalar(loss, bounds=SIZE_RANGE, method="bounded")
    return float(np.exp(found.x))
