"""XLSX files: a sound one gives its cells, any other a sentence; none costs much."""

import datetime as dt
import io
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from force_books import book_bytes
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.xml.constants import SHEET_MAIN_NS

from vedette.errors import InputError
from vedette.reading import workbook, xlsxparts
from vedette.reading.workbook import FORMULA, NoValue, Workbook, read_workbook

SHEETS = ("assets", "caveats")


def make_book(*rows: list[Any]) -> Any:
    book = openpyxl.Workbook()
    book.active.title = "Assets "
    for row in rows or (["id", "duty_h"], ["a", 6]):
        book.active.append(row)
    book.create_sheet("CAVEATS")
    return book


GOOD = book_bytes(make_book())


def read(data: bytes) -> Workbook:
    return read_workbook(data, "week.xlsx", SHEETS)


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(data)
    sentence = str(caught.value)
    assert sentence.startswith("week.xlsx")
    assert sentence.isprintable()
    return sentence


def repacked(
    change: Callable[[str, bytes], bytes | None] = lambda _, content: content,
    add: dict[str, bytes] | None = None,
    data: bytes = GOOD,
) -> bytes:
    """A workbook with the content of its parts changed, parts taken out or added."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            content = change(member.filename, old.read(member))
            if content is not None:
                new.writestr(member.filename, content)
        for name, content in (add or {}).items():
            new.writestr(name, content)
    return held.getvalue()


def in_sheet(old: bytes, new: bytes) -> bytes:
    """A workbook with some text of its first sheet replaced."""

    def change(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        assert old in content
        return content.replace(old, new)

    return repacked(change)


def test_cells_come_with_their_row_and_kind() -> None:
    moment, hour = dt.datetime(2025, 12, 8, 6, 30), dt.time(18, 15)  # noqa: DTZ001
    book = make_book(
        ["id", None, "note"], [], ["a", 1, 2.5, True], [None, " "], [moment, hour]
    )
    book.create_sheet("lists")
    found = read(book_bytes(book))
    assert found.unread == ("lists",)
    assert found.grids["assets"].title == "Assets "
    assert found.grids["assets"].rows == (
        (1, ("id", None, "note")),
        (3, ("a", 1, 2.5, True)),
        (5, (moment, hour)),
    )
    assert found.grids["caveats"].rows == ()


def test_texts_may_be_shared_and_days_counted_from_1904() -> None:
    """As spreadsheets write them."""
    moment = dt.datetime(2025, 12, 8, 6, 30)  # noqa: DTZ001
    book = make_book(["id", "from"], ["a", moment])
    book.epoch = CALENDAR_MAC_1904
    inline, shared = b't="inlineStr"><is><t>a</t></is>', b't="s"><v>1</v>'
    texts = b'<sst xmlns="%s"><si><t>x</t></si><si><r><t>Ridge</t></r></si></sst>'
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/>'
    data = repacked(
        lambda _, content: content.replace(inline, shared).replace(
            b"</Types>", override % (kind + b".sharedStrings+xml") + b"</Types>"
        ),
        add={"xl/sharedStrings.xml": texts % SHEET_MAIN_NS.encode()},
        data=book_bytes(book),
    )
    assert read(data).grids["assets"].rows[1] == (2, ("Ridge", moment))


def test_a_formula_counts_with_the_value_saved_with_it() -> None:
    book = make_book(["id", "duty_h"], ["a", "=2*3"])
    data = book_bytes(book)
    assert read(data).grids["assets"].rows[1] == (2, ("a", FORMULA))
    saved = repacked(
        lambda _, content: content.replace(b"<v></v>", b"<v>6</v>").replace(
            b"<v />", b"<v>6</v>"
        ),
        data=data,
    )
    assert read(saved).grids["assets"].rows[1] == (2, ("a", 6))


def test_an_error_is_no_value() -> None:
    data = in_sheet(b'<c r="B2" t="n"><v>6</v>', b'<c r="B2" t="e"><v>#REF!</v>')
    (cell,) = read(data).grids["assets"].rows[1][1][1:]
    assert cell == NoValue("the cell holds an error (#REF!)", "write the value itself")


def test_what_a_file_says_of_its_size_need_not_be_true() -> None:
    data = in_sheet(b'<dimension ref="A1:B2"', b'<dimension ref="A1:XFD1048576"')
    assert read(data) == read(GOOD)


def test_links_to_other_files_are_left_out() -> None:
    link = {"xl/externalLinks/externalLink1.xml": b"<externalLink>"}
    assert read(repacked(add=link)) == read(GOOD)


OLE = xlsxparts.OLE_BEGINS + bytes(600)
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc">]>'
KINDS = [
    (b"", "the file is empty"),
    (b"id,name\n", "this is plain text (CSV?), not a workbook"),
    (b"\x89PNG\0\0", "this is not a workbook"),
    (OLE, "this is a file of an older kind (.xls)"),
    (OLE + xlsxparts.ENCRYPTED, "the workbook is encrypted"),
    (GOOD[:-40], "the file is damaged"),
    (GOOD[:400] + b"??" + GOOD[402:], "the file is damaged"),
    (repacked(add={"xl/vbaProject.bin": b""}), "the workbook holds macros"),
    (repacked(add={"xl/workbook.bin": b""}), "this is a workbook of another kind"),
    (repacked(add={"mimetype": b"ods"}), "this is a workbook of another kind"),
    (repacked(lambda name, c: None if "Types" in name else c), "this is an archive"),
    (repacked(lambda name, c: None if name == "xl/workbook.xml" else c), "not a sound"),
    (repacked(add={"xl/a.xml": DOCTYPE}), "declares a document type"),
    (repacked(add={"xl/a.xml": "<a/>".encode("utf-16")}), "is not UTF-8 text"),
    (repacked(add={"a.xml": b"<?xml version='1' encoding='cp037'?>"}), "not UTF-8"),
    (repacked(lambda _, c: c.replace(b"<row", b"<rov")), "is not a sound XLSX"),
]  # fmt: skip


@pytest.mark.parametrize("data, said", KINDS, ids=[said for _, said in KINDS])
def test_what_is_no_workbook_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_sheets_that_are_missing_are_named_with_those_there() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Week 50"
    assert refused(book_bytes(book)) == (
        "week.xlsx: there is no sheet 'assets' or 'caveats'; it has 'Week 50'. "
        "Begin with `vedette forces template`."
    )


def test_a_chart_is_no_sheet() -> None:
    book = make_book()
    book.create_chartsheet("week").add_chart(BarChart())
    assert read(book_bytes(book)).unread == ("week",)
    del book["CAVEATS"]
    book["week"].title = "caveats"
    assert "sheet caveats: this sheet is a chart" in refused(book_bytes(book))


def test_a_part_that_unpacks_large_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = repacked(add={"xl/a.xml": b" " * 40_000_000})
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    assert "it unpacks to far more than a workbook of forces holds" in refused(data)


@pytest.mark.parametrize("is_summed", [False, True])
def test_a_part_that_says_it_is_small_is_not_unpacked_further(is_summed: bool) -> None:
    """The directory and the part itself both say 10 bytes; there are 30 million.

    If the check sum is that of the first 10, nothing gives the lie away, and the part
    holds 10 bytes.
    """
    full, told = b" " * 30_000_000, b" " * 10
    data = bytearray(repacked(add={"xl/a.xml": full}))
    lies = [(len(full), len(told))]
    lies += [(zlib.crc32(full), zlib.crc32(told))] if is_summed else []
    for truth, lie in lies:
        assert data.count(truth.to_bytes(4, "little")) == 2
        data = data.replace(truth.to_bytes(4, "little"), lie.to_bytes(4, "little"))
    tracemalloc.start()
    if is_summed:
        assert read(bytes(data)) == read(GOOD)
    else:
        assert "the file is damaged" in refused(bytes(data))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize(
    "limit, value, said",
    [
        ("MOST_PARTS", 3, "it unpacks to far more than a workbook of forces holds"),
        ("MOST_UNPACKED", 900, "it unpacks to far more than a workbook of forces"),
        ("SMALL_PART", 9, "it unpacks to far more than a workbook of forces holds"),
    ],
)
def test_caps_of_parts(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int, said: str
) -> None:
    monkeypatch.setattr(xlsxparts, "MOST_RATIO", 2)
    monkeypatch.setattr(xlsxparts, limit, value)
    assert said in refused(GOOD)


def test_caps_of_rows_and_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    from vedette.reading.caps import Caps

    wide = book_bytes(make_book(["id"], [None] * 32 + ["x"]))
    assert "sheet assets, row 2: there are cells beyond column 32" in refused(wide)
    monkeypatch.setattr(workbook, "CAPS", Caps(csv_rows=2))
    rows = [[n] for n in range(4)]
    assert len(read(book_bytes(make_book(*rows[:3]))).grids["assets"].rows) == 3
    assert "there are more than 2 rows" in refused(book_bytes(make_book(*rows)))


def test_a_row_far_down_ends_with_the_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LAST_ROW", 1000)
    data = in_sheet(b'<row r="2"', b'<row r="99999999999"')
    assert [at for at, _ in read(data).grids["assets"].rows] == [1]


PARTS = tuple(zipfile.ZipFile(io.BytesIO(GOOD)).namelist())


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A workbook with bytes of one part, or of the whole file, put out of order."""

    def spoil(data: bytes) -> bytes:
        made = bytearray(data)
        for _ in range(draw(st.integers(1, 3))):
            at = draw(st.integers(0, len(made)))
            end = draw(st.integers(at, min(len(made), at + 12)))
            made[at:end] = draw(st.one_of(st.binary(max_size=8), MARKUP))
        return bytes(made)

    part = draw(st.sampled_from((*PARTS, "")))
    if not part:
        return spoil(GOOD)
    return repacked(lambda name, content: spoil(content) if name == part else content)


MARKUP = st.sampled_from(
    [b"<v>", b"</c>", b' t="s"', b' r="ZZ9"', b"1e999", b"-1", b"&"]
)


@settings(max_examples=400, deadline=None)
@given(spoilt())
def test_whatever_the_bytes_there_are_cells_or_a_sentence(data: bytes) -> None:
    try:
        found = read(data)
    except InputError as error:
        sentence = str(error)
    else:
        assert set(found.grids) == set(SHEETS)
        return
    assert sentence.startswith("week.xlsx")
    assert sentence.isprintable()
    assert len(sentence) < 1000
