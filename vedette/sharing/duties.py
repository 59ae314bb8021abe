"""A roster by duty and sortie: the pieces that crews and staffs think in."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from vedette.domain.forces import Team, TypeCard
from vedette.domain.plans import Roster, RosterMove
from vedette.domain.theatre import Theatre
from vedette.errors import InputError

ABOUT_DUTY = ("rest", "start", "end")  # rows that take no time on the ground


@dataclass(frozen=True, slots=True)
class Sortie:
    """One flight: take-off at moment ``begin``, on the ground again at ``end``."""

    begin: int
    end: int
    moves: tuple[RosterMove, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of one team from moment ``begin`` to ``end``, in slots of the plan.

    ``moves`` are in order of time, without the rows that only mark begin and end.
    """

    team: Team
    begin: int
    end: int
    moves: tuple[RosterMove, ...]
    sorties: tuple[Sortie, ...]

    @property
    def km_span(self) -> tuple[float, float] | None:
        """From and to which km of the border the duty leads; None if to none."""
        km = [x for move in self.moves for x in (move.km0, move.km1) if x is not None]
        return (min(km), max(km)) if km else None


def list_duties(theatre: Theatre, roster: Roster) -> dict[str, tuple[Duty, ...]]:
    """Return every team's duties by team id, in the order of ``teams.csv``.

    Teams without a duty have an empty row, so that nobody is forgotten on paper.
    """
    moves: dict[str, list[RosterMove]] = {team.id: [] for team in theatre.teams}
    for move in roster.moves:
        if move.team not in moves:
            raise InputError(
                f"The roster has a team {move.team}, which {theatre.name} has not; "
                "draw the roster from a plan of this theatre."
            )
        moves[move.team].append(move)
    return {
        team.id: tuple(_duties(theatre, team, roster, moves[team.id]))
        for team in theatre.teams
    }


def turnaround_slots(card: TypeCard, slot_min: int) -> int:
    """Return how many slots an aircraft stands after landing (rule ``turnaround``)."""
    return math.ceil(card.turnaround_min / slot_min - 1e-9)


def _duties(
    theatre: Theatre, team: Team, roster: Roster, moves: list[RosterMove]
) -> Iterator[Duty]:
    on_duty = [move for move in moves if move.duty is not None]
    on_duty.sort(key=_order)
    for begin, group in groupby(on_duty, key=lambda move: move.duty):
        rows = tuple(group)
        ends = [move.t0 for move in rows if move.kind == "end"]
        stays = tuple(move for move in rows if move.kind not in ABOUT_DUTY)
        assert begin is not None
        yield Duty(
            team,
            begin,
            ends[0] if ends else max(move.t1 for move in rows),
            stays,
            tuple(_sorties(theatre, team, roster, stays)),
        )


def _order(move: RosterMove) -> tuple[int, int]:
    return (move.duty if move.duty is not None else move.t0, move.t0)


def _sorties(
    theatre: Theatre, team: Team, roster: Roster, moves: tuple[RosterMove, ...]
) -> Iterator[Sortie]:
    card = theatre.find_card(team.card)
    turnaround = turnaround_slots(card, roster.slot_min) if card else 0
    flown = [move for move in moves if move.sortie is not None]
    for begin, group in groupby(flown, key=lambda move: move.sortie):
        rows = tuple(group)
        assert begin is not None
        yield Sortie(begin, rows[-1].t1 - turnaround, rows)
