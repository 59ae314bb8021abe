"""Forces as files: the workbook that a staff fills in, and tables for a theatre.

What is written here, ``reading.forcebook`` and ``reading.tables`` read as it was.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from vedette.domain.theatre import Theatre
from vedette.reading.forcebook import BOOK_SHEETS, HELP_SHEETS
from vedette.reading.tables import Column, Sheet
from vedette.sharing.forces_columns import FIXED_CHOICES, HINTS, Hint
from vedette.sharing.text import cell
from vedette.sharing.workbook import book_bytes
from vedette.units import clock

FORMATS = {"hour": "hh:mm", "moment": "yyyy-mm-dd hh:mm", "number": "General"}
LAST_CHOSEN = 2000  # rows for which a spreadsheet offers lists to choose from
LISTS, ABOUT = HELP_SHEETS


def value_text(value: Any, column: Column) -> str:
    """Return a value as the text of a table's cell."""
    if value is None:
        return ""
    if _is_hour(column):
        return clock(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)


def table_csv(sheet: Sheet, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return a table of a theatre; rows hold values by field."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(column.name for column in sheet.columns)
    writer.writerows(
        [value_text(row[column.field], column) for column in sheet.columns]
        for row in rows
    )
    return held.getvalue().encode()


def force_book(theatre: Theatre | None) -> bytes:
    """Return the template, with a theatre's rows or without any.

    The same forces give the same bytes.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    choices = _choices(theatre)
    for name, sheet in BOOK_SHEETS.items():
        page = book.create_sheet(name)
        _write_head(page, name, sheet, choices)
        if theatre is not None:
            zone = ZoneInfo(theatre.zone)
            for row in _rows(theatre, name):
                page.append(
                    [_excel(getattr(row, c.field), c, zone) for c in sheet.columns]
                )
        _format(page, sheet)
    _write_lists(book.create_sheet(LISTS), choices)
    _write_about(book.create_sheet(ABOUT), theatre)
    book.properties.creator = "Vedette"
    return book_bytes(book)


def _is_hour(column: Column) -> bool:
    return column.field == f"{column.name}_min"


def _rows(theatre: Theatre, name: str) -> Sequence[Any]:
    found: dict[str, Sequence[Any]] = {
        "assets": theatre.teams,
        "availability": theatre.availability,
        "caveats": theatre.caveats,
    }
    return found[name]


def _excel(value: Any, column: Column, zone: ZoneInfo) -> Any:
    """Return a value as a spreadsheet holds it."""
    if value is None:
        return None
    if _is_hour(column):
        return dt.time(value // 60, value % 60)
    if isinstance(value, dt.datetime):
        return _local(value, zone)
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return cell(value) if isinstance(value, str) else value


def _local(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime | str:
    """Return a moment on the zone's clock; as text in an hour that it shows twice."""
    local = moment.astimezone(zone)
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        return local.isoformat(timespec="minutes")
    return local.replace(tzinfo=None)


def _choices(theatre: Theatre | None) -> dict[str, tuple[str, ...]]:
    """Return what may be chosen from, by the name of the list."""
    found = dict(FIXED_CHOICES)
    if theatre is not None:
        for name in ("partners", "bases", "cards", "detachments"):
            found[name] = tuple(each.id for each in getattr(theatre, name))
    return found


def _write_head(
    page: Any, name: str, sheet: Sheet, choices: Mapping[str, Sequence[str]]
) -> None:
    """Write the header, with a comment and a check for each column."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    for at, column in enumerate(sheet.columns, start=1):
        hint = HINTS[name][column.name]
        head = page.cell(1, at, column.name)
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="DDE6EC")
        head.comment = Comment(hint.text, "Vedette", height=90, width=260)
        letter = get_column_letter(at)
        page.column_dimensions[letter].width = hint.width
        check = _check(hint, choices)
        if check is not None:
            check.add(f"{letter}2:{letter}{LAST_CHOSEN}")
            page.add_data_validation(check)
    page.freeze_panes = "B2"


def _check(hint: Hint, choices: Mapping[str, Sequence[str]]) -> Any:
    """Return what a spreadsheet checks of a column, or None."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    asked: dict[str, Any] = {}
    if hint.choice == "teams":
        asked = {"type": "list", "formula1": f"assets!$A$2:$A${LAST_CHOSEN}"}
    elif choices.get(hint.choice):
        letter = get_column_letter(list(choices).index(hint.choice) + 1)
        last = len(choices[hint.choice]) + 1
        asked = {"type": "list", "formula1": f"{LISTS}!${letter}$2:${letter}${last}"}
    elif hint.least is not None and hint.most is not None:
        asked = {
            "type": "whole" if hint.is_whole else "decimal",
            "operator": "between",
            "formula1": f"{hint.least:g}",
            "formula2": f"{hint.most:.0f}",
        }
    if not asked:
        return None
    check = DataValidation(allow_blank=True, showErrorMessage=True, **asked)
    check.errorTitle, check.error = "Vedette", hint.text[:220]
    return check


def _format(page: Any, sheet: Sheet) -> None:
    """Let columns show hours and dates, and take all else that is text as it is."""
    from openpyxl.utils import get_column_letter

    for at, column in enumerate(sheet.columns, start=1):
        kind = _kind(page.title, column)
        shown = FORMATS.get(kind, "@")
        page.column_dimensions[get_column_letter(at)].number_format = shown
        for (each,) in page.iter_rows(min_row=2, min_col=at, max_col=at):
            each.number_format = shown


def _kind(title: str, column: Column) -> str:
    if _is_hour(column):
        return "hour"
    if column.name in ("from", "to"):
        return "moment"
    return "text" if HINTS[title][column.name].least is None else "number"


def _write_lists(page: Any, choices: Mapping[str, Sequence[str]]) -> None:
    for at, (name, words) in enumerate(choices.items(), start=1):
        for row, word in enumerate((name, *words), start=1):
            page.cell(row, at, cell(word))


def _write_about(page: Any, theatre: Theatre | None) -> None:
    zone = theatre.zone if theatre else "the theatre's zone"
    lines = [
        "Forces for Vedette: the sheets assets, availability and caveats are read.",
        "Leave their first row as it is; a note on each of its cells tells what to "
        "write below.",
        f"Dates and hours are those of {zone}; one team, time or caveat to the row.",
        "How many people, never who: no names, numbers or faces of persons.",
        "Try it: vedette forces import FILE.xlsx --theatre DIR --dry-run",
    ]
    if theatre is not None:
        lines += [f"Filled with {theatre.name}.", theatre.notice]
    for row, line in enumerate(lines, start=1):
        page.cell(row, 1, cell(line))
    page.column_dimensions["A"].width = 100
