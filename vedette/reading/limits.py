"""Limits and pins between their forms: a row of a table, an object, plain values."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vedette.domain.limits import PIN, Limit
from vedette.reading.checks import quote
from vedette.reading.faults import WrongValueError
from vedette.reading.sheets import LIMITS
from vedette.reading.spells import part_spell
from vedette.reading.tables import Column, Row, Sheet, Tell, check_cells
from vedette.units import clock

COLUMNS = tuple(column.name for column in LIMITS.columns)


def pins_sheet(file: str) -> Sheet:
    """Return what a table of pins must look like: one of limits but for the origin."""
    return replace(
        LIMITS,
        file=file,
        columns=(*LIMITS.columns[:-1], Column("origin", _pin_origin, "origin")),
    )


def _pin_origin(value: str) -> str:
    if value.strip() not in ("", PIN):
        raise WrongValueError(
            f"{quote(value)} is not the origin of a pin",
            f"leave it empty or write {PIN}",
        )
    return PIN


def as_limit(row: Row) -> Limit:
    """Make a limit of a row that has no fault."""
    return Limit(**part_spell(row.values))


def plain_limit(limit: Limit) -> dict[str, Any]:
    """Return a limit as plain values by the columns of its table; None: empty."""
    times = {
        "from": _plain_time(limit.daily_from_min, limit.start),
        "to": _plain_time(limit.daily_to_min, limit.end),
    }
    return {name: times.get(name, getattr(limit, name, None)) for name in COLUMNS}


def _plain_time(minute: int | None, moment: dt.datetime | None) -> str | None:
    if minute is not None:
        return clock(minute)
    return None if moment is None else moment.isoformat()


def read_plain(values: Mapping[str, Any], sheet: Sheet, fault: Tell) -> Row:
    """Check plain values as the cells of a table are checked."""
    cells = {name: _as_cell(values[name]) for name in COLUMNS}
    return Row(None, check_cells(cells, sheet, fault))


def _as_cell(value: object) -> str:
    return "" if value is None else str(value)
