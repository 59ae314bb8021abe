"""Where a drawn move leads over the ground: positions with their times."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vedette.domain.forces import TypeCard
from vedette.domain.picture import Ground
from vedette.domain.plans import RosterMove
from vedette.domain.theatre import Base, Theatre
from vedette.planning.stations import field_leg, station_km
from vedette.sharing.duties import Duty, turnaround_slots
from vedette.terrain.line import position_at, track_position
from vedette.units import distance_km

Floats = NDArray[np.float64]
STEP_KM = 1.0  # along the track, so that a bend of the road is not cut off


class Stop(NamedTuple):
    """A position at a time; ``minute`` counts from the plan's start, may be broken."""

    minute: float
    lon: float
    lat: float


def duty_way(
    theatre: Theatre, ground: Ground, duty: Duty, slot_min: int
) -> tuple[Stop, ...]:
    """Return where a duty leads, from base to base, in order of time.

    On the ground a team follows the track, beginning and ending abreast of its post,
    with the time of each reach shared evenly over its km. Aircraft fly the legs between
    airfield and stations as they were planned, and are on station in the spare time.
    """
    card = theatre.find_card(duty.team.card)
    if card is None:
        minutes = ground.minutes[duty.team.kind]
        moved = [_on_track(theatre, ground, minutes, m, slot_min) for m in duty.moves]
        return _without_repeats([stop for stops in moved for stop in stops])
    base = theatre.get_base(duty.team.base)
    stops = [Stop(float(duty.begin * slot_min), base.lon, base.lat)]
    for move in duty.moves:
        if move.km0 is not None or move.km1 is not None:
            stops += _in_air(theatre, ground, base, card, move, slot_min)
    stops.append(Stop(float(duty.end * slot_min), base.lon, base.lat))
    return _without_repeats(stops)


def track_positions(theatre: Theatre, km: Floats) -> tuple[Floats, Floats]:
    """Return positions on the track, on its nearest end where it has a hole."""
    lon, lat = track_position(theatre, km)
    lost = np.flatnonzero(np.isnan(lon))
    ends = np.array([t.border_km[i] for t in theatre.tracks for i in (0, -1)])
    if len(lost) and len(ends):
        nearest = ends[np.abs(km[lost, None] - ends[None, :]).argmin(axis=1)]
        lon[lost], lat[lost] = track_position(theatre, nearest)
    return lon, lat


def _on_track(
    theatre: Theatre, ground: Ground, minutes: Floats, move: RosterMove, slot_min: int
) -> list[Stop]:
    begin, end = float(move.t0 * slot_min), float(move.t1 * slot_min)
    edges = ground.edge_km
    km0, km1 = _ends(move)
    low, high = sorted((km0, km1))
    pieces = max(1, int(np.ceil((high - low) / STEP_KM)))
    inner = edges[(edges > low) & (edges < high)]
    km = np.unique(np.concatenate([np.linspace(low, high, pieces + 1), inner]))
    passed = np.where(np.isfinite(minutes), minutes, 0.0)
    taken = np.interp(km, edges, np.concatenate([[0.0], np.cumsum(passed)]))
    share = (
        (taken - taken[0]) / (taken[-1] - taken[0]) if taken[-1] > taken[0] else 0 * km
    )
    if km1 < km0:
        km, share = km[::-1], 1.0 - share[::-1]
    lon, lat = track_positions(theatre, km)
    way = [
        Stop(begin + (end - begin) * part, float(x), float(y))
        for part, x, y in zip(share.tolist(), lon, lat, strict=True)
    ]
    return [*way, Stop(end, way[-1].lon, way[-1].lat)]


def _in_air(
    theatre: Theatre,
    ground: Ground,
    base: Base,
    card: TypeCard,
    move: RosterMove,
    slot_min: int,
) -> list[Stop]:
    begin, end = float(move.t0 * slot_min), float(move.t1 * slot_min)
    if move.kind == "fly":
        return _between_stations(theatre, ground, move, begin, end)
    station = _ends(move)[0]
    lon, lat = (float(x) for x in position_at(theatre.border, station))
    leg = field_leg(theatre, ground, base, card, station)
    leg_min = leg.km / card.cruise_kmh * 60
    home, there = (base.lon, base.lat), (lon, lat)
    if move.kind == "take_off":
        arrives = min(begin + leg_min, end)
        way = _at_one_speed((home, *leg.turns, there), begin, arrives)
        return [*way, Stop(end, lon, lat)]
    down = end - turnaround_slots(card, slot_min) * slot_min
    leaves = max(begin, down - leg_min)
    way = _at_one_speed((there, *reversed(leg.turns), home), leaves, down)
    return [Stop(begin, lon, lat), *way, Stop(end, *home)]


def _at_one_speed(
    places: Sequence[tuple[float, float]], begin: float, end: float
) -> list[Stop]:
    """Return stops at places along a way that is flown from begin to end."""
    lon, lat = np.array(places).T
    far = distance_km(lon[:-1], lat[:-1], lon[1:], lat[1:])
    along = np.concatenate([[0.0], np.cumsum(far)]) / max(float(far.sum()), 1e-9)
    minutes = begin + (end - begin) * along
    return [
        Stop(minute, x, y)
        for minute, (x, y) in zip(minutes.tolist(), places, strict=True)
    ]


def _ends(move: RosterMove) -> tuple[float, float]:
    """Return both ends on the line, that of a leg twice."""
    ends = [km for km in (move.km0, move.km1) if km is not None]
    return ends[0], ends[-1]


def _between_stations(
    theatre: Theatre, ground: Ground, move: RosterMove, begin: float, end: float
) -> list[Stop]:
    km0, km1 = _ends(move)
    low, high = sorted((km0, km1))
    stations = station_km(ground.edge_km, theatre.model.station_km)
    inner = [km for km in stations if low + 1e-3 < km < high - 1e-3]
    km = np.array([low, *inner, high])
    lon, lat = position_at(theatre.border, km)
    legs = distance_km(lon[:-1], lat[:-1], lon[1:], lat[1:])
    along = np.concatenate([[0.0], np.cumsum(legs)])
    share = along / along[-1] if along[-1] > 0 else np.array([0.0, 1.0])
    if km1 < km0:
        lon, lat, share = lon[::-1], lat[::-1], 1.0 - share[::-1]
    return [
        Stop(begin + (end - begin) * part, float(x), float(y))
        for part, x, y in zip(share.tolist(), lon, lat, strict=True)
    ]


def _without_repeats(stops: list[Stop]) -> tuple[Stop, ...]:
    """Round to seconds and to 0.1 m; drop what then says the same as before it.

    Clocks never run back, whatever rounding does.
    """
    kept: list[Stop] = []
    for stop in stops:
        second = round(stop.minute * 60)
        before = round(kept[-1].minute * 60) if kept else second
        tidy = Stop(max(second, before) / 60, round(stop.lon, 6), round(stop.lat, 6))
        if not kept or tidy != kept[-1]:
            kept.append(tidy)
    return tuple(kept)
