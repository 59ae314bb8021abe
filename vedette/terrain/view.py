"""What is seen all around from one place, as far as asked, cell by cell."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import ElevationGrid
from vedette.errors import InputError
from vedette.terrain.elevation import cell_size_m, cells_at
from vedette.terrain.sightline import (
    REFRACTION,
    SightMargin,
    check_heights,
    drop_per_m2,
)

Bools = NDArray[np.bool_]

MOST_CELLS = 2000  # from the eye to the rim of a view: 16 million cells in all


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What is seen all around from one place.

    Parameters
    ----------
    lon, lat, ground_m
        Middle of the cell looked from, and the ground's height there.
    eye_m, person_m
        Heights above the ground of the eye and of the person looked for.
    row, col
        The window's first row and column on the grid.
    seen, within
        Cells of the window that are seen, and that lie within reach, shape (rows,
        columns).
    wide_m, tall_m
        Size of a cell.
    margin
        Share of the cells within reach that is seen, and what the grid's error does.
    """

    lon: float
    lat: float
    ground_m: float
    eye_m: float
    person_m: float
    row: int
    col: int
    seen: Bools
    within: Bools
    wide_m: float
    tall_m: float
    margin: SightMargin


def view_from(
    grid: ElevationGrid,
    lon: float,
    lat: float,
    eye_m: float,
    person_m: float = 1.7,
    reach_km: float = 30.0,
    refraction: float = REFRACTION,
) -> View:
    """Look all around from the cell nearest to a place, as far as ``reach_km``.

    Distances are counted in cells as large as those at the place.
    """
    check_heights(eye_m, person_m)
    rows, cols = cells_at(grid, [lon], [lat])
    row, col = int(rows[0]), int(cols[0])
    at_lat = grid.north - grid.step_lat * row
    wide, tall = (float(size) for size in cell_size_m(grid, at_lat))
    if not 0 < 1000 * reach_km <= MOST_CELLS * min(wide, tall):
        raise InputError(
            f"reach: {reach_km:g} km cannot be used on cells of {min(wide, tall):.0f} "
            f"m; give up to {MOST_CELLS * min(wide, tall) / 1000:.0f} km."
        )
    around = _Surroundings.cut(grid, (row, col), wide, tall, 1000 * reach_km)
    curve = drop_per_m2(refraction)
    higher, seen, lower = (
        around.look(eye_m - up, person_m - up, curve)
        for up in (grid.error_m, 0.0, -grid.error_m)
    )
    share, if_higher, if_lower = (
        float(each.sum() / around.within.sum()) for each in (seen, higher, lower)
    )
    return View(
        lon=grid.west + grid.step_lon * col,
        lat=at_lat,
        ground_m=float(grid.height_m[row, col]),
        eye_m=eye_m,
        person_m=person_m,
        row=around.row,
        col=around.col,
        seen=seen,
        within=around.within,
        wide_m=wide,
        tall_m=tall,
        margin=SightMargin(share, if_higher, if_lower, grid.error_m),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Surroundings:
    """A square of cells around one, and the part of it that lies on the grid.

    ``row`` and ``col`` are the part's first on the grid, ``part`` is where it lies in
    the square, ``within`` which of its cells are within ``reach`` metres.
    """

    height_m: NDArray[np.float32]
    wide: float
    tall: float
    reach: float
    row: int
    col: int
    part: tuple[slice, slice]
    within: Bools

    @classmethod
    def cut(
        cls,
        grid: ElevationGrid,
        at: tuple[int, int],
        wide: float,
        tall: float,
        reach: float,
    ) -> "_Surroundings":
        """Cut them out of the grid, with the frame of one cell that kernels want."""
        n = int(np.ceil(reach / min(wide, tall))) + 1
        rows, cols = (
            np.arange(max(middle - n, 0), min(middle + n + 1, size))
            for middle, size in zip(at, grid.height_m.shape, strict=True)
        )
        here = grid.height_m[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1]
        before = int(rows[0]) - at[0] + n, int(cols[0]) - at[1] + n
        # Past the grid its outermost heights go on; whatever they hide is off it too.
        fill = [
            (gap, 2 * n + 1 - gap - size)
            for gap, size in zip(before, here.shape, strict=True)
        ]
        down, right = tall * (rows - at[0]), wide * (cols - at[1])
        return cls(
            height_m=np.pad(here.astype(np.float32), fill, mode="edge"),
            wide=wide,
            tall=tall,
            reach=reach,
            row=int(rows[0]),
            col=int(cols[0]),
            part=(
                slice(before[0], before[0] + len(rows)),
                slice(before[1], before[1] + len(cols)),
            ),
            within=np.hypot(down[:, None], right) <= reach,
        )

    def look(self, eye_m: float, person_m: float, curve: float) -> Bools:
        """Cells on the grid that are seen from ``eye_m`` above the middle."""
        from vedette.terrain.sight_kernels import viewshed

        middle = len(self.height_m) // 2
        from_eye_m = self.height_m - (self.height_m[middle, middle] + np.float32(eye_m))
        seen = np.zeros(from_eye_m.shape, dtype=bool)
        viewshed(
            from_eye_m,
            self.wide,
            self.tall,
            float(person_m),
            float(self.reach),
            curve,
            float(from_eye_m.max()),
            seen,
        )
        return np.asarray(seen[self.part] & self.within)
