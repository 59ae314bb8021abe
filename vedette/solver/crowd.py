"""All teams of a game, answering prizes on several threads."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from vedette.solver import kernels
from vedette.solver.problem import Floats, Ints, PatrolProblem, TimeGraph

X = TypeVar("X")
Y = TypeVar("Y")


@dataclass(frozen=True, slots=True, eq=False)
class Sights:
    """A graph's arcs with their different looks listed once.

    Parameters
    ----------
    graph
        The timegraph.
    look
        Index of each arc's look, -1 for none, shape (arcs,).
    look_pattern, look_slot
        Pattern and slot of each different look, shape (looks,).
    origin, width
        The reaches that any look touches: ``origin`` to ``origin + width - 1``.
    """

    graph: TimeGraph
    look: Ints
    look_pattern: Ints
    look_slot: Ints
    origin: int
    width: int

    @property
    def columns(self) -> slice:
        """The block of reaches that the graph's looks touch."""
        return slice(self.origin, self.origin + self.width)


def list_looks(problem: PatrolProblem, graph: TimeGraph) -> Sights:
    """List the different (pattern, slot) pairs of one graph, each once."""
    has = graph.pattern >= 0
    look = np.full(graph.n_arcs, -1, dtype=np.int32)
    if not has.any():
        none = np.zeros(0, dtype=np.int32)
        return Sights(graph, look, none, none, origin=0, width=1)
    first = int(graph.pattern[has].min())
    n_patterns = int(graph.pattern.max()) - first + 1
    key = (graph.pattern[has].astype(np.int64) - first) * problem.n_slots
    key += graph.slot[has]
    used = np.zeros(n_patterns * problem.n_slots, dtype=bool)
    used[key] = True
    number = np.cumsum(used, dtype=np.int32) - np.int32(1)
    look[has] = number[key]
    keys = np.flatnonzero(used)
    pattern = (keys // problem.n_slots + first).astype(np.int32)
    slot = (keys % problem.n_slots).astype(np.int32)
    seen = np.concatenate(
        [
            problem.pattern_reach[
                problem.pattern_start[each] : problem.pattern_start[each + 1]
            ]
            for each in np.unique(pattern)
        ]
    )
    origin = int(seen.min()) if len(seen) else 0
    width = int(seen.max()) - origin + 1 if len(seen) else 1
    return Sights(graph, look, pattern, slot, origin, width)


class Team:
    """What one group of alike teams has learnt: regrets, flows, averages.

    ``m`` is one team's chance to notice, by slot and reach of its block; ``m_sum``
    and ``average`` add up m and the arcs' flows with the rounds' weights.
    """

    def __init__(self, problem: PatrolProblem, sights: Sights) -> None:
        graph = sights.graph
        self.problem = problem
        self.sights = sights
        self.count = graph.count
        self.regret = np.zeros(graph.n_arcs, dtype=np.float32)
        self.average = np.zeros(graph.n_arcs, dtype=np.float32)
        self.m = np.zeros((problem.n_slots, sights.width))
        self.m_sum = np.zeros_like(self.m)
        self._value = np.zeros(graph.n_nodes)
        self._node_flow = np.zeros(graph.n_nodes)
        self._gain = np.zeros(len(sights.look_pattern))
        self._look_flow = np.zeros(len(sights.look_pattern))

    def answer(self, z: Floats, weight: float) -> None:
        """Learn from the prizes ``z`` of the team's block, and play."""
        graph, sights = self.sights.graph, self.sights
        self._collect(z)
        kernels.learn(
            graph.first_arc,
            graph.head,
            sights.look,
            self._gain,
            self.regret,
            self._value,
        )
        kernels.play(
            graph.first_arc,
            graph.head,
            sights.look,
            self.regret,
            self._node_flow,
            self._look_flow,
            self.average,
            weight,
        )
        self._spread_into(self._look_flow, self.m)
        self.m_sum += weight * self.m

    def best(self, z: Floats) -> float:
        """Return the most one route can collect from the prizes of the block."""
        graph = self.sights.graph
        self._collect(z)
        return float(
            kernels.best_route(
                graph.first_arc, graph.head, self.sights.look, self._gain, self._value
            )
        )

    def notice_of(self, flow: NDArray[np.float64]) -> Floats:
        """Return m of given arc flows, shape (T, width)."""
        sights = self.sights
        has = sights.look >= 0
        look_flow = np.bincount(
            sights.look[has], weights=flow[has], minlength=len(sights.look_pattern)
        )
        return self.spread(look_flow.astype(np.float64))

    def spread(self, look_flow: Floats) -> Floats:
        """Return what flows through the looks notice, shape (T, width)."""
        m = np.zeros_like(self.m)
        self._spread_into(look_flow, m)
        return m

    def _spread_into(self, look_flow: Floats, m: Floats) -> None:
        sights = self.sights
        kernels.spread_looks(
            sights.look_pattern,
            sights.look_slot,
            self.problem.pattern_start,
            self.problem.pattern_reach,
            self.problem.pattern_p,
            look_flow,
            sights.origin,
            m,
        )

    def _collect(self, z: Floats) -> None:
        sights = self.sights
        kernels.look_gains(
            sights.look_pattern,
            sights.look_slot,
            self.problem.pattern_start,
            self.problem.pattern_reach,
            self.problem.pattern_p,
            z,
            sights.origin,
            self._gain,
        )


class Workers:
    """A few threads that run one function per team, in any order."""

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None

    def map(self, function: Callable[[X], Y], items: Sequence[X]) -> list[Y]:
        """Return the results in the order of the items."""
        if self._pool is None:
            return [function(item) for item in items]
        return list(self._pool.map(function, items))

    def close(self) -> None:
        """Let the threads go."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
