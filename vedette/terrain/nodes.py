"""Where the nodes of a network are, and which of them are near a place."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import ElevationGrid, Theatre
from vedette.terrain.elevation import smooth_heights_at
from vedette.terrain.travel import TrackProfile
from vedette.terrain.walls import Walls
from vedette.terrain.windows import middle_cell_m
from vedette.units import distance_km

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

CELL, TRACK, BRIDGE, END = range(4)


class Nodes:
    """Cells row by row, points of the tracks, bridges, and the places asked for.

    ``lon``, ``lat``, ``height_m`` and ``kind`` are those of each node. A bridge has
    two nodes: one is gone over from one bank, the other from the other.
    """

    def __init__(
        self,
        theatre: Theatre,
        grid: ElevationGrid,
        walls: Walls,
        tracks: Sequence[TrackProfile],
        ends: Sequence[tuple[float, float]],
        *,
        with_cells: bool,
    ) -> None:
        self.grid = grid
        bridges = [(s.lon, s.lat) for s in theatre.sites if s.kind == "bridge"] * 2
        places = [_cell_places(grid) if with_cells else np.zeros((0, 2))]
        places += [np.column_stack([track.lon, track.lat]) for track in tracks]
        places += [np.array(bridges).reshape(-1, 2), np.array(ends).reshape(-1, 2)]
        sizes = [len(each) for each in places]
        kinds = [CELL, *(TRACK for _ in tracks), BRIDGE, END]
        self.kind = np.repeat(np.array(kinds, dtype=np.int8), sizes)
        self.lon, self.lat = np.concatenate(places).T
        self.n_cells = sizes[0]
        self.first_track = np.cumsum(sizes)[: len(tracks)]
        own = (self.lon[self.n_cells :], self.lat[self.n_cells :])
        self.height_m = np.concatenate(
            [
                grid.height_m.ravel()[: self.n_cells],
                smooth_heights_at(theatre.elevation, *own),
            ]
        )
        self.is_dry = ~walls.wet_cells(grid).ravel()
        wide_m, tall_m = middle_cell_m(grid)
        self.cell_km = (wide_m / 1000, tall_m / 1000)

    @property
    def diagonal_km(self) -> float:
        """How far the corners of a cell lie apart."""
        return float(np.hypot(*self.cell_km))

    def of_kind(self, kind: int) -> Ints:
        """Return all nodes of a kind that are not cells."""
        return self.n_cells + np.flatnonzero(self.kind[self.n_cells :] == kind)

    def near(self, node: int, km: float) -> Ints:
        """Return the dry cells, points of track and ends within a distance."""
        others = np.concatenate(
            [self._cells_about(node, km), self.of_kind(TRACK), self.of_kind(END)]
        )
        others = others[others != node]
        off_km = distance_km(
            self.lon[node], self.lat[node], self.lon[others], self.lat[others]
        )
        return np.asarray(others[off_km <= km])

    def _cells_about(self, node: int, km: float) -> Ints:
        """Return the dry cells in a rectangle about a node."""
        if not self.n_cells:
            return np.zeros(0, dtype=np.intp)
        grid, (n_rows, n_cols) = self.grid, self.grid.height_m.shape
        row = round(float((grid.north - self.lat[node]) / grid.step_lat))
        col = round(float((self.lon[node] - grid.west) / grid.step_lon))
        wide, tall = (int(km / side) + 2 for side in self.cell_km)
        rows = np.arange(max(row - tall, 0), min(row + tall + 1, n_rows))
        cols = np.arange(max(col - wide, 0), min(col + wide + 1, n_cols))
        cells = (rows[:, None] * n_cols + cols).ravel()
        return np.asarray(cells[self.is_dry[cells]])

    def around_track(self) -> tuple[Ints, Ints]:
        """Return each point of the track with each of the four cells around it."""
        grid, (n_rows, n_cols) = self.grid, self.grid.height_m.shape
        points = self.of_kind(TRACK)
        row = np.floor((grid.north - self.lat[points]) / grid.step_lat)
        col = np.floor((self.lon[points] - grid.west) / grid.step_lon)
        rows = (row[:, None] + [0, 0, 1, 1]).astype(np.intp)
        cols = (col[:, None] + [0, 1, 0, 1]).astype(np.intp)
        held = (rows >= 0) & (rows < n_rows) & (cols >= 0) & (cols < n_cols)
        cells = np.where(held, rows * n_cols + cols, 0)
        held &= self.is_dry[cells]
        return np.repeat(points, 4)[held.ravel()], cells[held]


def _cell_places(grid: ElevationGrid) -> Floats:
    """Longitude and latitude of every cell's centre, row by row."""
    n_rows, n_cols = grid.height_m.shape
    lon = grid.west + grid.step_lon * np.arange(n_cols)
    lat = grid.north - grid.step_lat * np.arange(n_rows)
    return np.column_stack([np.tile(lon, n_rows), np.repeat(lat, n_cols)])
