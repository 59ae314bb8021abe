"""GDELT's event tables, versions 1 and 2: no header, cells between tabs, by position.

A machine has coded them from news, so of a row only its day, the root of its CAMEO
code, the point where it is said to have been, the number of sources and the address
of one of them are read. Rows whose code is not of violence are left out: most of the
table is talks and statements.
"""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from vedette.domain.register import Source, Span
from vedette.reading.checks import quote
from vedette.reading.imports.cells import (
    day,
    degrees,
    people,
    row_id,
    web_address,
    word_of,
)
from vedette.reading.imports.event import DataSet, Event, days
from vedette.reading.imports.mapping import ImportMap
from vedette.reading.imports.rows import Rows
from vedette.reading.imports.table import Cells, RepeatedIds, Task, check_span

DATA_SET = DataSet(
    "gdelt",
    Source(
        id="gdelt",
        name="GDELT",
        kind="data_set",
        originator="The GDELT Project",
        anonymity="named",
        origin="imported",
        note="Events coded from news by a machine; nobody has checked them",
    ),
    is_whole=False,  # a file holds what was added on one day, of any day before
)
# Where each field stands, by the number of cells in a row. Version 1 had no address of
# a source until April 2013; version 2 has one cell more for each of three places.
_FIRST = {"GLOBALEVENTID": 0, "SQLDATE": 1, "EventRootCode": 28, "NumSources": 32}
_VERSION_1 = {**_FIRST, "ActionGeo_Type": 49, "ActionGeo_Lat": 53, "ActionGeo_Long": 54}
POSITIONS = {
    57: _VERSION_1,
    58: {**_VERSION_1, "SOURCEURL": 57},
    61: {
        **_FIRST,
        **{"ActionGeo_Type": 51, "ActionGeo_Lat": 56, "ActionGeo_Long": 57},
        "SOURCEURL": 60,
    },
}
KINDS = {"18": "armed_attack", "19": "armed_clash", "20": "armed_attack"}
WORDS = {"18": "assault", "19": "fight", "20": "mass violence"}
# 1: a country; 2, 5: a state or province; 3, 4: a town.
PRECISIONS = {
    **{"1": "country", "2": "region", "3": "near", "4": "near", "5": "region"},
    "0": "unknown",
}
ROOT = re.compile(r"(?:0[1-9]|1\d|20|-*)", re.ASCII)  # dashes where it is not known
NO_PLACE = "no place is given"
NO_VIOLENCE = "the CAMEO code is not one of violence"
_LON, _LAT = degrees(180.0), degrees(90.0)


def read_gdelt(rows: Rows, file: str, told: ImportMap, task: Task) -> Iterator[Event]:
    """Yield what the sound rows of a table say."""
    places = {
        width: {name: (at, name) for name, at in positions.items()}
        for width, positions in POSITIONS.items()
    }
    cells = {width: Cells(file, places[width], task.faults) for width in places}
    ids, checks = RepeatedIds(), _Checks(told, task.zone)
    for line, row in rows:
        if len(row) not in cells:
            task.faults.add(
                file,
                f"the row has {len(row):,} cells, where GDELT's have 57, 58 or 61",
                "download the file again; if it is no event table of GDELT's, import it"
                " with --as csv and a mapping",
                line=line,
            )
            continue
        here = cells[len(row)]
        here.load(line, row)
        event = _read_row(here, ids, checks, task)
        if event is not None:
            yield event


class _Checks:
    """The checks of coded cells, as a mapping may have changed them."""

    def __init__(self, told: ImportMap, zone: dt.tzinfo) -> None:
        self.day = day(
            (told.date_style or "yearmonthday",), "GDELT writes days as 20251126"
        )
        self.kinds = {**KINDS, **told.kinds}
        self.precision = word_of(
            {**PRECISIONS, **told.precisions}, "type of place", "it runs from 0 to 5"
        )

        @lru_cache(maxsize=20_000)
        def span(date: dt.date) -> Span:
            return days(date, date, zone)

        self.span = span


def _read_row(
    cells: Cells, ids: RepeatedIds, checks: _Checks, task: Task
) -> Event | None:
    root = cells.text("EventRootCode").strip()
    if not ROOT.fullmatch(root):
        cells.fault(
            "EventRootCode",
            f"{quote(root)} is no root of a CAMEO code",
            "they run from 01 to 20; see whether this is an event table of GDELT's",
        )
        return None
    if root not in checks.kinds:
        task.leave_out(NO_VIOLENCE, cells.line)
        return None
    if not (
        cells.text("ActionGeo_Lat").strip() and cells.text("ActionGeo_Long").strip()
    ):
        task.leave_out(NO_PLACE, cells.line)
        return None
    id_ = cells.take("GLOBALEVENTID", row_id)
    ids.refuse(cells, "GLOBALEVENTID", id_)
    date = cells.take("SQLDATE", checks.day)
    if date is not None:
        check_span(cells, date, date, task, ("SQLDATE", "SQLDATE"))
    lat, lon = cells.take("ActionGeo_Lat", _LAT), cells.take("ActionGeo_Long", _LON)
    precision = cells.take_or("ActionGeo_Type", checks.precision, "unknown")
    sources = cells.take("NumSources", people)
    if (
        not cells.is_sound
        or id_ is None
        or date is None
        or lat is None
        or lon is None
        or precision is None
    ):
        return None
    return Event(
        line=cells.line,
        row_id=id_,
        kind=checks.kinds[root],
        words=f"CAMEO {root}, {WORDS.get(root, 'as mapped')}",
        when=checks.span(date),
        lon=lon,
        lat=lat,
        precision=precision,
        link=web_address(cells.text("SOURCEURL")),
        note="" if sources is None else f"Sources counted: {sources:,}",
    )
