"""What a row of a data set says, in the register's words."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from vedette.domain.register import Count, Source, Span

LAST_MINUTE = 24 * 60 - 1


class Event(msgspec.Struct, frozen=True):
    """One row: an incident as a data set tells it.

    Parameters
    ----------
    line
        The row of the file.
    row_id
        The id that the data set gives it.
    words
        What the data set calls it, in a few words of its own vocabulary.
    kind, precision
        As in ``domain.register``.
    when
        From the first moment that it may have been to the last.
    place, country
        Names; the country is the last part of the place's.
    grade
        Source and information, where the row or the mapping grades it; else None.
    """

    line: int
    row_id: str
    kind: str
    words: str
    when: Span
    lon: float
    lat: float
    precision: str
    place: str = ""
    country: str = ""
    killed: Count | None = None
    injured: Count | None = None
    title: str = ""
    site: str = ""
    quote: str = ""
    link: str = ""
    note: str = ""
    nationality: str = ""
    grade: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class GradeTold:
    """How a mapping grades the rows of a file: F6 if it does not."""

    reliability: str = "F"
    credibility: int = 6
    why: str = ""


@dataclass(frozen=True, slots=True)
class DataSet:
    """Where rows come from.

    ``prefix`` begins the ids of their records. ``is_whole``: a newer copy of the same
    span holds all rows that still stand, so that one which is gone was deleted there.
    """

    prefix: str
    source: Source
    is_whole: bool = True
    grade: GradeTold = GradeTold()


@dataclass(slots=True)
class LeftOut:
    """Rows that were not taken for one reason: how many, and the first of them."""

    number: int = 0
    lines: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        """Count one row."""
        self.number += 1
        if len(self.lines) < 10:
            self.lines.append(line)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a file: its events, and the rows left out, by the reason.

    ``not_taken`` are columns of the table that nothing was made of.
    """

    data_set: DataSet
    events: tuple[Event, ...]
    left_out: Mapping[str, LeftOut]
    not_taken: tuple[str, ...] = ()


def days(first: dt.date, last: dt.date, zone: dt.tzinfo) -> Span:
    """Return the time from the first minute of a day to the last of another."""
    return Span(at(first, 0, zone), at(last, LAST_MINUTE, zone))


def at(date: dt.date, minute: int, zone: dt.tzinfo) -> dt.datetime:
    """Return a minute of a day, with the offset that the zone had then.

    A fixed offset is what is kept of it, and quicker to reckon with than a zone.
    """
    clock = dt.time(minute // 60, minute % 60)
    moment = dt.datetime.combine(date, clock, zone)
    return moment.replace(tzinfo=dt.timezone(moment.utcoffset() or dt.timedelta()))
