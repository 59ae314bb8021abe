"""The drawn roster as the page plays it: where each team is between two moments."""

import math
from typing import Any

from vedette.domain.forces import TypeCard
from vedette.domain.picture import Ground
from vedette.domain.plans import Roster, RosterMove
from vedette.domain.theatre import Base, Theatre
from vedette.planning.stations import field_leg
from vedette.sharing.duties import Duty, list_duties, turnaround_slots
from vedette.sharing.page.compact import rounded

# What the page knows of a move: at the base, on the ground along the track,
# outbound leg, along the line by air, homebound leg.
BASE, GROUND, OUT, AIR, HOME = "b", "g", "o", "a", "h"

Row = list[Any]  # [kind, from, to, km, km]; a leg has its turning points as well


def team_plays(
    theatre: Theatre, ground: Ground, roster: Roster | None
) -> dict[str, dict[str, Any]]:
    """Return for every team its drawn ``duties`` and ``moves``, in order of time.

    A duty is ``[begin, end]``, a move ``[kind, from, to, km, km]``; moments are slots
    (broken ones where a leg does not fill its slots), km are border km or None at the
    base. Rest is no row at all. Without a roster nobody is listed.
    """
    if roster is None:
        return {}
    return {
        team_id: {
            "duties": [[duty.begin, duty.end] for duty in duties],
            "moves": [
                row
                for duty in duties
                for move in duty.moves
                for row in _rows_of(theatre, ground, duty, move, roster.slot_min)
            ],
        }
        for team_id, duties in list_duties(theatre, roster).items()
    }


def _rows_of(
    theatre: Theatre, ground: Ground, duty: Duty, move: RosterMove, slot_min: int
) -> list[Row]:
    """Return the page's rows for one move."""
    card = theatre.find_card(duty.team.card)
    km0, km1 = _km(move.km0), _km(move.km1)
    if card is None and km0 is not None and km1 is not None:
        return [[GROUND, move.t0, move.t1, km0, km1]]
    if card is not None and (km0 is not None or km1 is not None):
        base = theatre.get_base(duty.team.base)
        return _flight(theatre, ground, base, card, move, slot_min)
    return [[BASE, move.t0, move.t1, None, None]]


def _flight(
    theatre: Theatre,
    ground: Ground,
    base: Base,
    card: TypeCard,
    move: RosterMove,
    slot_min: int,
) -> list[Row]:
    """Return a flight's rows: over the station in the spare time of a leg."""
    km0, km1 = _km(move.km0), _km(move.km1)
    if km0 is not None and km1 is not None and move.kind == "fly":
        return [[AIR, move.t0, move.t1, km0, km1]]
    station = km1 if move.kind == "take_off" else km0
    if station is None:
        return [[BASE, move.t0, move.t1, None, None]]
    way = field_leg(theatre, ground, base, card, station)
    leg = way.km / card.cruise_kmh * 60 / slot_min
    turns = [rounded(turn, 4) for turn in way.turns]
    if move.kind == "take_off":
        there = min(round(move.t0 + leg, 3), move.t1)
        rows: list[Row] = [
            [OUT, move.t0, there, None, station, turns],
            [AIR, there, move.t1, station, station],
        ]
    else:
        down = max(move.t1 - turnaround_slots(card, slot_min), move.t0)
        leaves = max(round(down - leg, 3), move.t0)
        rows = [
            [AIR, move.t0, leaves, station, station],
            [HOME, leaves, down, station, None, turns[::-1]],
            [BASE, down, move.t1, None, None],
        ]
    return [row for row in rows if row[2] > row[1]]


def _km(value: float | None) -> float | None:
    """Return km to the metre, None where there is none."""
    return None if value is None or math.isnan(value) else round(value, 3)
