"""Slots as people read them: on the wall clock of the theatre, and in UTC."""

import datetime as dt
from zoneinfo import ZoneInfo

from vedette.domain.picture import Window
from vedette.domain.plans import Plan, Roster
from vedette.units import slot_time


def moment(covered: Plan | Roster | Window, slot: int) -> dt.datetime:
    """Return when a slot begins, on the wall clock of the theatre's zone.

    Slots are minutes of elapsed time, so the step is made in UTC: a clock that is put
    forward or back in between does not move a duty.
    """
    start = covered.start.astimezone(ZoneInfo(covered.zone))
    return slot_time(start, slot, covered.slot_min)


def iso(at: dt.datetime | None) -> str | None:
    """Write a moment as ISO 8601 does; None stays None."""
    return None if at is None else at.isoformat()


def utc(local: dt.datetime) -> dt.datetime:
    """Return the same moment in UTC."""
    return local.astimezone(dt.UTC)
