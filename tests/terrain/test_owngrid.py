"""A user's mosaic becomes a grid: voids are refused or filled, and counted."""

import numpy as np
import pytest
from made_ground import make_grid

from vedette.errors import InputError
from vedette.reading.extent import grid_edges
from vedette.reading.frames import make_frame
from vedette.reading.mosaic import Mosaic
from vedette.terrain.owngrid import compare_grids, make_own_grid


def ramp(lon, lat):
    return 500 + 1000 * (lon - 68.0)


PRESENT = make_grid(ramp)
FRAME = make_frame(grid_edges(PRESENT), 9.0)


def mosaic(height_m):
    return Mosaic(FRAME, height_m.astype(np.float32), (), ())


def whole(value=700.4):
    return np.full((FRAME.n_rows, FRAME.n_cols), value)


def test_whole_metres_and_the_stated_error():
    grid, filled = make_own_grid(mosaic(whole()), 12.5)
    assert (grid.height_m == 700).all()
    assert grid.height_m.dtype == np.int16
    assert (grid.error_m, filled) == (12.5, 0)
    assert (grid.step_lon, grid.north) == (FRAME.step, FRAME.north)


def test_voids_are_refused_with_their_number_and_place():
    holed = whole()
    holed[10:14, 20:25] = np.nan
    with pytest.raises(InputError) as caught:
        make_own_grid(mosaic(holed), 10.0)
    told = str(caught.value)
    assert told.startswith(f"Nothing was written: 20 of {holed.size:,} cells")
    assert f"longitude {FRAME.west + 20 * FRAME.step:.3f} and" in told
    assert "--fill" in told


def test_voids_are_filled_from_the_present_grid_if_asked():
    holed = whole()
    holed[100, 200] = np.nan
    holed[0, :] = holed[:, -1] = np.nan  # the frame's edge may overhang the old grid
    grid, filled = make_own_grid(mosaic(holed), 10.0, PRESENT)
    assert filled == FRAME.n_rows + FRAME.n_cols
    want = ramp(FRAME.west + 200 * FRAME.step, 38.0)
    assert grid.height_m[100, 200] == pytest.approx(want, abs=1.0)
    assert (grid.height_m[1:, :-1] == 700).sum() == grid.height_m[1:, :-1].size - 1


def test_voids_that_the_present_grid_has_not_either():
    far = make_frame((60.0, 30.0, 60.5, 30.5), 30.0)
    nothing = np.full((far.n_rows, far.n_cols), np.nan, dtype=np.float32)
    with pytest.raises(InputError, match="does not cover them either"):
        make_own_grid(Mosaic(far, nothing, (), ()), 10.0, PRESENT)


@pytest.mark.parametrize("error_m", [-1.0, 501.0, float("nan")])
def test_an_error_that_cannot_be_stated(error_m):
    with pytest.raises(InputError, match="--error-m"):
        make_own_grid(mosaic(whole()), error_m)


def test_two_grids_compared():
    raised = make_grid(lambda lon, lat: ramp(lon, lat) + 50)
    found = compare_grids(raised, PRESENT)
    assert found.median_m == pytest.approx(50.0, abs=1.0)
    assert found.rms_m == pytest.approx(50.0, abs=1.0)
    assert found.cells == PRESENT.height_m.size
    assert compare_grids(PRESENT, make_grid(lat=10.0)) is None
