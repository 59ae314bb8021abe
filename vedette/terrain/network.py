"""What one may go along: steps over the grid, on the track, over bridges, to places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import ElevationGrid, Theatre
from vedette.terrain.gridways import LEAST_MINUTES, grid_steps
from vedette.terrain.laws import SpeedLaw
from vedette.terrain.nodes import BRIDGE, END, TRACK, Nodes
from vedette.terrain.travel import STEP_KM, TrackProfile, profile_track
from vedette.terrain.walls import Walls
from vedette.units import distance_km

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Steps = tuple[Ints, Ints, Floats]

# From both banks one gets to a bridge that is no farther than this: positions of
# bridges are approximate.
BRIDGE_KM = 1.0
# A place in the water is left to any shore no farther than this.
SHORE_KM = 1.5
# A vehicle that keeps to the track gets to it from no farther than this.
BESIDE_TRACK_KM = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Nodes, and the minutes of the steps between them.

    Parameters
    ----------
    grid
        The grid whose cells are the first ``n_cells`` nodes, row by row; none of them
        are where the law keeps to the track.
    lon, lat, kind
        Of each node: degrees, CELL or TRACK or BRIDGE or END; shape (n,).
    first_track
        First node of each of the theatre's pieces of track; the points of a piece
        follow one another in equal steps, its ``TrackProfile``.
    minutes
        From node (row) to node (column), shape (n, n); what is not there is no step.
    ends
        Nodes of the places asked for, in their order: the last nodes.
    is_joined, is_wet
        Of each end: whether any step leads there, whether it lies in water.
    """

    grid: ElevationGrid
    n_cells: int
    lon: Floats
    lat: Floats
    kind: NDArray[np.int8]
    first_track: Ints
    minutes: "csr_array"
    ends: tuple[int, ...]
    is_joined: tuple[bool, ...]
    is_wet: tuple[bool, ...]


def make_network(
    theatre: Theatre,
    grid: ElevationGrid,
    law: SpeedLaw,
    walls: Walls,
    ends: Sequence[tuple[float, float]],
) -> Network:
    """Lay out nodes and steps over a grid for one law.

    Parameters
    ----------
    theatre
        Its tracks and bridges; the heights of the track are those of its own grid.
    grid
        The ground to go over: the theatre's grid, a part of it, or its means.
    law, walls
        How fast one goes where, and what stands in the way.
    ends
        Longitude and latitude of the places to go from and to.
    """
    tracks = [profile_track(theatre.elevation, track) for track in theatre.tracks]
    with_cells = not law.keeps_to_track
    nodes = Nodes(theatre, grid, walls, tracks, ends, with_cells=with_cells)
    joiner = _Joiner(nodes, law, walls)
    steps = [*_track_steps(tracks, nodes.first_track, law)]
    if with_cells:
        steps.append(joiner.join(*nodes.around_track()))
        steps += joiner.join_bridges()
    is_wet = tuple(walls.is_wet(*end) for end in ends)
    to_ends = [
        joiner.join_end(node, wet)
        for node, wet in zip(nodes.of_kind(END).tolist(), is_wet, strict=True)
    ]
    return Network(
        grid=grid,
        n_cells=nodes.n_cells,
        lon=nodes.lon,
        lat=nodes.lat,
        kind=nodes.kind,
        first_track=nodes.first_track,
        minutes=_matrix(nodes, [*steps, *to_ends], law, walls),
        ends=tuple(nodes.of_kind(END).tolist()),
        is_joined=tuple(len(joins[0]) > 0 for joins in to_ends),
        is_wet=is_wet,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Joiner:
    """Makes the steps between nodes that no grid and no track gives."""

    nodes: Nodes
    law: SpeedLaw
    walls: Walls

    def join(self, a: Ints | int, b: Ints, *, over_water: bool = False) -> Steps:
        """Return the steps between nodes, both ways, where no wall stands between.

        They go off the track; but an end that is but a step from it stands on it.
        """
        lon, lat, height = self.nodes.lon, self.nodes.lat, self.nodes.height_m
        a = np.broadcast_to(a, b.shape)
        if not over_water:
            is_open = ~self.walls.separate(lon[a], lat[a], lon[b], lat[b])
            a, b = a[is_open], b[is_open]
        km = distance_km(lon[a], lat[a], lon[b], lat[b])
        on_track = self._on_track(a, b) & (km <= STEP_KM)
        slope = (height[b] - height[a]) / np.maximum(1000 * km, 1.0)
        steps = []
        for tails, heads, rise in ((a, b, slope), (b, a, -slope)):
            on, off = self.law.on_track(rise), self.law.off_track(rise)
            speed = np.where(on_track, on, off)
            goes = speed > 0
            minutes = np.maximum(60 * km[goes] / speed[goes], LEAST_MINUTES)
            steps.append((tails[goes], heads[goes], minutes))
        return _together(steps)

    def _on_track(self, a: Ints, b: Ints) -> NDArray[np.bool_]:
        """Whether one of two nodes is an end and the other a point of the track."""
        kinds = np.stack([self.nodes.kind[a], self.nodes.kind[b]])
        return np.asarray((kinds == END).any(axis=0) & (kinds == TRACK).any(axis=0))

    def join_bridges(self) -> Iterator[Steps]:
        """Yield the steps over each bridge, from what is near on one bank to the other.

        One way over each of its two nodes, so that no bridge shortens a way along one
        bank.
        """
        nodes = self.nodes
        there, back = np.split(nodes.of_kind(BRIDGE), 2)
        km = max(BRIDGE_KM, nodes.diagonal_km)
        bank = np.zeros(len(nodes.lon), dtype=np.int8)
        for pair in zip(there.tolist(), back.tolist(), strict=True):
            near = nodes.near(pair[0], km)
            place = float(nodes.lon[pair[0]]), float(nodes.lat[pair[0]])
            sides = self.walls.banks(*place, nodes.lon[near], nodes.lat[near], km)
            bank[near] = sides
            for over, begin in zip(pair, (1, -1), strict=True):
                tails, heads, minutes = self.join(
                    over, near[sides != 0], over_water=True
                )
                on = np.where(
                    heads == over, bank[tails] == begin, bank[heads] == -begin
                )
                yield tails[on], heads[on], minutes[on]

    def join_end(self, node: int, is_wet: bool) -> Steps:
        """Return the steps to and from a place: to what is near on its own bank.

        From a place in the water they lead to either bank.
        """
        diagonal_km = self.nodes.diagonal_km
        if is_wet:
            km = max(SHORE_KM, diagonal_km)
        else:
            km = diagonal_km if self.nodes.n_cells else BESIDE_TRACK_KM
        return self.join(node, self.nodes.near(node, km), over_water=is_wet)


def _track_steps(
    tracks: Sequence[TrackProfile], first: Ints, law: SpeedLaw
) -> Iterator[Steps]:
    """Yield the steps along each piece of track; 500 m that are too steep break it."""
    for track, begin in zip(tracks, first, strict=True):
        goes = track.sustained <= law.steepest_track
        low = begin + np.flatnonzero(goes)
        for slope, tails, heads in (
            (track.slope, low, low + 1),
            (-track.slope, low + 1, low),
        ):
            yield tails, heads, 60 * track.step_km / law.on_track(slope[goes])


def _together(steps: Sequence[Steps]) -> Steps:
    tails, heads, minutes = (np.concatenate(each) for each in zip(*steps, strict=True))
    return tails, heads, minutes


def _matrix(
    nodes: Nodes, steps: Sequence[Steps], law: SpeedLaw, walls: Walls
) -> "csr_array":
    """Put the steps between cells and all others into one sparse array."""
    from scipy.sparse import csr_array

    n = len(nodes.lon)
    tails, heads, minutes = _together(steps)
    # Two ends near one another are joined from either side: the step counts once.
    once = np.unique(np.stack([tails, heads]), axis=1, return_index=True)[1]
    ends = (tails[once].astype(np.int32), heads[once].astype(np.int32))
    others = csr_array((minutes[once], ends), shape=(n, n))
    if not nodes.n_cells:
        return others
    cells = grid_steps(nodes.grid, law.off_track, walls)
    start = np.append(
        cells.indptr, np.full(n - nodes.n_cells, cells.indptr[-1], dtype=np.int32)
    )
    return csr_array((cells.data, cells.indices, start), shape=(n, n)) + others
