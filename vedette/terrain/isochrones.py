"""Isochrones: what is reached from a place within given hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import ElevationGrid, Theatre
from vedette.errors import InputError
from vedette.terrain.elevation import cell_size_m
from vedette.terrain.laws import SpeedLaw
from vedette.terrain.lineways import find_launch_on_river
from vedette.terrain.network import Network, make_network
from vedette.terrain.nodes import TRACK
from vedette.terrain.searches import MOST_CELLS, crossing_note, no_begin, run
from vedette.terrain.walls import find_walls, river_line
from vedette.terrain.ways import Place, TravelParams
from vedette.terrain.windows import clip_km, coarsen_to

Floats = NDArray[np.float64]

MOST_HOURS, MOST_RINGS = 72.0, 12
# Minutes of what is not reached, so that an area ends at the last cell that is.
NEVER = 1e7
CIRCLE_POINTS = 180


@dataclass(frozen=True, slots=True, eq=False)
class Ring:
    """What is reached within some hours.

    ``area`` is a MultiPolygon, ``line`` the track or river reached, a
    MultiLineString; both in degrees, empty where there is none of that kind.
    """

    hours: float
    area: Any
    area_km2: float
    line: Any
    line_km: float


@dataclass(frozen=True, slots=True, eq=False)
class Isochrones:
    """What is reached from a place: a ring for each number of hours, fewest first."""

    by: str
    law: str
    source: str
    start: Place
    rings: tuple[Ring, ...]
    cell_m: tuple[float, float]
    error_m: float
    notes: tuple[str, ...]


def find_isochrones(
    theatre: Theatre, start: Place, hours: Sequence[float], params: TravelParams
) -> Isochrones:
    """Find what is reached from a place within each of some numbers of hours."""
    wanted = _check_hours(hours)
    law = params.find_law(theatre)
    grid = theatre.elevation
    notes = [_NOTES[params.by]] if params.by in _NOTES else []
    if params.by == "air":
        shapes = [(_circle(start, h * law.fastest_kmh), _lines([])) for h in wanted]
    elif params.by == "boat":
        shapes = [(_polygons([]), _along(theatre, start, h, law)) for h in wanted]
    else:
        grid, network = _lay_out(theatre, start, wanted[-1], params, law)
        minutes, _ = run(network)
        notes.append(crossing_note(params))
        shapes = [_reached(network, minutes, 60 * h, params) for h in wanted]
        if network.is_wet[0]:
            notes.append(f"{start.name} lies in water: both banks count as reached.")
    wide_m, tall_m = cell_size_m(grid, start.lat)
    rings = [
        Ring(h, area, _area_km2(area), line, _length_km(line))
        for h, (area, line) in zip(wanted, shapes, strict=True)
    ]
    return Isochrones(
        by=params.by,
        law=law.name,
        source=law.source,
        start=start,
        rings=tuple(rings),
        cell_m=(float(wide_m), float(tall_m)),
        error_m=grid.error_m,
        notes=tuple(notes),
    )


_NOTES = {
    "vehicle": "Tracks are modelled, not a road map.",
    "boat": "Along the border river; its flow, shallows and rapids do not count.",
    "air": "Straight out over the ground: neither ceilings, weather nor fuel count.",
}


def _check_hours(hours: Sequence[float]) -> tuple[float, ...]:
    wanted = tuple(sorted(set(hours)))
    if not wanted or len(wanted) > MOST_RINGS:
        raise InputError(f"hours: give 1 to {MOST_RINGS} different numbers.")
    for each in wanted:
        if not 0 < each <= MOST_HOURS:
            raise InputError(
                f"hours: {each:g} cannot be used; give more than 0, at most "
                f"{MOST_HOURS:g}."
            )
    return wanted


def _lay_out(
    theatre: Theatre, start: Place, most_h: float, params: TravelParams, law: SpeedLaw
) -> tuple[ElevationGrid, Network]:
    """Lay the network over all that could be reached; refuse a start shut in."""
    lon, lat = np.array([start.lon]), np.array([start.lat])
    near = clip_km(theatre.elevation, lon, lat, most_h * law.fastest_kmh)
    grid = coarsen_to(near, MOST_CELLS)
    walls = find_walls(theatre, ford=params.ford)
    network = make_network(theatre, grid, law, walls, [(start.lon, start.lat)])
    if not network.is_joined[0]:
        raise no_begin(theatre, network, (start,), "Nothing is reached:")
    return grid, network


def _reached(
    network: Network, minutes: Floats, limit: float, params: TravelParams
) -> tuple[Any, Any]:
    """Return area and track that are reached within so many minutes."""
    area = _polygons([])
    if network.n_cells:
        area = _area(network.grid, minutes[: network.n_cells], limit)
    if params.by == "foot":
        return area, _lines([])
    return area, _track(network, minutes, limit)


def _area(grid: ElevationGrid, minutes: Floats, limit: float) -> Any:
    """Return where the minutes, even between cell centres, are within a limit."""
    import shapely
    from contourpy import FillType, contour_generator

    n_rows, n_cols = grid.height_m.shape
    # south first, as a plane has it
    z = np.where(np.isfinite(minutes), minutes, NEVER).reshape(n_rows, n_cols)[::-1]
    south = grid.north - grid.step_lat * (n_rows - 1)
    filled = contour_generator(
        x=grid.west + grid.step_lon * np.arange(n_cols),
        y=south + grid.step_lat * np.arange(n_rows),
        z=z,
        fill_type=FillType.OuterOffset,
    ).filled(-1.0, limit)
    found = []
    for points, offsets in zip(*filled, strict=True):
        rings = [points[a:b] for a, b in pairwise(offsets)]
        found.append(shapely.Polygon(rings[0], rings[1:]))
    return _polygons(found)


def _track(network: Network, minutes: Floats, limit: float) -> Any:
    """Return the steps of track of which both ends are reached, put together."""
    lines: list[Floats] = []
    pieces = [*network.first_track.tolist(), len(network.kind)]
    for first, last in pairwise(pieces):
        nodes = np.arange(first, last)[network.kind[first:last] == TRACK]
        at = np.column_stack([network.lon[nodes], network.lat[nodes]])
        held = np.flatnonzero(minutes[nodes] <= limit)
        runs = np.split(held, np.flatnonzero(np.diff(held) > 1) + 1)
        lines += [at[run] for run in runs if len(run) > 1]
    return _lines(lines)


def _along(theatre: Theatre, start: Place, hours: float, law: SpeedLaw) -> Any:
    """Return the border river up and down from a place."""
    km, (low, high) = find_launch_on_river(theatre, start)
    far = hours * law.fastest_kmh
    river = river_line(theatre.border, max(low, km - far), min(high, km + far))
    return _lines([np.array(river.coords)])


def _circle(start: Place, km: float) -> Any:
    """Return the polygon of all places so far off, on the ellipsoid."""
    import shapely
    from pyproj import Geod

    azimuth = np.linspace(0.0, 360.0, CIRCLE_POINTS, endpoint=False)
    n = np.ones(CIRCLE_POINTS)
    lon, lat, _ = Geod(ellps="WGS84").fwd(
        start.lon * n, start.lat * n, azimuth, 1000 * km * n
    )
    return _polygons([shapely.Polygon(np.column_stack([lon, lat]))])


def _polygons(polygons: list[Any]) -> Any:
    import shapely

    # holes and outer rings run the way GeoJSON wants them
    oriented = [shapely.geometry.polygon.orient(each) for each in polygons]
    return shapely.MultiPolygon(oriented)


def _lines(lines: list[Floats]) -> Any:
    import shapely

    return shapely.MultiLineString([shapely.LineString(line) for line in lines])


def _area_km2(area: Any) -> float:
    from pyproj import Geod

    return abs(Geod(ellps="WGS84").geometry_area_perimeter(area)[0]) / 1e6


def _length_km(line: Any) -> float:
    from pyproj import Geod

    return float(Geod(ellps="WGS84").geometry_length(line)) / 1000
