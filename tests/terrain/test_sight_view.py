"""From one place: windows, margins, single lines, and the share seen by height."""

import doctest
from dataclasses import replace

import numpy as np
import pytest
from drawn_sights import least_eye_plainly, rough_ground
from hypothesis import given, settings
from hypothesis import strategies as st
from made_ground import COLS, LAT, ROWS, STEP, WEST, make_grid
from pyproj import Geod

from vedette.domain.theatre import ElevationGrid
from vedette.errors import InputError
from vedette.terrain import sightline
from vedette.terrain.elevation import cell_size_m, smooth_heights_at
from vedette.terrain.globe import globe_points
from vedette.terrain.sightline import (
    SightMargin,
    drop_per_m2,
    least_eyes_m,
    seen_share_by_height,
)
from vedette.terrain.view import view_from

GEOD = Geod(ellps="WGS84")
LON = WEST + 0.3
ROUGH = ElevationGrid(
    np.rint(rough_ground(60, seed=8)).astype(np.int16), 68.0, 38.0, 0.004, 0.004, 20.0
)
MIDDLE = (68.0 + 60 * 0.004, 38.0 - 60 * 0.004)


def wall_at(lon):
    return make_grid(lambda x, y: np.where(np.abs(x - lon) < STEP / 2, 900.0, 500.0))


def test_flat_ground_is_seen_up_to_the_reach():
    view = view_from(make_grid(), LON, LAT, eye_m=10.0, reach_km=8.0)
    assert (view.seen == view.within).all()
    assert (view.lon, view.lat) == pytest.approx((LON, LAT))
    assert view.ground_m == 500.0
    assert view.margin.share == 1.0
    rows, cols = np.nonzero(view.seen)
    lon = WEST - 0.1 + STEP * (view.col + cols)
    lat = LAT + STEP * (ROWS // 2) - STEP * (view.row + rows)
    away_m = GEOD.inv(np.full(lon.shape, LON), np.full(lat.shape, LAT), lon, lat)[2]
    assert away_m.max() == pytest.approx(8000, rel=0.05)
    area_km2 = len(rows) * view.wide_m * view.tall_m / 1e6
    assert area_km2 == pytest.approx(np.pi * 8.0**2, rel=0.03)


def test_cells_and_error_travel_with_the_answer():
    grid = make_grid()
    view = view_from(grid, LON, LAT, eye_m=2.0)
    wide, tall = cell_size_m(grid, LAT)
    assert (view.wide_m, view.tall_m) == pytest.approx((float(wide), float(tall)))
    assert view.margin.error_m == grid.error_m


def test_the_eye_stands_in_the_nearest_cell():
    one = view_from(ROUGH, *MIDDLE, eye_m=2.0, reach_km=9.0)
    other = view_from(
        ROUGH, MIDDLE[0] + 0.0019, MIDDLE[1] - 0.0019, eye_m=2.0, reach_km=9.0
    )
    assert (other.lon, other.lat) == (one.lon, one.lat)
    assert (other.seen == one.seen).all()


def test_a_wall_in_degrees_hides_the_same_as_in_metres():
    view = view_from(wall_at(LON + 10 * STEP), LON, LAT, eye_m=20.0, reach_km=15.0)
    col = view.col + np.arange(view.seen.shape[1]) - round((LON - WEST + 0.1) / STEP)
    assert (view.seen[:, col < 10] == view.within[:, col < 10]).all()
    assert not view.seen[:, col > 10].any()


@pytest.mark.parametrize("row", [0, 1, ROWS - 1])
@pytest.mark.parametrize("col", [0, COLS - 2, COLS - 1])
def test_at_the_grids_edge_the_window_ends(row, col):
    grid = make_grid()
    lon, lat = grid.west + STEP * col, grid.north - STEP * row
    view = view_from(grid, lon, lat, eye_m=50.0, reach_km=10.0)
    assert view.row >= 0
    assert view.col >= 0
    assert view.row + view.seen.shape[0] <= ROWS
    assert view.col + view.seen.shape[1] <= COLS
    assert view.seen[row - view.row, col - view.col]
    assert (view.seen == view.within).all()
    assert view.within.sum() > 100


def test_what_lies_off_the_grid_changes_nothing_on_it():
    part = replace(
        ROUGH,
        height_m=ROUGH.height_m[:, :75].copy(),
        error_m=0.0,
    )
    whole = view_from(ROUGH, *MIDDLE, eye_m=20.0, reach_km=10.0)
    cut = view_from(part, *MIDDLE, eye_m=20.0, reach_km=10.0)
    assert cut.seen.shape[1] < whole.seen.shape[1]
    same = cut.seen == whole.seen[:, : cut.seen.shape[1]]
    # In the last column a ray may have met the ground between it and the next.
    assert same[:, :-1].all()


@settings(deadline=None, max_examples=15)
@given(eye_m=st.floats(0.0, 300.0), error_m=st.floats(0.0, 100.0))
def test_higher_ground_between_never_shows_more(eye_m, error_m):
    margin = view_from(
        replace(ROUGH, error_m=error_m), *MIDDLE, eye_m, reach_km=12.0
    ).margin
    assert margin.if_higher <= margin.share <= margin.if_lower


def test_a_grid_without_error_has_no_margin():
    margin = view_from(replace(ROUGH, error_m=0.0), *MIDDLE, 5.0).margin
    assert margin.if_higher == margin.share == margin.if_lower
    assert 0.0 < margin.share < 1.0


def test_ground_between_that_is_higher_is_the_same_as_eye_and_person_lower():
    def plainly(up):
        lower = replace(ROUGH, height_m=ROUGH.height_m - np.int16(up))
        lower.height_m[60, 60] += up
        return lower

    margin = view_from(ROUGH, *MIDDLE, 60.0, person_m=30.0, reach_km=12.0).margin
    raised = view_from(plainly(20), *MIDDLE, 40.0, person_m=10.0, reach_km=12.0)
    # The eye's own cell was put back up, which no ray meets.
    assert raised.ground_m == ROUGH.height_m[60, 60]
    again = view_from(ROUGH, *MIDDLE, 40.0, person_m=10.0, reach_km=12.0).margin
    assert margin.if_higher == again.share


def test_a_margin_is_told_in_words():
    assert SightMargin(0.5, 0.25, 1.0, 30.0).in_words().startswith("50 % seen; 25 % to")
    assert doctest.testmod(sightline).failed == 0


@pytest.mark.parametrize(
    "change, words",
    [
        ({"eye_m": -1.0}, "eye height"),
        ({"eye_m": np.nan}, "eye height"),
        ({"person_m": -0.5}, "person height"),
        ({"reach_km": 0.0}, "reach: 0 km"),
        ({"reach_km": np.inf}, "reach: inf km"),
        ({"reach_km": 5000.0}, "give up to"),
        ({"refraction": 1.0}, "refraction"),
        ({"lon": 80.0}, "longitude 80"),
    ],
)
def test_what_cannot_be_is_refused_with_advice(change, words):
    asked = {"lon": LON, "lat": LAT, "eye_m": 2.0} | change
    with pytest.raises(InputError, match=words):
        view_from(make_grid(), **asked)


@pytest.mark.parametrize("seed", range(5))
def test_least_heights_agree_with_lines_followed_plainly(seed):
    rng = np.random.default_rng(seed)
    lon, lat = rng.uniform(68.0, 68.48, 2), rng.uniform(37.52, 38.0, 2)
    person_m, k = 1.7, 0.13
    found = least_eyes_m(ROUGH, lon[0], lat[0], lon[1], lat[1], person_m, k)
    ends = [
        (float(38.0 - y) / 0.004, float(x - 68.0) / 0.004)
        for x, y in zip(lon, lat, strict=True)
    ]
    ground = smooth_heights_at(ROUGH, lon, lat)
    length_m = np.linalg.norm(np.diff(globe_points(lon, lat), axis=0))
    plainly = least_eye_plainly(
        ROUGH.height_m.astype(float),
        *ends,
        float(ground[1]) + person_m,
        drop_per_m2(k) * float(length_m) ** 2,
    )
    assert float(found) == pytest.approx(max(plainly - float(ground[0]), 0.0), abs=1e-6)


@settings(deadline=None, max_examples=50)
@given(
    lon=st.lists(st.floats(68.0, 68.48), min_size=2, max_size=2),
    lat=st.lists(st.floats(37.52, 38.0), min_size=2, max_size=2),
    height_m=st.floats(0.0, 400.0),
)
def test_who_sees_is_seen(lon, lat, height_m):
    def needs(one, other):
        return float(
            least_eyes_m(ROUGH, lon[one], lat[one], lon[other], lat[other], height_m)
        )

    there, back = needs(0, 1) - height_m, needs(1, 0) - height_m
    if min(abs(there), abs(back)) > 1e-6:
        assert (there <= 0) == (back <= 0)


def test_raised_ground_asks_for_a_higher_eye():
    lon, lat = MIDDLE
    cells = lon + np.linspace(-0.2, 0.2, 41), np.full(41, lat + 0.1)
    least = {
        up: least_eyes_m(ROUGH, lon, lat, *cells, raised_m=up) for up in (-20, 0, 20)
    }
    assert (least[-20] <= least[0]).all()
    assert (least[0] < least[20])[least[0] > 0].all()


def test_the_share_seen_grows_with_height_to_the_whole():
    lon, lat = np.meshgrid(np.linspace(68.02, 68.46, 30), np.linspace(37.54, 37.98, 30))
    heights = [0.0, 2.0, 10.0, 50.0, 300.0, 20_000.0]
    share = seen_share_by_height(ROUGH, *MIDDLE, lon, lat, heights)
    assert (np.diff(share) >= 0).all()
    assert share[0] < 0.5
    assert share[-1] == 1.0
    least = least_eyes_m(ROUGH, *MIDDLE, lon, lat)
    assert least.shape == lon.shape
    assert share[3] == (least <= 50.0).mean()


def test_over_a_wall_the_share_jumps_at_the_height_that_clears_it():
    lon = np.array([LON + 20 * STEP])
    grid = wall_at(LON + 10 * STEP)
    # Halfway to the cell stands a wall of 400 m: the line over it to a head at 1.7 m.
    least = float(least_eyes_m(grid, LON, LAT, lon, [LAT], refraction=0.0)[0])
    half_m = float(GEOD.inv(LON, LAT, float(lon[0]), LAT)[2]) / 2
    sag_m = drop_per_m2(0.0) * half_m**2
    assert least == pytest.approx(2 * (400.0 + sag_m) - 1.7, abs=0.05)
    share = seen_share_by_height(
        grid, LON, LAT, lon, LAT, [least - 0.1, least + 0.1], refraction=0.0
    )
    assert share.tolist() == [0.0, 1.0]


def test_no_cells_have_no_share():
    with pytest.raises(InputError, match="no cells"):
        seen_share_by_height(make_grid(), LON, LAT, [], [], 10.0)


def test_distances_through_the_earth_are_those_along_it():
    lon, lat = np.array([71.5, 71.6, 71.5]), np.array([37.5, 37.5, 37.6])
    point = globe_points(lon, lat)
    for other in (1, 2):
        along_m = GEOD.inv(lon[0], lat[0], lon[other], lat[other])[2]
        through_m = np.linalg.norm(point[0] - point[other])
        assert through_m == pytest.approx(along_m, abs=0.003)
        assert through_m < along_m
