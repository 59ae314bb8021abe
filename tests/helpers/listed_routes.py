"""Tiny games by brute force: every route of a graph, every joint roster of a game."""

import itertools
from collections.abc import Iterator

import numpy as np

from vedette.solver import PatrolProblem, TimeGraph

Route = tuple[int, ...]  # arcs, in order
Looks = tuple[tuple[int, int], ...]  # pattern and slot of each look


def list_routes(graph: TimeGraph, node: int = 0) -> Iterator[Route]:
    """Give every route from a node to the end."""
    if node == graph.n_nodes - 1:
        yield ()
        return
    for arc in range(graph.first_arc[node], graph.first_arc[node + 1]):
        for rest in list_routes(graph, int(graph.head[arc])):
            yield (arc, *rest)


def looks_of(graph: TimeGraph, route: Route) -> Looks:
    """Return what a route looks at."""
    return tuple(
        (int(graph.pattern[arc]), int(graph.slot[arc]))
        for arc in route
        if graph.pattern[arc] >= 0
    )


def joint_rosters(problem: PatrolProblem) -> Iterator[tuple[Looks, ...]]:
    """Give every choice of one route's looks per team."""
    each = []
    for graph in problem.graphs:
        looks = [looks_of(graph, route) for route in list_routes(graph)]
        each += [looks] * graph.count
    return itertools.product(*each)


def unnoticed(problem: PatrolProblem, roster: tuple[Looks, ...]) -> np.ndarray:
    """Return the chance that each attempt passes a roster unnoticed, shape (T, R)."""
    left = np.ones(problem.stake.shape)
    for route in roster:
        for pattern, slot in route:
            at = slice(*problem.pattern_start[pattern : pattern + 2])
            reach = problem.pattern_reach[at]
            left[slot, reach] *= 1 - problem.pattern_p[at]
    return left
