"""A self-exciting record made by its own definition: who comes, and who follows."""

import numpy as np

from vedette.risk.forecast_events import PastEvents


def simulate(rng, *, own, offspring, memory_days, spread_km, days, length_km, place):
    """Own events at ``own`` a day, each followed by others, cut to line and record.

    ``place`` draws so many km of own events.
    """
    n = rng.poisson(own * days)
    day, km = rng.integers(0, days, n), place(rng, n)
    all_day, all_km = [day], [km]
    while len(day):
        parent = np.repeat(np.arange(len(day)), rng.poisson(offspring, len(day)))
        day = day[parent] + rng.geometric(1 - np.exp(-1 / memory_days), len(parent))
        km = km[parent] + rng.normal(0, spread_km, len(parent))
        kept = (day < days) & (km >= 0) & (km <= length_km)
        day, km = day[kept], km[kept]
        all_day.append(day)
        all_km.append(km)
    return PastEvents.checked(
        np.concatenate(all_km), np.concatenate(all_day), length_km
    )
