"""Slots in which a team may not be on duty: rules ``available`` and ``day-only``."""

import datetime as dt
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from vedette.domain.forces import Caveat, Team
from vedette.domain.theatre import Theatre
from vedette.terrain.line import position_at
from vedette.terrain.sky import are_day
from vedette.verify.bases import section_of_base

Mask = NDArray[np.bool_]


def unavailable_spans(
    theatre: Theatre, team: Team
) -> frozenset[tuple[dt.datetime, dt.datetime]]:
    """Return the times, from and to, in which a team is said to be unavailable."""
    return frozenset(
        (row.start.astimezone(dt.UTC), row.end.astimezone(dt.UTC))
        for row in theatre.availability
        if row.team == team.id and row.status == "unavailable"
    )


def are_away(
    theatre: Theatre, team: Team, moments: Sequence[dt.datetime], slot_min: int
) -> Mask:
    """Tell which slots, by their beginnings, share time with an unavailable span."""
    away = np.zeros(len(moments), dtype=np.bool_)
    length = dt.timedelta(minutes=slot_min)
    for begin, end in unavailable_spans(theatre, team):
        away |= np.array([now < end and now + length > begin for now in moments])
    return away


def are_dark(
    theatre: Theatre,
    team: Team,
    caveats: Collection[Caveat],
    moments: Sequence[dt.datetime],
    slot_min: int,
) -> Mask:
    """Tell which slots a team that is on duty by day only may not have."""
    if all(caveat.kind != "day_only" for caveat in caveats):
        return np.zeros(len(moments), dtype=np.bool_)
    base = theatre.get_base(team.base)
    section = theatre.sections[section_of_base(theatre, base)]
    middle_km = (section.km_from + section.km_to) / 2
    lon, lat = position_at(theatre.border, middle_km)
    half = dt.timedelta(minutes=slot_min / 2)
    return ~are_day(float(lon), float(lat), [now + half for now in moments])
