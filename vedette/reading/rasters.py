"""Elevation that a user brings: GeoTIFF and .hgt files, checked before they are read.

Nothing in such a file is trusted: only two drivers are tried, no file beside it is
opened, and its size, bands, type, units and place are checked before a cell is read.
"""

import contextlib
import math
import stat
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vedette.errors import InputError
from vedette.reading.checks import quote
from vedette.reading.faults import Faults, WrongValueError

DRIVERS = {".tif": "GTiff", ".tiff": "GTiff", ".hgt": "SRTMHGT"}
TYPES = ("int16", "uint16", "int32", "float32", "float64")
METRES = (None, "", "m", "metre", "metres", "meter", "meters")
# Settings of the library: no side files, no network, a small cache.
SHUT = {
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_PAM_ENABLED": "NO",
    "GDAL_HTTP_MAX_RETRY": "0",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "CPL_CURL_ENABLE_VSIMEM": "NO",
    "GDAL_CACHEMAX": 64,
    "GDAL_NUM_THREADS": "1",
}


@dataclass(frozen=True, slots=True)
class RasterCaps:
    """How large rasters may be: far above a frontier in 30 m cells.

    Parameters
    ----------
    files, file_bytes, file_cells
        Number of files; size on disk and cells of one.
    block_cells
        Cells that one file holds packed together, which are unpacked at once.
    """

    files: int = 200
    file_bytes: int = 2_000_000_000
    file_cells: int = 1_000_000_000
    block_cells: int = 64_000_000


CAPS = RasterCaps()


def check_rasters(paths: Sequence[Path]) -> None:
    """Check all files; every fault of them comes in one ``InputError``."""
    rasterio = load_rasterio()
    faults = Faults()
    if not paths:
        raise InputError("Give at least one file, GeoTIFF or .hgt.")
    if len(paths) > CAPS.files:
        raise InputError(
            f"{len(paths):,} files are too many; {CAPS.files} are the most. Join tiles "
            "first, or leave out those far from the border."
        )
    for path in paths:
        try:
            _check_path(path)
            with _opened(rasterio, path) as raster:
                _check_raster(raster)
        except WrongValueError as wrong:
            faults.add(show_path(path), wrong.what, wrong.advice)
    faults.raise_any("Elevation files")


def show_path(path: Path) -> str:
    """Write a path as it may stand in a message."""
    return quote(str(path), longest=400).strip("'")


@contextlib.contextmanager
def open_raster(path: Path) -> Iterator[Any]:
    """Open a file that has been checked, for reading."""
    with _opened(load_rasterio(), path) as raster:
        yield raster


def load_rasterio() -> Any:
    """Return the library that reads rasters, or say how to install it."""
    try:
        import rasterio
    except ImportError:
        raise InputError(
            "Reading GeoTIFF and .hgt files needs the package rasterio, which is not "
            "installed. Install it: pip install 'vedette[geotiff]'."
        ) from None
    return rasterio


@contextlib.contextmanager
def _opened(rasterio: Any, path: Path) -> Iterator[Any]:
    """Open a file of the two kinds with all else shut off."""
    try:
        place = path.resolve()
        with rasterio.Env(**SHUT), warnings.catch_warnings():
            # It lacks a place on the globe: told below, not warned of. And the library
            # multiplies transforms in a way that they will not have for ever.
            warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
            warnings.simplefilter("ignore", PendingDeprecationWarning)
            with rasterio.open(place, driver=DRIVERS[path.suffix.lower()]) as raster:
                yield raster
    except (rasterio.errors.RasterioError, OSError, ValueError) as error:
        told = quote(str(error).replace(str(path.resolve()), path.name), longest=160)
        raise WrongValueError(
            f"it cannot be read as GeoTIFF or .hgt ({told})",
            "give the file as it was published, unpacked and whole",
        ) from None


def _check_path(path: Path) -> None:
    """Check that there is a file of a kind and size that is read here."""
    if path.suffix.lower() not in DRIVERS:
        raise WrongValueError(
            "its name does not end in .tif, .tiff or .hgt",
            "convert it to GeoTIFF, or unpack it",
        )
    try:
        info, place = path.stat(), str(path.resolve())
    except (OSError, ValueError, RuntimeError) as error:
        told = getattr(error, "strerror", None) or type(error).__name__
        raise WrongValueError(f"it cannot be opened ({told})", "see its name") from None
    if not stat.S_ISREG(info.st_mode) or place.startswith("/vsi"):
        raise WrongValueError("it is not a plain file", "give the file itself")
    if info.st_size > CAPS.file_bytes:
        raise WrongValueError(
            f"it has {info.st_size:,} bytes, where {CAPS.file_bytes:,} are the most",
            "cut it to the frontier",
        )


def _check_raster(raster: Any) -> None:
    """Check what the head of a file says of its cells."""
    if raster.count != 1:
        raise WrongValueError(
            f"it has {raster.count} bands", "give one band, heights in metres"
        )
    if raster.dtypes[0] not in TYPES:
        raise WrongValueError(
            f"its cells are {raster.dtypes[0]}, which is a picture rather than heights",
            f"give heights as {', '.join(TYPES)}",
        )
    cells = raster.width * raster.height
    if cells > CAPS.file_cells or min(raster.width, raster.height) < 2:
        raise WrongValueError(
            f"it has {raster.height:,} rows and {raster.width:,} columns",
            f"give at least 2 of each, at most {CAPS.file_cells:,} cells",
        )
    if math.prod(raster.block_shapes[0]) > CAPS.block_cells:
        raise WrongValueError(
            f"it is packed in pieces of {math.prod(raster.block_shapes[0]):,} cells",
            "write it in tiles: gdal_translate -co TILED=YES",
        )
    _check_units(raster)
    _check_place(raster)


def _check_units(raster: Any) -> None:
    if (raster.units[0] or "").strip().lower() not in METRES:
        raise WrongValueError(
            f"its heights are in {quote(raster.units[0])}", "convert them to metres"
        )
    if raster.scales[0] != 1.0 or raster.offsets[0] != 0.0:
        raise WrongValueError(
            f"its cells are scaled by {raster.scales[0]:g} and shifted by"
            f" {raster.offsets[0]:g}",
            "write plain metres",
        )


def _check_place(raster: Any) -> None:
    """Check that the file says where on the globe it lies."""
    crs, transform = raster.crs, raster.transform
    if not crs:
        raise WrongValueError(
            "it has no coordinate reference system",
            "set it: gdal_translate -a_srs EPSG:..., if you know which it is",
        )
    if not (crs.is_geographic or crs.is_projected):
        raise WrongValueError(
            "its coordinates are neither degrees nor a map projection",
            "reproject it to EPSG:4326 or UTM",
        )
    numbers = list(transform)[:6]
    if transform.is_identity or not all(map(math.isfinite, numbers)):
        raise WrongValueError(
            "it does not say where its cells lie", "give it a geotransform"
        )
    if transform.is_degenerate:
        raise WrongValueError("its cells have no area", "give it a geotransform")
