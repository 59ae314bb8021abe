"""XLSX: days without a style, numbers as numbers, rows counted; nothing is trusted."""

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest
from import_files import OWN_MAP, acled_row, ged_row, mapped, own_row, read, workbook

from vedette.domain.register import Count
from vedette.reading.imports import workbook as reader
from vedette.reading.imports.rows import Form

MAP = mapped(OWN_MAP.replace('decimal = ","', ""))


def own_book(*days, sheet="Sheet", **changes):
    rows = [list(own_row(1))]
    for number, day in enumerate(days, 1):
        row = own_row(number) | {"Lat": 38.02, "Lon": 68.0 + number / 100} | changes
        rows.append(list((row | {"Day": day}).values()))
    return workbook(rows, sheet)


def test_days_of_a_workbook_and_days_as_text():
    data = own_book(dt.date(2025, 11, 3), "04.11.2025", dt.datetime(2025, 11, 5))  # noqa: DTZ001 (a workbook knows no zone)
    found, faults = read(data, "csv", MAP)
    assert faults == []
    assert [event.when.earliest.day for event in found.events] == [3, 4, 5]


def test_numbers_and_rows():
    data = own_book(dt.date(2025, 11, 3), "never", Dead=4)
    found, faults = read(data, "csv", MAP)
    assert found.events[0].killed == Count(4, 4)
    assert len(faults) == 1
    assert faults[0].startswith("x.csv row 3, Day: 'never' is no day")


@pytest.mark.parametrize(("name", "row"), [("acled", acled_row), ("ged", ged_row)])
def test_known_data_sets_as_workbooks(name, row):
    rows = [row(1), row(2)]
    data = workbook([list(rows[0]), *(list(each.values()) for each in rows)])
    found, faults = read(data, name)
    assert faults == []
    assert len(found.events) == 2


def test_a_sheet_by_name():
    data = own_book(dt.date(2025, 11, 3), sheet="Incidents")
    wanted = replace(MAP, form=Form(sheet="Incidents"))
    assert len(read(data, "csv", wanted)[0].events) == 1
    _, faults = read(data, "csv", replace(MAP, form=Form(sheet="Other")))
    assert "there is no sheet 'Other' in it (Incidents)" in faults[0]


def test_a_surplus_cell():
    rows = [list(own_row(1)), [*own_row(1).values(), "surplus"]]
    _, faults = read(workbook(rows), "csv", MAP)
    assert "row 2: the row has 8 cells and the header 7" in faults[0]


def rezipped(data, change):
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for member in old.infolist():
            new.writestr(member, change(member.filename, old.read(member)))
    return held.getvalue()


def sheet_of(change):
    return lambda name, text: change(text) if name.endswith("sheet1.xml") else text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda _, text: text[:-20], "this workbook cannot be read"),
        (
            sheet_of(lambda text: b'<!DOCTYPE a [<!ENTITY b "c">]>' + text),
            "it defines entities",
        ),
        (sheet_of(lambda text: text.replace(b"row", b"wor")), "the table is empty"),
        (sheet_of(lambda _: b"<worksheet"), "this workbook cannot be read"),
    ],
)
def test_broken_workbooks(change, said):
    data = rezipped(own_book(dt.date(2025, 11, 3)), change)
    found, faults = read(data, "csv", MAP)
    assert found.events == ()
    assert said in faults[0]


def test_what_it_says_of_its_size_is_not_believed():
    def grow(text):
        assert b'<dimension ref="A1:G2"' in text
        return text.replace(b"A1:G2", b"A1:XFD1048576")

    data = rezipped(own_book(dt.date(2025, 11, 3)), sheet_of(grow))
    found, faults = read(data, "csv", MAP)
    assert faults == []
    assert len(found.events) == 1


def test_a_cell_far_to_the_right_or_far_down():
    wide = workbook([["a", "b"]])
    data = rezipped(wide, sheet_of(lambda text: text.replace(b'"B1"', b'"XFD1"')))
    _, faults = read(data, "csv", MAP)
    assert "more than 1,000,000 rows or 500 columns" in faults[0]


def test_a_workbook_that_unpacks_to_too_much(monkeypatch):
    data = own_book(dt.date(2025, 11, 3))
    monkeypatch.setattr(reader, "MOST_UNPACKED", 1000)
    assert "1,000 are the most" in read(data, "csv", MAP)[1][0]
    monkeypatch.undo()
    monkeypatch.setattr(reader, "SMALL", 10)
    monkeypatch.setattr(reader, "MOST_TIMES", 1)
    assert "far more than a table" in read(data, "csv", MAP)[1][0]


def test_what_the_library_prints_does_not_reach_the_answer(capsys):
    def point_astray(name, text):
        if name.endswith("styles.xml"):
            assert b'name="Normal" xfId="0"' in text
            text = text.replace(b'name="Normal" xfId="0"', b'name="Normal" xfId="7"')
        return text

    data = rezipped(own_book(dt.date(2025, 11, 3)), point_astray)
    assert "this workbook cannot be read" in read(data, "csv", MAP)[1][0]
    assert capsys.readouterr().out == ""
