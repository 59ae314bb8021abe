"""Tables of one's own, CSV or XLSX: columns by a mapping file, or by HXL tags.

A table without a column of ids gives each row one that is made of its cells. A row
that changes is then another row, and the one before is gone.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator

from vedette.domain.register import (
    CREDIBILITY,
    INCIDENT_KINDS,
    PRECISIONS,
    RELIABILITY,
    Count,
    Span,
)
from vedette.reading.caps import CAPS
from vedette.reading.checks import empty_or, hour, quote, text
from vedette.reading.faults import WrongValueError
from vedette.reading.imports.cells import (
    WEB_ADDRESS,
    day,
    degrees,
    join_names,
    people,
    people_range,
    row_id,
    word_of,
)
from vedette.reading.imports.columns import Columns
from vedette.reading.imports.event import Event, at, days
from vedette.reading.imports.mapping import ImportMap
from vedette.reading.imports.rows import Sheet
from vedette.reading.imports.table import Cells, RepeatedIds, Task, check_span

STYLE = "year-month-day"
NATION = re.compile(r"[A-Z]{2}")
LONGEST_QUOTE = 400
LONGEST_TITLE = 200
_NAME, _TEXT = text(CAPS.name_chars), text()
_TITLE, _QUOTE = text(LONGEST_TITLE), text(LONGEST_QUOTE)
_HOUR = empty_or(hour)


def read_own(
    sheet: Sheet, columns: Columns, told: ImportMap, task: Task
) -> Iterator[Event]:
    """Yield what the sound rows of a table say."""
    cells = Cells(sheet.file, columns.fields, task.faults)
    reader = _Reader(cells, told, task, is_workbook=sheet.is_workbook)
    for line, row in sheet.rows:
        cells.load(line, row)
        event = reader.read_row(row)
        if event is not None:
            yield event


class _Reader:
    """Reads one row after another, each field by its own check."""

    def __init__(
        self, cells: Cells, told: ImportMap, task: Task, *, is_workbook: bool
    ) -> None:
        self._cells, self._task, self._ids = cells, task, RepeatedIds()
        style = told.date_style or STYLE
        # A workbook's own days come without a style; they are written like this.
        styles = dict.fromkeys((style, STYLE)) if is_workbook else (style,)
        self._day = day(
            tuple(styles),
            "write all days alike, and name their style in the mapping ([read]"
            " date_style)",
        )
        self._lat, self._lon = degrees(90.0, told.decimal), degrees(180.0, told.decimal)
        self._kind = word_of(
            {**_both_ways(INCIDENT_KINDS), **told.kinds},
            "kind of incident",
            'add it to the mapping, such as [kinds] "IED" = "explosion"; ours are'
            f" {', '.join(INCIDENT_KINDS)}",
        )
        self._precision = word_of(
            {**_both_ways(PRECISIONS), **told.precisions},
            "precision of a place",
            f"add it to the mapping ([precisions]); ours are {', '.join(PRECISIONS)}",
        )
        self._areas = [f"area{n}" for n in range(1, 100) if cells.has(f"area{n}")]

    def read_row(self, row: list[str]) -> Event | None:
        """Return what the row says; None where a cell of it cannot be used."""
        cells = self._cells
        id_ = cells.take("id", row_id) if cells.has("id") else _make_id(row)
        self._ids.refuse(cells, "id", id_)
        when = self._take_when()
        lat, lon = cells.take("lat", self._lat), cells.take("lon", self._lon)
        kind = cells.take_or("kind", self._kind, "other")
        precision = cells.take_or("precision", self._precision, "unknown")
        country = cells.take("country", _NAME) or ""
        names = [cells.take(each, _NAME) or "" for each in ("place", *self._areas)]
        event = Event(
            line=cells.line,
            row_id=id_ or "",
            kind=kind or "",
            words=cells.take("kind", _NAME) or "",
            when=when,
            lon=lon or 0.0,
            lat=lat or 0.0,
            precision=precision or "",
            place=join_names(*names, country),
            country=country,
            killed=self._take_people("killed"),
            injured=self._take_people("injured"),
            title=cells.take("title", _TITLE) or "",
            site=cells.take("site", _TEXT) or "",
            quote=cells.take("quote", _QUOTE) or "",
            link=cells.take("link", _check_link) or "",
            note=cells.take("note", _TEXT) or "",
            nationality=cells.take("nationality", _check_nation) or "",
            grade=self._take_grade(),
        )
        return event if cells.is_sound else None

    def _take_when(self) -> Span:
        """Return the time: a minute where one is given, else whole days."""
        cells, zone = self._cells, self._task.zone
        first = cells.take("date", self._day)
        last = cells.take_or("date_to", self._day, first)
        minute = cells.take("time", _HOUR)
        if first is None or last is None:
            first = last = dt.date.min + dt.timedelta(days=1)  # faults are noted
        else:
            check_span(cells, first, last, self._task, ("date", "date_to"))
        if minute is None or first != last:
            return days(first, last, zone)
        moment = at(first, minute, zone)
        return Span(moment, moment)

    def _take_people(self, field: str) -> Count | None:
        """Return how many were harmed, by one column or by two."""
        cells = self._cells
        if not cells.has(f"{field}_low"):
            return cells.take(field, people_range)
        low = cells.take(f"{field}_low", people)
        high = cells.take(f"{field}_high", people)
        low, high = (high if low is None else low), (low if high is None else high)
        if low is None or high is None:
            return None
        if low > high:
            cells.fault(f"{field}_low", f"{low} is more than {high}", "swap the two")
            return None
        return Count(low, high)

    def _take_grade(self) -> tuple[str, int] | None:
        cells = self._cells
        reliability = cells.take("reliability", _letter)
        credibility = cells.take("credibility", _figure)
        if bool(reliability) != bool(credibility):
            cells.fault(
                "reliability",
                "only one half of the grade is given",
                "give source (A-F) and information (1-6) both, or neither: F6 then",
            )
        return (reliability, credibility) if reliability and credibility else None


def _both_ways(words: tuple[str, ...]) -> dict[str, str]:
    """Let our own words be written with spaces too."""
    return {each: word for word in words for each in (word, word.replace("_", " "))}


def _make_id(row: list[str]) -> str:
    return hashlib.sha256("\0".join(row).encode("utf-8", "replace")).hexdigest()[:20]


def _check_link(value: str) -> str:
    kept = value.strip()
    if kept and not WEB_ADDRESS.fullmatch(kept):
        raise WrongValueError(f"{quote(value)} is no web address", "write https://...")
    return kept


def _check_nation(value: str) -> str:
    kept = value.strip().upper()
    if kept and not NATION.fullmatch(kept):
        raise WrongValueError(
            f"{quote(value)} is no nationality", "write two letters (ISO 3166): TJ"
        )
    return kept


def _letter(value: str) -> str:
    kept = value.strip().upper()
    if kept and kept not in RELIABILITY:
        raise WrongValueError(
            f"{quote(value)} is no grade of a source", "A to E, or F (cannot be judged)"
        )
    return kept


def _figure(value: str) -> int:
    kept = value.strip().removesuffix(".0")
    known = {str(each): each for each in CREDIBILITY}
    if kept and kept not in known:
        raise WrongValueError(
            f"{quote(value)} is no grade of information",
            "1 to 5, or 6 (cannot be judged)",
        )
    return known.get(kept, 0)
