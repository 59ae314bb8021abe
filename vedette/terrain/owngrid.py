"""A user's mosaic made into a theatre's grid: voids, error, the old grid beside it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import ElevationGrid
from vedette.errors import InputError
from vedette.reading.extent import grid_edges
from vedette.reading.faults import WrongValueError
from vedette.reading.frames import Frame
from vedette.reading.grid import SCALARS
from vedette.reading.mosaic import Mosaic
from vedette.terrain.elevation import is_inside, smooth_heights_at

Floats = NDArray[np.float64]

MOST_SAMPLES = 200_000


@dataclass(frozen=True, slots=True)
class Difference:
    """How a grid differs from another, over cells that both have: new less old."""

    cells: int
    median_m: float
    rms_m: float
    largest_m: float


def make_own_grid(
    mosaic: Mosaic, error_m: float, fill_from: ElevationGrid | None = None
) -> tuple[ElevationGrid, int]:
    """Make a grid of a mosaic; return it, and how many voids were filled.

    Parameters
    ----------
    mosaic
        Heights, NaN where there are none.
    error_m
        The stated error, metres.
    fill_from
        Another grid from which voids are filled, between its cell centres; None to
        refuse a mosaic that has any.

    Raises
    ------
    InputError
        If voids are left, with how many and where.
    """
    try:
        SCALARS["error_m"](error_m)
    except WrongValueError as wrong:
        raise InputError(f"--error-m: {wrong.what}; {wrong.advice}.") from None
    frame, heights = mosaic.frame, mosaic.height_m.copy()
    voids = mosaic.voids
    n_voids = int(voids.sum())
    if n_voids and fill_from is not None:
        row, col = np.nonzero(voids)
        lon, lat = _move_in(fill_from, frame, *_place(frame, row, col))
        held = is_inside(fill_from, lon, lat)
        filled = smooth_heights_at(fill_from, lon[held], lat[held])
        heights[row[held], col[held]] = filled.astype(np.float32)
    left = int(np.isnan(heights).sum())
    if left:
        raise _voids_left(frame, np.isnan(heights), is_filled=fill_from is not None)
    kept = np.rint(heights).astype(np.int16)
    kept.setflags(write=False)
    grid = ElevationGrid(
        height_m=kept,
        west=frame.west,
        north=frame.north,
        step_lon=frame.step,
        step_lat=frame.step,
        error_m=error_m,
    )
    return grid, n_voids


def compare_grids(grid: ElevationGrid, other: ElevationGrid) -> Difference | None:
    """Compare a grid with another at some of its cells; None if they are apart."""
    n_rows, n_cols = grid.height_m.shape
    every = max(1, int(np.sqrt(grid.height_m.size / MOST_SAMPLES)))
    row, col = (
        each.ravel()
        for each in np.meshgrid(
            np.arange(0, n_rows, every), np.arange(0, n_cols, every), indexing="ij"
        )
    )
    lon = np.asarray(grid.west + grid.step_lon * col, dtype=np.float64)
    lat = np.asarray(grid.north - grid.step_lat * row, dtype=np.float64)
    held = is_inside(other, lon, lat)
    if not held.any():
        return None
    old = smooth_heights_at(other, lon[held], lat[held])
    off = grid.height_m[row[held], col[held]] - old
    return Difference(
        cells=int(held.sum()),
        median_m=float(np.median(off)),
        rms_m=float(np.sqrt(np.mean(off**2))),
        largest_m=float(np.abs(off).max()),
    )


def _place(
    frame: Frame, row: NDArray[np.intp], col: NDArray[np.intp]
) -> tuple[Floats, Floats]:
    return (
        np.asarray(frame.west + frame.step * col, dtype=np.float64),
        np.asarray(frame.north - frame.step * row, dtype=np.float64),
    )


def _move_in(
    grid: ElevationGrid, frame: Frame, lon: Floats, lat: Floats
) -> tuple[Floats, Floats]:
    """Move positions into a grid that are less than a step of the frame off it.

    A frame ends at whole steps, so its outermost cells may reach beyond the grid.
    """
    west, south, east, north = grid_edges(grid)
    near_lon, near_lat = np.clip(lon, west, east), np.clip(lat, south, north)
    return (
        np.where(np.abs(near_lon - lon) <= frame.step, near_lon, lon),
        np.where(np.abs(near_lat - lat) <= frame.step, near_lat, lat),
    )


def _voids_left(
    frame: Frame, voids: NDArray[np.bool_], *, is_filled: bool
) -> InputError:
    """Say how many cells have no height, and about where."""
    row, col = np.nonzero(voids)
    lon, lat = _place(frame, row, col)
    advice = (
        "The theatre's present grid does not cover them either: add tiles."
        if is_filled
        else "Add the tiles that are missing, or take the theatre's present grid there:"
        " --fill."
    )
    return InputError(
        f"Nothing was written: {len(row):,} of {voids.size:,} cells "
        f"({len(row) / voids.size:.1%}) have no height, between longitude "
        f"{lon.min():.3f} and {lon.max():.3f}, latitude {lat.min():.3f} and "
        f"{lat.max():.3f}. {advice}"
    )
