"""Where a team on duty is in one hour of the rota."""

from dataclasses import dataclass

import numpy as np

from vedette.domain.forces import Team
from vedette.domain.picture import Window
from vedette.domain.theatre import FIRST_DARK, Theatre
from vedette.sharing.duties import Duty
from vedette.terrain.line import km_of_base


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour, or part of one, on duty; ``km`` None: at the airfield all the time."""

    km: tuple[float, float] | None
    is_night: bool


def find_hour(
    theatre: Theatre,
    window: Window,
    team: Team,
    duties: tuple[Duty, ...],
    first: int,
    last: int,
) -> Hour | None:
    """Return what a team does in slots ``first`` to ``last`` - 1, None if off duty.

    Nothing outside the window is shown, though a duty may go on beyond it.
    """
    last = min(last, window.n_slots)
    moves = [
        move
        for duty in duties
        for move in duty.moves
        if move.t0 < last and move.t1 > first
    ]
    if not moves or last <= first:
        return None
    km = [x for move in moves for x in (move.km0, move.km1) if x is not None]
    where = (
        sum(km) / len(km) if km else km_of_base(theatre, theatre.get_base(team.base))
    )
    ends = [section.km_to for section in theatre.sections]
    section = min(int(np.searchsorted(ends, where, side="right")), len(ends) - 1)
    night = bool((window.light[section, first:last] >= FIRST_DARK).any())
    return Hour((min(km), max(km)) if km else None, night)
