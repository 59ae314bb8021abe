"""What moves ask of a team inside the window: hours, nights, kilometres, fuel."""

import math

import numpy as np
from numpy.typing import NDArray

from vedette.domain.forces import Team
from vedette.domain.picture import Window
from vedette.domain.plans import (
    FLY,
    LAND,
    MOVE,
    START,
    TAKE_OFF,
    WAIT,
    MoveTable,
    TeamEffort,
)
from vedette.domain.theatre import FIRST_DARK, Base, Theatre
from vedette.terrain.line import km_of_base


def team_effort(
    theatre: Theatre, window: Window, team: Team, moves: MoveTable
) -> TeamEffort:
    """Return what a team's moves ask of it, each counted by its odds.

    Only what lies inside the window counts; a duty counts where it begins. Teams on
    the ground go along the track. Aircraft are at cruise from take-off to landing. An
    hour is one of night by the light of the section where the team is; at an airfield,
    of the section nearest to it.
    """
    hours = window.slot_min / 60
    on_duty = np.isin(moves.kind, (MOVE, WAIT, TAKE_OFF, FLY, LAND))
    begins = (moves.kind == START) & (moves.t0 >= 0) & (moves.t0 < window.n_slots)
    airborne_h, cruise_kmh, fuel_kg_per_h = 0.0, 0.0, 0.0
    card = theatre.find_card(team.card)
    if card is not None:
        stands = math.ceil(card.turnaround_min / window.slot_min - 1e-9)
        flies = np.isin(moves.kind, (TAKE_OFF, FLY, LAND))
        down = moves.t1 - np.where(moves.kind == LAND, stands, 0)
        slots = _slots_inside(window, moves.t0, down)
        airborne_h = hours * float((moves.odds * slots)[flies].sum())
        cruise_kmh, fuel_kg_per_h = card.cruise_kmh, card.fuel_kg_per_h
    on_track = (moves.kind == MOVE) & (moves.t0 >= 0) & (moves.t1 <= window.n_slots)
    track_km = _track_km(theatre, moves.km0[on_track], moves.km1[on_track])
    spent = _slots_inside(window, moves.t0, moves.t1)
    dark = _night_slots(theatre, window, theatre.get_base(team.base), moves)
    return TeamEffort(
        duties=float(moves.odds[begins].sum()),
        duty_h=hours * float((moves.odds * spent)[on_duty].sum()),
        night_h=hours * float((moves.odds * dark)[on_duty].sum()),
        airborne_h=airborne_h,
        travel_km=airborne_h * cruise_kmh
        + float((moves.odds[on_track] * track_km).sum()),
        fuel_kg=airborne_h * fuel_kg_per_h,
    )


def duty_odds(window: Window, moves: MoveTable) -> NDArray[np.float64]:
    """Return the chance of being on duty in every slot of the window, shape (T,)."""
    change = np.zeros(window.n_slots + 1)
    on_duty = np.isin(moves.kind, (MOVE, WAIT, TAKE_OFF, FLY, LAND))
    np.add.at(
        change, np.clip(moves.t0[on_duty], 0, window.n_slots), moves.odds[on_duty]
    )
    np.add.at(
        change, np.clip(moves.t1[on_duty], 0, window.n_slots), -moves.odds[on_duty]
    )
    return np.clip(np.cumsum(change)[:-1], 0.0, 1.0)


def _slots_inside(
    window: Window, t0: NDArray[np.int16], t1: NDArray[np.int16]
) -> NDArray[np.int64]:
    inside = np.minimum(t1, window.n_slots).astype(np.int64) - np.maximum(t0, 0)
    return np.maximum(inside, 0)


def _track_km(
    theatre: Theatre, km0: NDArray[np.float64], km1: NDArray[np.float64]
) -> NDArray[np.float64]:
    length = np.zeros(len(km0))
    for track in theatre.tracks:
        begin = np.interp(km0, track.border_km, track.km)
        length += np.abs(np.interp(km1, track.border_km, track.km) - begin)
    return length


def _night_slots(
    theatre: Theatre, window: Window, base: Base, moves: MoveTable
) -> NDArray[np.float64]:
    """Return how many slots of night each move holds, where it happens."""
    dark = (window.light >= FIRST_DARK).astype(np.float64)
    until = np.concatenate([np.zeros((len(dark), 1)), np.cumsum(dark, axis=1)], axis=1)
    km0 = np.where(np.isnan(moves.km0), moves.km1, moves.km0)
    km1 = np.where(np.isnan(moves.km1), moves.km0, moves.km1)
    where = np.nan_to_num((km0 + km1) / 2, nan=km_of_base(theatre, base))
    ends = [section.km_to for section in theatre.sections]
    section = np.minimum(np.searchsorted(ends, where, side="right"), len(ends) - 1)
    t0 = np.clip(moves.t0, 0, window.n_slots)
    t1 = np.clip(moves.t1, 0, window.n_slots)
    return np.asarray(until[section, t1] - until[section, t0])
