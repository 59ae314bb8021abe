"""Every lawful route of one tiny team, listed one by one from the rule book.

Written as plainly as can be, in scalars and recursion, from docs/theory/moves.md and
looks.md only: the judge of ``verify`` on cases small enough to list.
"""

import datetime as dt
import math
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from lawful_air import GEOD, InAir
from lawful_ground import OnGround
from lawful_looks import Noticing

from vedette.domain.forces import Team
from vedette.domain.picture import Ground, Window
from vedette.domain.theatre import LIGHTS, Theatre
from vedette.terrain.line import position_at
from vedette.terrain.sky import sun_height_deg

NONE = -9999
NAN = math.nan
Row = tuple[str, int, int, float, float, int, int]
Route = tuple[Row, ...]


class TinyTeam(OnGround, InAir, Noticing):
    """One team in its theatre, with all its lawful routes."""

    def __init__(
        self, theatre: Theatre, team: Team, ground: Ground, window: Window
    ) -> None:
        self.theatre, self.team = theatre, team
        self.ground, self.window = ground, window
        self.rng: np.random.Generator | None = None
        self.shares = {}
        self.noticed: dict[Row, dict[tuple[int, int], float]] = {}
        self.edges = [float(edge) for edge in ground.edge_km]
        corridor = ground.get_sights().corridor
        self.part_edges = [float(km) for km in corridor.part_km]
        self.part_reach = [int(r) for r in corridor.part_reach]
        self.slot_min = window.slot_min
        self.T = window.n_slots
        self.D = math.floor(team.duty_h * 60 / self.slot_min)
        self.R = max(1, math.ceil(team.rest_h * 60 / self.slot_min))
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
        """List every whole route, from free or resting at -D to free at T."""
        ways = [self._free(-self.D)]
        ways += [self._still_resting(q) for q in range(1, self.R)]
        yield from self._in_any_order(ways)

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

    def _still_resting(self, q: int) -> Iterator[Route]:
        for rest in self._free(min(q, self.T)):
            yield (("rest", -self.D, q, NAN, NAN, NONE, NONE), *rest)

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
        return next((d for d in range(longest) if self._is_closed(s + d)), longest)

    def _is_closed(self, slot: int) -> bool:
        """Whether the team may not be on duty in a slot, whatever the hour."""
        begin = self.window.start.astimezone(dt.UTC)
        begin += dt.timedelta(minutes=slot * self.slot_min)
        end = begin + dt.timedelta(minutes=self.slot_min)
        for row in self.theatre.availability:
            counts = row.team == self.team.id and row.status == "unavailable"
            if counts and max(begin, row.start) < min(end, row.end):
                return True
        if all(caveat.kind != "day_only" for caveat in self.caveats):
            return False
        km, line = self.base.km, self.theatre.border
        if km is None:
            here = (self.base.lon, self.base.lat)
            spots = [
                position_at(line, k) for k in range(math.floor(line.length_km) + 1)
            ]
            away = [GEOD.inv(*map(float, spot), *here)[2] for spot in spots]
            km = away.index(min(away))
        mine = [each for each in self.theatre.sections if each.km_from <= km][-1]
        lon, lat = position_at(line, (mine.km_from + mine.km_to) / 2)
        middle = begin + (end - begin) / 2
        return sun_height_deg(float(lon), float(lat), middle) <= -0.833

    # The state of a team

    def states(self) -> list[str]:
        """List the states of a team in the order of their prices."""
        resting = [f"resting {q}" for q in range(1, self.R)]
        return ["free", *resting, *(f"on duty {d}" for d in range(1, self.D + 1))]

    def state(self, route: Route, t: int) -> str:
        """Return the one state of a route at a moment."""
        shown = []
        for kind, t0, t1, _, _, s, _ in route:
            if kind == "end" and s < t <= t0:
                shown.append(f"on duty {t - s}")
            if kind == "end" and t0 < t < t0 + self.R:
                shown.append(f"resting {t0 + self.R - t}")
            if kind == "rest" and t1 - t0 > 1 and t < t1:
                shown.append(f"resting {t1 - t}")
        assert len(shown) <= 1, (route, t)
        return shown[0] if shown else "free"

    # What a row notices

    def looks(self, row: Row) -> dict[tuple[int, int], float]:
        """Return the chance of noticing an attempt, by reach and slot."""
        if row not in self.noticed:
            self.noticed[row] = self._look(row)
        return self.noticed[row]

    def _look(self, row: Row) -> dict[tuple[int, int], float]:
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

    def _chances(
        self, slot: int, stays: list[tuple[int, float, float]]
    ) -> dict[tuple[int, int], float]:
        if not 0 <= slot < self.T:
            return {}
        seen = {}
        for r in range(len(self.edges) - 1):
            light = LIGHTS[self.window.light[self.ground.section[r], slot]]
            rate = sum(
                hours * self._width(light, kmh) * self._share(p, r, light)
                for p, hours, kmh in stays
            )
            rate *= self._clear(light, r, slot) / self._area(r)
            if rate > 0:
                seen[r, slot] = -math.expm1(-rate)
        return seen
