"""The rules of helicopters."""

import numpy as np
from numpy.typing import NDArray

from vedette.domain.plans import FLY, LAND, REST, TAKE_OFF
from vedette.verify.rows import Mask, Rows, Rule
from vedette.verify.spans import Sums
from vedette.verify.stations import Stations


def _stations(rows: Rows) -> Stations:
    if not isinstance(rows.facts.ways, Stations):
        raise TypeError(f"{rows.team.id} is not a helicopter")
    return rows.facts.ways


def _at(rows: Rows, fact: NDArray[np.bool_]) -> Mask:
    """Mark rows of which either end is a station with some fact about it."""
    here = (rows.here >= 0) & fact[np.maximum(rows.here, 0)]
    there = (rows.there >= 0) & fact[np.maximum(rows.there, 0)]
    return rows.is_kind(TAKE_OFF, FLY, LAND) & (here | there)


def _leg_station(rows: Rows) -> NDArray[np.int64]:
    """Return the station at the far end of each leg, -1 in other rows."""
    out = np.where(rows.is_kind(TAKE_OFF), rows.there, -1)
    return np.where(rows.is_kind(LAND), rows.here, out)


def _leg_slots(rows: Rows) -> NDArray[np.int64]:
    station = np.maximum(_leg_station(rows), 0)
    return _stations(rows).leg_slots[station]


def _unsigned(rows: Rows) -> Mask:
    unsigned = _stations(rows).unsigned
    return np.asarray(rows.not_kind(REST) & np.full(len(rows.kind), unsigned))


def _cannot_land(rows: Rows) -> Mask:
    cannot_land = _stations(rows).cannot_land
    return np.asarray(
        rows.is_kind(TAKE_OFF, LAND) & np.full(len(rows.kind), cannot_land)
    )


def _no_station(rows: Rows) -> Mask:
    lost0 = rows.is_kind(FLY, LAND) & (rows.here < 0)
    lost1 = rows.is_kind(FLY, TAKE_OFF) & (rows.there < 0)
    return lost0 | lost1


def _too_high(rows: Rows) -> Mask:
    return _at(rows, _stations(rows).too_high)


def _outside(rows: Rows) -> Mask:
    return _at(rows, _stations(rows).outside)


def _bad_leg(rows: Rows) -> Mask:
    station = _leg_station(rows)
    leg = station >= 0
    no_leg = _stations(rows).no_leg[np.maximum(station, 0)]
    slots = rows.t1 - rows.t0
    out = rows.is_kind(TAKE_OFF) & (slots != _leg_slots(rows))
    back = rows.is_kind(LAND) & (slots < _leg_slots(rows))
    return np.asarray(leg & (no_leg | out | back))


def _bad_turnaround(rows: Rows) -> Mask:
    rest = rows.t1 - rows.t0 - _leg_slots(rows)
    known = rows.is_kind(LAND) & (rows.here >= 0) & (rest >= 0)
    return np.asarray(known & (rest != _stations(rows).turn_slots))


def _long_flight(rows: Rows) -> Mask:
    stations = _stations(rows)
    known = rows.is_kind(FLY) & (rows.here >= 0) & (rows.there >= 0)
    flown = stations.flown
    ends_flown = flown[np.maximum(rows.here, 0)] & flown[np.maximum(rows.there, 0)]
    unlawful = known & ends_flown & (rows.look < 0)
    return np.asarray(unlawful | (rows.is_kind(FLY) & (rows.t1 - rows.t0 != 1)))


def _too_far(rows: Rows) -> Mask:
    landed = rows.t0 + _leg_slots(rows)
    done = np.where(rows.is_kind(LAND) & (rows.here >= 0), landed, rows.t1)
    airborne = rows.is_kind(TAKE_OFF, FLY, LAND)
    return airborne & (done > rows.sortie + _stations(rows).air_slots)


def _grounded(rows: Rows) -> Mask:
    stations = _stations(rows)
    closed = np.pad(np.cumsum(stations.grounded, axis=0), ((1, 0), (0, 0)))
    first = np.where(rows.is_kind(TAKE_OFF), rows.there, rows.here)
    last = np.where(rows.is_kind(LAND), rows.here, rows.there)
    low, high = np.minimum(first, last), np.maximum(first, last)
    slot = np.where(rows.is_kind(TAKE_OFF), rows.t1 - 1, rows.t0)
    inside = (slot >= 0) & (slot < closed.shape[1]) & (low >= 0)
    at = np.where(inside, slot, 0)
    over = inside & (closed[high + 1, at] > closed[np.maximum(low, 0), at])
    by_field = np.where(rows.is_kind(LAND), rows.t1 - stations.turn_slots - 1, rows.t0)
    shut = Sums.of(stations.field_grounded).over(by_field, by_field + 1) > 0
    airborne = rows.is_kind(TAKE_OFF, FLY, LAND)
    return np.asarray(airborne & (over | (shut & rows.not_kind(FLY))))


AIR_RULES = (
    Rule("signed-card", _unsigned, "nobody has signed the card of its type", True),
    Rule("landing", _cannot_land, "its airfield lies above the landing ceiling", True),
    Rule("stations", _no_station, "{km0} or {km1} is not a station"),
    Rule("ceiling", _too_high, "the ground from {km0} to {km1} is too high"),
    Rule("caveat", _outside, "a beat of {km0} or {km1} leaves {low} to {high}"),
    Rule("leg", _bad_leg, "{km0} to {km1} in {slots} slots is not a lawful leg"),
    Rule("weather", _grounded, "the weather grounds it from {km0} to {km1}"),
    Rule("turnaround", _bad_turnaround, "its {slots} slots are not leg and turnaround"),
    Rule("fly", _long_flight, "{km0} to {km1} in {slots} slots is not a slot's flight"),
    Rule("endurance", _too_far, "its sortie outlasts the fuel without the reserve"),
)
