"""A flight along places: times, fuel and light at each, and when to turn for home."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vedette.air.flight import AirLeg, AirPlace, RefuelPoint, Stop, TurnBack
from vedette.domain.forces import TypeCard
from vedette.terrain.sky import sun_height_deg
from vedette.units import distance_km

# Night begins at the end of evening civil twilight, when the centre of the sun is 6
# degrees below the horizon (ICAO Annex 2, definition of night).
NIGHT_DEG = -6.0
LOOK_AHEAD = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Tanks:
    """The fuel of a type card, in kg; ``kg_per_h`` is burnt all along."""

    full_kg: float
    reserve_kg: float
    kg_per_h: float
    cruise_kmh: float

    @classmethod
    def of(cls, card: TypeCard) -> "Tanks":
        """Return the tanks of a card; without ``fuel_kg`` full means its endurance."""
        full = card.fuel_kg
        return cls(
            full_kg=card.endurance_h * card.fuel_kg_per_h if full is None else full,
            reserve_kg=card.reserve_h * card.fuel_kg_per_h,
            kg_per_h=card.fuel_kg_per_h,
            cruise_kmh=card.cruise_kmh,
        )

    def hours(self, km: float) -> float:
        """Return the time a way takes at cruise, in still air."""
        return km / self.cruise_kmh

    def kg(self, km: float) -> float:
        """Return the fuel that a way takes."""
        return self.hours(km) * self.kg_per_h

    @property
    def usable_km(self) -> float:
        """How far full tanks go without the reserve."""
        return (self.full_kg - self.reserve_kg) / self.kg_per_h * self.cruise_kmh


@dataclass(frozen=True, slots=True)
class Call:
    """A place to call at: whether the aircraft lands there, and fills its tanks."""

    place: AirPlace
    lands: bool
    refuels: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Trip:
    """A flight: its calls, the legs between them, and the stops that end the legs."""

    calls: tuple[Call, ...]
    legs: tuple[AirLeg, ...]
    stops: tuple[Stop, ...]


def fly(
    calls: Sequence[Call],
    find: Callable[[AirPlace, AirPlace], AirLeg],
    tanks: Tanks,
    takes_off: dt.datetime,
    turnaround: dt.timedelta,
) -> Trip:
    """Fly from the first call, with full tanks, to the last."""
    legs, stops = [], []
    now, fuel = takes_off, tanks.full_kg
    for here, there in pairwise(calls):
        leg = find(here.place, there.place)
        fuel -= tanks.kg(leg.length_km)
        arrives = after(now, tanks.hours(leg.length_km))
        now = arrives + turnaround if there.refuels else arrives
        legs.append(leg)
        stops.append(
            Stop(
                place=there.place,
                arrives=arrives,
                leaves=now,
                fuel_kg=fuel,
                sun_deg=sun_height_deg(there.place.lon, there.place.lat, arrives),
                lands=there.lands,
                refuels=there.refuels,
            )
        )
        fuel = tanks.full_kg if there.refuels else fuel
    return Trip(tuple(calls), tuple(legs), tuple(stops))


def after(moment: dt.datetime, hours: float) -> dt.datetime:
    """Return the moment some hours of elapsed time later, on the same clock."""
    later = moment.astimezone(dt.UTC) + dt.timedelta(hours=hours)
    return later.astimezone(moment.tzinfo)


def find_turn_back(
    trip: Trip, at: int, tanks: Tanks, takes_off: dt.datetime
) -> TurnBack | None:
    """Return when to leave the stop at an index for the next field, at the latest.

    None where the flight ends there.
    """
    if at + 1 >= len(trip.stops):
        return None
    stop, home = trip.stops[at], trip.stops[at + 1].place
    on_km = trip.legs[at + 1].length_km
    bingo = tanks.kg(on_km) + tanks.reserve_kg
    left = tanks.full_kg if stop.refuels else stop.fuel_kg
    spare_h = (left - bingo) / tanks.kg_per_h
    dusk = find_dusk(home, takes_off)
    return TurnBack(
        by_fuel=None if spare_h < 0 else after(stop.leaves, spare_h),
        by_light=None if dusk is None else after(dusk, -tanks.hours(on_km)),
        bingo_kg=bingo,
        safe_km=tanks.usable_km / 2,
        towards=home,
    )


def find_dusk(place: AirPlace, moment: dt.datetime) -> dt.datetime | None:
    """Return when night next begins at a place, to the minute.

    None where it is night already, or does not become so within a day.
    """

    def is_light(at: dt.datetime) -> bool:
        return sun_height_deg(place.lon, place.lat, at) >= NIGHT_DEG

    step, low = dt.timedelta(minutes=15), moment.astimezone(dt.UTC)
    if not is_light(low):
        return None
    while is_light(low + step):
        low += step
        if low - moment > LOOK_AHEAD:
            return None
    high = low + step
    while high - low > dt.timedelta(minutes=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if is_light(middle) else (low, middle)
    return low.astimezone(moment.tzinfo)


def list_refuel(
    trip: Trip, at: int, tanks: Tanks, fields: Sequence[AirPlace]
) -> tuple[RefuelPoint, ...]:
    """Return the fields to refuel at after a stop, the nearest first, straight."""
    stop = trip.stops[at]
    found = []
    for field in dict.fromkeys(fields):
        if field == stop.place:
            continue
        km = float(distance_km(stop.place.lon, stop.place.lat, field.lon, field.lat)[0])
        fuel = stop.fuel_kg - tanks.kg(km)
        found.append(RefuelPoint(field, km, fuel, fuel >= tanks.reserve_kg))
    return tuple(sorted(found, key=lambda point: point.km))
