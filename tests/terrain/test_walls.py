"""Walls: what parts two places, which bank is which, where a place is wet."""

import numpy as np
import pytest
from made_ground import LAT, make_grid, make_theatre
from ways import BEYOND, drawn, river_theatre

from vedette.terrain.walls import find_walls

# Edges between cell centres: 40 columns and 40 rows of them lie inside.
RING = [
    [68.2025, 37.9025],
    [68.4025, 37.9025],
    [68.4025, 38.1025],
    [68.2025, 38.1025],
    [68.2025, 37.9025],
]


def parts(walls, a, b):
    return bool(walls.separate(*(np.array([each]) for each in (*a, *b)))[0])


def test_the_border_is_a_wall_only_where_it_is_a_river():
    walls = find_walls(make_theatre(river_km=((0.0, 20.0),)))
    dry = float(np.interp(40, [0, 61.5], [68.0, 68.7]))
    assert parts(walls, (68.1, LAT - 0.001), (68.1, LAT + 0.001))
    assert not parts(walls, (dry, LAT - 0.001), (dry, LAT + 0.001))
    assert not parts(walls, (68.1, LAT + 0.001), (68.1, LAT + 0.002))


def test_a_way_that_ends_on_the_river_meets_it():
    walls = find_walls(river_theatre())
    assert parts(walls, (68.1, LAT), (68.1, LAT + 0.001))


def test_a_river_that_goes_on_is_joined():
    """The layer ends 5 km short of the line, and nobody walks through between."""
    walls = find_walls(river_theatre())
    gap = (67.98, LAT - 0.002), (67.98, LAT + 0.002)
    assert parts(walls, *gap)
    assert parts(find_walls(river_theatre(), ford=True), *gap)
    assert not parts(find_walls(river_theatre(drawings=drawn())), *gap)


def test_other_rivers_near_the_border_river_count_for_nothing():
    """They lie up to 3 km off it: within 5 km the line is the only river."""
    near = drawn(rivers=[("LineString", [[68.3, 37.0], [68.3, 39.0]])])
    walls = find_walls(river_theatre(drawings=near))
    assert not parts(walls, (68.29, LAT + 0.03), (68.31, LAT + 0.03))
    assert parts(walls, (68.29, LAT + 0.06), (68.31, LAT + 0.06))


def test_lakes_have_shores_and_wet_cells():
    walls = find_walls(make_theatre(drawings=drawn(lakes=[("Polygon", [RING])])))
    grid = make_grid()
    wet = walls.wet_cells(grid)
    row, col = np.nonzero(wet)
    assert wet.sum() == 40 * 40
    assert grid.west + grid.step_lon * col.min() == pytest.approx(68.205)
    assert grid.north - grid.step_lat * row.min() == pytest.approx(38.1)
    assert parts(walls, (68.19, 38.0), (68.21, 38.0))
    assert walls.is_wet(68.3, 38.05)
    assert not walls.is_wet(68.5, 38.05)


def test_a_ring_that_repeats_a_vertex():
    ring = [RING[0], *RING]
    walls = find_walls(make_theatre(drawings=drawn(lakes=[("Polygon", [ring])])))
    assert walls.is_wet(68.3, 38.05)


def test_on_the_line_is_wet_and_beside_it_is_not():
    walls = find_walls(river_theatre())
    assert walls.is_wet(68.3, LAT)
    assert walls.is_wet(68.3, LAT + 0.00003)
    assert not walls.is_wet(68.3, LAT + 0.0002)


class TestBanks:
    def banks(self, walls, *places):
        return walls.banks(68.3, LAT, *np.array(places).T, 1.0).tolist()

    def test_two_banks(self):
        walls = find_walls(river_theatre())
        north, south = self.banks(walls, (68.301, LAT + 0.003), (68.299, LAT - 0.003))
        assert {north, south} == {1, -1}

    def test_what_a_bend_cuts_off_is_no_bank(self):
        """The river comes back north of the place and away again."""
        bend = [[68.2, LAT], [68.35, LAT], [68.35, LAT + 0.004], [68.2, LAT + 0.004]]
        theatre = make_theatre(
            river_km=(), drawings=drawn(rivers=[("LineString", bend)])
        )
        walls = find_walls(theatre)
        beyond, between, south = self.banks(
            walls, (68.3, LAT + 0.006), (68.3, LAT + 0.002), (68.3, LAT - 0.002)
        )
        assert {between, south} == {1, -1}
        assert beyond == 0

    def test_no_river_no_banks(self):
        walls = find_walls(make_theatre(river_km=()))
        assert self.banks(walls, (68.3, LAT + 0.003)) == [0]


def test_the_layers_beyond_the_line_are_there():
    assert len(BEYOND["rivers"]["features"]) == 2
