"""Balance states where adding routes will not do: take some of a flow's routes out.

Where no way leads back from a state (a team that is pinned to be on duty), the flow
itself has routes from it, and fewer of them may be taken. A small linear programme says
which pairs of states lose odds, and which pairs gain them, at the least loss of prizes.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from vedette.solver import flow_kernels
from vedette.solver.graph import Floats, TimeGraph

SMALL = 1e-15
Pairs = tuple[NDArray[np.signedinteger[Any]], ...]


def between(graph: TimeGraph, flow: Floats, start: int, end: int | None) -> Floats:
    """Return the unit flow of the routes from one state, to one state if given."""
    factor = np.ones(graph.n_arcs)
    factor[(graph.start_state >= 0) & (graph.start_state != start)] = 0.0
    if end is not None:
        factor[(graph.end_state >= 0) & (graph.end_state != end)] = 0.0
    tilted = np.zeros(graph.n_arcs)
    free = np.zeros(graph.n_nodes, dtype=np.bool_)
    flow_kernels.tilt_flow(graph.first_arc, graph.head, free, flow, factor, tilted)
    return tilted


def odds_of_pairs(graph: TimeGraph, flow: Floats) -> Floats:
    """Return the odds to start in one state and end in another, (states, states)."""
    n = graph.n_states
    starts, ends = graph.start_state >= 0, graph.end_state >= 0
    odds = np.bincount(graph.start_state[starts], flow[starts], n)
    pairs = np.zeros((n, n))
    for state in np.flatnonzero(odds > 0):
        own = between(graph, flow, int(state), None)
        pairs[state] = odds[state] * np.bincount(graph.end_state[ends], own[ends], n)
    return pairs


def choose_swaps(
    lacks: Floats, has: Floats, is_way: NDArray[np.bool_], worth: Floats, usual: float
) -> tuple[Floats, Floats] | None:
    """Return the odds that pairs of states lose and gain, (states, states) each.

    ``lacks`` are the odds of states at the end less those at the start, ``has`` those
    of pairs now, ``worth`` what the best route of a pair collects, ``usual`` what the
    whole flow does. None where nothing will do.
    """
    from scipy.optimize import linprog  # slow to import, and seldom needed

    gain, lose = np.nonzero(is_way), np.nonzero(has > SMALL)
    least = 0.01 * abs(usual) + 1e-9
    cost = np.concatenate(
        [
            np.maximum(usual - worth[gain], 0.0) + least,
            np.full(len(lose[0]), abs(usual) + 1e-9),
        ]
    )
    n = len(lacks)
    nets: list[Any] = [_net(gain, n), -_net(lose, n)]
    sums = np.concatenate([np.ones(len(gain[0])), -np.ones(len(lose[0]))])
    rows: list[Any] = [sparse.hstack(nets), sparse.csr_array(sums[None, :])]
    limits = [(0.0, None)] * len(gain[0]) + [(0.0, float(x)) for x in has[lose]]
    size = float(np.abs(lacks).max())
    found = linprog(
        cost / cost.max(),
        A_eq=sparse.vstack(rows, format="csr"),
        b_eq=np.append(lacks, 0.0) / size,
        bounds=[(a, None if b is None else b / size) for a, b in limits],
        method="highs",
    )
    if found.x is None:
        return None
    lost, gained = np.zeros((n, n)), np.zeros((n, n))
    gained[gain] = size * found.x[: len(gain[0])]
    lost[lose] = size * found.x[len(gain[0]) :]
    return lost, gained


def take_out(graph: TimeGraph, flow: Floats, lost: Floats) -> Floats:
    """Return the flow without the odds that pairs of states lose."""
    left = flow.copy()
    for start, end in zip(*np.nonzero(lost), strict=True):
        left -= lost[start, end] * between(graph, flow, int(start), int(end))
    return np.maximum(left, 0.0)


def _net(pairs: Pairs, n: int) -> sparse.csr_array:
    """Return +1 for the start and -1 for the end of each pair, (states, pairs)."""
    way, ones = np.arange(len(pairs[0])), np.ones(len(pairs[0]))
    shape = (n, len(way))
    starts = sparse.csr_array((ones, (pairs[0], way)), shape=shape)
    return sparse.csr_array(
        starts - sparse.csr_array((ones, (pairs[1], way)), shape=shape)
    )
