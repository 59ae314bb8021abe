"""Which column of a table of one's own fills which field: by mapping, then by tag."""

from collections.abc import Mapping
from dataclasses import dataclass

from vedette.reading.checks import quote, some_of
from vedette.reading.imports.hxl import list_fields
from vedette.reading.imports.mapping import MANY, ImportMap
from vedette.reading.imports.rows import Sheet
from vedette.reading.imports.table import Task

NEEDED = ("date", "lat", "lon")
BOTH = (("killed_low", "killed_high"), ("injured_low", "injured_high"))
APART = (("killed", "killed_low"), ("injured", "injured_low"))


@dataclass(frozen=True, slots=True)
class Columns:
    """The place and name of the column of each field, the areas', and the rest."""

    fields: Mapping[str, tuple[int, str]]
    not_taken: tuple[str, ...]


def find_own_columns(sheet: Sheet, told: ImportMap, task: Task) -> Columns | None:
    """Find the columns; None and faults where some are missing or at odds."""
    before = len(task.faults)
    by_place = _by_mapping(sheet, told, task)
    taken = set(by_place.values())
    for at, field in list_fields(sheet.tags).items():
        if at not in by_place and (field in MANY or field not in taken):
            by_place[at] = field
    fields: dict[str, tuple[int, str]] = {}
    areas = 0
    for at, field in sorted(by_place.items()):
        if field in MANY:
            areas += 1
            field = f"{field}{areas}"
        fields[field] = (at, sheet.header[at])
    _check_fields(sheet, fields, task)
    rest = (n for at, n in enumerate(sheet.header) if n and at not in by_place)
    return None if len(task.faults) > before else Columns(fields, tuple(rest))


def _by_mapping(sheet: Sheet, told: ImportMap, task: Task) -> dict[int, str]:
    """Find the columns that a mapping names, by name or by tag."""
    found: dict[int, str] = {}
    for column, field in told.columns.items():
        tag = "".join(column.lower().split())
        places = [at for at, n in enumerate(sheet.header) if n == column]
        places = places or [at for at, each in enumerate(sheet.tags) if each == tag]
        if places:
            found[places[0]] = field
            continue
        known = some_of(quote(each, 24).strip("'") for each in sheet.header if each)
        task.faults.add(
            sheet.file,
            f"there is no column {quote(column)}, which the mapping takes for {field}",
            f"mend the mapping; the table has {len(sheet.header)} columns{known}, if"
            " they are parted as it says",
            line=sheet.header_line,
        )
    return found


def _check_fields(
    sheet: Sheet, fields: Mapping[str, tuple[int, str]], task: Task
) -> None:
    missing = [field for field in NEEDED if field not in fields]
    if missing:
        task.faults.add(
            sheet.file,
            f"no column is known to hold {', '.join(missing)}",
            'name it in the mapping, such as [columns] "Latitude" = "lat", or with a'
            " tag in the table, such as #geo+lat",
            line=sheet.header_line,
        )
    for low, high in BOTH:
        if (low in fields) != (high in fields):
            task.faults.add(
                sheet.file,
                f"of {low} and {high} only one has a column",
                "map both, or one column for the number alone",
                line=sheet.header_line,
            )
    for one, low in APART:
        if one in fields and low in fields:
            task.faults.add(
                sheet.file,
                f"there are columns for {one} and for {low}",
                "map one way or the other",
                line=sheet.header_line,
            )
