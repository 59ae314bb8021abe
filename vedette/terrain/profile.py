"""The ground under a line: heights, slopes, climb; with the grid's cell and error."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vedette.domain.theatre import ElevationGrid
from vedette.errors import InputError
from vedette.terrain.elevation import (
    cell_size_m,
    heights_at,
    points_on_legs,
    smooth_heights_at,
)
from vedette.units import distance_km

Floats = NDArray[np.float64]

MOST_POINTS = 200_000


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """The ground under a line of geodesic legs, from its first vertex to its last.

    Parameters
    ----------
    km, lon, lat, height_m
        Points at most half a cell apart, all vertices among them: km along the line,
        degrees, metres between cell centres, shape (n,).
    slope
        Of each step from point to point, rise over run, shape (n - 1,).
    highest_m
        Of the cells that the line passes over: at least as high as any point.
    cell_m
        East-west and north-south size of the grid's cells at the line's middle.
    error_m
        The grid's stated error, which holds for every height here.
    names
        What its vertices are called, or nothing.
    vertex_km
        Where along it its vertices lie.
    """

    km: Floats
    lon: Floats
    lat: Floats
    height_m: Floats
    slope: Floats
    highest_m: float
    cell_m: tuple[float, float]
    error_m: float
    vertex_km: Floats
    names: tuple[str, ...] = ()

    @property
    def length_km(self) -> float:
        """Length of the line in km, as on the flat."""
        return float(self.km[-1])

    @property
    def lowest_m(self) -> float:
        """Lowest point."""
        return float(self.height_m.min())

    @property
    def climb_m(self) -> float:
        """All rises together, step by step."""
        return float(np.maximum(np.diff(self.height_m), 0.0).sum())

    @property
    def descent_m(self) -> float:
        """All falls together, as a positive number."""
        return float(np.maximum(-np.diff(self.height_m), 0.0).sum())

    @property
    def steepest(self) -> float:
        """Steepest step either way, rise over run."""
        return float(np.abs(self.slope).max())


def profile_line(
    grid: ElevationGrid,
    lon: ArrayLike,
    lat: ArrayLike,
    names: tuple[str, ...] = (),
) -> Profile:
    """Make the profile of the ground under a line of geodesic legs.

    Parameters
    ----------
    grid
        Where the heights come from.
    lon, lat
        Vertices in degrees, two or more, none twice in a row.
    names
        What the vertices are called, if anything.

    Raises
    ------
    InputError
        If the line leaves the grid, is longer than can be shown, or is a point.
    """
    lon, lat = _vertices(lon, lat)
    wide_m, tall_m = cell_size_m(grid, float(lat.min() + lat.max()) / 2)
    step_m = float(min(wide_m, tall_m)) / 2
    metres = 1000 * distance_km(lon[:-1], lat[:-1], lon[1:], lat[1:])
    if metres.sum() / step_m + len(metres) > MOST_POINTS:
        raise InputError(
            f"profile: {metres.sum() / 1000:,.0f} km of line with {len(lon):,} vertices"
            f" makes more than {MOST_POINTS:,} points; give a shorter line."
        )
    first, at_lon, at_lat, along_m = points_on_legs(
        lon[:-1], lat[:-1], lon[1:], lat[1:], step_m
    )
    before_m = np.concatenate([[0.0], np.cumsum(metres)])
    leg = np.repeat(np.arange(len(metres)), np.diff(first))
    km = np.append(before_m[leg] + along_m, before_m[-1]) / 1000
    at_lon, at_lat = np.append(at_lon, lon[-1]), np.append(at_lat, lat[-1])
    height = smooth_heights_at(grid, at_lon, at_lat)
    over = heights_at(grid, at_lon, at_lat)
    return Profile(
        km=km,
        lon=at_lon,
        lat=at_lat,
        height_m=height,
        slope=np.diff(height) / (1000 * np.diff(km)),
        highest_m=float(max(over.max(), height.max())),
        cell_m=(float(wide_m), float(tall_m)),
        error_m=grid.error_m,
        vertex_km=before_m / 1000,
        names=names,
    )


def profile_leg(
    grid: ElevationGrid, lon_a: float, lat_a: float, lon_b: float, lat_b: float
) -> Profile:
    """Make the profile of the ground under the geodesic from a to b.

    >>> import numpy as np
    >>> flat = np.full((3, 3), 500, dtype=np.int16)
    >>> grid = ElevationGrid(flat, 70.0, 38.0, 0.01, 0.01, 10.0)
    >>> profile_leg(grid, 70.0, 38.0, 70.02, 37.98).climb_m
    0.0
    """
    return profile_line(grid, [lon_a, lon_b], [lat_a, lat_b])


def _vertices(lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
    """Return the vertices of a line; refuse a line that stands still."""
    at_lon = np.asarray(lon, dtype=np.float64)
    at_lat = np.asarray(lat, dtype=np.float64)
    stays = (np.diff(at_lon) == 0) & (np.diff(at_lat) == 0)
    if len(at_lon) < 2 or stays.any():
        raise InputError(
            "profile: give two places or more, and none of them twice in a row."
        )
    return at_lon, at_lat
