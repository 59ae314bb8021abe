"""What the solver is given: one patrol game as frozen arrays, checked once."""

from dataclasses import dataclass, field

from vedette.errors import InputError
from vedette.solver.checks import (
    field_faults,
    graph_faults,
    limit_faults,
    pattern_faults,
)
from vedette.solver.graph import Floats, Ints, Limits, TimeGraph


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
    limits
        What binds teams together.
    """

    stake: Floats
    forecast: Floats
    caution: float
    pattern_start: Ints
    pattern_reach: Ints
    pattern_p: Floats
    graphs: tuple[TimeGraph, ...]
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        """Refuse what the mathematics does not hold for."""
        faults = [
            *field_faults(self.stake, self.forecast, self.caution),
            *limit_faults(self.limits),
        ]
        patterns = (self.pattern_start, self.pattern_reach, self.pattern_p)
        if self.stake.ndim == 2:
            faults += pattern_faults(*patterns, self.n_reaches)
            shape = (self.n_slots, len(self.pattern_start) - 1, len(self.limits))
            for index, graph in enumerate(self.graphs):
                found = graph_faults(graph, *shape)
                faults += [f"graph {index}: {fault}" for fault in found]
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
