"""What a drawn roster asks of each team: hours, nights, kilometres, fuel."""

import numpy as np

from vedette.domain.picture import Window
from vedette.domain.plans import (
    MOVE_KINDS,
    NO_SLOT,
    MoveTable,
    Roster,
    RosterMove,
    TeamEffort,
)
from vedette.domain.theatre import Theatre
from vedette.planning.effort import team_effort


def roster_effort(
    theatre: Theatre, window: Window, roster: Roster
) -> dict[str, TeamEffort]:
    """Return what each team of a roster does inside the window, by team id.

    Counted as the plan's averages are, each move with odds of one, so that a draw can
    be held against what the plan asks for.
    """
    moves: dict[str, list[RosterMove]] = {}
    for move in roster.moves:
        moves.setdefault(move.team, []).append(move)
    return {
        team.id: team_effort(theatre, window, team, _as_table(moves[team.id]))
        for team in theatre.teams
        if team.id in moves
    }


def _as_table(moves: list[RosterMove]) -> MoveTable:
    def slots(values: list[int | None]) -> np.ndarray:
        return np.array([NO_SLOT if x is None else x for x in values], dtype=np.int16)

    def km(values: list[float | None]) -> np.ndarray:
        return np.array([np.nan if x is None else x for x in values], dtype=np.float64)

    return MoveTable(
        kind=np.array([MOVE_KINDS.index(move.kind) for move in moves], dtype=np.int8),
        t0=slots([move.t0 for move in moves]),
        t1=slots([move.t1 for move in moves]),
        km0=km([move.km0 for move in moves]),
        km1=km([move.km1 for move in moves]),
        duty=slots([move.duty for move in moves]),
        sortie=slots([move.sortie for move in moves]),
        odds=np.ones(len(moves)),
    )
