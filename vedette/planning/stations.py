"""Where an aircraft can be along the line, and the legs that take it there and home."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.air.field_legs import FieldLeg, survey_legs
from vedette.domain.forces import TypeCard
from vedette.domain.picture import Ground
from vedette.domain.theatre import Base, Theatre
from vedette.planning.beats import NOTHING, Beat, overlap_km, reaches_touched
from vedette.planning.groups import Group
from vedette.planning.places import NoMoveError
from vedette.terrain.elevation import heights_at
from vedette.terrain.line import position_at
from vedette.units import distance_km, slots_in

SAME_KM = 1e-6


@dataclass(frozen=True, slots=True)
class FlightLeg:
    """Airfield to station: whole slots, and the beat flown in the spare time."""

    slots: int
    beat: int


class AirStations:
    """Stations of one group of aircraft, by the rules of the air.

    ``km`` of each station; ``legs[j]`` the leg to station j where there is a lawful
    one; ``steps[i]`` lists (j, beat index) of rule ``fly``; ``beats`` what is seen.
    ``usable`` and ``turnaround`` in slots.
    """

    def __init__(
        self, group: Group, theatre: Theatre, ground: Ground, slot_min: int
    ) -> None:
        self._card = _lawful_card(group, theatre)
        self._ground = ground
        self._part_km = ground.get_sights().corridor.part_km
        self._hours = slot_min / 60
        self._slot_min = slot_min
        self.usable = slots_in(self._card.endurance_h - self._card.reserve_h, slot_min)
        self.turnaround = math.ceil(self._card.turnaround_min / slot_min - 1e-9)
        self.km = station_km(ground.edge_km, theatre.model.station_km)
        middle = (self.km[:-1] + self.km[1:]) / 2
        ends = np.array([0.0, *middle, ground.edge_km[-1]])
        self._span = list(zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True))
        self._lon, self._lat = position_at(theatre.border, self.km)
        apart_km = distance_km(
            self._lon[:-1], self._lat[:-1], self._lon[1:], self._lat[1:]
        )
        self._minutes = (apart_km / self._card.cruise_kmh * 60).tolist()
        self._flown = [self._is_flown(group, j) for j in range(len(self.km))]
        self.beats: list[Beat] = []
        self.steps = [self._list_steps(i) for i in range(len(self.km))]
        self.legs = self._list_legs(group, theatre)
        if not self.legs:
            raise NoMoveError(
                f"no station of the line can be reached from {group.base.name} and "
                f"back on its own side of the line, within {self._card.name}'s "
                "endurance, ceiling and caveats"
            )
        self.slots_back = self._slots_back()

    def _is_flown(self, group: Group, j: int) -> bool:
        low, high = self._span[j]
        touched = reaches_touched(self._ground, low, high)
        highest = float(self._ground.highest_m[touched].max())
        within = low >= group.low_km - 1e-6 and high <= group.high_km + 1e-6
        return within and self._clears(highest)

    def _clears(self, highest_m: float) -> bool:
        return highest_m + self._card.clearance_m <= self._card.service_ceiling_m

    def _list_steps(self, i: int) -> list[tuple[int, int]]:
        if not self._flown[i]:
            return []
        steps = [(i, self._add(self._hold(i, self._hours)))]
        for direction in (-1, 1):
            minutes, j = 0.0, i
            while 0 <= j + direction < len(self.km) and self._flown[j + direction]:
                minutes += self._minutes[min(j, j + direction)]
                j += direction
                if minutes > self._slot_min + 1e-6:
                    break
                steps.append((j, self._add(self._fly(i, j))))
        return sorted(steps)

    def _list_legs(self, group: Group, theatre: Theatre) -> dict[int, FlightLeg]:
        legs = {}
        ways = survey_legs(theatre, group.base, self._card, self._lon, self._lat)
        minutes = np.array([way.km for way in ways]) / self._card.cruise_kmh * 60
        for j in np.flatnonzero(self._flown & np.isfinite(minutes)):
            slots = max(1, math.ceil(minutes[j] / self._slot_min - 1e-9))
            if 2 * slots > self.usable:
                continue
            spare_h = (slots * self._slot_min - minutes[j]) / 60
            beat = self._hold(int(j), spare_h) if spare_h * 60 > 1e-9 else NOTHING
            legs[int(j)] = FlightLeg(slots, self._add(beat))
        return legs

    def _slots_back(self) -> list[int]:
        """Return the fewest slots from each station to a landing, large where none."""
        far = self.usable + 1
        back = [
            self.legs[j].slots if j in self.legs else far for j in range(len(self.km))
        ]
        for _ in range(self.usable):
            back = [
                min([back[i], *(back[j] + 1 for j, _ in steps)])
                for i, steps in enumerate(self.steps)
            ]
        return back

    def _hold(self, j: int, hours: float) -> Beat:
        return self._at_cruise(*self._span[j], hours)

    def _fly(self, i: int, j: int) -> Beat:
        return self._at_cruise(float(self.km[i]), float(self.km[j]), self._hours)

    def _at_cruise(self, km_a: float, km_b: float, hours: float) -> Beat:
        part, km = overlap_km(self._part_km, km_a, km_b)
        spent = hours * km / km.sum()
        return Beat(part, spent, np.full(len(spent), self._card.cruise_kmh))

    def _add(self, beat: Beat) -> int:
        self.beats.append(beat)
        return len(self.beats) - 1


def _lawful_card(group: Group, theatre: Theatre) -> TypeCard:
    card = group.card
    if card is None:
        raise NoMoveError("it has no type card; name one in teams.csv")
    if not card.signed_by and not theatre.is_exercise:
        raise NoMoveError(
            f"nobody has signed the type card {card.id}; have its owner sign it in "
            "cards.toml, or mark the theatre an exercise"
        )
    height = float(heights_at(theatre.elevation, group.base.lon, group.base.lat))
    if height > card.landing_ceiling_m:
        raise NoMoveError(
            f"{group.base.name} lies at {height:.0f} m, above the landing ceiling of "
            f"{card.name} ({card.landing_ceiling_m:.0f} m)"
        )
    return card


def station_km(edge_km: NDArray[np.float64], apart_km: float) -> NDArray[np.float64]:
    """Return the km of the stations: the reach edges nearest to multiples of a length.

    Ties go to the lower edge, and each edge counts once.
    """
    wanted = np.arange(math.floor(float(edge_km[-1]) / apart_km) + 1) * apart_km
    nearest = {int(np.argmin(np.abs(edge_km - km))) for km in wanted}
    return edge_km[sorted(nearest)]


def field_leg(
    theatre: Theatre, ground: Ground, base: Base, card: TypeCard, km: float
) -> FieldLeg:
    """Return the leg between an airfield and the station at a km, as planned."""
    stations = station_km(ground.edge_km, theatre.model.station_km)
    nearest = int(np.argmin(np.abs(stations - km)))
    if abs(stations[nearest] - km) > SAME_KM:  # not a station of this ground
        stations, nearest = np.array([km]), 0
    lon, lat = position_at(theatre.border, stations)
    return survey_legs(theatre, base, card, lon, lat)[nearest]
