"""How much of a way lies beyond the border line."""

import numpy as np
import pytest
from air_ground import LINE_LAT, make_border, make_grid, place

from vedette.air.legs import sample_way
from vedette.air.side import OwnSide

GRID = make_grid()
BASE = place(70.5, 38.2)


@pytest.fixture
def side() -> OwnSide:
    return OwnSide(GRID, make_border(), BASE.lon, BASE.lat)


def beyond(side: OwnSide, *points: tuple[float, float]) -> float:
    lon, lat = (np.array(each) for each in zip(*points, strict=True))
    km, x, y = sample_way(GRID, lon, lat)
    ends = place(*points[0]), place(*points[-1])
    return side.beyond_km(km, x, y, ends)


def test_a_way_on_this_side_is_not_beyond(side: OwnSide) -> None:
    assert beyond(side, (70.2, 38.0), (70.8, 37.75)) == 0.0


def test_a_piece_beyond_is_measured(side: OwnSide) -> None:
    # 0.1 degree south of the line and back: 2 x 11.1 km.
    found = beyond(side, (70.2, 37.9), (70.5, LINE_LAT - 0.1), (70.5, 37.9))
    down = np.hypot(0.3 * 88.2, 0.3 * 111.0) / 3
    assert found == pytest.approx(down + 11.1, abs=0.6)


def test_a_short_piece_is_not_counted(side: OwnSide) -> None:
    dip = LINE_LAT - 0.005
    assert beyond(side, (70.2, 37.8), (70.5, dip), (70.8, 37.8)) > 2.0
    assert beyond(side, (70.49, 37.78), (70.5, dip), (70.51, 37.78)) == 0.0


def test_a_place_on_the_line_is_reached_from_this_side(side: OwnSide) -> None:
    assert beyond(side, (70.5, 38.2), (70.5, LINE_LAT)) == 0.0
    # Within 3 km of the place either side will do; not farther away.
    assert beyond(side, (70.5, 38.2), (70.5, LINE_LAT - 0.02)) == 0.0
    assert beyond(side, (70.5, 38.2), (70.5, LINE_LAT - 0.1)) > 5.0


def test_the_line_is_thought_on_beyond_its_ends(side: OwnSide) -> None:
    assert beyond(side, (70.03, 38.2), (70.03, 37.55)) > 5.0


def test_the_other_side_for_a_base_there() -> None:
    south = OwnSide(GRID, make_border(), 70.5, 37.6)
    assert beyond(south, (70.2, 37.55), (70.8, 37.65)) == 0.0
    assert beyond(south, (70.2, 37.9), (70.8, 37.9)) > 40.0
