"""Least-time paths along what was made for them: the track, and the river by boat."""

import numpy as np
import pytest
from made_ground import LAT, MODEL, WEST, make_theatre
from ways import BOAT, CAR, FOOT, river_theatre

from vedette.errors import InputError
from vedette.terrain.paths import find_path
from vedette.terrain.travel import reach_minutes
from vedette.terrain.ways import Place, TravelParams


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
