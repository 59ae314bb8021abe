"""Cells of a workbook as the text of a table's cells, and the rows they make up.

What a cell may hold is said once, in ``sheets``; here numbers, hours and dates become
the text that those checks read. A date without an offset is one of the theatre's zone.
"""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from vedette.reading.checks import quote, refuse_out_of_scope
from vedette.reading.faults import Faults, WrongValueError
from vedette.reading.rosters import GUARD
from vedette.reading.tables import Row, Sheet, Table, check_cells
from vedette.reading.workbook import Grid, NoValue
from vedette.units import FIRST_YEAR, LAST_YEAR

WITH_OFFSET = "write it as text with its offset, such as 2025-12-08T06:30+05:00"
WHOLE = 1e15  # below, a whole number that is held as a fraction is written whole


def cell_text(value: Any, zone: ZoneInfo) -> str:
    """Return the text of a workbook's cell.

    >>> import datetime as dt
    >>> cell_text(dt.datetime(2025, 12, 8, 6, 30), ZoneInfo("Asia/Dushanbe"))
    '2025-12-08T06:30+05:00'
    """
    if isinstance(value, NoValue):
        raise WrongValueError(value.what, value.advice)
    for kind, text in TEXTS:
        if isinstance(value, kind):
            return text(value, zone)
    return "" if value is None else str(value)


def _plain_text(value: str, _zone: ZoneInfo) -> str:
    """Take away the apostrophe that keeps a spreadsheet from reading a formula."""
    return value.removeprefix(GUARD).strip()


def _truth(value: bool, _zone: ZoneInfo) -> str:
    return str(value).upper()


def _fraction(value: float, _zone: ZoneInfo) -> str:
    whole = value.is_integer() and abs(value) < WHOLE
    return str(int(value)) if whole else repr(value)


def _moment(value: dt.datetime, zone: ZoneInfo) -> str:
    """Return a date and hour on the clock of a zone, with its offset."""
    local = _to_second(value)
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        raise WrongValueError(
            f"{quote(local.isoformat(' ', 'minutes'))} lies outside every plan",
            f"give a date of the years {FIRST_YEAR} to {LAST_YEAR}, or an hour from "
            "00:00 to 23:59",
        )
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        back = first.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None)
        told = "shows this hour twice" if back == local else "skips this hour"
        raise WrongValueError(
            f"the clock of {zone.key} {told} ({local.isoformat(' ', 'minutes')})",
            WITH_OFFSET,
        )
    return first.isoformat(timespec="seconds" if local.second else "minutes")


def _to_second(value: dt.datetime) -> dt.datetime:
    """Round to a second: a spreadsheet holds hours as fractions of a day."""
    try:
        rounded = value.replace(tzinfo=None) + dt.timedelta(microseconds=500_000)
    except OverflowError:  # the last second of the calendar
        rounded = value.replace(tzinfo=None)
    return rounded.replace(microsecond=0)


def _day(value: dt.date, zone: ZoneInfo) -> str:
    return _moment(dt.datetime(value.year, value.month, value.day), zone)  # noqa: DTZ001


def _hour(value: dt.time, _zone: ZoneInfo) -> str:
    spent = dt.timedelta(
        hours=value.hour,
        minutes=value.minute,
        seconds=value.second,
        microseconds=value.microsecond,
    )
    return _duration(spent, _zone)


def _duration(value: dt.timedelta, _zone: ZoneInfo) -> str:
    """Return hours and minutes, which may be more than a day has, and seconds."""
    seconds = round(value.total_seconds())
    sign, seconds = "-" if seconds < 0 else "", abs(seconds)
    text = f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}"
    return f"{text}:{seconds % 60:02d}" if seconds % 60 else text


# In this order: a truth value is also a whole number, a date and hour also a date.
TEXTS: tuple[tuple[type, Callable[[Any, ZoneInfo], str]], ...] = (
    (str, _plain_text),
    (bool, _truth),
    (float, _fraction),
    (dt.datetime, _moment),
    (dt.date, _day),
    (dt.time, _hour),
    (dt.timedelta, _duration),
)


def read_grid_table(
    grid: Grid, sheet: Sheet, zone: ZoneInfo, faults: Faults
) -> Table | None:
    """Check a sheet's header and rows; None where it has no header.

    Faults and rows carry ``sheet.file`` and the number of the row.
    """
    if not grid.rows:
        faults.add(
            sheet.file,
            "the sheet is empty",
            "keep its first row, which names the columns",
        )
        return None
    (line, header), *rows = grid.rows
    names = _read_header(line, header, sheet, zone, faults)
    if not any(names):
        return None
    told = tuple(c for c in sheet.columns if c.is_optional or c.name in names)
    kept = replace(sheet, columns=told)
    return Table(
        sheet.file,
        tuple(_read_row(at, cells, names, kept, zone, faults) for at, cells in rows),
    )


def _read_header(
    line: int, header: tuple[Any, ...], sheet: Sheet, zone: ZoneInfo, faults: Faults
) -> list[str | None]:
    """Check that the header has exactly the sheet's columns, in any order.

    Returns
    -------
        For each cell the column that it names, once each; empty if it names none, None
        if it names one that there is not.
    """
    known = {column.name: column.is_optional for column in sheet.columns}
    columns = ", ".join(known)
    names: list[str | None] = []
    for cell in header:
        try:
            names.append(_read_name(cell, names, known, zone))
        except WrongValueError as wrong:
            faults.add(sheet.file, wrong.what, wrong.advice, line=line)
            names.append(None)
    if not any(names):
        faults.add(
            sheet.file,
            "this row names none of the columns",
            f"let the first row name them: {columns}",
            line=line,
        )
        return names
    for name, is_optional in known.items():
        if name not in names and not is_optional:
            faults.add(
                sheet.file,
                f"the column {name} is missing",
                f"add it; the columns are {columns}",
                line=line,
            )
    return names


def _read_name(
    cell: Any, before: list[str | None], known: Collection[str], zone: ZoneInfo
) -> str:
    """Return the name of a column; those before it stand in the same header."""
    name = cell_text(cell, zone)
    if name and name not in known:
        refuse_out_of_scope(name)
        raise WrongValueError(
            f"column {quote(name)} is unknown",
            f"take it out; the columns are {', '.join(known)}",
        )
    if name and name in before:
        raise WrongValueError(f"column {quote(name)} stands twice", "keep one")
    return name


def _read_row(
    line: int,
    cells: tuple[Any, ...],
    names: list[str | None],
    sheet: Sheet,
    zone: ZoneInfo,
    faults: Faults,
) -> Row:
    """Check the cells of one row."""
    found: dict[str, str] = {column.name: "" for column in sheet.columns}
    unclear: set[str] = set()

    def fault(field: str, what: str, advice: str) -> None:
        faults.add(sheet.file, what, advice, line=line, field=field)

    for at, cell in enumerate(cells):
        name = names[at] if at < len(names) else ""
        if name is None:
            continue  # told in the header
        try:
            text = cell_text(cell, zone)
        except WrongValueError as wrong:
            fault(name or _column(at), wrong.what, wrong.advice)
            unclear.add(name)
            continue
        if name:
            found[name] = text
        elif text:
            fault(
                _column(at),
                f"{quote(text)} stands in a column without a name",
                "take it out, or name the column",
            )
    clear = tuple(each for each in sheet.columns if each.name not in unclear)
    return Row(line, check_cells(found, replace(sheet, columns=clear), fault))


def _column(at: int) -> str:
    """Name a column by its letter, as a spreadsheet does."""
    from openpyxl.utils import get_column_letter

    return f"column {get_column_letter(at + 1)}"
