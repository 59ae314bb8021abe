"""The slots of a plan and the light in each, by the sun over every section."""

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np

from vedette.domain.picture import Window
from vedette.domain.theatre import LIGHTS, Theatre
from vedette.errors import InputError
from vedette.terrain.line import position_at
from vedette.units import FIRST_YEAR, LAST_YEAR, MINUTES_A_DAY, slot_time

# The sun's upper edge on a level horizon, refraction and half its width included, so
# the sun's true height is compared with it.
SUNRISE_DEG = -0.833
# End of nautical twilight: the horizon is no longer seen.
NIGHT_DEG = -12.0
MOST_DAYS = 14
DAY, DUSK, NIGHT = (LIGHTS.index(light) for light in ("day", "dusk", "night"))


def make_window(
    theatre: Theatre,
    start: dt.datetime | None,
    days: int,
    n_slots: int | None = None,
) -> Window:
    """Return the window of ``days`` days from ``start`` (None: the theatre's own).

    Where ``n_slots`` is given the window has so many slots instead: what is left of
    one that began earlier. The window's start is on the clock of the theatre's zone.
    The light of a slot is that of its middle, over the middle of each section's line:
    day while the sun shows above a level horizon, night when it stands lower than 12
    degrees below.
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
    light = [
        [_light_at(x, y, middle) for middle in middles]
        for x, y in zip(lon.tolist(), lat.tolist(), strict=True)
    ]
    return Window(
        start=begin,
        zone=theatre.zone,
        slot_min=slot_min,
        light=np.array(light, dtype=np.int8).reshape(len(km), n_slots),
    )


def sun_height_deg(lon: float, lat: float, moment: dt.datetime) -> float:
    """Return the height of the sun's centre in degrees, without refraction (astral)."""
    from astral import Observer
    from astral.sun import elevation

    observer = Observer(latitude=lat, longitude=lon)
    utc = moment.astimezone(dt.UTC)
    return float(elevation(observer, utc, with_refraction=False))


def _light_at(lon: float, lat: float, moment: dt.datetime) -> int:
    """Index into LIGHTS of the light at a place and moment."""
    height = sun_height_deg(lon, lat, moment)
    if height > SUNRISE_DEG:
        return DAY
    return NIGHT if height < NIGHT_DEG else DUSK


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
