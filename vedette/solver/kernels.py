"""The inner loops, compiled: gains, backward values, regrets, forward flows.

Every kernel works on one graph's arrays and writes to arrays of that graph alone, so
graphs run on several threads and the result does not depend on how many.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.compiled import compiled

Array = NDArray[Any]


@compiled
def look_gains(
    look_pattern: Array,
    look_slot: Array,
    start: Array,
    reach: Array,
    p: Array,
    z: Array,
    origin: int,
    gain: Array,
) -> None:
    """Fill ``gain[l]`` with the prize that look l collects: the sum of p z.

    Columns of ``z`` begin at reach ``origin``.
    """
    for look in range(len(look_pattern)):
        slot = look_slot[look]
        pattern = look_pattern[look]
        total = 0.0
        if pattern >= 0:
            for i in range(start[pattern], start[pattern + 1]):
                total += p[i] * z[slot, reach[i] - origin]
        gain[look] = total


@compiled
def spread_looks(
    look_pattern: Array,
    look_slot: Array,
    start: Array,
    reach: Array,
    p: Array,
    look_flow: Array,
    origin: int,
    m: Array,
) -> None:
    """Fill ``m`` with the chance of notice that the flows through the looks give.

    Columns of ``m`` begin at reach ``origin``.
    """
    m[:] = 0.0
    for look in range(len(look_pattern)):
        flow = look_flow[look]
        pattern = look_pattern[look]
        if flow > 0.0 and pattern >= 0:
            slot = look_slot[look]
            for i in range(start[pattern], start[pattern + 1]):
                m[slot, reach[i] - origin] += p[i] * flow


@compiled
def learn(
    first_arc: Array,
    head: Array,
    look: Array,
    gain: Array,
    extra: Array,
    held: Array,
    spread: float,
    regret: Array,
    value: Array,
) -> float:
    """Regret-matching+ at every node, backwards; return the value of current play.

    The odds at a node are its regrets' share (even odds where all are zero), less
    ``spread`` of them that is always even. ``extra`` is what an arc earns besides its
    look (empty: nothing). At ``held`` nodes (empty: none) the regrets are odds that
    stay as they are.
    """
    n_nodes = len(first_arc) - 1
    value[n_nodes - 1] = 0.0
    for node in range(n_nodes - 2, -1, -1):
        a, b = first_arc[node], first_arc[node + 1]
        total = 0.0
        mean = 0.0
        plain = 0.0
        for arc in range(a, b):
            worth = value[head[arc]]
            if look[arc] >= 0:
                worth += gain[look[arc]]
            if len(extra):
                worth += extra[arc]
            total += regret[arc]
            mean += regret[arc] * worth
            plain += worth
        plain /= b - a
        mean = mean / total if total > 0.0 else plain
        if (len(held) and held[node]) or b == a + 1:
            value[node] = mean
            continue
        value[node] = mean + spread * (plain - mean)
        for arc in range(a, b):
            worth = value[head[arc]]
            if look[arc] >= 0:
                worth += gain[look[arc]]
            if len(extra):
                worth += extra[arc]
            regret[arc] = max(0.0, regret[arc] + worth - mean)
    return float(value[0])


@compiled
def play(
    first_arc: Array,
    head: Array,
    look: Array,
    held: Array,
    spread: float,
    regret: Array,
    node_flow: Array,
    look_flow: Array,
    average: Array,
    weight: float,
) -> None:
    """Push one unit through the graph by the regrets' odds, and sum up the flows.

    ``average`` grows by weight x flow. Masses below 1e-12 are not followed: too small
    to matter, and `prune` makes the flow exact again.
    """
    n_nodes = len(first_arc) - 1
    node_flow[:] = 0.0
    look_flow[:] = 0.0
    node_flow[0] = 1.0
    for node in range(n_nodes - 1):
        flow = node_flow[node]
        if flow <= 1e-12:
            continue
        a, b = first_arc[node], first_arc[node + 1]
        total = 0.0
        for arc in range(a, b):
            total += regret[arc]
        even = flow / (b - a)
        by_regret = flow / total if total > 0.0 else 0.0
        if total > 0.0 and not (len(held) and held[node]):
            even *= spread
            by_regret *= 1.0 - spread
        elif total > 0.0:
            even = 0.0
        for arc in range(a, b):
            part = even + by_regret * regret[arc]
            if part > 0.0:
                node_flow[head[arc]] += part
                average[arc] += weight * part
                if look[arc] >= 0:
                    look_flow[look[arc]] += part


@compiled
def best_route(
    first_arc: Array, head: Array, look: Array, gain: Array, value: Array
) -> float:
    """Return the most that one route can collect, by dynamic programming."""
    n_nodes = len(first_arc) - 1
    value[n_nodes - 1] = 0.0
    for node in range(n_nodes - 2, -1, -1):
        best = -np.inf
        for arc in range(first_arc[node], first_arc[node + 1]):
            worth = value[head[arc]]
            if look[arc] >= 0:
                worth += gain[look[arc]]
            best = max(best, worth)
        value[node] = best
    return float(value[0])


@compiled
def strongest_looks(
    look_pattern: Array,
    look_slot: Array,
    start: Array,
    reach: Array,
    p: Array,
    strongest: Array,
) -> None:
    """Raise ``strongest`` to the largest chance of any one look, shape (T, R)."""
    for look in range(len(look_pattern)):
        slot = look_slot[look]
        pattern = look_pattern[look]
        if pattern >= 0:
            for i in range(start[pattern], start[pattern + 1]):
                if p[i] > strongest[slot, reach[i]]:
                    strongest[slot, reach[i]] = p[i]
