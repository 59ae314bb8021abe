"""Moments as a person writes them: an hour of the day, or a date and hour."""

import datetime as dt
from zoneinfo import ZoneInfo

from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.reading.checks import hour_or_moment
from vedette.reading.faults import WrongValueError


def read_at(theatre: Theatre, text: str | None) -> dt.datetime:
    """Return the moment of ``--at`` on the clock of the theatre's zone.

    An hour alone is one of the day on which plans begin; without a text it is the
    moment at which they do.
    """
    zone = ZoneInfo(theatre.zone)
    start = theatre.start.astimezone(zone)
    if text is None:
        return start
    try:
        at = hour_or_moment(text)
    except WrongValueError as wrong:
        raise InputError(f"--at: {wrong.what}; {wrong.advice}.") from None
    if isinstance(at, dt.datetime):
        return at.astimezone(zone)
    return start.replace(hour=at // 60, minute=at % 60, second=0, microsecond=0)
