"""A register as a workbook: one sheet for each kind of record, and its flags."""

from collections.abc import Iterator
from typing import Any

from vedette.domain.history import Flag
from vedette.domain.register import ref_of
from vedette.sharing.package import Package
from vedette.sharing.register_files import TABLES
from vedette.sharing.workbook import make_workbook

Row = dict[str, Any]


def make_register_book(package: Package) -> bytes:
    """Return the register that a package holds as an XLSX workbook."""
    copy = package.get_register()
    flagged = {flag.what for flag in copy.flags}
    sheets: dict[str, list[Row]] = {
        name: [] for name in ("incidents", "claims", "sources", "facts", "assessments")
    }
    for each in copy.records:
        name, make = TABLES[type(each.record)]
        ref = ref_of(each.record)
        row: Row = {"id": ref.id, "state": copy.standings.get(ref, "")}
        row |= make(each.record)
        row |= {"flagged": "yes" if ref in flagged else "", "version": each.version}
        row |= {"role": each.role, "at": each.at.isoformat(), "why": each.why}
        sheets[name].append(row)
    sheets["flags"] = [_flag(flag) for flag in copy.flags]
    return make_workbook(
        list(_about(package)), {name: rows for name, rows in sheets.items() if rows}
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
