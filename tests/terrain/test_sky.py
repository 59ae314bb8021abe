"""The light of a slot, judged by almanacs and by a second formula for the sun."""

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_ground import MODEL, make_theatre

from vedette.errors import InputError
from vedette.terrain import make_window
from vedette.terrain.sky import (
    CIVIL,
    DAY,
    MOON,
    NAUTICAL,
    NIGHT,
    light_classes,
    sun_height_deg,
)

# Published times of sunrise and sunset, to the minute.
ALMANAC = [
    ("London", -0.13, 51.51, "2025-06-21T04:43+01:00"),
    ("London", -0.13, 51.51, "2025-06-21T21:21+01:00"),
    ("New York", -74.01, 40.71, "2025-12-21T07:17-05:00"),
    ("New York", -74.01, 40.71, "2025-12-21T16:32-05:00"),
    ("Greenwich meridian, equator", 0.0, 0.0, "2025-03-20T06:04+00:00"),
    ("Greenwich meridian, equator", 0.0, 0.0, "2025-03-20T18:11+00:00"),
]


@pytest.mark.parametrize("place, lon, lat, when", ALMANAC)
def test_the_sun_rises_and_sets_when_almanacs_say(
    place: str, lon: float, lat: float, when: str
) -> None:
    moment = dt.datetime.fromisoformat(when)
    # A minute of time is at most a quarter of a degree.
    assert sun_height_deg(lon, lat, moment) == pytest.approx(-0.833, abs=0.26), place


def almanac_sun_height_deg(lon: float, lat: float, moment: dt.datetime) -> float:
    """The Astronomical Almanac's low-precision sun, good to 0.01 degrees to 2050."""
    days = (moment - dt.datetime(2000, 1, 1, 12, tzinfo=dt.UTC)) / dt.timedelta(days=1)
    mean_lon = 280.460 + 0.9856474 * days
    anomaly = math.radians(357.528 + 0.9856003 * days)
    ecliptic = math.radians(
        mean_lon + 1.915 * math.sin(anomaly) + 0.020 * math.sin(2 * anomaly)
    )
    tilt = math.radians(23.439 - 0.0000004 * days)
    ascension = math.atan2(math.cos(tilt) * math.sin(ecliptic), math.cos(ecliptic))
    declination = math.asin(math.sin(tilt) * math.sin(ecliptic))
    sidereal_h = 18.697375 + 24.065709824279 * days
    hour_angle = math.radians(15 * sidereal_h + lon) - ascension
    phi = math.radians(lat)
    return math.degrees(
        math.asin(
            math.sin(phi) * math.sin(declination)
            + math.cos(phi) * math.cos(declination) * math.cos(hour_angle)
        )
    )


@settings(deadline=None)
@given(
    st.datetimes(
        dt.datetime(2020, 1, 1),  # noqa: DTZ001
        dt.datetime(2040, 1, 1),  # noqa: DTZ001
        timezones=st.just(dt.UTC),
    ),
    st.floats(-180, 180),
    st.floats(-80, 80),
)
def test_the_suns_height_agrees_with_a_second_formula(
    moment: dt.datetime, lon: float, lat: float
) -> None:
    expected = almanac_sun_height_deg(lon, lat, moment)
    assert sun_height_deg(lon, lat, moment) == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize(
    "sun, moon, lit, light",
    [
        (40.0, 60.0, 1.0, DAY),
        (-0.832, -5.0, 0.0, DAY),
        (-0.833, 60.0, 1.0, CIVIL),
        (-6.0, 60.0, 1.0, CIVIL),
        (-6.001, 60.0, 1.0, NAUTICAL),
        (-12.0, 60.0, 1.0, NAUTICAL),
        (-12.001, 5.0, 0.25, MOON),
        (-60.0, 60.0, 1.0, MOON),
        (-12.001, 4.999, 1.0, NIGHT),
        (-60.0, 60.0, 0.249, NIGHT),
        (-60.0, -60.0, 1.0, NIGHT),
    ],
)
def test_the_light_goes_by_the_sun_and_then_by_the_moon(
    sun: float, moon: float, lit: float, light: int
) -> None:
    each = [np.array([[value]]) for value in (sun, moon)]
    found = light_classes(*each, np.array([lit]), MODEL)
    assert found.dtype == np.int8
    assert found.tolist() == [[light]]


def light_hours(lat: float, month: int) -> list[float]:
    """Hours of each light on the 21st of a month at a latitude."""
    start = dt.datetime(2025, month, 21, tzinfo=dt.timezone(dt.timedelta(hours=5)))
    theatre = make_theatre(lat=lat, slot_min=10)
    window = make_window(theatre, start, 1)
    return (np.bincount(window.light[0], minlength=5) / 6).tolist()


def test_hours_of_light_at_38_north() -> None:
    # 14.8 and 9.5 hours of day at the solstices; civil twilight lasts half an hour,
    # nautical little more, twice a day each.
    summer, winter = light_hours(38.0, 6), light_hours(38.0, 12)
    assert summer[DAY] == pytest.approx(14.8, abs=0.2)
    assert winter[DAY] == pytest.approx(9.5, abs=0.2)
    for hours in (summer, winter):
        assert 0.9 < hours[CIVIL] < 1.4
        assert 1.0 <= hours[NAUTICAL] < 1.7
        assert sum(hours) == pytest.approx(24.0)


def test_beyond_the_polar_circle_a_day_may_have_one_light() -> None:
    assert light_hours(71.0, 6) == [24.0, 0.0, 0.0, 0.0, 0.0]
    assert light_hours(71.0, 12)[DAY] == 0.0


def test_a_full_moon_makes_a_night_and_a_new_moon_makes_none() -> None:
    # Full moon on 4 December 2025, 23:14 UTC; new moon on 20 December, 01:43 UTC.
    zone = dt.timezone(dt.timedelta(hours=5))
    full, new = (
        make_window(make_theatre(), dt.datetime(2025, 12, day, 12, tzinfo=zone), 1)
        for day in (4, 20)
    )
    dark = full.light[0] >= MOON
    assert (full.light[0][dark] == MOON).all()
    assert (new.light[0] != MOON).all()
    assert (new.light[0] == NIGHT).sum() == pytest.approx(dark.sum(), abs=1)


@pytest.mark.parametrize("days", [1, 7, 14])
def test_a_window_has_a_slot_for_every_half_hour(days: int) -> None:
    window = make_window(make_theatre(section_km=(20.0, 40.0)), None, days)
    assert window.light.shape == (3, 48 * days)
    assert window.n_slots == 48 * days
    assert {DAY, CIVIL, NAUTICAL, NIGHT} <= set(np.unique(window.light))


def test_light_is_that_of_the_middle_of_a_slot() -> None:
    # Sunset over 68.35 E, 38 N on 8 December 2025 is at 17:06 in UTC+5 (+- 1 min):
    # the slot 16:30-17:00 is day, the one after it twilight though it begins by day.
    window = make_window(make_theatre(), None, 1)
    first_after_noon = 12 + int(np.argmax(window.light[0, 12:] == CIVIL))
    begins = window.start + first_after_noon * dt.timedelta(minutes=30)
    assert begins.isoformat() == "2025-12-08T17:00:00+05:00"


def test_the_default_start_is_the_theatres_on_its_own_clock() -> None:
    theatre = make_theatre()
    window = make_window(theatre, None, 1)
    assert window.start == theatre.start
    assert str(window.start.tzinfo) == window.zone == "Asia/Dushanbe"


def test_a_start_in_another_zone_is_the_same_moment() -> None:
    start = dt.datetime.fromisoformat("2025-12-08T02:30:00+01:30")
    window = make_window(make_theatre(), start, 1)
    assert window.start.isoformat() == "2025-12-08T06:00:00+05:00"
    assert (window.light == make_window(make_theatre(), None, 1).light).all()


def test_a_start_without_offset_is_refused() -> None:
    naive = dt.datetime(2025, 12, 8, 6)  # noqa: DTZ001
    with pytest.raises(InputError, match="no offset from UTC"):
        make_window(make_theatre(), naive, 1)


@pytest.mark.parametrize("clock", ["06:10:00", "06:00:30", "06:30:00.5"])
def test_a_start_inside_a_slot_is_refused(clock: str) -> None:
    start = dt.datetime.fromisoformat(f"2025-12-08T{clock}+05:00")
    with pytest.raises(InputError, match="is inside a slot; slots of 30 min"):
        make_window(make_theatre(), start, 1)


@pytest.mark.parametrize("days", [0, -1, 15])
def test_a_window_of_a_strange_length_is_refused(days: int) -> None:
    with pytest.raises(InputError, match=f"days: {days} cannot be planned"):
        make_window(make_theatre(), None, days)
