"""What an earlier plan tells: rows counted from a moment on, and its duals there."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from vedette.domain.plans import MoveTable, Plan
from vedette.domain.theatre import Theatre
from vedette.planning.carry import shift_rows
from vedette.planning.groups import Group, list_groups
from vedette.planning.limits import Inequalities
from vedette.planning.moves import GroupMoves
from vedette.solver import Dual, TimeGraph
from vedette.units import quantise_weights

Floats = NDArray[np.float64]


class Told:
    """An earlier plan from one of its moments on."""

    def __init__(self, theatre: Theatre, earlier: Plan, moment: int) -> None:
        self._earlier, self._moment = earlier, moment
        self._rows: dict[str, MoveTable] = {}
        params = earlier.params
        groups = list_groups(
            theatre, params.without, earlier.slot_min, params.pins, params.teams_out
        )
        self._first = {
            team.id: group.teams[0].id for group in groups for team in group.teams
        }
        self._alike = [{team.id for team in group.teams} for group in groups]

    def rows(self, team: str) -> MoveTable:
        """Return a team's rows with times counted from the moment; empty if none."""
        if team not in self._rows:
            table = self._earlier.moves.get(team, MoveTable.empty())
            self._rows[team] = shift_rows(table, self._moment)
        return self._rows[team]

    def has_all(self, group: Group) -> bool:
        """Tell whether a group is one of the earlier plan, and its teams have odds."""
        teams = {team.id for team in group.teams}
        return teams in self._alike and all(len(self.rows(team)) for team in teams)

    def dual(
        self,
        graphs: Sequence[TimeGraph],
        moves: Sequence[GroupMoves],
        inequalities: Inequalities,
    ) -> Dual:
        """Return the earlier dual cut to the slots from the moment on."""
        weights, looks = (
            np.ascontiguousarray(each.T[self._moment :])
            for each in (self._earlier.weights, self._earlier.looks)
        )
        if not weights.any():
            weights = np.ones_like(weights)
        return Dual(
            weights=quantise_weights(weights),
            looks=looks,
            prices=tuple(
                self._price(own.group.teams[0].id, own.n_states, graph)
                for graph, own in zip(graphs, moves, strict=True)
            ),
            limit_prices=self._limit_prices(inequalities),
        )

    def _price(self, team: str, n_states: int, graph: TimeGraph) -> Floats:
        """Return the prices of a graph's states: by state, or by state at each end."""
        price = self._earlier.prices.get(self._first.get(team, ""), np.zeros(n_states))
        if len(graph.start_odds):
            return np.concatenate([price[:n_states], price[-n_states:]])
        return price[: graph.n_states]

    def _limit_prices(self, inequalities: Inequalities) -> Floats:
        """Return the prices of inequalities; those of a limit's last slots are left."""
        prices = np.zeros(len(inequalities))
        for number, demand in enumerate(inequalities.demands):
            own = inequalities.of_demand(number)
            before = self._earlier.limit_prices.get(demand.limit.id, np.zeros(0))
            n = min(own.stop - own.start, len(before))
            if n:
                prices[own.stop - n : own.stop] = before[len(before) - n :]
        return prices


def means_of(
    moves: Sequence[GroupMoves], flows: Mapping[str, Floats]
) -> tuple[Floats, ...]:
    """Return each group's mean of its teams' flows."""
    return tuple(
        np.mean([flows[team.id] for team in each.group.teams], axis=0) for each in moves
    )
