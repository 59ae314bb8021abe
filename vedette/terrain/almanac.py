"""Sun and moon over any place: how high they stand, and how much of the disc is lit.

Where they are over the earth's centre comes from ``ephem`` (the apparent places of
XEphem), once per moment; how high that is over a place is plain geometry, for all
places and moments at once. tests/against/test_sky_judges.py has Skyfield judge both.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vedette.terrain.globe import globe_points

Floats = NDArray[np.float64]

# Moments are counted in days since noon of 31 December 1899 (UTC), as ephem does.
EPOCH = dt.datetime(1899, 12, 31, 12, tzinfo=dt.UTC)
AU_KM, MOON_KM = 149_597_870.7, 1_737.4  # astronomical unit; radius of the moon
# Refraction at a level horizon lifts by 34 arc minutes; with half the sun's width, 16,
# its upper edge shows once the centre's true height is above the second figure.
LIFT_DEG, SUNRISE_DEG = 34 / 60, -0.833


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """Where sun or moon stands at some moments, seen from the turning earth.

    Parameters
    ----------
    place_km
        From the earth's centre: x towards the meridian of Greenwich, z north, (T, 3).
    lit
        Share of the disc that is lit, shape (T,).
    """

    place_km: Floats
    lit: Floats

    def heights_deg(self, lon: ArrayLike, lat: ArrayLike) -> Floats:
        """Return true heights over a level horizon, shape (places, T).

        Those of the centre, seen from the ground at sea level (so that the moon's are
        up to a degree less than seen from the earth's centre), without refraction.
        """
        here_km = np.atleast_2d(globe_points(lon, lat)) / 1000.0
        up = _direction(*(np.radians(np.atleast_1d(each)) for each in (lon, lat)))
        away_km = self.place_km[None, :, :] - here_km[:, None, :]
        away_km /= np.linalg.norm(away_km, axis=-1, keepdims=True)
        sine = np.einsum("ptk,pk->pt", away_km, up)
        return np.asarray(np.degrees(np.arcsin(np.clip(sine, -1.0, 1.0))))

    def upper_edge_deg(self, radius_km: float) -> Floats:
        """Return by how much the upper edge stands above the centre, shape (T,)."""
        return np.asarray(
            np.degrees(np.arcsin(radius_km / np.linalg.norm(self.place_km, axis=-1)))
        )


def days_at(moments: Sequence[dt.datetime]) -> Floats:
    """Return moments as days since ``EPOCH``."""
    return np.array([(each - EPOCH) / dt.timedelta(days=1) for each in moments])


def sun_and_moon(days: Floats) -> tuple[Body, Body]:
    """Return where sun and moon stand at moments, given in days since ``EPOCH``."""
    import ephem

    sun, moon, greenwich = ephem.Sun(), ephem.Moon(), ephem.Observer()
    found = np.empty((2, len(days), 3))
    for t, day in enumerate(days.tolist()):
        greenwich.date = day
        turned = float(greenwich.sidereal_time())
        for body, of in enumerate((sun, moon)):
            of.compute(day)
            found[body, t] = float(of.g_ra) - turned, of.g_dec, of.earth_distance
    lam, phi, away = np.moveaxis(found, -1, 0)
    sun_km, moon_km = (AU_KM * away)[..., None] * _direction(lam, phi)
    to_sun_km = sun_km - moon_km
    cosine = -np.einsum("tk,tk->t", to_sun_km, moon_km) / (
        np.linalg.norm(to_sun_km, axis=-1) * np.linalg.norm(moon_km, axis=-1)
    )
    return Body(sun_km, np.ones(len(days))), Body(moon_km, (1 + cosine) / 2)


def _direction(lam: Floats, phi: Floats) -> Floats:
    """Return unit vectors of longitudes and latitudes in radians, shape (..., 3)."""
    return np.stack(
        [np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=-1
    )
