"""One group of alike teams as a player: what it has learnt, how it answers prizes."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vedette.solver import flow_kernels, kernels
from vedette.solver.graph import Floats
from vedette.solver.prices import StatePrices
from vedette.solver.problem import PatrolProblem
from vedette.solver.sights import Sights


@dataclass(frozen=True, slots=True, eq=False)
class Habits:
    """What binds a plan's play and not its bound: held odds, even odds.

    ``held`` says which nodes play ``odds``, shape (nodes,) or empty; ``spread`` is the
    share of even odds at each choice.
    """

    held: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    odds: Floats = field(default_factory=lambda: np.zeros(0))
    spread: float = 0.0


FREE = Habits()


class Player:
    """What one group of alike teams has learnt: regrets, flows, averages, prices.

    ``m`` is one team's chance to notice, by slot and reach of its block; ``m_sum``
    and ``average`` add up m and the arcs' flows with the rounds' weights; ``use`` is
    what it counts in each limit. ``states`` holds the prices of states at both ends.
    """

    def __init__(
        self, problem: PatrolProblem, sights: Sights, habits: Habits = FREE
    ) -> None:
        graph = sights.graph
        self.problem = problem
        self.sights = sights
        self.count = graph.count
        self.regret = np.zeros(graph.n_arcs, dtype=np.float32)
        self.average = np.zeros(graph.n_arcs, dtype=np.float32)
        self.extra = np.zeros(0, dtype=np.float32)
        self.m = np.zeros((problem.n_slots, sights.width))
        self.m_sum = np.zeros_like(self.m)
        self.use = np.zeros(len(problem.limits))
        self.states = StatePrices(graph)
        self.collected = 0.0
        self.habits = habits
        # turned once: a transpose in every round costs a fifth of a small round
        self._earns = sights.shown.T.tocsr()
        self._pays = sights.counted.T.tocsr()
        self._value = np.zeros(graph.n_nodes)
        self._node_flow = np.zeros(graph.n_nodes)
        self._gain = np.zeros(len(sights.look_pattern))
        self._look_flow = np.zeros(len(sights.look_pattern))
        self._hold()

    def begin_at(self, flow: Floats, weight: float) -> None:
        """Begin with regrets that play a known flow, of a size ``weight``; play it."""
        graph = self.sights.graph
        tail = np.repeat(np.arange(graph.n_nodes), np.diff(graph.first_arc))
        at_node = np.bincount(tail, flow, graph.n_nodes)[tail]
        odds = np.divide(flow, at_node, out=np.zeros_like(flow), where=at_node > 0)
        self.regret[:] = weight * odds
        self._hold()
        self._play(0.0)

    def answer(self, z: Floats, toll: Floats, weight: float) -> None:
        """Learn from the prizes ``z`` of the block and the limits' ``toll``; play."""
        graph, sights, habits = self.sights.graph, self.sights, self.habits
        self._collect(z, self.states.price, toll)
        kernels.learn(
            graph.first_arc,
            graph.head,
            sights.look,
            self._gain,
            self.extra,
            habits.held,
            habits.spread,
            self.regret,
            self._value,
        )
        self._play(weight)
        self.m_sum += weight * self.m
        self.collected = float((self.m * z).sum())
        special = self._look_flow[sights.n_plain :]
        if len(self.states):
            self.states.learn(sights.shown @ special, self.collected, weight)
        if len(toll):
            self.use = np.asarray(sights.counted @ special)

    def best(
        self, z: Floats, price: Floats | None = None, toll: Floats | None = None
    ) -> float:
        """Return the most one route collects: prizes of the block, prices, less tolls.

        What every lawful plan earns by the prices of states is taken off.
        """
        graph = self.sights.graph
        self._collect(z, price, toll)
        most = float(
            kernels.best_route(
                graph.first_arc, graph.head, self.sights.look, self._gain, self._value
            )
        )
        if price is None or not len(price):
            return most
        return most - float(price @ self.states.due)

    def with_best_starts(self, z: Floats, price: Floats, toll: Floats) -> Floats:
        """Return prices of which those of the start are the best, where odds are fixed.

        A state at the start costs what the best route from it collects.
        """
        graph = self.sights.graph
        if not len(graph.start_odds):
            return price
        best = np.concatenate([np.zeros(graph.n_states), price[graph.n_states :]])
        self.best(z, best, toll)
        shows = graph.start_state >= 0
        worth = np.append(self._gain, 0.0)[self.sights.look[shows]]
        worth += self._value[graph.head[shows]]
        most = np.full(graph.n_states, -np.inf)
        np.maximum.at(most, graph.start_state[shows], worth)
        best[: graph.n_states] = np.where(np.isfinite(most), -most, 0.0)
        return best

    def best_flow(self, z: Floats, price: Floats, toll: Floats) -> tuple[float, Floats]:
        """Return the most that a unit flow with all that is held collects, and it.

        Unlike in `best` nothing is taken off.
        """
        graph, habits = self.sights.graph, self.habits
        self._collect(z, price, toll)
        free = np.zeros(graph.n_nodes, dtype=np.bool_)
        flow = np.zeros(graph.n_arcs)
        most = flow_kernels.best_policy(
            graph.first_arc,
            graph.head,
            habits.held if len(habits.held) else free,
            habits.odds,
            np.append(self._gain, 0.0)[self.sights.look],
            self._value,
            flow,
        )
        return float(most), flow

    def gains(self, z: Floats) -> Floats:
        """Return what each arc collects of the prizes of the block, shape (arcs,)."""
        self._collect(z, None, None)
        return np.append(self._gain, 0.0)[self.sights.look]

    def notice_of(self, flow: Floats) -> Floats:
        """Return m of given arc flows, shape (T, width)."""
        m = np.zeros_like(self.m)
        self._spread_into(self._look_flows(flow), m)
        return m

    def use_of(self, flow: Floats) -> Floats:
        """Return what given arc flows count in each limit, shape (L,)."""
        special = self._look_flows(flow)[self.sights.n_plain :]
        return np.asarray(self.sights.counted @ special)

    def shown_of(self, flow: Floats) -> Floats:
        """Return what given arc flows show, in the rows of `Sights.shown`."""
        special = self._look_flows(flow)[self.sights.n_plain :]
        return np.asarray(self.sights.shown @ special)

    def all_looks(self) -> Floats:
        """Return the sum of p over all looks, 0 where no move sees, (T, width)."""
        m = np.zeros_like(self.m)
        self._spread_into(np.ones(len(self.sights.look_pattern)), m)
        return m

    def _look_flows(self, flow: Floats) -> Floats:
        sights = self.sights
        has = sights.look >= 0
        found = np.bincount(
            sights.look[has], weights=flow[has], minlength=len(sights.look_pattern)
        )
        return found.astype(np.float64)

    def _play(self, weight: float) -> None:
        """Push one unit through the graph by the regrets' odds; see what it notices."""
        graph, habits = self.sights.graph, self.habits
        kernels.play(
            graph.first_arc,
            graph.head,
            self.sights.look,
            habits.held,
            habits.spread,
            self.regret,
            self._node_flow,
            self._look_flow,
            self.average,
            weight,
        )
        self._spread_into(self._look_flow, self.m)

    def _hold(self) -> None:
        """Let held nodes play their odds: regrets there are those odds."""
        habits, graph = self.habits, self.sights.graph
        if len(habits.held):
            tail = np.repeat(np.arange(graph.n_nodes), np.diff(graph.first_arc))
            at = habits.held[tail]
            self.regret[at] = habits.odds[at]

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

    def _collect(self, z: Floats, price: Floats | None, toll: Floats | None) -> None:
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
            self._gain[sights.n_plain :] += self._earns @ price
        if toll is not None and len(toll):
            self._gain[sights.n_plain :] -= self._pays @ toll
