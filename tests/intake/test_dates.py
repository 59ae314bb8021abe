"""Dates counted from the article's own day, a Tuesday: 2 December 2025."""

import datetime as dt

import pytest
from read_articles import TUESDAY, ZONE

from vedette.domain.register import Span
from vedette.intake.dates import find_dates
from vedette.intake.dayforms import Clock

CLOCK = Clock(TUESDAY, ZONE)
SAID = [
    ("on Wednesday night", "2025-11-26T18:00", "2025-11-27T06:00"),
    ("on Tuesday", "2025-12-02T00:00", "2025-12-03T00:00"),
    ("last Tuesday", "2025-11-25T00:00", "2025-11-26T00:00"),
    ("on November 26", "2025-11-26T00:00", "2025-11-27T00:00"),
    ("on 5 December", "2024-12-05T00:00", "2024-12-06T00:00"),
    ("on Nov. 26, 2019", "2019-11-26T00:00", "2019-11-27T00:00"),
    ("on the 26th of November", "2025-11-26T00:00", "2025-11-27T00:00"),
    ("on the 14th", "2025-11-14T00:00", "2025-11-15T00:00"),
    ("on 26.11.2025", "2025-11-26T00:00", "2025-11-27T00:00"),
    ("on 2025-11-26", "2025-11-26T00:00", "2025-11-27T00:00"),
    ("on the night of 4 to 5 May", "2025-05-04T18:00", "2025-05-05T06:00"),
    ("in the night from Monday to Tuesday", "2025-12-01T18:00", "2025-12-02T06:00"),
    ("between 20 and 26 January", "2025-01-20T00:00", "2025-01-27T00:00"),
    ("last week", "2025-11-24T00:00", "2025-12-01T00:00"),
    ("overnight", "2025-12-01T18:00", "2025-12-02T06:00"),
    ("yesterday morning", "2025-12-01T06:00", "2025-12-01T12:00"),
    ("in the early hours of Friday", "2025-11-28T00:00", "2025-11-28T06:00"),
    ("three days ago", "2025-11-29T00:00", "2025-11-30T00:00"),
    ("in June 2024", "2024-06-01T00:00", "2024-07-01T00:00"),
    ("in late November", "2025-11-21T00:00", "2025-12-01T00:00"),
    ("in 2019", "2019-01-01T00:00", "2020-01-01T00:00"),
    ("at 10.30 p.m. on Monday", "2025-12-01T22:30", "2025-12-01T22:30"),
    ("on Monday at about 02:30", "2025-12-01T02:00", "2025-12-01T03:00"),
    ("at noon on Monday", "2025-12-01T12:00", "2025-12-01T12:00"),
    ("on 30 June, between 4 and 5 in the morning",
     "2025-06-30T04:00", "2025-06-30T05:00"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "earliest", "latest"), SAID)
def test_a_date_means_a_span(words: str, earliest: str, latest: str):
    (found,) = find_dates(f"It happened {words}, they say.", CLOCK)
    ends = found.span.earliest, found.span.latest
    assert [each.isoformat()[:16] for each in ends] == [earliest, latest]
    assert all(each.tzinfo is ZONE for each in ends)


@pytest.mark.parametrize(
    "words",
    [
        "until 30 November", "since Monday", "on 45 May", "on 11/12/2025",
        "in four hours", "4 and 5 men", "March the troops", "We may go", "on 2025-13-4",
    ],
)  # fmt: skip
def test_what_is_no_date_of_an_event_is_left(words: str):
    assert find_dates(f"It lasted {words}.", CLOCK) == []


def test_what_counts_from_a_date_named_before():
    anchor = Span(
        dt.datetime(2025, 11, 26, 18, tzinfo=ZONE),
        dt.datetime(2025, 11, 27, 6, tzinfo=ZONE),
    )
    clock = Clock(TUESDAY, ZONE, anchor, event=anchor)
    for words, day in (
        ("two days later", 28),
        ("a day earlier", 25),
        ("the same day", 26),
        ("the next day", 27),
    ):
        (found,) = find_dates(f"It happened {words}.", clock)
        assert found.span.earliest.day == day, words
    (hour,) = find_dates("They heard shots at 2 a.m. or so.", clock)
    assert hour.span.earliest.isoformat() == "2025-11-27T02:00:00+05:00"


def test_the_leap_day_is_one_of_a_leap_year():
    (found,) = find_dates("It was on 29 February.", CLOCK)
    assert found.span.earliest.year == 2024


def test_the_day_of_what_something_came_from_is_a_date():
    (found,) = find_dates("The toll from Saturday's raid rose.", CLOCK)
    assert found.span.earliest.day == 29
