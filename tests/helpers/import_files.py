"""Small files in the forms of ACLED, UCDP GED and GDELT, and a table of one's own.

All rows lie by the border of the small theatre and are made up.
"""

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from vedette.reading.faults import Faults
from vedette.reading.imports import ImportMap, Read, Task, read_import
from vedette.reading.imports.mapping import read_map

NOW = dt.datetime(2025, 12, 3, 12, 0, tzinfo=dt.UTC)
ZONE = ZoneInfo("Asia/Dushanbe")
UCDP = Path(__file__).parents[3] / "shared" / "data" / "ucdp"

ACLED_COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type"),
    *("event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1"),
    *("actor2", "assoc_actor_2", "inter2", "interaction", "iso", "region"),
    *("country", "admin1", "admin2", "admin3", "location", "latitude", "longitude"),
    *("geo_precision", "source", "source_scale", "notes", "fatalities", "tags"),
    *("timestamp",),
)


def acled_row(number: int, **changes: str) -> dict[str, str]:
    """A row of ACLED: a clash on a day of November 2025, with changes."""
    row = dict.fromkeys(ACLED_COLUMNS, "x")
    return row | {
        "event_id_cnty": f"TAJ{number}",
        "event_date": f"2025-11-{number:02}",
        "time_precision": "1",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "actor1": "Military Forces of Somewhere",
        "country": "Tajikistan",
        "admin1": "Khatlon",
        "location": "Middle village",
        "latitude": "38.02",
        "longitude": f"68.{number:02}",
        "geo_precision": "1",
        "notes": "On that day somebody called Name Surname was seen. More text.",
        "fatalities": "2",
        **changes,
    }


GED_COLUMNS = (
    *("id", "year", "type_of_violence", "side_a", "side_b", "number_of_sources"),
    *("source_article", "source_headline", "where_prec", "where_coordinates"),
    *("adm_1", "adm_2", "latitude", "longitude", "country", "event_clarity"),
    *("date_prec", "date_start", "date_end", "deaths_a", "deaths_b"),
    *("deaths_civilians", "deaths_unknown", "best", "high", "low"),
)


def ged_row(number: int, **changes: str) -> dict[str, str]:
    """A row of UCDP GED: fighting on a day of November 2025, with changes."""
    row = dict.fromkeys(GED_COLUMNS, "")
    return row | {
        "id": str(480_000 + number),
        "type_of_violence": "1",
        "side_a": "Government of Somewhere",
        "side_b": "Group B",
        "source_article": "A paper, by a person",
        "source_headline": "What the paper said",
        "where_prec": "1",
        "where_coordinates": "Middle village",
        "adm_1": "Khatlon",
        "latitude": "38.02",
        "longitude": f"68.{number:02}",
        "country": "Tajikistan",
        "date_prec": "1",
        "date_start": f"2025-11-{number:02} 00:00:00.000",
        "date_end": f"2025-11-{number:02} 00:00:00.000",
        **dict.fromkeys(("deaths_a", "deaths_b"), "1"),
        **dict.fromkeys(("deaths_civilians", "deaths_unknown"), "0"),
        **{"best": "3", "low": "2", "high": "5"},
        **changes,
    }


def gdelt_row(number: int, *, version: int = 2, **changes: str) -> list[str]:
    """A row of GDELT's events, by position: a fight on a day of November 2025."""
    v2 = version == 2
    cells = ["x"] * (61 if v2 else 58)
    places = {
        "GLOBALEVENTID": 0,
        "SQLDATE": 1,
        "EventRootCode": 28,
        "NumSources": 32,
        "ActionGeo_Type": 51 if v2 else 49,
        "ActionGeo_Lat": 56 if v2 else 53,
        "ActionGeo_Long": 57 if v2 else 54,
        "SOURCEURL": 60 if v2 else 57,
    }
    row = {
        "GLOBALEVENTID": str(1_270_000_000 + number),
        "SQLDATE": f"202511{number:02}",
        "EventRootCode": "19",
        "NumSources": "4",
        "ActionGeo_Type": "4",
        "ActionGeo_Lat": "38.02",
        "ActionGeo_Long": f"68.{number:02}",
        "SOURCEURL": "https://news.example/story",
        **changes,
    }
    for name, value in row.items():
        cells[places[name]] = value
    return cells


def own_row(number: int, **changes: str) -> dict[str, str]:
    """A row of a table of one's own, with changes."""
    return {
        "Ref no": f"2025/{number}",
        "Day": f"{number:02}.11.2025",
        "Lat": "38,02",
        "Lon": f"68,{number:02}",
        "Where": "Middle village",
        "What": "IED",
        "Dead": "1-2",
        **changes,
    }


OWN_MAP = """
[source]
id = "watch"
name = "Border Watch"
kind = "organisation"

[read]
date_style = "day.month.year"
decimal = ","

[columns]
"Ref no" = "id"
"Day" = "date"
"Lat" = "lat"
"Lon" = "lon"
"Where" = "place"
"What" = "kind"
"Dead" = "killed"

[kinds]
"IED" = "explosion"
"""


def table(
    rows: Sequence[Mapping[str, str]], delimiter: str = ",", *, end: str = "\n"
) -> bytes:
    """A table with a header, as UTF-8."""
    held = io.StringIO()
    writer = csv.DictWriter(
        held, list(rows[0]), delimiter=delimiter, lineterminator=end
    )
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue().encode()


def tabbed(rows: Sequence[Sequence[str]]) -> bytes:
    """A table without header, its cells between tabs."""
    return "".join("\t".join(row) + "\n" for row in rows).encode()


def mapped(text: str, *, is_own: bool = True) -> ImportMap:
    """A mapping without faults."""
    faults = Faults()
    told = read_map(text.encode(), "map.toml", faults, is_own=is_own)
    assert [str(fault) for fault in faults.found] == []
    return told


def read(
    data: bytes, name: str, told: ImportMap | None = None, file: str = "x.csv"
) -> tuple[Read, list[str]]:
    """Read a file; return what it says, and its faults."""
    task = Task.at(ZONE, NOW)
    found = read_import(data, file, name, told or ImportMap(), task)
    return found, task.faults.told()


def need_ucdp(name: str) -> Path:
    """The real file beside the checkout; skips the test where it is absent."""
    path = UCDP / name
    if not path.is_file():
        pytest.skip(f"../shared/data/ucdp/{name} is not beside the checkout")
    return path


def workbook(rows: Sequence[Sequence[Any]], sheet: str = "Sheet") -> bytes:
    """An XLSX workbook of one sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
