"""weather.csv: a sound one becomes lines, a faulty one is told line by line."""

import contextlib
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import small_theatre as small
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_faults import changed, load_faults, one_fault
from small_theatre import csv_text, table_rows, write_small_theatre

from vedette.domain.weather import Weather
from vedette.errors import InputError
from vedette.reading import load_theatre
from vedette.reading.sheets import WEATHER as SHEET

COLUMNS = [column.name for column in SHEET.columns]
WEATHER = table_rows(
    ", ".join(COLUMNS),
    ", , , 20, , 15, , , Bulletin of the day, own",
    "west, 22:00, 04:00, 0.8, 150, , , , Fog of the plain, exercise",
    "east, 2025-12-08T08:00+05:00, 2025-12-08T07:30+03:00, , , 80, -12.5, 3100.0,"
    " Station on the pass, exercise",
)
ALL, FOG, PASS = range(len(WEATHER))
START = dt.datetime.fromisoformat("2025-12-08T08:00:00+05:00")


def write(
    folder: Path, rows: Sequence[Mapping[str, str]] = WEATHER, **changes: Any
) -> Path:
    files = {"weather.csv": csv_text(rows)} | changes.pop("files", {})
    return write_small_theatre(folder, files=files, **changes)


def test_a_sound_table_becomes_lines(tmp_path: Path) -> None:
    day, fog, wind = load_theatre(write(tmp_path)).weather
    assert day == Weather(
        None, None, None, None, None, 20.0, None, 15.0, None, None,
        "Bulletin of the day", "own",
    )  # fmt: skip
    assert (fog.section, fog.daily_from_min, fog.daily_to_min) == ("west", 1320, 240)
    assert (fog.visibility_km, fog.cloud_base_m, fog.wind_kmh) == (0.8, 150.0, None)
    assert (wind.start, wind.end) == (START, START + dt.timedelta(hours=1.5))
    assert (wind.temp_c, wind.temp_height_m) == (-12.5, 3100.0)
    assert wind.daily_from_min is fog.start is None


def test_a_theatre_may_have_none(tmp_path: Path) -> None:
    without = load_theatre(write_small_theatre(tmp_path / "absent"))
    assert without.weather == ()
    assert "weather.csv" not in without.files
    header = {"weather.csv": ",".join(COLUMNS) + "\n"}
    empty = load_theatre(write_small_theatre(tmp_path / "empty", files=header))
    assert empty.weather == ()
    assert empty.content_hash != without.content_hash
    told = load_theatre(write(tmp_path / "told"))
    assert told.content_hash not in (without.content_hash, empty.content_hash)


FAULTS = [
    (FOG, {"section": "x"}, "weather.csv line 3, section: there is no section 'x'; name"
     " one of sections.csv (east, middle, west), or leave it empty for all"),
    (FOG, {"section": "a b"}, "line 3, section: 'a b' cannot be an id"),
    (FOG, {"from": ""}, "line 3, from: one of the two times is missing; give both"),
    (FOG, {"to": ""}, "line 3, to: one of the two times is missing"),
    (FOG, {"to": "24:00"}, "line 3, to: '24:00' is neither an hour of the day nor a"),
    (FOG, {"to": "22:00"}, "line 3, to: from and to are both 22:00, which leaves no"),
    (FOG, {"to": "2025-12-09T04:00+05:00"}, "line 3, to: one time is an hour of every"),
    (PASS, {"to": "2025-12-08T08:00+05:00"}, "line 4, to: it is not after from; let"),
    (PASS, {"from": "2025-12-08T08:00"}, "line 4, from: '2025-12-08T08:00' is neither"),
    (ALL, {"visibility_km": "0"}, "line 2, visibility_km: 0 is out of range; give a"),
    (ALL, {"visibility_km": "good"}, "line 2, visibility_km: 'good' is no number"),
    (FOG, {"cloud_base_m": "-1"}, "line 3, cloud_base_m: -1 is out of range"),
    (ALL, {"wind_kmh": "1e309"}, "line 2, wind_kmh: 1e309 is out of range; give a"),
    (ALL, {"wind_kmh": "999"}, "line 2, wind_kmh: 999 is out of range"),
    (PASS, {"temp_c": "100"}, "line 4, temp_c: 100 is out of range"),
    (PASS, {"temp_height_m": "9001"}, "line 4, temp_height_m: 9001 is out of range"),
    (PASS, {"temp_height_m": ""}, "line 4, temp_height_m: nobody can say what the air"
     " above is like without it; give the height above sea level"),
    (PASS, {"temp_c": ""}, "line 4, temp_c: there is a height but no temperature"),
    (PASS, {"temp_c": "", "wind_kmh": ""}, "line 4, temp_c: there is a height but no"),
    (FOG, {"visibility_km": "", "cloud_base_m": ""}, "line 3, visibility_km: the line"
     " states nothing; fill in one of visibility_km, cloud_base_m, wind_kmh, temp_c"),
    (ALL, {"source": ""}, "line 2, source: it is empty; fill it in"),
    (ALL, {"source": "=1+1"}, "line 2, source: '=1+1' begins like a formula"),
    (ALL, {"origin": "radio"}, "line 2, origin: 'radio' is not known; choose exercise"),
]  # fmt: skip


@pytest.mark.parametrize("at, cells, said", FAULTS)
def test_a_fault_has_its_line_and_field(
    tmp_path: Path, at: int, cells: dict[str, str], said: str
) -> None:
    assert said in one_fault(write(tmp_path, changed(WEATHER, at, **cells)))


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    rows = changed(WEATHER, ALL, visibility_km="x", source="")
    rows = changed(rows, FOG, section="x", to="")
    rows = changed(rows, PASS, temp_height_m="", origin="x")
    assert [each.split(":")[0] for each in load_faults(write(tmp_path, rows))] == [
        "weather.csv line 2, visibility_km",
        "weather.csv line 2, source",
        "weather.csv line 3, to",
        "weather.csv line 3, section",
        "weather.csv line 4, origin",
        "weather.csv line 4, temp_height_m",
    ]


def test_a_fault_elsewhere_is_told_once(tmp_path: Path) -> None:
    rows = {"sections.csv": csv_text(changed(small.SECTIONS, 1, id=""))}
    assert one_fault(write(tmp_path, files=rows)).startswith("sections.csv line 3, id")
    gone = write(tmp_path / "gone", files={"sections.csv": None})
    assert one_fault(gone).startswith("sections.csv: the file is missing")


def test_a_column_that_is_missing_or_of_its_own_is_told(tmp_path: Path) -> None:
    rows = [{k: v for k, v in row.items() if k != "wind_kmh"} for row in WEATHER]
    assert "weather.csv line 1, wind_kmh: the column is missing" in one_fault(
        write(tmp_path, rows)
    )
    rows = [{**row, "target": "x"} for row in WEATHER]
    assert "weather.csv line 1, target: column 'target' reads like" in one_fault(
        write(tmp_path, rows)
    )


def test_what_lies_there_is_never_passed_over(tmp_path: Path) -> None:
    folder = write_small_theatre(tmp_path)
    (folder / "weather.csv").mkdir()
    assert one_fault(folder).startswith("weather.csv: it is not a file")


WORDS = ("", "0", "-5", "1e3", "12.5", "nan", "04:00", "23:30", "west", "nowhere",
         "own", "2025-12-08T06:00+05:00", "2026-01-01T00:00Z")  # fmt: skip


@given(
    cells=st.lists(
        st.tuples(
            st.integers(0, len(WEATHER) - 1),
            st.sampled_from(COLUMNS),
            st.sampled_from(WORDS),
        ),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_cells_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[int, str, str]]
) -> None:
    rows = [dict(row) for row in WEATHER]
    for at, column, word in cells:
        rows[at][column] = word
    folder = write(tmp_path_factory.getbasetemp() / "any-weather", rows)
    with contextlib.suppress(InputError):
        for line in load_theatre(folder).weather:
            assert (line.temp_c is None) == (line.temp_height_m is None)
            assert line.visibility_km is None or line.visibility_km > 0
            assert (line.start is None) == (line.end is None)
            assert (line.daily_from_min is None) == (line.daily_to_min is None)
            assert line.start is None or line.start < line.end
