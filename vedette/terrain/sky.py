"""The slots of a plan, and the light and weather in each, section by section."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Window
from vedette.domain.theatre import LIGHTS, ModelConstants, Theatre
from vedette.errors import InputError
from vedette.terrain.almanac import SUNRISE_DEG, days_at, sun_and_moon
from vedette.terrain.line import position_at
from vedette.terrain.weather import lay_weather
from vedette.units import FIRST_YEAR, LAST_YEAR, MINUTES_A_DAY, slot_time

Floats = NDArray[np.float64]

MOST_DAYS = 14
CIVIL_DEG, NAUTICAL_DEG = -6.0, -12.0  # heights of the sun at which the twilights end
DAY, CIVIL, NAUTICAL, MOON, NIGHT = range(len(LIGHTS))


def make_window(
    theatre: Theatre,
    start: dt.datetime | None,
    days: int,
    n_slots: int | None = None,
) -> Window:
    """Return the window of ``days`` days from ``start`` (None: the theatre's own).

    Where ``n_slots`` is given the window has so many slots instead: what is left of
    one that began earlier. The window's start is on the clock of the theatre's zone.
    The light of a slot is that of its middle, over the middle of each section's line.
    """
    if not 1 <= days <= MOST_DAYS:
        raise InputError(
            f"days: {days} cannot be planned; give a whole number from 1 to "
            f"{MOST_DAYS}."
        )
    begin = _checked_start(theatre, theatre.start if start is None else start)
    slot_min = theatre.slot_min
    whole = days * MINUTES_A_DAY // slot_min
    n_slots = whole if n_slots is None else n_slots
    if not 1 <= n_slots <= whole:
        raise InputError(
            f"n_slots: {n_slots} cannot be planned; give a whole number from 1 to the "
            f"{whole} slots of {days} days."
        )
    half = dt.timedelta(minutes=slot_min / 2)
    middles = [slot_time(begin, t, slot_min) + half for t in range(n_slots)]
    km = [(section.km_from + section.km_to) / 2 for section in theatre.sections]
    lon, lat = position_at(theatre.border, km)
    sun, moon = sun_and_moon(days_at(middles))
    return Window(
        start=begin,
        zone=theatre.zone,
        slot_min=slot_min,
        light=light_classes(
            sun.heights_deg(lon, lat),
            moon.heights_deg(lon, lat),
            moon.lit,
            theatre.model,
        ),
        weather=lay_weather(theatre, begin, n_slots),
    )


def light_classes(
    sun_deg: Floats, moon_deg: Floats, moon_lit: Floats, model: ModelConstants
) -> NDArray[np.int8]:
    """Return the light by the true heights of sun and moon, as indices into LIGHTS.

    Day while the sun's upper edge shows above a level horizon, civil and nautical
    twilight while it stands no lower than 6 and 12 degrees below; then moon where
    enough of a moon stands high enough, night where not.
    """
    does_help = moon_deg >= model.moon_least_deg
    does_help &= moon_lit >= model.moon_least_lit
    is_up, is_civil = sun_deg > SUNRISE_DEG, sun_deg >= CIVIL_DEG
    kinds = [is_up, is_civil, sun_deg >= NAUTICAL_DEG, does_help]
    return np.select(kinds, [DAY, CIVIL, NAUTICAL, MOON], NIGHT).astype(np.int8)


def are_day(
    lon: float, lat: float, moments: Sequence[dt.datetime]
) -> NDArray[np.bool_]:
    """Tell at which moments it is day over a place, shape (moments,)."""
    sun, _ = sun_and_moon(days_at(moments))
    return np.asarray(sun.heights_deg(lon, lat)[0] > SUNRISE_DEG)


def sun_height_deg(lon: float, lat: float, moment: dt.datetime) -> float:
    """Return the true height of the sun's centre over a place, without refraction."""
    sun, _ = sun_and_moon(days_at([moment]))
    return float(sun.heights_deg(lon, lat)[0, 0])


def _checked_start(theatre: Theatre, start: dt.datetime) -> dt.datetime:
    """Return the start on the clock of the theatre's zone, or say what is wrong."""
    if start.tzinfo is None or start.utcoffset() is None:
        raise InputError(
            f"start: {start.isoformat()} has no offset from UTC; write it in full, as "
            f"{theatre.start.isoformat()}."
        )
    if not FIRST_YEAR <= start.year <= LAST_YEAR:
        raise InputError(
            f"start: {start.isoformat()} is not a time to plan for; give one of the "
            f"years {FIRST_YEAR} to {LAST_YEAR}."
        )
    local = start.astimezone(ZoneInfo(theatre.zone))
    if local.minute % theatre.slot_min or local.second or local.microsecond:
        raise InputError(
            f"start: {local.isoformat()} is inside a slot; slots of {theatre.slot_min} "
            f"min are counted from the full hour in {theatre.zone}."
        )
    return local
