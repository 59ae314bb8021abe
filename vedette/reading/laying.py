"""How the cells of one raster are shared among those of a frame."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.reading.frames import Frame
from vedette.reading.raster_cells import Layer, Window, count_odd

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.intp]

CHUNK, BAND = 2048, 256  # rows and columns that are worked on at once
# Where a file is not in plain degrees, so many points across a cell stand for it.
POINTS_ACROSS = 6
# A cell of which less than this is covered is a void.
LEAST_COVER = 0.4


def lay_means(
    layer: Layer, window: Window, frame: Frame, total: Floats, cover: Floats
) -> int:
    """Add the file's heights to the cells they lie in; return how many are odd."""
    odd = 0
    lay = _lay_areas if layer.is_plain else _lay_points
    for part in _chunks(window):
        heights = layer.read(part)
        odd += count_odd(heights)
        lay(layer, part, heights, frame, total, cover)
    return odd


def _lay_areas(
    layer: Layer,
    part: Window,
    heights: Floats,
    frame: Frame,
    total: Floats,
    cover: Floats,
) -> None:
    """Share each height among the cells that its own overlaps, by area."""
    lon, lat = layer.edges(part)
    west, _, _, north = frame.edges
    rows, by_row = _overlaps((north - lat) / frame.step, frame.n_rows)
    cols, by_col = _overlaps((lon - west) / frame.step, frame.n_cols)
    known = ~np.isnan(heights)
    for values, into in ((np.where(known, heights, 0.0), total), (known, cover)):
        laid = by_col @ (by_row @ values.astype(np.float64)).T
        into[rows, cols] += laid.T.astype(np.float32)


def _overlaps(edges: Doubles, n_cells: int) -> tuple[slice, Any]:
    """Return the cells that a run of shorter ones meets, and their shares of each.

    ``edges`` of the shorter ones are counted in cells, so that a share is a length; one
    of them meets two cells at most.
    """
    from scipy.sparse import csr_array

    low, high = np.minimum(edges[:-1], edges[1:]), np.maximum(edges[:-1], edges[1:])
    first = np.floor(low)
    in_first = np.minimum(high, first + 1) - low
    cell = np.concatenate([first, first + 1]).astype(np.intp)
    share = np.concatenate([in_first, high - low - in_first])
    source = np.tile(np.arange(len(low)), 2)
    held = (cell >= 0) & (cell < n_cells) & (share > 0)
    cell, share, source = cell[held], share[held], source[held]
    if not len(cell):
        return slice(0, 0), csr_array((0, len(low)))
    begin, end = int(cell.min()), int(cell.max()) + 1
    shape = (end - begin, len(low))
    return slice(begin, end), csr_array((share, (cell - begin, source)), shape=shape)


def _lay_points(
    layer: Layer,
    part: Window,
    heights: Floats,
    frame: Frame,
    total: Floats,
    cover: Floats,
) -> None:
    """Share each height among the cells that points spread over its own lie in."""
    flat, counted = total.reshape(-1), cover.reshape(-1)
    across = layer.cell_deg / frame.step
    split = max(1, math.ceil(POINTS_ACROSS * across))
    share = np.float32((across / split) ** 2)
    for lon, lat in layer.places(part, split):
        col = np.rint((lon - frame.west) / frame.step).astype(np.int64)
        row = np.rint((frame.north - lat) / frame.step).astype(np.int64)
        held = (row >= 0) & (row < frame.n_rows) & (col >= 0) & (col < frame.n_cols)
        held &= ~np.isnan(heights)
        cell = (row * frame.n_cols + col)[held]
        np.add.at(flat, cell, heights[held] * share)
        np.add.at(counted, cell, share)


def _chunks(window: Window) -> Iterator[Window]:
    top, low, left, right = window
    for row in range(top, low, CHUNK):
        for col in range(left, right, CHUNK):
            yield row, min(row + CHUNK, low), col, min(col + CHUNK, right)


def lay_curve(
    layer: Layer, window: Window, frame: Frame, total: Floats, cover: Floats
) -> int:
    """Add heights bilinear between the file's cells; return how many are odd."""
    heights = layer.read(window)
    known = ~np.isnan(heights)
    filled = np.where(known, heights, np.float32(0.0))
    lon = frame.west + frame.step * np.arange(frame.n_cols)
    for top in range(0, frame.n_rows, BAND):
        rows = np.arange(top, min(top + BAND, frame.n_rows))
        row, col = layer.cells(*np.meshgrid(lon, frame.north - frame.step * rows))
        row, col = row - window[0], col - window[2]
        n_rows, n_cols = heights.shape
        inside = (row >= -0.5) & (row <= n_rows - 0.5)
        inside &= (col >= -0.5) & (col <= n_cols - 0.5)
        if not inside.any():
            continue
        corners, weights = _corners(row[inside], col[inside], heights.shape)
        weights = [w * known[at] for w, at in zip(weights, corners, strict=True)]
        weight = np.sum(weights, axis=0)
        height = np.sum(
            [w * filled[at] for w, at in zip(weights, corners, strict=True)], axis=0
        )
        sound = weight >= LEAST_COVER
        at = tuple(index[sound] for index in np.nonzero(inside))
        total[at[0] + top, at[1]] += height[sound] / weight[sound]
        cover[at[0] + top, at[1]] += 1.0
    return count_odd(heights)


def _corners(
    row: Doubles, col: Doubles, shape: tuple[int, int]
) -> tuple[list[tuple[Ints, Ints]], list[Doubles]]:
    """Return the four cells about positions counted in cells, and their weights."""
    row, col = np.clip(row, 0, shape[0] - 1), np.clip(col, 0, shape[1] - 1)
    r0 = np.minimum(row.astype(np.intp), shape[0] - 2)
    c0 = np.minimum(col.astype(np.intp), shape[1] - 2)
    down, right = row - r0, col - c0
    corners = [(r0, c0), (r0, c0 + 1), (r0 + 1, c0), (r0 + 1, c0 + 1)]
    weights = [
        (1 - down) * (1 - right),
        (1 - down) * right,
        down * (1 - right),
        down * right,
    ]
    return corners, weights
