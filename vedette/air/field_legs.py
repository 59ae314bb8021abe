"""How far it is by air from an airfield to many places: straight, or the way around."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vedette.air.blocks import Blocks
from vedette.air.legs import sample_way
from vedette.air.side import OwnSide
from vedette.domain.forces import TypeCard
from vedette.domain.theatre import Base, Theatre
from vedette.terrain.elevation import highest_on_legs
from vedette.terrain.globe import globe_points
from vedette.units import distance_km

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class _Place(NamedTuple):
    lon: float
    lat: float


class FieldLeg(NamedTuple):
    """A leg from an airfield to a place; infinite ``km`` where there is none.

    ``turns`` are the turning points between, as longitude and latitude, to within half
    a km.
    """

    km: float
    turns: tuple[tuple[float, float], ...] = ()


NO_LEG = FieldLeg(math.inf)
TURN_DEG = 0.005  # how far turning points may stray from the way over blocks


def survey_legs(
    theatre: Theatre, base: Base, card: TypeCard, lon: Floats, lat: Floats
) -> tuple[FieldLeg, ...]:
    """Return the leg from an airfield to each place.

    Straight where the ground stays ``clearance_m`` below the service ceiling and the
    border line is not crossed for 2 km or more, 3 km around either end apart. Else by
    the shortest way over blocks of the grid that are low enough and on this side, from
    the middle of one to that of the next (eight neighbours and blocks longer than they
    are wide, so up to some 11 % longer than it could be), as far as half of what its
    tanks allow.
    """
    places = tuple(map(_Place, lon.tolist(), lat.tolist()))
    return _survey(theatre, base, card, places)


@lru_cache(maxsize=32)
def _survey(
    theatre: Theatre, base: Base, card: TypeCard, places: tuple[_Place, ...]
) -> tuple[FieldLeg, ...]:
    lon, lat = np.array(places).reshape(-1, 2).T
    straight_km = distance_km(base.lon, base.lat, lon, lat)
    most_km = card.cruise_kmh * (card.endurance_h - card.reserve_h) / 2
    highest_m = card.service_ceiling_m - card.clearance_m
    side = OwnSide(theatre.elevation, theatre.border, base.lon, base.lat)
    near = straight_km <= most_km
    is_straight = near & _are_straight(theatre, base, side, highest_m, lon, lat, near)
    legs = [
        FieldLeg(km) if is_free else NO_LEG
        for km, is_free in zip(straight_km.tolist(), is_straight.tolist(), strict=True)
    ]
    around = np.flatnonzero(near & ~is_straight).tolist()
    if around:
        ways = _Around(theatre, base, side, highest_m)
        found = ways.find([places[each] for each in around], most_km)
        for each, leg in zip(around, found, strict=True):
            legs[each] = leg
    return tuple(legs)


def _are_straight(
    theatre: Theatre,
    base: Base,
    side: OwnSide,
    highest_m: float,
    lon: Floats,
    lat: Floats,
    asked: Bools,
) -> Bools:
    """Tell which straight legs, of those asked for, may be flown."""
    grid = theatre.elevation
    found = np.zeros(len(lon), dtype=np.bool_)
    at = np.flatnonzero(asked)
    if not len(at):
        return found
    own = np.full(len(at), base.lon), np.full(len(at), base.lat)
    found[at] = highest_on_legs(grid, *own, lon[at], lat[at]) <= highest_m
    for each in np.flatnonzero(found):
        ends = np.array([base.lon, lon[each]]), np.array([base.lat, lat[each]])
        km, x, y = sample_way(grid, ends[0], ends[1])
        there = _Place(float(lon[each]), float(lat[each]))
        found[each] = side.beyond_km(km, x, y, (base, there)) == 0.0
    return found


class _Around:
    """Ways from one airfield over blocks that are low enough and on its own side."""

    def __init__(
        self, theatre: Theatre, base: Base, side: OwnSide, highest_m: float
    ) -> None:
        self._blocks, self._base, self._side = Blocks(theatre.elevation), base, side
        self._is_low = self._blocks.height_m <= highest_m

    def find(self, places: Sequence[_Place], most_km: float) -> list[FieldLeg]:
        """Return the shortest ways to some places."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import dijkstra

        blocks, base = self._blocks, self._base
        is_open = self._find_open(places, most_km)
        at = blocks.find(*np.array([(base.lon, base.lat), *places]).T)
        is_open[at] = True  # what is below the places themselves is known finer
        a, b, km = blocks.steps(is_open)
        graph = coo_array((km, (a, b)), shape=(is_open.size, is_open.size)).tocsr()
        first, *last = (at[0] * blocks.n_cols + at[1]).tolist()
        far, before = dijkstra(
            graph,
            directed=False,
            indices=first,
            limit=most_km,
            return_predecessors=True,
        )
        return [
            FieldLeg(float(far[end]), self._turns(before, first, end, place))
            if np.isfinite(far[end])
            else NO_LEG
            for end, place in zip(last, places, strict=True)
        ]

    def _find_open(self, places: Sequence[_Place], most_km: float) -> Bools:
        """Return which blocks may be flown over."""
        blocks, base = self._blocks, self._base
        row, col = np.nonzero(self._is_low)
        x, y = blocks.lon(col), blocks.lat(row)
        chords = globe_points(x, y) - globe_points(base.lon, base.lat)
        within = np.linalg.norm(chords, axis=1) <= 1000 * most_km
        row, col, x, y = row[within], col[within], x[within], y[within]
        held = self._side.holds(x, y, (base, *places))
        is_open = np.zeros_like(self._is_low)
        is_open[row[held], col[held]] = True
        return is_open

    def _turns(
        self, before: NDArray[np.int32], first: int, last: int, place: _Place
    ) -> tuple[tuple[float, float], ...]:
        """Return the turning points of a way, without those it could do without."""
        import shapely

        found = [last]
        while found[-1] != first:
            found.append(int(before[found[-1]]))
        row, col = np.divmod(np.array(found[::-1]), self._blocks.n_cols)
        lon, lat = self._blocks.lon(col), self._blocks.lat(row)
        ends = (self._base.lon, self._base.lat), tuple(place)
        way = [ends[0], *zip(lon.tolist(), lat.tolist(), strict=True), ends[1]]
        kept = shapely.LineString(way).simplify(TURN_DEG)
        return tuple((float(x), float(y)) for x, y in kept.coords)[1:-1]
