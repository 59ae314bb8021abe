"""The forms in which news names days: a pattern each, and a function that reads it."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vedette.domain.register import Span
from vedette.intake.calendar import (
    DAY,
    UNITS,
    WEEKDAYS,
    Days,
    latest,
    moved,
    third,
    weekday,
    whole,
    written_day,
)
from vedette.intake.numbers import VALUES

NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
YEAR = r"(?:,? (?:19|20)\d\d\b)?"
DAY_NUMBER = r"(?:[12]\d|3[01]|0?[1-9])"
NTH = rf"{DAY_NUMBER}(?:st|nd|rd|th)?\b"
NUMBER = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})"
TO = r" ?(?:-|–|to|and|or|/) ?"
NAMED = f"(?:{'|'.join(WEEKDAYS)})"
PART = "(?:day|night|evening|morning|afternoon)"
FORMS: Mapping[str, str] = {
    "figures": r"\d{4}-\d{2}-\d{2}\b|\d{1,2}[./]\d{1,2}[./]\d{4}\b",
    "days": rf"{DAY_NUMBER}{TO}{DAY_NUMBER} {MONTH}{YEAR}"
    rf"|{MONTH} {DAY_NUMBER}{TO}{NTH}{YEAR}",
    "written": rf"{NTH}(?: of)? {MONTH}{YEAR}|{MONTH} {NTH}{YEAR}",
    "nth": rf"the {DAY_NUMBER}(?:st|nd|rd|th)\b(?! (?:century|anniversary|time))",
    "month": rf"(?:in |early |mid-|mid |late |last ){MONTH}{YEAR}"
    rf"|{MONTH} (?:19|20)\d\d\b",
    "year": r"in (?:19|20)\d\d\b",
    "weekdays": rf"from {NAMED} to {NAMED}\b",
    "weekday": rf"(?:last |this )?{NAMED}\b",
    "ago": rf"{NUMBER} (?:night|day|week|month|year)s? ago\b",
    "apart": rf"{NUMBER} (?:day|week|month|year)s? (?:earlier|later|before|after)\b",
    "near": r"(?:(?:the day before )?yesterday|today|last night|overnight|tonight)\b"
    r"|this (?:morning|afternoon|evening)\b",
    "same": rf"the (?:same|next|following|previous) {PART}\b",
    "weekend": r"(?:at|over|last|this) (?:the )?weekend\b",
    "period": r"(?:last|this) (?:week|month)\b"
    r"|(?:early|late|earlier|later) (?:last|this) (?:week|month|year)\b",
}
ANY = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{key}>{form})' for key, form in FORMS.items())})",
    re.IGNORECASE,
)
FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Clock:
    """What dates are counted from.

    ``today`` is the article's day, ``anchor`` the last date named, ``event`` when the
    incident was that is being told of: an hour alone is an hour of that.
    """

    today: dt.date
    zone: dt.tzinfo
    anchor: Span | None = None
    event: Span | None = None

    @property
    def anchor_day(self) -> dt.date:
        """The day that "a day earlier" counts from."""
        return self.today if self.anchor is None else self.anchor.earliest.date()


def read_days(kind: str, words: str, clock: Clock) -> Days | None:
    """Return the days that words of a form mean; None where no calendar has them."""
    try:
        return READERS[kind](" ".join(words.lower().split()), clock)
    except (ValueError, OverflowError):
        return None


def _figures(words: str, clock: Clock) -> Days | None:
    numbers = [int(each) for each in FIGURES.findall(words)]
    if "/" in words and max(numbers[:2]) <= 12 and numbers[0] != numbers[1]:
        return None  # day first or month first: nobody can tell
    if "-" not in words and numbers[1] > 12:
        numbers[:2] = numbers[1::-1]
    year, month, day = numbers if "-" in words else numbers[::-1]
    found = dt.date(year, month, day)
    return found, found


def _written(words: str, clock: Clock) -> Days | None:
    found = written_day(words.replace(" of ", " "), clock.today)
    return (found, found) if found else None


def _several_days(words: str, clock: Clock) -> Days | None:
    first, second = FIGURES.findall(words)[:2]
    rest = re.sub(rf"{first}{TO}{second}", "{}", words, count=1)
    days = [written_day(rest.format(each), clock.today) for each in (first, second)]
    if days[0] is None or days[1] is None or days[0] > days[1]:
        return None
    return days[0], days[1]


def _nth(words: str, clock: Clock) -> Days | None:
    number = int(FIGURES.findall(words)[0])
    for back in range(3):  # the latest month that has such a day in the past
        first = moved(clock.today.replace(day=1), -back, "month")
        if number <= whole("month", first)[1].day:
            day = first.replace(day=number)
            if day <= clock.today:
                return day, day
    return None


def _month(words: str, clock: Clock) -> Days | None:
    year = re.search(r"\d{4}", words)
    name = re.search(MONTH, words)
    at = [each[:3] for each in NAMES].index(name[0][:3] if name else "")
    today = clock.today
    first = dt.date(int(year[0]), at + 1, 1) if year else latest(at + 1, 1, today)
    if first is None:
        return None
    days = whole("month", first)
    which = re.match("early|mid|late", words)
    return third(days, which[0]) if which else days


def _year(words: str, clock: Clock) -> Days | None:
    return whole("year", dt.date(int(words[-4:]), 1, 1))


def _weekday(words: str, clock: Clock) -> Days | None:
    day = weekday(words.split()[-1], clock.today, is_last=words.startswith("last"))
    return day, day


def _weekdays(words: str, clock: Clock) -> Days | None:
    _, first, _, second = words.split()
    last = weekday(second, clock.today)
    return weekday(first, last, is_last=True), last


def _ago(words: str, clock: Clock) -> Days | None:
    return _apart(words, clock, clock.today, -1)


def _from_anchor(words: str, clock: Clock) -> Days | None:
    sense = 1 if words.endswith("later") else -1
    return _apart(words, clock, clock.anchor_day, sense)


def _apart(words: str, clock: Clock, start: dt.date, sense: int) -> Days | None:
    number, unit = words.replace("night", "day").split()[:2]
    count = int(number) if number.isdigit() else VALUES.get(number, 1)
    unit = next(each for each in UNITS if unit.startswith(each))
    day = moved(start, sense * count, unit)
    return whole(unit, day) if unit in ("month", "year") else (day, day)


def _near(words: str, clock: Clock) -> Days | None:
    back = {"yesterday": 1, "the day before yesterday": 2}.get(words, 0)
    day = clock.today - back * DAY
    return day, day


def _same(words: str, clock: Clock) -> Days | None:
    step = {"next": 1, "following": 1, "previous": -1}.get(words.split()[1], 0)
    day = clock.anchor_day + step * DAY
    return day, day


def _weekend(words: str, clock: Clock) -> Days | None:
    sunday = weekday("sunday", clock.today)
    return sunday - DAY, sunday


def _period(words: str, clock: Clock) -> Days | None:
    which, unit = words.split()[-2:]
    back = -1 if which == "last" else 0
    first, last = whole(unit, moved(clock.today, back, unit))
    return first, min(last, clock.today)


READERS: Mapping[str, Callable[[str, Clock], Days | None]] = {
    "figures": _figures,
    "days": _several_days,
    "written": _written,
    "nth": _nth,
    "month": _month,
    "year": _year,
    "weekdays": _weekdays,
    "weekday": _weekday,
    "ago": _ago,
    "apart": _from_anchor,
    "near": _near,
    "same": _same,
    "weekend": _weekend,
    "period": _period,
}
