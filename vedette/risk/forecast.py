"""The forecast: how many attempts each reach may expect in a week, and how surely.

A self-exciting process (Hawkes 1971; in seismology ETAS) gives the rate, a Gamma law
about it the uncertainty. Chosen on evidence: docs/theory/forecast.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.risk.forecast_events import WEEK_DAYS, ForecastParams, PastEvents
from vedette.risk.forecast_fit import Excitement, fit_excitement
from vedette.risk.forecast_rates import (
    any_chance,
    count_weeks,
    fit_size,
    rate_weeks,
)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class RateForecast:
    """Events a week on each reach: a Gamma law of mean ``rate`` and shape ``size``."""

    rate: Floats
    size: Floats

    def any_chance(self) -> Floats:
        """Return the chance of at least one event in the week, by reach."""
        return any_chance(self.rate, self.size)

    def rate_interval(self, chance: float = 0.9) -> tuple[Floats, Floats]:
        """Return the central interval that holds the rate with a chance, by reach."""
        from scipy.special import gammaincinv

        low, high = (1 - chance) / 2, (1 + chance) / 2
        scale = self.rate / self.size
        return (
            np.asarray(gammaincinv(self.size, low) * scale),
            np.asarray(gammaincinv(self.size, high) * scale),
        )


def forecast_week(
    events: PastEvents,
    edges_km: Floats,
    at_day: int,
    params: ForecastParams | None = None,
    begin: Excitement | None = None,
) -> tuple[RateForecast, Excitement]:
    """Forecast the week that begins on a day, from all that happened before it.

    ``edges_km`` are the reaches' ends, one more than reaches. The fit is returned
    too, as the next forecast's ``begin``.
    """
    params = params or ForecastParams()
    fit = fit_excitement(events, at_day, params, begin)
    told = max(0, at_day // WEEK_DAYS - params.warm_up_weeks)
    first_day = at_day - WEEK_DAYS * np.arange(told, -1, -1)
    rates = rate_weeks(events, fit, edges_km, first_day, params)
    counts = count_weeks(events.before(at_day), edges_km, first_day[:-1])
    size = fit_size(rates[:, :-1], counts, params.size_power)
    rate = rates[:, -1]
    return RateForecast(rate, size * rate**params.size_power), fit
