"""One team in a book: the ways it may go, and its route in every roster."""

from dataclasses import dataclass

import numpy as np

from vedette.errors import InputError
from vedette.solver import route_kernels
from vedette.solver.graph import Floats, Ints
from vedette.solver.problem import PatrolProblem
from vedette.solver.sights import Sights, list_looks


class Ways:
    """A graph with what its arcs earn now; the alike teams that go by it share it.

    ``left`` is what a roster's other teams leave unnoticed on the block of reaches that
    the graph's looks touch, ``was`` what they leave with this team, both (T, width).
    """

    def __init__(self, problem: PatrolProblem, sights: Sights) -> None:
        graph = sights.graph
        self.sights = sights
        self.left = np.ones((problem.n_slots, sights.width))
        self.was = np.ones_like(self.left)
        self._problem = problem
        self._worst, self._steep, self._mean = np.zeros((3, *self.left.shape))
        self._gain = np.zeros(len(sights.look_pattern))
        self._extra = np.zeros(graph.n_arcs)
        self._value = np.zeros(graph.n_nodes)
        self._arcs = np.zeros(graph.n_nodes, dtype=np.int32)
        self.n_states = max(1, graph.n_states)
        self._start_arcs, self._starts = _showing(graph.start_state)
        self._end_arcs, self._ends = _showing(graph.end_state)

    def only(self, state: int) -> Floats:
        """Return the worth of states at the end where only one is allowed."""
        worth = np.full(self.n_states, -np.inf)
        worth[state] = 0.0
        return worth

    def allow(self, start: int | None, onward: Floats) -> None:
        """Open the arcs that begin in a state (None: in any), and price the end's."""
        closed = np.zeros(len(self._starts))
        if start is not None:
            closed[self._starts != start] = -np.inf
        self._extra[self._end_arcs] = 0.0
        self._extra[self._start_arcs] = closed
        self._extra[self._end_arcs] += onward[self._ends]

    def earn(
        self,
        unnoticed: Floats,
        share: float,
        top: float,
        warmth: float,
        heat: float,
    ) -> None:
        """Let looks earn what they take off the smooth loss, in one roster."""
        problem, sights = self._problem, self.sights
        route_kernels.weigh(
            problem.stake,
            problem.forecast,
            unnoticed,
            self.left,
            self.was,
            share,
            top,
            warmth,
            problem.caution * warmth / heat,
            1.0 - problem.caution,
            sights.origin,
            self._worst,
            self._steep,
            self._mean,
        )
        route_kernels.look_worths(
            sights.look_pattern,
            sights.look_slot,
            problem.pattern_start,
            problem.pattern_reach,
            problem.pattern_p,
            self._worst,
            self._steep,
            self._mean,
            sights.origin,
            self._gain,
        )

    def look_back(self) -> float:
        """Work out the best way on from every node; return what the best one earns."""
        graph, look = self.sights.graph, self.sights.look
        route_kernels.best_ways(
            graph.first_arc, graph.head, look, self._gain, self._extra, self._value
        )
        return float(self._value[0])

    def by_start(self) -> Floats:
        """Return what the best way earns from each state at the start, (states,)."""
        most = np.empty(self.n_states)
        route_kernels.best_by_start(
            self._start_arcs,
            self._starts,
            self.sights.graph.head,
            self.sights.look,
            self._gain,
            self._extra,
            self._value,
            most,
        )
        return most

    def follow(self) -> Ints:
        """Return the arcs of the best route, as last looked back."""
        graph = self.sights.graph
        n_arcs = route_kernels.follow(
            graph.first_arc,
            graph.head,
            self.sights.look,
            self._gain,
            self._extra,
            self._value,
            self._arcs,
        )
        return self._arcs[:n_arcs].copy()

    def last_state(self, route: Ints) -> int:
        """Return the state that a route shows at the end; 0 where there are none."""
        if not len(self._end_arcs):
            return 0
        shown = self.sights.graph.end_state[route]
        return int(shown[shown >= 0][0])

    def stay(self) -> tuple[Ints, int]:
        """Return a route that ends in the state in which it begins, and that state."""
        self._gain[:] = 0.0
        for state in range(self.n_states):
            self.allow(state, self.only(state))
            if self.look_back() > -np.inf:
                return self.follow(), state
        raise InputError("No route shows the same state at both ends.")


@dataclass(slots=True, eq=False)
class Crew:
    """One team of a book.

    ``routes`` are its arcs in each roster, ``starts`` the states in which it begins,
    and so those in which the roster before ends, shape (rosters,). ``around`` are the
    numbers of the other teams that look at some of the same reaches, ``alone`` its own.
    """

    number: int
    graph: int
    ways: Ways
    routes: list[Ints]
    starts: Ints
    alone: Ints
    around: Ints


def list_crews(problem: PatrolProblem, count: int) -> list[Crew]:
    """Return all teams, graph by graph, each with one route for all the rosters."""
    crews: list[Crew] = []
    for index, graph in enumerate(problem.graphs):
        ways = Ways(problem, list_looks(problem, graph))
        route, state = ways.stay()
        for _ in range(graph.count):
            starts = np.full(count, state, dtype=np.int32)
            alone = np.array([len(crews)], dtype=np.int32)
            crews.append(
                Crew(len(crews), index, ways, [route] * count, starts, alone, alone)
            )
    for crew in crews:
        crew.around = np.array(
            [each.number for each in crews if each is not crew and _meet(crew, each)],
            dtype=np.int32,
        )
    return crews


def _meet(one: Crew, other: Crew) -> bool:
    a, b = one.ways.sights.columns, other.ways.sights.columns
    return bool(a.start < b.stop and b.start < a.stop)


def _showing(state: Ints) -> tuple[Ints, Ints]:
    """Return the arcs that show a state, and which."""
    arcs = np.flatnonzero(state >= 0).astype(np.int32)
    return arcs, state[arcs]
