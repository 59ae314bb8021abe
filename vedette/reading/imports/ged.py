"""UCDP's Georeferenced Event Dataset (GED) as CSV or XLSX, by its own column names.

Copies that lack some columns are read as far as they go: without low and high, the
killed are those of the columns by side. Article texts and headlines are not read.
"""

import datetime as dt
from collections.abc import Iterator
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

NEEDED = ("id", "date_start", "date_end", "latitude", "longitude")
SIDES = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
BEST = ("low", "best", "high")
OTHERS = (
    *("type_of_violence", "side_a", "side_b", "where_prec", "where_coordinates"),
    *("adm_2", "adm_1", "country", *SIDES, *BEST),
)
DATA_SET = DataSet(
    "ged",
    Source(
        id="ged",
        name="UCDP GED",
        kind="data_set",
        originator="Uppsala Conflict Data Program",
        anonymity="named",
        origin="imported",
        note="Georeferenced Event Dataset; cite Sundberg and Melander 2013",
    ),
)
STYLES = ("year-month-day",)
KINDS = {"1": "armed_clash", "2": "armed_clash", "3": "armed_attack"}
WORDS = {
    "armed_clash": "fighting between armed groups",
    "armed_attack": "violence against civilians",
}
CIVILIANS = "civilians"  # the second side of what was done to them
# 1: the place; 2: within some 25 km; 3: the district; 4: the province; 5: a rough area
# or a line; 6: the country; 7: at sea or in the air.
PRECISIONS = {
    **{"1": "exact", "2": "near", "3": "district", "4": "region", "5": "region"},
    **{"6": "country", "7": "unknown"},
}
NAMES = ("where_coordinates", "adm_2", "adm_1", "country")
_LON, _LAT = degrees(180.0), degrees(90.0)


def read_ged(sheet: Sheet, told: ImportMap, task: Task) -> Iterator[Event]:
    """Yield what the sound rows of a table say."""
    columns = find_columns(sheet, NEEDED, OTHERS, task, "UCDP GED")
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
            "UCDP writes 2025-11-26; a mapping can name another style ([read]"
            " date_style)",
        )
        self.kind = word_of(
            {**KINDS, **told.kinds}, "type of violence", "it runs from 1 to 3"
        )
        self.precision = word_of(
            {**PRECISIONS, **told.precisions}, "precision", "it runs from 1 to 7"
        )

        @lru_cache(maxsize=20_000)
        def span(first: dt.date, last: dt.date) -> Span:
            return days(first, last, zone)

        self.span = span


def _read_row(
    cells: Cells, ids: RepeatedIds, checks: _Checks, task: Task
) -> Event | None:
    id_ = cells.take("id", row_id)
    ids.refuse(cells, "id", id_)
    first = cells.take("date_start", checks.day)
    last = cells.take("date_end", checks.day)
    if first is not None and last is not None:
        check_span(cells, first, last, task, ("date_start", "date_end"))
    kind = cells.take_or("type_of_violence", checks.kind, _kind_by_sides(cells))
    lat, lon = cells.take("latitude", _LAT), cells.take("longitude", _LON)
    precision = cells.take_or("where_prec", checks.precision, "unknown")
    killed = _take_killed(cells)
    if (
        not cells.is_sound
        or id_ is None
        or first is None
        or last is None
        or kind is None
        or lat is None
        or lon is None
        or precision is None
    ):
        return None
    names = tuple(map(cells.text, NAMES))
    return Event(
        line=cells.line,
        row_id=id_,
        kind=kind,
        words=WORDS.get(kind, kind.replace("_", " ")),
        when=checks.span(first, last),
        lon=lon,
        lat=lat,
        precision=precision,
        place=join_names(*names),
        country=plain(names[-1]),
        killed=killed,
        note=_name_sides(cells),
    )


def _kind_by_sides(cells: Cells) -> str:
    is_one_sided = cells.text("side_b").strip().casefold() == CIVILIANS
    return "armed_attack" if is_one_sided else "armed_clash"


def _take_killed(cells: Cells) -> Count | None:
    """Return the range of the killed; where there is none, the sum of both sides'."""
    range_ = _list_told(cells, BEST)
    if range_:  # published rows have been seen whose low is above their high
        return Count(min(range_), max(range_))
    sides = _list_told(cells, SIDES)
    return Count(sum(sides), sum(sides)) if sides else None


def _list_told(cells: Cells, names: tuple[str, ...]) -> list[int]:
    numbers = [cells.take(name, people) for name in names]
    return [number for number in numbers if number is not None]


def _name_sides(cells: Cells) -> str:
    """Name the organisations that the data set names."""
    sides = [plain(cells.text(name), 200) for name in ("side_a", "side_b")]
    told = "; ".join(filter(None, sides))
    return f"Sides as published: {told}" if told else ""
