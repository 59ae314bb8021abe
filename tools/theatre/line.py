"""The border line: kilometres along it, and the nearest kilometre to a place."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer

Floats = NDArray[np.float64]

GEOD = Geod(ellps="WGS84")
# Azimuthal equidistant about the theatre's middle: distances true to 0.1 % here.
_TO_PLANE = Transformer.from_crs(
    "EPSG:4326",
    "+proj=aeqd +lon_0=71.3 +lat_0=37.6 +datum=WGS84 +units=km",
    always_xy=True,
)


def to_plane_km(lon: Floats, lat: Floats) -> Floats:
    """Plane coordinates (km) of positions, one row each."""
    x, y = _TO_PLANE.transform(np.asarray(lon), np.asarray(lat))
    return np.column_stack([x, y])


def from_plane_km(xy: Floats) -> Floats:
    """Positions (lon, lat in degrees) of plane coordinates (km), one row each."""
    lon, lat = _TO_PLANE.transform(xy[:, 0], xy[:, 1], direction="INVERSE")
    return np.column_stack([lon, lat])


@dataclass(frozen=True)
class BorderLine:
    """The border as vertices (lon, lat in degrees), first one at km 0."""

    lonlat: Floats

    @cached_property
    def vertex_km(self) -> Floats:
        """Geodesic kilometres of each vertex along the line."""
        lon, lat = self.lonlat[:, 0], self.lonlat[:, 1]
        step_m = GEOD.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])[2]
        return np.concatenate([[0.0], np.cumsum(step_m)]) / 1000

    @property
    def length_km(self) -> float:
        """Geodesic length in km."""
        return float(self.vertex_km[-1])

    @cached_property
    def plane(self) -> shapely.LineString:
        """The line in plane kilometres."""
        line = shapely.LineString(to_plane_km(self.lonlat[:, 0], self.lonlat[:, 1]))
        shapely.prepare(line)
        return line

    @cached_property
    def _segments(self) -> shapely.STRtree:
        """Index of the line's straight segments in plane kilometres."""
        xy = shapely.get_coordinates(self.plane)
        return shapely.STRtree(shapely.linestrings(np.stack([xy[:-1], xy[1:]], axis=1)))

    def at_km(self, km: Floats | float) -> Floats:
        """Positions (lon, lat) at kilometres along the line, one row each."""
        km = np.atleast_1d(np.asarray(km, dtype=float))
        lon = np.interp(km, self.vertex_km, self.lonlat[:, 0])
        lat = np.interp(km, self.vertex_km, self.lonlat[:, 1])
        return np.column_stack([lon, lat])

    def nearest(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Border km nearest to each position, and how many km off it lies."""
        points = shapely.points(to_plane_km(np.atleast_1d(lon), np.atleast_1d(lat)))
        tree = self._segments
        at = tree.query_nearest(points, all_matches=False)[1]
        segment = tree.geometries[at]
        share = shapely.line_locate_point(segment, points, normalized=True)
        step = np.diff(self.vertex_km)[at]
        return self.vertex_km[at] + share * step, shapely.distance(segment, points)

    def nearest_km(self, lon: Floats, lat: Floats) -> Floats:
        """Kilometre along the line of the point nearest to each position."""
        return self.nearest(lon, lat)[0]

    def distance_km(self, lon: Floats, lat: Floats) -> Floats:
        """Kilometres from each position to the line."""
        return self.nearest(lon, lat)[1]
