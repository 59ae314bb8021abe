"""What the weather forbids to aircraft: rule ``weather`` of docs/theory/moves.md."""

import itertools
import math

import numpy as np
from numpy.typing import NDArray

from vedette.air.atmosphere import FREEZING_K, density_altitude_m, temperature_k
from vedette.domain.forces import TypeCard
from vedette.domain.picture import Ground, WeatherTable, Window
from vedette.domain.plans import FLY, LAND, TAKE_OFF, MoveTable, Shortfall
from vedette.domain.theatre import Base, Theatre
from vedette.planning.beats import overlap_km, reaches_touched
from vedette.planning.forbidden import narrow
from vedette.planning.groups import Ints
from vedette.planning.moves import GroupMoves
from vedette.terrain.elevation import heights_at
from vedette.terrain.line import section_of_base

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

CEILING_SLACK_M = 1e-3  # air as warm as the standard's counts as its own height


def keep_to_weather(
    moves: GroupMoves, theatre: Theatre, ground: Ground, window: Window
) -> tuple[GroupMoves, Shortfall | None]:
    """Return a group's moves without those that the weather forbids.

    And, where it can fly nowhere in the window because of that, what is lacking: the
    group then stands by.
    """
    card, weather = moves.group.card, window.weather
    if card is None or weather is None:
        return moves, None
    stations = grounded_stations(card, moves.place_km, theatre, ground, weather)
    airfield = grounded_airfield(card, moves.group.base, theatre, weather)
    shut = _shut_arcs(moves, stations, airfield, window)
    left = narrow(moves, ~shut, hands_over=False)  # who rests throughout does so
    if left is None:
        raise AssertionError("a team that only rests breaks no rule of the weather")
    if _takes_off(left, window) or not _takes_off(moves, window):
        return left, None
    names = ", ".join(team.name for team in moves.group.teams)
    return left, Shortfall(
        what=f"{names}: no take-off in this window",
        reason="by weather.csv what it could fly is grounded: visibility, cloud base "
        f"or wind against the limits of {card.name}, or air too warm and thin for its "
        "ceilings",
    )


def grounded_stations(
    card: TypeCard,
    station_km: Floats,
    theatre: Theatre,
    ground: Ground,
    weather: WeatherTable,
) -> Mask:
    """Tell at which stations and slots the weather is too bad, shape (stations, T)."""
    below = _below_limits(card, weather)
    section_km = np.array([0.0, *(section.km_to for section in theatre.sections)])
    grounded = np.zeros((len(station_km), below.shape[1]), dtype=np.bool_)
    spans = _beat_spans(station_km, float(ground.edge_km[-1]))
    for j, (low, high) in enumerate(spans):
        touched = reaches_touched(ground, low, high)
        sections = overlap_km(section_km, low, high)[0]
        flown_m = float(ground.highest_m[touched].max()) + card.clearance_m
        dense_m = _density_altitude(flown_m, weather.warmer_c[sections])
        too_thin = dense_m > card.service_ceiling_m + CEILING_SLACK_M
        grounded[j] = (below[sections] | too_thin).any(axis=0)
    return grounded


def grounded_airfield(
    card: TypeCard, base: Base, theatre: Theatre, weather: WeatherTable
) -> Mask:
    """Tell in which slots nobody takes off or lands at an airfield, shape (T,)."""
    at = section_of_base(theatre, base)
    height_m = float(heights_at(theatre.elevation, base.lon, base.lat))
    dense_m = _density_altitude(height_m, weather.warmer_c[at])
    too_thin = dense_m > card.landing_ceiling_m + CEILING_SLACK_M
    return np.asarray(_below_limits(card, weather)[at] | too_thin)


def _below_limits(card: TypeCard, weather: WeatherTable) -> Mask:
    """Tell where a figure stated on the card is not kept, shape (S, T)."""
    below = np.zeros(weather.wind_kmh.shape, dtype=np.bool_)
    if card.least_visibility_km is not None:
        below |= weather.visibility_km < card.least_visibility_km
    if card.least_cloud_base_m is not None:
        below |= weather.cloud_base_m < card.clearance_m + card.least_cloud_base_m
    if card.most_wind_kmh is not None:
        below |= weather.wind_kmh > card.most_wind_kmh
    return below


def _density_altitude(height_m: float, warmer_c: Floats) -> Floats:
    """Return the density altitude at a height of air warmer than the standard's."""
    standard_c = float(temperature_k(height_m)) - FREEZING_K
    return density_altitude_m(height_m, standard_c + warmer_c)


def _shut_arcs(
    moves: GroupMoves, stations: Mask, airfield: Mask, window: Window
) -> Mask:
    """Tell which arcs the weather forbids, shape (arcs,)."""
    rows = _all_rows(moves)
    tail = np.repeat(np.arange(len(moves.first_arc) - 1), np.diff(moves.first_arc))
    place0, place1 = moves.place[tail], moves.place[moves.head]
    t0, t1 = rows.t0.astype(np.int32), rows.t1.astype(np.int32)
    along, field = _Grounded(stations), _Grounded(airfield[None, :])
    shut = np.zeros(len(tail), dtype=np.bool_)
    out, on, home = (rows.kind == kind for kind in (TAKE_OFF, FLY, LAND))
    shut[out] = along.any_between(place1[out], place1[out], t1[out] - 1)
    shut[out] |= field.any_between(0 * t0[out], 0 * t0[out], t0[out])
    shut[on] = along.any_between(place0[on], place1[on], t0[on])
    down = t1[home] - _turnaround(moves, window) - 1
    shut[home] = along.any_between(place0[home], place0[home], t0[home])
    shut[home] |= field.any_between(0 * down, 0 * down, down)
    return shut


class _Grounded:
    """Answers for many stretches of places and slots at once: by sums from place 0."""

    def __init__(self, grounded: Mask) -> None:
        none = np.zeros((1, grounded.shape[1]), dtype=np.int32)
        upto = np.cumsum(grounded, axis=0, dtype=np.int32)
        self._upto = np.concatenate([none, upto])

    def any_between(self, place0: Ints, place1: Ints, slot: Ints) -> Mask:
        """Tell whether a place between two is grounded in a slot of the window."""
        n_slots = self._upto.shape[1]
        first, last = np.minimum(place0, place1), np.maximum(place0, place1)
        then = np.clip(slot, 0, n_slots - 1)
        number = self._upto[last + 1, then] - self._upto[first, then]
        return np.asarray((number > 0) & (slot >= 0) & (slot < n_slots))


def _takes_off(moves: GroupMoves, window: Window) -> bool:
    """Tell whether a group may take off in the window."""
    rows = _all_rows(moves)
    inside = (rows.t0 >= 0) & (rows.t0 < window.n_slots)
    return bool((inside & (rows.kind == TAKE_OFF)).any())


def _all_rows(moves: GroupMoves) -> MoveTable:
    return moves.rows(np.arange(len(moves.head), dtype=np.int32))


def _turnaround(moves: GroupMoves, window: Window) -> int:
    minutes = 0.0 if moves.group.card is None else moves.group.card.turnaround_min
    return math.ceil(minutes / window.slot_min - 1e-9)


def _beat_spans(station_km: Floats, end_km: float) -> list[tuple[float, float]]:
    """Return the beat of each station: half-way to the next, or to the line's end."""
    middle = (station_km[:-1] + station_km[1:]) / 2
    return list(itertools.pairwise([0.0, *middle.tolist(), end_km]))
