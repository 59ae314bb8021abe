"""Values carried along by steps between neighbours on the line.

``x[..., i, d]`` belongs to the step from place (or station) i to i + d - span. Works
for numbers, where the largest wins and -inf is nothing, and for yes and no.
"""

from typing import TypeVar

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Values = TypeVar("Values", NDArray[np.float64], NDArray[np.bool_])


def arrive(leaving: Values, span: int) -> Values:
    """Take the best way into each place, shape (..., i, d) to (..., i)."""
    n_places = leaving.shape[-2]
    at = np.full(leaving.shape[:-1], _nothing(leaving), dtype=leaving.dtype)
    for shift in range(-span, span + 1):
        here = slice(max(0, -shift), min(n_places, n_places - shift))
        there = slice(max(0, shift), min(n_places, n_places + shift))
        way = leaving[..., here, shift + span]
        np.maximum(at[..., there], way, out=at[..., there])
    return at


def ahead(at: Values, span: int) -> Values:
    """Return what each step leads to, shape (..., i) to (..., i, d)."""
    beside = [(0, 0)] * (at.ndim - 1) + [(span, span)]
    padded = np.pad(at, beside, constant_values=_nothing(at))
    return sliding_window_view(padded, 2 * span + 1, axis=-1)


def _nothing(values: NDArray[np.float64] | NDArray[np.bool_]) -> float | bool:
    return False if values.dtype == np.bool_ else -np.inf
