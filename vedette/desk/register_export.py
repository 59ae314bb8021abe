"""The register as text for other programs: JSON of everything, CSV of one kind."""

import datetime as dt
from pathlib import Path

from vedette.desk.stores import open_at
from vedette.domain.history import RegisterCopy
from vedette.domain.register import KINDS, ref_of
from vedette.errors import InputError
from vedette.sharing.register_files import register_json, register_tables
from vedette.store import Query

FORMS = ("json", "csv")


def copy_register(path: Path, now: dt.datetime) -> RegisterCopy:
    """Take a copy of everything that the register holds now."""
    store = open_at(path)
    with store.reading() as view:
        records = tuple(each for kind in KINDS for each in view.list(Query(kind)))
        entries = view.entries(last=1)
        return RegisterCopy(
            theatre=store.about().get("theatre_id", ""),
            at=now,
            head=entries[-1].hash if entries else "",
            records=records,
            standings=view.standings(ref_of(each.record) for each in records),
            flags=view.flags(),
        )


def export_register(path: Path, form: str, table: str, now: dt.datetime) -> bytes:
    """Return the register as JSON, or one of its tables as CSV."""
    if form not in FORMS:
        raise InputError(f"--format {form}: choose {' or '.join(FORMS)}.")
    copy = copy_register(path, now)
    if form == "json":
        return register_json(copy) + b"\n"
    tables = register_tables(copy)
    if f"{table}.csv" not in tables:
        known = ", ".join(name.removesuffix(".csv") for name in tables)
        raise InputError(
            f"--table {table}: the register holds none such; choose {known}."
        )
    return tables[f"{table}.csv"]
