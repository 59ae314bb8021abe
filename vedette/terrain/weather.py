"""The weather of every section and slot, from the lines that a staff foresees."""

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import WeatherTable
from vedette.domain.theatre import Theatre
from vedette.domain.weather import Weather
from vedette.units import minute_of_day, slot_time

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
    slots = [slot_time(start, t, theatre.slot_min) for t in range(n_slots)]
    minute = np.array([minute_of_day(slot) for slot in slots])
    second = np.array([slot.timestamp() for slot in slots])
    shape = (len(theatre.sections), n_slots)
    clear, still = np.full(shape, np.inf), np.zeros(shape)
    table = WeatherTable(clear, clear.copy(), still, still.copy())
    names = np.array([section.id for section in theatre.sections])
    for line in theatre.weather:
        there = np.ones(len(names), np.bool_)
        if line.section is not None:
            there = names == line.section
        counts = np.outer(there, _hold_at(line, minute, second))
        for figures, stated in (
            (table.visibility_km, line.visibility_km),
            (table.cloud_base_m, line.cloud_base_m),
            (table.wind_kmh, line.wind_kmh),
            (table.warmer_c, warmer_c(line)),
        ):
            if stated is not None:
                figures[counts] = stated
    return table


def warmer_c(line: Weather) -> float | None:
    """Return by how much a line's air is warmer than the standard atmosphere."""
    if line.temp_c is None or line.temp_height_m is None:
        return None
    return line.temp_c - (SEA_C - LAPSE_C_PER_M * line.temp_height_m)


def _hold_at(
    line: Weather, minute: NDArray[np.int64], second: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Tell at which moments a line holds: from its first to before its last."""
    if line.start is not None and line.end is not None:
        after, before = line.start.timestamp(), line.end.timestamp()
        return np.asarray((after <= second) & (second < before))
    begin, end = line.daily_from_min, line.daily_to_min
    if begin is None or end is None:
        return np.ones(len(minute), np.bool_)
    if begin <= end:
        return np.asarray((begin <= minute) & (minute < end))
    return np.asarray((minute >= begin) | (minute < end))
