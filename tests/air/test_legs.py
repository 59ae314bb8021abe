"""The ground below a way: the four cells around each point, none leapt over."""

import numpy as np
import pytest
from air_ground import PLAIN_M, STEP, geodesic_km, make_grid

from vedette.air.legs import ground_at, sample_way
from vedette.errors import InputError


def test_the_highest_of_the_four_cells_counts() -> None:
    grid = make_grid((70.5, 38.0, 70.5, 38.0, 2000))  # a single cell
    for east in (-0.6, 0.6):
        for north in (-0.6, 0.6):
            lon, lat = 70.5 + east * STEP, 38.0 + north * STEP
            assert ground_at(grid, lon, lat) == 2000
    assert ground_at(grid, 70.5 + 1.1 * STEP, 38.0) == PLAIN_M


def test_at_the_edge_of_the_grid_there_are_fewer() -> None:
    grid = make_grid((70.0, 38.5, 70.0, 38.5, 900))
    assert ground_at(grid, 70.0 - 0.4 * STEP, 38.5 + 0.4 * STEP) == 900
    with pytest.raises(InputError, match="outside"):
        ground_at(grid, 69.9, 38.5)


@pytest.mark.parametrize("end", [(70.9, 38.31), (70.11, 38.4), (70.9, 37.7)])
def test_a_way_is_looked_at_every_half_cell(end: tuple[float, float]) -> None:
    grid = make_grid()
    km, lon, lat = sample_way(grid, np.array([70.1, end[0]]), np.array([37.6, end[1]]))
    assert km[0] == 0
    assert km[-1] == pytest.approx(geodesic_km((70.1, 37.6), end), abs=1e-6)
    assert np.diff(km).max() <= 0.23
    assert (lon[-1], lat[-1]) == end


def test_turning_points_are_among_the_points() -> None:
    grid = make_grid()
    lon, lat = np.array([70.1, 70.4, 70.4]), np.array([37.6, 37.6, 38.2])
    km, x, y = sample_way(grid, lon, lat)
    corner = geodesic_km((70.1, 37.6), (70.4, 37.6))
    at = int(np.argmin(np.abs(km - corner)))
    assert km[at] == pytest.approx(corner, abs=1e-9)
    assert (x[at], y[at]) == pytest.approx((70.4, 37.6), abs=1e-9)
    assert km[-1] == pytest.approx(corner + geodesic_km((70.4, 37.6), (70.4, 38.2)))


def test_no_thin_wall_is_leapt_over() -> None:
    grid = make_grid((70.5, 37.5, 70.5, 38.5, 4000))  # one cell wide
    for north in np.linspace(37.6, 38.4, 40):
        _, x, y = sample_way(grid, np.array([70.2, 70.8]), np.array([38.0, north]))
        assert ground_at(grid, x, y).max() == 4000
