"""Lines of the weather that change nothing are told by where and when."""

import datetime as dt
from dataclasses import replace
from typing import Any

from made_ground import make_theatre

from vedette.domain.weather import Weather
from vedette.sharing.weather_words import tell_idle
from vedette.terrain import make_window

BETWEEN = Weather(
    "sec-1", 490, 500, None, None, 2.0, None, None, None, None, "made", "exercise"
)
DATED = replace(
    BETWEEN,
    section=None,
    daily_from_min=None,
    daily_to_min=None,
    start=dt.datetime(2025, 12, 8, 17, 5, tzinfo=dt.UTC),
    end=dt.datetime(2025, 12, 8, 17, 20, tzinfo=dt.UTC),
)
EARLIER = replace(
    DATED,
    start=dt.datetime(2025, 12, 6, 17, 5, tzinfo=dt.UTC),
    end=dt.datetime(2025, 12, 6, 19, 5, tzinfo=dt.UTC),
)
ALWAYS = replace(BETWEEN, daily_from_min=None, daily_to_min=None)


def said(*lines: Weather, plan: bool = False) -> Any:
    theatre = make_theatre(weather=lines)
    return tell_idle(theatre, make_window(theatre, None, 1) if plan else None)


def test_nothing_is_said_where_all_lines_count() -> None:
    assert said() is said(ALWAYS) is said(ALWAYS, plan=True) is None


def test_a_line_between_two_slots_is_told() -> None:
    text = said(ALWAYS, BETWEEN)
    assert "1 of 2 lines changes nothing" in text
    assert "sec-1 08:10 to 08:20 every day." in text
    assert "Slots of 30 minutes" in text
    assert "of this plan" not in text


def test_dates_are_told_on_the_clocks_of_the_theatre() -> None:
    assert "all sections on 2025-12-08 22:05 to 22:20." in said(DATED)


def test_of_a_plan_lines_of_other_days_are_told_as_well() -> None:
    assert said(EARLIER) is None
    text = said(EARLIER, DATED, plan=True)
    assert "2 of 2 lines change nothing" in text
    assert "no slot of this plan begins while they hold" in text
    assert "on 2025-12-06 22:05 to 2025-12-07 00:05;" in text


def test_of_many_lines_some_are_named() -> None:
    text = said(*[BETWEEN] * 5)
    assert text.count("sec-1") == 3
    assert "; and 2 more." in text
