"""Speed laws: each says what its source says, and two of walking agree."""

import math

import numpy as np
import pytest
from made_ground import MODEL, make_theatre

from vedette.domain.forces import TypeCard
from vedette.errors import InputError
from vedette.terrain.laws import (
    air_law,
    boat_law,
    foot_law,
    naismith_speed_kmh,
    vehicle_law,
    walking_speed_kmh,
)


def test_naismith_and_langmuir_as_they_are_told_to_walkers():
    """5 km in an hour; an hour more for 600 m up; 10 minutes less for 300 m down."""
    assert float(naismith_speed_kmh(0.0)) == pytest.approx(5.0)
    up = 1.0 / float(naismith_speed_kmh(0.12))  # hours for a km that rises 120 m
    assert up == pytest.approx(1 / 5 + 120 / 600)
    easy = 1.0 / float(naismith_speed_kmh(-0.15))  # 8.5 degrees: easier than level
    assert easy == pytest.approx(1 / 5 - 150 / 300 / 6)
    steep = 1.0 / float(naismith_speed_kmh(-0.4))  # 22 degrees: harder
    assert steep == pytest.approx(1 / 5 + 400 / 300 / 6)
    gentle = float(naismith_speed_kmh(-0.05))  # 3 degrees: as level
    assert gentle == pytest.approx(5.0)


def test_two_laws_of_walking_agree_there_and_back():
    """Up to 35 %: Naismith with Langmuir takes 0.89 to 1.22 of Tobler."""
    slope = np.linspace(0.0, 0.35, 36)
    tobler = 1 / walking_speed_kmh(slope) + 1 / walking_speed_kmh(-slope)
    naismith = 1 / naismith_speed_kmh(slope) + 1 / naismith_speed_kmh(-slope)
    ratio = naismith / tobler
    assert ratio.min() >= 0.88
    assert ratio.max() <= 1.23
    assert 0.95 <= ratio.mean() <= 1.15


def test_nobody_walks_over_open_ground_that_is_too_steep():
    law = foot_law(MODEL)
    limit = MODEL.crossing_max_slope
    assert float(law.off_track(limit)) > 0.0
    assert float(law.off_track(limit + 0.001)) == 0.0
    assert float(law.off_track(-limit - 0.001)) == 0.0
    assert float(law.on_track(limit + 0.001)) > 0.0  # a track is made to be walked


def test_off_the_track_tobler_walks_at_six_tenths():
    law = foot_law(MODEL)
    slope = np.array([-0.2, 0.0, 0.2])
    assert law.off_track(slope) == pytest.approx(0.6 * law.on_track(slope))


@pytest.mark.parametrize("walk", ["tobler", "naismith"])
def test_no_law_is_faster_than_it_says(walk):
    """The window that is searched rests on it."""
    law = foot_law(MODEL, walk)
    slope = np.linspace(-1.0, 1.0, 20_001)
    for speed in (law.on_track(slope), law.off_track(slope)):
        assert float(speed.max()) <= law.fastest_kmh + 1e-9


def test_a_vehicle_off_the_track():
    law = vehicle_law(MODEL, off_track=True)
    assert not law.keeps_to_track
    assert vehicle_law(MODEL).keeps_to_track
    assert float(law.off_track(0.0)) == pytest.approx(0.33 * MODEL.vehicle_kmh)
    assert float(law.off_track(0.21)) == 0.0
    assert law.steepest_track == MODEL.vehicle_max_slope


def test_a_boat_goes_at_one_speed():
    assert boat_law(MODEL).on_track([0.0, 0.3]).tolist() == [15.0, 15.0]


def test_an_aircraft_goes_at_the_slowest_cruise():
    def card(card_id, kmh):
        return TypeCard(
            id=card_id, name=card_id, kind="helicopter", cruise_kmh=kmh,
            endurance_h=2.0, reserve_h=0.5, turnaround_min=30.0,
            service_ceiling_m=4500.0, landing_ceiling_m=4000.0, clearance_m=300.0,
            fuel_kg_per_h=700.0, source="made", signed_by="", note="",
        )  # fmt: skip

    theatre = make_theatre(cards=(card("fast", 240.0), card("slow", 200.0)))
    law = air_law(theatre)
    assert law.fastest_kmh == 200.0
    assert law.source == "type card slow"
    assert air_law(theatre, 150.0).fastest_kmh == 150.0
    with pytest.raises(InputError, match="20 to 1000"):
        air_law(theatre, 5.0)
    with pytest.raises(InputError, match="no type card"):
        air_law(make_theatre())


def test_every_law_names_its_source():
    laws = [
        foot_law(MODEL),
        foot_law(MODEL, "naismith"),
        vehicle_law(MODEL),
        boat_law(MODEL),
    ]
    assert all(law.name and law.source for law in laws)
    assert math.isinf(laws[0].steepest_track)
