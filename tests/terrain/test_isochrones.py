"""Isochrones: areas and lines that are reached within given hours."""

import math

import numpy as np
import pytest
import shapely
from made_ground import LAT, make_theatre
from pyproj import Geod
from ways import OFF_KMH, make_bridge, open_theatre, river_theatre

from vedette.errors import InputError
from vedette.terrain.isochrones import find_isochrones
from vedette.terrain.paths import find_path
from vedette.terrain.ways import Place, TravelParams

MIDDLE = Place("middle", 68.3, 38.0)
FOOT = TravelParams()


def ring(theatre, hours, params=FOOT, start=MIDDLE):
    return find_isochrones(theatre, start, [hours], params).rings[0]


class TestOnFoot:
    def test_on_a_plane_a_polygon_little_short_of_a_circle(self):
        """Sixteen ways on make a polygon of sixteen corners inside the circle."""
        found = ring(open_theatre(), 4.0)
        circle = math.pi * (4.0 * OFF_KMH) ** 2
        assert 0.94 * circle < found.area_km2 < circle
        assert found.line.is_empty
        assert found.area.is_valid

    def test_more_hours_hold_fewer(self):
        rough = open_theatre(lambda lon, lat: 900 + 400 * np.sin(60 * lon + 90 * lat))
        found = find_isochrones(rough, MIDDLE, [3.0, 1.0, 2.0], FOOT)
        assert [each.hours for each in found.rings] == [1.0, 2.0, 3.0]
        for inner, outer in zip(found.rings[:-1], found.rings[1:], strict=True):
            assert outer.area.buffer(1e-9).covers(inner.area)

    def test_what_a_path_reaches_in_time_lies_inside(self):
        rough = open_theatre(lambda lon, lat: 900 + 400 * np.sin(60 * lon + 90 * lat))
        area = ring(rough, 3.0).area
        rng = np.random.default_rng(2)
        inside = 0
        for lon, lat in rng.uniform([68.2, 37.92], [68.4, 38.08], (30, 2)):
            minutes = find_path(rough, MIDDLE, Place("b", lon, lat), FOOT).total_minutes
            if abs(minutes - 180) > 15:  # half a cell on either side
                assert area.contains(shapely.Point(lon, lat)) == (minutes < 180)
                inside += minutes < 180
        assert 5 < inside < 25

    def test_a_river_keeps_one_on_its_bank(self):
        theatre = river_theatre()
        area = ring(theatre, 3.0, start=Place("n", 68.3, LAT + 0.01)).area
        assert area.bounds[1] > LAT - 0.005
        over = river_theatre([make_bridge(68.32)])
        area = ring(over, 3.0, start=Place("n", 68.3, LAT + 0.01)).area
        assert area.contains(shapely.Point(68.32, LAT - 0.02))

    def test_from_the_water_both_banks(self):
        found = find_isochrones(river_theatre(), Place("km", 68.3, LAT), [2.0], FOOT)
        for lat in (LAT - 0.03, LAT + 0.03):
            assert found.rings[0].area.contains(shapely.Point(68.3, lat))
        assert any("both banks" in note for note in found.notes)

    def test_cell_error_and_law_travel_with_the_answer(self):
        found = find_isochrones(open_theatre(), MIDDLE, [1.0], FOOT)
        assert found.error_m == 10.0
        assert 430 < found.cell_m[0] < 445
        assert "Tobler" in found.law


class TestOtherwise:
    def test_a_vehicle_reaches_track(self):
        theatre = make_theatre(river_km=())
        found = ring(theatre, 0.5, TravelParams(by="vehicle"))
        assert found.line_km == pytest.approx(2 * 0.5 * 30.0, abs=0.6)
        assert found.area.is_empty

    def test_off_the_track_an_area_too(self):
        theatre = make_theatre(river_km=())
        slowly = TravelParams(by="vehicle", off_track=True)
        found = ring(theatre, 0.5, slowly)
        assert found.line_km == pytest.approx(2 * 0.5 * 30.0, abs=0.6)
        south, north = found.area.bounds[1], found.area.bounds[3]
        tall = Geod(ellps="WGS84").inv(68.3, south, 68.3, north)[2] / 1000
        assert tall == pytest.approx(2 * 0.5 * 0.33 * 30.0, rel=0.05)

    def test_a_boat_reaches_river_to_its_ends(self):
        theatre = river_theatre(river_km=((10.0, 40.0),))
        start = Place(
            "km 20", float(np.interp(20, theatre.border.km, theatre.border.lon)), LAT
        )
        boat = TravelParams(by="boat")
        assert ring(theatre, 0.5, boat, start).line_km == pytest.approx(15.0, abs=1e-3)
        assert ring(theatre, 9.0, boat, start).line_km == pytest.approx(30.0, abs=1e-3)

    def test_an_aircraft_reaches_a_circle(self):
        found = ring(open_theatre(), 0.25, TravelParams(by="air", kmh=200.0))
        assert found.area_km2 == pytest.approx(math.pi * 50.0**2, rel=2e-3)

    def test_a_vehicle_far_from_the_track(self):
        with pytest.raises(InputError, match="nearest modelled track is 11"):
            ring(
                make_theatre(river_km=()), 1.0, TravelParams(by="vehicle"),
                Place("off", 68.3, 38.1),
            )  # fmt: skip


@pytest.mark.parametrize("hours", [[], [0.0], [-1.0], [100.0], list(range(1, 20))])
def test_hours_that_cannot_be_used(hours):
    with pytest.raises(InputError, match="hours"):
        find_isochrones(open_theatre(), MIDDLE, hours, FOOT)
