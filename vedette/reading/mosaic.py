"""Rasters laid together on one regular grid of degrees, coarsened by the mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vedette.errors import InputError
from vedette.reading.faults import Faults, WrongValueError
from vedette.reading.frames import Frame
from vedette.reading.grid import HIGHEST_M, LOWEST_M
from vedette.reading.laying import LEAST_COVER, lay_curve, lay_means
from vedette.reading.raster_cells import Layer
from vedette.reading.rasters import check_rasters, open_raster, show_path

Floats = NDArray[np.float32]

# From so many of a file's cells to one of the frame on, it gets their mean.
COARSEN_FROM = 1.999


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was used: its cells in metres as far as one number tells."""

    name: str
    cell_m: float
    is_coarsened: bool


@dataclass(frozen=True, slots=True, eq=False)
class Mosaic:
    """Heights in metres on a frame, NaN where no file has any; what they came from."""

    frame: Frame
    height_m: Floats
    sources: tuple[Source, ...]
    unused: tuple[str, ...]

    @property
    def voids(self) -> NDArray[np.bool_]:
        """Which cells have no height."""
        return np.isnan(self.height_m)


def read_mosaic(paths: Sequence[Path], frame: Frame) -> Mosaic:
    """Read files that overlap the frame and lay them together on it.

    A cell at least twice as long as those of a file gets their mean by area, over the
    seams of files too; else it is bilinear between them. Where files overlap, it gets
    the mean of both.

    Raises
    ------
    InputError
        With every fault of every file; or if none of them lies on the frame.
    """
    check_rasters(paths)
    total = np.zeros((frame.n_rows, frame.n_cols), dtype=np.float32)
    cover = np.zeros_like(total)
    sources, unused, faults = [], [], Faults()
    for path in paths:
        try:
            with open_raster(path) as raster:
                layer = Layer(raster)
                window = layer.find_window(*frame.edges)
                if window is None:
                    unused.append(path.name)
                    continue
                is_coarsened = frame.step >= COARSEN_FROM * layer.cell_deg
                lay = lay_means if is_coarsened else lay_curve
                _refuse_odd(lay(layer, window, frame, total, cover))
                sources.append(Source(path.name, layer.cell_m, is_coarsened))
        except WrongValueError as wrong:
            faults.add(show_path(path), wrong.what, wrong.advice)
    faults.raise_any("Elevation files")
    if not sources:
        west, south, east, north = frame.edges
        raise InputError(
            "None of the files covers any of the theatre's extent, longitude"
            f" {west:.3f} to {east:.3f}, latitude {south:.3f} to {north:.3f}."
        )
    is_void = cover < LEAST_COVER
    cover[is_void], total[is_void] = 1.0, np.nan
    return Mosaic(frame, total / cover, tuple(sources), tuple(unused))


def _refuse_odd(count: int) -> None:
    """Refuse a file with heights that no ground has."""
    if count:
        raise WrongValueError(
            f"{count:,} cells lie below {LOWEST_M} m or above {HIGHEST_M:,} m",
            "give metres, and mark voids as no data",
        )
