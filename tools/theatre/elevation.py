"""Elevation: the GEBCO clip, and a river that only falls."""

import itertools
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.io import netcdf_file
from scipy.ndimage import distance_transform_edt, minimum_filter

from theatre.line import BorderLine, Floats

WEST, EAST, SOUTH, NORTH = 67.0, 75.5, 36.4, 39.7
STEP_DEG = 1 / 240  # 15 arc-seconds
# Against the independent GLOBE grid (30 arc-seconds) the RMS difference over the box is
# 160 m; shared equally between the two grids that is 160 / sqrt(2).
ERROR_M = 113.0


@dataclass(frozen=True)
class Grid:
    """Heights (m, row 0 north) and the centre of the north-west cell (degrees)."""

    height_m: NDArray[np.int16]
    west: float
    north: float

    def cell_of(
        self, lon: Floats, lat: Floats
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Row and column of the cell whose centre is nearest."""
        row = np.rint((self.north - np.asarray(lat)) / STEP_DEG).astype(np.int64)
        col = np.rint((np.asarray(lon) - self.west) / STEP_DEG).astype(np.int64)
        return row, col

    def height_at(self, lon: Floats, lat: Floats) -> NDArray[np.int16]:
        """Height (m) of the nearest cell."""
        return self.height_m[self.cell_of(lon, lat)]

    def centres(self) -> tuple[Floats, Floats]:
        """Longitude of each column and latitude of each row."""
        rows, cols = self.height_m.shape
        lon = self.west + STEP_DEG * np.arange(cols, dtype=np.float64)
        lat = self.north - STEP_DEG * np.arange(rows, dtype=np.float64)
        return lon, lat

    def as_arrays(self) -> dict[str, NDArray[Any]]:
        """Arrays of the layer's file, by name."""
        scalars = {
            "west": self.west,
            "north": self.north,
            "step_lon": STEP_DEG,
            "step_lat": STEP_DEG,
            "error_m": ERROR_M,
        }
        arrays = {name: np.array(value) for name, value in scalars.items()}
        return {"height_m": self.height_m, **arrays}


def read_gebco(data: bytes) -> Grid:
    """Clip of a GEBCO netCDF file to the theatre's box, untouched."""
    with netcdf_file(BytesIO(data), mmap=False) as file:
        lat = np.array(file.variables["lat"][:], dtype=float)
        lon = np.array(file.variables["lon"][:], dtype=float)
        rows = np.flatnonzero((lat >= SOUTH) & (lat <= NORTH))
        cols = np.flatnonzero((lon >= WEST) & (lon <= EAST))
        height = file.variables["elevation"][rows[0] : rows[-1] + 1]
        height = np.array(height[:, cols[0] : cols[-1] + 1], dtype=np.int16)
    # The file runs south to north; its centres are odd multiples of half a step.
    west = round(lon[cols[0]] / STEP_DEG * 2) / 2 * STEP_DEG
    north = round(lat[rows[-1]] / STEP_DEG * 2) / 2 * STEP_DEG
    return Grid(np.ascontiguousarray(height[::-1]), west, north)


def carve_river(grid: Grid, line: BorderLine, until_km: float) -> Grid:
    """Grid whose cells under the river only fall towards km 0, up to ``until_km``.

    GEBCO fills gorges: the line's cells and their eight neighbours take the lowest
    height of the 3 x 3 cells around them first; then each river cell is lowered to
    the lowest one upstream, and its banks by as much, but not below the river.
    """
    cells = cells_along(grid, line, until_km)
    flat = np.ravel_multi_index((cells[:, 0], cells[:, 1]), grid.height_m.shape)
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
    return replace(grid, height_m=carved)


def _fall_downstream(
    height_m: NDArray[np.int16], flat: NDArray[np.int64]
) -> NDArray[np.int16]:
    """Lower the cells ``flat`` (downstream first) until none rises downstream."""
    carved = height_m.copy()
    while True:  # the line may come back to a cell, so once is not enough
        upstream = np.minimum.accumulate(carved.flat[flat][::-1])[::-1]
        before = carved.copy()
        np.minimum.at(carved.reshape(-1), flat, upstream)
        if np.array_equal(before, carved):
            return carved


def cells_along(grid: Grid, line: BorderLine, until_km: float) -> NDArray[np.int64]:
    """Row and column of every cell the line passes from km 0, in order."""
    cut = line.vertex_km < until_km
    lonlat = np.vstack([line.lonlat[cut], line.at_km(until_km)])
    cells: list[tuple[int, int]] = []
    for a, b in itertools.pairwise(lonlat):
        ts = np.concatenate(
            [
                [0.0, 1.0],
                _crossings(
                    (a[0] - grid.west) / STEP_DEG, (b[0] - grid.west) / STEP_DEG
                ),
                _crossings(
                    (grid.north - a[1]) / STEP_DEG, (grid.north - b[1]) / STEP_DEG
                ),
            ]
        )
        ts.sort()
        middle = (ts[:-1] + ts[1:]) / 2
        points = a + middle[:, None] * (b - a)
        rows, cols = grid.cell_of(points[:, 0], points[:, 1])
        for cell in zip(rows.tolist(), cols.tolist(), strict=True):
            if not cells or cells[-1] != cell:
                cells.append(cell)
    return np.array(cells, dtype=np.int64)


def _crossings(a: float, b: float) -> Floats:
    """Shares of the way from ``a`` to ``b`` at which a cell's edge is passed."""
    low, high = sorted((a, b))
    edges = np.arange(np.ceil(low - 0.5), np.floor(high - 0.5) + 1) + 0.5
    edges = edges[(edges > low) & (edges < high)]
    return (edges - a) / (b - a) if a != b else np.zeros(0)
