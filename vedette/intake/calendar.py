"""What words for a day, week, month or hour mean, counted from the article's date.

The words are found by ``dates``; what they are worth is worked out with dateutil.
Where a year is left out the latest such day up to the article's own is meant: news
looks back.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from dateutil import parser
from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta

from vedette.domain.register import Span

Days = tuple[dt.date, dt.date]  # first and last

WEEKDAYS = {
    "monday": MO,
    "tuesday": TU,
    "wednesday": WE,
    "thursday": TH,
    "friday": FR,
    "saturday": SA,
    "sunday": SU,
}
DAY = dt.timedelta(days=1)
FIRST_YEAR = 1900

# From and to which hour; past 24 is the next day.
PARTS: Mapping[str, tuple[int, int]] = {
    "": (0, 24),
    "early": (0, 6),
    "morning": (6, 12),
    "afternoon": (12, 18),
    "evening": (18, 24),
    "night": (18, 30),
    "before": (-6, 6),  # "overnight", said in the morning after
}
UNITS = ("day", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class When:
    """A span of time with the words that mean it, from ``start`` up to ``end``."""

    span: Span
    start: int
    end: int


def written_day(words: str, today: dt.date) -> dt.date | None:
    """Return the day of a date in figures or with a month's name.

    >>> import datetime as dt
    >>> written_day("26 Nov", dt.date(2025, 1, 5))
    datetime.date(2024, 11, 26)
    """
    leap = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - only a calendar day is read
    found: dt.datetime
    try:
        found = parser.parse(words, dayfirst="-" not in words, default=leap)
    except (ValueError, OverflowError):
        return None
    has_year = any(len(digits) == 4 for digits in _digit_runs(words))
    if has_year:
        return found.date() if found.year >= FIRST_YEAR else None
    return latest(found.month, found.day, today)


def latest(month: int, day: int, today: dt.date) -> dt.date | None:
    """Return the latest day of that name up to a day after ``today``."""
    for year in range(today.year + 1, today.year - 8, -1):
        try:
            found = dt.date(year, month, day)
        except ValueError:  # 29 February
            continue
        if found <= today + DAY:
            return found
    return None


def weekday(name: str, today: dt.date, *, is_last: bool = False) -> dt.date:
    """Return the latest such weekday: today's own, unless ``is_last``."""
    before = today - DAY if is_last else today
    found: dt.date = before + relativedelta(weekday=WEEKDAYS[name](-1))
    return found


def moved(day: dt.date, number: int, unit: str) -> dt.date:
    """Return a day so many days, weeks, months or years on."""
    found: dt.date = day + relativedelta(**{f"{unit}s": number})
    return found


def whole(unit: str, day: dt.date) -> Days:
    """Return the week (from Monday), month or year that holds a day."""
    if unit == "week":
        first = day - day.weekday() * DAY
        return first, first + 6 * DAY
    if unit == "month":
        first = day.replace(day=1)
        return first, first + relativedelta(months=1) - DAY
    if unit == "year":
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    return day, day


def third(days: Days, which: str) -> Days:
    """Return the first, middle or last third of a month."""
    first = days[0]
    if which == "early":
        return first, first + 9 * DAY
    if which == "mid":
        return first + 10 * DAY, first + 19 * DAY
    return first + 20 * DAY, days[1]


def part_of(days: Days, part: str, zone: dt.tzinfo) -> tuple[dt.datetime, dt.datetime]:
    """Return the moments between which a part of some days lies.

    >>> import datetime as dt
    >>> day = dt.date(2025, 11, 26)
    >>> [each.isoformat() for each in part_of((day, day), "night", dt.UTC)]
    ['2025-11-26T18:00:00+00:00', '2025-11-27T06:00:00+00:00']
    """
    begins, ends = PARTS[part]
    return moment(days[0], begins * 60, zone), moment(days[1], ends * 60, zone)


def moment(day: dt.date, minute: int, zone: dt.tzinfo) -> dt.datetime:
    """Return a moment by its day and the minutes since that day's midnight."""
    days, rest = divmod(minute, 24 * 60)
    clock = dt.time(rest // 60, rest % 60, tzinfo=zone)
    return dt.datetime.combine(day + days * DAY, clock)


def _digit_runs(words: str) -> list[str]:
    return "".join(c if c.isdigit() else " " for c in words).split()
