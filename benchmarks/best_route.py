"""A team's best route for given prizes, by dynamic programming of our own.

The solver has one as well; a judge does not borrow from whom it judges.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from vedette.solver import PatrolProblem, TimeGraph

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Route:
    """What a route of a whole group collects, notices and shows.

    Parameters
    ----------
    worth
        Prizes and prices that all teams of the group collect.
    cell, notice
        Attempts that it notices (slot x R + reach), and by how much M grows there.
    states
        State at the window's start and at its end; none where there are no states.
    """

    worth: float
    cell: Array
    notice: Array
    states: Array


class Pricer:
    """Finds the best routes of one graph."""

    def __init__(self, problem: PatrolProblem, graph: TimeGraph) -> None:
        self._problem, self._graph = problem, graph
        self._gain = np.zeros(graph.n_arcs)
        self._value = np.zeros(graph.n_nodes)
        self._choice = np.zeros(graph.n_nodes, dtype=np.int32)

    def find_best(self, w: Array, price: Array) -> Route:
        """Return the route that collects most of weights ``w`` and prices."""
        self._collect(w, price)
        return self._walk(self._gain)

    def find_return(self, w: Array) -> Route:
        """Return the best route that ends in the state in which it began."""
        graph = self._graph
        self._collect(w, np.zeros(graph.n_states))
        if not graph.n_states:
            return self._walk(self._gain)
        ways = []
        for state in range(graph.n_states):
            begins_else = (graph.start_state >= 0) & (graph.start_state != state)
            ends_else = (graph.end_state >= 0) & (graph.end_state != state)
            gain = np.where(begins_else | ends_else, -np.inf, self._gain)
            if _look_back(graph.first_arc, graph.head, gain, *self._tables) > -np.inf:
                ways.append(self._walk(gain))
        return max(ways, key=lambda route: route.worth)

    @property
    def _tables(self) -> tuple[Array, Array]:
        return self._value, self._choice

    def _collect(self, w: Array, price: Array) -> None:
        """Fill in what each arc gains, for all teams of the group together."""
        problem, graph = self._problem, self._graph
        _gain_arcs(
            graph.pattern,
            graph.slot,
            problem.pattern_start,
            problem.pattern_reach,
            problem.pattern_p,
            w.reshape(problem.stake.shape) * graph.count,
            self._gain,
        )
        if graph.n_states:
            with_none = np.append(price, 0.0)  # state -1 is the last of these
            self._gain += with_none[graph.start_state] - with_none[graph.end_state]

    def _walk(self, gain: Array) -> Route:
        """Return the route of the highest gain."""
        graph, problem = self._graph, self._problem
        worth = _look_back(graph.first_arc, graph.head, gain, *self._tables)
        arcs, node = [], 0
        while node < graph.n_nodes - 1:
            arcs.append(int(self._choice[node]))
            node = int(graph.head[arcs[-1]])
        cells, chances = [], []
        for arc in arcs:
            if (pattern := graph.pattern[arc]) >= 0:
                seen = slice(*problem.pattern_start[pattern : pattern + 2])
                first = int(graph.slot[arc]) * problem.n_reaches
                cells.append(first + problem.pattern_reach[seen].astype(np.int64))
                chances.append(problem.pattern_p[seen])
        none = np.zeros(0, dtype=np.int64)
        states = none
        if graph.n_states:
            shown = [graph.start_state[arcs].max(), graph.end_state[arcs].max()]
            states = np.array(shown, dtype=np.int64)
        return Route(
            worth=float(worth),
            cell=np.concatenate([none, *cells]),
            notice=graph.count * np.concatenate([np.zeros(0), *chances]),
            states=states,
        )


@njit(nogil=True, cache=True)
def _gain_arcs(
    pattern: Array,
    slot: Array,
    start: Array,
    reach: Array,
    p: Array,
    w: Array,
    gain: Array,
) -> None:
    """Fill ``gain`` with the sum of p w of each arc's look."""
    for arc in range(len(pattern)):
        total = 0.0
        look = pattern[arc]
        if look >= 0:
            for i in range(start[look], start[look + 1]):
                total += p[i] * w[slot[arc], reach[i]]
        gain[arc] = total


@njit(nogil=True, cache=True)
def _look_back(
    first_arc: Array, head: Array, gain: Array, value: Array, choice: Array
) -> float:
    """Fill in the most that can be collected from each node on, and by which arc."""
    last = len(first_arc) - 2
    value[last] = 0.0
    for node in range(last - 1, -1, -1):
        best, by = -np.inf, first_arc[node]
        for arc in range(first_arc[node], first_arc[node + 1]):
            worth = gain[arc] + value[head[arc]]
            if worth > best:
                best, by = worth, arc
        value[node], choice[node] = best, by
    return value[0]
