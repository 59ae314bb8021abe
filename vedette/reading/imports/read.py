"""One file, of any of the formats, into what its rows say."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from vedette.errors import InputError
from vedette.reading.imports import acled, gdelt, ged
from vedette.reading.imports.columns import find_own_columns
from vedette.reading.imports.event import DataSet, Event, Read
from vedette.reading.imports.hxl import RULES
from vedette.reading.imports.mapping import ImportMap
from vedette.reading.imports.own import read_own
from vedette.reading.imports.rows import read_sheet, read_unnamed
from vedette.reading.imports.table import Task

STEP = 5_000  # rows from one word of progress to the next
FORMATS = ("acled", "ged", "gdelt", "csv")
_KNOWN = {
    "acled": (acled.DATA_SET, (*acled.NEEDED, *acled.OTHERS), acled.read_acled),
    "ged": (ged.DATA_SET, (*ged.NEEDED, *ged.OTHERS), ged.read_ged),
}
_TAGS = {"+".join((tag, *sorted(must))) for tag, must, _, _ in RULES}


def check_format(name: str) -> None:
    """Refuse a format that there is not."""
    if name not in FORMATS:
        raise InputError(f"--as {name}: choose {', '.join(FORMATS)}.")


def read_import(data: bytes, file: str, name: str, told: ImportMap, task: Task) -> Read:
    """Read every row of a file; what cannot be used is noted as faults of the task.

    Parameters
    ----------
    data, file
        The bytes, and the name that faults are told under.
    name
        The format, one of ``FORMATS``.
    told
        What a mapping says; a table of one's own needs its source.
    task
        Takes the faults, and the rows left out.
    """
    check_format(name)
    if name == "csv":
        return _read_own(data, file, told, task)
    if name == "gdelt":
        rows = read_unnamed(data, file, told.form, task.faults)
        found = () if rows is None else gdelt.read_gdelt(rows, file, told, task)
        return _finish(gdelt.DATA_SET, found, told, task)
    data_set, names, read = _KNOWN[name]
    sheet = read_sheet(data, file, told.form, names, task.faults)
    events = () if sheet is None else read(sheet, told, task)
    return _finish(data_set, events, told, task)


def _read_own(data: bytes, file: str, told: ImportMap, task: Task) -> Read:
    """Read a table of one's own, by mapping and tags."""
    if told.source is None:
        raise InputError(
            f"{file}: a table of one's own needs a mapping file that says whose it is:"
            " --map MAPPING.toml, with [source] and [columns]."
        )
    data_set = DataSet(told.source.id, told.source)
    sheet = read_sheet(data, file, told.form, {*told.columns, *_TAGS}, task.faults)
    columns = None if sheet is None else find_own_columns(sheet, told, task)
    if sheet is None or columns is None:
        return _finish(data_set, (), told, task)
    read = _finish(data_set, read_own(sheet, columns, told, task), told, task)
    return replace(read, not_taken=columns.not_taken)


def _finish(
    data_set: DataSet, events: Iterable[Event], told: ImportMap, task: Task
) -> Read:
    read = tuple(events if task.on_rows is None else _count(events, task.on_rows))
    return Read(replace(data_set, grade=told.grade), read, task.left_out)


def _count(events: Iterable[Event], on_rows: Callable[[int], None]) -> Iterator[Event]:
    """Pass events on, and tell now and then how many there were."""
    for number, event in enumerate(events, 1):
        if not number % STEP:
            on_rows(number)
        yield event
