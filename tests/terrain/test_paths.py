"""Least-time paths: exact cases on made ground, and a plain search as judge."""

import math

import numpy as np
import pytest
from made_ground import LAT, MODEL, WEST, make_line, make_theatre
from pyproj import Geod
from scipy.sparse.csgraph import dijkstra
from ways import (
    OFF_KMH,
    centre,
    detour,
    drawn,
    make_bridge,
    open_theatre,
    river_theatre,
    slow_search,
    steep_wall,
)

from vedette.domain.theatre import ElevationGrid
from vedette.errors import InputError
from vedette.terrain import searches
from vedette.terrain.gridways import grid_steps
from vedette.terrain.laws import foot_law
from vedette.terrain.paths import find_path
from vedette.terrain.travel import reach_minutes
from vedette.terrain.walls import find_walls
from vedette.terrain.ways import Place, TravelParams

FOOT, CAR, BOAT, AIR = (
    TravelParams(by=by) for by in ("foot", "vehicle", "boat", "air")
)
GEOD = Geod(ellps="WGS84")


def length_km(path):
    return GEOD.line_length(path.lon, path.lat) / 1000


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


class TestWalls:
    GAP_LAT = 38.12

    def test_through_the_gap_in_a_cliff(self):
        theatre = open_theatre(steep_wall(self.GAP_LAT, 0.03))
        start, end = Place("a", 68.1, LAT), Place("b", 68.5, LAT)
        path = find_path(theatre, start, end, FOOT)
        at = float(np.interp(68.3, path.lon, path.lat))
        assert abs(at - self.GAP_LAT) < 0.03
        assert path.height_m.max() == 500.0

    def test_a_cliff_without_a_gap(self):
        theatre = open_theatre(steep_wall(self.GAP_LAT, -1.0))
        with pytest.raises(InputError, match="No way on foot from a to b"):
            find_path(theatre, Place("a", 68.1, LAT), Place("b", 68.5, LAT), FOOT)

    def test_a_river_without_a_bridge(self):
        theatre = river_theatre()
        with pytest.raises(InputError, match="sites of kind bridge only"):
            find_path(theatre, Place("n", 68.3, 38.1), Place("s", 68.3, 37.9), FOOT)

    def test_a_river_with_one_bridge(self):
        """There, over, and on: what the two straight parts take, and a little."""
        bridge = make_bridge(68.5)
        theatre = river_theatre([bridge])
        start, end = Place("n", 68.3, 38.1), Place("s", 68.3, 37.9)
        path = find_path(theatre, start, end, FOOT)
        assert (bridge.lon, bridge.lat) in zip(
            path.lon.tolist(), path.lat.tolist(), strict=True
        )
        parts = GEOD.line_length([68.3, 68.5, 68.3], [38.1, LAT, 37.9]) / 1000
        assert 1.0 <= path.total_minutes / (60 * parts / OFF_KMH) < 1.035
        km = float(np.interp(68.5, theatre.border.lon, theatre.border.km))
        assert path.crosses_km == pytest.approx((km,), abs=1e-3)
        assert [stretch.on for stretch in path.stretches] == [
            "open ground",
            "bridge",
            "open ground",
        ]

    def test_the_nearer_in_time_of_two_bridges(self):
        theatre = river_theatre([make_bridge(68.45, n=1), make_bridge(68.2, n=2)])
        path = find_path(theatre, Place("n", 68.3, 38.1), Place("s", 68.3, 37.9), FOOT)
        assert 68.2 in path.lon
        assert 68.45 not in path.lon

    def test_a_bridge_shortens_no_way_along_one_bank(self):
        theatre = river_theatre([make_bridge(68.3)])
        north = 38.0 + 0.006
        path = find_path(
            theatre, Place("a", 68.2, north), Place("b", 68.4, north), FOOT
        )
        assert [stretch.on for stretch in path.stretches] == ["open ground"]
        assert path.crosses_km == ()

    def test_a_bridge_is_gone_over_or_not_used(self):
        """A lake reaches down to it: past the lake one goes over, and back again."""
        ring = [[68.297, 38.0005], [68.303, 38.0005], [68.303, 38.05], [68.297, 38.05]]
        lakes = drawn(lakes=[("Polygon", [[*ring, ring[0]]])])
        theatre = river_theatre(
            [make_bridge(68.3)], drawings={**river_theatre().drawings, **lakes}
        )
        start, end = Place("a", 68.292, 38.006), Place("b", 68.308, 38.006)
        path = find_path(theatre, start, end, FOOT)
        assert len(path.crosses_km) == 2

    def test_a_quicker_way_round_is_found_beyond_the_first_window(self, monkeypatch):
        """Ridge upon ridge as far as the window goes, level ground beyond it."""

        def ridges(lon, lat):
            is_high = np.rint((lon - 67.9) / 0.005) % 2 == 1
            return np.where(is_high & (np.abs(lat - LAT) < 0.11), 763.0, 500.0)

        monkeypatch.setattr(searches, "LEAST_MARGIN_KM", 3.0)
        theatre = open_theatre(ridges)
        start, end = Place("a", 68.2, LAT), Place("b", 68.32, LAT)
        path = find_path(theatre, start, end, FOOT)
        assert np.abs(path.lat - LAT).max() >= 0.11
        around = GEOD.line_length([68.2, 68.2, 68.32, 68.32], [LAT, 38.11, 38.11, LAT])
        assert path.total_minutes < 1.1 * 60 * around / 1000 / OFF_KMH

    def test_a_far_bridge_is_found_beyond_the_first_window(self, monkeypatch):
        monkeypatch.setattr(searches, "LEAST_MARGIN_KM", 3.0)
        theatre = river_theatre([make_bridge(68.65)])
        near, far = Place("n", 68.1, 38.02), Place("s", 68.1, 37.98)
        narrow = find_path(theatre, near, far, FOOT)
        monkeypatch.setattr(searches, "LEAST_MARGIN_KM", 1000.0)
        assert narrow.total_minutes == find_path(theatre, near, far, FOOT).total_minutes
        assert 68.65 in narrow.lon

    def test_inland_rivers_are_walls_unless_waded(self):
        river = [("LineString", [[68.3, 37.0], [68.3, 39.0]])]
        theatre = open_theatre(drawings=drawn(rivers=river))
        start, end = Place("a", 68.25, LAT), Place("b", 68.35, LAT)
        with pytest.raises(InputError, match="--ford"):
            find_path(theatre, start, end, FOOT)
        waded = find_path(theatre, start, end, TravelParams(ford=True))
        assert detour(theatre, waded.total_minutes, start, end) < 0.03

    def test_the_border_river_is_never_waded(self):
        with pytest.raises(InputError, match="No way"):
            find_path(
                river_theatre(),
                Place("n", 68.3, 38.1),
                Place("s", 68.3, 37.9),
                TravelParams(ford=True),
            )

    def test_round_a_lake(self):
        ring = [
            [68.28, 37.9],
            [68.32, 37.9],
            [68.32, 38.1],
            [68.28, 38.1],
            [68.28, 37.9],
        ]
        theatre = open_theatre(drawings=drawn(lakes=[("Polygon", [ring])]))
        start, end = Place("a", 68.2, LAT), Place("b", 68.4, LAT)
        path = find_path(theatre, start, end, FOOT)
        over = (path.lon > 68.28) & (path.lon < 68.32)
        assert (np.abs(path.lat[over] - LAT) >= 0.1).all()
        assert detour(theatre, path.total_minutes, start, end) > 0.3

    def test_a_place_on_the_river_is_left_to_either_bank(self):
        theatre = river_theatre()
        middle = Place(
            "km 20", float(np.interp(20, theatre.border.km, theatre.border.lon)), LAT
        )
        for lat in (38.1, 37.9):
            path = find_path(theatre, middle, Place("b", 68.3, lat), FOOT)
            assert path.crosses_km == ()
            assert any("lies in water" in note for note in path.notes)

    def test_a_place_beside_the_river_keeps_its_bank(self):
        """20 m north of the line is north of the river."""
        theatre = river_theatre()
        start = Place("post", 68.3, LAT + 0.0002)
        assert (
            find_path(theatre, start, Place("n", 68.35, 38.05), FOOT).crosses_km == ()
        )
        with pytest.raises(InputError, match="No way"):
            find_path(theatre, start, Place("s", 68.35, 37.95), FOOT)

    def test_a_place_shut_in_by_water(self):
        ring = [
            [68.28, 37.9],
            [68.32, 37.9],
            [68.32, 38.1],
            [68.28, 38.1],
            [68.28, 37.9],
        ]
        island = [
            [68.301, 38.001],
            [68.304, 38.001],
            [68.304, 38.004],
            [68.301, 38.001],
        ]
        theatre = open_theatre(drawings=drawn(lakes=[("Polygon", [ring, island])]))
        start = Place("island", 68.303, 38.002)
        with pytest.raises(InputError, match="island: shut in by water"):
            find_path(theatre, start, Place("b", 68.5, LAT), FOOT)


class TestTrack:
    def hilly(self, **changes):
        def height(lon, lat):
            return 800 + 150 * np.sin(40 * (lon - WEST))

        return make_theatre(height, **changes)

    def at(self, theatre, km):
        lon = float(np.interp(km, theatre.border.km, theatre.border.lon))
        return Place(f"km {km}", lon, LAT)

    @pytest.mark.parametrize("params, kind", [(CAR, "vehicle"), (FOOT, "foot")])
    def test_along_the_track_as_reaches_have_it(self, params, kind):
        """The slower of the two directions is what a reach counts."""
        theatre = self.hilly(river_km=())
        edges = np.array([5.0, 25.0])
        minutes = reach_minutes(theatre, edges)[1][kind][0]
        ends = [self.at(theatre, km) for km in edges]
        there = find_path(theatre, *ends, params)
        back = find_path(theatre, *ends[::-1], params)
        slower = max(there.total_minutes, back.total_minutes)
        assert slower == pytest.approx(minutes, rel=0.01)
        assert [stretch.on for stretch in there.stretches] == ["track"]

    def test_the_track_is_drawn_with_all_its_bends(self):
        theatre = self.hilly(river_km=())
        path = find_path(theatre, self.at(theatre, 5.0), self.at(theatre, 25.0), CAR)
        inside = (theatre.border.km > 5.3) & (theatre.border.km < 24.7)
        assert set(theatre.border.lon[inside].tolist()) <= set(path.lon.tolist())
        assert (np.diff(path.minutes) > 0).all()

    def test_walkers_take_the_track_where_it_is_quicker(self):
        theatre = make_theatre(river_km=())
        start, end = Place("a", 68.1, LAT + 0.01), Place("b", 68.5, LAT + 0.01)
        path = find_path(theatre, start, end, FOOT)
        on = {stretch.on: stretch.km_to - stretch.km_from for stretch in path.stretches}
        assert on["track"] > 0.9 * path.length_km

    def test_a_vehicle_keeps_to_the_track(self):
        theatre = make_theatre(river_km=())
        off = Place("off", 68.3, LAT + 0.1)
        with pytest.raises(
            InputError, match=r"off: the nearest modelled track is 11.1 km"
        ):
            find_path(theatre, self.at(theatre, 5.0), off, CAR)
        slowly = TravelParams(by="vehicle", off_track=True)
        path = find_path(theatre, self.at(theatre, 5.0), off, slowly)
        assert path.stretches[-1].on == "open ground"
        kmh = 60 * (path.stretches[-1].km_to - path.stretches[-1].km_from)
        assert kmh / path.stretches[-1].minutes == pytest.approx(0.33 * 30.0, rel=0.02)

    def test_a_break_in_the_track(self):
        theatre = make_theatre(river_km=(), track_spans=[(0.0, 10.0), (20.0, 60.0)])
        with pytest.raises(InputError, match="--off-track"):
            find_path(theatre, self.at(theatre, 5.0), self.at(theatre, 25.0), CAR)

    def test_five_hundred_metres_too_steep_break_it(self):
        def step(lon, lat):
            return np.where(lon < 68.3, 500.0, 1500.0)

        theatre = make_theatre(step, river_km=())
        with pytest.raises(InputError, match="too steep"):
            find_path(theatre, self.at(theatre, 5.0), self.at(theatre, 40.0), CAR)


class TestBoat:
    def test_along_the_river(self):
        theatre = river_theatre()
        km = [10.0, 30.0]
        ends = [
            Place(
                f"{each}",
                float(np.interp(each, theatre.border.km, theatre.border.lon)),
                LAT,
            )
            for each in km
        ]
        there = find_path(theatre, *ends, BOAT)
        back = find_path(theatre, *ends[::-1], BOAT)
        assert there.total_minutes == pytest.approx(60 * 20 / MODEL.boat_kmh, rel=1e-6)
        assert back.total_minutes == pytest.approx(there.total_minutes)
        assert back.lon.tolist() == there.lon.tolist()[::-1]
        assert there.crosses_km == ()
        assert [stretch.on for stretch in there.stretches] == ["river"]

    def test_what_lies_off_the_water_is_told(self):
        theatre = river_theatre()
        path = find_path(
            theatre, Place("post", 68.2, LAT + 0.01), Place("b", 68.4, LAT), BOAT
        )
        assert any("post lies 1.1 km from the water" in note for note in path.notes)

    @pytest.mark.parametrize(
        "start, river_km, words",
        [
            (Place("far", 68.2, LAT + 0.1), ((0.0, 70.0),), "far lies 11.1 km from"),
            (Place("a", 68.2, LAT), ((0.0, 10.0),), "no border river runs abreast"),
            (Place("a", 68.2, LAT), ((0.0, 20.0), (30.0, 60.0)), "not river all along"),
        ],
    )
    def test_where_no_boat_goes(self, start, river_km, words):
        theatre = river_theatre(river_km=river_km)
        with pytest.raises(InputError, match=words):
            find_path(theatre, start, Place("b", 68.4, LAT), BOAT)


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
