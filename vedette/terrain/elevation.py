"""Heights read off the grid: at points, along legs, between cells, and how steep."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vedette.domain.theatre import ElevationGrid
from vedette.errors import InputError

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

LEG_STEP_M = 400.0
# WGS 84: equatorial radius in metres, first eccentricity squared.
RADIUS_M, ECC_2 = 6_378_137.0, 0.006_694_379_990_14
# Half a cell beyond the outer centres still belongs to the grid; the rest is rounding.
HALF_CELL = 0.5 + 1e-6


def is_inside(grid: ElevationGrid, lon: ArrayLike, lat: ArrayLike) -> NDArray[np.bool_]:
    """Whether positions lie on the grid, up to the outer edges of its cells."""
    row, col = _rows_and_columns(grid, lon, lat)
    n_rows, n_cols = grid.height_m.shape
    return np.asarray(
        (np.abs(row - (n_rows - 1) / 2) <= (n_rows - 1) / 2 + HALF_CELL)
        & (np.abs(col - (n_cols - 1) / 2) <= (n_cols - 1) / 2 + HALF_CELL)
    )


def cells_at(grid: ElevationGrid, lon: ArrayLike, lat: ArrayLike) -> tuple[Ints, Ints]:
    """Row and column of the cell nearest to each position; refuse any off the grid."""
    inside = is_inside(grid, lon, lat)
    if not inside.all():
        first = int(np.argmin(inside))
        at_lon, at_lat = (
            float(each.ravel()[first]) for each in np.broadcast_arrays(lon, lat)
        )
        raise InputError(
            f"elevation grid: longitude {at_lon:.5f}, latitude {at_lat:.5f} lies "
            "outside it; give a grid that holds the border, all bases and sites, and "
            "the straight lines between them."
        )
    row, col = _rows_and_columns(grid, lon, lat)
    n_rows, n_cols = grid.height_m.shape
    return (
        np.clip(np.rint(row), 0, n_rows - 1).astype(np.intp),
        np.clip(np.rint(col), 0, n_cols - 1).astype(np.intp),
    )


def _rows_and_columns(
    grid: ElevationGrid, lon: ArrayLike, lat: ArrayLike
) -> tuple[Floats, Floats]:
    """Positions counted in cells from the centre of the north-west one."""
    row = (grid.north - np.asarray(lat, dtype=np.float64)) / grid.step_lat
    col = (np.asarray(lon, dtype=np.float64) - grid.west) / grid.step_lon
    return row, col


def heights_at(grid: ElevationGrid, lon: ArrayLike, lat: ArrayLike) -> Floats:
    """Heights of the nearest cells in metres, in the shape of the positions."""
    row, col = cells_at(grid, lon, lat)
    return np.asarray(grid.height_m[row, col], dtype=np.float64)


def smooth_heights_at(grid: ElevationGrid, lon: Floats, lat: Floats) -> Floats:
    """Heights in metres, bilinear between the four cell centres around a position.

    A way sampled more finely than the cells would see steps between nearest cells as
    cliffs; between centres the ground is taken as even.
    """
    cells_at(grid, lon, lat)
    n_rows, n_cols = grid.height_m.shape
    row, col = _rows_and_columns(grid, lon, lat)
    row, col = np.clip(row, 0, n_rows - 1), np.clip(col, 0, n_cols - 1)
    r0 = np.minimum(row.astype(np.intp), max(n_rows - 2, 0))
    c0 = np.minimum(col.astype(np.intp), max(n_cols - 2, 0))
    r1, c1 = np.minimum(r0 + 1, n_rows - 1), np.minimum(c0 + 1, n_cols - 1)
    down, right = row - r0, col - c0
    height = grid.height_m
    upper = height[r0, c0] * (1 - right) + height[r0, c1] * right
    lower = height[r1, c0] * (1 - right) + height[r1, c1] * right
    return np.asarray(upper * (1 - down) + lower * down, dtype=np.float64)


def highest_on_leg(
    grid: ElevationGrid, lon_a: float, lat_a: float, lon_b: float, lat_b: float
) -> float:
    """Highest ground in metres under the geodesic from a to b, both ends included.

    The leg is sampled at least every 400 m, each sample at its nearest cell.
    """
    return float(highest_on_legs(grid, [lon_a], [lat_a], [lon_b], [lat_b])[0])


def highest_on_legs(
    grid: ElevationGrid,
    lon_a: ArrayLike,
    lat_a: ArrayLike,
    lon_b: ArrayLike,
    lat_b: ArrayLike,
) -> Floats:
    """Highest ground in metres under many geodesics at once, shape (legs,)."""
    lon0, lat0, lon1, lat1 = (
        np.array(end, dtype=np.float64, ndmin=1) for end in (lon_a, lat_a, lon_b, lat_b)
    )
    first, lon, lat, _ = points_on_legs(lon0, lat0, lon1, lat1, LEG_STEP_M)
    under = np.maximum.reduceat(heights_at(grid, lon, lat), first[:-1])
    ends = np.maximum(heights_at(grid, lon0, lat0), heights_at(grid, lon1, lat1))
    return np.asarray(np.maximum(under, ends), dtype=np.float64)


def points_on_legs(
    lon0: Floats, lat0: Floats, lon1: Floats, lat1: Floats, step_m: float
) -> tuple[Ints, Floats, Floats, Floats]:
    """Points at most ``step_m`` apart on many geodesics, each from its first end on.

    Returns where each leg's points begin (and, last, how many there are), their
    longitudes and latitudes, and how many metres of its leg lie before each.
    """
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    azimuth, _, metres = geod.inv(lon0, lat0, lon1, lat1)
    steps = np.maximum(1, np.ceil(np.asarray(metres) / step_m)).astype(np.intp)
    first = np.concatenate([[0], np.cumsum(steps)])
    leg = np.repeat(np.arange(len(steps)), steps)
    share = (np.arange(first[-1]) - first[leg]) / steps[leg]
    along_m = share * np.asarray(metres)[leg]
    lon, lat, _ = geod.fwd(lon0[leg], lat0[leg], np.asarray(azimuth)[leg], along_m)
    return first, np.asarray(lon), np.asarray(lat), along_m


def cell_size_m(grid: ElevationGrid, lat: ArrayLike) -> tuple[Floats, Floats]:
    """East-west and north-south size in metres of cells at these latitudes (WGS 84)."""
    phi = np.radians(np.asarray(lat, dtype=np.float64))
    root = np.sqrt(1 - ECC_2 * np.sin(phi) ** 2)
    along_parallel = RADIUS_M / root * np.cos(phi)
    along_meridian = RADIUS_M * (1 - ECC_2) / root**3
    return (
        np.radians(grid.step_lon) * along_parallel,
        np.radians(grid.step_lat) * along_meridian,
    )


def steepness_at(grid: ElevationGrid, row: Ints, col: Ints) -> Floats:
    """Steepness of cells, rise over run of the steepest way, by central differences."""
    n_rows, n_cols = grid.height_m.shape
    north, south = np.maximum(row - 1, 0), np.minimum(row + 1, n_rows - 1)
    west, east = np.maximum(col - 1, 0), np.minimum(col + 1, n_cols - 1)
    rise_east = grid.height_m[row, east].astype(np.float64) - grid.height_m[row, west]
    rise_north = (
        grid.height_m[north, col].astype(np.float64) - grid.height_m[south, col]
    )
    wide_m, tall_m = cell_size_m(grid, grid.north - grid.step_lat * row)
    steep = np.hypot(
        rise_east / (wide_m * np.maximum(east - west, 1)),
        rise_north / (tall_m * np.maximum(south - north, 1)),
    )
    return np.asarray(steep, dtype=np.float64)
