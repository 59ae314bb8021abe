"""ACLED's CSV or XLSX export, by its own column names.

Of a row only its id, day, place, precisions, type and fatalities are read. Its notes,
its actors and its other columns stay where they are: the terms of use limit what may
be passed on, and none of it is needed to find the row again upstream.
"""

import calendar
import datetime as dt
from collections.abc import Callable, Iterator
from functools import lru_cache

from vedette.domain.register import Count, Source, Span
from vedette.reading.imports.cells import (
    day,
    degrees,
    join_names,
    people,
    plain,
    row_id,
    word_of,
)
from vedette.reading.imports.event import DataSet, Event, days
from vedette.reading.imports.mapping import ImportMap
from vedette.reading.imports.rows import Sheet
from vedette.reading.imports.table import (
    Cells,
    RepeatedIds,
    Task,
    check_span,
    find_columns,
)

NEEDED = (
    *("event_id_cnty", "event_date", "event_type", "latitude", "longitude"),
    "fatalities",
)
OTHERS = (
    *("time_precision", "geo_precision", "sub_event_type"),
    *("location", "admin1", "country"),
)
DATA_SET = DataSet(
    "acled",
    Source(
        id="acled",
        name="ACLED",
        kind="data_set",
        originator="ACLED",
        anonymity="named",
        origin="imported",
        note="Armed Conflict Location and Event Data; its terms limit passing rows on",
    ),
)
STYLES = ("year-month-day", "day month year")  # the two that ACLED has written
KINDS = {
    "Battles": "armed_clash",
    "Explosions/Remote violence": "explosion",
    "Violence against civilians": "armed_attack",
    "Protests": "other",
    "Riots": "other",
    "Strategic developments": "other",
}
# Where the sub-type says more than the type.
SUB_KINDS = {
    "Air/drone strike": "armed_attack",
    "Abduction/forced disappearance": "abduction",
    "Sexual violence": "other",
}
# 1: the town is known; 2: a part of a region; 3: the region.
PRECISIONS = {"1": "near", "2": "district", "3": "region"}
# 1: the day is known; 2: some day within about that week; 3: some day of that month.
TIMES = {"1": "day", "2": "week", "3": "month"}
WEEK = dt.timedelta(days=3)  # to either side
NAMES = ("location", "admin1", "country")
_LON, _LAT = degrees(180.0), degrees(90.0)


def read_acled(sheet: Sheet, told: ImportMap, task: Task) -> Iterator[Event]:
    """Yield what the sound rows of a table say."""
    columns = find_columns(sheet, NEEDED, OTHERS, task, "ACLED")
    if columns is None:
        return
    cells, ids = Cells(sheet.file, columns, task.faults), RepeatedIds()
    checks = _Checks(told, task.zone)
    for line, row in sheet.rows:
        cells.load(line, row)
        event = _read_row(cells, ids, checks, task)
        if event is not None:
            yield event


class _Checks:
    """The checks of coded cells, as a mapping may have changed them."""

    def __init__(self, told: ImportMap, zone: dt.tzinfo) -> None:
        self.day = day(
            (told.date_style,) if told.date_style else STYLES,
            "ACLED writes 2025-11-26 or 26 November 2025; a mapping can name another"
            " style ([read] date_style)",
        )
        self.kind = word_of(
            {**KINDS, **told.kinds}, "type of event", "add it to a mapping ([kinds])"
        )
        sub_kinds = {**SUB_KINDS, **told.kinds}
        self.sub_kinds = {word.casefold(): kind for word, kind in sub_kinds.items()}
        self.precision = word_of(
            {**PRECISIONS, **told.precisions}, "precision", "it runs from 1 to 3"
        )
        self.timing = word_of(TIMES, "precision", "it runs from 1 to 3")
        self.span = _make_spans(zone)


def _read_row(
    cells: Cells, ids: RepeatedIds, checks: _Checks, task: Task
) -> Event | None:
    id_ = cells.take("event_id_cnty", row_id)
    ids.refuse(cells, "event_id_cnty", id_)
    date = cells.take("event_date", checks.day)
    timing = cells.take_or("time_precision", checks.timing, "day")
    kind = cells.take("event_type", checks.kind)
    lat, lon = cells.take("latitude", _LAT), cells.take("longitude", _LON)
    precision = cells.take_or("geo_precision", checks.precision, "unknown")
    killed = cells.take("fatalities", people)
    if date is not None:
        check_span(cells, date, date, task, ("event_date", "event_date"))
    if (
        not cells.is_sound
        or id_ is None
        or date is None
        or timing is None
        or kind is None
        or lat is None
        or lon is None
        or precision is None
    ):
        return None
    words = plain(cells.text("sub_event_type")) or plain(cells.text("event_type"))
    names = tuple(map(cells.text, NAMES))
    return Event(
        line=cells.line,
        row_id=id_,
        kind=checks.sub_kinds.get(words.casefold(), kind),
        words=words,
        when=checks.span(date, timing),
        lon=lon,
        lat=lat,
        precision=precision,
        place=join_names(*names),
        country=plain(names[-1]),
        killed=None if killed is None else Count(killed, killed),
    )


def _make_spans(zone: dt.tzinfo) -> Callable[[dt.date, str], Span]:
    @lru_cache(maxsize=20_000)
    def make_span(date: dt.date, timing: str) -> Span:
        if timing == "week":
            return days(date - WEEK, date + WEEK, zone)
        if timing == "month":
            last = calendar.monthrange(date.year, date.month)[1]
            return days(date.replace(day=1), date.replace(day=last), zone)
        return days(date, date, zone)

    return make_span
