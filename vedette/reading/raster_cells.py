"""The cells of one raster: read part by part, and where on the globe they lie."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.reading.faults import WrongValueError
from vedette.reading.grid import HIGHEST_M, LOWEST_M

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Window = tuple[int, int, int, int]  # rows from and to, columns from and to

WGS_84 = "EPSG:4326"
# Values that mean "no height" in files that do not say so.
VOIDS = (-32768.0, -32767.0, -9999.0)
METRES_A_DEGREE = 111_320.0
EDGE_POINTS = 65


class Layer:
    """An open raster: rows and columns count cells, whole numbers at their centres.

    Positions are turned by PROJ one by one: the library's own warping takes short
    cuts that put heights some 20 m aside.
    """

    def __init__(self, raster: Any) -> None:
        self.raster = raster
        self._forward = tuple(raster.transform)[:6]
        self._inverse = tuple(~raster.transform)[:6]
        self.is_plain = raster.crs == WGS_84 and raster.transform.is_rectilinear
        self._to_degrees: Any = None
        self._from_degrees: Any = None
        if raster.crs != WGS_84:
            self._to_degrees, self._from_degrees = _transformers(raster.crs.to_wkt())

    @property
    def cell_deg(self) -> float:
        """Side of a square of degrees as large as the cell in the middle."""
        row, col = self.raster.height / 2, self.raster.width / 2
        lon, lat = self._place(
            np.array([row, row, row + 1]), np.array([col, col + 1, col])
        )
        return math.sqrt(
            math.hypot(lon[1] - lon[0], lat[1] - lat[0])
            * math.hypot(lon[2] - lon[0], lat[2] - lat[0])
        )

    @property
    def cell_m(self) -> float:
        """Side of a square as large as the cell in the middle, about."""
        row, col = self.raster.height / 2, self.raster.width / 2
        _, lat = self._place(np.array([row]), np.array([col]))
        shorter = math.sqrt(max(math.cos(math.radians(float(lat[0]))), 0.01))
        return METRES_A_DEGREE * shorter * self.cell_deg

    def find_window(
        self, west: float, south: float, east: float, north: float
    ) -> Window | None:
        """Return the part that overlaps a box of degrees, or None if none does."""
        along = np.linspace(0.0, 1.0, EDGE_POINTS)
        lon, lat = west + (east - west) * along, south + (north - south) * along
        edge = np.ones(EDGE_POINTS)
        row, col = self.cells(
            np.concatenate([lon, lon, west * edge, east * edge]),
            np.concatenate([south * edge, north * edge, lat, lat]),
        )
        held = np.isfinite(row) & np.isfinite(col)
        if not held.any():
            return None  # so far off that its projection does not hold the box
        n_rows, n_cols = self.raster.height, self.raster.width
        top, low = max(row[held].min() - 2, 0.0), min(row[held].max() + 3, n_rows)
        left, right = max(col[held].min() - 2, 0.0), min(col[held].max() + 3, n_cols)
        if top >= low or left >= right:
            return None
        return int(top), math.ceil(low), int(left), math.ceil(right)

    def read(self, window: Window) -> Floats:
        """Read heights in metres, NaN for voids."""
        from rasterio.windows import Window as Part

        top, low, left, right = window
        part = Part(left, top, right - left, low - top)
        read = self.raster.read(1, window=part, masked=True)
        heights: Floats = read.astype(np.float32).filled(np.nan)
        heights[np.isin(heights, VOIDS) | ~np.isfinite(heights)] = np.nan
        return heights

    def edges(self, window: Window) -> tuple[Doubles, Doubles]:
        """Return longitudes and latitudes of the edges of a part's columns and rows.

        Only where the file is plain: degrees, north up.
        """
        top, low, left, right = window
        rows, cols = np.arange(top, low + 1) - 0.5, np.arange(left, right + 1) - 0.5
        lon, _ = self._place(np.zeros(cols.shape), cols)
        _, lat = self._place(rows, np.zeros(rows.shape))
        return lon, lat

    def places(self, window: Window, split: int) -> Iterator[tuple[Doubles, Doubles]]:
        """Yield places of cells: of ``split`` by ``split`` parts of each, in turn."""
        top, low, left, right = window
        at = (np.arange(split) + 0.5) / split - 0.5
        for down in at:
            for aside in at:
                rows = np.arange(top, low)[:, None] + down
                cols = np.arange(left, right)[None, :] + aside
                yield self._place(*np.broadcast_arrays(rows, cols))

    def cells(self, lon: Doubles, lat: Doubles) -> tuple[Doubles, Doubles]:
        """Return rows and columns of positions; not finite where there are none."""
        x, y = lon, lat
        if self._from_degrees is not None:
            x, y = self._from_degrees.transform(lon, lat)
        a, b, c, d, e, f = self._inverse
        return d * x + e * y + f - 0.5, a * x + b * y + c - 0.5

    def _place(self, row: NDArray[Any], col: NDArray[Any]) -> tuple[Doubles, Doubles]:
        """Return longitude and latitude of rows and columns."""
        a, b, c, d, e, f = self._forward
        x = a * (col + 0.5) + b * (row + 0.5) + c
        y = d * (col + 0.5) + e * (row + 0.5) + f
        if self._to_degrees is None:
            return x, y
        lon, lat = self._to_degrees.transform(x, y)
        return lon, lat


def count_odd(heights: Floats) -> int:
    """Count heights that no ground has."""
    return int(((heights < LOWEST_M) | (heights > HIGHEST_M)).sum())


def _transformers(wkt: str) -> tuple[Any, Any]:
    """Return what turns a file's coordinates into degrees, and back."""
    from pyproj import Transformer
    from pyproj.exceptions import ProjError

    try:
        return (
            Transformer.from_crs(wkt, WGS_84, always_xy=True),
            Transformer.from_crs(WGS_84, wkt, always_xy=True),
        )
    except ProjError:
        raise WrongValueError(
            "its coordinate reference system is not understood",
            "reproject it to EPSG:4326",
        ) from None
