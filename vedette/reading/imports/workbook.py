"""A sheet of an XLSX workbook as rows of text, read without trusting it."""

import contextlib
import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from vedette.errors import InputError
from vedette.reading.checks import quote, some_of
from vedette.reading.faults import Faults
from vedette.reading.imports.sizes import MOST_COLUMNS, MOST_ROWS

MOST_UNPACKED = 1_000_000_000
MOST_MEMBERS = 1_000
MOST_TIMES = 200  # larger than packed; a real table is some ten times
SMALL = 10_000_000  # unpacked bytes that need no second look
ENTITY = (b"<!DOCTYPE", b"<!ENTITY")
ADVICE = "open it in a spreadsheet and save it anew as XLSX, or as CSV UTF-8"

Rows = Iterator[tuple[int, list[str]]]


def read_workbook(
    data: bytes, file: str, sheet: str | None, faults: Faults
) -> Rows | None:
    """Read the rows of one sheet, its first if not named; None where that fails."""
    try:
        _check_members(data)
        book = _open(data)
        names = book.sheetnames
        if sheet is not None and sheet not in names:
            shown = some_of(quote(name).strip("'") for name in names)
            faults.add(
                file,
                f"there is no sheet {quote(sheet)} in it{shown}",
                "name one of them",
            )
            return None
        page = book[sheet if sheet is not None else names[0]]
        if not hasattr(page, "reset_dimensions"):
            faults.add(file, f"sheet {quote(page.title)} is no table", "name another")
            return None
        page.reset_dimensions()  # a file may say anything about its size
    except InputError as error:
        faults.add(file, str(error), ADVICE)
        return None
    except Exception as error:
        _tell_broken(error, file, faults)
        return None
    return _list_rows(page, file, faults)


def _check_members(data: bytes) -> None:
    """Refuse a workbook that unpacks to more than it could need, or holds entities."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        total = sum(member.file_size for member in members)
        if len(members) > MOST_MEMBERS or total > MOST_UNPACKED:
            raise InputError(
                f"it holds {len(members):,} files of {total:,} bytes together, where"
                f" {MOST_MEMBERS:,} and {MOST_UNPACKED:,} are the most"
            )
        if total > SMALL and total > MOST_TIMES * len(data):
            raise InputError(f"it unpacks to {total:,} bytes, far more than a table")
        for member in members:
            with archive.open(member) as held:
                if any(sign in held.read(2_000) for sign in ENTITY):
                    raise InputError("it defines entities, which no spreadsheet does")


def _open(data: bytes) -> Any:
    """Open the workbook, its formulas as the values that were last seen."""
    import openpyxl

    with _quietly():
        return openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Let the library say nothing of styles and the like, which nobody asks for."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


def _list_rows(page: Any, file: str, faults: Faults) -> Rows:
    rows = page.iter_rows(values_only=True)
    width = 0
    for number in range(1, MOST_ROWS + 2):
        try:
            with _quietly():
                values = next(rows)
        except StopIteration:
            return
        except Exception as error:
            _tell_broken(error, file, faults, number)
            return
        cells = [write_cell(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
            faults.add(
                file,
                f"the sheet has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns",
                "take out what is not needed",
                line=number,
            )
            return
        if cells:
            width = width or len(cells)
            yield number, cells + [""] * (width - len(cells))


def _tell_broken(
    error: Exception, file: str, faults: Faults, line: int | None = None
) -> None:
    said = quote(" ".join(str(error).split()) or type(error).__name__, 80)
    faults.add(file, f"this workbook cannot be read ({said})", ADVICE, line=line)


def write_cell(value: object) -> str:
    """Return what a cell holds as text; a day is written year-month-day.

    >>> write_cell(3.0), write_cell(dt.datetime(2025, 11, 26)), write_cell(None)
    ('3', '2025-11-26', '')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        return value.date().isoformat() if is_day else value.isoformat()
    return str(value)
