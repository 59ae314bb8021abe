"""The inner loops of sight, compiled: all around one eye, and line by line.

The ground drops ``curve`` d^2 below a level line at distance d, the earth's curvature
less refraction: docs/theory/sight.md. Heights and distances are metres.
"""

from functools import partial
from math import ceil, floor, inf, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.compiled import compiled

Array = NDArray[Any]


@compiled
def _lay_ray(
    rim: int, n: int, cells: Array, off: Array, beyond: Array, judges: Array
) -> None:
    """Say where the rays to the cells ``rim`` aside on the rim stand after each step.

    After step k that is ``cells[k]`` cells aside and ``off[k]`` of the next one, which
    lies nearer if ``beyond[k]``. Rays are k / n cells apart there: the one that passes
    nearest to a cell ``judges`` it.
    """
    for k in range(1, n + 1):
        aside = k * (rim / n)
        cells[k] = int(aside)
        off[k] = aside - cells[k]
        beyond[k] = off[k] > 0.5
        gap = 1.0 - off[k] if beyond[k] else off[k]
        judges[k] = 2 * n * gap <= k + 0.01


# One rounding for a product and a sum where the processor can: a tenth faster.
@partial(compiled, fastmath={"contract"})
def _follow_ray(
    height: Array,
    at: int,
    ahead: int,
    aside: int,
    last: int,
    cells: Array,
    off: Array,
    beyond: Array,
    judges: Array,
    drop: float,
    person: float,
    highest: float,
    seen: Array,
) -> None:
    """Follow one ray from ``at`` for ``last`` steps, less if nothing more can show.

    The arrays are flat; ``ahead`` and ``aside`` lead from a cell to its neighbours.
    Slopes are rises over a step. All floats are single: to 1 mm, and faster.
    """
    standing = np.float32(max(person, 0.0))
    steepest = np.float32(-inf)
    k = 0
    while k < last:
        k += 1
        step = np.uintp(k)  # unsigned: no index is taken to count from the end
        at += ahead
        cell = at + cells[step] * aside
        near, far = np.uintp(cell), np.uintp(cell + aside)
        away = np.float32(k)
        ground = height[near] + off[step] * (height[far] - height[near])
        ground -= drop * away * away
        hidden = steepest * away
        if ground + standing < hidden:
            continue
        if ground + person >= hidden:
            seen[far if beyond[step] else near] |= judges[step]
        if ground > hidden:
            steepest = ground / away
            # Beyond this even the highest ground is hidden.
            if steepest > 0.0 and steepest * np.float32(last) > highest + standing:
                last = int((highest + standing) / steepest)


@compiled
def viewshed(
    height: Array,
    wide: float,
    tall: float,
    person: float,
    reach: float,
    curve: float,
    highest: float,
    seen: Array,
) -> None:
    """Mark in ``seen`` the cells on which a person shows to an eye in the middle.

    Rays run to every cell of the rim (Franklin and Ray's R2); each keeps the steepest
    slope met so far, on heights linear between two cells. A cell is judged by the ray
    that passes nearest to its middle, at the point where it passes. ``height`` (single
    floats) is counted from the eye, a square of cells each ``wide`` by ``tall`` inside
    a frame of one cell that only fills it up; ``highest`` is the highest of it.
    ``person`` is a height above the ground. Cells just beyond ``reach`` may be marked.
    """
    width = len(height)
    n = width // 2 - 1
    flat, out = height.reshape(-1), seen.reshape(-1)
    middle = len(flat) // 2
    out[middle] = True
    cells, off = np.empty(n + 1, np.int64), np.empty(n + 1, np.float32)
    beyond, judges = np.empty(n + 1, np.bool_), np.empty(n + 1, np.bool_)
    for rim in range(n + 1):
        _lay_ray(rim, n, cells, off, beyond, judges)
        # By row to the north and south, each to two sides; then by column.
        for down, right, long, broad in (
            (width, 1, tall, wide),
            (1, width, wide, tall),
        ):
            step = sqrt(long * long + (broad * rim / n) ** 2)
            # One step more: a cell may lie nearer than the ray's point beside it.
            last = min(n, int(reach / step) + 1)
            for ahead in (down, -down):
                for aside in (right, -right):
                    _follow_ray(
                        flat, middle, ahead, aside, last, cells, off, beyond, judges,
                        np.float32(curve * step * step), np.float32(person),
                        np.float32(highest), out,
                    )  # fmt: skip


@compiled
def _raise_eye(
    height: Array,
    row: float,
    col: float,
    to_row: float,
    to_col: float,
    top: float,
    sag: float,
    least: float,
) -> float:
    """Raise ``least`` to the eye height that clears the columns between two places."""
    side = 1 if to_col > col else -1
    at_col = floor(col) + 1 if side > 0 else ceil(col) - 1
    for _ in range(max(0, ceil(side * (to_col - at_col)))):
        share = (at_col - col) / (to_col - col)
        at_row = row + share * (to_row - row)
        low = min(int(at_row), height.shape[0] - 2)
        north, south = height[low, at_col], height[low + 1, at_col]
        ground = north + (at_row - low) * (south - north)
        least = max(least, (ground - share * top) / (1 - share) + sag * share)
        at_col += side
    return least


@compiled
def _least_eye(
    height: Array,
    row: float,
    col: float,
    to_row: float,
    to_col: float,
    top: float,
    sag: float,
) -> float:
    """Return the least height of an eye that sees ``top``; -inf if nothing is between.

    The line meets the ground wherever it crosses a row or a column of cell centres,
    linear between two cells: no ridge of one cell is stepped over. ``sag`` is the drop
    over the whole line.
    """
    least = _raise_eye(height, row, col, to_row, to_col, top, sag, -inf)
    return float(_raise_eye(height.T, col, row, to_col, to_row, top, sag, least))


@compiled
def sight_lines(
    height: Array,
    eye_row: Array,
    eye_col: Array,
    eye: Array,
    start: Array,
    cell: Array,
    length: Array,
    cell_row: Array,
    cell_col: Array,
    top: Array,
    curve: float,
    seen: Array,
) -> None:
    """Fill ``seen`` with whether each line from an eye to the top of a cell is clear.

    Lines ``start[p]`` to ``start[p + 1]`` run from eye p, each to one ``cell`` and
    ``length`` metres long.
    """
    for p in range(len(start) - 1):
        for i in range(start[p], start[p + 1]):
            c = cell[i]
            least = _least_eye(
                height, eye_row[p], eye_col[p], cell_row[c], cell_col[c], top[c],
                curve * length[i] ** 2,
            )  # fmt: skip
            seen[i] = least <= eye[p]


@compiled
def least_eyes(
    height: Array,
    row: float,
    col: float,
    length: Array,
    cell_row: Array,
    cell_col: Array,
    top: Array,
    curve: float,
    least: Array,
) -> None:
    """Fill ``least`` with the eye height in one place that just sees each cell."""
    for c in range(len(cell_row)):
        least[c] = _least_eye(
            height, row, col, cell_row[c], cell_col[c], top[c],
            curve * length[c] ** 2,
        )  # fmt: skip
