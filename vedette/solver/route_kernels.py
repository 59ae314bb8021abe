"""The inner loops of a book, compiled: one team's best route in one roster.

Blocks are arrays of shape (T, width) whose first column is reach ``origin``.
"""

import numpy as np

from vedette.compiled import compiled
from vedette.solver.kernels import Array

NEAR_LINEAR = 1.5  # below, 1 - exp(-2 y) by a quotient that is right to 1e-3
FAR_BELOW = -8.0  # exp of this and less counts for nothing


@compiled
def fade(
    looks: Array,
    teams: Array,
    start: Array,
    reach: Array,
    p: Array,
    origin: int,
    left: Array,
) -> None:
    """Multiply a block by what some teams of a roster leave unnoticed.

    ``looks`` holds each team's pattern by slot, -1 for none, (teams, T).
    """
    width = left.shape[1]
    for team in teams:
        for slot in range(looks.shape[1]):
            pattern = looks[team, slot]
            if pattern >= 0:
                for i in range(start[pattern], start[pattern + 1]):
                    column = reach[i] - origin
                    if 0 <= column < width:
                        left[slot, column] *= 1.0 - p[i]


@compiled
def heat(
    stake: Array,
    forecast: Array,
    unnoticed: Array,
    top: float,
    warmth: float,
    origin: int,
    width: int,
) -> tuple[float, float]:
    """Return the sums of exp((h S - top) / warmth) and of rho h S over a block."""
    hot = 0.0
    mean = 0.0
    for slot in range(stake.shape[0]):
        for reach in range(origin, origin + width):
            harm = stake[slot, reach] * unnoticed[slot, reach]
            mean += forecast[slot, reach] * harm
            above = (harm - top) / warmth
            if above > FAR_BELOW:
                hot += np.exp(above)
    return hot, mean


@compiled
def weigh(
    stake: Array,
    forecast: Array,
    unnoticed: Array,
    left: Array,
    was: Array,
    share: float,
    top: float,
    warmth: float,
    worst_weight: float,
    mean_weight: float,
    origin: int,
    worst: Array,
    steep: Array,
    mean: Array,
) -> None:
    """Fill in what noticing is worth to a team in one roster, on its block.

    A look with chance p earns worst (1 - exp(-steep p)) + mean p: the exact change of
    the smooth loss, cell by cell. ``left`` is what the roster's others leave, ``was``
    that times what the team's present route leaves, ``share`` the roster's chance.
    """
    for slot in range(left.shape[0]):
        for column in range(left.shape[1]):
            h = stake[slot, origin + column]
            most = h * left[slot, column] * share
            without = unnoticed[slot, origin + column]
            without += (left[slot, column] - was[slot, column]) * share
            above = (h * without - top) / warmth
            worst[slot, column] = 0.0
            if above > FAR_BELOW:
                worst[slot, column] = worst_weight * np.exp(above)
            steep[slot, column] = most / warmth
            mean[slot, column] = mean_weight * forecast[slot, origin + column] * most


@compiled
def look_worths(
    look_pattern: Array,
    look_slot: Array,
    start: Array,
    reach: Array,
    p: Array,
    worst: Array,
    steep: Array,
    mean: Array,
    origin: int,
    gain: Array,
) -> None:
    """Fill ``gain[l]`` with what look l earns, as `weigh` tells it."""
    for look in range(len(look_pattern)):
        slot = look_slot[look]
        pattern = look_pattern[look]
        total = 0.0
        if pattern >= 0:
            for i in range(start[pattern], start[pattern + 1]):
                column = reach[i] - origin
                total += mean[slot, column] * p[i]
                hot = worst[slot, column]
                if hot > 0.0:
                    y = 0.5 * steep[slot, column] * p[i]
                    if y < NEAR_LINEAR:  # tanh y = y (15 + y^2) / (15 + 6 y^2)
                        tanh = y * (15.0 + y * y) / (15.0 + 6.0 * y * y)
                        total += hot * 2.0 * tanh / (1.0 + tanh)
                    else:
                        total += hot * (1.0 - np.exp(-2.0 * y))
        gain[look] = total


@compiled
def best_ways(
    first_arc: Array, head: Array, look: Array, gain: Array, extra: Array, value: Array
) -> None:
    """Fill ``value`` with the most collected from each node to the end.

    An arc earns its look's gain and its ``extra``, which is -inf where it is closed.
    """
    n_nodes = len(first_arc) - 1
    value[n_nodes - 1] = 0.0
    for node in range(n_nodes - 2, -1, -1):
        best = -np.inf
        for arc in range(first_arc[node], first_arc[node + 1]):
            worth = value[head[arc]] + extra[arc]
            if look[arc] >= 0:
                worth += gain[look[arc]]
            best = max(best, worth)
        value[node] = best


@compiled
def best_by_start(
    arcs: Array,
    states: Array,
    head: Array,
    look: Array,
    gain: Array,
    extra: Array,
    value: Array,
    most: Array,
) -> None:
    """Fill ``most`` with what the best way on collects from each start state.

    ``arcs`` show the start states ``states``; nothing is collected before them.
    """
    most[:] = -np.inf
    for i in range(len(arcs)):
        arc = arcs[i]
        worth = value[head[arc]] + extra[arc]
        if look[arc] >= 0:
            worth += gain[look[arc]]
        most[states[i]] = max(most[states[i]], worth)


@compiled
def follow(
    first_arc: Array,
    head: Array,
    look: Array,
    gain: Array,
    extra: Array,
    value: Array,
    arcs: Array,
) -> int:
    """Write the arcs of the best route by ``value``; return how many there are."""
    node = 0
    n_arcs = 0
    while node < len(first_arc) - 2:
        best = -np.inf
        taken = first_arc[node]
        for arc in range(first_arc[node], first_arc[node + 1]):
            worth = value[head[arc]] + extra[arc]
            if look[arc] >= 0:
                worth += gain[look[arc]]
            if worth > best:
                best = worth
                taken = arc
        arcs[n_arcs] = taken
        n_arcs += 1
        node = head[taken]
    return n_arcs
