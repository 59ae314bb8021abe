"""When a team may not be on duty: it is not available, or it is not day."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vedette.domain.forces import Availability, Caveat
from vedette.domain.picture import Window
from vedette.domain.theatre import Base, Theatre
from vedette.terrain.line import position_at, section_of_base
from vedette.terrain.sky import are_day
from vedette.units import slot_time

Spell = tuple[dt.datetime, dt.datetime]


def list_absences(rows: Sequence[Availability], team_id: str) -> tuple[Spell, ...]:
    """Return from when to when a team is not available, in order."""
    return tuple(
        sorted(
            (row.start, row.end)
            for row in rows
            if row.team == team_id and row.status == "unavailable"
        )
    )


def daylight_place(
    theatre: Theatre, base: Base, caveats: Sequence[Caveat]
) -> tuple[float, float] | None:
    """Return where it must be day for a team on duty; None if that is not asked.

    The middle of the line of its base's section, by rule ``day-only``.
    """
    if all(caveat.kind != "day_only" for caveat in caveats):
        return None
    section = theatre.sections[section_of_base(theatre, base)]
    lon, lat = position_at(theatre.border, (section.km_from + section.km_to) / 2)
    return float(lon), float(lat)


def closed_slots(
    window: Window,
    first: int,
    last: int,
    absences: Sequence[Spell],
    daylight_at: tuple[float, float] | None,
) -> NDArray[np.bool_]:
    """Tell which slots from ``first`` to ``last`` - 1 no duty may touch."""
    begins = [slot_time(window.start, t, window.slot_min) for t in range(first, last)]
    length = dt.timedelta(minutes=window.slot_min)
    closed = np.zeros(last - first, dtype=np.bool_)
    for start, end in absences:
        closed |= [start < begin + length and begin < end for begin in begins]
    if daylight_at is not None:
        closed |= ~are_day(*daylight_at, [begin + length / 2 for begin in begins])
    return closed
