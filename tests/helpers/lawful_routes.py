"""Every lawful route of one tiny team, listed one by one from the rule book.

Written as plainly as can be, in scalars and recursion, from docs/theory/moves.md only:
the judge of ``verify`` on cases small enough to list.
"""

import datetime as dt
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from pyproj import Geod

from vedette.domain.forces import Team
from vedette.domain.picture import Ground, Window
from vedette.domain.theatre import LIGHTS, Theatre
from vedette.terrain.elevation import heights_at, highest_on_leg

GEOD = Geod(ellps="WGS84")
NONE = -9999
NAN = math.nan
Row = tuple[str, int, int, float, float, int, int]
Route = tuple[Row, ...]


class TinyTeam:
    """One team in its theatre, with all its lawful routes."""

    def __init__(
        self, theatre: Theatre, team: Team, ground: Ground, window: Window
    ) -> None:
        self.theatre, self.team = theatre, team
        self.ground, self.window = ground, window
        self.rng: np.random.Generator | None = None
        self.edges = [float(edge) for edge in ground.edge_km]
        self.slot_min = window.slot_min
        self.T = window.n_slots
        self.D = math.floor(team.duty_h * 60 / self.slot_min)
        self.R = math.ceil(team.rest_h * 60 / self.slot_min)
        own = [c for c in theatre.caveats if c.team in (None, team.id)]
        self.caveats = [c for c in own if c.partner == team.partner]
        self.lo, self.hi = 0.0, theatre.border.length_km
        for caveat in self.caveats:
            if caveat.kind == "km_range" and caveat.km_from is not None:
                self.lo = max(self.lo, caveat.km_from)
            if caveat.kind == "km_range" and caveat.km_to is not None:
                self.hi = min(self.hi, caveat.km_to)
        self.base = theatre.get_base(team.base)
        if team.kind == "helicopter":
            self._lay_air()
        else:
            self._lay_ground()

    def routes(self) -> Iterator[Route]:
        """List every whole route, from free at 1 - D to free at T."""
        yield from self._free(1 - self.D)

    def random_route(self, rng: np.random.Generator) -> Route:
        """Draw one route; which ones are likely has no meaning."""
        self.rng = rng
        route = next(self.routes())
        self.rng = None
        return route

    def _in_any_order(self, ways: list[Iterator[Any]]) -> Iterator[Any]:
        """Go one way after the other, in an order by chance where a route is drawn."""
        order: Any = range(len(ways))
        if self.rng is not None:
            order = self.rng.permutation(len(ways))
        for i in order:
            yield from ways[i]

    def _free(self, t: int) -> Iterator[Route]:
        if t == self.T:
            yield ()
            return
        yield from self._in_any_order([self._resting(t), self._on_duty(t)])

    def _resting(self, t: int) -> Iterator[Route]:
        for rest in self._free(t + 1):
            yield (("rest", t, t + 1, NAN, NAN, NONE, NONE), *rest)

    def _on_duty(self, t: int) -> Iterator[Route]:
        room = self._room(t)
        if room < 1:
            return
        start = ("start", t, t, NAN, NAN, t, NONE)
        patrols = self._flying if self.team.kind == "helicopter" else self._walking
        for patrol, e in patrols(t, t + room):
            end = ("end", e, e + self.R, NAN, NAN, t, NONE)
            for rest in self._free(min(e + self.R, self.T)):
                yield (start, *patrol, end, *rest)

    def _room(self, s: int) -> int:
        """L(s), or 0 where no duty may begin."""
        utc = self.window.start.astimezone(dt.UTC)
        utc += dt.timedelta(minutes=s * self.slot_min)
        local = utc.astimezone(ZoneInfo(self.window.zone))
        m = local.hour * 60 + local.minute
        if m % self.team.starts_every_min:
            return 0
        limits = [(self.team.earliest_min, self.team.latest_min)]
        hours = [c for c in self.caveats if c.kind == "hours"]
        limits += [(c.earliest_min, c.latest_min) for c in hours]
        longest = self.D
        for e, l in limits:  # noqa: E741
            if e is None or l is None:
                continue
            room = 0
            if e < l and e <= m < l:
                room = l - m
            elif e > l and m >= e:
                room = l + 1440 - m
            elif e > l and m < l:
                room = l - m
            longest = min(longest, room // self.slot_min)
        return longest

    # On the ground

    def _lay_ground(self) -> None:
        self.minutes = [float(m) for m in self.ground.minutes[self.team.kind]]
        assert self.base.km is not None
        self.base_km = self.base.km
        self.places: list[float] = []
        inside = self.lo <= self.base_km <= self.hi
        home = self.reach_at(self.base_km)
        if not inside or math.isinf(self.minutes[home]):
            return
        up = [edge for edge in self.edges if edge > self.base_km]
        down = [edge for edge in reversed(self.edges) if edge < self.base_km]
        self.places = [self.base_km, *self._outwards(up), *self._outwards(down)]

    def reach_at(self, km: float) -> int:
        for r, (_, high) in enumerate(pairwise(self.edges)):
            if km < high:
                return r
        return len(self.edges) - 2

    def time_between(self, a: float, b: float) -> float:
        """Minutes from km a to km b, through passable ground."""
        return sum(minutes for _, _, minutes in self.passed(a, b))

    def passed(self, a: float, b: float) -> list[tuple[int, float, float]]:
        """List (reach, km in it, minutes) of a way."""
        low, high = min(a, b), max(a, b)
        way = []
        for r, (start, end) in enumerate(pairwise(self.edges)):
            km = min(high, end) - max(low, start)
            if km > 1e-9:
                way.append((r, km, km / (end - start) * self.minutes[r]))
        return way

    def _outwards(self, edges: list[float]) -> list[float]:
        kept = [self.base_km]
        before = self.base_km
        for edge in edges:
            if not self.lo <= edge <= self.hi:
                break
            if math.isinf(self.time_between(before, edge)):
                break
            before = edge
            if self.time_between(kept[-1], edge) >= self.slot_min / 3 - 1e-9:
                kept.append(edge)
            if self.time_between(self.base_km, edge) > self.D * self.slot_min / 2:
                break
        places: list[float] = []
        for last, edge in pairwise(kept):
            time = self.time_between(last, edge)
            if time > self.slot_min:
                parts = math.ceil(time / self.slot_min - 1e-9)
                places += [
                    self._point(last, edge, time * j / parts) for j in range(1, parts)
                ]
            places.append(edge)
        return places

    def _point(self, a: float, b: float, time: float) -> float:
        """Find the km reached after some minutes from a towards b, by halving."""
        near, far = a, b
        for _ in range(80):
            middle = (near + far) / 2
            if self.time_between(a, middle) < time:
                near = middle
            else:
                far = middle
        return (near + far) / 2

    def _walking(self, s: int, last: int) -> Iterator[tuple[Route, int]]:
        if self.places:
            yield from self._walk_on(s, s, self.base_km, last)

    def _walk_on(
        self, s: int, t: int, km: float, last: int
    ) -> Iterator[tuple[Route, int]]:
        back = t > s and km == self.base_km
        way_home = self.time_between(km, self.base_km)
        if t == last or way_home > (last - t) * (self.slot_min + 1e-6):
            if back:
                yield (), t
            return
        near = [
            there
            for there in self.places
            if self.time_between(km, there) <= self.slot_min + 1e-6
        ]
        steps = [self._step(s, t, km, there, last) for there in near]
        yield from self._in_any_order([*steps, iter([((), t)] if back else [])])

    def _step(
        self, s: int, t: int, km: float, there: float, last: int
    ) -> Iterator[tuple[Route, int]]:
        move = ("move", t, t + 1, km, there, s, NONE)
        for rest, e in self._walk_on(s, t + 1, there, last):
            yield (move, *rest), e

    # In the air

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
            if high + card.clearance_m <= card.service_ceiling_m and self.may_land:
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

    def _flying(self, s: int, last: int) -> Iterator[tuple[Route, int]]:
        if self.signed:
            yield from self._at_field(s, s, last)

    def _at_field(self, s: int, t: int, last: int) -> Iterator[tuple[Route, int]]:
        if t == last:
            yield (), t
            return
        ways = [self._wait(s, t, last)]
        ways += [self._take_off(s, t, km, last) for km in self.legs]
        if t > s:
            ways.append(iter([((), t)]))
        yield from self._in_any_order(ways)

    def _wait(self, s: int, t: int, last: int) -> Iterator[tuple[Route, int]]:
        for rest, e in self._at_field(s, t + 1, last):
            yield (("wait", t, t + 1, NAN, NAN, s, NONE), *rest), e

    def _take_off(
        self, s: int, t: int, km: float, last: int
    ) -> Iterator[tuple[Route, int]]:
        there = t + self.leg_slots(km)
        for rest, e in self._airborne(s, t, there, km, last):
            yield (("take_off", t, there, NAN, km, s, t), *rest), e

    def _airborne(
        self, s: int, o: int, t: int, km: float, last: int
    ) -> Iterator[tuple[Route, int]]:
        if t > o + self.F or t > last:
            return
        ways = [self._land(s, o, t, km, last)] if km in self.legs else []
        near = [there for there in self.stations if self._may_fly(km, there)]
        ways += [self._fly(s, o, t, km, there, last) for there in near]
        yield from self._in_any_order(ways)

    def _land(
        self, s: int, o: int, t: int, km: float, last: int
    ) -> Iterator[tuple[Route, int]]:
        landed = t + self.leg_slots(km)
        ready = landed + self.U
        if landed <= o + self.F and ready <= last:
            for rest, e in self._at_field(s, ready, last):
                yield (("land", t, ready, km, NAN, s, o), *rest), e

    def _fly(
        self, s: int, o: int, t: int, km: float, there: float, last: int
    ) -> Iterator[tuple[Route, int]]:
        for rest, e in self._airborne(s, o, t + 1, there, last):
            yield (("fly", t, t + 1, km, there, s, o), *rest), e

    # What a row notices

    def looks(self, row: Row) -> dict[tuple[int, int], float]:
        """Return the chance of noticing an attempt, by reach and slot."""
        kind, t0, t1, km0, km1, _, _ = row
        slot_h = self.slot_min / 60
        if kind == "move":
            return self._chances(t0, self._stays_walking(km0, km1, slot_h))
        if kind == "fly":
            low, high = self.beat(km0) if km0 == km1 else sorted((km0, km1))
            return self._chances(t0, self._stays_over(low, high, slot_h))
        if kind in ("take_off", "land"):
            km = km1 if kind == "take_off" else km0
            spare = self.leg_slots(km) * self.slot_min - self.legs[km]
            slot = t1 - 1 if kind == "take_off" else t0
            hours = spare / 60 if spare >= 1e-9 else 0.0
            return self._chances(slot, self._stays_over(*self.beat(km), hours))
        return {}

    def _stays_walking(
        self, a: float, b: float, slot_h: float
    ) -> list[tuple[int, float, float]]:
        if a == b:
            at_edge = [e for e in self.edges[1:-1] if abs(e - a) <= 1e-6]
            if at_edge:
                r = self.edges.index(at_edge[0])
                return [(r - 1, slot_h / 2, 0.0), (r, slot_h / 2, 0.0)]
            return [(self.reach_at(a), slot_h, 0.0)]
        way = self.passed(a, b)
        total = sum(minutes for _, _, minutes in way)
        return [
            (r, slot_h * minutes / total, km / (slot_h * minutes / total))
            for r, km, minutes in way
        ]

    def _stays_over(
        self, low: float, high: float, hours: float
    ) -> list[tuple[int, float, float]]:
        stays = []
        for r, (start, end) in enumerate(pairwise(self.edges)):
            km = min(high, end) - max(low, start)
            if km > 1e-9 and hours > 0:
                stays.append((r, hours * km / (high - low), self.card.cruise_kmh))
        return stays

    def _chances(
        self, slot: int, stays: list[tuple[int, float, float]]
    ) -> dict[tuple[int, int], float]:
        if not 0 <= slot < self.T:
            return {}
        model = self.theatre.model
        seen = {}
        for r, hours, kmh in stays:
            light = LIGHTS[self.window.light[self.ground.section[r], slot]]
            width = model.sweep_km[self.team.kind][light]
            area = (self.edges[r + 1] - self.edges[r]) * model.corridor_km
            swept = width * math.sqrt(kmh**2 + model.attempt_kmh**2) * hours
            seen[r, slot] = 1 - math.exp(-swept / area)
        return seen
