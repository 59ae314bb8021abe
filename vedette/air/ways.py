"""The leg from one place to another: straight if it may be, else the way around."""

from dataclasses import replace

import numpy as np

from vedette.air.answer import FlightQuestion
from vedette.air.around import OpenAir
from vedette.air.flight import AirLeg, AirPlace, Floats
from vedette.air.legs import ground_at, sample_way
from vedette.air.side import OwnSide
from vedette.domain.theatre import Theatre


class WayFinder:
    """Finds the legs of one aircraft on one day, each once.

    ``ceiling_m`` is the height above sea level that meets its service ceiling in the
    day's air, ``highest_m`` the highest ground that it may fly over.
    """

    def __init__(self, theatre: Theatre, asked: FlightQuestion, most_km: float) -> None:
        grid, card, base = theatre.elevation, asked.card, asked.base
        self._grid, self._most_km = grid, most_km
        self._side = OwnSide(grid, theatre.border, base.lon, base.lat)
        self.ceiling_m = asked.air.highest_within(card.service_ceiling_m)
        self.highest_m = self.ceiling_m - card.clearance_m - grid.error_m
        self._open: OpenAir | None = None
        self._known: dict[tuple[AirPlace, AirPlace], AirLeg] = {}

    def find(self, start: AirPlace, end: AirPlace) -> AirLeg:
        """Return the leg from start to end.

        Straight where the ground is low enough and the line is not crossed; else the
        shortest way around; straight all the same where there is none.
        """
        if (end, start) in self._known:
            return self._known[end, start].turned()
        if (start, end) not in self._known:
            self._known[start, end] = self._find(start, end)
        return self._known[start, end]

    def _find(self, start: AirPlace, end: AirPlace) -> AirLeg:
        ends = np.array([start.lon, end.lon]), np.array([start.lat, end.lat])
        straight = self._leg(start, end, *ends)
        if straight.highest_m <= self.highest_m and not straight.beyond_km:
            return straight
        if self._open is None:
            self._open = OpenAir(self._grid, self._side, self.highest_m)
        way = self._open.find_way(start, end, self._most_km)
        if way is None:
            return straight
        return replace(self._leg(start, end, *way), avoids=straight)

    def _leg(self, start: AirPlace, end: AirPlace, lon: Floats, lat: Floats) -> AirLeg:
        km, x, y = sample_way(self._grid, lon, lat)
        return AirLeg(
            start=start,
            end=end,
            lon=lon,
            lat=lat,
            km=km,
            ground_m=ground_at(self._grid, x, y),
            beyond_km=self._side.beyond_km(km, x, y, (start, end)),
        )
