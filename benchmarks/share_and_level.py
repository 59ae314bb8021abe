"""The other way that was tried: kernels of several memories, and the line's level.

Rate of a reach = level ^ b x (a mixture of the reach's shares of recent events, for
several memories, and of an even share). Fitted by the likelihood of weekly counts.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import softmax

from benchmarks.forecast_rivals import LEAST_RATE, Told
from vedette.risk.forecast_events import WEEK_DAYS, PastEvents
from vedette.risk.forecast_rates import count_weeks, log_chance, mass_by_reach

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MEMORY_DAYS = (14.0, 60.0, 300.0)  # of the shares
LEVEL_DAYS = 10.0
SPREAD_KM = 1.0
FIRST_WEEK = 8  # with enough behind it to have shares at all
REFIT_WEEKS = 8
CALM = 0.5  # events a week that keep the level's logarithm finite


def tell_by_shares(
    events: PastEvents, edges: Floats, first_day: Ints, weeks: range
) -> Told:
    """Tell some weeks of a record, refitting every eighth week."""
    counts = count_weeks(events, edges, first_day)
    share, level = make_features(events, edges, first_day)
    x = np.r_[np.zeros(len(share) - 1), 0.0, 1.0, 0.0, 1.0]
    rates, sizes = [], []
    for n, week in enumerate(weeks):
        if n % REFIT_WEEKS == 0:
            past = slice(FIRST_WEEK, week)
            x = fit_shares(share[:, :, past], level[past], counts[:, past], x)
        rate = rate_of(x, share[:, :, week : week + 1], level[week : week + 1])
        rates.append(rate)
        sizes.append(np.exp(x[-2]) * rate ** x[-1])
    return Told(np.hstack(rates), np.hstack(sizes))


def make_features(
    events: PastEvents, edges: Floats, first_day: Ints
) -> tuple[Floats, Floats]:
    """Shares by memory (memories and an even one, reaches, weeks), and the level."""
    age = first_day[:, None] - events.day[None, :] - 0.5
    mass = mass_by_reach(events.km, edges, SPREAD_KM)

    def felt(days: float) -> Floats:
        return np.asarray(np.where(age > 0, np.exp(-np.maximum(age, 0) / days), 0.0))

    even = np.repeat((np.diff(edges) / edges[-1])[:, None], len(first_day), axis=1)
    shares = [even]
    for days in MEMORY_DAYS:
        near = (felt(days) @ mass).T + LEAST_RATE * even
        shares.append(near / near.sum(axis=0))
    level = felt(LEVEL_DAYS).sum(axis=1) * WEEK_DAYS / LEVEL_DAYS
    return np.array(shares), np.asarray(level)


def rate_of(x: Floats, share: Floats, level: Floats) -> Floats:
    """Rates of the mixture whose weights, level and power are in x."""
    n = len(share)
    mixed = np.einsum("m,mrw->rw", softmax(np.r_[0.0, x[: n - 1]]), share)
    return np.asarray(mixed * np.exp(x[n - 1]) * (level + CALM) ** x[n] + LEAST_RATE)


def fit_shares(share: Floats, level: Floats, counts: Floats, x: Floats) -> Floats:
    """Fit by maximum likelihood, with weak guesses where the data say little."""
    n = len(share)

    def loss(x: Floats) -> float:
        rate = rate_of(x, share, level)
        told = log_chance(counts, rate, np.exp(x[-2]) * rate ** x[-1]).sum()
        doubt = 0.02 * (x[: n - 1] ** 2).sum() + (x[n] - 1) ** 2 + 2 * (x[-1] - 1) ** 2
        return float(doubt - told)

    return np.asarray(minimize(loss, x, method="L-BFGS-B").x)
