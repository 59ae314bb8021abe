"""Text of any origin: encodings, delimiters, quotes, sizes."""

import codecs
import datetime as dt
import gzip
from dataclasses import replace

import pytest
from import_files import NOW, OWN_MAP, acled_row, mapped, own_row, read, table

from vedette.reading.imports import ImportMap, Task, read_import, rows
from vedette.reading.imports.rows import Form

MAP = mapped(OWN_MAP)
TOWN = {"Where": "Хоруғ"}
RUSSIAN = {"Where": "Хорог"}


def told_as(encoding):
    return replace(MAP, form=Form(encoding=encoding))


def test_utf_8_with_and_without_a_byte_order_mark():
    data = table([own_row(1, **TOWN)])
    for each in (data, codecs.BOM_UTF8 + data):
        found, faults = read(each, "csv", MAP)
        assert faults == []
        assert found.events[0].place == "Хоруғ"


def test_what_is_not_utf_8_is_told_with_its_line():
    data = table([own_row(1), own_row(2, **RUSSIAN)]).decode().encode("cp1251")
    found, faults = read(data, "csv", MAP)
    assert found.events == ()
    assert faults == [
        "x.csv line 3: this is not UTF-8 text; save the file as UTF-8; if it is in an"
        " old Cyrillic or Western encoding, say so with --encoding cp1251 or cp1252."
    ]


def test_an_old_encoding_only_when_somebody_says_so():
    data = table([own_row(1, **RUSSIAN)]).decode().encode("cp1251")
    found, faults = read(data, "csv", told_as("cp1251"))
    assert faults == []
    assert found.events[0].place == "Хорог"


def test_utf_8_is_not_read_as_something_else():
    _, faults = read(table([own_row(1, **RUSSIAN)]), "csv", told_as("cp1251"))
    assert "this is UTF-8 text, not cp1251" in faults[0]


def test_mixed_encodings_are_told_with_their_line():
    first, second = table([own_row(1, **RUSSIAN)]), table([own_row(2, **RUSSIAN)])
    mixed = first.decode().encode("cp1251") + second.split(b"\n", 1)[1]
    _, faults = read(mixed, "csv", told_as("cp1251"))
    assert "line 3: this line is UTF-8 while others are cp1251" in faults[0]
    _, faults = read(mixed, "csv", MAP)
    assert faults == [
        "x.csv line 2: this is not UTF-8 text while line 3 is: the file mixes"
        " encodings, or is damaged; save all of it as UTF-8."
    ]


def test_a_letter_that_an_encoding_lacks():
    data = table([own_row(1)]) + b"x;\x98\xff\n"
    _, faults = read(data, "csv", told_as("cp1251"))
    assert "line 3: byte 0x98 is no letter of cp1251" in faults[0]


def test_a_bad_byte_far_into_a_file_and_across_pieces(monkeypatch):
    monkeypatch.setattr("vedette.reading.imports.encodings.PIECE", 7)
    data = table([own_row(n, **TOWN) for n in range(1, 9)])
    assert read(data, "csv", MAP)[1] == []
    _, faults = read(data + "Хо".encode()[:-1], "csv", MAP)
    assert "line 10: this is not UTF-8" in faults[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (gzip.compress(b"a,b", mtime=0), "this is packed by gzip"),
        (b"PK\x05\x06", "this is a zip file"),
        ("a,b".encode("utf-16"), "this is text in UTF-16"),
        (b"", "the table is empty"),
        (b"\n \n,,\n", "the table is empty"),
    ],
)
def test_what_is_no_table(data, said):
    for name in ("acled", "ged", "csv"):
        found, faults = read(data, name, MAP if name == "csv" else None)
        assert found.events == ()
        assert said in faults[0]
        assert len(faults) == 1


def test_delimiters_are_found_even_where_texts_hold_others():
    row = own_row(1, Where="a, b, c, d, e, f, g")
    for delimiter in ",;\t|":
        found, faults = read(table([row], delimiter), "csv", MAP)
        assert faults == []
        assert found.events[0].place == "a, b, c, d, e, f, g"


def test_a_quote_that_is_not_closed():
    data = table([own_row(1)]) + b'"2025/2;02.11.2025\n'
    _, faults = read(data, "csv", MAP)
    assert "line 3: the row cannot be read" in faults[0]
    assert "quote mark that is not closed" in faults[0]


def test_a_quote_that_a_tab_should_follow():
    data = table([own_row(1)], "\t") + b'""x\t02.11.2025\n'
    _, faults = read(data, "csv", MAP)
    assert r"line 3: the row cannot be read ('\t' expected after" in faults[0]


def test_rows_of_several_lines_are_counted_by_their_first():
    rows = own_row(1, Where="a\nb"), own_row(2, Day="never")
    _, faults = read(table(rows), "csv", MAP)
    assert "line 2, Where: 'a\\nb' holds a control character" in faults[0]
    assert "line 4, Day" in faults[1]


def test_no_more_rows_than_allowed(monkeypatch):
    monkeypatch.setattr(rows, "MOST_ROWS", 3)
    found, faults = read(table([own_row(n) for n in range(1, 9)]), "csv", MAP)
    assert len(found.events) == 2
    assert "there are more than 3 rows" in faults[0]


def test_many_faults_are_counted(monkeypatch):
    monkeypatch.setattr("vedette.reading.imports.rowfaults.MOST_TOLD", 2)
    bad = [acled_row(n, latitude="x") for n in range(1, 6)]
    _, faults = read(table(bad), "acled", ImportMap())
    assert len(faults) == 3
    assert faults[2] == "... and 3 more; mend these first."


def test_a_column_that_stands_twice():
    data = table([own_row(1)]).replace(b"What", b"Where", 1)
    _, faults = read(data, "csv", MAP)
    assert "line 1: column 'Where' stands twice" in faults[0]


def test_rows_parted_by_another_mark_than_the_header():
    other = table([own_row(2)], "|").split(b"\n", 1)[1]
    found, faults = read(table([own_row(1)], ";") + other, "csv", MAP)
    assert len(found.events) == 1
    assert faults == [
        "x.csv line 3: the row has 1 cell and the header 7; part it by the same mark as"
        " the header."
    ]


def test_a_mark_that_nobody_parts_by():
    _, faults = read(table([acled_row(1)], "~"), "acled", ImportMap())
    assert "missing among its 1 column (" in faults[0]
    assert faults[0].endswith("; part its cells by , ; | or tabs.")


def test_degrees_that_are_not_there_say_nothing_of_decimals():
    _, faults = read(table([acled_row(1, longitude=" ")]), "acled", ImportMap())
    assert faults == [
        "x.csv line 2, longitude: it is empty; write degrees such as 38.5."
    ]


def test_how_many_rows_were_read_is_told_now_and_then(monkeypatch):
    monkeypatch.setattr("vedette.reading.imports.read.STEP", 2)
    told = []
    task = Task.at(dt.UTC, NOW, told.append)
    data = table([acled_row(n) for n in range(1, 6)])
    assert len(read_import(data, "x.csv", "acled", ImportMap(), task).events) == 5
    assert told == [2, 4]
