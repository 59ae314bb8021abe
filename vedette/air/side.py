"""On which side of the border line the aircraft's own airfield lies."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import BorderLine, ElevationGrid
from vedette.terrain.globe import globe_points

Floats = NDArray[np.float64]

NEAR_KM = 3.0  # from a place of the flight, where either side will do
# A piece of a way on the other side that is shorter is not counted: the line is one of
# a map, and a river's channel moves.
LEAST_BEYOND_KM = 2.0


class Position(Protocol):
    """Anything that lies somewhere, in degrees."""

    @property
    def lon(self) -> float:
        """Longitude."""

    @property
    def lat(self) -> float:
        """Latitude."""


class OwnSide:
    """The part of the grid on the airfield's side of the line.

    Beyond its ends the line is thought on, straight away from its middle: what lies
    there belongs to others, and this room does not know to whom.
    """

    def __init__(
        self, grid: ElevationGrid, border: BorderLine, lon: float, lat: float
    ) -> None:
        import shapely

        self._areas = {0.0: _face_of(_cut(grid, border), lon, lat)}
        shapely.prepare(self._areas[0.0])

    def holds(
        self,
        lon: Floats,
        lat: Floats,
        places: Sequence[Position],
        off_deg: float = 0.0,
        near_km: float = NEAR_KM,
    ) -> NDArray[np.bool_]:
        """Return which positions are on this side, or near a place.

        Those that are not near keep ``off_deg`` degrees off the line.
        """
        import shapely
        from scipy.spatial import cKDTree

        if off_deg not in self._areas:
            self._areas[off_deg] = self._areas[0.0].buffer(-off_deg)
            shapely.prepare(self._areas[off_deg])
        held = np.asarray(shapely.contains_xy(self._areas[off_deg], lon, lat))
        # Chords: over so few km they are as long as the way on the ground.
        near = cKDTree(globe_points([p.lon for p in places], [p.lat for p in places]))
        out = np.nonzero(~held)
        away_m, _ = near.query(globe_points(lon[out], lat[out]))
        held[out] = away_m <= 1000 * near_km
        return held

    def beyond_km(
        self, km: Floats, lon: Floats, lat: Floats, places: Sequence[Position]
    ) -> float:
        """Return how much of a way lies on the other side, short pieces left out."""
        out = ~self.holds(lon, lat, places)
        turns = np.flatnonzero(np.diff(np.concatenate([[0], out.astype(int), [0]])))
        first, last = turns[::2], turns[1::2] - 1
        pieces = km[np.minimum(last + 1, len(km) - 1)] - km[first]
        return float(pieces[pieces >= LEAST_BEYOND_KM].sum())


def _cut(grid: ElevationGrid, border: BorderLine) -> list[Any]:
    """Return the faces into which the line cuts the grid."""
    import shapely

    n_rows, n_cols = grid.height_m.shape
    box = shapely.box(
        grid.west - grid.step_lon,
        grid.north - grid.step_lat * n_rows,
        grid.west + grid.step_lon * n_cols,
        grid.north + grid.step_lat,
    )
    line = np.column_stack([border.lon, border.lat])
    middle = (line.min(axis=0) + line.max(axis=0)) / 2
    ends = []
    for end in (line[0], line[-1]):
        away = end - middle
        ends.append(end + away / max(float(np.hypot(*away)), 1e-9) * 360.0)
    full = shapely.LineString(np.vstack([ends[0], line, ends[1]]))
    cuts = shapely.unary_union([box.boundary, full])
    return list(shapely.get_parts(shapely.polygonize([cuts])))


def _face_of(faces: list[Any], lon: float, lat: float) -> Any:
    """Return the face that a position lies in, or the nearest one."""
    import shapely

    at = shapely.Point(lon, lat)
    return min(faces, key=lambda face: (face.distance(at), -face.area))
