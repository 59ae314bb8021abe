"""Check a flight: find its way, fly it on paper, hold it against every limit."""

import datetime as dt
from collections.abc import Iterator

import numpy as np

from vedette.air.answer import FlightCheck, FlightQuestion
from vedette.air.legs import ground_at
from vedette.air.limits import list_limits
from vedette.air.trip import Call, Tanks, find_turn_back, fly, list_refuel
from vedette.air.ways import WayFinder
from vedette.domain.theatre import Theatre
from vedette.terrain.elevation import cell_size_m
from vedette.terrain.line import position_at

LINE_STEP_KM = 0.2
LEAST_GAP_KM = 2.0  # between two stretches of the border that are told as two


def check_flight(theatre: Theatre, asked: FlightQuestion) -> FlightCheck:
    """Find way, times, fuel and light of a flight, and hold it against every limit.

    If the fuel does not last, refuelling on the way there, on the way home, or both,
    is tried; of all these the flight that breaks the fewest limits is told, the
    shortest one if several do.
    """
    tanks = Tanks.of(asked.card)
    finder = WayFinder(theatre, asked, tanks.usable_km)
    turnaround = dt.timedelta(minutes=asked.card.turnaround_min)
    best = None
    for calls in _list_routes(asked):
        trip = fly(calls, finder.find, tanks, asked.takes_off, turnaround)
        limits = list_limits(theatre, asked, trip)
        broken = [limit.rule for limit in limits if limit.is_broken]
        rank = (len(broken), trip.stops[-1].arrives)
        if best is None or rank < best[0]:
            best = rank, trip, limits
        if "fuel" not in broken:
            break
    if best is None:
        raise AssertionError("a flight has at least one route")
    _, trip, limits = best
    at = [stop.place for stop in trip.stops].index(asked.place)
    wide_m, tall_m = cell_size_m(theatre.elevation, asked.place.lat)
    return FlightCheck(
        asked=asked,
        is_exercise=theatre.is_exercise,
        legs=trip.legs,
        stops=trip.stops,
        limits=limits,
        full_kg=tanks.full_kg,
        reserve_kg=tanks.reserve_kg,
        turn_back=find_turn_back(trip, at, tanks, asked.takes_off),
        refuel=list_refuel(trip, at, tanks, (asked.base, *asked.refuel)),
        ceiling_m=finder.ceiling_m,
        too_high_km=_list_too_high(theatre, finder.highest_m),
        cell_m=(float(wide_m), float(tall_m)),
        error_m=theatre.elevation.error_m,
    )


def _list_routes(asked: FlightQuestion) -> Iterator[tuple[Call, ...]]:
    """Yield the calls of a flight: straight there and back first, then by a field."""
    out = Call(asked.base, lands=True)
    place = Call(asked.place, asked.lands, asked.lands and asked.place in asked.refuel)
    home = () if asked.is_one_way else (Call(asked.base, lands=True),)
    yield out, place, *home
    for field in asked.refuel:
        if field in (asked.base, asked.place):
            continue
        stop = Call(field, lands=True, refuels=True)
        yield out, stop, place, *home
        if home:
            yield out, place, stop, *home
            yield out, stop, place, stop, *home


def _list_too_high(
    theatre: Theatre, highest_m: float
) -> tuple[tuple[float, float], ...]:
    """Return the stretches of the border whose ground is higher, looked at finely."""
    length = theatre.border.length_km
    km = np.linspace(0.0, length, max(2, round(length / LINE_STEP_KM)))
    ground = ground_at(theatre.elevation, *position_at(theatre.border, km))
    is_high = np.concatenate([[False], ground > highest_m, [False]])
    turns = np.flatnonzero(is_high[1:] != is_high[:-1])
    found: list[tuple[float, float]] = []
    for first, last in zip(turns[::2], turns[1::2] - 1, strict=True):
        begins = float(km[first])
        if found and begins - found[-1][1] <= LEAST_GAP_KM:
            begins = found.pop()[0]
        found.append((begins, float(km[last])))
    return tuple(found)
