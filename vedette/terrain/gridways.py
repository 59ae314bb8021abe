"""Steps between the cells of a grid: sixteen ways on from each, and their minutes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import ElevationGrid
from vedette.terrain.elevation import cell_size_m
from vedette.terrain.laws import Speed
from vedette.terrain.walls import Walls

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# Half of the ways on, (rows down, columns right); the others are the same backwards.
# With eight ways a path over level ground is up to 8.2 % longer than the straight
# line, with sixteen up to 2.8 %: docs/theory/ground.md.
HALF_WAYS = ((0, 1), (1, -2), (1, -1), (1, 0), (1, 1), (1, 2), (2, -1), (2, 1))
N_WAYS = 2 * len(HALF_WAYS)
FARTHEST = 2
# No way takes no time: a sparse array would lose it.
LEAST_MINUTES = 1e-6


@dataclass(frozen=True, slots=True)
class _Way:
    """One way on, laid over all cells that have a neighbour there."""

    down: int
    right: int

    def cut(self, cells: NDArray[np.generic], down: int, right: int) -> Floats:
        """Return the cells so far from where the way begins, for all its starts.

        ``down`` and ``right`` lie between the way's start and its end.
        """
        n_rows, n_cols = cells.shape
        first = max(-self.right, 0)
        wide = n_cols - abs(self.right)
        rows = slice(down, n_rows - self.down + down)
        return np.asarray(cells[rows, first + right : first + right + wide])

    def between(self, height_m: Floats) -> Floats:
        """Return the height halfway: of a long step, of the two cells it passes."""
        if max(abs(self.down), abs(self.right)) < FARTHEST:
            ends = self.cut(height_m, 0, 0) + self.cut(height_m, self.down, self.right)
            return np.asarray(ends / 2)
        side = 1 if self.right > 0 else -1
        a, b = ((0, side), (1, side)) if self.down == 1 else ((1, 0), (1, side))
        return np.asarray((self.cut(height_m, *a) + self.cut(height_m, *b)) / 2)


def grid_steps(grid: ElevationGrid, speed: Speed, walls: Walls) -> "csr_array":
    """Minutes from each cell (row) to each of its neighbours (column).

    A step that a wall stands across, that begins or ends in a lake, or that is too
    steep for the law is left out. A long step counts its two halves by their own
    slopes, so that it does not leap a ridge.
    """
    from scipy.sparse import csr_array

    n_rows, n_cols = grid.height_m.shape
    minutes = np.full((n_rows, n_cols, N_WAYS), np.inf)
    near = _near_walls(grid, walls)
    height = grid.height_m.astype(np.float64)
    wet = walls.wet_cells(grid)
    height[wet] = np.nan
    lat = np.asarray(grid.north - grid.step_lat * np.arange(n_rows))
    for at, ends in enumerate(HALF_WAYS):
        way = _Way(*ends)
        there, back = _both_minutes(grid, height, lat, way, speed)
        shut = _shut(grid, near, walls, way)
        there[shut], back[shut] = np.inf, np.inf
        # Neighbours in ascending order of their cells, as a sparse array wants them.
        way.cut(minutes[:, :, N_WAYS // 2 + at], 0, 0)[...] = there
        way.cut(minutes[:, :, N_WAYS // 2 - 1 - at], way.down, way.right)[...] = back
    offsets = np.array([down * n_cols + right for down, right in HALF_WAYS])
    offsets = np.concatenate([-offsets[::-1], offsets]).astype(np.int32)
    flat = minutes.reshape(-1, N_WAYS)
    is_open = np.isfinite(flat)
    head = np.arange(len(flat), dtype=np.int32)[:, None] + offsets
    start = np.concatenate([[0], np.cumsum(is_open.sum(axis=1))]).astype(np.int32)
    return csr_array(
        (flat[is_open], head[is_open], start), shape=(len(flat), len(flat))
    )


def _both_minutes(
    grid: ElevationGrid, height: Floats, lat: Floats, way: _Way, speed: Speed
) -> tuple[Floats, Floats]:
    """Minutes of one way on from all its starts, there and back; infinite if shut."""
    middle = (lat[: len(lat) - way.down] + lat[way.down :]) / 2
    wide_m, tall_m = cell_size_m(grid, middle)
    half_m = np.hypot(way.down * tall_m, way.right * wide_m)[:, None] / 2
    halfway = way.between(height)
    first = (halfway - way.cut(height, 0, 0)) / half_m
    second = (way.cut(height, way.down, way.right) - halfway) / half_m
    there = _minutes(half_m, speed, first, second)
    return there, _minutes(half_m, speed, -second, -first)


def _minutes(half_m: Floats, speed: Speed, first: Floats, second: Floats) -> Floats:
    """Minutes of two halves with these slopes; a slope that is NaN is shut."""
    with np.errstate(divide="ignore"):
        hours = half_m / 1000 * (1 / speed(first) + 1 / speed(second))
    return np.where(np.isnan(hours), np.inf, np.maximum(60 * hours, LEAST_MINUTES))


def _near_walls(grid: ElevationGrid, walls: Walls) -> Bools:
    """Which cells have a wall within two cells, so that a step may meet it."""
    import shapely
    from scipy.ndimage import maximum_filter

    n_rows, n_cols = grid.height_m.shape
    passed = np.zeros((n_rows, n_cols), dtype=bool)
    if len(walls.pieces):
        step = min(grid.step_lon, grid.step_lat) / 2
        at = shapely.get_coordinates(shapely.segmentize(walls.pieces.geometries, step))
        row = np.rint((grid.north - at[:, 1]) / grid.step_lat).astype(np.intp)
        col = np.rint((at[:, 0] - grid.west) / grid.step_lon).astype(np.intp)
        edge = FARTHEST + 1
        held = (row > -edge) & (row < n_rows + edge - 1)
        held &= (col > -edge) & (col < n_cols + edge - 1)
        row, col = np.clip(row[held], 0, n_rows - 1), np.clip(col[held], 0, n_cols - 1)
        passed[row, col] = True
    return np.asarray(maximum_filter(passed, size=2 * FARTHEST + 3))


def _shut(grid: ElevationGrid, near: Bools, walls: Walls, way: _Way) -> Bools:
    """Which steps of one way a wall stands across, in the shape of its starts."""
    starts = np.array(way.cut(near, 0, 0), dtype=bool)
    row, col = np.nonzero(starts)
    lon = np.asarray(grid.west + grid.step_lon * (col + max(-way.right, 0)))
    lat = np.asarray(grid.north - grid.step_lat * row)
    starts[row, col] = walls.separate(
        lon, lat, lon + grid.step_lon * way.right, lat - grid.step_lat * way.down
    )
    return starts
