"""The teams of a game: what each sees, what it has learnt, how it answers prizes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.solver import kernels
from vedette.solver.prices import StatePrices
from vedette.solver.problem import Floats, Ints, PatrolProblem, TimeGraph


@dataclass(frozen=True, slots=True, eq=False)
class Sights:
    """A graph's arcs with their different looks listed once.

    Looks of arcs that show a state come last, one for each different combination, so
    that a state's price is one more thing that such a "look" earns.

    Parameters
    ----------
    graph
        The timegraph.
    look
        Index of each arc's look, -1 for none, shape (arcs,).
    look_pattern, look_slot
        Pattern (-1: it notices nothing) and slot of each different look, (looks,).
    n_plain
        How many looks show no state.
    look_start, look_end
        States that the other looks show, -1 for none, shape (looks - n_plain,).
    origin, width
        The reaches that any look touches: ``origin`` to ``origin + width - 1``.
    """

    graph: TimeGraph
    look: Ints
    look_pattern: Ints
    look_slot: Ints
    n_plain: int
    look_start: Ints
    look_end: Ints
    origin: int
    width: int

    @property
    def columns(self) -> slice:
        """The block of reaches that the graph's looks touch."""
        return slice(self.origin, self.origin + self.width)


def list_looks(problem: PatrolProblem, graph: TimeGraph) -> Sights:
    """List the different looks of one graph, each once."""
    shows = np.zeros(graph.n_arcs, dtype=bool)
    if graph.n_states:
        shows = (graph.start_state >= 0) | (graph.end_state >= 0)
    look = np.full(graph.n_arcs, -1, dtype=np.int32)
    plain = (graph.pattern >= 0) & ~shows
    pattern, slot = _list_plain(problem, graph, plain, look)
    n_plain = len(pattern)
    start = end = np.zeros(0, dtype=np.int32)
    if shows.any():
        columns = (graph.pattern, graph.slot, graph.start_state, graph.end_state)
        rows, number = np.unique(
            np.stack([column[shows] for column in columns], axis=1),
            axis=0,
            return_inverse=True,
        )
        look[shows] = n_plain + number.reshape(-1)
        pattern = np.concatenate([pattern, rows[:, 0]])
        slot = np.concatenate([slot, rows[:, 1]])
        start, end = rows[:, 2], rows[:, 3]
    origin, width = _touched(problem, np.unique(pattern[pattern >= 0]))
    return Sights(
        graph=graph,
        look=look,
        look_pattern=pattern.astype(np.int32),
        look_slot=slot.astype(np.int32),
        n_plain=n_plain,
        look_start=start.astype(np.int32),
        look_end=end.astype(np.int32),
        origin=origin,
        width=width,
    )


def _list_plain(
    problem: PatrolProblem, graph: TimeGraph, plain: NDArray[np.bool_], look: Ints
) -> tuple[Ints, Ints]:
    """Give pairs of pattern and slot their numbers, also in ``look``."""
    if not plain.any():
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    first = int(graph.pattern[plain].min())
    n_patterns = int(graph.pattern[plain].max()) - first + 1
    key = (graph.pattern[plain].astype(np.int64) - first) * problem.n_slots
    key += graph.slot[plain]
    used = np.zeros(n_patterns * problem.n_slots, dtype=bool)
    used[key] = True
    look[plain] = (np.cumsum(used, dtype=np.int32) - np.int32(1))[key]
    keys = np.flatnonzero(used)
    pattern = (keys // problem.n_slots + first).astype(np.int32)
    return pattern, (keys % problem.n_slots).astype(np.int32)


def _touched(problem: PatrolProblem, patterns: Ints) -> tuple[int, int]:
    """Return first and number of the reaches that some patterns look at."""
    starts, ends = problem.pattern_start[patterns], problem.pattern_start[patterns + 1]
    full = ends > starts
    if not full.any():
        return 0, 1
    origin = int(problem.pattern_reach[starts[full]].min())  # reaches rise in a pattern
    return origin, int(problem.pattern_reach[ends[full] - 1].max()) - origin + 1


class Team:
    """What one group of alike teams has learnt: regrets, flows, averages, prices.

    ``m`` is one team's chance to notice, by slot and reach of its block; ``m_sum``
    and ``average`` add up m and the arcs' flows with the rounds' weights. ``states``
    holds the prices that make the odds of states alike at both ends.
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
        self.states = StatePrices(graph.n_states)
        self._shown = _list_states(sights, graph.n_states)
        self._value = np.zeros(graph.n_nodes)
        self._node_flow = np.zeros(graph.n_nodes)
        self._gain = np.zeros(len(sights.look_pattern))
        self._look_flow = np.zeros(len(sights.look_pattern))

    def answer(self, z: Floats, weight: float) -> None:
        """Learn from the prizes ``z`` of the team's block, and play."""
        graph, sights = self.sights.graph, self.sights
        self._collect(z, self.states.price)
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
        if len(self.states.price):
            collected = float((self.m * z).sum())
            self.states.learn(self._excess(), collected, weight)

    def best(self, z: Floats, price: Floats | None = None) -> float:
        """Return the most one route collects: prizes of the block, prices of states."""
        graph = self.sights.graph
        self._collect(z, price)
        return float(
            kernels.best_route(
                graph.first_arc, graph.head, self.sights.look, self._gain, self._value
            )
        )

    def gains(self, z: Floats) -> Floats:
        """Return what each arc collects of the prizes of the block, shape (arcs,)."""
        self._collect(z, None)
        return np.append(self._gain, 0.0)[self.sights.look]

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

    def _collect(self, z: Floats, price: Floats | None) -> None:
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
        if price is not None and len(price):
            self._gain[sights.n_plain :] += self._shown.T @ price

    def _excess(self) -> Floats:
        """Return the odds of each state at the start less those at the end."""
        return np.asarray(self._shown @ self._look_flow[self.sights.n_plain :])


def _list_states(sights: Sights, n_states: int) -> Floats:
    """Return +1 for a state shown at the start, -1 at the end, (states, last looks)."""
    shown = np.zeros((n_states, len(sights.look_start)))
    for states, sign in ((sights.look_start, 1.0), (sights.look_end, -1.0)):
        at = np.flatnonzero(states >= 0)
        shown[states[at], at] += sign
    return shown
