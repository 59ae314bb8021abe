"""A register of the small theatre, and files that are imported into it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from import_files import NOW, acled_row, table

from vedette.desk.import_report import ImportReport, RowNote
from vedette.desk.incident_import import ImportParams, import_incidents
from vedette.desk.register import make_register
from vedette.desk.stores import Acting
from vedette.domain.history import Entry, Versioned
from vedette.domain.register import Grade
from vedette.store import open_store

IMPORTER, ANALYST = Acting("importer", NOW), Acting("analyst", NOW, "we know better")
ROWS = [acled_row(number) for number in range(1, 13)]


class Register:
    """A register of the small theatre, and files that are imported into it."""

    def __init__(self, folder: Path, theatre: Path) -> None:
        self.folder, self.store = folder, folder / "vedette.db"
        make_register(self.store, str(theatre), Acting("analyst", NOW), history=0)

    def file(self, data: bytes, name: str = "x.csv") -> Path:
        """Write a file, and return its path."""
        path = self.folder / name
        path.write_bytes(data)
        return path

    def take(
        self,
        rows: bytes | Sequence[Mapping[str, str]],
        name: str = "acled",
        *,
        dry: bool = False,
        now: dt.datetime = NOW,
        **params: Any,
    ) -> ImportReport:
        """Import rows, or bytes, and return the report."""
        data = rows if isinstance(rows, bytes) else table(rows)
        acting = Acting("importer", now)
        wanted = ImportParams(name, **params)
        return import_incidents(
            self.store, self.file(data), wanted, acting, is_dry_run=dry
        )

    def get(self, kind: str, id_: str) -> Versioned[Any]:
        """Return a record."""
        with open_store(self.store).reading() as view:
            return view.get(kind, id_)

    def find(self, kind: str, id_: str) -> Versioned[Any] | None:
        """Return a record, or None."""
        with open_store(self.store).reading() as view:
            return view.find(kind, id_)

    def versions(self) -> tuple[Entry, ...]:
        """Return the last entry of the log, which tells of the last change."""
        with open_store(self.store).reading() as view:
            return view.entries(last=1)


def ids(notes: Iterable[RowNote]) -> list[str]:
    """The records that a list of a report names."""
    return [note.id for note in notes]


def grade(**changes: Any) -> Grade:
    """A grade that an analyst gave, B2 and validated, with changes."""
    told = {"reliability": "B", "credibility": 2, "validation": "validated"} | changes
    return Grade(**told, role="analyst", at=NOW, why="two more say so")
