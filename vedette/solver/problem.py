"""What the solver is given and what it gives back: frozen arrays, checked once."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vedette.errors import InputError

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


def _no_states() -> Ints:
    return np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class TimeGraph:
    """The lawful moves of ``count`` alike teams: an acyclic graph of arcs.

    Node 0 is where every route begins, the last node where it ends; an arc's head has
    a higher number than its tail.

    Parameters
    ----------
    first_arc
        Arcs of node v are ``first_arc[v]`` to ``first_arc[v + 1]``, shape (nodes + 1,).
    head
        Node that an arc leads to, shape (arcs,).
    pattern
        Look pattern of an arc, -1 where it looks at nothing, shape (arcs,).
    slot
        Slot of that look, shape (arcs,); ignored where there is none.
    count
        How many alike teams go by this graph, each on its own.
    start_state, end_state
        State that taking an arc shows at the window's first and last moment, -1 where
        it shows none, shape (arcs,); every route shows one of each. On average, the
        odds of a state must be the same at both ends. Empty: no such limit.
    """

    first_arc: Ints
    head: Ints
    pattern: Ints
    slot: Ints
    count: int = 1
    start_state: Ints = field(default_factory=_no_states)
    end_state: Ints = field(default_factory=_no_states)

    @property
    def n_nodes(self) -> int:
        """Number of nodes."""
        return len(self.first_arc) - 1

    @property
    def n_arcs(self) -> int:
        """Number of arcs."""
        return len(self.head)

    @property
    def n_states(self) -> int:
        """Number of states whose odds must be the same at both ends; 0 if none."""
        if not len(self.start_state):
            return 0
        return int(max(self.start_state.max(), self.end_state.max())) + 1


@dataclass(frozen=True, slots=True, eq=False)
class PatrolProblem:
    """One patrol game.

    What is not checked here, because it would take longer than it is worth, the caller
    owes: a route has at most one looking arc per slot, and shows exactly one state at
    either end.

    Parameters
    ----------
    stake, forecast
        h and rho, shape (T, R).
    caution
        c, between 0 and 1.
    pattern_start, pattern_reach, pattern_p
        Look patterns as sparse rows: pattern j notices reach ``pattern_reach[i]`` with
        chance ``pattern_p[i]`` for i in ``pattern_start[j]`` to ``pattern_start[j+1]``;
        reaches rise within a pattern.
    graphs
        One per group of alike teams.
    """

    stake: Floats
    forecast: Floats
    caution: float
    pattern_start: Ints
    pattern_reach: Ints
    pattern_p: Floats
    graphs: tuple[TimeGraph, ...]

    def __post_init__(self) -> None:
        """Refuse what the mathematics does not hold for."""
        faults = [*_field_faults(self), *_pattern_faults(self)]
        for index, graph in enumerate(self.graphs):
            faults += [
                f"graph {index}: {fault}" for fault in _graph_faults(self, graph)
            ]
        if faults:
            raise InputError.listing("This is not a patrol game:", faults)

    @property
    def n_slots(self) -> int:
        """Number of slots, T."""
        return int(self.stake.shape[0])

    @property
    def n_reaches(self) -> int:
        """Number of reaches, R."""
        return int(self.stake.shape[1])

    @property
    def n_arcs(self) -> int:
        """Number of arcs of all graphs."""
        return sum(graph.n_arcs for graph in self.graphs)


@dataclass(frozen=True, slots=True, eq=False)
class TeamOdds:
    """One team's odds: the arcs it may take and the chance of each."""

    arc: Ints
    odds: Floats


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a set of odds achieves, and what no roster could; harm points.

    Unseen cells have a stake and no lawful move that could notice anything there; the
    ``_seen`` numbers set their stakes to 0.
    """

    loss: float
    loss_without_teams: float
    promise: float
    bound: float
    unseen_cells: int
    unseen_stake: float
    loss_seen: float
    bound_seen: float

    @property
    def gap(self) -> float:
        """(loss - bound) / loss, 0 if loss is 0."""
        return (self.loss - self.bound) / self.loss if self.loss > 0 else 0.0

    @property
    def missed(self) -> float:
        """(loss - bound) / (L0 - bound), 0 where the two are equal."""
        room = self.loss_without_teams - self.bound
        return (self.loss - self.bound) / room if room > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Round:
    """How a solve stands after a round."""

    index: int
    seconds: float
    loss: float
    bound: float
    phase: str

    @property
    def gap(self) -> float:
        """(loss - bound) / loss, 0 if loss is 0."""
        return (self.loss - self.bound) / self.loss if self.loss > 0 else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class SolveResult:
    """Each team's odds, by graph, with what judges them.

    ``weights`` are the adversary's, ``prices`` each graph's for its states, both those
    behind the bound.
    """

    teams: tuple[tuple[TeamOdds, ...], ...]
    weights: Floats
    prices: tuple[Floats, ...]
    numbers: Numbers
    rounds: int
    seconds: float
    stopped_by: str
    trace: tuple[Round, ...] = field(default=())


def _field_faults(problem: PatrolProblem) -> list[str]:
    faults = []
    if problem.stake.ndim != 2 or problem.stake.shape != problem.forecast.shape:
        return ["stake and forecast are not two arrays of one shape (T, R)"]
    if not np.isfinite(problem.stake).all() or (problem.stake < 0).any():
        faults.append("a stake is negative or not finite")
    if not np.isfinite(problem.forecast).all() or (problem.forecast < 0).any():
        faults.append("a forecast share is negative or not finite")
    elif abs(problem.forecast.sum() - 1) > 1e-9:
        faults.append("the forecast's shares do not sum to 1")
    if not 0 <= problem.caution <= 1:
        faults.append("caution is not between 0 and 1")
    return faults


def _pattern_faults(problem: PatrolProblem) -> list[str]:
    start, reach, p = problem.pattern_start, problem.pattern_reach, problem.pattern_p
    fits = len(start) > 0 and start[0] == 0 and start[-1] == len(reach) == len(p)
    if not fits or (np.diff(start) < 0).any():
        return ["the patterns' arrays do not fit each other"]
    faults = []
    if not ((p >= 0) & (p <= 1)).all():
        faults.append("a look's chance is not between 0 and 1")
    if len(reach) and not 0 <= reach.min() <= reach.max() < problem.stake.shape[-1]:
        faults.append("a pattern looks at a reach that is not there")
    inside = np.ones(len(reach), dtype=bool)
    inside[start[:-1][start[:-1] < len(reach)]] = False
    if (np.diff(reach, prepend=-1)[inside] <= 0).any():
        faults.append("a pattern looks at a reach twice, or out of order")
    return faults


def _graph_faults(problem: PatrolProblem, graph: TimeGraph) -> list[str]:
    if graph.count < 1 or graph.n_nodes < 2 or graph.n_arcs < 1:
        return ["a graph needs two nodes, an arc and a team"]
    out = np.diff(graph.first_arc)
    fits = graph.first_arc[0] == 0 and graph.first_arc[-1] == graph.n_arcs
    if not fits or (out < 0).any():
        return ["its arcs do not fit its nodes"]
    if not len(graph.pattern) == len(graph.slot) == graph.n_arcs:
        return ["its looks do not fit its arcs"]
    faults = []
    if (out[:-1] < 1).any() or out[-1] != 0:
        faults.append("a node before the last has no way on, or the last has one")
    tail = np.repeat(np.arange(graph.n_nodes), np.maximum(out, 0))
    if (graph.head <= tail).any() or graph.head.max() >= graph.n_nodes:
        faults.append("an arc leads back, or to a node that is not there")
    faults += _state_faults(graph)
    looks = graph.pattern >= 0
    if looks.any():
        slots = graph.slot[looks]
        if not 0 <= slots.min() <= slots.max() < problem.n_slots:
            faults.append("an arc looks in a slot that is not there")
        if graph.pattern.max() >= len(problem.pattern_start) - 1:
            faults.append("an arc has a pattern that is not there")
    return faults


def _state_faults(graph: TimeGraph) -> list[str]:
    lengths = {len(graph.start_state), len(graph.end_state)}
    if lengths == {0}:
        return []
    if lengths != {graph.n_arcs}:
        return ["its states do not fit its arcs"]
    if min(graph.start_state.min(), graph.end_state.min()) < -1:
        return ["a state is numbered below -1"]
    shown = np.intersect1d(graph.start_state, graph.end_state)
    if not (shown >= 0).any():
        return ["no state can be shown at both ends"]
    return []
