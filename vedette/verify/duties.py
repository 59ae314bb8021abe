"""When a team may be on duty, and which limits its partner puts on it."""

import datetime as dt
import math
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from vedette.domain.forces import Caveat, Team
from vedette.domain.picture import Window
from vedette.domain.theatre import Theatre
from vedette.verify.closed import are_away, are_dark

NEARLY = 1e-9
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True, eq=False)
class Duties:
    """The moments and lengths of a team's lawful duties.

    Parameters
    ----------
    n_slots
        T, the slots of the window.
    longest
        D, the slots of a full duty.
    rest
        R, the slots of rest after a duty.
    on_time
        Whether the clock allows a duty to begin, at moments -D to T - 1.
    room, hours_room
        L(s), how long a duty may last, at the same moments; 0 where none may begin.
        The latter counts only what duty and hours leave.
    away, dark
        Slots -D to T + D - 1 in which the team is unavailable, and those in which it
        is not day for a team that is on duty by day only.
    """

    n_slots: int
    longest: int
    rest: int
    on_time: NDArray[np.bool_]
    room: NDArray[np.int64]
    hours_room: NDArray[np.int64]
    away: NDArray[np.bool_]
    dark: NDArray[np.bool_]

    @property
    def first(self) -> int:
        """The moment at which every route begins."""
        return -self.longest

    @property
    def most_left(self) -> int:
        """The most slots of rest that may be left once one has passed."""
        return max(self.rest - 1, 0)

    @property
    def starts(self) -> NDArray[np.int64]:
        """The moments at which a duty may begin."""
        return np.flatnonzero(self.on_time & (self.room >= 1)) + self.first

    def known(self, moments: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which moments lie where a duty may begin at all."""
        return (moments >= self.first) & (moments < self.n_slots)

    def clock_allows(self, moments: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell at which moments the clock allows a duty to begin."""
        return self.known(moments) & self.on_time[self._place(moments)]

    def room_at(self, moments: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return L(s) for any moments, 0 for those outside the window's reach."""
        return np.where(self.known(moments), self.room[self._place(moments)], 0)

    def hours_room_at(self, moments: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return what duty and hours alone leave, as ``room_at``."""
        return np.where(self.known(moments), self.hours_room[self._place(moments)], 0)

    def _place(self, moments: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.clip(moments - self.first, 0, len(self.room) - 1)


def caveats_on(theatre: Theatre, team: Team) -> tuple[Caveat, ...]:
    """Return the caveats that hold for a team."""
    return tuple(
        caveat
        for caveat in theatre.caveats
        if caveat.team == team.id
        or (caveat.team is None and caveat.partner == team.partner)
    )


def lawful_km(theatre: Theatre, team: Team) -> tuple[float, float]:
    """Return the stretch, in border km, that a team's caveats leave it."""
    low, high = 0.0, theatre.border.length_km
    for caveat in caveats_on(theatre, team):
        if caveat.kind == "km_range":
            low = max(low, -math.inf if caveat.km_from is None else caveat.km_from)
            high = min(high, math.inf if caveat.km_to is None else caveat.km_to)
    return low, high


def wall_clock(window: Window, moment: int) -> dt.datetime:
    """Return the time on the theatre's clocks at a moment of the window."""
    utc = window.start.astimezone(dt.UTC)
    utc += dt.timedelta(minutes=int(moment) * window.slot_min)
    return utc.astimezone(ZoneInfo(window.zone))


def plan_duties(theatre: Theatre, team: Team, window: Window) -> Duties:
    """Find when a team may begin a duty and how long each may last."""
    caveats, slot_min = caveats_on(theatre, team), window.slot_min
    longest = math.floor(team.duty_h * 60 / window.slot_min + NEARLY)
    rest = max(1, math.ceil(team.rest_h * 60 / window.slot_min - NEARLY))
    limits = _hour_limits(theatre, team)
    moments = range(-longest, window.n_slots)
    on_time = np.zeros(len(moments), dtype=np.bool_)
    room = np.zeros(len(moments), dtype=np.int64)
    for place, moment in enumerate(moments):
        now = wall_clock(window, moment)
        minute = now.hour * 60 + now.minute
        on_time[place] = minute % team.starts_every_min == 0
        left = [_minutes_left(minute, *limit) // slot_min for limit in limits]
        room[place] = min([longest, *left])
    slots = range(-longest, window.n_slots + longest)
    begins = [wall_clock(window, slot).astimezone(dt.UTC) for slot in slots]
    away = are_away(theatre, team, begins, slot_min)
    dark = are_dark(theatre, team, caveats, begins, slot_min)
    open_room = np.minimum(room, _open_slots(away | dark)[: len(room)])
    return Duties(
        n_slots=window.n_slots,
        longest=longest,
        rest=rest,
        on_time=on_time,
        room=open_room,
        hours_room=room,
        away=away,
        dark=dark,
    )


def _open_slots(closed: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how many slots pass from each on before one that is closed."""
    slots = np.arange(len(closed))
    shut = np.where(closed, slots, len(closed))
    return np.minimum.accumulate(shut[::-1])[::-1] - slots


def _hour_limits(theatre: Theatre, team: Team) -> list[tuple[int, int]]:
    """Return earliest and latest minute of the day of every limit on a team."""
    limits = [(team.earliest_min, team.latest_min)]
    limits += [
        (caveat.earliest_min, caveat.latest_min)
        for caveat in caveats_on(theatre, team)
        if caveat.kind == "hours"
    ]
    return [
        (0 if early is None else early, MINUTES_A_DAY if late is None else late)
        for early, late in limits
        if early is not None or late is not None
    ]


def _minutes_left(minute: int, earliest: int, latest: int) -> int:
    """Return the minutes from a minute of the day until duty has to be over."""
    if earliest > latest:
        if minute >= earliest:
            return latest + MINUTES_A_DAY - minute
        return max(latest - minute, 0)
    return latest - minute if earliest <= minute < latest else 0
