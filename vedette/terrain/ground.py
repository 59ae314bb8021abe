"""The border cut into reaches, with what the grid and the track say of each."""

import math

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Ground
from vedette.domain.theatre import ElevationGrid, Theatre
from vedette.errors import InputError
from vedette.terrain.elevation import cell_size_m, heights_at, steepness_at
from vedette.terrain.line import position_at
from vedette.terrain.travel import reach_minutes

Floats = NDArray[np.float64]

LEAST_REACH_KM, MOST_REACH_KM = 0.5, 50.0
SAMPLE_KM = 0.25
CORRIDOR_KM = 1.0


def survey_ground(theatre: Theatre, reach_km: float) -> Ground:
    """Cut every section into equal reaches of about ``reach_km`` and survey them.

    A section gets the whole number of reaches nearest to its length over ``reach_km``
    (a half goes to the even one), at least one. The last reach ends with the line.
    """
    if not LEAST_REACH_KM <= reach_km <= MOST_REACH_KM:
        raise InputError(
            f"reach length: {reach_km:g} km cannot be used; give {LEAST_REACH_KM:g} "
            f"to {MOST_REACH_KM:g} km."
        )
    edge_km, section = _cut(theatre, reach_km)
    at_km = _samples(edge_km)
    lon, lat = position_at(theatre.border, at_km)
    height = heights_at(theatre.elevation, lon, lat)
    lowest = height.min(axis=1)
    slope = _median_steepness(theatre.elevation, lon, lat)
    model = theatre.model
    can_cross = (lowest <= model.crossing_max_height_m) & (
        slope <= model.crossing_max_slope
    )
    mid_lon, mid_lat = position_at(theatre.border, (edge_km[:-1] + edge_km[1:]) / 2)
    track_km, minutes = reach_minutes(theatre, edge_km)
    return Ground(
        edge_km=edge_km,
        section=section,
        lon=mid_lon,
        lat=mid_lat,
        lowest_m=lowest,
        highest_m=height.max(axis=1),
        slope=slope,
        can_cross=can_cross,
        track_km=track_km,
        minutes=minutes,
    )


def _cut(theatre: Theatre, reach_km: float) -> tuple[Floats, NDArray[np.int32]]:
    """Edges of the reaches in km, shape (R + 1,), and each one's section, (R,)."""
    edges, sections = [np.zeros(1)], []
    last = len(theatre.sections) - 1
    for index, section in enumerate(theatre.sections):
        # The last section may stop half a km off the line's end: it goes on to it.
        end = theatre.border.length_km if index == last else section.km_to
        count = max(1, round((end - section.km_from) / reach_km))
        edges.append(np.linspace(section.km_from, end, count + 1)[1:])
        sections.append(np.full(count, index, dtype=np.int32))
    return np.concatenate(edges), np.concatenate(sections)


def _samples(edge_km: Floats) -> Floats:
    """Border km at most 250 m apart in each reach, ends included, shape (R, n)."""
    longest = float(np.diff(edge_km).max())
    share = np.linspace(0.0, 1.0, math.ceil(longest / SAMPLE_KM) + 1)
    low, high = edge_km[:-1, None], edge_km[1:, None]
    return np.asarray(low + (high - low) * share)


def _median_steepness(grid: ElevationGrid, lon: Floats, lat: Floats) -> Floats:
    """Median steepness of the cells within 1 km of the line, each counted once.

    A cell belongs to a reach if its centre lies within 1 km of one of the reach's
    samples, given as arrays (R, n), or if it is the nearest cell to one.
    """
    cell = np.sort(_cells_near(grid, lon, lat).reshape(len(lon), -1), axis=1)
    counts = cell >= 0
    counts[:, 1:] &= cell[:, 1:] != cell[:, :-1]
    steep = steepness_at(grid, *np.divmod(np.maximum(cell, 0), grid.height_m.shape[1]))
    return np.asarray(np.nanmedian(np.where(counts, steep, np.nan), axis=1))


def _cells_near(grid: ElevationGrid, lon: Floats, lat: Floats) -> NDArray[np.intp]:
    """Flat index of the cells around every sample, shape (R, n, offsets); -1 if far.

    They are looked for at points 250 m apart, so a grid of finer cells is thinned
    out; one beyond the grid's edge counts as the cell at the edge.
    """
    n_rows, n_cols = grid.height_m.shape
    east_km, north_km = _lattice()
    wide_m, tall_m = cell_size_m(grid, lat[..., None])
    at_row = (grid.north - lat[..., None]) / grid.step_lat
    at_col = (lon[..., None] - grid.west) / grid.step_lon
    row = np.rint(at_row - 1000 * north_km / tall_m)
    col = np.rint(at_col + 1000 * east_km / wide_m)
    off_km = np.hypot((row - at_row) * tall_m, (col - at_col) * wide_m) / 1000
    near = (off_km <= CORRIDOR_KM) | ((east_km == 0) & (north_km == 0))
    row, col = np.clip(row, 0, n_rows - 1), np.clip(col, 0, n_cols - 1)
    return np.where(near, row * n_cols + col, -1).astype(np.intp)


def _lattice() -> tuple[Floats, Floats]:
    """Offsets in km, 250 m apart, a little farther than cells may be from a sample."""
    n = round((CORRIDOR_KM + SAMPLE_KM) / SAMPLE_KM)
    ticks = SAMPLE_KM * np.arange(-n, n + 1)
    east, north = np.meshgrid(ticks, ticks)
    return east.ravel(), north.ravel()
