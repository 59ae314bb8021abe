"""What a unit flow comes to at the window's end, compiled: for `ends`."""

from typing import Any

from numpy.typing import NDArray

from vedette.compiled import compiled

Array = NDArray[Any]


@compiled
def end_shares(
    first_arc: Array, head: Array, end_state: Array, flow: Array, shares: Array
) -> None:
    """Fill ``shares`` with how likely each end state is from each node of a flow."""
    n_nodes, n_states = shares.shape
    for node in range(n_nodes - 2, -1, -1):
        total = 0.0
        for arc in range(first_arc[node], first_arc[node + 1]):
            total += flow[arc]
        for arc in range(first_arc[node], first_arc[node + 1]):
            if flow[arc] <= 0.0:
                continue
            part = flow[arc] / total
            if end_state[arc] >= 0:
                shares[node, end_state[arc]] += part
            else:
                for state in range(n_states):
                    shares[node, state] += part * shares[head[arc], state]


@compiled
def first_choices(
    first_arc: Array,
    head: Array,
    end_state: Array,
    held: Array,
    flow: Array,
    mass: Array,
    fixed: Array,
) -> None:
    """Fill ``mass`` with the odds of the nodes where choices begin, 0 for all others.

    These are the first node, or those behind ``held`` nodes (empty: none). ``fixed``
    comes out as the odds of the end states that held choices show.
    """
    mass[0] = 1.0
    for node in range(len(mass) - 1):
        if mass[node] <= 0.0 or not (len(held) and held[node]):
            continue
        total = 0.0
        for arc in range(first_arc[node], first_arc[node + 1]):
            total += flow[arc]
        for arc in range(first_arc[node], first_arc[node + 1]):
            part = mass[node] * flow[arc] / total
            if end_state[arc] >= 0:
                fixed[end_state[arc]] += part
            else:
                mass[head[arc]] += part
        mass[node] = 0.0
