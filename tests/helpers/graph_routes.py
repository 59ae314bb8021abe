"""The best route of a timegraph that pays for what limits count, arc by arc."""

import numpy as np
from numpy.typing import NDArray

from vedette.solver import PatrolProblem, TimeGraph

Floats = NDArray[np.float64]


def best_on_graph(
    problem: PatrolProblem,
    graph: TimeGraph,
    prizes: Floats,
    states: tuple[Floats, Floats],
    limit_prices: Floats,
) -> float:
    """Return the most one route collects; prizes of shape (T, R).

    ``states`` are the prices of the states at the window's start and at its end.
    """
    by_pattern = [
        prizes[:, problem.pattern_reach[a:b]] @ problem.pattern_p[a:b]
        for a, b in zip(
            problem.pattern_start[:-1], problem.pattern_start[1:], strict=True
        )
    ]
    looks = np.array(by_pattern)[graph.pattern, graph.slot]
    gain = np.where(graph.pattern >= 0, looks, 0.0)
    if len(graph.charge):
        sign = np.where(problem.limits.at_least, 1.0, -1.0)
        paid = (sign * limit_prices)[graph.charge_row] * graph.charge_amount
        upto = np.concatenate([[0.0], np.cumsum(paid)])
        by_class = upto[graph.charge_start[1:]] - upto[graph.charge_start[:-1]]
        gain += np.where(graph.charge >= 0, by_class[graph.charge], 0.0)
    for state, price, sign_of in (
        (graph.start_state, states[0], 1.0),
        (graph.end_state, states[1], -1.0),
    ):
        gain += sign_of * np.where(state >= 0, price[state], 0.0)
    n_nodes = len(graph.first_arc) - 1
    value = np.zeros(n_nodes)
    for node in range(n_nodes - 2, -1, -1):
        arcs = slice(graph.first_arc[node], graph.first_arc[node + 1])
        value[node] = np.max(gain[arcs] + value[graph.head[arcs]])
    return float(value[0])
