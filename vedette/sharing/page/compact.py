"""Small numbers for the page: fewer digits, and tables of cells as packed bytes."""

import base64
import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Above so many cells (a week of 1 km reaches has 450,000) 8 bits must do.
MANY_CELLS = 300_000


def short(value: float, digits: int = 4) -> float | None:
    """Return a number with few significant digits, None where it is not finite.

    >>> short(12.34567), short(math.inf)
    (12.35, None)
    """
    number = float(value)
    if not math.isfinite(number):
        return None
    return float(f"{number:.{digits}g}")


def rounded(values: Iterable[float], decimals: int) -> list[float]:
    """Return numbers rounded to some decimals, as plain floats for JSON."""
    return [round(float(value), decimals) for value in values]


def pack_cells(cells: NDArray[np.float64]) -> dict[str, Any]:
    """Pack a table of numbers >= 0 into even steps of its largest one.

    The bytes are row after row, little-endian, in base64: a fraction of the size of
    digits in JSON. Steps are 1/65535 of the largest number, in very large tables
    1/255 of it.

    Parameters
    ----------
    cells
        Shape (R, T); what is not finite counts as 0.
    """
    clean = np.nan_to_num(np.asarray(cells, dtype=np.float64), posinf=0.0, neginf=0.0)
    top = float(clean.max(initial=0.0))
    bits = 8 if clean.size > MANY_CELLS else 16
    scale = (2**bits - 1) / top if top > 0 else 0.0
    steps = np.rint(np.clip(clean, 0.0, None) * scale).astype(f"<u{bits // 8}")
    return {
        "rows": int(steps.shape[0]),
        "cols": int(steps.shape[1]),
        "max": top,
        "bits": bits,
        "bytes": base64.b64encode(steps.tobytes()).decode("ascii"),
    }
