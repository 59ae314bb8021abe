"""Alike teams, and what limits them: hours, stretch of border, duty and rest."""

import datetime as dt
import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.domain.forces import Caveat, Team, TypeCard
from vedette.domain.limits import Limit
from vedette.domain.picture import Window
from vedette.domain.theatre import Base, Theatre
from vedette.planning.availability import (
    Spell,
    closed_slots,
    daylight_place,
    list_absences,
)
from vedette.units import MINUTES_A_DAY, minute_of_day, slot_time, slots_in

Ints = NDArray[np.signedinteger[Any]]
AWAY = (
    "by availability.csv it is unavailable whenever a duty could begin; plan other "
    "days, or change its rows"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Teams alike in everything but id, name and note, with what binds them all.

    ``low_km`` and ``high_km`` bound where they patrol; ``hours`` are (earliest, latest)
    in minutes of the day, all of which a duty keeps to; ``duty`` and ``rest`` in slots.
    ``absences`` are when they are not available, ``daylight_at`` (lon, lat) where it
    must be day while they are on duty.
    """

    teams: tuple[Team, ...]
    base: Base
    card: TypeCard | None
    low_km: float
    high_km: float
    hours: tuple[tuple[int, int], ...]
    duty: int
    rest: int
    absences: tuple[Spell, ...] = ()
    daylight_at: tuple[float, float] | None = None

    @property
    def kind(self) -> str:
        """Kind of team: foot, vehicle, boat or helicopter."""
        return self.teams[0].kind

    def duty_lengths(self, window: Window) -> dict[int, int]:
        """Return the longest duty, in slots, for every moment one may begin at."""
        start = local_start(window)
        lengths = {}
        first, last = -self.duty, window.n_slots + self.duty
        shut = closed_slots(window, first, last, self.absences, self.daylight_at)
        ends = np.append(np.flatnonzero(shut) + first, last)
        for moment in range(first, window.n_slots):
            minute = minute_of_day(slot_time(start, moment, window.slot_min))
            if minute % self.teams[0].starts_every_min:
                continue
            room = [
                _room_min(minute, *hours) // window.slot_min for hours in self.hours
            ]
            until = int(ends[np.searchsorted(ends, moment)])
            length = min([self.duty, until - moment, *room])
            if length >= 1:
                lengths[moment] = length
        return lengths

    def is_away(self, window: Window) -> bool:
        """Tell whether only its absences keep it off duty in all of a window.

        A duty that ends before the window does not count, though routes may hold it.
        """
        present = replace(self, absences=())
        return bool(
            self.absences
            and not self._has_duty_in(window)
            and present._has_duty_in(window)
        )

    def _has_duty_in(self, window: Window) -> bool:
        lengths = self.duty_lengths(window)
        return any(begin + length > 0 for begin, length in lengths.items())

    def why_no_duty(self, window: Window) -> str:
        """Return why no duty may begin in a window, and what to do about it."""
        if replace(self, absences=()).duty_lengths(window):
            return AWAY
        if replace(self, daylight_at=None).duty_lengths(window):
            return (
                "by its day_only caveat it would have to begin while it is not day; "
                "let its hours reach into the day, or lift the caveat"
            )
        return (
            "its hours leave no room for a duty to begin; widen earliest-latest in "
            "teams.csv or the hours caveat, or let duties start more often"
        )


def list_groups(
    theatre: Theatre,
    without: tuple[str, ...],
    slot_min: int,
    pins: tuple[Limit, ...] = (),
    teams_out: tuple[str, ...] = (),
) -> list[Group]:
    """Return the groups of alike teams, in the order of their first team."""
    limits = (*theatre.limits, *pins)
    alike: dict[tuple[object, ...], list[Team]] = {}
    for team in list_teams(theatre, without, teams_out):
        alike.setdefault(_likeness(theatre, team, limits), []).append(team)
    return [_make_group(theatre, tuple(teams), slot_min) for teams in alike.values()]


def list_teams(
    theatre: Theatre, without: tuple[str, ...], teams_out: tuple[str, ...] = ()
) -> list[Team]:
    """Return the teams that take part, in the order of ``teams.csv``."""
    return [
        team
        for team in theatre.teams
        if team.partner not in without and team.id not in teams_out
    ]


def does_count(limit: Limit, team: Team) -> bool:
    """Tell whether a limit or pin counts a team, whatever it counts."""
    return (
        limit.partner in (None, team.partner)
        and limit.base in (None, team.base)
        and limit.team in (None, team.id)
    )


def list_caveats(theatre: Theatre, team: Team) -> list[Caveat]:
    """Return the caveats that hold for a team."""
    return [
        caveat
        for caveat in theatre.caveats
        if caveat.partner == team.partner and caveat.team in (None, team.id)
    ]


def _likeness(
    theatre: Theatre, team: Team, limits: tuple[Limit, ...]
) -> tuple[object, ...]:
    caveats = frozenset(
        (each.kind, each.km_from, each.km_to, each.earliest_min, each.latest_min)
        for each in list_caveats(theatre, team)
    )
    hours = (team.earliest_min, team.latest_min, team.duty_h, team.rest_h)
    starts = team.starts_every_min
    absences = list_absences(theatre.availability, team.id)
    counted = tuple(limit.id for limit in limits if does_count(limit, team))
    kind = (team.partner, team.base, team.kind, team.card)
    return (*kind, *hours, starts, absences, caveats, counted)


def _make_group(theatre: Theatre, teams: tuple[Team, ...], slot_min: int) -> Group:
    team = teams[0]
    caveats = list_caveats(theatre, team)
    stretches = [caveat for caveat in caveats if caveat.kind == "km_range"]
    limits = [(team.earliest_min, team.latest_min)]
    limits += [(c.earliest_min, c.latest_min) for c in caveats if c.kind == "hours"]
    length = theatre.border.length_km
    return Group(
        teams=teams,
        base=theatre.get_base(team.base),
        card=theatre.find_card(team.card),
        low_km=max([0.0, *(c.km_from for c in stretches if c.km_from is not None)]),
        high_km=min([length, *(c.km_to for c in stretches if c.km_to is not None)]),
        hours=tuple((a, b) for a, b in limits if a is not None and b is not None),
        duty=slots_in(team.duty_h, slot_min),
        rest=max(1, math.ceil(team.rest_h * 60 / slot_min - 1e-9)),
        absences=list_absences(theatre.availability, team.id),
        daylight_at=daylight_place(theatre, theatre.get_base(team.base), caveats),
    )


def _room_min(minute: int, earliest: int, latest: int) -> int:
    """Return the minutes left of the daily hours at a minute of the day."""
    if earliest < latest:
        return latest - minute if earliest <= minute < latest else 0
    if minute >= earliest:
        return latest + MINUTES_A_DAY - minute
    return max(0, latest - minute)


def local_start(window: Window) -> dt.datetime:
    """Return a window's start on the wall clock of its zone."""
    from zoneinfo import ZoneInfo

    return window.start.astimezone(ZoneInfo(window.zone))
