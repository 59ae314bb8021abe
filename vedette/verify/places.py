"""Where a ground team may stand and step, and what it passes on the way."""

import itertools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.domain.forces import Team
from vedette.domain.picture import Ground, Window
from vedette.domain.theatre import Theatre
from vedette.verify.duties import NEARLY, lawful_km
from vedette.verify.looks import Stays, overlaps_km

STEP_SLACK_MIN = 1e-6
SAME_KM = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The places of a ground team, in the order of km.

    Parameters
    ----------
    km, minute
        Border km and time from the base (negative downwards), shape (n,).
    base
        Index of the base's place.
    span
        How many places up or down the longest step goes.
    may_step
        Whether the step from place i to i + d - span fits a slot, (n, 2 span + 1).
    low_km, high_km
        The stretch its caveats leave the team.
    passable_km
        The stretch around the base that the team's kind can pass.
    blocked
        Why the team has no lawful move at all; empty if it has.
    """

    km: NDArray[np.float64]
    minute: NDArray[np.float64]
    base: int
    span: int
    may_step: NDArray[np.bool_]
    low_km: float
    high_km: float
    passable_km: tuple[float, float]
    blocked: str = ""

    @property
    def n_looks(self) -> int:
        """How many steps there are to look from, lawful or not."""
        return self.may_step.size

    def find(self, km: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the place at each km, or -1 where there is none."""
        return nearest_within(self.km, km)

    def look_of(
        self, here: NDArray[np.int64], there: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return the number of the look of steps, -1 where no such step exists."""
        if not self.n_looks:
            return np.full(len(here), -1, dtype=np.int64)
        shift = there - here + self.span
        sane = (here >= 0) & (there >= 0) & (shift >= 0) & (shift <= 2 * self.span)
        look = here * (2 * self.span + 1) + shift
        return np.where(sane & self.may_step.ravel()[np.where(sane, look, 0)], look, -1)


def nearest_within(
    known_km: NDArray[np.float64], km: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return the index of each km among ascending known ones, or -1 if not there."""
    if not len(known_km):
        return np.full(len(km), -1, dtype=np.int64)
    after = np.clip(np.searchsorted(known_km, km), 0, len(known_km) - 1)
    before = np.maximum(after - 1, 0)
    closer = np.abs(known_km[before] - km) < np.abs(known_km[after] - km)
    best = np.where(closer, before, after)
    return np.where(np.abs(known_km[best] - km) <= SAME_KM, best, -1)


def reach_of(edge_km: NDArray[np.float64], km: float) -> int:
    """Return the reach that holds a km; at an edge, the reach above it."""
    reach = int(np.searchsorted(edge_km, km, side="right")) - 1
    return min(max(reach, 0), len(edge_km) - 2)


def lay_places(theatre: Theatre, team: Team, ground: Ground, window: Window) -> Places:
    """Find every place of a ground team and the steps between them."""
    low, high = lawful_km(theatre, team)
    base_km = theatre.get_base(team.base).km
    minutes = ground.minutes[team.kind]
    reason = _why_blocked(base_km, minutes, ground, low, high)
    if reason or base_km is None:
        none = np.zeros(0)
        no_step = np.zeros((0, 1), dtype=np.bool_)
        no_way = (math.nan, math.nan)
        return Places(none, none, 0, 0, no_step, low, high, no_way, reason)
    longest = math.floor(team.duty_h * 60 / window.slot_min + NEARLY)
    half_duty_min = longest * window.slot_min / 2
    met_down = _walk(ground, minutes, base_km, -1, low, half_duty_min)
    met_up = _walk(ground, minutes, base_km, 1, high, half_duty_min)
    down, up = (_places_one_way(met, window.slot_min) for met in (met_down, met_up))
    km = np.array([*(k for k, _ in reversed(down)), base_km, *(k for k, _ in up)])
    minute = np.array([*(-m for _, m in reversed(down)), 0.0, *(m for _, m in up)])
    near = np.abs(minute[:, None] - minute[None, :]) <= window.slot_min + STEP_SLACK_MIN
    here, there = np.nonzero(near)
    span = int(np.max(np.abs(here - there)))
    may_step = np.zeros((len(km), 2 * span + 1), dtype=np.bool_)
    may_step[here, there - here + span] = True
    passable = _passable_stretch(ground.edge_km, minutes, base_km)
    return Places(km, minute, len(down), span, may_step, low, high, passable)


def _why_blocked(
    base_km: float | None,
    minutes: NDArray[np.float64],
    ground: Ground,
    low: float,
    high: float,
) -> str:
    """Say why a team cannot leave its base at all, or nothing if it can."""
    if base_km is None:
        return "its base has no km on the border"
    if not low <= base_km <= high:
        return f"its base at km {base_km:.3f} lies outside km {low:.3f} to {high:.3f}"
    if not math.isfinite(minutes[reach_of(ground.edge_km, base_km)]):
        return "the reach of its base cannot be passed"
    return ""


def _passable_stretch(
    edge_km: NDArray[np.float64], minutes: NDArray[np.float64], base_km: float
) -> tuple[float, float]:
    """Return how far down and up passable ground goes on from the base."""
    closed = np.flatnonzero(~np.isfinite(minutes))
    home = reach_of(edge_km, base_km)
    below = closed[edge_km[closed + 1] <= base_km]
    above = closed[closed > home]
    low = edge_km[below[-1] + 1] if len(below) else edge_km[0]
    high = edge_km[above[0]] if len(above) else edge_km[-1]
    return float(low), float(high)


def _walk(
    ground: Ground,
    minutes: NDArray[np.float64],
    base_km: float,
    way: int,
    limit_km: float,
    half_duty_min: float,
) -> list[tuple[float, float]]:
    """List (km, minutes from the base) at the base and the reach edges one way out.

    ``way`` is 1 for up the line and -1 for down.
    """
    reach = reach_of(ground.edge_km, base_km)
    if way < 0 and ground.edge_km[reach] >= base_km:
        reach -= 1
    met = [(base_km, 0.0)]
    while 0 <= reach < ground.n_reaches and math.isfinite(minutes[reach]):
        edge = float(ground.edge_km[reach + 1 if way > 0 else reach])
        if edge * way > limit_km * way:
            break
        length = ground.edge_km[reach + 1] - ground.edge_km[reach]
        part = abs(edge - met[-1][0]) / length
        met.append((edge, met[-1][1] + float(minutes[reach] * part)))
        if met[-1][1] > half_duty_min:
            break
        reach += way
    return met


def _places_one_way(
    met: list[tuple[float, float]], slot_min: int
) -> list[tuple[float, float]]:
    """Choose the places among the edges met, and cut what is too long for a slot."""
    kept = [met[0]]
    for km, minute in met[1:]:
        if minute - kept[-1][1] >= slot_min / 3 - NEARLY:
            kept.append((km, minute))
    places: list[tuple[float, float]] = []
    for (_, since), (km, minute) in itertools.pairwise(kept):
        parts = 1
        if minute - since > slot_min:
            parts = math.ceil((minute - since) / slot_min - NEARLY)
        cuts = [since + (minute - since) * part / parts for part in range(1, parts)]
        places += [(_km_at(met, cut), cut) for cut in cuts]
        places.append((km, minute))
    return places


def _km_at(met: list[tuple[float, float]], minute: float) -> float:
    """Return the km reached after some minutes on the way out."""
    km, since = zip(*met, strict=True)
    return float(np.interp(minute, since, km))


def stays_on_ground(places: Places, ground: Ground, kind: str, slot_h: float) -> Stays:
    """Share the slot of every lawful step among the parts of the line it passes."""
    n_shifts = 2 * places.span + 1
    here, shift = np.nonzero(places.may_step)
    there = here + shift - places.span
    moving = here != there
    a, b = places.km[here[moving]], places.km[there[moving]]
    corridor = ground.get_sights().corridor
    covered = overlaps_km(corridor.part_km, np.minimum(a, b), np.maximum(a, b))
    step, part = np.nonzero(covered)
    km, reach = covered[step, part], corridor.part_reach[part]
    length = np.diff(ground.edge_km)[reach]
    minutes = km / length * ground.minutes[kind][reach]
    total = np.bincount(step, weights=minutes, minlength=int(moving.sum()))
    hours = slot_h * minutes / total[step]
    look = (here * n_shifts + shift)[moving][step]
    stay = _stays_standing(places, corridor.part_km, slot_h)
    order = np.argsort(np.concatenate([look, stay.look]), kind="stable")
    return Stays(
        np.concatenate([look, stay.look])[order],
        np.concatenate([part, stay.part])[order],
        np.concatenate([hours, stay.hours])[order],
        np.concatenate([km / hours, stay.kmh])[order],
    )


def _stays_standing(
    places: Places, part_km: NDArray[np.float64], slot_h: float
) -> Stays:
    """Give the slot of a team that stays to its part, or to both at an edge."""
    below = part_km[None, :-1] - SAME_KM <= places.km[:, None]
    above = places.km[:, None] <= part_km[None, 1:] + SAME_KM
    place, part = np.nonzero(below & above)
    shared_by = np.bincount(place, minlength=len(places.km))[place]
    look = place * (2 * places.span + 1) + places.span
    return Stays(look, part, slot_h / shared_by, np.zeros(len(look)))
