"""The shortest way through the air that keeps low enough and on this side of the line.

Blocks of the grid that are too high are closed, and so are those beyond the border
line, but for the last few km before a place. Dijkstra's search gives the shortest way
from block to block; its corners are then cut, for as long as the cells below stay low
enough.
"""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from vedette.air.blocks import Blocks
from vedette.air.flight import AirPlace
from vedette.air.legs import ground_at, sample_way
from vedette.air.side import NEAR_KM, OwnSide
from vedette.domain.theatre import ElevationGrid

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]
Ends = tuple[AirPlace, AirPlace]
IsClear = Callable[[Floats, Floats], bool]

# How far a way keeps off the line, in degrees: about a km, since the line is one of a
# map.
KEPT_OFF_DEG = 0.01
NOWHERE = -9999  # scipy's mark of a block that no way leads to


class OpenAir:
    """What of a grid can be flown over.

    Parameters
    ----------
    grid
        The ground.
    side
        The side of the border line that is not left.
    highest_m
        The highest ground that may be flown over.
    """

    def __init__(self, grid: ElevationGrid, side: OwnSide, highest_m: float) -> None:
        self._grid, self._side = grid, side
        self._highest_m = highest_m
        self._blocks = Blocks(grid)
        row, col = np.nonzero(self._blocks.height_m <= highest_m)
        self._low = row, col, self._blocks.lon(col), self._blocks.lat(row)

    def find_way(
        self, start: AirPlace, end: AirPlace, most_km: float
    ) -> tuple[Floats, Floats] | None:
        """Return the turning points of the shortest way; None where there is none.

        One that keeps off the line is looked for first, then one along it. Ways longer
        than ``most_km`` are not looked for.
        """
        lon, lat = np.array([start.lon, end.lon]), np.array([start.lat, end.lat])
        if float(ground_at(self._grid, lon, lat).max()) > self._highest_m:
            return None
        for keeps_off in (True, False):
            found = self._search(start, end, most_km, keeps_off)
            if found is None:
                continue
            row, col = np.divmod(found, self._blocks.n_cols)
            x = np.concatenate([lon[:1], self._blocks.lon(col), lon[1:]])
            y = np.concatenate([lat[:1], self._blocks.lat(row), lat[1:]])
            is_clear = partial(self._is_clear, (start, end), keeps_off)
            x, y = _straighten(x, y, is_clear)
            if is_clear(x, y):
                return x, y
        return None

    def _is_clear(self, ends: Ends, keeps_off: bool, lon: Floats, lat: Floats) -> bool:
        """Whether a way is low enough, and as far off the line as it should be."""
        km, x, y = sample_way(self._grid, lon, lat)
        if float(ground_at(self._grid, x, y).max()) > self._highest_m:
            return False
        if keeps_off:
            return bool(self._side.holds(x, y, ends, KEPT_OFF_DEG).all())
        return self._side.beyond_km(km, x, y, ends) == 0.0

    def _find_open(self, ends: Ends, keeps_off: bool) -> Bools:
        """Return which blocks may be flown over between two places."""
        row, col, lon, lat = self._low
        off_deg, near_km = 0.0, NEAR_KM
        if keeps_off:
            # A step between two blocks strays from their middles by half a diagonal.
            off_deg = KEPT_OFF_DEG + self._blocks.half_diagonal_deg
            near_km -= self._blocks.half_diagonal_km
        held = self._side.holds(lon, lat, ends, off_deg, near_km)
        is_open = np.zeros(self._blocks.height_m.shape, dtype=bool)
        is_open[row[held], col[held]] = True
        return is_open

    def _search(
        self, start: AirPlace, end: AirPlace, most_km: float, keeps_off: bool
    ) -> Ints | None:
        """Return the blocks of the shortest way, in order."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import dijkstra

        lon, lat = np.array([start.lon, end.lon]), np.array([start.lat, end.lat])
        row, col = self._blocks.find(lon, lat)
        is_open = self._find_open((start, end), keeps_off)
        is_open[row, col] = True  # what is below the places themselves is known finer
        source, sink = (row * self._blocks.n_cols + col).tolist()
        a, b, km = self._blocks.steps(is_open)
        graph = coo_array((km, (a, b)), shape=(is_open.size, is_open.size)).tocsr()
        _, before = dijkstra(
            graph,
            directed=False,
            indices=source,
            return_predecessors=True,
            limit=most_km,
        )
        found = [sink]
        while found[-1] != source:
            if before[found[-1]] == NOWHERE:
                return None
            found.append(int(before[found[-1]]))
        return np.array(found[::-1], dtype=np.intp)


def _straighten(lon: Floats, lat: Floats, is_clear: IsClear) -> tuple[Floats, Floats]:
    """Leave out turning points for as long as the way between the others is clear."""
    kept = [0]
    while kept[-1] < len(lon) - 1:
        kept.append(_farthest(lon, lat, kept[-1], is_clear))
    lon, lat = lon[kept], lat[kept]
    at = 1
    while at < len(lon) - 1:
        ends = [at - 1, at + 1]
        if is_clear(lon[ends], lat[ends]):
            lon, lat = np.delete(lon, at), np.delete(lat, at)
            at = max(1, at - 1)
        else:
            at += 1
    return lon, lat


def _farthest(lon: Floats, lat: Floats, at: int, is_clear: IsClear) -> int:
    """Return a point far on to which the straight way is clear: double, then halve."""
    reached, ahead = at + 1, 2
    while at + ahead < len(lon) and is_clear(
        lon[[at, at + ahead]], lat[[at, at + ahead]]
    ):
        reached, ahead = at + ahead, 2 * ahead
    beyond = min(at + ahead, len(lon))
    while beyond - reached > 1:
        middle = (reached + beyond) // 2
        if is_clear(lon[[at, middle]], lat[[at, middle]]):
            reached = middle
        else:
            beyond = middle
    return reached
