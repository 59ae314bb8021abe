"""A way around high ground: through the gap, the shortest, on this side of the line."""

import numpy as np
import pytest
from air_ground import geodesic_km, make_border, make_grid, place

from vedette.air.around import OpenAir
from vedette.air.legs import ground_at, sample_way
from vedette.air.side import OwnSide
from vedette.domain.theatre import ElevationGrid

START, END = place(70.2, 38.2), place(70.8, 38.2)
HIGH_M = 3000.0
FAR_KM = 1000.0


def around(grid: ElevationGrid, start=START, end=END, line=37.55, most_km=FAR_KM):
    side = OwnSide(grid, make_border(line), start.lon, start.lat)
    return OpenAir(grid, side, HIGH_M).find_way(start, end, most_km)


def points(way) -> list[tuple[float, float]]:
    return list(zip(way[0].tolist(), way[1].tolist(), strict=True))


def test_through_the_gap_of_a_wall() -> None:
    # A wall across the grid with a gap 0.04 degrees wide in the south.
    grid = make_grid((70.5, 37.5, 70.52, 37.78, 4000), (70.5, 37.82, 70.52, 38.5, 4000))
    way = around(grid)
    _, x, y = sample_way(grid, *way)
    assert ground_at(grid, x, y).max() <= HIGH_M
    at_wall = (x >= 70.5) & (x <= 70.52)
    assert ((y[at_wall] > 37.78) & (y[at_wall] < 37.82)).all()
    assert points(way)[0] == (70.2, 38.2)
    assert points(way)[-1] == (70.8, 38.2)


def test_it_is_about_as_short_as_a_way_can_be() -> None:
    grid = make_grid((70.5, 37.9, 70.52, 38.5, 4000))
    # Around the wall's southern end, at least half a cell off it.
    shortest = geodesic_km((70.2, 38.2), (70.5, 37.895), (70.52, 37.895), (70.8, 38.2))
    length = geodesic_km(*points(around(grid)))
    assert shortest <= length <= 1.04 * shortest


def test_straight_over_open_ground() -> None:
    assert points(around(make_grid())) == [(70.2, 38.2), (70.8, 38.2)]


@pytest.mark.parametrize("height", [3001, 5000])
def test_no_way_through_a_closed_wall(height: int) -> None:
    assert around(make_grid((70.5, 37.5, 70.52, 38.5, height))) is None


def test_over_a_wall_that_is_low_enough() -> None:
    assert around(make_grid((70.5, 37.5, 70.52, 38.5, int(HIGH_M)))) is not None


def test_no_way_where_a_place_itself_is_too_high() -> None:
    grid = make_grid((70.79, 38.19, 70.81, 38.21, 4000))
    assert around(grid) is None
    assert around(grid, END, START) is None


def test_no_corner_is_cut_between_two_walls_that_touch() -> None:
    # Two blocks of wall that meet corner to corner, and walls to the grid's edges.
    grid = make_grid(
        (70.5, 37.5, 70.55, 38.0, 4000), (70.555, 38.005, 70.6, 38.5, 4000)
    )
    assert around(grid) is None


def test_longer_ways_are_not_looked_for() -> None:
    grid = make_grid((70.5, 37.7, 70.52, 38.5, 4000))
    length = geodesic_km(*points(around(grid)))
    assert around(grid, most_km=1.1 * length) is not None
    assert around(grid, most_km=0.8 * length) is None


def test_the_gap_beyond_the_line_is_not_used() -> None:
    # The only gap lies south of lat 37.8, and so does the line.
    grid = make_grid((70.5, 37.8, 70.52, 38.5, 4000))
    assert around(grid, line=37.6) is not None
    assert around(grid, line=37.9) is None


def test_it_keeps_a_km_off_the_line_where_it_can() -> None:
    grid = make_grid((70.5, 37.9, 70.52, 38.5, 4000))
    _, _, y = sample_way(grid, *around(grid, line=37.8))
    assert y.min() >= 37.81 - 1e-9


def test_it_follows_the_line_where_the_ground_leaves_no_more() -> None:
    # Between the wall's end and the line there is about a cell.
    grid = make_grid((70.5, 37.815, 70.52, 38.5, 4000))
    way = around(grid, line=37.8)
    _, x, y = sample_way(grid, *way)
    assert ground_at(grid, x, y).max() <= HIGH_M
    assert np.abs(y - 37.8).min() < 0.012


def test_finer_cells_make_the_same_blocks() -> None:
    coarse = make_grid((70.5, 37.9, 70.52, 38.5, 4000))
    fine = ElevationGrid(
        np.repeat(np.repeat(coarse.height_m, 3, axis=0), 3, axis=1),
        coarse.west - coarse.step_lon / 3,
        coarse.north + coarse.step_lat / 3,
        coarse.step_lon / 3,
        coarse.step_lat / 3,
        coarse.error_m,
    )
    lengths = [geodesic_km(*points(around(grid))) for grid in (coarse, fine)]
    assert lengths[1] == pytest.approx(lengths[0], rel=0.03)
