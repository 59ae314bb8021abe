"""What binds teams: timegraphs of lawful moves, and limits between teams."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


def _no_ints() -> Ints:
    return np.zeros(0, dtype=np.int32)


def _no_floats() -> Floats:
    return np.zeros(0)


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
    start_odds, end_odds
        Where given, the odds of each state at either end are these instead, the mean
        over the alike teams, shape (states,); both or none.
    charge
        Charge class of an arc, -1 where no limit counts it, shape (arcs,); or empty.
    charge_start, charge_row, charge_amount
        A class as a sparse row: class j counts ``charge_amount[i]`` in the inequality
        ``charge_row[i]`` for i in ``charge_start[j]`` to ``charge_start[j + 1]``.
    held
        Odds of the choice at nodes that are no longer free to choose, NaN at those that
        are, shape (arcs,); they bind the plan, not the bound. Empty: all are free.
    """

    first_arc: Ints
    head: Ints
    pattern: Ints
    slot: Ints
    count: int = 1
    start_state: Ints = field(default_factory=_no_ints)
    end_state: Ints = field(default_factory=_no_ints)
    start_odds: Floats = field(default_factory=_no_floats)
    end_odds: Floats = field(default_factory=_no_floats)
    charge: Ints = field(default_factory=_no_ints)
    charge_start: Ints = field(default_factory=_no_ints)
    charge_row: Ints = field(default_factory=_no_ints)
    charge_amount: Floats = field(default_factory=_no_floats)
    held: Floats = field(default_factory=_no_floats)

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
        """Number of states whose odds are bound at both ends; 0 if none."""
        if len(self.start_odds):
            return len(self.start_odds)
        if not len(self.start_state):
            return 0
        return int(max(self.start_state.max(), self.end_state.max())) + 1

    @property
    def held_nodes(self) -> NDArray[np.bool_]:
        """Which nodes are no longer free to choose, shape (nodes,); or empty."""
        if not len(self.held):
            return np.zeros(0, dtype=np.bool_)
        first = np.minimum(self.first_arc[:-1], self.n_arcs - 1)
        return np.append(~np.isnan(self.held[first]), False)


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """Inequalities between teams that rosters keep on average, shape (L,) each.

    What all teams' arcs count together, odds x amounts of their charge classes, is at
    most ``amount``, or at least where ``at_least`` says so. The plan keeps
    ``amount_in_plan``, which is as strict or stricter.
    """

    amount: Floats = field(default_factory=_no_floats)
    amount_in_plan: Floats = field(default_factory=_no_floats)
    at_least: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))

    def __len__(self) -> int:
        """Return how many inequalities there are."""
        return len(self.amount)

    @property
    def sign(self) -> Floats:
        """+1 for what is at most, -1 for what is at least: excess is sign (use - b)."""
        return np.where(self.at_least, -1.0, 1.0)
