"""Import incidents from a data set's file: read, place, compare, write."""

import contextlib
import gc
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from vedette.desk.import_changes import VERB
from vedette.desk.import_job import ImportParams, Job, OnProgress
from vedette.desk.import_missing import MISSING
from vedette.desk.import_places import place_events
from vedette.desk.import_report import ImportReport
from vedette.desk.stores import Acting, changing, open_at, theatre_of
from vedette.errors import InputError
from vedette.reading.files import read_file
from vedette.reading.imports import (
    MOST_BYTES,
    ImportMap,
    Task,
    check_format,
    load_map,
    read_import,
)
from vedette.reading.imports.encodings import OLDER
from vedette.register.roles import check_role, refuse_unlawful

__all__ = ["ImportParams", "import_incidents"]

OUTSIDE = ("refuse", "leave-out")


def import_incidents(
    store_path: Path,
    file: Path,
    params: ImportParams,
    acting: Acting,
    *,
    is_dry_run: bool = False,
    on_progress: OnProgress | None = None,
) -> ImportReport:
    """Import a file, all of it or nothing; in a dry run only tell what would be done.

    ``on_progress`` is told in words, every few thousand rows, how far it is.

    Raises
    ------
    InputError
        With every fault of the file by its row, unless it is a dry run: its report
        tells them beside what the sound rows would change.
    """
    _check_params(params, acting)
    with _no_collecting():
        return _import(
            store_path,
            file,
            params,
            acting,
            is_dry_run=is_dry_run,
            on_progress=on_progress or _tell_nobody,
        )


def _tell_nobody(_: str) -> None:
    """Take no notice of progress."""


@contextlib.contextmanager
def _no_collecting() -> Iterator[None]:
    """Let Python look for no circles of unused things meanwhile.

    An import makes millions of things and no circle; looking takes a sixth of its time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _import(
    store_path: Path,
    file: Path,
    params: ImportParams,
    acting: Acting,
    *,
    is_dry_run: bool,
    on_progress: OnProgress,
) -> ImportReport:
    store = open_at(store_path)
    theatre = theatre_of(store)
    told = _load_map(params)
    data = read_file(file, MOST_BYTES, "the data set's CSV or XLSX")
    task = Task.at(
        ZoneInfo(theatre.zone),
        acting.now,
        lambda rows: on_progress(f"{rows:,} rows read"),
    )
    read = read_import(data, file.name, params.format, told, task)
    outside = params.outside or ("refuse" if params.format == "csv" else "leave-out")
    placed = place_events(
        theatre,
        read.events,
        task,
        file.name,
        params.within_km,
        refuse=outside == "refuse",
    )
    if not is_dry_run:
        task.faults.raise_any(f"{file}: nothing was imported")
    job = Job(
        file.name, read, placed, params, acting, ZoneInfo(theatre.zone), on_progress
    )
    if is_dry_run:
        with store.reading() as view:
            return job.tell(view, task.faults)
    words = f"{read.data_set.source.name}: {file.name}, SHA-256 {_hash(data)}"
    del data
    with changing(store, acting, VERB, words) as change:
        report = job.write(change)
        on_progress("writing it to the disk")
    return report


def _check_params(params: ImportParams, acting: Acting) -> None:
    """Refuse what cannot be meant, before any file is read."""
    check_format(params.format)
    check_role(acting.role)
    for kind in ("source", "incident", "claim"):
        refuse_unlawful(acting.role, kind)
    for name, value, choice in (
        ("--encoding", params.encoding, OLDER),
        ("--outside", params.outside, OUTSIDE),
        ("--missing", params.missing, MISSING),
    ):
        if value is not None and value not in choice:
            raise InputError(f"{name} {value}: choose {' or '.join(choice)}.")
    if not 0 < params.within_km <= 20_100:
        raise InputError(f"--within-km {params.within_km:g}: give km from 1 to 20,100.")


def _load_map(params: ImportParams) -> ImportMap:
    told = ImportMap()
    if params.mapping is not None:
        told = load_map(params.mapping, is_own=params.format == "csv")
    if params.encoding is not None:
        told = replace(told, form=replace(told.form, encoding=params.encoding))
    return told


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
