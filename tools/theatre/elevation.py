"""Elevation: the GEBCO clip, and a river that only falls."""

from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.io import netcdf_file

from theatre.line import BorderLine, Floats
from vedette.domain import theatre as domain
from vedette.terrain import carving

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
    """Grid whose cells under the river only fall towards km 0, up to ``until_km``."""
    border = domain.BorderLine(line.lonlat[:, 0], line.lonlat[:, 1], line.vertex_km)
    raw = domain.ElevationGrid(
        height_m=grid.height_m,
        west=grid.west,
        north=grid.north,
        step_lon=STEP_DEG,
        step_lat=STEP_DEG,
        error_m=ERROR_M,
    )
    carved = carving.carve_river(raw, border, [(0.0, until_km)])
    return replace(grid, height_m=carved.height_m)
