"""Hours on foot from the line to what lies behind it, over the open ground."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Ground
from vedette.domain.theatre import ElevationGrid, Theatre
from vedette.errors import InputError
from vedette.terrain.elevation import cell_size_m, cells_at, is_inside
from vedette.terrain.laws import OFF_PATH, walking_speed_kmh
from vedette.terrain.windows import block_means, clip, middle_cell_m

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]

CELL_KM = 1.2
MARGIN_CELLS = 10
# Beyond this many times tau a site's pull is below 2 % of its value: not followed.
MOST_TAUS = 4.0
# Neighbours of a cell, half of them: the others are the same steps backwards.
STEPS = ((0, 1), (1, 0), (1, 1), (1, -1))


def travel_hours(theatre: Theatre, ground: Ground) -> Floats:
    """Least hours on foot from each reach's middle to each site, shape (R, sites).

    Over the grid in cells of about 1.2 km with eight neighbours each, at Tobler's
    speed for the slope of each step, times 0.6 off a path. The foot factor is a
    patrol's, which looks and stops, and does not enter. Infinite beyond 4 tau. Water
    and the border river itself cost nothing extra.
    """
    from scipy.sparse.csgraph import dijkstra

    n_sites = len(theatre.sites)
    if not n_sites:
        return np.zeros((ground.n_reaches, 0))
    site_lon = np.array([site.lon for site in theatre.sites])
    site_lat = np.array([site.lat for site in theatre.sites])
    _check_sites(theatre, site_lon, site_lat)
    lon, lat = np.append(ground.lon, site_lon), np.append(ground.lat, site_lat)
    tall, wide = _block(theatre.elevation)
    margin = (MARGIN_CELLS * tall, MARGIN_CELLS * wide)
    near = clip(theatre.elevation, lon, lat, margin)
    coarse = block_means(near, *_block(near))
    row, col = cells_at(coarse, lon, lat)
    node = row * coarse.height_m.shape[1] + col
    # Against the arrows, so that one search from a site finds the ways towards it.
    hours = dijkstra(
        _steps_between(coarse).T.tocsr(),
        indices=node[-n_sites:],
        limit=MOST_TAUS * theatre.model.stake_tau_h,
    )
    return np.ascontiguousarray(hours[:, node[:-n_sites]].T)


def _check_sites(theatre: Theatre, lon: Floats, lat: Floats) -> None:
    """Refuse sites off the grid: nobody can say how far they are on foot."""
    outside = np.flatnonzero(~is_inside(theatre.elevation, lon, lat))
    if len(outside):
        raise InputError.listing(
            "sites.csv:",
            (
                f"{theatre.sites[i].id}: longitude {lon[i]:.5f}, latitude {lat[i]:.5f} "
                "lies outside the elevation grid; correct it, leave the site out, or "
                "give a larger grid."
                for i in outside
            ),
        )


def _block(grid: ElevationGrid) -> tuple[int, int]:
    """Rows and columns of cells that make up a block of about 1.2 km."""
    wide_m, tall_m = middle_cell_m(grid)
    return (
        max(1, round(1000 * CELL_KM / tall_m)),
        max(1, round(1000 * CELL_KM / wide_m)),
    )


def _steps_between(grid: ElevationGrid) -> "csr_array":
    """Hours of the step from each cell (row) to each of its neighbours (column)."""
    from scipy.sparse import csr_array

    n_rows, n_cols = grid.height_m.shape
    cell = np.arange(n_rows * n_cols).reshape(n_rows, n_cols)
    height = grid.height_m.astype(np.float64).ravel()
    lat = grid.north - grid.step_lat * np.arange(n_rows)
    wide_m, tall_m = (np.repeat(each, n_cols) for each in cell_size_m(grid, lat))
    hours, tails, heads = [], [], []
    for down, right in STEPS:
        a = cell[: n_rows - down, max(-right, 0) : n_cols - max(right, 0)].ravel()
        b = cell[down:, max(right, 0) : n_cols + min(right, 0)].ravel()
        length_m = np.hypot(down * tall_m[a], right * wide_m[a])
        slope = (height[b] - height[a]) / length_m
        for tail, head, rise in ((a, b, slope), (b, a, -slope)):
            hours.append(length_m / 1000 / (walking_speed_kmh(rise) * OFF_PATH))
            tails.append(tail)
            heads.append(head)
    ends = (np.concatenate(tails), np.concatenate(heads))
    return csr_array((np.concatenate(hours), ends), shape=(cell.size, cell.size))
