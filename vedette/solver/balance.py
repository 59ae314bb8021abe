"""Give every state its odds at the window's first and last moment.

Averaged flows miss that limit slightly: some states are a little likelier at the end
than at the start. Whole routes from such states to those with the opposite fault are
added at the least loss of prizes (a small transport problem).
"""

import logging
from typing import Any, cast

import numpy as np
from scipy import sparse

from vedette.errors import InputError
from vedette.solver import flow_kernels
from vedette.solver.graph import Floats, Ints, TimeGraph
from vedette.solver.swaps import choose_swaps, odds_of_pairs, take_out

log = logging.getLogger(__name__)
SAME = 1e-12
GOOD_ENOUGH = 1e-10  # where the transport problem is lost in rounding
PASSES = 6  # a transport problem is solved to some 1e-9 of its size


def balance_states(graph: TimeGraph, flow: Floats, gain: Floats) -> Floats:
    """Return a unit flow near ``flow`` whose states have the same odds at both ends.

    ``gain`` is what each arc collects, by which added routes are chosen, (arcs,).
    """
    ways = None
    for _ in range(PASSES):
        lacks = _count(graph.end_state, flow, graph)
        lacks -= _count(graph.start_state, flow, graph)
        if np.abs(lacks).max() < SAME:
            break
        ways = ways or _Ways(graph, gain)
        routes = _cheapest_routes(lacks, ways, float(flow @ gain))
        if routes is None and np.abs(lacks).max() < GOOD_ENOUGH:
            break
        if routes is None:
            swapped = _swap(graph, flow, lacks, ways, gain)
            if swapped is None:  # then one that stays the same
                log.warning("no mended odds: the teams of a graph keep to one route")
                return _stay(ways)
            flow = swapped
            continue
        for start, end, amount in routes:
            flow = flow + amount * ways.route(start, end)
        flow = flow / flow[: graph.first_arc[1]].sum()
    else:
        raise InputError("The odds of states could not be made the same at both ends.")
    return flow


def _swap(
    graph: TimeGraph, flow: Floats, lacks: Floats, ways: "_Ways", gain: Floats
) -> Floats | None:
    """Take out some routes of the flow and add others; None if nothing will do."""
    swaps = choose_swaps(
        lacks, odds_of_pairs(graph, flow), ways.is_way, ways.worth, float(flow @ gain)
    )
    if swaps is None:
        return None
    lost, gained = swaps
    flow = take_out(graph, flow, lost)
    for start, end in zip(*np.nonzero(gained), strict=True):
        flow = flow + gained[start, end] * ways.route(int(start), int(end))
    return np.asarray(flow / flow[: graph.first_arc[1]].sum())


def without_lost_states(graph: TimeGraph, average: Floats) -> Floats:
    """Return averages without arcs whose state can be shown at one end only."""
    both = np.intersect1d(graph.start_state, graph.end_state)
    is_kept = np.isin(graph.start_state, both) & np.isin(graph.end_state, both)
    return np.where(is_kept, average, 0.0)


def _count(state: Ints, flow: Floats, graph: TimeGraph) -> Floats:
    """Return the odds of each state."""
    shows = state >= 0
    return np.bincount(
        state[shows], weights=flow[shows], minlength=graph.n_states
    ).astype(np.float64)


class _Ways:
    """The best route from each state at the start to each state at the end."""

    def __init__(self, graph: TimeGraph, gain: Floats) -> None:
        n = graph.n_states
        self._graph, self._gain = graph, gain
        self._entry = np.full((n, n), -1, dtype=np.int32)
        self._parent = np.full(graph.n_nodes, -1, dtype=np.int32)
        self._value = np.zeros(graph.n_nodes)
        flow_kernels.first_parents(
            graph.first_arc, graph.head, graph.start_state, self._parent
        )
        self.worth = np.full((n, n), -np.inf)
        for end in range(n):
            self._look_back(end)
            flow_kernels.best_entries(
                graph.head,
                graph.start_state,
                graph.end_state,
                end,
                gain,
                self._value,
                self.worth[:, end],
                self._entry[:, end],
            )
        self.is_way = self._entry >= 0

    def route(self, start: int, end: int) -> Floats:
        """Return the best route as a flow, shape (arcs,)."""
        graph = self._graph
        self._look_back(end)
        flow = np.zeros(graph.n_arcs)
        entry = int(self._entry[start, end])
        tail = np.searchsorted(graph.first_arc, entry, side="right") - 1
        while tail > 0:
            arc = int(self._parent[tail])
            flow[arc] = 1.0
            tail = np.searchsorted(graph.first_arc, arc, side="right") - 1
        flow[entry] = 1.0
        node = int(graph.head[entry])
        while node < graph.n_nodes - 1:
            arcs = np.arange(graph.first_arc[node], graph.first_arc[node + 1])
            worth = self._gain[arcs] + self._value[graph.head[arcs]]
            other = (graph.end_state[arcs] >= 0) & (graph.end_state[arcs] != end)
            arc = int(arcs[np.argmax(np.where(other, -np.inf, worth))])
            flow[arc] = 1.0
            node = int(graph.head[arc])
        return flow

    def _look_back(self, end: int) -> None:
        """Fill in what can be collected from each node on the way to an end state."""
        graph = self._graph
        flow_kernels.best_to_state(
            graph.first_arc,
            graph.head,
            graph.end_state,
            end,
            self._gain,
            self._value,
        )


def _cheapest_routes(
    lacks: Floats, ways: _Ways, usual: float
) -> list[tuple[int, int, float]] | None:
    """Return (start, end, amount) of the routes to add, None if none will do.

    A route costs what it collects less than ``usual``, as the whole flow does, and a
    little for being there.
    """
    from scipy.optimize import linprog  # slow to import, and not always needed

    start, end = np.nonzero(ways.is_way & ~np.eye(len(lacks), dtype=bool))
    cost = np.maximum(usual - ways.worth[start, end], 0.0) + 0.01 * abs(usual) + 1e-9
    way = np.arange(len(start))
    ones = np.ones(len(start))
    shape = (len(lacks), len(start))
    net = sparse.csr_array((ones, (start, way)), shape=shape)
    net = net - sparse.csr_array((ones, (end, way)), shape=shape)
    size = np.abs(lacks).max()
    found = linprog(
        cost / cost.max(), A_eq=cast(Any, net), b_eq=lacks / size, method="highs"
    )
    if found.status != 0 or found.x is None:
        return None
    used = np.flatnonzero(found.x > 0)
    return [(int(start[i]), int(end[i]), size * float(found.x[i])) for i in used]


def stay_route(graph: TimeGraph) -> Floats:
    """Return a route that shows the same state at both ends, as a flow, (arcs,)."""
    return _stay(_Ways(graph, np.zeros(graph.n_arcs)))


def _stay(ways: _Ways) -> Floats:
    same = np.flatnonzero(np.diagonal(ways.is_way))
    if not len(same):
        raise InputError("No route shows the same state at both ends.")
    return ways.route(int(same[0]), int(same[0]))
