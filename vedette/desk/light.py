"""The light of days to come, at one place or in every section."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vedette.desk.spots import find_at
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.reading import load_theatre
from vedette.reading.checks import quote
from vedette.terrain.daylight import DayLight, list_days
from vedette.terrain.line import position_at
from vedette.units import FIRST_YEAR, LAST_YEAR

MOST_DAYS = 366


@dataclass(frozen=True, slots=True, eq=False)
class LightView:
    """Days and places, each with its light."""

    theatre: Theatre
    lines: tuple[tuple[str, DayLight], ...]

    def describe(self) -> str:
        """Return it in words and tables."""
        from vedette.sharing.light_words import describe_light

        return describe_light(self.lines, self.theatre.zone, self.theatre.model)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        from vedette.sharing.light_words import light_json

        days = [light_json(name, day) for name, day in self.lines]
        theatre = self.theatre
        return {"theatre": theatre.id, "zone": theatre.zone, "days": days}


def show_light(
    where: str | Path,
    *,
    at: str | None = None,
    date: str | None = None,
    days: int = 1,
) -> LightView:
    """Show the light of some days at a place, or at the middle of every section.

    ``at`` is a km of the border or a place as `find_at` takes it; ``date`` such as
    2025-12-08, the day of the theatre's start if not given.
    """
    theatre = load_theatre(where)
    if not 1 <= days <= MOST_DAYS:
        raise InputError(
            f"--days: {days} is not possible; give a whole number from 1 to "
            f"{MOST_DAYS}."
        )
    first = theatre.start.date() if date is None else _read_date(date)
    if at is None:
        names = [section.id for section in theatre.sections]
        middle = [(each.km_from + each.km_to) / 2 for each in theatre.sections]
        lon, lat = (each.tolist() for each in position_at(theatre.border, middle))
    else:
        spot = find_at(theatre, at)
        names, lon, lat = [spot.name], [spot.lon], [spot.lat]
    found = list_days(lon, lat, first, days, theatre.zone, theatre.model)
    return LightView(
        theatre,
        tuple(
            (name, place[n])
            for n in range(days)
            for name, place in zip(names, found, strict=True)
        ),
    )


def _read_date(text: str) -> dt.date:
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"--date: {quote(text)} is not a date; write such as 2025-12-08."
        ) from None
    if not FIRST_YEAR <= date.year < LAST_YEAR:
        raise InputError(
            f"--date: {date.isoformat()} is too far off; give one of the years "
            f"{FIRST_YEAR} to {LAST_YEAR - 1}."
        )
    return date
