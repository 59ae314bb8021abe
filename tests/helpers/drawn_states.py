"""The states that drawn routes show at both ends of the window."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from vedette.domain.plans import MOVE_KINDS, NO_SLOT, MoveTable, Plan, RosterMove
from vedette.planning.roster import draw_roster

Drawn = tuple[RosterMove, ...]


def state_of(route: Sequence[RosterMove], t: int) -> str:
    """The state of a route at a moment, by the rule book."""
    for move in route:
        if move.kind == "end" and move.duty is not None and move.duty < t <= move.t0:
            return f"on duty {t - move.duty}"
        if move.kind in ("end", "rest") and move.t0 < t < move.t1:
            return f"resting {move.t1 - t}"
    return "free"


def odd_couple(plan: Plan, team: str) -> tuple[Drawn, Drawn]:
    """Two routes of a team; what one changes from start to end, the other does not."""
    rosters = [draw_roster(plan, seed) for seed in range(20)]
    routes = [tuple(m for m in each.moves if m.team == team) for each in rosters]
    for a, b in combinations(routes, 2):
        begins, ends = ([state_of(r, t) for r in (a, b)] for t in (0, plan.n_slots))
        if sorted([begins[0], ends[1]]) != sorted([begins[1], ends[0]]):
            return a, b
    raise AssertionError(f"{team}: all routes end alike")


def rows_of(table: MoveTable, route: Sequence[RosterMove]) -> NDArray[np.int64]:
    """The rows of a drawn route in a plan's table."""
    rows = []
    for move in route:
        found = (table.kind == MOVE_KINDS.index(move.kind)) & (table.t0 == move.t0)
        found &= table.t1 == move.t1
        for column, value in ((table.duty, move.duty), (table.sortie, move.sortie)):
            found &= column == (NO_SLOT if value is None else value)
        for km, value_km in ((table.km0, move.km0), (table.km1, move.km1)):
            here = np.nan if value_km is None else value_km
            found &= np.isclose(km, here, rtol=0, atol=1e-6, equal_nan=True)
        (row,) = np.flatnonzero(found)
        rows.append(int(row))
    return np.array(rows)
