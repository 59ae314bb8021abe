"""Lines of sight from one place to given cells, and what every answer carries."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vedette.domain.theatre import ElevationGrid
from vedette.errors import InputError
from vedette.terrain.elevation import smooth_heights_at
from vedette.terrain.globe import globe_points

Floats = NDArray[np.float64]

# Mean radius of the earth (IUGG), metres.
EARTH_M = 6_371_009.0
# The surveyor's usual share of the curvature that the bending of light takes back.
REFRACTION = 0.13
HIGHEST_M = 20_000.0


@dataclass(frozen=True, slots=True)
class SightMargin:
    """What the grid's error may do to an answer about sight.

    ``share`` of the cells is seen on the grid as it is, ``if_higher`` and ``if_lower``
    if all the ground between stood higher or lower by the grid's ``error_m`` while the
    eye and the person stayed where they are.
    """

    share: float
    if_higher: float
    if_lower: float
    error_m: float

    def in_words(self) -> str:
        """Say it in one sentence, for beside the answer.

        >>> SightMargin(0.124, 0.01, 0.6, 113.0).in_words()
        '12 % seen; 1 % to 60 % if the ground between stood 113 m higher or lower'
        """
        return (
            f"{self.share:.0%} seen; {self.if_higher:.0%} to {self.if_lower:.0%} if "
            f"the ground between stood {self.error_m:g} m higher or lower"
        ).replace("%", " %")


def drop_per_m2(refraction: float) -> float:
    """Drop of the ground below a level line, over the square of the distance, 1/m.

    The earth's curvature less the bending of light: ``(1 - k) / (2 R)``.

    >>> round(drop_per_m2(0.13) * 30_000**2, 1)
    61.5
    """
    if not 0.0 <= refraction < 1.0:
        raise InputError(
            f"refraction: {refraction:g} cannot be; give the share of the earth's "
            "curvature that it takes back, from 0 to below 1 (usually 0.13)."
        )
    return (1 - refraction) / (2 * EARTH_M)


def check_heights(eye_m: float, person_m: float) -> None:
    """Refuse heights that are none."""
    for name, value in (("eye", eye_m), ("person", person_m)):
        if not 0.0 <= value <= HIGHEST_M:
            raise InputError(
                f"{name} height: {value:g} m cannot be used; give 0 to 20,000 m above "
                "the ground."
            )


def least_eyes_m(
    grid: ElevationGrid,
    lon: float,
    lat: float,
    cell_lon: ArrayLike,
    cell_lat: ArrayLike,
    person_m: float = 1.7,
    refraction: float = REFRACTION,
    raised_m: float = 0.0,
) -> Floats:
    """Least heights above the ground at a place from which each of some cells is seen.

    0 where a cell is seen from the ground itself. ``raised_m`` is how much higher the
    ground between is taken to stand than the grid says, for the margin.
    """
    from vedette.terrain.sight_kernels import least_eyes

    check_heights(0.0, person_m)
    cells = np.broadcast_arrays(cell_lon, cell_lat)
    to = [np.asarray(each, dtype=np.float64).ravel() for each in cells]
    at = [np.array([lon], dtype=np.float64), np.array([lat], dtype=np.float64)]
    ground_m = float(smooth_heights_at(grid, at[0], at[1])[0])
    row, col = (float(each[0]) for each in grid_places(grid, at[0], at[1]))
    least = np.empty(len(to[0]))
    least_eyes(
        grid.height_m,
        row,
        col,
        np.linalg.norm(globe_points(*to) - globe_points(*at), axis=1),
        *grid_places(grid, to[0], to[1]),
        smooth_heights_at(grid, to[0], to[1]) + (person_m - raised_m),
        drop_per_m2(refraction),
        least,
    )
    return np.maximum(least + (raised_m - ground_m), 0.0).reshape(cells[0].shape)


def seen_share_by_height(
    grid: ElevationGrid,
    lon: float,
    lat: float,
    cell_lon: ArrayLike,
    cell_lat: ArrayLike,
    eye_m: ArrayLike,
    person_m: float = 1.7,
    refraction: float = REFRACTION,
    raised_m: float = 0.0,
) -> Floats:
    """Share of some cells that is seen from each of some heights above one place."""
    least = least_eyes_m(
        grid, lon, lat, cell_lon, cell_lat, person_m, refraction, raised_m
    )
    if not least.size:
        raise InputError("sight: there are no cells to look at; give at least one.")
    many = np.searchsorted(np.sort(least, axis=None), eye_m, side="right")
    return np.asarray(many / least.size)


def grid_places(grid: ElevationGrid, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Positions in rows and columns of cell middles, drawn in to the outermost ones."""
    n_rows, n_cols = grid.height_m.shape
    row, col = (grid.north - lat) / grid.step_lat, (lon - grid.west) / grid.step_lon
    return np.clip(row, 0, n_rows - 1), np.clip(col, 0, n_cols - 1)
