"""Fuel, times and light of a flight, by hand."""

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from air_ground import make_card, place

from vedette.air.flight import AirLeg
from vedette.air.trip import (
    Call,
    Tanks,
    find_dusk,
    find_turn_back,
    fly,
    list_refuel,
)
from vedette.terrain.sky import sun_height_deg
from vedette.units import distance_km

ZONE = ZoneInfo("Asia/Dushanbe")
NOON = dt.datetime(2025, 12, 8, 12, tzinfo=ZONE)
HOUR = dt.timedelta(hours=1)
A = place(69.8, 38.0, "A", is_airfield=True, id="A")
B = place(70.5, 38.0, "B")
C = place(70.2, 38.0, "C", is_airfield=True, id="C")
TANKS = Tanks.of(make_card())  # 1,000 kg, 200 of them reserve, 400 kg/h, 200 km/h


def leg_of(km_by_pair):
    """A way finder that knows how long each leg is."""

    def find(start, end) -> AirLeg:
        km = km_by_pair[frozenset((start.name, end.name))]
        ends = np.array([start.lon, end.lon]), np.array([start.lat, end.lat])
        return AirLeg(start, end, *ends, np.array([0.0, km]), np.zeros(2))

    return find


FIND = leg_of({frozenset("AB"): 150.0, frozenset("AC"): 60.0, frozenset("CB"): 100.0})


def trip(*calls: Call, at: dt.datetime = NOON):
    return fly(calls, FIND, TANKS, at, dt.timedelta(minutes=30))


def test_full_tanks_are_those_of_the_card() -> None:
    assert (TANKS.full_kg, TANKS.reserve_kg) == (1000.0, 200.0)
    assert TANKS.usable_km == pytest.approx(400.0)
    assert Tanks.of(make_card(fuel_kg=980.0)).full_kg == 980.0


def test_there_and_back() -> None:
    found = trip(Call(A, True), Call(B, False), Call(A, True))
    there, home = found.stops
    assert there.arrives == NOON + 0.75 * HOUR
    assert home.arrives == NOON + 1.5 * HOUR
    assert there.fuel_kg == pytest.approx(700.0)
    assert home.fuel_kg == pytest.approx(400.0)
    assert home.sun_deg == pytest.approx(sun_height_deg(A.lon, A.lat, home.arrives))


def test_refuelling_takes_time_and_fills_the_tanks() -> None:
    found = trip(Call(A, True), Call(C, True, refuels=True), Call(B, False))
    stop, end = found.stops
    assert stop.fuel_kg == pytest.approx(880.0)
    assert stop.arrives == NOON + 0.3 * HOUR
    assert stop.leaves == NOON + 0.8 * HOUR
    assert end.fuel_kg == pytest.approx(800.0)
    assert end.arrives == NOON + 1.3 * HOUR


def test_tanks_may_come_out_dry() -> None:
    found = trip(*[Call(each, False) for each in (A, B, A, B, A)])
    assert found.stops[-1].fuel_kg == pytest.approx(-200.0)


def test_when_to_turn_back() -> None:
    found = trip(Call(A, True), Call(B, False), Call(A, True))
    turn = find_turn_back(found, 0, TANKS, NOON)
    assert turn is not None
    assert turn.bingo_kg == pytest.approx(500.0)  # 300 home, 200 reserve
    # 700 kg there: 200 more than bingo last half an hour.
    assert turn.by_fuel == found.stops[0].arrives + 0.5 * HOUR
    assert turn.towards is A
    assert turn.safe_km == pytest.approx(200.0)
    dusk = find_dusk(A, NOON)
    assert dusk is not None
    assert turn.by_light == dusk - 0.75 * HOUR


def test_who_stays_there_need_not_turn_back() -> None:
    found = trip(Call(A, True), Call(B, True))
    assert find_turn_back(found, 0, TANKS, NOON) is None


def test_it_is_too_late_to_turn_back() -> None:
    found = trip(*[Call(each, False) for each in (A, B, A, B, A)])
    turn = find_turn_back(found, 2, TANKS, NOON)
    assert turn is not None
    assert turn.by_fuel is None


def test_towards_the_next_field_with_fuel() -> None:
    calls = Call(A, True), Call(B, False), Call(C, True, refuels=True), Call(A, True)
    turn = find_turn_back(trip(*calls), 0, TANKS, NOON)
    assert turn is not None
    assert turn.towards is C
    assert turn.bingo_kg == pytest.approx(400.0)


@pytest.mark.parametrize("day", [(2025, 12, 8), (2026, 3, 20), (2026, 6, 21)])
def test_dusk_is_when_the_sun_stands_six_degrees_down(day) -> None:
    noon = dt.datetime(*day, 12, tzinfo=ZONE)
    dusk = find_dusk(A, noon)
    assert dusk is not None
    assert noon < dusk < noon + 12 * HOUR
    assert sun_height_deg(A.lon, A.lat, dusk) >= -6.0
    assert sun_height_deg(A.lon, A.lat, dusk + dt.timedelta(minutes=1)) < -6.0


def test_by_night_there_is_no_dusk_to_wait_for() -> None:
    assert find_dusk(A, NOON + 12 * HOUR) is None
    polar_day = dt.datetime(2026, 6, 21, 12, tzinfo=dt.UTC)
    assert find_dusk(place(20.0, 75.0), polar_day) is None


def test_fields_to_refuel_at_the_nearest_first() -> None:
    found = trip(Call(A, True), Call(B, False), Call(A, True))
    near, far = list_refuel(found, 0, TANKS, (A, C, A))
    assert (near.place, far.place) == (C, A)
    km = float(distance_km(B.lon, B.lat, C.lon, C.lat)[0])
    assert near.km == pytest.approx(km)
    assert near.fuel_kg == pytest.approx(700.0 - 2 * km)
    assert near.is_reached


def test_a_field_is_out_of_reach_without_the_reserve() -> None:
    found = trip(*[Call(each, False) for each in (A, B, A, B, A)])
    points = list_refuel(found, 2, TANKS, (C,))  # 100 kg left
    assert [point.is_reached for point in points] == [False]
