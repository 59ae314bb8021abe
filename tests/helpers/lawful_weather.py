"""Rule ``weather`` for ``lawful_air``, in plain scalars from docs/theory/moves.md."""

import math
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from pyproj import Geod

from vedette.domain.forces import TypeCard
from vedette.domain.picture import Ground, Window
from vedette.domain.theatre import Base, Theatre
from vedette.terrain.elevation import heights_at

GEOD = Geod(ellps="WGS84")


def thinness(height_m: float, warmer_c: float = 0.0) -> float:
    """The density of the air, kg per m3, as much warmer than standard."""
    kelvin = 288.15 - 0.0065 * min(height_m, 11_000.0)
    pascal = 101_325.0 * (kelvin / 288.15) ** 5.25588
    if height_m > 11_000.0:
        pascal *= math.exp(-(height_m - 11_000.0) / 6_341.62)
    return pascal / (287.05287 * (kelvin + warmer_c))


@cache
def felt_height_m(height_m: float, warmer_c: float) -> float:
    """The standard height where the air is as thin, by halving."""
    wanted = thinness(height_m, warmer_c)
    low, high = -20_000.0, 60_000.0
    for _ in range(80):
        middle = (low + high) / 2
        if thinness(middle) > wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


class InWeather:
    """What the weather lets a tiny helicopter do; see ``TinyTeam``."""

    theatre: Theatre
    ground: Ground
    window: Window
    base: Base
    card: TypeCard
    edges: list[float]
    beat: Any

    def _lay_weather(self) -> None:
        self.grounds: dict[tuple[float, int], bool] = {}
        grid = self.theatre.elevation
        self.field_m = float(heights_at(grid, [self.base.lon], [self.base.lat])[0])
        line = self.theatre.border
        away = []
        for km in range(math.floor(line.length_km) + 1):
            lon = float(np.interp(km, line.km, line.lon))
            lat = float(np.interp(km, line.km, line.lat))
            away.append(GEOD.inv(lon, lat, self.base.lon, self.base.lat)[2])
        nearest = away.index(min(away))
        sections = list(enumerate(self.theatre.sections))
        self.field_section = [i for i, each in sections if each.km_from <= nearest][-1]

    def no_flight(self, km: float, slot: int) -> bool:
        """Whether a station is grounded in a slot."""
        if self.window.weather is None or not 0 <= slot < self.window.n_slots:
            return False
        if (km, slot) not in self.grounds:
            self.grounds[km, slot] = self._no_flight(km, slot)
        return self.grounds[km, slot]

    def _no_flight(self, km: float, slot: int) -> bool:
        low, high = self.beat(km)
        top = max(
            float(self.ground.highest_m[r])
            for r, (start, end) in enumerate(pairwise(self.edges))
            if min(high, end) - max(low, start) > 1e-6
        )
        z = top + self.card.clearance_m
        return any(
            self._bad_air(i, slot, z, self.card.service_ceiling_m)
            for i, section in enumerate(self.theatre.sections)
            if min(high, section.km_to) - max(low, section.km_from) > 1e-6
        )

    def no_field(self, slot: int) -> bool:
        """Whether the airfield is grounded in a slot."""
        if self.window.weather is None or not 0 <= slot < self.window.n_slots:
            return False
        highest = self.card.landing_ceiling_m
        return self._bad_air(self.field_section, slot, self.field_m, highest)

    def _bad_air(self, section: int, slot: int, z: float, highest: float) -> bool:
        weather, card = self.window.weather, self.card
        assert weather is not None
        least_km, least_m = card.least_visibility_km, card.least_cloud_base_m
        blind = least_km is not None and weather.visibility_km[section, slot] < least_km
        low = least_m is not None and (
            weather.cloud_base_m[section, slot] < card.clearance_m + least_m
        )
        most = card.most_wind_kmh
        windy = most is not None and weather.wind_kmh[section, slot] > most
        felt = felt_height_m(z, float(weather.warmer_c[section, slot]))
        return bool(blind or low or windy or felt > highest + 0.001)
