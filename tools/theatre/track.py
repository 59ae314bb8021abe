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
ABOVE_M = 200.0  # cost doubles so far above the line: in a valley a track stays low
STEEP = 0.3  # a little below what the vehicle model passes (model.toml: 0.35) ...
STEEP_FACTOR = 15.0  # ... above it a path costs so much more
WATER_FACTOR = 8.0  # in a lake; not forbidden, since the Panj's shallows count as one
SHORTEST_KM = 20.0  # leave out pieces of track along less border than this
WINDOW = 25  # vertices that may be dropped in a row to keep border km rising
LONGEST_STEP_KM = 4.0  # a straight way longer than this is a guess: break the track
LONGEST_JUMP_KM = 10.0  # nor may a step pass by more border than this
NEAR_END_KM = 1.0  # a track starts where it is closest to the line within this


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
    above_m: Floats
    wet: NDArray[np.bool_]


def make_tracks(
    grid: Grid, line: BorderLine, land: shapely.Geometry, lakes: shapely.Geometry
) -> list[Track]:
    """Tracks on ``land`` along the line, in order of border km, not overlapping."""
    ground = _passable(grid, line, land, lakes)
    costs = _costs(grid, ground, line)
    _, group = connected_components(costs, directed=False)
    spans = []
    for g in np.unique(group):
        low, high = _ends(ground, np.flatnonzero(group == g))
        if ground.km[high] - ground.km[low] >= SHORTEST_KM:
            spans.append((ground.km[low], low, high))
    tracks: list[Track] = []
    for _, low, high in sorted(spans):
        path = _path(costs, low, high)
        for piece in _rising_pieces(ground, line, path):
            after = tracks[-1].km[-1] if tracks else -1.0
            kept = piece[ground.km[piece] > after]
            if len(kept) and np.ptp(ground.km[kept]) >= SHORTEST_KM:
                tracks.append(Track(ground.lonlat[kept], ground.km[kept]))
    return tracks


def _ends(ground: _Ground, members: Ints) -> tuple[int, int]:
    """Cells at the first and the last border km of ``members``, nearest to the line."""
    km, off_km = ground.km[members], ground.off_km[members]
    first = np.where(km <= km.min() + NEAR_END_KM, off_km, np.inf)
    last = np.where(km >= km.max() - NEAR_END_KM, off_km, np.inf)
    return int(members[np.argmin(first)]), int(members[np.argmin(last)])


def _passable(
    grid: Grid, line: BorderLine, land: shapely.Geometry, lakes: shapely.Geometry
) -> _Ground:
    """Cells of the host's land near the line that are not too high."""
    lons, lats = grid.centres()
    lon, lat = (a.ravel() for a in np.meshgrid(lons, lats))
    box = shapely.box(*line_bounds(line, 0.2))
    shapely.prepare(box)
    near = np.flatnonzero(
        shapely.contains_xy(box, lon, lat) & (grid.height_m.ravel() <= HIGHEST_M)
    )
    km, off_km = line.nearest(lon[near], lat[near])
    close = off_km <= REACH_KM
    near, km, off_km = near[close], km[close], off_km[close]
    land = shapely.intersection(land, box)
    for shape in (land, lakes):
        shapely.prepare(shape)
    ours = shapely.contains_xy(land, lon[near], lat[near])
    near, km, off_km = near[ours], km[ours], off_km[ours]
    height = grid.height_m.ravel()[near].astype(float)
    foot = line.at_km(km)
    above = np.maximum(height - grid.height_at(foot[:, 0], foot[:, 1]), 0.0)
    return _Ground(
        cell=near,
        lonlat=np.column_stack([lon[near], lat[near]]),
        xy=to_plane_km(lon[near], lat[near]),
        height_m=height,
        km=km,
        off_km=off_km,
        above_m=above,
        wet=shapely.contains_xy(lakes, lon[near], lat[near]),
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
    pull += ((ground.above_m[a] + ground.above_m[b]) / 2 / ABOVE_M) ** 2
    steep = np.where(np.abs(slope) > STEEP, STEEP_FACTOR, 1.0)
    water = np.where(ground.wet[a] | ground.wet[b], WATER_FACTOR, 1.0)
    hours = length / _both_ways_kmh(slope) * pull * steep * water
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
    if len(path) < 2:
        return []
    kept = _longest_chain(len(path), _steps(ground, line, path))
    return [
        *_rising_pieces(ground, line, path[: kept[0]]),
        path[kept],
        *_rising_pieces(ground, line, path[kept[-1] + 1 :]),
    ]


def _steps(ground: _Ground, line: BorderLine, path: Ints) -> Ints:
    """Pairs of places on ``path`` that may follow one another, sorted by the second."""
    n = len(path)
    first = np.repeat(np.arange(n), WINDOW)
    second = first + np.tile(np.arange(1, WINDOW + 1), n)
    pairs = np.column_stack([first, second])[second < n]
    a, b = path[pairs[:, 0]], path[pairs[:, 1]]
    jump_km = ground.km[b] - ground.km[a]
    step_km = np.hypot(*(ground.xy[b] - ground.xy[a]).T)
    fits = (jump_km > 0) & (jump_km <= LONGEST_JUMP_KM) & (step_km <= LONGEST_STEP_KM)
    pairs = pairs[fits]
    pairs = pairs[~_crosses(line, ground.xy, path[pairs])]
    in_order: Ints = pairs[np.lexsort((pairs[:, 0], pairs[:, 1]))]
    return in_order


def _longest_chain(n: int, steps: Ints) -> Ints:
    """Places of the longest chain of ``steps`` among places 0 to ``n`` - 1."""
    length = np.ones(n, dtype=np.int64)
    before = np.full(n, -1, dtype=np.int64)
    for a, b in steps.tolist():
        if length[a] + 1 > length[b]:
            length[b], before[b] = length[a] + 1, a
    chain = [int(np.argmax(length))]
    while before[chain[-1]] >= 0:
        chain.append(int(before[chain[-1]]))
    return np.array(chain[::-1], dtype=np.int64)
