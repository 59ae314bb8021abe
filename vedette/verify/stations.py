"""Where a helicopter turns and holds, which legs it may fly, and what it passes."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.air.field_legs import survey_legs
from vedette.domain.forces import Team, TypeCard
from vedette.domain.picture import Ground, Window
from vedette.domain.theatre import Base, Theatre
from vedette.terrain.elevation import heights_at
from vedette.terrain.line import position_at
from vedette.units import distance_km
from vedette.verify.bases import section_of_base
from vedette.verify.duties import NEARLY, lawful_km
from vedette.verify.looks import Stays, overlaps_km
from vedette.verify.places import SAME_KM, STEP_SLACK_MIN, nearest_within
from vedette.verify.weather import grounded_field, grounded_stations


@dataclass(frozen=True, slots=True, eq=False)
class Stations:
    """The stations of a helicopter, in the order of km, and what limits it.

    Parameters
    ----------
    km, beat_low_km, beat_high_km
        Each station's place and the ends of its beat, shape (m,).
    minute
        Time at cruise along the geodesics from the first station, shape (m,).
    too_high, outside
        Stations that the ceiling or a caveat forbids, shape (m,).
    grounded, field_grounded
        Slots in which the weather grounds each station, and the airfield, shapes
        (m, T) and (T,).
    leg_min, leg_slots, no_leg
        Time to the airfield, whole slots of it, and whether the ceiling forbids the
        leg, shape (m,).
    span
        How many stations up or down the longest flight of one slot goes.
    may_fly
        Whether a slot's flight from i to i + d - span is lawful, (m, 2 span + 1).
    air_slots, turn_slots
        F and U: slots from take-off to landing at most, and of turnaround.
    cruise_kmh
        The speed of every flight.
    low_km, high_km
        The stretch its caveats leave the team.
    unsigned, cannot_land
        Whether the card or the airfield's height rules flying out.
    """

    km: NDArray[np.float64]
    beat_low_km: NDArray[np.float64]
    beat_high_km: NDArray[np.float64]
    minute: NDArray[np.float64]
    too_high: NDArray[np.bool_]
    outside: NDArray[np.bool_]
    grounded: NDArray[np.bool_]
    field_grounded: NDArray[np.bool_]
    leg_min: NDArray[np.float64]
    leg_slots: NDArray[np.int64]
    no_leg: NDArray[np.bool_]
    span: int
    may_fly: NDArray[np.bool_]
    air_slots: int
    turn_slots: int
    cruise_kmh: float
    low_km: float
    high_km: float
    unsigned: bool
    cannot_land: bool

    @property
    def n_looks(self) -> int:
        """How many looks there are: of every slot's flight, then of every leg."""
        return self.may_fly.size + len(self.km)

    @property
    def flown(self) -> NDArray[np.bool_]:
        """Which stations may be flown at all, shape (m,)."""
        return ~(self.too_high | self.outside)

    @property
    def has_leg(self) -> NDArray[np.bool_]:
        """Which stations may be reached straight from the airfield, shape (m,)."""
        grounded = self.unsigned or self.cannot_land
        return self.flown & ~self.no_leg & (not grounded)

    def find(self, km: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the station at each km, or -1 where there is none."""
        return nearest_within(self.km, km)

    def look_of(
        self, here: NDArray[np.int64], there: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return the number of the look of flights, -1 where none is lawful."""
        shift = there - here + self.span
        sane = (here >= 0) & (there >= 0) & (shift >= 0) & (shift <= 2 * self.span)
        look = here * (2 * self.span + 1) + shift
        return np.where(sane & self.may_fly.ravel()[np.where(sane, look, 0)], look, -1)

    def leg_look_of(self, station: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the number of the look of legs, -1 where no leg is lawful."""
        known = (station >= 0) & self.has_leg[np.maximum(station, 0)]
        return np.where(known, self.may_fly.size + station, -1)


def lay_stations(
    theatre: Theatre, team: Team, ground: Ground, window: Window
) -> Stations:
    """Find a helicopter's stations, beats, legs and flights."""
    card = theatre.find_card(team.card)
    if card is None:
        raise ValueError(f"{team.id}: no type card {team.card!r}")
    km = _station_km(theatre, ground)
    half_way = (km[1:] + km[:-1]) / 2
    beat_low = np.concatenate([ground.edge_km[:1], half_way])
    beat_high = np.concatenate([half_way, ground.edge_km[-1:]])
    low, high = lawful_km(theatre, team)
    outside = (beat_low < low - SAME_KM) | (beat_high > high + SAME_KM)
    highest_m = _highest_under(ground, beat_low, beat_high)
    too_high = highest_m + card.clearance_m > card.service_ceiling_m
    lon, lat = position_at(theatre.border, km)
    hop_km = distance_km(lon[:-1], lat[:-1], lon[1:], lat[1:])
    minute = np.concatenate([[0.0], np.cumsum(hop_km / card.cruise_kmh * 60)])
    span, may_fly = _flights(minute, ~(too_high | outside), window.slot_min)
    base = theatre.get_base(team.base)
    legs = survey_legs(theatre, base, card, lon, lat)
    leg_km = np.array([leg.km for leg in legs])
    no_leg = ~np.isfinite(leg_km)
    leg_min = np.where(no_leg, 0.0, leg_km) / card.cruise_kmh * 60
    leg_slots = np.maximum(np.ceil(leg_min / window.slot_min - NEARLY), 1)
    grid = theatre.elevation
    field_m = float(heights_at(grid, base.lon, base.lat))
    grounded, field_grounded = _weather(
        theatre, card, window, base, field_m, (beat_low, beat_high), highest_m
    )
    usable_min = (card.endurance_h - card.reserve_h) * 60
    return Stations(
        km=km,
        beat_low_km=beat_low,
        beat_high_km=beat_high,
        minute=minute,
        too_high=too_high,
        outside=outside,
        grounded=grounded,
        field_grounded=field_grounded,
        leg_min=leg_min,
        leg_slots=leg_slots.astype(np.int64),
        no_leg=no_leg,
        span=span,
        may_fly=may_fly,
        air_slots=math.floor(usable_min / window.slot_min + NEARLY),
        turn_slots=math.ceil(card.turnaround_min / window.slot_min - NEARLY),
        cruise_kmh=card.cruise_kmh,
        low_km=low,
        high_km=high,
        unsigned=not (card.signed_by.strip() or theatre.is_exercise),
        cannot_land=bool(field_m > card.landing_ceiling_m),
    )


def _weather(
    theatre: Theatre,
    card: TypeCard,
    window: Window,
    base: Base,
    field_m: float,
    beats: tuple[NDArray[np.float64], NDArray[np.float64]],
    highest_m: NDArray[np.float64],
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell when the weather grounds the stations, and the airfield."""
    if window.weather is None:
        none = np.zeros((len(highest_m) + 1, window.n_slots), dtype=np.bool_)
        return none[1:], none[0]
    section_km = [theatre.sections[0].km_from]
    section_km += [section.km_to for section in theatre.sections]
    touched = overlaps_km(np.array(section_km), *beats) > 0
    section = section_of_base(theatre, base)
    return (
        grounded_stations(card, window.weather, touched, highest_m),
        grounded_field(card, window.weather, section, field_m),
    )


def _station_km(theatre: Theatre, ground: Ground) -> NDArray[np.float64]:
    """Return the reach edges nearest to the multiples of the stations' distance."""
    apart = theatre.model.station_km
    wanted = np.arange(math.floor(theatre.border.length_km / apart) + 1) * apart
    nearest = np.abs(ground.edge_km[None, :] - wanted[:, None]).argmin(axis=1)
    return np.asarray(ground.edge_km[np.unique(nearest)])


def _highest_under(
    ground: Ground, low_km: NDArray[np.float64], high_km: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the highest ground of the reaches that each beat touches."""
    touched = overlaps_km(ground.edge_km, low_km, high_km) > 0
    highest_m = np.where(touched, ground.highest_m[None, :], -math.inf)
    return np.asarray(highest_m.max(axis=1))


def _flights(
    minute: NDArray[np.float64], flown: NDArray[np.bool_], slot_min: int
) -> tuple[int, NDArray[np.bool_]]:
    """Find the flights of one slot: their span, and which are lawful."""
    n_stations = len(minute)
    closed = np.concatenate([[0], np.cumsum(~flown)])
    here, there = np.mgrid[:n_stations, :n_stations]
    first, last = np.minimum(here, there), np.maximum(here, there)
    in_time = np.abs(minute[here] - minute[there]) <= slot_min + STEP_SLACK_MIN
    lawful = in_time & (closed[last + 1] == closed[first])
    here, there = np.nonzero(lawful)
    span = int(np.max(np.abs(here - there), initial=0))
    may_fly = np.zeros((n_stations, 2 * span + 1), dtype=np.bool_)
    may_fly[here, there - here + span] = True
    return span, may_fly


def stays_in_air(stations: Stations, ground: Ground, slot_min: int) -> Stays:
    """Share the slot of every flight, hold and leg among the parts under it."""
    n_shifts = 2 * stations.span + 1
    here, shift = np.nonzero(stations.may_fly)
    there = here + shift - stations.span
    holds = here == there
    a, b = stations.km[here], stations.km[there]
    low = np.where(holds, stations.beat_low_km[here], np.minimum(a, b))
    high = np.where(holds, stations.beat_high_km[here], np.maximum(a, b))
    legs = np.flatnonzero(stations.has_leg)
    spare = stations.leg_slots * slot_min - stations.leg_min
    legs = legs[spare[legs] >= NEARLY]
    look = np.concatenate([here * n_shifts + shift, stations.may_fly.size + legs])
    low = np.concatenate([low, stations.beat_low_km[legs]])
    high = np.concatenate([high, stations.beat_high_km[legs]])
    hours = np.concatenate([np.full(len(here), slot_min / 60), spare[legs] / 60])
    covered = overlaps_km(ground.get_sights().corridor.part_km, low, high)
    move, part = np.nonzero(covered)
    share = covered[move, part] / covered.sum(axis=1)[move]
    speed = np.full(len(move), stations.cruise_kmh)
    return Stays(look[move], part, hours[move] * share, speed)
