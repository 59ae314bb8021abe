"""Rosters: ``roster.csv``, one drawn move a row."""

import datetime as dt
from pathlib import Path
from typing import Any

from vedette.domain.plans import MOVE_KINDS, Roster, RosterMove
from vedette.reading.caps import CAPS
from vedette.reading.checks import Check, cell, empty_or, number, one_of, text, whole
from vedette.reading.faults import Faults, WrongValueError
from vedette.reading.files import read_file
from vedette.reading.head import zone
from vedette.reading.tables import Row, Sheet, Table, read_table
from vedette.units import slot_time

SLOT = cell(whole(-20_000, 20_000, "slots"))
KM = empty_or(cell(number(0.0, 100_000.0, "km")))
GUARD = "'"
SAME_IN_ALL = ("seed", "plan", "theatre", "start", "zone", "slot_min")


def load_roster(path: Path) -> Roster:
    """Load a roster as ``vedette plan draw`` wrote it; all faults at once."""
    faults = Faults()
    sheet = Sheet.of(path.name, _columns())
    data = read_file(
        path, CAPS.roster_bytes, "the CSV file that `vedette plan draw` wrote"
    )
    table = read_table(data, sheet, faults, most_rows=CAPS.roster_rows)
    if table is not None:
        if not table.rows:
            faults.add(path.name, "it holds no move", "take the file as it was written")
        _check_same(table, faults)
        _check_clocks(table, faults)
    faults.raise_any(f"{path}: the roster cannot be read")
    assert table is not None
    return _as_roster(table)


def _columns() -> dict[str, Check]:
    return {
        "team": unguarded(text(CAPS.id_chars, may_be_empty=False)),
        "partner": unguarded(text(CAPS.id_chars)),
        "kind": one_of(MOVE_KINDS),
        "slot_from": SLOT,
        "slot_to": SLOT,
        "time_from": moment,
        "time_to": moment,
        "time_from_utc": moment,
        "km_from": KM,
        "km_to": KM,
        "duty": empty_or(SLOT),
        "sortie": empty_or(SLOT),
        "seed": seed,
        "plan": text(64),
        "theatre": unguarded(text(CAPS.id_chars, may_be_empty=False)),
        "start": moment,
        "zone": zone,
        "slot_min": cell(whole(1, 60, "minutes")),
        "origin": one_of(("exercise", "own")),
    }


def unguarded(check: Check) -> Check:
    """Take away the apostrophe that keeps a spreadsheet from reading a formula."""

    def read(value: Any) -> Any:
        taken = value[1:] if isinstance(value, str) and value[:1] == GUARD else value
        return check(taken)

    return read


def moment(value: Any) -> dt.datetime:
    """Check a date and hour with its offset."""
    try:
        found = dt.datetime.fromisoformat(str(value))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise WrongValueError(
            f"'{str(value)[:40]}' is no date and hour with an offset",
            "write it like 2025-12-08T06:00:00+05:00",
        )
    return found


def seed(value: Any) -> int:
    """Check a seed: a whole number below 2^256."""
    digits = str(value)
    if digits.isascii() and digits.isdigit() and len(digits) <= 78:
        return int(digits)
    raise WrongValueError("the seed is no whole number", "write its digits only")


def _check_same(table: Table, faults: Faults) -> None:
    """Check that all rows speak of one plan and one seed."""
    first: Row | None = next(iter(table.rows), None)
    for row in table.rows:
        for name in SAME_IN_ALL:
            if first is None or not (row.holds(name) and first.holds(name)):
                continue
            if row[name] != first[name]:
                faults.add(
                    table.file,
                    f"it differs from line {first.line}",
                    "one file holds one roster of one plan",
                    line=row.line,
                    field=name,
                )


def _check_clocks(table: Table, faults: Faults) -> None:
    """Check that a row's hours are those of its slots: people go by the hours."""
    for row in table.rows:
        if not row.holds("start", "slot_min", "slot_from", "slot_to"):
            continue
        clocks = (("time_from", "slot_from"), ("time_from_utc", "slot_from"))
        for clock, slot in (*clocks, ("time_to", "slot_to")):
            due = slot_time(row["start"], row[slot], row["slot_min"])
            if row.holds(clock) and row[clock] != due:
                faults.add(
                    table.file,
                    f"the hour is not that of {slot} {row[slot]}",
                    f"it is {due.isoformat()}",
                    line=row.line,
                    field=clock,
                )


def _as_roster(table: Table) -> Roster:
    first = table.rows[0]
    return Roster(
        theatre_id=first["theatre"],
        plan_hash=first["plan"],
        seed=first["seed"],
        start=first["start"],
        zone=first["zone"],
        slot_min=first["slot_min"],
        moves=tuple(
            RosterMove(
                team=row["team"],
                kind=row["kind"],
                t0=row["slot_from"],
                t1=row["slot_to"],
                km0=row["km_from"],
                km1=row["km_to"],
                duty=row["duty"],
                sortie=row["sortie"],
            )
            for row in table.rows
        ),
    )
