"""Parts of an elevation grid, and the same ground in larger cells."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import ElevationGrid
from vedette.terrain.elevation import cell_size_m, cells_at

Floats = NDArray[np.float64]


def clip(
    grid: ElevationGrid, lon: Floats, lat: Floats, margin_cells: tuple[int, int]
) -> ElevationGrid:
    """Return the part of the grid around all positions.

    ``margin_cells`` are the rows and columns to keep beyond them.
    """
    row, col = cells_at(grid, lon, lat)
    top = max(int(row.min()) - margin_cells[0], 0)
    left = max(int(col.min()) - margin_cells[1], 0)
    bottom = int(row.max()) + margin_cells[0] + 1
    right = int(col.max()) + margin_cells[1] + 1
    return replace(
        grid,
        height_m=grid.height_m[top:bottom, left:right],
        west=grid.west + grid.step_lon * left,
        north=grid.north - grid.step_lat * top,
    )


def clip_km(
    grid: ElevationGrid, lon: Floats, lat: Floats, margin_km: float
) -> ElevationGrid:
    """Return the part of the grid around all positions, with a margin in km."""
    wide_m, tall_m = middle_cell_m(grid)
    most = max(grid.height_m.shape)
    tall, wide = (
        int(min(np.ceil(1000 * margin_km / side), most)) for side in (tall_m, wide_m)
    )
    return clip(grid, lon, lat, (tall, wide))


def middle_cell_m(grid: ElevationGrid) -> tuple[float, float]:
    """East-west and north-south size in metres of the cells in the middle row."""
    lat = grid.north - grid.step_lat * (grid.height_m.shape[0] - 1) / 2
    wide_m, tall_m = cell_size_m(grid, lat)
    return float(wide_m), float(tall_m)


def block_means(grid: ElevationGrid, tall: int, wide: int) -> ElevationGrid:
    """Return the grid of the mean heights of blocks of ``tall`` by ``wide`` cells.

    The grid's edge fills the last blocks.
    """
    n_rows, n_cols = grid.height_m.shape
    filled = np.pad(
        grid.height_m.astype(np.float64),
        ((0, -n_rows % tall), (0, -n_cols % wide)),
        mode="edge",
    )
    blocks = filled.reshape(filled.shape[0] // tall, tall, -1, wide)
    return replace(
        grid,
        height_m=np.rint(blocks.mean(axis=(1, 3))).astype(np.int16),
        west=grid.west + grid.step_lon * (wide - 1) / 2,
        north=grid.north - grid.step_lat * (tall - 1) / 2,
        step_lon=grid.step_lon * wide,
        step_lat=grid.step_lat * tall,
    )


def coarsen_to(grid: ElevationGrid, most_cells: int) -> ElevationGrid:
    """Return the grid itself, or its means over the least blocks that make it fit."""
    side = int(np.ceil(np.sqrt(grid.height_m.size / most_cells)))
    return grid if side <= 1 else block_means(grid, side, side)
