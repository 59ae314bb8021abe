"""Whole routes of a timegraph: which arcs lie on one, and the best between states.

Routes here may be shut out of some arcs; the graphs are those of `moves`, with the
states that their arcs show at both ends of the window (rule ``hand-over``).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.compiled import compiled
from vedette.planning.groups import Ints
from vedette.planning.moves import GroupMoves
from vedette.solver.flow_kernels import best_to_state

Array = NDArray[Any]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def whole_arcs(moves: GroupMoves, is_open: Mask) -> Mask:
    """Tell which arcs lie on a whole route of open arcs, shape (arcs,)."""
    kept = np.zeros(len(moves.head), dtype=np.bool_)
    _mark_whole(moves.first_arc, moves.head, is_open, kept)
    return kept


def most_between(moves: GroupMoves, gain: Floats) -> Floats:
    """Return the most that a route collects from each state at 0 to each at T.

    ``gain`` is what an arc gives, -inf where it is shut; shape (states, states), -inf
    where no route leads from one to the other. Arcs before moment 0 give nothing.
    """
    most = np.full((moves.n_states, moves.n_states), -np.inf)
    value = np.zeros(len(moves.first_arc) - 1)
    for end in range(moves.n_states):
        best_to_state(moves.first_arc, moves.head, moves.end_state, end, gain, value)
        _best_from(
            moves.head, moves.start_state, moves.end_state, end, gain, value, most
        )
    return most


def route_between(moves: GroupMoves, gain: Floats, start: int, end: int) -> Ints:
    """Return the arcs from moment 0 on of the best route between two states."""
    first, head = moves.first_arc, moves.head
    value = np.zeros(len(first) - 1)
    best_to_state(first, head, moves.end_state, end, gain, value)
    fits = (moves.end_state < 0) | (moves.end_state == end)
    worth = np.where(fits, gain + value[head], -np.inf)
    arc = int(np.argmax(np.where(moves.start_state == start, worth, -np.inf)))
    arcs = [arc]
    while head[arc] < len(first) - 2:
        a, b = first[head[arc]], first[head[arc] + 1]
        arc = int(a + np.argmax(worth[a:b]))
        arcs.append(arc)
    return np.array(arcs, dtype=np.int32)


def most_on_a_route(moves: GroupMoves, gain: Floats) -> float:
    """Return the most that any one route collects."""
    value = np.zeros(len(moves.first_arc) - 1)
    nothing = np.full(len(moves.head), -1, dtype=np.int32)
    best_to_state(moves.first_arc, moves.head, nothing, 0, gain, value)
    return float(value[0])


def keeps_hand_over(moves: GroupMoves, is_open: Mask) -> bool:
    """Tell whether some odds of open routes give each state the same odds at 0 and T.

    They do if and only if states can be lined up in a circle, each with a route to the
    next: a flow that is the same at both ends is a sum of such circles.
    """
    is_way = most_between(moves, np.where(is_open, 0.0, -np.inf)) > -np.inf
    for _ in range(max(1, int(np.ceil(np.log2(len(is_way)))))):
        if is_way.diagonal().any():
            return True
        is_way |= is_way @ is_way
    return bool(is_way.diagonal().any())


@compiled
def _mark_whole(first_arc: Array, head: Array, is_open: Array, kept: Array) -> None:
    """Fill ``kept`` with the open arcs between the first node and the last."""
    n_nodes = len(first_arc) - 1
    leads_on = np.zeros(n_nodes, dtype=np.bool_)
    leads_on[n_nodes - 1] = True
    for node in range(n_nodes - 2, -1, -1):
        for arc in range(first_arc[node], first_arc[node + 1]):
            if is_open[arc] and leads_on[head[arc]]:
                leads_on[node] = True
    reached = np.zeros(n_nodes, dtype=np.bool_)
    reached[0] = True
    for node in range(n_nodes - 1):
        if reached[node]:
            for arc in range(first_arc[node], first_arc[node + 1]):
                if is_open[arc] and leads_on[head[arc]]:
                    kept[arc] = True
                    reached[head[arc]] = True


@compiled
def _best_from(
    head: Array,
    start_state: Array,
    end_state: Array,
    end: int,
    gain: Array,
    value: Array,
    most: Array,
) -> None:
    """Fill one column of ``most``: the best from each state at 0 to ``end``."""
    for arc in range(len(head)):
        state = start_state[arc]
        if state >= 0 and (end_state[arc] < 0 or end_state[arc] == end):
            most[state, end] = max(most[state, end], gain[arc] + value[head[arc]])
