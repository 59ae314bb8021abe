"""What a roster asks of each team: hours, nights, kilometres, fuel."""

import numpy as np

from vedette.domain.forces import Team, TypeCard
from vedette.domain.picture import Window
from vedette.domain.plans import Roster, RosterMove, TeamEffort
from vedette.domain.theatre import LIGHTS, Base, Theatre
from vedette.sharing.duties import Duty, list_duties, turnaround_slots

NIGHT = LIGHTS.index("night")


def roster_effort(
    theatre: Theatre, window: Window, roster: Roster
) -> dict[str, TeamEffort]:
    """Return what each team does inside the window, by team id.

    A duty counts if any of it lies in the window. Hours and kilometres outside the
    window are not counted. Teams on the ground go along the track. Aircraft are at
    cruising speed from take-off to landing, so their kilometres and fuel follow from
    the hours in the air. An hour is one of night by the light of the section where
    the team is; at an airfield by that of the section nearest to it.
    """
    return {
        team_id: _team_effort(theatre, window, duties)
        for team_id, duties in list_duties(theatre, roster).items()
    }


def nearest_km(theatre: Theatre, base: Base) -> float:
    """Return the border km of a base, or of the vertex of the line nearest to it."""
    if base.km is not None:
        return base.km
    border = theatre.border
    east = (border.lon - base.lon) * np.cos(np.radians(base.lat))
    return float(border.km[np.argmin(np.hypot(east, border.lat - base.lat))])


def _team_effort(
    theatre: Theatre, window: Window, duties: tuple[Duty, ...]
) -> TeamEffort:
    inside = [duty for duty in duties if duty.begin < window.n_slots and duty.end > 0]
    hours = window.slot_min / 60
    moves = [(duty.team, move) for duty in inside for move in duty.moves]
    card = theatre.find_card(inside[0].team.card) if inside else None
    airborne_h = hours * sum(
        _airborne_slots(window, card, move) for _, move in moves if card
    )
    return TeamEffort(
        duties=float(len(inside)),
        duty_h=hours * sum(_clip(window, duty.begin, duty.end) for duty in inside),
        night_h=hours * sum(_night_slots(theatre, window, *each) for each in moves),
        airborne_h=airborne_h,
        travel_km=airborne_h * card.cruise_kmh
        if card
        else sum(_track_km(theatre, window, move) for _, move in moves),
        fuel_kg=airborne_h * card.fuel_kg_per_h if card else 0.0,
    )


def _clip(window: Window, begin: int, end: int) -> int:
    return max(0, min(end, window.n_slots) - max(begin, 0))


def _airborne_slots(window: Window, card: TypeCard, move: RosterMove) -> int:
    if move.sortie is None:
        return 0
    stands = turnaround_slots(card, window.slot_min) if move.kind == "land" else 0
    return _clip(window, move.t0, move.t1 - stands)


def _night_slots(theatre: Theatre, window: Window, team: Team, move: RosterMove) -> int:
    first, last = max(move.t0, 0), min(move.t1, window.n_slots)
    if last <= first:
        return 0
    km = [x for x in (move.km0, move.km1) if x is not None]
    where = (
        sum(km) / len(km) if km else nearest_km(theatre, theatre.get_base(team.base))
    )
    light = window.light[section_index(theatre, where), first:last]
    return int(np.count_nonzero(light == NIGHT))


def section_index(theatre: Theatre, km: float) -> int:
    """Return which section a border km lies in; the last one holds its own end.

    Sections join up, so the first whose end lies beyond the km is the one.
    """
    ends = [section.km_to for section in theatre.sections]
    return min(int(np.searchsorted(ends, km, side="right")), len(ends) - 1)


def _track_km(theatre: Theatre, window: Window, move: RosterMove) -> float:
    inside = move.t0 >= 0 and move.t1 <= window.n_slots
    if move.km0 is None or move.km1 is None or not inside:
        return 0.0
    low, high = sorted((move.km0, move.km1))
    length = 0.0
    for track in theatre.tracks:
        along = np.interp([low, high], track.border_km, track.km)
        length += float(along[1] - along[0])
    return length
