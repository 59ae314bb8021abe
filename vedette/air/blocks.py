"""The elevation grid in blocks, each as high as its highest cell."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import ElevationGrid
from vedette.terrain.elevation import cell_size_m
from vedette.terrain.windows import middle_cell_m

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

BLOCK_M = 750.0  # about the side of a block; two cells of the built-in grid
MOST_BLOCKS = 600_000
# Steps to four of the eight neighbours; the other four are the same, turned about.
STEPS = ((0, 1), (1, 0), (1, 1), (1, -1))


class Blocks:
    """A grid in blocks; ``height_m`` (rows, columns), row 0 in the north."""

    def __init__(self, grid: ElevationGrid) -> None:
        self._grid = grid
        self._cells = _cells_a_block(grid)
        self.height_m = _highest_cells(grid.height_m, self._cells)
        rows, self.n_cols = self.height_m.shape
        wide, tall = cell_size_m(grid, self.lat(np.arange(rows)))
        self.wide_km = self._cells * np.asarray(wide) / 1000
        self.tall_km = self._cells * np.asarray(tall) / 1000
        sides = self._cells * np.array([grid.step_lon, grid.step_lat])
        self.half_diagonal_deg = float(np.hypot(*sides)) / 2
        self.half_diagonal_km = float(np.hypot(self.wide_km, self.tall_km).max()) / 2

    def lon(self, col: Ints) -> Floats:
        """Return the longitude of the middle of a column's blocks."""
        middle = self._cells * col + (self._cells - 1) / 2
        return np.asarray(self._grid.west + self._grid.step_lon * middle)

    def lat(self, row: Ints) -> Floats:
        """Return the latitude of the middle of a row's blocks."""
        middle = self._cells * row + (self._cells - 1) / 2
        return np.asarray(self._grid.north - self._grid.step_lat * middle)

    def find(self, lon: Floats, lat: Floats) -> tuple[Ints, Ints]:
        """Return row and column of the blocks that positions lie in."""
        row = np.rint((self._grid.north - lat) / self._grid.step_lat) // self._cells
        col = np.rint((lon - self._grid.west) / self._grid.step_lon) // self._cells
        rows, cols = self.height_m.shape
        return (
            np.clip(row, 0, rows - 1).astype(np.intp),
            np.clip(col, 0, cols - 1).astype(np.intp),
        )

    def steps(self, is_open: Bools) -> tuple[Ints, Ints, Floats]:
        """Return the steps between open blocks, each given one way, with their km.

        Blocks are numbered row by row. No step cuts the corner of a closed block.
        """
        number = np.arange(is_open.size, dtype=np.intp).reshape(is_open.shape)
        parts = []
        for down, right in STEPS:
            first, last, *aside = _four(is_open, down, right)
            free = first & last & aside[0] & aside[1]
            a, b, *_ = _four(number, down, right)
            km = np.hypot(right * self.wide_km, down * self.tall_km)[: len(a)]
            parts.append((a[free], b[free], np.repeat(km, free.sum(axis=1))))
        a, b, km = (np.concatenate(each) for each in zip(*parts, strict=True))
        return a, b, km


def _four(values: NDArray[Any], down: int, right: int) -> tuple[NDArray[Any], ...]:
    """Return four views of a table: where steps begin, where they end, the corners."""
    rows, cols = values.shape
    here = slice(max(0, -right), cols - max(0, right))
    there = slice(max(0, right), cols - max(0, -right))
    above, below = slice(0, rows - down), slice(down, rows)
    return (
        values[above, here],
        values[below, there],
        values[above, there],
        values[below, here],
    )


def _cells_a_block(grid: ElevationGrid) -> int:
    """Return how many cells make the side of a block."""
    side = max(1, round(BLOCK_M / min(middle_cell_m(grid))))
    return max(side, math.ceil(math.sqrt(grid.height_m.size / MOST_BLOCKS)))


def _highest_cells(height: NDArray[np.int16], cells: int) -> NDArray[np.int16]:
    """Return the highest cell of every block; the grid's edge fills the last ones."""
    rows, cols = (-(-size // cells) for size in height.shape)
    spare = ((0, rows * cells - height.shape[0]), (0, cols * cells - height.shape[1]))
    full = np.pad(height, spare, mode="edge").reshape(rows, cells, cols, cells)
    return np.asarray(full.max(axis=(1, 3)))
