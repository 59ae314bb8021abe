"""Flows that keep the limits, and the least that must be lacking where none do.

A small linear programme over routes: its columns are flows of one group each, found one
after another by the dynamic programme of the best route for the programme's own prices
(column generation; the linear programme is solved by HiGHS).
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from scipy import sparse

from vedette.errors import InputError
from vedette.solver.balance import stay_route
from vedette.solver.graph import Floats
from vedette.solver.players import Habits, Player
from vedette.solver.problem import PatrolProblem
from vedette.solver.sights import list_looks

MOST_ROUNDS = 200
DEAR = 1e4  # price of a state that is not as it should be; a lack of 1 costs 1
ENOUGH = 1e-7
EXACT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
LEAVING = 1e-6  # what a unit of another flow than the known one costs: lacks go first


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """The least lack of each inequality, (L,), and one flow per player that has it.

    Players whom no limit counts have none.
    """

    short: Floats
    flows: tuple[Floats | None, ...]


def least_shortfall(problem: PatrolProblem) -> Floats:
    """Return how much of each inequality must be lacking at the least, shape (L,).

    Of all rosters' odds the sum of what is lacking is smallest; in the units of each
    inequality's ``amount_in_plan``.
    """
    players = [
        Player(problem, list_looks(problem, each), Habits(each.held_nodes, each.held))
        for each in problem.graphs
    ]
    amount = problem.limits.amount_in_plan
    return find_kept(problem, players, amount, [None] * len(players)).short


def find_kept(
    problem: PatrolProblem,
    players: Sequence[Player],
    amount: Floats,
    known: Sequence[Floats | None],
) -> Kept:
    """Find flows that lack the least of ``amount``; ``known`` flows help to begin."""
    counted = [i for i, each in enumerate(players) if each.sights.counted.nnz]
    programme = _Programme(problem, [players[i] for i in counted], amount)
    for at, index in enumerate(counted):
        leaving = 0.0 if known[index] is None else LEAVING
        programme.add(at, _first_flow(players[index], known[index]), leaving)
    short = programme.solve()
    flows: list[Floats | None] = [None] * len(players)
    for at, index in enumerate(counted):
        flows[index] = programme.flow(at)
    return Kept(short, tuple(flows))


def _first_flow(player: Player, known: Floats | None) -> Floats:
    """Return a flow to begin with, if possible one that shows its states rightly."""
    if known is not None:
        return known
    graph = player.sights.graph
    if graph.n_states and not len(graph.start_odds):
        return stay_route(graph)
    none = np.zeros(len(player.states))
    return player.best_flow(np.zeros_like(player.m), none, np.zeros(0))[1]


class _Programme:
    """The linear programme over the flows found so far."""

    def __init__(
        self, problem: PatrolProblem, players: Sequence[Player], amount: Floats
    ) -> None:
        self._players, self._amount = players, amount
        self._sign = problem.limits.sign
        self._flows: list[list[Floats]] = [[] for _ in players]
        self._leaving = [0.0 for _ in players]
        self._costs: list[float] = []
        self._columns: list[tuple[int, Floats, Floats]] = []
        sizes = [len(each.states) for each in players]
        self._first = np.concatenate([[0], np.cumsum(sizes)]).astype(int)

    def add(self, at: int, flow: Floats, leaving: float | None = None) -> None:
        """Add a flow of one player; the first one says what leaving it costs."""
        if leaving is not None:
            self._leaving[at] = leaving
            self._costs.append(0.0)
        else:
            self._costs.append(self._leaving[at])
        player = self._players[at]
        self._flows[at].append(flow)
        use = player.count * self._sign * player.use_of(flow)
        self._columns.append((at, use, player.shown_of(flow)))

    def solve(self) -> Floats:
        """Solve, adding routes while they help; return the lack of each inequality."""
        zero = [np.zeros_like(each.m) for each in self._players]
        for _ in range(MOST_ROUNDS):
            toll, prices, worth = self._master()
            added = False
            for at, player in enumerate(self._players):
                tolls = player.count * toll
                most, flow = player.best_flow(zero[at], prices[at], tolls)
                if most > worth[at] + self._leaving[at] + ENOUGH:
                    self.add(at, flow)
                    added = True
            if not added:
                break
        return self._short

    def flow(self, at: int) -> Floats:
        """Return the flow of one player in the last solution, shape (arcs,)."""
        shares = [
            share
            for share, (owner, _, _) in zip(self._shares, self._columns, strict=True)
            if owner == at
        ]
        return np.asarray(
            sum(s * f for s, f in zip(shares, self._flows[at], strict=True))
        )

    def _master(self) -> tuple[Floats, list[Floats], Floats]:
        """Solve over the flows at hand; return tolls, prices and what a flow is worth.

        Rows: the inequalities, one whole per player, the players' states.
        """
        from scipy.optimize import linprog  # slow to import, and not always needed

        n_limits, n_states = len(self._sign), int(self._first[-1])
        n, n_players = len(self._columns), len(self._players)
        use = np.array([use for _, use, _ in self._columns]).T.reshape(n_limits, n)
        whole = np.zeros((n_players, n))
        shows = np.zeros((n_states, n))
        for column, (at, _, shown) in enumerate(self._columns):
            whole[at, column] = 1.0
            shows[self._first[at] : self._first[at + 1], column] = shown
        due = np.concatenate([np.zeros(0), *(p.states.due for p in self._players)])
        blank = functools.partial(sparse.csr_array, dtype=np.float64)
        off: Any = sparse.eye_array(n_states)
        upper: list[Any] = [use, -sparse.eye_array(n_limits)]
        upper.append(blank((n_limits, 2 * n_states)))
        ones: list[Any] = [whole, blank((n_players, n_limits + 2 * n_states))]
        dues: list[Any] = [shows, blank((n_states, n_limits)), off, -off]
        equal: list[Any] = [sparse.hstack(ones), sparse.hstack(dues)]
        cost = np.concatenate(
            [self._costs, np.ones(n_limits), np.full(2 * n_states, DEAR)]
        )
        found = linprog(
            cost,
            A_ub=sparse.hstack(upper, format="csr"),
            b_ub=self._sign * self._amount,
            A_eq=sparse.vstack(equal, format="csr"),
            b_eq=np.concatenate([np.ones(n_players), due]),
            method="highs",
            options=cast(Any, EXACT),
        )
        if found.x is None:
            raise InputError(f"The limits could not be weighed: {found.message}")
        self._shares = found.x[:n]
        self._short = np.maximum(found.x[n : n + n_limits], 0.0)
        toll = -self._sign * found.ineqlin.marginals
        prices = found.eqlin.marginals[n_players:]
        worth = -found.eqlin.marginals[:n_players]
        cuts = [
            prices[a:b] for a, b in zip(self._first[:-1], self._first[1:], strict=True)
        ]
        return toll, cuts, worth
