"""The regular grid of degrees that a user's rasters are laid on."""

import math
from dataclasses import dataclass

from vedette.errors import InputError
from vedette.reading.caps import CAPS

LEAST_STEP_S, MOST_STEP_S = 0.5, 120.0
SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A regular grid of degrees to fill: centre of its first cell, step, size."""

    west: float
    north: float
    step: float
    n_rows: int
    n_cols: int

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Outer edges: west, south, east, north."""
        half = self.step / 2
        return (
            self.west - half,
            self.north + half - self.step * self.n_rows,
            self.west - half + self.step * self.n_cols,
            self.north + half,
        )


def make_frame(edges: tuple[float, float, float, float], step_s: float) -> Frame:
    """Lay a frame over an extent (west, south, east, north), at whole steps.

    >>> make_frame((70.0, 38.0, 70.01, 38.01), 3.0).n_rows
    12
    """
    if not LEAST_STEP_S <= step_s <= MOST_STEP_S:
        raise InputError(
            f"--step {step_s:g}: give {LEAST_STEP_S:g} to {MOST_STEP_S:g} arc-seconds; "
            "30 m are about 1, 90 m about 3."
        )
    step = step_s / SECONDS
    west, south, east, north = edges
    left, low = math.floor(west / step + 1e-6), math.floor(south / step + 1e-6)
    n_cols = math.ceil(east / step - 1e-6) - left
    n_rows = math.ceil(north / step - 1e-6) - low
    if n_rows * n_cols > CAPS.grid_cells:
        least = step_s * math.sqrt(n_rows * n_cols / CAPS.grid_cells)
        raise InputError(
            f"--step {step_s:g}: {n_rows:,} rows and {n_cols:,} columns are more than "
            f"{CAPS.grid_cells:,} cells; from about {math.ceil(least * 10) / 10:g} "
            "arc-seconds on it fits."
        )
    return Frame(
        west=(left + 0.5) * step,
        north=(low + n_rows - 0.5) * step,
        step=step,
        n_rows=n_rows,
        n_cols=n_cols,
    )
