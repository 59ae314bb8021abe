"""The weather of every section and slot, from the lines that a staff foresees."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import WeatherTable, Window
from vedette.domain.theatre import Theatre
from vedette.domain.weather import Weather
from vedette.units import MINUTES_A_DAY, minute_of_day, slot_time

# The standard atmosphere below 11 km: 15 degrees at sea level, 6.5 less per km.
SEA_C, LAPSE_C_PER_M = 15.0, 0.0065


def lay_weather(
    theatre: Theatre, start: dt.datetime, n_slots: int
) -> WeatherTable | None:
    """Return the weather of the slots from ``start`` on; None where no line tells any.

    ``start`` is on the clock of the theatre's zone. A line counts in the slots that
    begin within its hours; each figure is that of the last line that states it.
    """
    if not theatre.weather:
        return None
    begins = _Begins.of(start, n_slots, theatre.slot_min)
    shape = (len(theatre.sections), n_slots)
    clear, still = np.full(shape, np.inf), np.zeros(shape)
    table = WeatherTable(clear, clear.copy(), still, still.copy())
    names = np.array([section.id for section in theatre.sections])
    for line in theatre.weather:
        there = np.ones(len(names), np.bool_)
        if line.section is not None:
            there = names == line.section
        counts = np.outer(there, _hold_at(line, begins))
        for figures, stated in (
            (table.visibility_km, line.visibility_km),
            (table.cloud_base_m, line.cloud_base_m),
            (table.wind_kmh, line.wind_kmh),
            (table.warmer_c, warmer_c(line)),
        ):
            if stated is not None:
                figures[counts] = stated
    return table


def list_idle(theatre: Theatre, window: Window | None = None) -> tuple[Weather, ...]:
    """Return the lines that hold at no slot's beginning, and so change nothing.

    Without a window: at that of no slot whatever, since they are shorter than one.
    """
    return tuple(
        line for line in theatre.weather if not _holds_anywhere(line, theatre, window)
    )


def _holds_anywhere(line: Weather, theatre: Theatre, window: Window | None) -> bool:
    """Tell whether a line holds at a slot's beginning: in a window, or in any day."""
    slot_min = theatre.slot_min
    if window is not None:
        start, n_slots = window.start, window.n_slots
    else:  # slots are counted from the full hour; what lasts longer begins in this day
        first = theatre.start if line.start is None else line.start
        start = first.astimezone(ZoneInfo(theatre.zone))
        start = start.replace(minute=0, second=0, microsecond=0)
        n_slots = MINUTES_A_DAY // slot_min
    return bool(_hold_at(line, _Begins.of(start, n_slots, slot_min)).any())


def warmer_c(line: Weather) -> float | None:
    """Return by how much a line's air is warmer than the standard atmosphere."""
    if line.temp_c is None or line.temp_height_m is None:
        return None
    return line.temp_c - (SEA_C - LAPSE_C_PER_M * line.temp_height_m)


@dataclass(frozen=True, slots=True, eq=False)
class _Begins:
    """When slots begin: in minutes of the day, and in seconds of all time."""

    minute: NDArray[np.int64]
    second: NDArray[np.float64]

    @classmethod
    def of(cls, start: dt.datetime, n_slots: int, slot_min: int) -> "_Begins":
        """Take the beginnings of the slots from ``start`` on, on its zone's clock."""
        slots = [slot_time(start, t, slot_min) for t in range(n_slots)]
        return cls(
            np.array([minute_of_day(slot) for slot in slots]),
            np.array([slot.timestamp() for slot in slots]),
        )


def _hold_at(line: Weather, begins: _Begins) -> NDArray[np.bool_]:
    """Tell at which moments a line holds: from its first to before its last."""
    minute, second = begins.minute, begins.second
    if line.start is not None and line.end is not None:
        after, before = line.start.timestamp(), line.end.timestamp()
        return np.asarray((after <= second) & (second < before))
    begin, end = line.daily_from_min, line.daily_to_min
    if begin is None or end is None:
        return np.ones(len(minute), np.bool_)
    if begin <= end:
        return np.asarray((begin <= minute) & (minute < end))
    return np.asarray((minute >= begin) | (minute < end))
