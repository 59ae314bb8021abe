"""The loops over whole flows, compiled: prune, split, trace, weigh, find ends."""

import numpy as np

from vedette.compiled import compiled
from vedette.solver.kernels import Array


@compiled
def _largest(average: Array, a: int, b: int, share: float) -> tuple[int, float]:
    """Return the largest of some arcs, and ``share`` of their sum, never 0."""
    total = 0.0
    top = a
    for arc in range(a, b):
        total += average[arc]
        if average[arc] > average[top]:
            top = arc
    return top, max(share * total, 1e-300)


@compiled
def prune(
    first_arc: Array,
    head: Array,
    average: Array,
    held: Array,
    least: float,
    flow: Array,
) -> None:
    """Turn averaged flows into an exact unit flow without arcs of tiny odds.

    At every node that has odds, arcs below ``least`` are dropped (the largest always
    stays) and the node's mass is shared among the others as the averages stand. At
    ``held`` nodes (empty: none) nothing is dropped.
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
        stays = len(held) and held[node]
        top, floor = _largest(average, a, b, 0.0 if stays else least / mass)
        kept = 0.0
        for arc in range(a, b):
            if arc == top or average[arc] >= floor:
                kept += average[arc]
        for arc in range(a, b):
            if arc == top or average[arc] >= floor:
                part = average[arc] / kept if kept > 0.0 else 1.0
                flow[arc] = mass * part
                node_flow[head[arc]] += flow[arc]


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
def tilt_flow(
    first_arc: Array,
    head: Array,
    held: Array,
    flow: Array,
    factor: Array,
    tilted: Array,
) -> None:
    """Weigh the routes of a unit flow by the product of their arcs' factors.

    ``tilted`` is the flow of the routes so weighed, node by node scaled to one unit
    again. At ``held`` nodes the odds of the choice stay.
    """
    n_nodes = len(first_arc) - 1
    likely = np.zeros(n_nodes)
    likely[n_nodes - 1] = 1.0
    for node in range(n_nodes - 2, -1, -1):
        total = 0.0
        good = 0.0
        for arc in range(first_arc[node], first_arc[node + 1]):
            total += flow[arc]
            good += flow[arc] * factor[arc] * likely[head[arc]]
        likely[node] = good / total if total > 0.0 else 0.0
    node_flow = np.zeros(n_nodes)
    node_flow[0] = 1.0
    for node in range(n_nodes - 1):
        mass = node_flow[node]
        total = 0.0
        for arc in range(first_arc[node], first_arc[node + 1]):
            total += flow[arc]
        if mass <= 0.0 or total <= 0.0:
            continue
        stays = held[node] or likely[node] <= 0.0
        for arc in range(first_arc[node], first_arc[node + 1]):
            part = mass * flow[arc] / total
            if not stays:
                part *= factor[arc] * likely[head[arc]] / likely[node]
            tilted[arc] = part
            node_flow[head[arc]] += part


@compiled
def best_policy(
    first_arc: Array,
    head: Array,
    held: Array,
    odds: Array,
    reward: Array,
    value: Array,
    flow: Array,
) -> float:
    """Fill ``flow`` with the unit flow that earns the most; return what it earns.

    At ``held`` nodes it goes by ``odds``, at the others by the best arc.
    """
    n_nodes = len(first_arc) - 1
    taken = np.zeros(n_nodes, dtype=np.int64)
    value[n_nodes - 1] = 0.0
    for node in range(n_nodes - 2, -1, -1):
        best = -np.inf
        mean = 0.0
        for arc in range(first_arc[node], first_arc[node + 1]):
            worth = reward[arc] + value[head[arc]]
            if held[node]:
                mean += odds[arc] * worth
            elif worth > best:
                best = worth
                taken[node] = arc
        value[node] = mean if held[node] else best
    node_flow = np.zeros(n_nodes)
    node_flow[0] = 1.0
    flow[:] = 0.0
    for node in range(n_nodes - 1):
        if node_flow[node] <= 0.0:
            continue
        for arc in range(first_arc[node], first_arc[node + 1]):
            if held[node]:
                flow[arc] = node_flow[node] * odds[arc]
            elif arc == taken[node]:
                flow[arc] = node_flow[node]
            node_flow[head[arc]] += flow[arc]
    return float(value[0])


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
    first_arc: Array, head: Array, start_state: Array, parent: Array, tail: Array
) -> None:
    """Fill ``parent`` with one arc into every node before the first moment.

    And ``tail`` with the node that it leads from.
    """
    n_nodes = len(first_arc) - 1
    reached = np.zeros(n_nodes, dtype=np.bool_)
    reached[0] = True
    for node in range(n_nodes - 1):
        if reached[node]:
            for arc in range(first_arc[node], first_arc[node + 1]):
                if start_state[arc] < 0 and not reached[head[arc]]:
                    reached[head[arc]] = True
                    parent[head[arc]] = arc
                    tail[head[arc]] = node


@compiled
def add_route(
    first_arc: Array,
    head: Array,
    end_state: Array,
    end: int,
    gain: Array,
    value: Array,
    parent: Array,
    tail: Array,
    begins_at: int,
    entry: int,
    amount: float,
    flow: Array,
) -> None:
    """Add to ``flow`` the best route that shows its start at ``entry``, and ``end``.

    The arc ``entry`` leaves node ``begins_at``, which `first_parents` lead to; on the
    way from there on the `best_to_state` values are collected.
    """
    node = begins_at
    while node > 0:
        flow[parent[node]] += amount
        node = tail[node]
    flow[entry] += amount
    node = head[entry]
    while node < len(first_arc) - 2:
        best = -np.inf
        taken = first_arc[node]
        for arc in range(first_arc[node], first_arc[node + 1]):
            if end_state[arc] < 0 or end_state[arc] == end:
                worth = gain[arc] + value[head[arc]]
                if worth > best:
                    best = worth
                    taken = arc
        flow[taken] += amount
        node = head[taken]
