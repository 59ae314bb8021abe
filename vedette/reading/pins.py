"""Pins: limits that a planner sets in one plan, as a table or inside ``plan.json``."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from vedette.domain.limits import Limit
from vedette.domain.theatre import Theatre
from vedette.reading.caps import CAPS
from vedette.reading.checks import quote
from vedette.reading.faults import Faults
from vedette.reading.files import read_file
from vedette.reading.known import Known
from vedette.reading.limitchecks import check_row
from vedette.reading.limits import as_limit, pins_sheet, plain_limit, read_plain
from vedette.reading.tables import Row, Tell, read_table

WANTED = "a table of pins: its columns are those of limits.csv"


def load_pins(path: Path, theatre: Theatre) -> tuple[Limit, ...]:
    """Load a table of pins for a theatre; all faults at once."""
    faults = Faults()
    data = read_file(path, CAPS.csv_bytes, WANTED)
    table = read_table(data, pins_sheet(path.name), faults, most_rows=CAPS.limits)
    rows = table.rows if table else ()

    def tell_of(row: Row) -> Tell:
        return lambda field, what, advice: faults.add(
            path.name, what, advice, line=row.line, field=field
        )

    _check(
        [(row, tell_of(row)) for row in rows],
        Known.of_theatre(theatre),
        [limit.id for limit in theatre.limits],
    )
    faults.raise_any(f"{path}: the pins cannot be used")
    return tuple(map(as_limit, rows))


def list_pin_faults(theatre: Theatre, pins: Sequence[Limit]) -> list[str]:
    """Say what is wrong with the pins of a plan, given the theatre they are for."""
    faults = Faults()

    def tell_of(at: int) -> Tell:
        pin = f"pin {quote(pins[at].id)}"
        return lambda field, what, advice: faults.add(pin, what, advice, field=field)

    known, taken = Known.of_theatre(theatre), [limit.id for limit in theatre.limits]
    check_plain_pins(map(plain_limit, pins), tell_of, known, taken)
    return [str(fault) for fault in faults.found]


def check_plain_pins(
    pins: Iterable[Mapping[str, Any]],
    tell_of: Callable[[int], Tell],
    known: Known,
    taken: Iterable[str] = (),
) -> list[Row]:
    """Check pins that stand as plain values, as those of a table are checked."""
    sheet = pins_sheet("")
    rows = [
        (read_plain(pin, sheet, tell_of(at)), tell_of(at))
        for at, pin in enumerate(pins)
    ]
    _check(rows, known, taken)
    return [row for row, _ in rows]


def _check(
    rows: Sequence[tuple[Row, Tell]], known: Known, taken: Iterable[str]
) -> None:
    """Check each pin, and that no id stands twice or is one of ``taken``."""
    seen = {each.casefold(): "a limit of the theatre" for each in taken}
    for row, tell in rows:
        check_row(row, known, tell)
        if not row.holds("id"):
            continue
        key = row["id"].casefold()
        if key in seen:
            tell(
                "id",
                f"{quote(row['id'])} is already the id of {seen[key]}",
                "give this pin an id of its own",
            )
        seen.setdefault(key, "another pin")
