"""Rule ``weather``: when a helicopter's stations and its airfield are grounded."""

import numpy as np
from numpy.typing import NDArray

from vedette.domain.forces import TypeCard
from vedette.domain.picture import WeatherTable

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

SEA_K, SEA_PA, LAPSE, POWER, GAS = 288.15, 101_325.0, 0.0065, 5.25588, 287.05287
BEND_M, SCALE_M = 11_000.0, 6_341.62
BEND_K = SEA_K - LAPSE * BEND_M
BEND_PA = SEA_PA * (BEND_K / SEA_K) ** POWER
CEILING_SLACK_M = 0.001


def density_altitude_m(height_m: Floats, warmer_c: Floats) -> Floats:
    """Return how high air feels that is so much warmer than the standard at a height.

    >>> import numpy as np
    >>> density_altitude_m(np.array([0.0, 4000.0]), np.array([0.0, 15.0])).round()
    array([   0., 4524.])
    """
    kelvin = SEA_K - LAPSE * np.minimum(height_m, BEND_M)
    pascal = SEA_PA * (kelvin / SEA_K) ** POWER
    pascal = pascal * np.exp(-np.maximum(height_m - BEND_M, 0.0) / SCALE_M)
    density = pascal / (GAS * (kelvin + warmer_c))
    # The standard density falls with the temperature's power below the bend, and as
    # the pressure above it.
    felt_k = SEA_K * (density * GAS * SEA_K / SEA_PA) ** (1 / (POWER - 1))
    above = BEND_M - SCALE_M * np.log(density * GAS * BEND_K / BEND_PA)
    return np.where(felt_k >= BEND_K, (SEA_K - felt_k) / LAPSE, above)


def grounded_stations(
    card: TypeCard, weather: WeatherTable, touched: Mask, highest_m: Floats
) -> Mask:
    """Tell in which slots each station is grounded, shape (m, T).

    ``touched`` tells which sections each beat touches, shape (m, S); ``highest_m`` is
    the highest ground of the reaches that it touches.
    """
    bad, warmer_c = _bad_air(card, weather), weather.warmer_c
    grounded = np.zeros((len(touched), bad.shape[1]), dtype=np.bool_)
    flown_m = (highest_m + card.clearance_m)[:, None]
    highest = card.service_ceiling_m + CEILING_SLACK_M
    for section, over in enumerate(touched.T):
        felt_m = density_altitude_m(flown_m, warmer_c[section])
        grounded |= over[:, None] & (bad[section] | (felt_m > highest))
    return grounded


def grounded_field(
    card: TypeCard, weather: WeatherTable, section: int, field_m: float
) -> Mask:
    """Tell in which slots an airfield of a section is grounded, shape (T,)."""
    felt_m = density_altitude_m(np.array(field_m), weather.warmer_c[section])
    too_thin = felt_m > card.landing_ceiling_m + CEILING_SLACK_M
    return np.asarray(_bad_air(card, weather)[section] | too_thin)


def _bad_air(card: TypeCard, weather: WeatherTable) -> Mask:
    """Tell where and when one cannot see far enough, or the wind is too strong."""
    bad = np.zeros(weather.wind_kmh.shape, dtype=np.bool_)
    if card.least_visibility_km is not None:
        bad |= weather.visibility_km < card.least_visibility_km
    if card.least_cloud_base_m is not None:
        bad |= weather.cloud_base_m < card.clearance_m + card.least_cloud_base_m
    if card.most_wind_kmh is not None:
        bad |= weather.wind_kmh > card.most_wind_kmh
    return bad
