"""Rules of the air: stations, beats, ceilings, legs, flights, and looks, by hand."""

from dataclasses import replace

import numpy as np
import pytest
from tiny_cases import (
    LENGTH_KM,
    TinyCase,
    make_card,
    make_case,
    make_caveat,
    make_ground,
    make_team,
    make_window,
)

from vedette.units import distance_km
from vedette.verify.facts import facts_of
from vedette.verify.stations import Stations, lay_stations, stays_in_air

EDGES = [0.0, 10.0, 20.0, 30.0, 40.0, 50.0, LENGTH_KM]
TEAM = make_team(
    partner="ally", base="field-1", kind="helicopter", card="h1", duty_h=3.0
)
LOW = [500.0] * 6


def air_case(highest_m: list[float] = LOW, **changes: object) -> TinyCase:
    ground = make_ground(EDGES, [20.0] * 6, highest_m)
    window = make_window(np.zeros((2, 8)))
    return make_case(ground, window, TEAM, **{"station_km": 20.0, **changes})  # type: ignore[arg-type]


def stations_of(case: TinyCase) -> Stations:
    return lay_stations(case.theatre, TEAM, case.ground, case.window)


def test_stations_are_the_nearest_edges_each_once() -> None:
    assert stations_of(air_case()).km.tolist() == [0.0, 20.0, 40.0, LENGTH_KM]
    # Multiples of 15: 15 is as near to 10 as to 20, and the lower one counts.
    near = stations_of(air_case(station_km=15.0))
    assert near.km.tolist() == [0.0, 10.0, 30.0, 40.0, LENGTH_KM]
    # Multiples of 4 hit most edges twice or more.
    assert stations_of(air_case(station_km=4.0)).km.tolist() == EDGES


def test_beats_meet_half_way_and_end_with_the_line() -> None:
    stations = stations_of(air_case())
    end = (40.0 + LENGTH_KM) / 2
    assert stations.beat_low_km == pytest.approx([0.0, 10.0, 30.0, end])
    assert stations.beat_high_km == pytest.approx([10.0, 30.0, end, LENGTH_KM])


def test_a_station_under_high_ground_is_not_flown() -> None:
    """Reach 2 (km 20 to 30) is too high for the beat of station 1 only."""
    card = make_card(service_ceiling_m=4000.0, clearance_m=300.0)
    stations = stations_of(air_case([500.0, 500.0, 3701.0, *LOW[3:]], card=card))
    assert stations.too_high.tolist() == [False, True, False, False]
    at_limit = stations_of(air_case([500.0, 500.0, 3700.0, *LOW[3:]], card=card))
    assert not at_limit.too_high.any()
    # And nobody flies past a station that is closed.
    here, there = np.array([0, 0, 2]), np.array([1, 2, 3])
    assert stations.look_of(here, there).tolist()[:2] == [-1, -1]
    assert stations.look_of(here, there)[2] >= 0


def test_a_caveat_closes_stations_whose_beat_leaves_it() -> None:
    caveat = make_caveat(partner="ally", km_from=10.0)
    assert stations_of(air_case(caveats=[caveat])).outside.tolist() == [
        True, False, False, False,
    ]  # fmt: skip
    caveat = make_caveat(partner="ally", km_to=(40.0 + LENGTH_KM) / 2 - 0.01)
    assert stations_of(air_case(caveats=[caveat])).outside.tolist() == [
        False, False, True, True,
    ]  # fmt: skip
    caveat = make_caveat(partner="ally", km_from=10.01)
    assert stations_of(air_case(caveats=[caveat])).outside.tolist() == [
        True, True, False, False,
    ]  # fmt: skip


def test_legs_take_whole_slots_at_cruise() -> None:
    card = make_card(cruise_kmh=60.0)
    stations = stations_of(air_case(card=card, airfield=(68.3, 38.1)))
    lon = 68.0 + 0.7 * stations.km / LENGTH_KM
    km = distance_km(np.full(4, 68.3), np.full(4, 38.1), lon, np.full(4, 38.0))
    assert stations.leg_min == pytest.approx(km, rel=1e-6)
    assert stations.leg_slots.tolist() == np.ceil(km / 30).astype(int).tolist()


def under_a_ridge(columns: slice, **card: float) -> TinyCase:
    """A ridge between line and airfield; the card's ceiling is lower than it."""
    case = air_case(card=make_card(service_ceiling_m=2000.0, **card))
    grid = case.theatre.elevation
    height = grid.height_m.copy()
    height[round((grid.north - 38.05) / grid.step_lat), columns] = 1900
    ridge = replace(case.theatre, elevation=replace(grid, height_m=height))
    return replace(case, theatre=ridge)


def test_a_leg_over_high_ground_is_not_flown_but_its_station_is() -> None:
    stations = stations_of(under_a_ridge(slice(None)))
    assert stations.no_leg.all()
    assert stations.flown.all()
    assert not stations.has_leg.any()
    legs = stations.leg_look_of(np.array([0, 2, -1]))
    assert legs.tolist() == [-1, -1, -1]


def test_a_leg_goes_around_high_ground_and_takes_the_longer() -> None:
    """The ridge ends abreast of the airfield, west of which two stations lie."""
    grid = air_case().theatre.elevation
    west = slice(round((68.32 - grid.west) / grid.step_lon))
    stations, free = stations_of(under_a_ridge(west)), stations_of(air_case())
    assert stations.has_leg.all()
    later = stations.leg_min - free.leg_min
    assert (later[:2] > 2.0).all()
    assert later[2:] == pytest.approx([0.0, 0.0], abs=1e-9)


def test_a_leg_farther_than_half_of_the_usable_time_is_none() -> None:
    """At 60 km/h with an hour to use: 30 km at most, which the last station is not."""
    stations = stations_of(air_case(card=make_card(endurance_h=1.5)))
    assert stations.has_leg.tolist() == (stations_of(air_case()).leg_min <= 30).tolist()
    assert not stations.has_leg.all()
    legs = stations.leg_look_of(np.array([0, 2, -1]))
    assert legs.tolist() == [stations.may_fly.size, stations.may_fly.size + 2, -1]


def test_an_airfield_above_the_landing_ceiling_keeps_everybody_down() -> None:
    case = air_case(card=make_card(landing_ceiling_m=499.0))
    assert stations_of(case).cannot_land
    facts = facts_of(case.theatre, TEAM, case.ground, case.window)
    assert not facts.can_look
    assert not stations_of(
        air_case(card=make_card(landing_ceiling_m=500.0))
    ).cannot_land


def test_an_unsigned_card_flies_in_exercises_only() -> None:
    case = air_case()
    assert not stations_of(case).unsigned
    own = replace(case.theatre, is_exercise=False)
    assert stations_of(replace(case, theatre=own)).unsigned
    signed = replace(own, cards=(make_card(signed_by="A. Officer"),))
    assert not stations_of(replace(case, theatre=signed)).unsigned


def test_usable_slots_and_turnaround() -> None:
    card = make_card(endurance_h=2.9, reserve_h=0.5, turnaround_min=31.0)
    stations = stations_of(air_case(card=card))
    assert (stations.air_slots, stations.turn_slots) == (4, 2)


def test_a_flight_of_one_slot_ends_with_the_slot() -> None:
    """At 60 km/h a slot is 30 km: from 0 to 20 or from 40 to the end, not 0 to 40."""
    stations = stations_of(air_case(card=make_card(cruise_kmh=60.0)))
    here, there = np.mgrid[:4, :4].reshape(2, -1)
    lawful = (stations.look_of(here, there) >= 0).reshape(4, 4)
    expected = np.abs(np.subtract.outer(range(4), range(4))) <= 1
    np.testing.assert_array_equal(lawful, expected)


def test_time_in_the_air_is_shared_by_km() -> None:
    card = make_card(cruise_kmh=60.0)
    case = air_case(card=card)
    stations = stations_of(case)
    stays = stays_in_air(stations, case.ground, 30)
    fly = stays.look == stations.look_of(np.array([1]), np.array([0]))[0]
    assert stays.part[fly].tolist() == list(range(20))
    assert stays.hours[fly] == pytest.approx([0.5 / 20] * 20)
    hold = stays.look == stations.look_of(np.array([1]), np.array([1]))[0]
    assert stays.part[hold].tolist() == list(range(10, 30))
    assert stays.hours[hold] == pytest.approx([0.5 / 20] * 20)
    leg = stays.look == stations.leg_look_of(np.array([1]))[0]
    spare_h = (stations.leg_slots[1] * 30 - stations.leg_min[1]) / 60
    assert stays.hours[leg] == pytest.approx([spare_h / 20] * 20)
    assert (stays.kmh == 60.0).all()


def test_a_leg_without_spare_time_looks_at_nothing() -> None:
    case = air_case()
    minutes = stations_of(case).leg_min[1]
    # Slower by just so much that the leg fills its slot.
    card = make_card(cruise_kmh=60.0 * minutes / 30.0)
    stations = stations_of(air_case(card=card))
    assert stations.leg_min[1] == pytest.approx(30.0, abs=1e-9)
    assert stations.leg_slots[1] == 1
    stays = stays_in_air(stations, case.ground, 30)
    assert stations.leg_look_of(np.array([1]))[0] not in stays.look
