"""Small grounds to look at in metres, and what is seen on them, worked out plainly."""

import numpy as np
from numpy.typing import NDArray

from vedette.terrain.sight_kernels import least_eyes, viewshed

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

CELL_M = 100.0


def away_cells(n: int) -> tuple[Floats, Floats]:
    """Rows and columns of a square of 2 n + 1 cells, counted from its middle."""
    row, col = np.mgrid[-n : n + 1, -n : n + 1].astype(np.float64)
    return row, col


def look_around(
    height_m: Floats,
    eye_m: float,
    person_m: float,
    curve: float = 0.0,
    wide: float = CELL_M,
    tall: float = CELL_M,
) -> Bools:
    """What rays see from the middle of a square, all of it within reach."""
    n = len(height_m) // 2
    square = np.pad(height_m, 1, mode="edge")
    from_eye = (square - (height_m[n, n] + eye_m)).astype(np.float32)
    seen = np.zeros(square.shape, dtype=bool)
    highest = float(from_eye.max())
    viewshed(
        from_eye, wide, tall, person_m, 10.0 * n * (wide + tall), curve, highest, seen
    )
    return seen[1:-1, 1:-1]


def look_by_lines(
    height_m: Floats,
    eye_m: float,
    person_m: float,
    curve: float = 0.0,
    wide: float = CELL_M,
    tall: float = CELL_M,
) -> Bools:
    """What single lines see from the middle of a square."""
    n = len(height_m) // 2
    row, col = (each.ravel() for each in away_cells(n))
    least = np.empty(len(row))
    length = np.hypot(row * tall, col * wide)
    top = (height_m + person_m).ravel()
    least_eyes(
        height_m, float(n), float(n), length, row + n, col + n, top, curve, least
    )
    return (least <= height_m[n, n] + eye_m).reshape(height_m.shape)


WAYS = {"rays": look_around, "lines": look_by_lines}


def least_eye_plainly(
    height_m: Floats,
    eye: tuple[float, float],
    cell: tuple[float, float],
    top_m: float,
    sag_m: float,
) -> float:
    """Least eye height for one line, met wherever it crosses a row or a column."""
    (row, col), (to_row, to_col) = eye, cell
    shares = [
        (line - start) / (end - start)
        for start, end in ((row, to_row), (col, to_col))
        for line in range(
            int(np.floor(min(start, end))) + 1, int(np.ceil(max(start, end)))
        )
    ]
    needs = [-np.inf]
    for share in shares:
        at_row, at_col = row + share * (to_row - row), col + share * (to_col - col)
        r, c = (
            min(int(at), size - 2)
            for at, size in zip((at_row, at_col), height_m.shape, strict=True)
        )
        dr, dc = at_row - r, at_col - c
        ground = (
            height_m[r, c] * (1 - dr) * (1 - dc)
            + height_m[r + 1, c] * dr * (1 - dc)
            + height_m[r, c + 1] * (1 - dr) * dc
            + height_m[r + 1, c + 1] * dr * dc
        )
        # The line stands at eye + share (top - eye), bent up by the drop's chord.
        needs.append(
            (ground + sag_m * share * (1 - share) - share * top_m) / (1 - share)
        )
    return max(needs)


def rough_ground(n: int, seed: int, relief_m: float = 600.0) -> Floats:
    """Hills of several sizes, drawn by a seed."""
    rng = np.random.default_rng(seed)
    row, col = away_cells(n)
    ground = np.zeros(row.shape)
    for size in (4, 7, 13, 29):
        for _ in range(3):
            turn, phase = rng.uniform(0, 2 * np.pi, 2)
            along = row * np.cos(turn) + col * np.sin(turn)
            ground += size * np.sin(2 * np.pi * along / size + phase)
    return relief_m * (ground - ground.min()) / np.ptp(ground)
