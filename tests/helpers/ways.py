"""Ground, water and places for exact cases of paths, on the theatre along a parallel.

``slow_search`` is a judge: the same steps as the program's, one by one in plain Python.
"""

import heapq
import math
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from made_ground import LAT, WEST, flat, make_theatre
from pyproj import Geod

from vedette.domain.theatre import ElevationGrid, Site, Theatre
from vedette.terrain.elevation import cell_size_m
from vedette.terrain.ways import GroundPath, Place, TravelParams

FOOT, CAR, BOAT, AIR = (
    TravelParams(by=by) for by in ("foot", "vehicle", "boat", "air")
)
GEOD = Geod(ellps="WGS84")
OFF_KMH = 0.6 * 6 * math.exp(-3.5 * 0.05)  # on level ground, off the track
STEPS = [(0, 1), (1, 0), (1, 1), (1, -1), (1, 2), (2, 1), (1, -2), (2, -1)]
STEPS += [(-down, -right) for down, right in STEPS]


def length_km(path: GroundPath) -> float:
    """The length of a path over the ellipsoid."""
    return float(GEOD.line_length(path.lon, path.lat)) / 1000


def make_bridge(lon: float, lat: float = LAT, n: int = 1) -> Site:
    """A bridge."""
    return Site(f"b{n}", f"Bridge {n}", "bridge", lon, lat, 0.0, "surveyed", "made")


def drawn(**layers: Sequence[tuple[str, Any]]) -> Any:
    """Layers of a theatre: geometries by the layer's name."""
    return MappingProxyType(
        {
            name: {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "properties": {},
                        "geometry": {"type": kind, "coordinates": coordinates},
                    }
                    for kind, coordinates in shapes
                ],
            }
            for name, shapes in layers.items()
        }
    )


# The river goes on beyond both ends of the line, so that nobody walks round them.
BEYOND = drawn(
    rivers=[
        ("LineString", [[67.0, LAT], [WEST - 0.06, LAT]]),
        ("LineString", [[WEST + 0.76, LAT], [70.0, LAT]]),
    ]
)


def river_theatre(
    sites: Sequence[Site] = (), height: Callable[..., Any] = flat, **changes: Any
) -> Theatre:
    """A river across all of the grid, no track, and these bridges."""
    usual = {"river_km": ((0.0, 1000.0),), "drawings": BEYOND, "track_spans": ()}
    return make_theatre(height, sites=sites, **{**usual, **changes})


def open_theatre(height: Callable[..., Any] = flat, **changes: Any) -> Theatre:
    """No river and no track: open ground only."""
    return make_theatre(height, **{"river_km": (), "track_spans": (), **changes})


def centre(theatre: Theatre, row: int, col: int, name: str = "cell") -> Place:
    """The centre of a cell of the theatre's grid."""
    grid = theatre.elevation
    return Place(
        name, grid.west + grid.step_lon * col, grid.north - grid.step_lat * row
    )


def slow_search(
    grid: ElevationGrid, begin: tuple[int, int], kmh: Callable[[float], float]
) -> dict[tuple[int, int], float]:
    """Least minutes from a cell to every other, by plain Dijkstra."""
    n_rows, n_cols = grid.height_m.shape
    height = grid.height_m.astype(float)
    best, heap = {begin: 0.0}, [(0.0, begin)]
    while heap:
        minutes, (row, col) = heapq.heappop(heap)
        if minutes > best[row, col]:
            continue
        for down, right in STEPS:
            to = (row + down, col + right)
            if not (0 <= to[0] < n_rows and 0 <= to[1] < n_cols):
                continue
            lat = grid.north - grid.step_lat * (row + down / 2)
            wide, tall = (float(each) for each in cell_size_m(grid, lat))
            half_m = math.hypot(down * tall, right * wide) / 2
            here, there = height[row, col], height[to]
            if abs(down) == 2:
                side = col + int(math.copysign(1, right))
                passed = row + int(math.copysign(1, down))
                middle = (height[passed, col] + height[passed, side]) / 2
            elif abs(right) == 2:
                side = row + int(math.copysign(1, down))
                passed = col + int(math.copysign(1, right))
                middle = (height[row, passed] + height[side, passed]) / 2
            else:
                middle = (here + there) / 2
            new = minutes
            for rise in (middle - here, there - middle):
                speed = kmh(rise / half_m)
                new += 60 * half_m / 1000 / speed if speed > 0 else math.inf
            if new < best.get(to, math.inf):
                best[to] = new
                heapq.heappush(heap, (new, to))
    return best


def detour(theatre: Theatre, minutes: float, start: Place, end: Place) -> float:
    """How much longer a way takes than straight over level open ground."""
    from vedette.units import distance_km

    km = float(distance_km(start.lon, start.lat, end.lon, end.lat)[0])
    return minutes / (60 * km / OFF_KMH) - 1


def steep_wall(gap_lat: float, half_deg: float) -> Callable[..., Any]:
    """Ground with a wall nobody climbs along a meridian, but for a gap."""

    def height(lon: Any, lat: Any) -> Any:
        is_wall = (np.abs(lon - 68.3) < 0.012) & (np.abs(lat - gap_lat) > half_deg)
        return np.where(is_wall, 3500.0, 500.0)

    return height
