"""The ground below a way."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vedette.domain.theatre import ElevationGrid
from vedette.terrain.elevation import cell_size_m, heights_at, points_on_legs
from vedette.units import distance_km

Floats = NDArray[np.float64]


def ground_at(grid: ElevationGrid, lon: ArrayLike, lat: ArrayLike) -> Floats:
    """Return the highest of the four cells whose centres surround each position.

    A way between two centres is near both cells; the higher one is what it must clear.
    """
    n_rows, n_cols = grid.height_m.shape
    east = grid.west + grid.step_lon * (n_cols - 1)
    south = grid.north - grid.step_lat * (n_rows - 1)
    highest = heights_at(grid, lon, lat)
    for to_east in (-0.5, 0.5):
        for to_north in (-0.5, 0.5):
            x = np.asarray(lon, dtype=np.float64) + to_east * grid.step_lon
            y = np.asarray(lat, dtype=np.float64) + to_north * grid.step_lat
            near = heights_at(
                grid, np.clip(x, grid.west, east), np.clip(y, south, grid.north)
            )
            highest = np.maximum(highest, near)
    return np.asarray(highest)


def sample_way(
    grid: ElevationGrid, lon: Floats, lat: Floats
) -> tuple[Floats, Floats, Floats]:
    """Return km, longitude and latitude along geodesics between turning points.

    Samples lie at most half a cell apart, all turning points among them.
    """
    cell_m = cell_size_m(grid, float(lat.min() + lat.max()) / 2)
    step_m = float(min(cell_m)) / 2
    ends = lon[:-1], lat[:-1], lon[1:], lat[1:]
    first, x, y, along_m = points_on_legs(*ends, step_m)
    before_km = np.concatenate([[0.0], np.cumsum(distance_km(*ends))])
    km = np.repeat(before_km[:-1], np.diff(first)) + along_m / 1000
    return (
        np.append(km, before_km[-1]),
        np.append(x, lon[-1]),
        np.append(y, lat[-1]),
    )
