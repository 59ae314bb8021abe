"""A modelled track: least-cost paths over the grid on the host's bank of the line."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from theatre.elevation import Grid
from theatre.line import BorderLine, Floats, to_plane_km

Ints = NDArray[np.int64]

REACH_KM = 12.0  # no track farther than this from the line
HIGHEST_M = 4700.0  # no track higher than this
PULL_KM = 3.0  # cost doubles at this distance from the line, so that a track stays near
STEEP = 0.3  # a little below what the vehicle model passes (model.toml: 0.35) ...
STEEP_FACTOR = 6.0  # ... above it a path costs so much more
SHORTEST_KM = 10.0  # leave out pieces of track along less border than this
WINDOW = 60  # vertices that may be dropped in a row to keep border km rising


@dataclass(frozen=True)
class Track:
    """One unbroken track: vertices (lon, lat) and the border km of each."""

    lonlat: Floats
    km: Floats


@dataclass(frozen=True)
class _Ground:
    """Cells where a track may pass: position, plane km, height, border km."""

    cell: Ints
    lonlat: Floats
    xy: Floats
    height_m: Floats
    km: Floats
    off_km: Floats


def make_tracks(
    grid: Grid, line: BorderLine, land: shapely.Geometry, lakes: shapely.Geometry
) -> list[Track]:
    """Tracks on ``land`` along the line, in order of border km, not overlapping."""
    ground = _passable(grid, line, land, lakes)
    costs = _costs(grid, ground, line)
    _, group = connected_components(costs, directed=False)
    spans = []
    for g in np.unique(group):
        members = np.flatnonzero(group == g)
        low = members[np.argmin(ground.km[members])]
        high = members[np.argmax(ground.km[members])]
        if ground.km[high] - ground.km[low] >= SHORTEST_KM:
            spans.append((ground.km[low], low, high))
    tracks: list[Track] = []
    for _, low, high in sorted(spans):
        path = _path(costs, low, high)
        for piece in _rising_pieces(ground, line, path):
            after = tracks[-1].km[-1] if tracks else -1.0
            kept = piece[ground.km[piece] > after]
            if np.ptp(ground.km[kept]) >= SHORTEST_KM if len(kept) else False:
                tracks.append(Track(ground.lonlat[kept], ground.km[kept]))
    return tracks


def _passable(
    grid: Grid, line: BorderLine, land: shapely.Geometry, lakes: shapely.Geometry
) -> _Ground:
    """Cells of the host's land near the line, dry and not too high."""
    lons, lats = grid.centres()
    lon, lat = (a.ravel() for a in np.meshgrid(lons, lats))
    box = shapely.box(*line_bounds(line, 0.2))
    shapely.prepare(box)
    near = np.flatnonzero(
        shapely.contains_xy(box, lon, lat) & (grid.height_m.ravel() <= HIGHEST_M)
    )
    near = near[line.distance_km(lon[near], lat[near]) <= REACH_KM]
    land = shapely.intersection(land, box)
    for shape, wanted in ((land, True), (lakes, False)):
        shapely.prepare(shape)
        near = near[shapely.contains_xy(shape, lon[near], lat[near]) == wanted]
    return _Ground(
        cell=near,
        lonlat=np.column_stack([lon[near], lat[near]]),
        xy=to_plane_km(lon[near], lat[near]),
        height_m=grid.height_m.ravel()[near].astype(float),
        km=line.nearest_km(lon[near], lat[near]),
        off_km=line.distance_km(lon[near], lat[near]),
    )


def line_bounds(line: BorderLine, margin_deg: float) -> tuple[float, ...]:
    """West, south, east and north of the line, with a margin."""
    low, high = line.lonlat.min(axis=0), line.lonlat.max(axis=0)
    return (*(low - margin_deg), *(high + margin_deg))


def _costs(grid: Grid, ground: _Ground, line: BorderLine) -> csr_array:
    """Cost in hours between neighbouring cells, the same both ways."""
    rows, cols = grid.height_m.shape
    index = np.full(rows * cols, -1, dtype=np.int64)
    index[ground.cell] = np.arange(len(ground.cell))
    ends: list[Ints] = []
    for step in (1, cols, cols + 1, cols - 1):  # east, south, south-east, south-west
        a = np.arange(len(ground.cell))
        b = index[np.minimum(ground.cell + step, rows * cols - 1)]
        ends.append(np.column_stack([a, b])[b >= 0])
    pairs = np.concatenate(ends)
    pairs = pairs[~_crosses(line, ground.xy, pairs)]
    a, b = pairs[:, 0], pairs[:, 1]
    length = np.hypot(*(ground.xy[a] - ground.xy[b]).T)
    slope = (ground.height_m[b] - ground.height_m[a]) / (1000 * length)
    pull = 1 + ((ground.off_km[a] + ground.off_km[b]) / 2 / PULL_KM) ** 2
    steep = np.where(np.abs(slope) > STEEP, STEEP_FACTOR, 1.0)
    hours = length / _both_ways_kmh(slope) * pull * steep
    return csr_array(
        (np.r_[hours, hours], (np.r_[a, b], np.r_[b, a])), shape=(len(ground.cell),) * 2
    )


def _both_ways_kmh(slope: Floats) -> Floats:
    """Speed on foot by Tobler's hiking function, mean time of there and back."""
    there = 6 * np.exp(-3.5 * np.abs(slope + 0.05))
    back = 6 * np.exp(-3.5 * np.abs(-slope + 0.05))
    return 2 / (1 / there + 1 / back)


def _crosses(line: BorderLine, xy: Floats, pairs: Ints) -> NDArray[np.bool_]:
    """Whether the straight way between two cells meets the line."""
    ways = shapely.linestrings(xy[pairs])
    return np.asarray(shapely.intersects(line.plane, ways))


def _path(costs: csr_array, start: int, end: int) -> Ints:
    """Cells of the cheapest path, start to end."""
    _, before = dijkstra(costs, indices=start, return_predecessors=True)
    path = [end]
    while path[-1] != start:
        path.append(int(before[path[-1]]))
    return np.array(path[::-1], dtype=np.int64)


def _rising_pieces(ground: _Ground, line: BorderLine, path: Ints) -> list[Ints]:
    """Most vertices of ``path`` whose border km rises, in pieces that miss the line.

    At a bend of the river the nearest border km of a straight path runs ahead and
    falls back; vertices are dropped there, as few as can be, and never so that the
    way between two that are kept would meet the line.
    """
    n = len(path)
    km = ground.km[path]
    first, second = np.triu_indices(n, 1)
    near = second - first <= WINDOW
    pairs = np.column_stack([first[near], second[near]])
    pairs = pairs[km[pairs[:, 1]] > km[pairs[:, 0]]]
    meets = _crosses(line, ground.xy[path], pairs)
    pairs = pairs[~meets]
    best = np.ones(n, dtype=np.int64)
    before = np.full(n, -1, dtype=np.int64)
    for a, b in pairs[np.lexsort((pairs[:, 0], pairs[:, 1]))].tolist():
        if best[a] + 1 > best[b]:
            best[b], before[b] = best[a] + 1, a
    pieces: list[Ints] = []
    free = np.ones(n, dtype=bool)
    # Longest chain first; then whatever lies wholly after or before it.
    end = int(np.argmax(best))
    chain = [end]
    while before[chain[-1]] >= 0:
        chain.append(int(before[chain[-1]]))
    kept = np.array(chain[::-1], dtype=np.int64)
    free[kept[0] : kept[-1] + 1] = False
    pieces.append(path[kept])
    rest = np.flatnonzero(free & (np.arange(n) > kept[-1]))
    if len(rest) > 1:
        pieces += _rising_pieces(ground, line, path[rest])
    return pieces
