"""What the arcs of one graph see, show and count, each different case listed once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from vedette.solver.graph import Ints, TimeGraph
from vedette.solver.problem import PatrolProblem


@dataclass(frozen=True, slots=True, eq=False)
class Sights:
    """A graph's arcs with their different looks listed once.

    Looks of arcs that show a state or that a limit counts come last, one for each
    different combination, so that a price is one more thing that such a "look" earns.

    Parameters
    ----------
    graph
        The timegraph.
    look
        Index of each arc's look, -1 for none, shape (arcs,).
    look_pattern, look_slot
        Pattern (-1: it notices nothing) and slot of each different look, (looks,).
    n_plain
        How many looks show no state and count for no limit.
    shown
        What the other looks earn by the prices of states, (prices, looks - n_plain):
        one price per state, +1 at the start and -1 at the end; where the odds of states
        are fixed, those at the start first, then those at the end.
    counted
        What they count in each limit, (L, looks - n_plain).
    origin, width
        The reaches that any look touches: ``origin`` to ``origin + width - 1``.
    """

    graph: TimeGraph
    look: Ints
    look_pattern: Ints
    look_slot: Ints
    n_plain: int
    shown: sparse.csr_array
    counted: sparse.csr_array
    origin: int
    width: int

    @property
    def columns(self) -> slice:
        """The block of reaches that the graph's looks touch."""
        return slice(self.origin, self.origin + self.width)


def list_looks(problem: PatrolProblem, graph: TimeGraph) -> Sights:
    """List the different looks of one graph, each once."""
    special = np.zeros(graph.n_arcs, dtype=bool)
    if graph.n_states:
        special |= (graph.start_state >= 0) | (graph.end_state >= 0)
    if len(graph.charge):
        special |= graph.charge >= 0
    look = np.full(graph.n_arcs, -1, dtype=np.int32)
    plain = (graph.pattern >= 0) & ~special
    pattern, slot = _list_plain(problem, graph, plain, look)
    n_plain = len(pattern)
    start = end = charge = np.zeros(0, dtype=np.int32)
    if special.any():
        none = np.full(graph.n_arcs, -1, dtype=np.int32)
        columns = (
            graph.pattern,
            graph.slot,
            graph.start_state if graph.n_states else none,
            graph.end_state if graph.n_states else none,
            graph.charge if len(graph.charge) else none,
        )
        rows, number = np.unique(
            np.stack([column[special] for column in columns], axis=1),
            axis=0,
            return_inverse=True,
        )
        look[special] = n_plain + number.reshape(-1)
        pattern = np.concatenate([pattern, rows[:, 0]])
        slot = np.concatenate([slot, rows[:, 1]])
        start, end, charge = rows[:, 2], rows[:, 3], rows[:, 4]
    origin, width = _touched(problem, np.unique(pattern[pattern >= 0]))
    return Sights(
        graph=graph,
        look=look,
        look_pattern=pattern.astype(np.int32),
        look_slot=slot.astype(np.int32),
        n_plain=n_plain,
        shown=_list_states(graph, start, end),
        counted=_list_charges(graph, charge, len(problem.limits)),
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


def _list_states(graph: TimeGraph, start: Ints, end: Ints) -> sparse.csr_array:
    """Return +1 for a state shown at the start, -1 at the end."""
    n_states, n_looks = graph.n_states, len(start)
    is_fixed = len(graph.start_odds) > 0
    shape = (2 * n_states if is_fixed else n_states, n_looks)
    total = sparse.csr_array(shape)
    for states, sign, first in (
        (start, 1.0, 0),
        (end, -1.0, n_states if is_fixed else 0),
    ):
        at = np.flatnonzero(states >= 0)
        signs = np.full(len(at), sign)
        total = total + sparse.csr_array((signs, (states[at] + first, at)), shape)
    return sparse.csr_array(total)


def _list_charges(graph: TimeGraph, charge: Ints, n_limits: int) -> sparse.csr_array:
    """Return what each of the last looks counts in each limit."""
    at = np.flatnonzero(charge >= 0)
    if not len(at):
        return sparse.csr_array((n_limits, len(charge)))
    n_classes = len(graph.charge_start) - 1
    classes = sparse.csr_array(
        (graph.charge_amount, graph.charge_row, graph.charge_start),
        shape=(n_classes, n_limits),
    )
    ones = np.ones(len(at))
    pick = sparse.csr_array((ones, (at, charge[at])), shape=(len(charge), n_classes))
    return sparse.csr_array((pick @ classes).T)
