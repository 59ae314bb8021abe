"""A plan's rows back on the arcs of its frame: from the field to arrays again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.domain.plans import MoveTable, Plan
from vedette.errors import InputError
from vedette.planning.frame import Frame
from vedette.planning.groups import Ints
from vedette.planning.moves import GroupMoves

ROUND_KM = 6  # decimals at which two places are the same


@dataclass(frozen=True, slots=True, eq=False)
class TeamFlow:
    """One team's odds on the arcs of its group's graph.

    ``graph`` is the index of the graph in the frame; ``odds`` has shape (arcs,).
    """

    graph: int
    odds: NDArray[np.float64]


def flows_on(frame: Frame, plan: Plan) -> Mapping[str, TeamFlow]:
    """Return each team's odds of every arc, keyed by team id, in the frame's order.

    Teams that the frame does not know are left out; a row that no arc of the frame
    stands for is refused.
    """
    flows = {}
    for index, moves in enumerate(frame.moves):
        tables = {
            team.id: plan.moves[team.id]
            for team in moves.group.teams
            if len(plan.moves.get(team.id, ()))
        }
        if not tables:
            continue
        finder = ArcFinder(moves)
        for team, table in tables.items():
            odds = np.zeros(len(moves.head))
            odds[finder.find(team, table)] = table.odds
            flows[team] = TeamFlow(index, odds)
    return flows


class ArcFinder:
    """Finds the arc that a row of a plan stands for, among one group's moves."""

    def __init__(self, moves: GroupMoves) -> None:
        keys = _keys(moves.rows(np.arange(len(moves.head), dtype=np.int32)))
        self._arc: Ints = np.argsort(keys, kind="stable").astype(np.int32)
        self._keys = keys[self._arc]

    def find(self, team: str, table: MoveTable) -> Ints:
        """Return the arcs behind the rows of a team's table, shape (rows,)."""
        arcs = self.look_up(table)
        lost = np.flatnonzero(arcs < 0)
        if len(lost):
            row = int(lost[0])
            raise InputError(
                f"{team}: row {row + 1} of its odds is no lawful move of this frame "
                f"({len(lost)} such rows); was the plan made with other rules?"
            )
        return arcs

    def look_up(self, table: MoveTable) -> Ints:
        """Return the arcs behind some rows, -1 where there is none, shape (rows,)."""
        keys = _keys(table)
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[at] == keys, self._arc[at], -1)


def _keys(table: MoveTable) -> NDArray[np.void]:
    """Return one comparable value per row; equal rows have equal values."""
    columns: list[NDArray[Any]] = [
        table.kind,
        table.t0,
        table.t1,
        _millimetres(table.km0),
        _millimetres(table.km1),
        table.duty,
        table.sortie,
    ]
    # Big-endian bytes of shifted numbers sort as the numbers do.
    shifted = np.stack([c.astype(np.int64) for c in columns], axis=1) + 2**40
    packed = np.ascontiguousarray(shifted.astype(">u8"))
    return packed.view(np.dtype((np.void, packed.shape[1] * 8))).reshape(-1)


def _millimetres(km: NDArray[np.float64]) -> NDArray[np.int64]:
    known = np.isfinite(km)
    whole = np.full(len(km), -1, dtype=np.int64)
    whole[known] = np.round(km[known] * 10**ROUND_KM).astype(np.int64)
    return whole
