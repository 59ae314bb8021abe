"""Workbooks (XLSX) of plain tables; no cell of them is a formula."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vedette.sharing.text import cell, plain

FIXED_DATE = (1980, 1, 1, 0, 0, 0)
STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
FIXED_STAMP = b"1980-01-01T00:00:00Z"
WIDEST, NARROWEST = 60, 8

Row = Mapping[str, Any]


def make_workbook(about: Iterable[str], sheets: Mapping[str, Sequence[Row]]) -> bytes:
    """Return a workbook: a sheet of words, then one table for each name.

    The keys of a table's first row are its columns. What begins like a formula gets an
    apostrophe before it; the same tables give the same bytes.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    page = book.create_sheet("about")
    page.column_dimensions["A"].width = 110
    for line in about:
        page.append([_safe(line)])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        page.freeze_panes = "B2"
        columns = list(rows[0]) if rows else []
        for at, column in enumerate(columns, start=1):
            widest = max(
                [len(column), *(len(_shown(row[column])) for row in rows[:50])]
            )
            letter = get_column_letter(at)
            page.column_dimensions[letter].width = min(max(widest, NARROWEST), WIDEST)
        heads = [WriteOnlyCell(page, value=column) for column in columns]
        for head in heads:
            head.font = Font(bold=True)
        page.append(heads)
        for row in rows:
            page.append([_safe(row[column]) for column in columns])
    return book_bytes(book)


def _safe(value: Any) -> Any:
    return cell(plain(value)) if isinstance(value, str) else value


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def book_bytes(book: Any) -> bytes:
    """Save a workbook of openpyxl with fixed dates, so that alike books are alike."""
    saved, held = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with (
        zipfile.ZipFile(saved) as made,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as fixed,
    ):
        for member in made.infolist():
            content = made.read(member)
            if member.filename == "docProps/core.xml":
                content = STAMP.sub(FIXED_STAMP, content)
            entry = zipfile.ZipInfo(member.filename, date_time=FIXED_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            fixed.writestr(entry, content)
    return held.getvalue()
