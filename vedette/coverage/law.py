"""The law of looking, the one place where it stands; see docs/theory/looks.md."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# A range of half the best is sqrt(2 ln 2) spreads; a strip as wide as sqrt(2 pi)
# spreads holds what a bell-shaped look would notice.
HALF_IN_SPREADS = math.sqrt(2 * math.log(2))
STRIP_IN_SPREADS = math.sqrt(2 * math.pi)
# Visibility is the range at which 2 % of a contrast is left (Koschmieder 1924).
CONTRAST = 3.912


def spread_km(half_km: ArrayLike) -> Floats:
    """Spread of a look in km, from the range at which it has halved."""
    return np.asarray(half_km, dtype=np.float64) / HALF_IN_SPREADS


def sweep_width_km(
    half_km: ArrayLike, once: ArrayLike, speed_kmh: ArrayLike, rush_kmh: ArrayLike
) -> Floats:
    """Effective sweep width in km of one who looks while going at a speed.

    ``W = once sqrt(2 pi) s / (1 + v / rush)``: the strip outside of which nothing, and
    inside of which everything would have to be noticed for the same yield (Koopman
    1946), of a look that fades with range x as ``exp(-x^2 / 2 s^2)``. Who hurries
    spreads the same looks over more ground.

    >>> round(float(sweep_width_km(1.0, once=0.8, speed_kmh=0.0, rush_kmh=40.0)), 2)
    1.7
    """
    strip = np.asarray(once) * STRIP_IN_SPREADS * spread_km(half_km)
    return np.asarray(strip / (1 + np.asarray(speed_kmh) / np.asarray(rush_kmh)))


def look_density(range_km: ArrayLike, spread_km: ArrayLike) -> Floats:
    """Share of a look that falls on a square km at a range, 1/km2; over all it is 1."""
    s2 = np.asarray(spread_km, dtype=np.float64) ** 2
    x2 = np.asarray(range_km, dtype=np.float64) ** 2
    return np.asarray(np.exp(-x2 / (2 * s2)) / (2 * math.pi * s2))


def passing_chance(
    range_km: ArrayLike, half_km: ArrayLike, once: ArrayLike = 1.0
) -> Floats:
    """Chance that one who goes by slowly at a range notices somebody in the open.

    The look integrated along a straight way past him, ``1 - exp(-once exp(-x^2 / 2
    s^2))``: what a detection experiment measures (Robe and Frost 2002).
    """
    x = np.asarray(range_km, dtype=np.float64) / spread_km(half_km)
    return np.asarray(-np.expm1(-np.asarray(once) * np.exp(-(x**2) / 2)))


def look_rate(
    sweep_km: ArrayLike,
    speed_kmh: ArrayLike,
    attempt_kmh: ArrayLike,
    share: ArrayLike,
) -> Floats:
    """How often in an hour a team notices an attempt in a corridor, on average.

    ``W sqrt(v^2 + u^2) share``: sweep width in km, the speed of the one relative to the
    other in km/h (root mean square over all courses), and the share of the look that
    falls on the corridor, divided by its area in km2.
    """
    relative_kmh = np.hypot(speed_kmh, attempt_kmh)
    return np.asarray(np.asarray(sweep_km) * relative_kmh * np.asarray(share))


def notice_probability(rate: ArrayLike, hours: ArrayLike) -> Floats:
    """Chance of noticing at all: ``1 - exp(-rate t)``, Koopman's random search.

    >>> rate = look_rate(1.6, speed_kmh=0, attempt_kmh=3, share=1 / 25)
    >>> round(float(notice_probability(rate, hours=0.5)), 4)
    0.0915
    """
    return np.asarray(-np.expm1(-np.asarray(rate) * np.asarray(hours)))


def clear_share(spread_km: ArrayLike, visibility_km: ArrayLike) -> Floats:
    """Share of a look that haze leaves, 1 in clear air.

    The look is dimmed by ``exp(-b x)`` with ``b = 3.912 / visibility`` (Koschmieder),
    on open ground on all sides: ``1 - sqrt(pi / 2) a exp(a^2 / 2) erfc(a / sqrt 2)``
    with ``a = b s``.

    >>> [round(float(clear_share(1.5, v)), 2) for v in (2.0, 10.0, 50.0)]
    [0.09, 0.51, 0.87]
    """
    from scipy.special import erfcx

    a = CONTRAST * np.asarray(spread_km) / np.asarray(visibility_km, dtype=np.float64)
    return np.asarray(1 - math.sqrt(math.pi / 2) * a * erfcx(a / math.sqrt(2)))
