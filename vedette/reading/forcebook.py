"""A workbook of forces: three sheets, checked against each other and a theatre.

The sheets take the place of ``teams.csv``, ``availability.csv`` and ``caveats.csv``,
and obey the same checks; every fault is told with its sheet and row.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from vedette.reading import sheets
from vedette.reading.crosschecks import check_all
from vedette.reading.faults import Fault, Faults
from vedette.reading.files import read_file
from vedette.reading.folder import TheatreFolder
from vedette.reading.parts import Parts
from vedette.reading.sheetcells import read_grid_table
from vedette.reading.tables import Row, Sheet, Table
from vedette.reading.theatre import read_parts
from vedette.reading.workbook import MOST_BYTES, read_workbook

# The name of each sheet of the workbook, and the table that it stands for.
BOOK_SHEETS: Mapping[str, Sheet] = {
    "assets": sheets.TEAMS,
    "availability": sheets.AVAILABILITY,
    "caveats": sheets.CAVEATS,
}
HELP_SHEETS = ("lists", "about")  # of the template, for whoever fills it in
REQUIRED = ("assets", "caveats")
IN_SHEET = re.compile(r"(, sheet \w+) line")
OVERLAP = re.compile("overlaps line")


@dataclass(frozen=True, slots=True)
class ForceBook:
    """A sound workbook beside the theatre that it is meant for, by name of sheet.

    ``before`` holds the rows of the theatre's tables, as far as they can be read;
    ``lacking`` names those that it must have and has not; ``unread`` are sheets of
    other titles.
    """

    rows: Mapping[str, tuple[Row, ...]]
    before: Mapping[str, tuple[Row, ...]]
    lacking: frozenset[str]
    zone: str
    unread: tuple[str, ...]


def read_force_book(path: Path, folder: Path) -> ForceBook:
    """Read a workbook for the theatre in a folder.

    Raises
    ------
    InputError
        With every fault of the workbook, or why it cannot be read at all.
    """
    data = read_file(path, MOST_BYTES, "the workbook that holds the forces")
    book = read_workbook(data, path.name, tuple(BOOK_SHEETS))
    parts = _read_theatre(folder)
    zone = _zone_of(parts, folder)
    faults = parts.faults
    tables = {
        name: read_grid_table(
            book.grids[name],
            replace(sheet, file=f"{path.name}, sheet {name}"),
            zone,
            faults,
        )
        for name, sheet in BOOK_SHEETS.items()
    }
    check_all(
        replace(
            parts,
            teams=tables["assets"],
            availability=tables["availability"],
            caveats=tables["caveats"],
        )
    )
    _raise_any(faults, path)
    old = {
        "assets": parts.teams,
        "availability": parts.availability,
        "caveats": parts.caveats,
    }
    return ForceBook(
        rows={name: _rows(table) for name, table in tables.items()},
        before={name: _rows(table) for name, table in old.items()},
        lacking=frozenset(
            name for name in REQUIRED if not (folder / BOOK_SHEETS[name].file).exists()
        ),
        zone=zone.key,
        unread=tuple(each for each in book.unread if each not in HELP_SHEETS),
    )


def _read_theatre(folder: Path) -> Parts:
    """Read a theatre; faults of the tables that are to be replaced do not matter."""
    found = Faults()
    parts, _ = read_parts(TheatreFolder(folder, found), found)
    replaced = {sheet.file for sheet in BOOK_SHEETS.values()}
    faults = Faults()
    faults.found = [fault for fault in found.found if fault.file not in replaced]
    return replace(parts, faults=faults)


def _zone_of(parts: Parts, folder: Path) -> ZoneInfo:
    """Return the zone on whose clock the workbook is read."""
    if parts.head is None or "zone" not in parts.head.values:
        parts.faults.raise_any(folder.name)
        raise AssertionError("a head without a zone has a fault")
    return ZoneInfo(parts.head.values["zone"])


def _rows(table: Table | None) -> tuple[Row, ...]:
    return table.rows if table else ()


def _raise_any(faults: Faults, path: Path) -> None:
    """Raise all faults; those of the workbook with their row, in its order."""
    prefix = f"{path.name}, sheet "
    own = [fault for fault in faults.found if fault.file.startswith(prefix)]
    order = [f"{prefix}{name}" for name in BOOK_SHEETS]
    own.sort(key=lambda fault: (order.index(fault.file), fault.line or 0))
    told = Faults()
    others = [fault for fault in faults.found if not fault.file.startswith(prefix)]
    told.found = [_by_row(fault) for fault in (*own, *others)]
    told.raise_any(f"{path.name}: nothing was changed")


def _by_row(fault: Fault) -> Fault:
    """Return a fault that speaks of rows of a sheet, not of lines of a file."""
    what = OVERLAP.sub("overlaps row", IN_SHEET.sub(r"\1, row", fault.what))
    if ", sheet " not in fault.file or fault.line is None:
        return replace(fault, what=what)
    return replace(fault, file=f"{fault.file}, row {fault.line}", line=None, what=what)
