"""A register as a workbook: one sheet for each kind of record, and its flags."""

from collections.abc import Iterator
from typing import Any

from vedette.domain.history import Flag
from vedette.sharing.package import Package
from vedette.sharing.register_files import table_rows
from vedette.sharing.workbook import make_workbook

SHEETS = ("incidents", "claims", "sources", "facts", "assessments", "flags")
Row = dict[str, Any]


def make_register_book(package: Package) -> bytes:
    """Return the register that a package holds as an XLSX workbook."""
    copy = package.get_register()
    rows = table_rows(copy) | {"flags": [_flag(flag) for flag in copy.flags]}
    return make_workbook(
        list(_about(package)), {name: rows[name] for name in SHEETS if rows.get(name)}
    )


def _about(package: Package) -> Iterator[str]:
    theatre, copy = package.theatre, package.get_register()
    yield f"{'EXERCISE. ' if theatre.is_exercise else ''}Register of {theatre.name}"
    yield theatre.notice
    yield f"Taken {copy.at.isoformat()}; last entry of the log {copy.head or 'none'}."
    yield (
        "A claim that was denied, withdrawn or superseded stays in the list and counts"
        " for nothing: see its state."
    )


def _flag(flag: Flag) -> Row:
    return {
        "what": str(flag.what),
        "because": flag.reason,
        "path": " > ".join(map(str, flag.path)),
        "at": flag.at.isoformat(),
    }
