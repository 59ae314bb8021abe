"""A workbook of forces put into a theatre of the user's own, whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vedette.desk.own_theatre import check_whole, own_folder
from vedette.desk.swaps import replace_files
from vedette.reading.forcebook import BOOK_SHEETS, ForceBook, read_force_book
from vedette.reading.tables import Row, Sheet
from vedette.sharing.forces_file import table_csv, value_text

KEYS: Mapping[str, tuple[str, ...]] = {
    "assets": ("id",),
    "availability": ("team", "start"),
    "caveats": ("id",),
}


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that is added, gone, or changed; ``fields`` are column, before, after.

    Of a row that is added or gone, ``fields`` hold all its cells that are not empty.
    """

    what: str
    key: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class SheetChange:
    """What a sheet changes in the table of a theatre; ``same`` rows stay."""

    sheet: str
    file: str
    rows: tuple[RowChange, ...]
    same: int
    is_reordered: bool

    @property
    def is_any(self) -> bool:
        """Whether the table changes at all."""
        return bool(self.rows) or self.is_reordered


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was, or would be, changed."""

    workbook: str
    theatre: str
    sheets: tuple[SheetChange, ...]
    unread: tuple[str, ...]
    files: tuple[str, ...]
    written: bool

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return asdict(self)


def import_forces(
    path: Path, where: str | Path, *, dry_run: bool = False
) -> ImportReport:
    """Let a workbook replace teams, availability and caveats of a theatre.

    Tables that would say the same keep their bytes. The theatre is loaded as it would
    be before anything is written; with ``dry_run`` nothing is.

    Raises
    ------
    InputError
        With every fault of the workbook, by sheet and row.
    """
    folder = own_folder(where)
    book = read_force_book(path, folder)
    changes = tuple(_compare(name, sheet, book) for name, sheet in BOOK_SHEETS.items())
    files = {
        change.file: table_csv(
            BOOK_SHEETS[change.sheet], [row.values for row in book.rows[change.sheet]]
        )
        for change in changes
        if change.is_any or change.sheet in book.lacking
    }
    if files:
        check_whole(folder, files, "these forces")
        if not dry_run:
            replace_files(folder, files)
    return ImportReport(
        workbook=path.name,
        theatre=folder.name,
        sheets=changes,
        unread=book.unread,
        files=tuple(files),
        written=bool(files) and not dry_run,
    )


def _compare(name: str, sheet: Sheet, book: ForceBook) -> SheetChange:
    """Find what differs between a theatre's table and a sheet, row by row."""
    old, new = _by_key(name, book.before[name]), _by_key(name, book.rows[name])
    rows: list[RowChange] = []
    for key, row in new.items():
        before = old.get(key)
        what = "added" if before is None else "changed"
        fields = _differences(sheet, before, row)
        if fields:
            rows.append(RowChange(what, _shown(name, sheet, row), fields))
    for key, row in old.items():
        if key not in new:
            fields = _differences(sheet, row, None)
            rows.append(RowChange("gone", _shown(name, sheet, row), fields))
    kept = [key for key in old if key in new]
    return SheetChange(
        sheet=name,
        file=sheet.file,
        rows=tuple(rows),
        same=len(new) - sum(row.what != "gone" for row in rows),
        is_reordered=kept != [key for key in new if key in old],
    )


def _by_key(name: str, rows: Sequence[Row]) -> dict[tuple[Any, ...], Row]:
    """Return sound rows by what tells them apart."""
    fields = KEYS[name]
    return {
        tuple(row[each] for each in fields): row for row in rows if row.holds(*fields)
    }


def _differences(
    sheet: Sheet, before: Row | None, after: Row | None
) -> tuple[tuple[str, str, str], ...]:
    """Return the columns in which two rows differ, with their text in each."""
    found = []
    for column in sheet.columns:
        old, new = (
            row.values.get(column.field) if row is not None else None
            for row in (before, after)
        )
        if old != new:
            texts = value_text(old, column), value_text(new, column)
            if any(texts):
                found.append((column.name, *texts))
    return tuple(found)


def _shown(name: str, sheet: Sheet, row: Row) -> str:
    columns = {column.field: column for column in sheet.columns}
    return " ".join(value_text(row[f], columns[f]) for f in KEYS[name])
