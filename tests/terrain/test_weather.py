"""Lines of the weather laid over a window: where, when, and which one holds."""

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from made_ground import make_theatre

from vedette.domain.picture import Window
from vedette.domain.weather import Weather
from vedette.terrain import make_window
from vedette.terrain.weather import list_idle, warmer_c

START = dt.datetime.fromisoformat("2025-12-08T06:00:00+05:00")
NOTHING = Weather(
    None, None, None, None, None, None, None, None, None, None, "made", "exercise"
)


def line(**said: Any) -> Weather:
    """A line that states this, everywhere and always unless told otherwise."""
    return replace(NOTHING, **said)


def window_of(*lines: Weather, days: int = 1) -> Window:
    """Two sections and slots of half an hour from 06:00, with these lines."""
    return make_window(make_theatre(weather=lines), None, days)


def test_no_line_is_no_weather() -> None:
    assert window_of().weather is None


def test_what_is_not_stated_hinders_nobody() -> None:
    table = window_of(line(wind_kmh=30.0)).weather
    assert table is not None
    assert (table.wind_kmh == 30.0).all()
    assert (table.visibility_km == np.inf).all()
    assert (table.cloud_base_m == np.inf).all()
    assert (table.warmer_c == 0.0).all()
    assert table.wind_kmh.shape == (2, 48)


def test_a_line_is_for_its_section() -> None:
    table = window_of(line(section="sec-1", visibility_km=2.0)).weather
    assert (table.visibility_km[1] == 2.0).all()
    assert (table.visibility_km[0] == np.inf).all()


def told(window: Window) -> list[int]:
    """The slots in which a wind is told."""
    return np.flatnonzero(window.weather.wind_kmh[0]).tolist()


@pytest.mark.parametrize(
    "hours, slots",
    [
        ((6 * 60, 8 * 60), [0, 1, 2, 3]),
        ((6 * 60 + 10, 7 * 60 + 1), [1, 2]),  # a slot counts if it begins within
        ((23 * 60, 60), [34, 35, 36, 37]),
        ((5 * 60, 6 * 60), [46, 47]),
    ],
)
def test_a_daily_line_holds_for_the_slots_that_begin_within(
    hours: tuple[int, int], slots: list[int]
) -> None:
    daily = line(daily_from_min=hours[0], daily_to_min=hours[1], wind_kmh=9.0)
    assert told(window_of(daily)) == slots
    twice = [*slots, *(48 + slot for slot in slots)]
    assert told(window_of(daily, days=2)) == twice


def test_a_dated_line_holds_once() -> None:
    begin = dt.datetime(2025, 12, 8, 3, 0, tzinfo=dt.UTC)  # 08:00 in the theatre
    dated = line(start=begin, end=begin + dt.timedelta(minutes=61), wind_kmh=9.0)
    assert told(window_of(dated, days=2)) == [4, 5, 6]


def test_the_last_line_that_states_a_figure_holds() -> None:
    table = window_of(
        line(wind_kmh=10.0, visibility_km=8.0),
        line(section="sec-1", wind_kmh=40.0),
        line(section="sec-1", daily_from_min=360, daily_to_min=390, wind_kmh=0.0),
        line(cloud_base_m=500.0),
    ).weather
    assert (table.wind_kmh[0] == 10.0).all()
    assert table.wind_kmh[1].tolist() == [0.0, *[40.0] * 47]
    assert (table.visibility_km == 8.0).all()  # nobody stated it anew
    assert (table.cloud_base_m == 500.0).all()


def test_warmer_is_against_the_standard_at_the_height_of_the_thermometer() -> None:
    # ISO 2533: 15.0 at sea level, 2.0 at 2,000 m
    assert warmer_c(line(temp_c=15.0, temp_height_m=0.0)) == pytest.approx(0.0)
    assert warmer_c(line(temp_c=2.0, temp_height_m=2000.0)) == pytest.approx(0.0)
    assert warmer_c(line(temp_c=30.0, temp_height_m=2000.0)) == pytest.approx(28.0)
    assert warmer_c(line(wind_kmh=1.0)) is None
    table = window_of(line(temp_c=-20.0, temp_height_m=1000.0)).weather
    assert table.warmer_c == pytest.approx(np.full((2, 48), -28.5))


def test_the_rest_of_a_window_has_the_weather_of_its_slots() -> None:
    theatre = make_theatre(
        weather=(line(daily_from_min=480, daily_to_min=540, wind_kmh=9.0),)
    )
    whole = make_window(theatre, START, 1)
    rest = make_window(theatre, START + dt.timedelta(hours=1), 1, n_slots=46)
    for name in ("wind_kmh", "visibility_km", "cloud_base_m", "warmer_c"):
        late = getattr(whole.weather, name)[:, 2:]
        assert (getattr(rest.weather, name) == late).all()


def at_local(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{text}+05:00")


@pytest.mark.parametrize(
    ("begin", "end", "ever", "in_window"),
    [
        ("2025-12-08T08:00", "2025-12-08T08:01", True, True),
        ("2025-12-08T08:01", "2025-12-08T08:30", False, False),
        ("2025-12-08T08:01", "2025-12-08T08:31", True, True),
        ("2025-12-08T08:29:59", "2025-12-08T08:30:01", True, True),
        ("2025-12-07T08:00", "2025-12-08T06:00", True, False),  # the day before
        ("2025-12-07T08:00", "2025-12-08T06:01", True, True),
        ("2025-12-09T06:00", "2025-12-10T06:00", True, False),
    ],
)
def test_dated_lines_that_change_nothing(
    begin: str, end: str, ever: bool, in_window: bool
) -> None:
    """In slots of half an hour from 06:00 of 8 December on, for a day."""
    dated = line(start=at_local(begin), end=at_local(end), wind_kmh=9.0)
    always = line(wind_kmh=3.0)
    theatre = make_theatre(weather=(dated, always))
    window = make_window(theatre, None, 1)
    assert list_idle(theatre) == (() if ever else (dated,))
    assert list_idle(theatre, window) == (() if in_window else (dated,))
    counts = make_window(make_theatre(weather=(dated,)), None, 1)
    assert bool(told(counts)) == in_window


@pytest.mark.parametrize(
    ("begin", "end", "counts"),
    [(481, 500, False), (480, 481, True), (1431, 0, False), (1431, 1, True)],
)
def test_daily_lines_that_change_nothing(begin: int, end: int, counts: bool) -> None:
    daily = line(daily_from_min=begin, daily_to_min=end, wind_kmh=9.0)
    theatre = make_theatre(weather=(daily,))
    idle = () if counts else (daily,)
    assert list_idle(theatre) == list_idle(theatre, make_window(theatre, None, 1))
    assert list_idle(theatre) == idle
    assert bool(told(window_of(daily))) == counts


def test_a_daily_line_may_lie_outside_what_is_left_of_a_window() -> None:
    daily = line(daily_from_min=480, daily_to_min=540, wind_kmh=9.0)
    theatre = make_theatre(weather=(daily,))
    rest = make_window(theatre, START + dt.timedelta(hours=3), 1, n_slots=42)
    assert list_idle(theatre) == ()
    assert list_idle(theatre, rest) == (daily,)
