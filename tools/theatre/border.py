"""The state line and the two lands, out of the time-zone polygons."""

from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.ops import linemerge
from timezonefinder import TimezoneFinder

from theatre.line import BorderLine

# Tajikistan and Afghanistan are one time zone each, so the zone line is the state line.
HOST_ZONE, NEIGHBOUR_ZONE = "Asia/Dushanbe", "Asia/Kabul"
Point = tuple[float, float]


def load_lands(data_folder: Path) -> tuple[shapely.Geometry, BorderLine]:
    """Host's land as polygons, and the line it shares with the neighbour.

    ``data_folder`` holds the unpacked timezonefinder data. Km 0 is the western end:
    the Panj and the Amu Darya flow west, so the river rises with km.
    """
    finder = TimezoneFinder(bin_file_location=data_folder)
    host, neighbour = (
        finder.get_geometry(tz_name=zone, coords_as_pairs=True)
        for zone in (HOST_ZONE, NEIGHBOUR_ZONE)
    )
    edges_of_neighbour = set(_edges(neighbour))
    common = [edge for edge in _edges(host) if edge in edges_of_neighbour]
    line = linemerge([LineString(edge) for edge in common])
    if not isinstance(line, LineString):
        raise ValueError(
            f"the common line falls into {len(line.geoms)} parts; the zone data "
            "have changed: look at them before you go on."
        )
    lonlat = np.round(np.array(line.coords), 6)
    if lonlat[0, 0] > lonlat[-1, 0]:
        lonlat = lonlat[::-1]
    land = shapely.union_all([Polygon(rings[0], rings[1:]) for rings in host])
    return land, BorderLine(lonlat)


def _edges(polygons: Any) -> list[tuple[Point, Point]]:
    """Edges of all rings, each with its lower end first, in order, without repeats."""
    edges: dict[tuple[Point, Point], None] = {}
    for polygon in polygons:
        for ring in polygon:
            rounded = [(round(lon, 7), round(lat, 7)) for lon, lat in ring]
            for a, b in zip(rounded, [*rounded[1:], rounded[0]], strict=True):
                if a != b:
                    edges[(min(a, b), max(a, b))] = None
    return list(edges)
