"""What limits count on a route, one row and slot at a time; judge of ``verify``.

Written from docs/theory/limits.md only, in plain scalars, for routes of ``TinyTeam``.
"""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from lawful_routes import Route, Row, TinyTeam

from vedette.domain.limits import AT_LEAST, Limit
from vedette.domain.picture import Window
from vedette.domain.plans import HandOver

START = dt.datetime.fromisoformat("2025-12-08T06:00:00+05:00")
KINDS = (
    "airborne", "seats", "flight_hours", "presence", "absence", "on_duty", "off_duty"
)  # fmt: skip


def make_limit(kind: str, **changes: Any) -> Limit:
    """A limit on everybody, everywhere, always."""
    usual: dict[str, Any] = dict.fromkeys(
        (
            "partner", "base", "team", "section", "km_from", "km_to",
            "daily_from_min", "daily_to_min", "start", "end",
        )
    )  # fmt: skip
    told = {"id": "l-1", "holds": "on_average", "amount": 1.0, "origin": "exercise"}
    return Limit(**{**usual, **told, "reason": "made", "kind": kind, **changes})


def random_limit(rng: np.random.Generator, **changes: Any) -> Limit:
    """A limit of any kind, at some hours, on some stretch."""
    kind = str(changes.pop("kind", rng.choice(KINDS)))
    some: dict[str, Any] = {}
    if rng.random() < 0.7:
        some |= [
            {"daily_from_min": 420, "daily_to_min": 480},
            {"daily_from_min": 450, "daily_to_min": 390},  # over midnight
            {"start": START, "end": START + dt.timedelta(minutes=70)},
            {"start": START + dt.timedelta(minutes=90), "end": START.replace(day=9)},
        ][rng.integers(4)]
    if kind in ("presence", "absence"):
        some |= [
            {}, {"section": "sec-1"}, {"km_from": 9.0, "km_to": 31.0},
            {"km_to": 20.0}, {"section": "sec-0", "km_from": 16.0},
        ][rng.integers(5)]  # fmt: skip
    return make_limit(kind, **{**some, **changes})


def slots_that_count(limit: Limit, window: Window) -> list[int]:
    """The slots whose beginning lies in [from, to)."""
    slots = []
    for slot in range(window.n_slots):
        now = window.start + dt.timedelta(minutes=slot * window.slot_min)
        local = now.astimezone(ZoneInfo(window.zone))
        minute = local.hour * 60 + local.minute
        a, b = limit.daily_from_min, limit.daily_to_min
        if limit.start is not None and limit.end is not None:
            counts = limit.start <= now < limit.end
        elif a is None or b is None:
            counts = True
        elif a < b:
            counts = a <= minute < b
        else:
            counts = not b <= minute < a
        if counts:
            slots.append(slot)
    return slots


def row_counts(limit: Limit, team: TinyTeam, row: Row, slot: int) -> int:
    """What a row counts in a slot: 1 or 0. Of ``off_duty``, being on duty."""
    kind, t0, t1, km0, km1, _, _ = row
    if limit.kind in ("airborne", "seats", "flight_hours"):
        if kind == "land":
            return int(t0 <= slot < t1 - team.U)
        return int(
            (kind == "take_off" and t0 <= slot < t1) or (kind == "fly" and slot == t0)
        )
    if limit.kind in ("presence", "absence"):
        low, high = 0.0, team.theatre.border.length_km
        for section in team.theatre.sections:
            if section.id == limit.section:
                low, high = section.km_from, section.km_to
        low = low if limit.km_from is None else max(low, limit.km_from)
        high = high if limit.km_to is None else min(high, limit.km_to)
        on = all(low - 1e-6 <= km <= high + 1e-6 for km in (km0, km1))
        return int(kind in ("move", "fly") and slot == t0 and on)
    if kind in ("take_off", "land"):
        return int(t0 <= slot < t1)
    return int(kind in ("move", "wait", "fly") and slot == t0)


def route_counts(limit: Limit, team: TinyTeam, route: Route) -> list[float]:
    """What a route counts in each inequality."""
    slots = slots_that_count(limit, team.window)
    found = [sum(row_counts(limit, team, row, s) for row in route) for s in slots]
    assert set(found) <= {0, 1}
    if limit.kind == "flight_hours":
        return [sum(found) * team.slot_min / 60]
    if limit.kind == "off_duty":
        return [1.0 - each for each in found]
    return [float(each) for each in found]


def breaks(limit: Limit, team: TinyTeam, row: Row) -> bool:
    """Whether a limit on one team that forbids moves forbids this row."""
    kind, t0, t1 = row[:3]
    covers = range(t0, t1) if kind != "start" else range(0)
    for slot in slots_that_count(limit, team.window):
        counts = row_counts(limit, team, row, slot)
        if limit.kind == "off_duty":
            counts = 1 - counts
        if limit.kind in AT_LEAST and slot in covers and not counts:
            return True
        if limit.kind not in AT_LEAST and counts:
            return True
    return False


def hand_over_of(ends: list[tuple[int, int, float]], n_states: int) -> HandOver:
    """The odds of states at both ends, of routes told by their states and chances."""
    start, end = np.zeros((2, n_states))
    for first, last, chance in ends:
        start[first] += chance
        end[last] += chance
    return HandOver(start, end)
