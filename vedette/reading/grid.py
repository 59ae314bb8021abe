"""The elevation grid of a theatre: its arrays checked one by one."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import ElevationGrid
from vedette.reading.checks import Check, number
from vedette.reading.faults import Faults, WrongValueError
from vedette.reading.npz import read_arrays

LOWEST_M, HIGHEST_M = -500, 9000
SCALARS: dict[str, Check] = {
    "west": number(-180.0, 180.0, "degrees"),
    "north": number(-90.0, 90.0, "degrees"),
    "step_lon": number(1e-5, 1.0, "degrees"),
    "step_lat": number(1e-5, 1.0, "degrees"),
    "error_m": number(0.0, 500.0, "metres"),
}
MEMBERS = ("height_m", *SCALARS)


def read_grid(data: bytes, file: str, faults: Faults) -> ElevationGrid | None:
    """Read the grid; None where something in the file is wrong."""
    before = len(faults)
    arrays = read_arrays(data, file, MEMBERS, faults)
    if arrays is None:
        return None
    sound: dict[str, Any] = {}
    for name in MEMBERS:
        try:
            if name not in arrays:
                raise WrongValueError("the array is missing", "add it")
            if name == "height_m":
                sound[name] = _check_heights(arrays[name])
            else:
                sound[name] = _check_scalar(arrays[name], SCALARS[name])
        except WrongValueError as wrong:
            faults.add(file, wrong.what, wrong.advice, field=name)
    if len(faults) > before:
        return None
    grid = ElevationGrid(**sound)
    rows, columns = grid.height_m.shape
    east = grid.west + grid.step_lon * (columns - 1)
    south = grid.north - grid.step_lat * (rows - 1)
    if east > 180.0 or south < -90.0:
        faults.add(
            file,
            f"{rows} rows and {columns} columns of these steps leave the globe",
            "west and north are degrees, the steps degrees from cell to cell",
        )
        return None
    return grid


def _check_heights(heights: NDArray[Any]) -> NDArray[np.int16]:
    """Check the heights: whole metres in 16 bits, no voids."""
    if heights.dtype.kind != "i" or heights.dtype.itemsize != 2 or heights.ndim != 2:
        raise WrongValueError(
            f"it is {heights.dtype} of {heights.ndim} dimensions",
            "save int16 with two dimensions, row 0 north, column 0 west",
        )
    if min(heights.shape) < 2:
        raise WrongValueError(
            f"its shape is {heights.shape}", "give at least two rows and columns"
        )
    odd = int(((heights < LOWEST_M) | (heights > HIGHEST_M)).sum())
    if odd:
        raise WrongValueError(
            f"{odd:,} cells lie below {LOWEST_M} m or above {HIGHEST_M} m",
            "fill the voids; heights are metres above sea level",
        )
    kept: NDArray[np.int16] = np.ascontiguousarray(heights, dtype=np.int16)
    kept.setflags(write=False)
    return kept


def _check_scalar(array: NDArray[Any], check: Check) -> float:
    """Check one of the numbers that place the grid."""
    if array.dtype != np.float64 or array.ndim != 0:
        raise WrongValueError(
            f"it is {array.dtype} of {array.ndim} dimensions", "save one float64"
        )
    return float(check(array.item()))
