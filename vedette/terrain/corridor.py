"""The corridor along the line: parts to look from, cells to look at."""

import math

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Corridor, Ground
from vedette.domain.theatre import ElevationGrid, Theatre
from vedette.terrain.elevation import cell_size_m, cells_at
from vedette.terrain.globe import globe_points
from vedette.terrain.line import position_at

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

# Finer cells are thinned out until they lie at least so far apart.
LEAST_APART_M = 250.0
# The line is met at points so far apart: a distance of 2.5 km is right to 0.1 m.
LINE_STEP_KM = 0.025
# Cells are first gathered around points of the line so far apart.
GATHER_KM = 0.5


def lay_corridor(theatre: Theatre, ground: Ground) -> Corridor:
    """Cut the reaches into parts, and gather the cells of the corridor.

    A cell lies in the corridor if its middle is within ``corridor_km / 2`` of the line,
    and belongs to the reach of the km nearest to it. A reach without one has the cell
    nearest to its own middle. Cells are ordered by reach, then north to south, west to
    east.
    """
    grid, model = theatre.elevation, theatre.model
    part_km, part_reach = _cut_parts(ground.edge_km, model.part_km)
    thin = _thinning(grid, theatre.border.lat)
    row, col = _gather(theatre, model.corridor_km / 2, thin)
    away_km, km = _nearest_km(theatre, *_middles(grid, row, col))
    inside = away_km <= model.corridor_km / 2
    row, col = row[inside], col[inside]
    reach = np.searchsorted(ground.edge_km[1:-1], km[inside], side="right")
    bare = np.setdiff1d(np.arange(ground.n_reaches), reach)
    bare_row, bare_col = _nearest_kept(grid, ground.lon[bare], ground.lat[bare], thin)
    row, col = np.append(row, bare_row), np.append(col, bare_col)
    reach = np.append(reach, bare)
    order = np.lexsort((col, row, reach))
    row, col, reach = row[order], col[order], reach[order]
    lon, lat = _middles(grid, row, col)
    wide_m, tall_m = cell_size_m(grid, lat)
    return Corridor(
        part_km=part_km,
        part_reach=part_reach,
        cell_lon=lon,
        cell_lat=lat,
        cell_m=grid.height_m[row, col].astype(np.float64),
        cell_reach=reach.astype(np.int32),
        cell_km2=wide_m * tall_m * (thin[0] * thin[1] / 1e6),
    )


def _cut_parts(edge_km: Floats, part_km: float) -> tuple[Floats, NDArray[np.int32]]:
    """Cut every reach into equal parts of about ``part_km``; each part's reach."""
    length = np.diff(edge_km)
    # As the language rounds: a half goes to the even number.
    count = np.maximum(1, np.rint(length / part_km)).astype(np.intp)
    reach = np.repeat(np.arange(len(length)), count)
    nth = np.arange(len(reach)) - np.repeat(np.cumsum(count) - count, count)
    start = edge_km[reach] + length[reach] * nth / count[reach]
    return np.append(start, edge_km[-1]), reach.astype(np.int32)


def _thinning(grid: ElevationGrid, lat: Floats) -> tuple[int, int]:
    """Every how manieth row and column is kept, so that cells lie 250 m apart."""
    wide_m, tall_m = cell_size_m(grid, lat)
    return (
        math.ceil(LEAST_APART_M / float(tall_m.min())),
        math.ceil(LEAST_APART_M / float(wide_m.min())),
    )


def _gather(
    theatre: Theatre, half_km: float, thin: tuple[int, int]
) -> tuple[Ints, Ints]:
    """Rows and columns of the kept cells that may lie within ``half_km`` of it."""
    grid = theatre.elevation
    n_rows, n_cols = (
        -(-n // by) for n, by in zip(grid.height_m.shape, thin, strict=True)
    )
    length = theatre.border.length_km
    lon, lat = position_at(
        theatre.border, np.linspace(0.0, length, math.ceil(length / GATHER_KM) + 1)
    )
    row, col = _nearest_kept(grid, lon, lat, thin)
    wide_m, tall_m = cell_size_m(grid, lat)
    # Half a step along the line, and half a cell either way, beyond the corridor.
    room_m = 1000 * (half_km + GATHER_KM / 2)
    up = math.ceil(room_m / (float(tall_m.min()) * thin[0]) + 0.5)
    aside = math.ceil(room_m / (float(wide_m.min()) * thin[1]) + 0.5)
    rows = (row // thin[0])[:, None, None] + np.arange(-up, up + 1)[:, None]
    cols = (col // thin[1])[:, None, None] + np.arange(-aside, aside + 1)
    on_grid = (rows >= 0) & (rows < n_rows) & (cols >= 0) & (cols < n_cols)
    kept = np.unique((rows * n_cols + cols)[on_grid])
    return thin[0] * (kept // n_cols), thin[1] * (kept % n_cols)


def _nearest_kept(
    grid: ElevationGrid, lon: Floats, lat: Floats, thin: tuple[int, int]
) -> tuple[Ints, Ints]:
    """Row and column of the kept cell about nearest to each position."""
    row, col = cells_at(grid, lon, lat)
    last_row, last_col = (
        (n - 1) // by for n, by in zip(grid.height_m.shape, thin, strict=True)
    )
    return (
        thin[0] * np.minimum((row + thin[0] // 2) // thin[0], last_row),
        thin[1] * np.minimum((col + thin[1] // 2) // thin[1], last_col),
    )


def _middles(grid: ElevationGrid, row: Ints, col: Ints) -> tuple[Floats, Floats]:
    """Longitude and latitude of the middles of cells."""
    lon, lat = grid.west + grid.step_lon * col, grid.north - grid.step_lat * row
    return lon.astype(np.float64), lat.astype(np.float64)


def _nearest_km(theatre: Theatre, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Distance in km from each position to the line, and the km nearest to it."""
    from scipy.spatial import cKDTree

    length = theatre.border.length_km
    km = np.linspace(0.0, length, math.ceil(length / LINE_STEP_KM) + 1)
    tree = cKDTree(globe_points(*position_at(theatre.border, km)))
    away_m, nearest = tree.query(globe_points(lon, lat))
    return np.asarray(away_m / 1000), km[nearest]
