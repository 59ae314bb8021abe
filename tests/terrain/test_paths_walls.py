"""Least-time paths round cliffs, rivers and lakes, and over bridges."""

import numpy as np
import pytest
from made_ground import LAT
from ways import (
    FOOT,
    GEOD,
    OFF_KMH,
    detour,
    drawn,
    make_bridge,
    open_theatre,
    river_theatre,
    steep_wall,
)

from vedette.errors import InputError
from vedette.terrain import searches
from vedette.terrain.paths import find_path
from vedette.terrain.ways import Place, TravelParams


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
