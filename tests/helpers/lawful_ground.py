"""The ground half of ``lawful_routes``: places, steps and ways, in plain scalars."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

Walk = tuple[tuple[Any, ...], int]
Stay = tuple[int, float, float]
NONE = -9999


class OnGround:
    """What a tiny team on foot, in a vehicle or in a boat may do; see ``TinyTeam``."""

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

    def passed(self, a: float, b: float) -> list[Stay]:
        """List (reach, km in it, minutes) of a way."""
        low, high = min(a, b), max(a, b)
        way = []
        for r, (start, end) in enumerate(pairwise(self.edges)):
            km = min(high, end) - max(low, start)
            if km > 1e-9:
                way.append((r, km, km / (end - start) * self.minutes[r]))
        return way

    def parts_passed(self, a: float, b: float) -> list[Stay]:
        """List (part, km in it, minutes) of a way."""
        low, high = min(a, b), max(a, b)
        way = []
        for p, (start, end) in enumerate(pairwise(self.part_edges)):
            km = min(high, end) - max(low, start)
            if km > 1e-6:
                r = self.part_reach[p]
                length = self.edges[r + 1] - self.edges[r]
                way.append((p, km, km / length * self.minutes[r]))
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

    def _walking(self, s: int, last: int) -> Iterator[Walk]:
        if self.places:
            yield from self._walk_on(s, s, self.base_km, last)

    def _walk_on(self, s: int, t: int, km: float, last: int) -> Iterator[Walk]:
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
    ) -> Iterator[Walk]:
        move = ("move", t, t + 1, km, there, s, NONE)
        for rest, e in self._walk_on(s, t + 1, there, last):
            yield (move, *rest), e

    def _stays_walking(self, a: float, b: float, slot_h: float) -> list[Stay]:
        if a == b:
            met = [
                p
                for p, (low, high) in enumerate(pairwise(self.part_edges))
                if low - 1e-6 <= a <= high + 1e-6
            ]
            return [(p, slot_h / len(met), 0.0) for p in met]
        way = self.parts_passed(a, b)
        total = sum(minutes for _, _, minutes in way)
        return [
            (p, slot_h * minutes / total, km / (slot_h * minutes / total))
            for p, km, minutes in way
        ]
