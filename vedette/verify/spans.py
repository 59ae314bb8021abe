"""Sums over stretches of slots, however far outside the window these begin or end."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Moments = NDArray[np.int64] | int


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Sums of something that each slot of the window has; outside there is nothing."""

    up_to: NDArray[np.float64]

    @classmethod
    def of(cls, values: NDArray[np.float64] | NDArray[np.bool_]) -> "Sums":
        """Add up values by slot, shape (T,).

        >>> import numpy as np
        >>> Sums.of(np.array([1.0, 2.0, 4.0])).over(np.array([-5, 1, 9]), 3).tolist()
        [7.0, 6.0, 0.0]
        """
        return cls(np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)]))

    def over(self, begin: Moments, end: Moments) -> NDArray[np.float64]:
        """Return the sum over each of the slots from a moment up to another."""
        last = len(self.up_to) - 1
        low, high = np.clip(begin, 0, last), np.clip(end, 0, last)
        return np.asarray(self.up_to[np.maximum(low, high)] - self.up_to[low])

    def none_over(self, begin: Moments, end: Moments) -> NDArray[np.bool_]:
        """Tell where none of the slots from a moment up to another has anything."""
        return np.asarray(self.over(begin, end) == 0.0)
