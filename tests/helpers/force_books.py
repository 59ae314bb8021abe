"""Workbooks of forces for tests: the small theatre's, with cells changed."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from small_theatre import csv_text, table_rows, write_small_theatre

from vedette.desk.forces_import import ImportReport, import_forces
from vedette.domain.theatre import Theatre
from vedette.reading import load_theatre
from vedette.sharing.forces_file import force_book

DETACHMENTS = table_rows(
    "id, name, partner, origin, note",
    "d-1, Lower detachment, host, exercise,",
    "d-2, Upper detachment, host, exercise, on the heights",
    "d-3, Air detachment, ally, exercise,",
)
AVAILABILITY = table_rows(
    "team, from, to, status, reason, origin",
    "foot-1, 2025-12-08T08:00+05:00, 2025-12-08T14:00+05:00, limited, New crew,"
    " exercise",
    "foot-1, 2025-12-08T14:00+05:00, 2025-12-09T06:00+05:00, unavailable, On leave,"
    " exercise",
    "car-1, 2025-12-08T03:10+03:00, 2025-12-08T10:00+05:00, unavailable, In repair,"
    " exercise",
)
CREWS = {"foot-1": ("d-1", "6"), "foot-3": ("d-2", "5"), "heli-1": ("d-3", "3")}


def with_forces(rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Rows of ``teams.csv`` with a detachment and a crew for some."""
    found = []
    for row in rows:
        detachment, crew = CREWS.get(row["id"], ("", ""))
        found.append({**row, "detachment": detachment, "crew": crew})
    return found


def write_forces(folder: Path, **changes: Any) -> Path:
    """Write the small theatre with detachments, crews and availability."""
    from small_theatre import TEAMS

    files = {
        "detachments.csv": csv_text(changes.pop("detachments", DETACHMENTS)),
        "availability.csv": csv_text(changes.pop("availability", AVAILABILITY)),
    }
    teams = changes.pop("teams", with_forces(TEAMS))
    files |= changes.pop("files", {})
    return write_small_theatre(folder, teams=teams, files=files, **changes)


def load_forces(folder: Path, **changes: Any) -> Theatre:
    """Load the theatre that `write_forces` writes."""
    return load_theatre(write_forces(folder, **changes))


def change_book(data: bytes, **sheets: Mapping[str, Any]) -> bytes:
    """A workbook with cells (``B2``) of its sheets changed."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name, cells in sheets.items():
        for place, value in cells.items():
            book[name][place] = value
    return book_bytes(book)


def book_bytes(book: Any) -> bytes:
    """A workbook as a file."""
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def small_book(theatre: Theatre, **sheets: Mapping[str, Any]) -> bytes:
    """The workbook of a theatre, with cells changed."""
    return change_book(force_book(theatre), **sheets)


def put(data: bytes, folder: Path, **options: Any) -> ImportReport:
    """Import a workbook of these bytes into a theatre's folder."""
    path = folder.parent / "week.xlsx"
    path.write_bytes(data)
    return import_forces(path, folder, **options)
