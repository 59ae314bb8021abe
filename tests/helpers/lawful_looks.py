"""What ``lawful_routes`` notices: docs/theory/looks.md in plain scalars."""

import math
from functools import cache

from scipy.integrate import quad

from vedette.domain.forces import Team
from vedette.domain.picture import Ground, Window
from vedette.domain.theatre import Sensor, Theatre


class Noticing:
    """What a tiny team notices from a part of the line; see ``TinyTeam``."""

    theatre: Theatre
    team: Team
    ground: Ground
    window: Window
    shares: dict[tuple[int, str], dict[int, float]]

    def _sensor(self, light: str) -> Sensor:
        """The sensor with which it sees farthest; max keeps the first of equals."""
        model = self.theatre.model
        own = [model.sensors[name] for name in model.carriers[self.team.kind].sensors]
        return max(own, key=lambda sensor: sensor.half_km[light])

    def _spread(self, light: str) -> float:
        return self._sensor(light).half_km[light] / math.sqrt(2 * math.log(2))

    def _width(self, light: str, kmh: float) -> float:
        """W(v) times the relative speed."""
        sensor = self._sensor(light)
        slow = sensor.once * math.sqrt(2 * math.pi) * self._spread(light)
        relative = math.sqrt(kmh**2 + self.theatre.model.attempt_kmh**2)
        return slow / (1 + kmh / sensor.rush_kmh) * relative

    def _share(self, part: int, reach: int, light: str) -> float:
        if (part, light) not in self.shares:
            self.shares[part, light] = self._shares(part, light)
        share = self.shares[part, light].get(reach, 0.0)
        return min(share, 1.0) if share >= self.theatre.model.least_share else 0.0

    def _shares(self, part: int, light: str) -> dict[int, float]:
        """Add up what falls on each reach, cell by cell."""
        sights = self.ground.get_sights()
        seen, corridor = sights.seen[self.team.kind], sights.corridor
        s = self._spread(light)
        shares: dict[int, float] = {}
        for i in range(seen.start[part], seen.start[part + 1]):
            cell, x = seen.cell[i], float(seen.range_km[i])
            density = math.exp(-(x**2) / (2 * s**2)) / (2 * math.pi * s**2)
            reach = int(corridor.cell_reach[cell])
            fallen = float(corridor.cell_km2[cell]) * density
            shares[reach] = shares.get(reach, 0.0) + fallen
        return shares

    def _area(self, reach: int) -> float:
        corridor = self.ground.get_sights().corridor
        cells = zip(corridor.cell_reach, corridor.cell_km2, strict=True)
        return sum(float(km2) for r, km2 in cells if r == reach)

    def _clear(self, light: str, reach: int, slot: int) -> float:
        if self.window.weather is None:
            return 1.0
        section = self.ground.section[reach]
        km = float(self.window.weather.visibility_km[section, slot])
        return what_haze_leaves(self._spread(light), km)


@cache
def what_haze_leaves(spread_km: float, visibility_km: float) -> float:
    """What is left of a look on open ground, added up ring by ring."""

    def ring(x: float) -> float:
        density = x / spread_km**2 * math.exp(-(x**2) / (2 * spread_km**2))
        return density * math.exp(-3.912 * x / visibility_km)

    found: float = quad(ring, 0, 12 * spread_km, epsabs=0, epsrel=1e-11)[0]
    return found
