"""Positions as points in space, where a distance is a distance in every direction."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vedette.terrain.elevation import ECC_2, RADIUS_M


def globe_points(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.float64]:
    """Positions on the ellipsoid (WGS 84) as x, y, z in metres, shape (n, 3).

    Straight through the earth, 10 km are a millimetre shorter than along it, and
    100 km a metre.
    """
    lam, phi = (np.radians(np.asarray(each, dtype=np.float64)) for each in (lon, lat))
    across = RADIUS_M / np.sqrt(1 - ECC_2 * np.sin(phi) ** 2)
    x, y = across * np.cos(phi) * np.cos(lam), across * np.cos(phi) * np.sin(lam)
    return np.stack([x, y, across * (1 - ECC_2) * np.sin(phi)], axis=-1)
