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
        routes = _cheapest_routes(lacks, ways, _collected(flow, gain))
        if routes is None and np.abs(lacks).max() < GOOD_ENOUGH:
            break
        if routes is None:
            swapped = _swap(graph, flow, lacks, ways, gain)
            if swapped is None:  # then one that stays the same
                log.warning("no mended odds: the teams of a graph keep to one route")
                return _stay(graph, ways)
            flow = swapped
            continue
        flow = flow.copy()
        for start, end, amount in routes:
            ways.add_route(flow, start, end, amount)
        flow /= flow[: graph.first_arc[1]].sum()
    else:
        raise InputError("The odds of states could not be made the same at both ends.")
    return flow


def _swap(
    graph: TimeGraph, flow: Floats, lacks: Floats, ways: "_Ways", gain: Floats
) -> Floats | None:
    """Take out some routes of the flow and add others; None if nothing will do."""
    swaps = choose_swaps(
        lacks,
        odds_of_pairs(graph, flow),
        ways.is_way,
        ways.worth,
        _collected(flow, gain),
    )
    if swaps is None:
        return None
    lost, gained = swaps
    flow = take_out(graph, flow, lost)
    for start, end in zip(*np.nonzero(gained), strict=True):
        ways.add_route(flow, int(start), int(end), float(gained[start, end]))
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


def _collected(flow: Floats, gain: Floats) -> float:
    """Return what a flow collects: no matrix product, whose threads would wait busily.

    Nor whose order of adding up depends on how many there are.
    """
    return float((flow * gain).sum())


class _Ways:
    """The best route from each state at the start to each state at the end."""

    def __init__(self, graph: TimeGraph, gain: Floats) -> None:
        n = graph.n_states
        self._graph, self._gain = graph, gain
        self._entry = np.full((n, n), -1, dtype=np.int32)
        self._parent, self._tail = np.full((2, graph.n_nodes), -1, dtype=np.int32)
        self._value = np.zeros(graph.n_nodes)
        flow_kernels.first_parents(
            graph.first_arc, graph.head, graph.start_state, self._parent, self._tail
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

    def add_route(self, flow: Floats, start: int, end: int, amount: float) -> None:
        """Add to a flow the best route between two states."""
        graph = self._graph
        self._look_back(end)
        entry = int(self._entry[start, end])
        flow_kernels.add_route(
            graph.first_arc,
            graph.head,
            graph.end_state,
            end,
            self._gain,
            self._value,
            self._parent,
            self._tail,
            int(np.searchsorted(graph.first_arc, entry, side="right")) - 1,
            entry,
            amount,
            flow,
        )

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
    return _stay(graph, _Ways(graph, np.zeros(graph.n_arcs)))


def _stay(graph: TimeGraph, ways: _Ways) -> Floats:
    same = np.flatnonzero(np.diagonal(ways.is_way))
    if not len(same):
        raise InputError("No route shows the same state at both ends.")
    flow = np.zeros(graph.n_arcs)
    ways.add_route(flow, int(same[0]), int(same[0]), 1.0)
    return flow
