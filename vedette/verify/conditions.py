"""Light and haze over a window, and which of its slots have the same."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Window


@dataclass(frozen=True, slots=True, eq=False)
class Conditions:
    """What there is to see by, by section and slot.

    ``light`` is an index into LIGHTS, ``visibility_km`` infinite where no haze is
    foreseen, both of shape (S, T). ``alike`` are the window's slots, each with all
    others in which every section has the same, so that chances are worked out once.
    """

    light: NDArray[np.int64]
    visibility_km: NDArray[np.float64]
    alike: tuple[NDArray[np.int64], ...]


def tell_conditions(window: Window) -> Conditions:
    """Tell apart the conditions of a window."""
    light = window.light.astype(np.int64)
    visibility_km = np.full(light.shape, np.inf)
    if window.weather is not None:
        visibility_km = window.weather.visibility_km
    both = np.concatenate([light, visibility_km])
    same = np.unique(both, axis=1, return_inverse=True)[1].ravel()
    alike = tuple(np.flatnonzero(same == each) for each in np.unique(same))
    return Conditions(light, visibility_km, alike)
