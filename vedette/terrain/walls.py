"""Water that nobody walks or drives through: the border river, rivers, lakes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import BorderLine, ElevationGrid, Theatre
from vedette.terrain.line import position_at

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# So near the border river the line itself is the only river: others lie up to 3 km
# off it (DESIGN section 3).
ONLY_RIVER_KM = 5.0
# A river that goes on beyond the line's end is joined to it over at most this, so
# that nobody walks round the end.
JOIN_KM = 10.0
END_KM = 0.5
# On a river's line, not beside it: positions are rounded to less than this.
WET_M = 5.0
# A bridge belongs to a river that passes it no farther off than this.
RIVER_AT_KM = 1.0
KM_A_DEGREE = 111.32
TOUCH_DEG = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Walls:
    """Lines that are not crossed, except where somebody says so, and open water.

    ``pieces`` is a tree of the straight pieces of the rivers and shores, ``rivers``
    one of the rivers alone, ``lakes`` the polygons; all in degrees.
    """

    pieces: Any
    rivers: Any
    lakes: tuple[Any, ...]

    def separate(self, lon0: Floats, lat0: Floats, lon1: Floats, lat1: Floats) -> Bools:
        """Whether a wall lies between two positions, for arrays of them, shape (n,)."""
        import shapely

        found = np.zeros(len(lon0), dtype=bool)
        if len(lon0) and len(self.pieces):
            ends = np.stack(
                [np.stack([lon0, lat0], axis=1), np.stack([lon1, lat1], axis=1)], axis=1
            )
            ways = shapely.linestrings(ends)
            found[self.pieces.query(ways, predicate="intersects")[0]] = True
        return found

    def is_wet(self, lon: float, lat: float) -> bool:
        """Whether a place lies in a lake, or on the line of a river."""
        import shapely

        place = shapely.Point(lon, lat)
        if any(lake.intersects(place) for lake in self.lakes):
            return True
        if not len(self.rivers):
            return False
        # a degree of longitude is shorter: no farther than this in metres
        off = WET_M / 1000 / KM_A_DEGREE
        near = self.rivers.query(place, predicate="dwithin", distance=off)
        return bool(len(near))

    def banks(
        self, lon: float, lat: float, to_lon: Floats, to_lat: Floats, km: float
    ) -> NDArray[np.int8]:
        """On which bank of the river at a place other positions lie: 1, -1, or 0.

        The ground up to ``km`` around the place is cut along the rivers: the two parts
        that meet at the place are its banks. 0 for all else, as where a bend of the
        river comes between, and for everything where no river passes the place.
        """
        import shapely

        found = np.zeros(len(to_lon), dtype=np.int8)
        place = shapely.Point(lon, lat)
        off = RIVER_AT_KM / KM_A_DEGREE
        if not len(self.rivers) or not len(
            self.rivers.query(place, predicate="dwithin", distance=off)
        ):
            return found
        # more than km on any parallel: what lies farther is nobody's bank
        disc = place.buffer(3 * km / KM_A_DEGREE)
        lines = self.rivers.geometries[self.rivers.query(disc)]
        cut = shapely.union_all([*lines, disc.boundary])
        parts = shapely.get_parts(shapely.polygonize(shapely.get_parts(cut)))
        at = shapely.shortest_line(place, shapely.union_all(lines)).coords[-1]
        touch = shapely.dwithin(parts, shapely.Point(at), WET_M / 1000 / KM_A_DEGREE)
        banks = sorted(parts[touch], key=lambda part: -part.area)[:2]
        for bank, side in zip(banks, (1, -1), strict=False):
            found[shapely.contains_xy(bank, to_lon, to_lat)] = side
        return found

    def wet_cells(self, grid: ElevationGrid) -> Bools:
        """Which cells of a grid have their centre in a lake, in the grid's shape."""
        import shapely

        n_rows, n_cols = grid.height_m.shape
        wet = np.zeros((n_rows, n_cols), dtype=bool)
        for lake in self.lakes:
            west, south, east, north = lake.bounds
            left = max(int(np.floor((west - grid.west) / grid.step_lon)), 0)
            right = min(int(np.ceil((east - grid.west) / grid.step_lon)) + 1, n_cols)
            top = max(int(np.floor((grid.north - north) / grid.step_lat)), 0)
            low = min(int(np.ceil((grid.north - south) / grid.step_lat)) + 1, n_rows)
            if left < right and top < low:
                lon = grid.west + grid.step_lon * np.arange(left, right)
                lat = grid.north - grid.step_lat * np.arange(top, low)
                at = np.meshgrid(lon, lat)
                wet[top:low, left:right] |= shapely.contains_xy(lake, *at)
        return wet


def find_walls(theatre: Theatre, *, ford: bool = False) -> Walls:
    """Find the walls of a theatre: its border river, the rivers and lakes drawn.

    With ``ford`` the rivers of the layer may be waded anywhere; the border river, where
    it goes on beyond the line, and lakes never.
    """
    import shapely

    border = [
        river_line(theatre.border, km_from, km_to)
        for km_from, km_to in theatre.river_km
    ]
    inland = _away_from_border(theatre, border, _shapes(theatre, "rivers"))
    joins = _joins(theatre, inland)
    if ford:  # but for the river that goes on where the line ends
        met = shapely.union_all(joins).buffer(TOUCH_DEG)
        inland = [river for river in inland if river.intersects(met)]
    lakes = [shapely.make_valid(lake) for lake in _shapes(theatre, "lakes")]
    for lake in lakes:
        shapely.prepare(lake)
    shores = [lake.boundary for lake in lakes]
    return Walls(
        pieces=shapely.STRtree(_pieces([*border, *inland, *joins, *shores])),
        rivers=shapely.STRtree(_pieces([*border, *inland])),
        lakes=tuple(lakes),
    )


def river_line(border: BorderLine, km_from: float, km_to: float) -> Any:
    """Return the border line between two kilometres, in degrees."""
    import shapely

    last = min(km_to, border.length_km)
    inner = border.km[(border.km > km_from) & (border.km < last)]
    km = np.concatenate([[km_from], inner, [last]])
    return shapely.LineString(np.column_stack(position_at(border, km)))


def _shapes(theatre: Theatre, layer: str) -> list[Any]:
    import shapely

    features = theatre.drawings.get(layer, {}).get("features", ())
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    wanted = {"rivers": "LineString", "lakes": "Polygon"}[layer]
    return [shape for shape in shapes if wanted in shape.geom_type]


def _pieces(lines: list[Any]) -> list[Any]:
    """Cut lines into their straight pieces."""
    import shapely

    cut: list[Any] = []
    for line in lines:
        for part in shapely.get_parts(line):
            at = shapely.get_coordinates(part)
            pairs = np.stack([at[:-1], at[1:]], axis=1)
            moves = (pairs[:, 0] != pairs[:, 1]).any(axis=1)
            cut.extend(shapely.linestrings(pairs[moves]))
    return cut


def _away_from_border(
    theatre: Theatre, border: list[Any], rivers: list[Any]
) -> list[Any]:
    """Return what of the rivers lies more than 5 km from the border river."""
    import shapely

    plane = _Plane(theatre.border)
    near = shapely.union_all([plane.lay(line) for line in border]).buffer(ONLY_RIVER_KM)
    away = [shapely.difference(plane.lay(river), near) for river in rivers]
    return [plane.lift(river) for river in away if not river.is_empty]


def _joins(theatre: Theatre, inland: list[Any]) -> list[Any]:
    """Join the border river, where it goes on beyond an end of the line."""
    import shapely

    if not inland:
        return []
    plane, border = _Plane(theatre.border), theatre.border
    rest = plane.lay(shapely.union_all(inland))
    found = []
    for km_from, km_to in theatre.river_km:
        ends = (
            (km_from, km_from <= END_KM),
            (km_to, km_to >= border.length_km - END_KM),
        )
        for km, goes_on in ends:
            end = plane.lay(shapely.Point(*map(float, position_at(border, km))))
            if goes_on and end.distance(rest) <= JOIN_KM:
                found.append(plane.lift(shapely.shortest_line(end, rest)))
    return found


class _Plane:
    """A plane in km laid through the frontier, to measure short distances on."""

    def __init__(self, border: BorderLine) -> None:
        from pyproj import Proj

        self._proj = Proj(
            proj="laea",
            lon_0=float(border.lon.min() + border.lon.max()) / 2,
            lat_0=float(border.lat.min() + border.lat.max()) / 2,
            ellps="WGS84",
            units="km",
        )

    def lay(self, shape: Any) -> Any:
        """Return a shape in degrees as one in km on the plane."""
        import shapely

        return shapely.transform(
            shape, lambda at: np.column_stack(self._proj(at[:, 0], at[:, 1]))
        )

    def lift(self, shape: Any) -> Any:
        """Return a shape on the plane as one in degrees."""
        import shapely

        return shapely.transform(
            shape,
            lambda at: np.column_stack(self._proj(at[:, 0], at[:, 1], inverse=True)),
        )
