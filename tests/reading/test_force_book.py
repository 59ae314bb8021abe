"""A workbook of forces obeys the rules of the tables, fault by row and column."""

import datetime as dt
import io
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from force_books import AVAILABILITY, book_bytes, load_forces, small_book, write_forces
from hypothesis import given, settings
from hypothesis import strategies as st
from small_theatre import csv_text

from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.reading.faults import WrongValueError
from vedette.reading.forcebook import BOOK_SHEETS, ForceBook, read_force_book
from vedette.reading.sheetcells import cell_text
from vedette.sharing.forces_file import force_book

DUSHANBE, BERLIN = ZoneInfo("Asia/Dushanbe"), ZoneInfo("Europe/Berlin")
Cells = dict[str, Any]


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Theatre:
    return load_forces(tmp_path_factory.mktemp("forces"))


def read(theatre: Theatre, data: bytes, room: Path) -> ForceBook:
    path = room / "week.xlsx"
    path.write_bytes(data)
    return read_force_book(path, theatre.folder)


def faults(theatre: Theatre, data: bytes, room: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(theatre, data, room)
    head, *lines = str(caught.value).split("\n")
    assert head.startswith(f"week.xlsx: nothing was changed: {len(lines)} fault")
    return [line.removeprefix("  - ") for line in lines]


def test_the_template_of_a_theatre_reads_as_its_tables(
    theatre: Theatre, tmp_path: Path
) -> None:
    book = read(theatre, force_book(theatre), tmp_path)
    assert book.unread == ()
    for name in BOOK_SHEETS:
        ours, theirs = book.rows[name], book.before[name]
        assert [dict(row.values) for row in ours] == [dict(r.values) for r in theirs]
        assert [row.line for row in ours] == list(range(2, len(theirs) + 2))
    assert len(book.rows["availability"]) == 3


CELLS = [
    (None, ""),
    ("  Ridge 3 ", "Ridge 3"),
    ("'=1+1", "=1+1"),
    ("''quoted'", "'quoted'"),
    (True, "TRUE"),
    (6, "6"),
    (6.0, "6"),
    (19.921, "19.921"),
    (float("inf"), "inf"),
    (1e22, "1e+22"),
    (dt.time(6, 30), "06:30"),
    (dt.time(6, 29, 59, 999_600), "06:30"),
    (dt.time(6, 30, 20), "06:30:20"),
    (dt.timedelta(hours=26), "26:00"),
    (dt.timedelta(minutes=-90), "-01:30"),
    (dt.date(2025, 12, 8), "2025-12-08T00:00+05:00"),
    (at("2025-12-08T06:30"), "2025-12-08T06:30+05:00"),
    (at("2025-12-08T06:29:59.999700"), "2025-12-08T06:30+05:00"),
    (at("2025-12-08T06:30:20"), "2025-12-08T06:30:20+05:00"),
]


@pytest.mark.parametrize("value, text", CELLS, ids=[repr(value) for value, _ in CELLS])
def test_a_cell_is_read_as_text(value: Any, text: str) -> None:
    assert cell_text(value, DUSHANBE) == text


@pytest.mark.parametrize(
    "value, said",
    [
        (
            "2026-03-29T02:30",
            "the clock of Europe/Berlin skips this hour (2026-03-29 0",
        ),
        (
            "2026-10-25T02:30",
            "the clock of Europe/Berlin shows this hour twice (2026-1",
        ),
        ("1900-01-01T00:00", "'1900-01-01 00:00' lies outside every plan"),
        ("9999-12-31T23:59:59.9", "'9999-12-31 23:59' lies outside every plan"),
    ],
)
def test_an_hour_that_is_not_clear_is_refused(value: str, said: str) -> None:
    with pytest.raises(WrongValueError) as caught:
        cell_text(at(value), BERLIN)
    assert caught.value.what.startswith(said)


def test_the_hours_beside_a_change_of_clocks_are_clear() -> None:
    for value, text in (
        ("2026-03-29T01:59", "2026-03-29T01:59+01:00"),
        ("2026-03-29T03:00", "2026-03-29T03:00+02:00"),
        ("2026-10-25T01:59", "2026-10-25T01:59+02:00"),
        ("2026-10-25T03:00", "2026-10-25T03:00+01:00"),
    ):
        assert cell_text(at(value), BERLIN) == text


FAULTS: list[tuple[str, Cells, str]] = [
    ("assets", {"A3": "foot-1"}, "week.xlsx, sheet assets, row 3, id: 'foot-1' is"
     " already the id of a team (week.xlsx, sheet assets, row 2); give this team an"),
    ("assets", {"D2": "post-9"}, "week.xlsx, sheet assets, row 2, base: there is no"
     " base 'post-9'; name one of bases.csv (field-1, post-01, post-02, post-03)"),
    ("assets", {"G2": 6.25}, "row 2, duty_h: 6.25 h are not whole slots of 30 minutes"),
    ("assets", {"G2": "six"}, "row 2, duty_h: 'six' is no number; write a number"),
    ("assets", {"G2": None}, "row 2, duty_h: it is empty; write a number"),
    ("assets", {"B2": "=1+1"}, "row 2, name: the cell holds a formula that was saved"),
    ("assets", {"B2": "'=1+1"}, "row 2, name: '=1+1' begins like a formula"),
    ("assets", {"B2": "two\nlines"}, "row 2, name: 'two\\nlines' holds a control"),
    ("assets", {"J2": dt.time(5), "K2": None}, "row 2, latest: one of the two hours"),
    ("assets", {"J4": "26:00"}, "row 4, earliest: '26:00' is not an hour of the day"),
    ("assets", {"N2": "d-3"}, "row 2, detachment: 'd-3' belongs to partner 'ally'"),
    ("assets", {"O2": 4.5}, "row 2, crew: 4.5 is not whole"),
    ("assets", {"Q2": "left over"}, "row 2, column Q: 'left over' stands in a column"
     " without a name; take it out, or name the column"),
    ("assets", {"Q1": "remark"}, "row 1: column 'remark' is unknown; take it out; the"
     " columns are id, name, partner, base"),
    ("assets", {"Q1": "id"}, "row 1: column 'id' stands twice; keep one"),
    ("assets", {"Q1": "phone"}, "row 1: 'phone' reads like a detail of an observed"),
    ("assets", {"M1": "remark", "M2": "x"}, "row 1: column 'remark' is unknown"),
    ("availability", {"A2": "foot-9"}, "sheet availability, row 2, team: there is no"
     " team 'foot-9'; name one of week.xlsx, sheet assets (car-1, car-2"),
    ("availability", {"B3": "2025-12-08T11:59+03:00"}, "sheet availability, row 3,"
     " from: it overlaps row 2 of the same team; let one end before the other begins"),
    ("availability", {"B2": "2025-12-08 08:00"}, "row 2, from: '2025-12-08 08:00' is"
     " not a date and hour with its offset"),
    ("availability", {"B2": dt.time(8)}, "row 2, from: '08:00' is not a date and"
     " hour with its offset"),
    ("availability", {"B2": at("2025-12-08T08:00:30")}, "row 2, from:"
     " '2025-12-08T08:00:30+05:00' lies outside every plan, or between two minutes"),
    ("availability", {"C2": at("2025-12-08T08:00")}, "row 2, to: it is not after from"),
    ("availability", {"D2": "ill"}, "row 2, status: 'ill' is not known; choose"),
    ("caveats", {"E2": "ten"}, "sheet caveats, row 2, km_from: 'ten' is no number"),
    ("caveats", {"C2": "foot-1"}, "sheet caveats, row 2, team: team 'foot-1' belongs"
     " to partner 'host', not to 'ally'"),
    ("caveats", {"D2": "day_only"}, "row 2, km_from: a caveat of kind day_only has no"),
]  # fmt: skip


@pytest.mark.parametrize("sheet, cells, said", FAULTS)
def test_a_fault_has_its_sheet_row_and_column(
    theatre: Theatre, tmp_path: Path, sheet: str, cells: Cells, said: str
) -> None:
    told = faults(theatre, small_book(theatre, **{sheet: cells}), tmp_path)
    if sheet == "assets" and "M1" in cells:
        assert "row 1: the column note is missing; add it" in told.pop()
    (sentence,) = told
    assert sentence.startswith(f"week.xlsx, sheet {sheet}, row ")
    assert said in sentence


def test_all_faults_are_told_at_once_in_the_order_of_the_book(
    theatre: Theatre, tmp_path: Path
) -> None:
    data = small_book(
        theatre,
        assets={"D7": "post-9", "G2": "six", "Q1": "phone", "Q3": "12"},
        availability={"D3": "ill", "A2": "foot-9"},
        caveats={"J2": "radio"},
    )
    assert [each.split(":")[0] for each in faults(theatre, data, tmp_path)] == [
        "week.xlsx, sheet assets, row 1",
        "week.xlsx, sheet assets, row 2, duty_h",
        "week.xlsx, sheet assets, row 7, base",
        "week.xlsx, sheet availability, row 2, team",
        "week.xlsx, sheet availability, row 3, status",
        "week.xlsx, sheet caveats, row 2, origin",
    ]


def test_a_sheet_needs_its_header(theatre: Theatre, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(force_book(theatre)))
    book["caveats"].delete_rows(1)
    book["availability"].delete_rows(1, 9)
    told = faults(theatre, book_bytes(book), tmp_path)
    names = [each for each in told if "names none of the columns" in each]
    assert names == [
        "week.xlsx, sheet caveats, row 1: this row names none of the columns; let the"
        " first row name them: id, partner, team, kind, km_from, km_to, earliest,"
        " latest, reason, origin."
    ]
    assert any(each.startswith("week.xlsx, sheet availability: the sheet is empty")
               for each in told)  # fmt: skip


def test_columns_may_stand_in_any_order_below_an_empty_row(
    theatre: Theatre, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(force_book(theatre)))
    page = book["availability"]
    page.move_range("A1:A9", cols=8)
    page.insert_rows(1, 2)
    page.insert_rows(5)
    found = read(theatre, book_bytes(book), tmp_path).rows["availability"]
    assert [row.line for row in found] == [4, 6, 7]
    assert [row["team"] for row in found] == ["foot-1", "foot-1", "car-1"]


def test_what_is_wrong_with_the_rest_of_the_theatre_is_told_too(tmp_path: Path) -> None:
    """A team that a limit names must not go; a faulty old table does not matter."""
    folder = write_forces(tmp_path / "mine")
    book = tmp_path / "week.xlsx"
    book.write_bytes(force_book(load_forces(tmp_path / "other")))
    (folder / "availability.csv").write_text("nonsense\n")
    assert len(read_force_book(book, folder).rows["availability"]) == 3
    limit = "id,kind,holds,amount,partner,base,team,section,km_from,km_to,from,to,"
    row = "l-1,on_duty,every_draw,1,,,foot-9,,,,,,always,exercise"
    (folder / "limits.csv").write_text(f"{limit}reason,origin\n{row}\n")
    with pytest.raises(InputError, match=r"limits\.csv line 2, team: there is no team"):
        read_force_book(book, folder)
    (folder / "theatre.toml").write_text("format = 1\n")
    with pytest.raises(InputError, match=r"theatre\.toml"):
        read_force_book(book, folder)


def test_an_hour_that_a_clock_shows_twice_survives(tmp_path: Path) -> None:
    """In Berlin 02:30 on 25 October 2026 comes twice; both are told apart."""
    rows = [
        {**AVAILABILITY[0], "from": f"2026-10-25T02:30+0{offset}:00", "to": to}
        for offset, to in (
            ("2", "2026-10-25T02:00+01:00"),
            ("1", "2026-10-25T04:00+01:00"),
        )
    ]
    head = {"zone": "Europe/Berlin", "start": "2026-10-25T00:00:00+02:00"}
    files = {"availability.csv": csv_text(rows)}
    theatre = load_forces(tmp_path / "mine", theatre=head, files=files)
    found = read(theatre, force_book(theatre), tmp_path).rows["availability"]
    assert [(row["start"], row["end"]) for row in found] == [
        (at(row["from"]), at(row["to"])) for row in rows
    ]


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=9),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
)


@settings(max_examples=500, deadline=None)
@given(VALUES)
def test_whatever_a_cell_holds_is_text_or_a_fault(value: Any) -> None:
    try:
        text = cell_text(value, BERLIN)
    except WrongValueError as wrong:
        text = f"{wrong.what}; {wrong.advice}"
        assert isinstance(value, dt.date)
    assert text.isprintable() or isinstance(value, str)


PLACES = st.tuples(
    st.sampled_from(list(BOOK_SHEETS)), st.integers(1, 5), st.integers(1, 17)
)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(PLACES, VALUES), min_size=1, max_size=5))
def test_whatever_stands_in_a_workbook_is_read_or_told(
    theatre: Theatre,
    tmp_path_factory: pytest.TempPathFactory,
    changes: list[tuple[tuple[str, int, int], Any]],
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(force_book(theatre)))
    for (sheet, row, column), value in changes:
        try:
            book[sheet].cell(row, column).value = value
        except ValueError:
            return  # no spreadsheet can hold it
    path = tmp_path_factory.mktemp("book") / "week.xlsx"
    try:
        path.write_bytes(book_bytes(book))
    except OverflowError:
        return
    try:
        read_force_book(path, theatre.folder)
    except InputError as error:
        lines = str(error).split("\n")
    else:
        return
    assert all(line.isprintable() and len(line) < 1500 for line in lines)
