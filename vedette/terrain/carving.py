"""A river that only falls: what a grid's cells have filled in is carved out again."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import BorderLine, ElevationGrid
from vedette.terrain.line import position_at

Floats = NDArray[np.float64]


def carve_river(
    grid: ElevationGrid, border: BorderLine, river_km: Sequence[tuple[float, float]]
) -> ElevationGrid:
    """Return the grid with cells under the border river that only fall towards km 0.

    Grids fill gorges: the river's cells and their eight neighbours take the lowest
    height of the 3 x 3 cells around them first; then each river cell is lowered to
    the lowest one upstream, and its banks by as much, but not below the river.

    Parameters
    ----------
    grid
        Ground that holds the river.
    border
        The line; its km rise upstream.
    river_km
        Stretches of it that are a river, each carved by itself.
    """
    height = grid.height_m
    for km_from, km_to in river_km:
        carved = replace(grid, height_m=height)
        height = _carve(carved, _cells_along(grid, border, km_from, km_to))
    kept = np.ascontiguousarray(height)
    kept.setflags(write=False)
    return replace(grid, height_m=kept)


def _carve(grid: ElevationGrid, flat: NDArray[np.intp]) -> NDArray[np.int16]:
    """Carve one river whose cells are given, downstream first."""
    from scipy.ndimage import distance_transform_edt, minimum_filter

    river = np.zeros(grid.height_m.shape, dtype=bool)
    river.flat[flat] = True
    corridor = minimum_filter(~river, size=3) == 0
    lowest = minimum_filter(grid.height_m, size=3)
    first = np.where(corridor, lowest, grid.height_m).astype(np.int16)
    carved = _fall_downstream(first, flat)
    # A fault of the river cell is a fault of the gorge's floor: banks follow it.
    nearest = distance_transform_edt(
        ~river, return_distances=False, return_indices=True
    )
    cut = (first - carved)[tuple(nearest)]
    floor = carved[tuple(nearest)]
    banks = corridor & ~river
    lowered = np.maximum(first - cut, np.minimum(floor, first))
    carved[banks] = lowered[banks].astype(np.int16)
    return carved


def _fall_downstream(
    height_m: NDArray[np.int16], flat: NDArray[np.intp]
) -> NDArray[np.int16]:
    """Lower the cells ``flat`` (downstream first) until none rises downstream."""
    carved = height_m.copy()
    while True:  # the line may come back to a cell, so once is not enough
        upstream = np.minimum.accumulate(carved.flat[flat][::-1])[::-1]
        before = carved.copy()
        np.minimum.at(carved.reshape(-1), flat, upstream)
        if np.array_equal(before, carved):
            return carved


def _cells_along(
    grid: ElevationGrid, border: BorderLine, km_from: float, km_to: float
) -> NDArray[np.intp]:
    """Flat index of every cell the line passes, in order of km."""
    last = min(km_to, border.length_km)
    inner = border.km[(border.km > km_from) & (border.km < last)]
    km = np.concatenate([[km_from], inner, [last]])
    lon, lat = position_at(border, km)
    col, row = (lon - grid.west) / grid.step_lon, (grid.north - lat) / grid.step_lat
    cells: list[int] = []
    at_cells = zip(col.tolist(), row.tolist(), strict=True)
    for (x0, y0), (x1, y1) in itertools.pairwise(at_cells):
        shares = [np.array([0.0, 1.0]), _edges(x0, x1), _edges(y0, y1)]
        share = np.sort(np.concatenate(shares))
        middle = (share[:-1] + share[1:]) / 2
        at = np.rint([y0 + middle * (y1 - y0), x0 + middle * (x1 - x0)])
        passed = at[0].astype(np.intp) * grid.height_m.shape[1] + at[1].astype(np.intp)
        for cell in passed.tolist():
            if not cells or cells[-1] != cell:
                cells.append(cell)
    return np.array(cells, dtype=np.intp)


def _edges(a: float, b: float) -> Floats:
    """Shares of the way from ``a`` to ``b`` at which a cell's edge is passed."""
    low, high = sorted((a, b))
    edges = np.arange(np.ceil(low - 0.5), np.floor(high - 0.5) + 1) + 0.5
    edges = edges[(edges > low) & (edges < high)]
    return np.asarray((edges - a) / (b - a) if a != b else np.zeros(0))
