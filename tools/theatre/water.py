"""Lakes from OpenStreetMap's water polygons, rivers from the World Data Bank II."""

import io
from collections.abc import Iterator
from typing import Any

import h5py
import numpy as np
import shapely

from theatre.elevation import EAST, NORTH, SOUTH, WEST
from theatre.files import make_feature
from theatre.line import BorderLine, from_plane_km, to_plane_km

BOX = shapely.box(WEST, SOUTH, EAST, NORTH)
OCEAN_DEG2 = 5.0  # a polygon larger than this is the ocean
SMALLEST_LAKE_KM2 = 1.0
LAKE_TOLERANCE_KM = 0.06
LARGEST_LAKE_DEG = 5.0  # a lake's first vertex is not farther from the box than this
# WDBII lies up to 3 km off the Panj: near the line, the line itself is the river.
ONLY_RIVER_KM = 5.0
RIVER_TOLERANCE_KM = 0.05
SHORTEST_RIVER_KM = 1.0


def make_lakes(geojson: bytes) -> list[Any]:
    """Features of the lakes that touch the box, largest first."""
    found = []
    for polygon in _polygons_nearby(geojson):
        if polygon.area > OCEAN_DEG2 or not polygon.intersects(BOX):
            continue
        plane = _plane(polygon).buffer(0)
        if plane.area < SMALLEST_LAKE_KM2:
            continue
        plain = plane.simplify(LAKE_TOLERANCE_KM).buffer(0)
        found.append((round(plain.area, 2), plain))
    found.sort(key=lambda pair: (-pair[0], pair[1].bounds))
    return [make_feature(_degrees(p), {"area_km2": area}) for area, p in found]


def _polygons_nearby(geojson: bytes) -> Iterator[shapely.Polygon]:
    """Polygons whose first vertex is near the box.

    The file is 150 MB on three lines: read it as text and parse only what is near.
    """
    near = BOX.buffer(LARGEST_LAKE_DEG)
    for line in io.BytesIO(geojson):
        start = line.find(b'"coordinates":[[[')
        if start < 0:
            continue
        body = line[start + len(b'"coordinates":[[[') : line.rindex(b"]]]]")]
        for rings in body.split(b"]]],[[["):
            head = rings.lstrip(b"[")
            lon, lat = head[: head.index(b"]")].split(b",")[:2]
            if shapely.contains_xy(near, float(lon), float(lat)):
                text = b'{"type":"Polygon","coordinates":[[['
                yield shapely.from_geojson(text + head + b"]]]}")


def make_rivers(netcdf: bytes, line: BorderLine) -> list[Any]:
    """Features of the rivers in the box, but not near the border line."""
    by_level: dict[int, list[shapely.LineString]] = {}
    with h5py.File(io.BytesIO(netcdf)) as file:
        for level, segment in _segments(file):
            by_level.setdefault(level, []).append(segment)
    near_line = line.plane.buffer(ONLY_RIVER_KM)
    features = []
    for level in sorted(by_level):
        merged = shapely.line_merge(shapely.union_all(by_level[level]))
        clipped = shapely.intersection(merged, BOX)
        away = shapely.difference(_plane(clipped), near_line)
        plain = shapely.line_merge(away.simplify(RIVER_TOLERANCE_KM))
        parts = [p for p in shapely.get_parts(plain) if p.length >= SHORTEST_RIVER_KM]
        parts.sort(key=lambda part: part.coords[0])
        features += [make_feature(_degrees(p), {"level": level}) for p in parts]
    return features


def _segments(file: h5py.File) -> Iterator[tuple[int, shapely.LineString]]:
    """Level and line of each river segment in the bins that meet the box.

    Bins of one degree run east from Greenwich and south from the pole; a point is
    its bin's south-west corner plus an unsigned 16-bit share of a degree.
    """
    first_point = file["Id_of_first_point_in_a_segment"]
    for south in range(int(SOUTH), int(NORTH) + 1):
        for west in range(int(WEST), int(EAST) + 1):
            at = (89 - south) * 360 + west
            first = int(file["Id_of_first_segment_in_a_bin"][at])
            for s in range(first, first + int(file["N_segments_in_a_bin"][at])):
                start = int(first_point[s])
                rows = slice(start, start + int(file["N_points_for_a_segment"][s]))
                lon, lat = (
                    file[f"Relative_{name}_from_SW_corner_of_bin"][rows]
                    .astype(np.int16)
                    .view(np.uint16)
                    / 65535
                    for name in ("longitude", "latitude")
                )
                if len(lon) > 1:
                    level = int(file["Hierarchial_level_of_a_segment"][s])
                    xy = np.round(np.column_stack([west + lon, south + lat]), 6)
                    yield level, shapely.LineString(xy)


def _plane(shape: shapely.Geometry) -> shapely.Geometry:
    """Shape in plane kilometres."""
    return shapely.transform(shape, lambda xy: to_plane_km(xy[:, 0], xy[:, 1]))


def _degrees(shape: shapely.Geometry) -> shapely.Geometry:
    """Shape in degrees, out of plane kilometres."""
    return shapely.transform(shape, from_plane_km)
