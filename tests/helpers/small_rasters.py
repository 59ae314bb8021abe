"""Small GeoTIFF and .hgt files of a sloping plane, written for tests."""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from judges import find_judge
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def plane(lon: Floats, lat: Floats) -> Floats:
    """Ground that rises 2,000 m a degree east and 3,000 m a degree south."""
    return 1000 + (lon - 70) * 2000 + (38.5 - lat) * 3000


def need_rasterio() -> Any:
    """The library, or a skip that says why."""
    return find_judge("rasterio", "pip install 'vedette[geotiff]'")


def write_tif(
    path: Path,
    west: float,
    north: float,
    step: float,
    shape: tuple[int, int],
    *,
    crs: str | None = "EPSG:4326",
    dtype: str = "float32",
    height: Callable[[Floats, Floats], Any] = plane,
    bands: int = 1,
    **options: Any,
) -> Path:
    """Write a GeoTIFF whose cells are a function of longitude and latitude."""
    rasterio = need_rasterio()
    from pyproj import Transformer
    from rasterio.transform import Affine

    rows, cols = shape
    x = west + step * (np.arange(cols) + 0.5)
    y = north - step * (np.arange(rows) + 0.5)
    lon, lat = np.meshgrid(x, y)
    if crs not in (None, "EPSG:4326"):
        lon, lat = Transformer.from_crs(crs, 4326, always_xy=True).transform(lon, lat)
    cells = np.asarray(height(lon, lat))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the library's own making
        with rasterio.open(
            path, "w", driver="GTiff", height=rows, width=cols, count=bands,
            dtype=dtype, crs=crs, transform=Affine(step, 0, west, 0, -step, north),
            **options,
        ) as raster:  # fmt: skip
            for band in range(1, bands + 1):
                raster.write(cells.astype(dtype), band)
    return path


def write_hgt(
    folder: Path,
    lat: int,
    lon: int,
    height: Callable[[Floats, Floats], Any] = plane,
) -> Path:
    """Write a tile of 3 arc-seconds as it is published: 1201 points a side."""
    at = np.arange(1201) / 1200
    cells = np.rint(height(*np.meshgrid(lon + at, lat + 1 - at))).astype(">i2")
    path = folder / f"N{lat:02d}E{lon:03d}.hgt"
    path.write_bytes(cells.tobytes())
    return path
