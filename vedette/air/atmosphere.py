"""The ICAO standard atmosphere up to 20 km, and the air of one day over one place.

Standard: ICAO Doc 7488/3 (1993), the same as ISO 2533:1975. Heights H are geopotential
metres unless a name says otherwise; ``geopotential_m`` turns heights above sea level
into them (8 m less at 7 km). Below the tropopause, at 11 km, the temperature T falls by
6.5 K per km; above it stays at 216.65 K.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# Doc 7488/3, tables A to C.
SEA_K, SEA_PA = 288.15, 101_325.0
GRAVITY, GAS = 9.80665, 287.05287  # m/s2; J/(kg K)
LAPSE = 0.0065  # K per metre, below the tropopause
EARTH_M = 6_356_766.0  # the nominal radius that geopotential heights are reckoned with
LOWEST_M, TROPOPAUSE_M, TOP_M = -5_000.0, 11_000.0, 20_000.0
FREEZING_K = 273.15
STANDARD_QNH = SEA_PA / 100

POWER = GRAVITY / (GAS * LAPSE)  # 5.2559, of pressure over temperature
HIGH_K = SEA_K - LAPSE * TROPOPAUSE_M
HIGH_PA = SEA_PA * (HIGH_K / SEA_K) ** POWER
SCALE_M = GAS * HIGH_K / GRAVITY  # in which pressure falls by e above the tropopause


def geopotential_m(height_m: ArrayLike) -> Floats:
    """Return the geopotential heights of heights above sea level, H = r z / (r + z)."""
    height = np.asarray(height_m, dtype=np.float64)
    return np.asarray(EARTH_M * height / (EARTH_M + height))


def geometric_m(geopotential: ArrayLike) -> Floats:
    """Return the heights above sea level of geopotential heights, z = r H / (r - H)."""
    height = np.asarray(geopotential, dtype=np.float64)
    return np.asarray(EARTH_M * height / (EARTH_M - height))


def temperature_k(height: ArrayLike) -> Floats:
    """Return the standard temperature in kelvin.

    >>> round(float(temperature_k(5000.0)), 2)
    255.65
    """
    return np.asarray(SEA_K - LAPSE * np.minimum(_held(height), TROPOPAUSE_M))


def pressure_pa(height: ArrayLike) -> Floats:
    """Return the standard pressure in pascal.

    >>> round(float(pressure_pa(5000.0)))
    54020
    """
    kept = _held(height)
    low = SEA_PA * (temperature_k(kept) / SEA_K) ** POWER
    high = HIGH_PA * np.exp(-np.maximum(kept - TROPOPAUSE_M, 0.0) / SCALE_M)
    return np.asarray(np.where(kept > TROPOPAUSE_M, high, low))


def density_kg_m3(height: ArrayLike) -> Floats:
    """Return the standard density, by the gas law.

    >>> round(float(density_kg_m3(5000.0)), 4)
    0.7361
    """
    return np.asarray(pressure_pa(height) / (GAS * temperature_k(height)))


def height_of_pressure(pascal: ArrayLike) -> Floats:
    """Return the height at which the standard pressure is this: pressure altitude."""
    pressure = np.asarray(pascal, dtype=np.float64)
    low = (SEA_K / LAPSE) * (1 - (pressure / SEA_PA) ** (1 / POWER))
    high = TROPOPAUSE_M - SCALE_M * np.log(pressure / HIGH_PA)
    return np.asarray(np.where(pressure < HIGH_PA, high, low))


def height_of_density(density: ArrayLike) -> Floats:
    """Return the height at which the standard density is this: density altitude."""
    rho = np.asarray(density, dtype=np.float64)
    sea, tropopause = SEA_PA / (GAS * SEA_K), HIGH_PA / (GAS * HIGH_K)
    low = (SEA_K / LAPSE) * (1 - (rho / sea) ** (1 / (POWER - 1)))
    high = TROPOPAUSE_M - SCALE_M * np.log(rho / tropopause)
    return np.asarray(np.where(rho < tropopause, high, low))


def pressure_altitude_m(height: ArrayLike, qnh_hpa: float = STANDARD_QNH) -> Floats:
    """Return the pressure altitude where an altimeter set to QNH shows a height.

    QNH is what makes an altimeter show the elevation on the ground (ICAO Doc 8400):
    so it is that height, plus the one at which the standard pressure is QNH.

    >>> round(float(pressure_altitude_m(2042.0, qnh_hpa=1003.25)))
    2126
    """
    return np.asarray(_held(height) + height_of_pressure(100 * qnh_hpa))


def density_altitude_m(pressure_altitude: ArrayLike, temp_c: ArrayLike) -> Floats:
    """Return the density altitude of air at a pressure altitude and temperature.

    >>> round(float(density_altitude_m(2042.0, temp_c=30.0)))
    3004
    """
    kelvin = np.asarray(temp_c, dtype=np.float64) + FREEZING_K
    return height_of_density(pressure_pa(pressure_altitude) / (GAS * kelvin))


def _held(height: ArrayLike) -> Floats:
    """Return heights as floats; refuse those that the tables do not hold."""
    kept = np.asarray(height, dtype=np.float64)
    if not ((kept >= LOWEST_M) & (kept <= TOP_M)).all():
        raise ValueError(f"heights must be {LOWEST_M:g} to {TOP_M:g} m")
    return kept


@dataclass(frozen=True, slots=True)
class DayAir:
    """The air of one moment: measured at one place, reckoned above and below it.

    The temperature changes with height as in the standard atmosphere; the pressure
    follows from it, from QNH at the place of measurement on, so that warm air thins
    out more slowly (hydrostatic balance). The same at all places of one height.

    Parameters
    ----------
    measured_m
        Height above sea level of the place where it was measured.
    temp_c
        Temperature there.
    qnh_hpa
        Pressure there, reduced to sea level in the standard way.
    """

    measured_m: float
    temp_c: float
    qnh_hpa: float = STANDARD_QNH

    def temperature_c(self, height_m: ArrayLike) -> Floats:
        """Return the temperature at heights above sea level."""
        above = geopotential_m(height_m) - geopotential_m(self.measured_m)
        return np.asarray(self.temp_c - LAPSE * above)

    def warmer_c(self) -> float:
        """Return how much warmer it is than standard where it was measured."""
        standard = float(temperature_k(geopotential_m(self.measured_m)))
        return self.temp_c + FREEZING_K - standard

    def pressure_altitude_m(self, height_m: ArrayLike) -> Floats:
        """Return the pressure altitude at heights above sea level."""
        there = pressure_altitude_m(geopotential_m(self.measured_m), self.qnh_hpa)
        kelvin = self.temperature_c(height_m) + FREEZING_K
        ratio = kelvin / (self.temp_c + FREEZING_K)
        return height_of_pressure(pressure_pa(there) * ratio**POWER)

    def density_altitude_m(self, height_m: ArrayLike) -> Floats:
        """Return the density altitude at heights above sea level."""
        return density_altitude_m(
            self.pressure_altitude_m(height_m), self.temperature_c(height_m)
        )

    def counted_m(self, height_m: ArrayLike) -> Floats:
        """Return what is compared with a ceiling: the greatest of three heights.

        The height itself, its pressure altitude and its density altitude. So a cold
        day gives no credit: over a valley full of cold air it is warmer than the lapse
        says, and a card's ceiling may be one of structure or of oxygen.
        """
        return np.maximum(
            np.asarray(height_m, dtype=np.float64),
            np.maximum(
                self.pressure_altitude_m(height_m), self.density_altitude_m(height_m)
            ),
        )

    def highest_within(self, ceiling_m: float) -> float:
        """Return the greatest height above sea level that keeps a ceiling, in metres.

        ``counted_m`` grows with height, so it is found by halving.
        """
        low, high = LOWEST_M / 2, ceiling_m
        while high - low > 0.01:
            middle = (low + high) / 2
            if float(self.counted_m(middle)) <= ceiling_m:
                low = middle
            else:
                high = middle
        return low if float(self.counted_m(high)) > ceiling_m else high
