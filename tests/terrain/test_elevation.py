"""Heights are those of the nearest cell; a leg never misses what stands under it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_ground import COLS, LAT, METRES_PER_DEGREE, ROWS, WEST, make_grid
from pyproj import Geod

from vedette.domain.theatre import ElevationGrid
from vedette.errors import InputError
from vedette.terrain.elevation import (
    cell_size_m,
    heights_at,
    highest_on_leg,
    highest_on_legs,
    smooth_heights_at,
    steepness_at,
)

COUNTED = ElevationGrid(
    height_m=np.arange(12, dtype=np.int16).reshape(3, 4),
    west=10.0,
    north=50.0,
    step_lon=0.1,
    step_lat=0.2,
    error_m=1.0,
)


def with_cells(*cells: tuple[int, int], height: int = 3000) -> ElevationGrid:
    """Flat ground with a few high cells, given by row and column."""
    grid = make_grid()
    for row, col in cells:
        grid.height_m[row, col] = height
    return grid


def test_rows_run_south_and_columns_east() -> None:
    assert heights_at(COUNTED, 10.0, 50.0) == 0
    assert heights_at(COUNTED, 10.3, 50.0) == 3
    assert heights_at(COUNTED, 10.0, 49.6) == 8


def test_the_nearest_cell_counts() -> None:
    lon = np.array([10.049, 10.051, 9.951])
    lat = np.array([49.901, 49.899, 49.501])
    assert heights_at(COUNTED, lon, lat).tolist() == [0, 5, 8]


@pytest.mark.parametrize(
    "lon, lat", [(9.94, 50), (10.36, 50), (10, 50.11), (10, 49.49), (np.nan, 50)]
)
def test_a_position_off_the_grid_is_refused_and_named(lon: float, lat: float) -> None:
    with pytest.raises(InputError, match=f"longitude {lon:.5f}, latitude {lat:.5f}"):
        heights_at(COUNTED, [10.0, lon], [50.0, lat])


def test_a_wall_one_cell_wide_is_never_stepped_over() -> None:
    wall = with_cells(*((row, 100) for row in range(ROWS)))
    for lat in np.linspace(LAT - 0.25, LAT + 0.25, 11):
        assert highest_on_leg(wall, WEST, LAT, WEST + 0.7, float(lat)) == 3000


def test_both_ends_are_included() -> None:
    ends = with_cells((ROWS // 2, 20))
    assert highest_on_leg(ends, WEST, LAT, WEST + 0.3, LAT) == 3000
    assert highest_on_leg(ends, WEST + 0.3, LAT, WEST, LAT) == 3000
    assert highest_on_leg(ends, WEST, LAT, WEST, LAT) == 3000
    assert highest_on_leg(ends, WEST + 0.003, LAT, WEST + 0.3, LAT) == 500


def test_a_leg_follows_the_geodesic_not_the_parallel() -> None:
    # Over 60 degrees at 38 N a geodesic bulges some 5 degrees towards the pole.
    grid = ElevationGrid(np.zeros((41, 61), dtype=np.int16), 0.0, 60.0, 1.0, 1.0, 1.0)
    grid.height_m[60 - 42, 30] = 4000
    assert highest_on_leg(grid, 0.0, 38.0, 60.0, 38.0) == 4000


def test_many_legs_are_the_same_as_one_by_one() -> None:
    rng = np.random.default_rng(4)
    grid = make_grid(lambda lon, lat: rng.uniform(0, 5000, lon.shape))
    ends = [WEST + rng.uniform(0, 0.8, 20), LAT + rng.uniform(-0.2, 0.2, 20)] * 2
    ends = [*ends[:2], ends[0][::-1], ends[1][::-1]]
    together = highest_on_legs(grid, *ends)
    assert together.tolist() == [
        highest_on_leg(grid, *map(float, leg)) for leg in zip(*ends, strict=True)
    ]


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.floats(-0.2, 0.2), min_size=2, max_size=2),
    st.lists(st.floats(0.0, 0.8), min_size=2, max_size=2),
)
def test_a_leg_is_no_lower_than_its_ends(lat: list[float], lon: list[float]) -> None:
    grid = make_grid(lambda x, y: 2000 + 1500 * np.sin(40 * x) * np.cos(50 * y))
    (a, b), (c, d) = (WEST + lon[0], LAT + lat[0]), (WEST + lon[1], LAT + lat[1])
    highest = highest_on_leg(grid, a, b, c, d)
    assert highest >= heights_at(grid, [a, c], [b, d]).max()
    assert highest <= grid.height_m.max()


def test_between_cell_centres_the_ground_is_even() -> None:
    plane = make_grid(lambda lon, lat: 20_000 * (lon - 68) + 10_000 * (38.3 - lat))
    lon, lat = np.array([68.0, 68.0513, 68.4021]), np.array([38.0, 37.9987, 38.1034])
    expected = 20_000 * (lon - 68) + 10_000 * (38.3 - lat)
    assert smooth_heights_at(plane, lon, lat) == pytest.approx(expected, abs=0.6)


@pytest.mark.parametrize("lat", [0.0, 38.0, -55.0, 71.0])
def test_cell_sizes_agree_with_geodesics(lat: float) -> None:
    wide_m, tall_m = cell_size_m(COUNTED, lat)
    geod = Geod(ellps="WGS84")
    # Over a thousandth of a cell: a long geodesic is shorter than its parallel.
    wide = geod.inv(10.0, lat, 10.0001, lat)[2] * 1000
    tall = geod.inv(10.0, lat - 0.1, 10.0, lat + 0.1)[2]
    assert float(wide_m) == pytest.approx(wide, rel=1e-5)
    assert float(tall_m) == pytest.approx(tall, rel=1e-5)


def test_a_plane_is_as_steep_as_it_was_made() -> None:
    plane = make_grid(lambda lon, lat: 500 + (lon - 68) * METRES_PER_DEGREE * 0.3)
    row, col = np.array([ROWS // 2, ROWS // 2]), np.array([0, COLS // 2])
    assert steepness_at(plane, row, col) == pytest.approx(0.3, abs=0.003)


def test_a_cone_is_equally_steep_all_around() -> None:
    def cone(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        east = (lon - 68.4) * METRES_PER_DEGREE
        return 7000 - 0.2 * np.hypot(east, (lat - LAT) * 110_994)

    row = ROWS // 2 + np.array([20, -20, 0, 0, 15, -15])
    col = 100 + np.array([0, 0, 25, -25, 15, -15])
    steep = steepness_at(make_grid(cone), row, col)
    assert steep == pytest.approx(0.2, abs=0.004)
