"""Least-time paths in the open and by air, and how they are asked for."""

import math

import numpy as np
import pytest
from made_ground import LAT, MODEL, make_line
from scipy.sparse.csgraph import dijkstra
from ways import FOOT, GEOD, centre, detour, length_km, open_theatre, slow_search

from vedette.domain.theatre import ElevationGrid
from vedette.errors import InputError
from vedette.terrain import searches
from vedette.terrain.gridways import grid_steps
from vedette.terrain.laws import foot_law
from vedette.terrain.paths import find_path
from vedette.terrain.walls import find_walls
from vedette.terrain.ways import Place, TravelParams


class TestOpenGround:
    @pytest.mark.parametrize("down, right", [(0, 40), (40, 0), (20, 40), (40, 20)])
    def test_straight_where_the_cells_let_it(self, down, right):
        theatre = open_theatre()
        start, end = centre(theatre, 30, 50), centre(theatre, 30 + down, 50 + right)
        path = find_path(theatre, start, end, FOOT)
        assert detour(theatre, path.total_minutes, start, end) == pytest.approx(
            0.0, abs=2e-3
        )
        assert path.climb_m == 0.0
        assert [stretch.on for stretch in path.stretches] == ["open ground"]

    def test_sixteen_ways_on_make_little_detour(self):
        """2.8 % at most in square cells, 3.9 % in these of 439 m by 555 m."""
        theatre = open_theatre()
        start = centre(theatre, 60, 100)
        worst = 0.0
        for angle in np.linspace(0, math.pi, 37):
            row = 60 - round(45 * math.sin(angle))
            end = centre(theatre, row, 100 + round(45 * math.cos(angle)))
            path = find_path(theatre, start, end, FOOT)
            worst = max(worst, detour(theatre, path.total_minutes, start, end))
        assert 0.03 < worst < 0.04

    def test_places_between_cells(self):
        theatre = open_theatre()
        start, end = Place("a", 68.1234, 38.0567), Place("b", 68.4321, 37.9432)
        path = find_path(theatre, start, end, FOOT)
        assert (path.lon[0], path.lat[0]) == (start.lon, start.lat)
        assert (path.lon[-1], path.lat[-1]) == (end.lon, end.lat)
        assert 0.0 <= detour(theatre, path.total_minutes, start, end) < 0.035

    def test_places_nearer_than_a_cell(self):
        theatre = open_theatre()
        start, end = Place("a", 68.1234, 38.0567), Place("b", 68.1250, 38.0570)
        path = find_path(theatre, start, end, FOOT)
        assert len(path.lon) == 2
        assert detour(theatre, path.total_minutes, start, end) == pytest.approx(
            0.0, abs=1e-6
        )

    def test_lengths_are_geodesic(self):
        theatre = open_theatre()
        path = find_path(
            theatre, centre(theatre, 10, 10), centre(theatre, 50, 90), FOOT
        )
        assert path.length_km == pytest.approx(length_km(path), abs=1e-3)

    def test_the_search_against_a_plain_one(self):
        """On random rough ground, minutes to every cell."""
        rng = np.random.default_rng(5)
        rough = np.cumsum(np.cumsum(rng.normal(0, 60, (14, 16)), axis=0), axis=1)
        grid = ElevationGrid(
            (1500 + rough).astype(np.int16), 68.1, 38.05, 0.005, 0.005, 10.0
        )
        law = foot_law(MODEL)
        steps = grid_steps(grid, law.off_track, find_walls(open_theatre()))
        found = dijkstra(steps, indices=6 * 16 + 7).reshape(14, 16)
        slow = slow_search(grid, (6, 7), lambda slope: float(law.off_track(slope)))
        assert len(slow) == found.size
        for cell, minutes in slow.items():
            assert found[cell] == pytest.approx(minutes, rel=1e-12)

    def test_uphill_takes_longer_than_down(self):
        theatre = open_theatre(lambda lon, lat: 500 + 8000 * (lon - 68.0))
        up = find_path(theatre, centre(theatre, 60, 40), centre(theatre, 60, 80), FOOT)
        down = find_path(
            theatre, centre(theatre, 60, 80), centre(theatre, 60, 40), FOOT
        )
        assert up.total_minutes > 1.2 * down.total_minutes
        assert up.climb_m == pytest.approx(down.descent_m)


class TestAir:
    def test_the_geodesic(self):
        theatre = open_theatre()
        start, end = Place("a", 68.0, 37.8), Place("b", 68.7, 38.2)
        path = find_path(theatre, start, end, TravelParams(by="air", kmh=200.0))
        straight = GEOD.inv(68.0, 37.8, 68.7, 38.2)[2] / 1000
        assert path.length_km == pytest.approx(straight, abs=1e-3)
        assert path.total_minutes == pytest.approx(60 * straight / 200.0)
        assert len(path.crosses_km) == 1

    def test_the_highest_ground_below(self):
        theatre = open_theatre(
            lambda lon, lat: np.where(np.abs(lon - 68.3) < 0.01, 3000.0, 500.0)
        )
        path = find_path(
            theatre,
            Place("a", 68.1, LAT),
            Place("b", 68.5, LAT),
            TravelParams(by="air", kmh=200.0),
        )
        assert path.highest_m == 3000.0


class TestAsked:
    def test_what_has_no_meaning(self):
        with pytest.raises(InputError) as caught:
            TravelParams(by="horse", walk="run", off_track=True, kmh=5.0)
        assert str(caught.value).count("  - ") == 4

    def test_the_same_place_twice(self):
        place = Place("a", 68.3, LAT)
        with pytest.raises(InputError, match="same place"):
            find_path(open_theatre(), place, place, FOOT)

    def test_cell_error_and_law_travel_with_the_answer(self):
        theatre = open_theatre()
        path = find_path(theatre, centre(theatre, 9, 9), centre(theatre, 20, 20), FOOT)
        assert path.error_m == 10.0
        assert 430 < path.cell_m[0] < 445
        assert "Tobler" in path.law

    def test_a_fine_grid_is_searched_in_larger_cells(self, monkeypatch):
        """The answer says how large they were."""
        theatre = open_theatre()
        start, end = centre(theatre, 20, 20), centre(theatre, 100, 180)
        fine = find_path(theatre, start, end, FOOT)
        monkeypatch.setattr(searches, "MOST_CELLS", 8000)
        coarse = find_path(theatre, start, end, FOOT)
        assert coarse.cell_m[0] == pytest.approx(2 * fine.cell_m[0], rel=0.01)
        assert coarse.total_minutes == pytest.approx(fine.total_minutes, rel=0.02)


def test_the_line_of_these_tests():
    """The river of these tests lies on a parallel, 61 km long."""
    assert make_line().length_km == pytest.approx(61.5, abs=0.1)
