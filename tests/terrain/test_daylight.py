"""Whole days of light: what happens when, and how long each light lasts."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from made_ground import MODEL

from vedette.domain.theatre import LIGHTS
from vedette.terrain.daylight import DayLight, list_days

DUSHANBE = "Asia/Dushanbe"


def days_at(
    lon: float, lat: float, date: dt.date, n: int = 1, zone: str = DUSHANBE
) -> list[DayLight]:
    (found,) = list_days(lon, lat, date, n, zone, MODEL)
    return found


def test_a_day_runs_from_twilight_to_twilight() -> None:
    (day,) = days_at(68.35, 38.0, dt.date(2025, 12, 8))
    events = [
        day.nautical_dawn,
        day.civil_dawn,
        day.sunrise,
        day.sunset,
        day.civil_dusk,
        day.nautical_dusk,
    ]
    assert events == sorted(events)
    assert all(each.tzinfo == ZoneInfo(DUSHANBE) for each in events)
    assert all(each.second == 0 for each in events)
    assert sum(day.hours.values()) == pytest.approx(24.0)
    shone = (day.sunset - day.sunrise) / dt.timedelta(hours=1)
    assert day.hours["day"] == pytest.approx(shone, abs=1.5 / 60)


def test_every_place_and_day_has_its_line() -> None:
    first = dt.date(2025, 12, 8)
    found = list_days([68.0, 74.0], [37.2, 37.2], first, 3, DUSHANBE, MODEL)
    assert [[day.date.day for day in place] for place in found] == [[8, 9, 10]] * 2
    # 15 degrees of longitude are an hour: the sun rises earlier in the east
    for west, east in zip(*found, strict=True):
        assert west.sunrise - east.sunrise == pytest.approx(
            dt.timedelta(minutes=24), abs=dt.timedelta(minutes=1)
        )
    alone = days_at(68.0, 37.2, dt.date(2025, 12, 10))
    assert alone[0].sunrise == found[0][2].sunrise
    assert alone[0].moonset == found[0][2].moonset


def test_a_moon_that_does_not_rise_on_a_day_is_not_told() -> None:
    days = days_at(68.35, 38.0, dt.date(2025, 12, 1), 60)
    missing = [day.date for day in days if day.moonrise is None]
    assert 1 <= len(missing) <= 3  # once a lunar month
    for date in missing:
        day = days[(date - days[0].date).days]
        assert day.moonset is not None


def test_a_clock_put_forward_makes_a_short_day() -> None:
    spring = days_at(13.4, 52.5, dt.date(2025, 3, 29), 3, "Europe/Berlin")
    hours = [sum(day.hours.values()) for day in spring]
    assert hours == pytest.approx([24.0, 23.0, 24.0])
    assert spring[1].sunrise.utcoffset() == dt.timedelta(hours=2)


def test_near_the_pole_nothing_rises_or_sets() -> None:
    summer, winter = (
        days_at(25.0, 80.0, dt.date(2025, month, 21), zone="UTC")[0]
        for month in (6, 12)
    )
    assert summer.hours == dict.fromkeys(LIGHTS, 0.0) | {"day": 24.0}
    assert winter.hours["day"] == winter.hours["civil"] == winter.hours["nautical"] == 0
    for day in (summer, winter):
        assert day.sunrise is day.sunset is day.civil_dawn is day.nautical_dusk is None
