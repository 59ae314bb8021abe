"""The inner loops, compiled: gains, backward values, regrets, forward flows.

Every kernel works on one graph's arrays and writes to arrays of that graph alone, so
graphs run on several threads and the result does not depend on how many.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[Any]


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile without the interpreter's lock, cached where a cache can be written."""
    try:
        return njit(function, nogil=True, cache=True)  # type: ignore[no-any-return]
    except RuntimeError:  # read-only install and no home: "no locator available"
        return njit(function, nogil=True)  # type: ignore[no-any-return]


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
    regret: Array,
    value: Array,
) -> float:
    """Regret-matching+ at every node, backwards; return the value of current play.

    The odds at a node are its regrets' share (even odds where all are zero).
    """
    n_nodes = len(first_arc) - 1
    value[n_nodes - 1] = 0.0
    for node in range(n_nodes - 2, -1, -1):
        a, b = first_arc[node], first_arc[node + 1]
        if b == a + 1:
            worth = value[head[a]]
            if look[a] >= 0:
                worth += gain[look[a]]
            value[node] = worth
            continue
        total = 0.0
        mean = 0.0
        plain = 0.0
        for arc in range(a, b):
            worth = value[head[arc]]
            if look[arc] >= 0:
                worth += gain[look[arc]]
            total += regret[arc]
            mean += regret[arc] * worth
            plain += worth
        mean = mean / total if total > 0.0 else plain / (b - a)
        value[node] = mean
        for arc in range(a, b):
            worth = value[head[arc]]
            if look[arc] >= 0:
                worth += gain[look[arc]]
            regret[arc] = max(0.0, regret[arc] + worth - mean)
    return float(value[0])


@compiled
def play(
    first_arc: Array,
    head: Array,
    look: Array,
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
        for arc in range(a, b):
            part = flow * regret[arc] / total if total > 0.0 else flow / (b - a)
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
def prune(
    first_arc: Array, head: Array, average: Array, least: float, flow: Array
) -> None:
    """Turn averaged flows into an exact unit flow without arcs of tiny odds.

    At every node that has odds, arcs below ``least`` are dropped (the largest always
    stays) and the node's mass is shared among the others as the averages stand.
    """
    n_nodes = len(first_arc) - 1
    node_flow = np.zeros(n_nodes)
    node_flow[0] = 1.0
    flow[:] = 0.0
    for node in range(n_nodes - 1):
        mass = node_flow[node]
        if mass <= 0.0:
            continue
        a, b = first_arc[node], first_arc[node + 1]
        total = 0.0
        kept = 0.0
        top = a
        for arc in range(a, b):
            total += average[arc]
            if average[arc] > average[top]:
                top = arc
        scale = mass / total if total > 0.0 else 0.0
        for arc in range(a, b):
            if average[arc] * scale >= least:
                kept += average[arc]
        if kept <= 0.0:
            flow[top] = mass
            node_flow[head[top]] += mass
            continue
        for arc in range(a, b):
            if average[arc] * scale >= least:
                part = mass * average[arc] / kept
                flow[arc] = part
                node_flow[head[arc]] += part


@compiled
def split(first_arc: Array, head: Array, flow: Array, shares: Array) -> None:
    """Split n alike teams' common flow into n unit flows with the same sum.

    At each node the teams' masses are laid end to end and cut by the node's odds
    (north-west-corner rule). ``flow`` is one team's mean, ``shares`` comes out as
    (n, arcs), each row a unit flow.
    """
    n_teams = shares.shape[0]
    n_nodes = len(first_arc) - 1
    mass = np.zeros((n_nodes, n_teams))
    mass[0, :] = 1.0
    shares[:] = 0.0
    for node in range(n_nodes - 1):
        a, b = first_arc[node], first_arc[node + 1]
        total = 0.0
        out = 0.0
        for team in range(n_teams):
            total += mass[node, team]
        for arc in range(a, b):
            out += flow[arc]
        if total <= 0.0 or out <= 0.0:
            continue
        last = a
        for arc in range(a, b):
            if flow[arc] > 0.0:
                last = arc
        team = 0
        left = mass[node, 0]
        for arc in range(a, last + 1):
            need = total * flow[arc] / out if arc < last else np.inf
            while need > 1e-13 and team < n_teams:
                # a rest too small to matter goes along with the rest of its team
                take = left if left - need < 1e-13 else need
                shares[team, arc] += take
                mass[head[arc], team] += take
                need -= take
                left -= take
                if left <= 0.0:
                    team += 1
                    left = mass[node, team] if team < n_teams else 0.0


@compiled
def best_to_state(
    first_arc: Array, head: Array, end_state: Array, end: int, gain: Array, value: Array
) -> None:
    """Fill ``value`` with the most collected on a way on that shows the state ``end``.

    Ways that show another end state do not count (-inf where there is no other).
    Behind the arc that shows the end, everything counts.
    """
    n_nodes = len(first_arc) - 1
    value[n_nodes - 1] = 0.0
    for node in range(n_nodes - 2, -1, -1):
        best = -np.inf
        for arc in range(first_arc[node], first_arc[node + 1]):
            if end_state[arc] < 0 or end_state[arc] == end:
                best = max(best, gain[arc] + value[head[arc]])
        value[node] = best


@compiled
def best_entries(
    head: Array,
    start_state: Array,
    end_state: Array,
    end: int,
    gain: Array,
    value: Array,
    worth: Array,
    entry: Array,
) -> None:
    """Fill ``entry`` with each start state's best arc towards ``end``, -1 for none."""
    worth[:] = -np.inf
    entry[:] = -1
    for arc in range(len(head)):
        state = start_state[arc]
        if state >= 0 and (end_state[arc] < 0 or end_state[arc] == end):
            now = gain[arc] + value[head[arc]]
            if now > worth[state]:
                worth[state] = now
                entry[state] = arc


@compiled
def first_parents(
    first_arc: Array, head: Array, start_state: Array, parent: Array
) -> None:
    """Fill ``parent`` with one arc into every node before the first moment."""
    n_nodes = len(first_arc) - 1
    reached = np.zeros(n_nodes, dtype=np.bool_)
    reached[0] = True
    for node in range(n_nodes - 1):
        if reached[node]:
            for arc in range(first_arc[node], first_arc[node + 1]):
                if start_state[arc] < 0 and not reached[head[arc]]:
                    reached[head[arc]] = True
                    parent[head[arc]] = arc
