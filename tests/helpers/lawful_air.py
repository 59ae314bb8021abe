"""The air half of ``lawful_routes``: stations, legs and sorties, in plain scalars."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lawful_weather import InWeather
from pyproj import Geod

from vedette.terrain.elevation import heights_at, highest_on_leg

GEOD = Geod(ellps="WGS84")
Flight = tuple[tuple[Any, ...], int]
Stay = tuple[int, float, float]
NAN, NONE = math.nan, -9999


class InAir(InWeather):
    """What a tiny helicopter may do; see ``TinyTeam``."""

    def _lay_air(self) -> None:
        card = self.theatre.find_card(self.team.card)
        assert card is not None
        self.card = card
        usable = (card.endurance_h - card.reserve_h) * 60
        self.F = math.floor(usable / self.slot_min)
        self.U = math.ceil(card.turnaround_min / self.slot_min)
        apart = self.theatre.model.station_km
        self.stations: list[float] = []
        j = 0
        while j * apart <= self.theatre.border.length_km:
            nearest = min(self.edges, key=lambda edge: abs(edge - j * apart))
            if nearest not in self.stations:
                self.stations.append(nearest)
            j += 1
        grid, line = self.theatre.elevation, self.theatre.border
        field_m = float(heights_at(grid, [self.base.lon], [self.base.lat])[0])
        signed = bool(card.signed_by) or self.theatre.is_exercise
        self.may_land = signed and field_m <= card.landing_ceiling_m
        self.signed = signed
        self._lay_weather()
        self.where = {}
        for km in self.stations:
            i = max(k for k in range(len(line.km) - 1) if line.km[k] <= km + 1e-12)
            part = (km - line.km[i]) / (line.km[i + 1] - line.km[i])
            lon = line.lon[i] + part * (line.lon[i + 1] - line.lon[i])
            lat = line.lat[i] + part * (line.lat[i + 1] - line.lat[i])
            self.where[km] = (float(lon), float(lat))
        self.flown = [km for km in self.stations if self._may_fly_at(km)]
        self.legs = {}
        for km in self.flown:
            high = highest_on_leg(grid, self.base.lon, self.base.lat, *self.where[km])
            minutes = self._minutes((self.base.lon, self.base.lat), self.where[km])
            low = high + card.clearance_m <= card.service_ceiling_m
            if low and minutes <= usable / 2 and self.may_land:
                self.legs[km] = minutes

    def beat(self, km: float) -> tuple[float, float]:
        i = self.stations.index(km)
        low, high = self.edges[0], self.edges[-1]
        if i > 0:
            low = (self.stations[i - 1] + km) / 2
        if i < len(self.stations) - 1:
            high = (km + self.stations[i + 1]) / 2
        return low, high

    def _may_fly_at(self, km: float) -> bool:
        low, high = self.beat(km)
        for r, (start, end) in enumerate(pairwise(self.edges)):
            if min(high, end) - max(low, start) > 1e-6:
                top = float(self.ground.highest_m[r]) + self.card.clearance_m
                if top > self.card.service_ceiling_m:
                    return False
        return low >= self.lo - 1e-6 and high <= self.hi + 1e-6

    def _minutes(self, a: tuple[float, float], b: tuple[float, float]) -> float:
        return float(GEOD.inv(*a, *b)[2]) / 1000 / self.card.cruise_kmh * 60

    def leg_slots(self, km: float) -> int:
        return max(1, math.ceil(self.legs[km] / self.slot_min - 1e-9))

    def _may_fly(self, a: float, b: float) -> bool:
        i, j = sorted((self.stations.index(a), self.stations.index(b)))
        between = self.stations[i : j + 1]
        minutes = sum(
            self._minutes(self.where[x], self.where[y]) for x, y in pairwise(between)
        )
        over = all(km in self.flown for km in between)
        return over and minutes <= self.slot_min + 1e-6

    def _may_fly_in(self, slot: int, a: float, b: float) -> bool:
        low, high = sorted((a, b))
        over = [km for km in self.stations if low <= km <= high]
        return self._may_fly(a, b) and not any(self.no_flight(km, slot) for km in over)

    def _flying(self, s: int, last: int) -> Iterator[Flight]:
        if self.signed:
            yield from self._at_field(s, s, last)

    def _at_field(self, s: int, t: int, last: int) -> Iterator[Flight]:
        if t == last:
            yield (), t
            return
        ways = [self._wait(s, t, last)]
        ways += [self._take_off(s, t, km, last) for km in self.legs]
        if t > s:
            ways.append(iter([((), t)]))
        yield from self._in_any_order(ways)

    def _wait(self, s: int, t: int, last: int) -> Iterator[Flight]:
        for rest, e in self._at_field(s, t + 1, last):
            yield (("wait", t, t + 1, NAN, NAN, s, NONE), *rest), e

    def _take_off(self, s: int, t: int, km: float, last: int) -> Iterator[Flight]:
        there = t + self.leg_slots(km)
        if self.no_field(t) or self.no_flight(km, there - 1):
            return
        for rest, e in self._airborne(s, t, there, km, last):
            yield (("take_off", t, there, NAN, km, s, t), *rest), e

    def _airborne(
        self, s: int, o: int, t: int, km: float, last: int
    ) -> Iterator[Flight]:
        if t > o + self.F or t > last:
            return
        ways = [self._land(s, o, t, km, last)] if km in self.legs else []
        near = [there for there in self.stations if self._may_fly_in(t, km, there)]
        ways += [self._fly(s, o, t, km, there, last) for there in near]
        yield from self._in_any_order(ways)

    def _land(self, s: int, o: int, t: int, km: float, last: int) -> Iterator[Flight]:
        landed = t + self.leg_slots(km)
        ready = landed + self.U
        if self.no_flight(km, t) or self.no_field(landed - 1):
            return
        if landed <= o + self.F and ready <= last:
            for rest, e in self._at_field(s, ready, last):
                yield (("land", t, ready, km, NAN, s, o), *rest), e

    def _fly(
        self, s: int, o: int, t: int, km: float, there: float, last: int
    ) -> Iterator[Flight]:
        for rest, e in self._airborne(s, o, t + 1, there, last):
            yield (("fly", t, t + 1, km, there, s, o), *rest), e

    def _stays_over(self, low: float, high: float, hours: float) -> list[Stay]:
        passed = {}
        for p, (start, end) in enumerate(pairwise(self.part_edges)):
            km = min(high, end) - max(low, start)
            if km > 1e-6 and hours > 0:
                passed[p] = km
        total = sum(passed.values())
        return [
            (p, hours * km / total, self.card.cruise_kmh) for p, km in passed.items()
        ]
