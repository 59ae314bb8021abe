"""What a solve is begun with and what it gives back."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vedette.solver.graph import Floats, Ints


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
class Dual:
    """What certifies a bound: the adversary's weights, looks and all prices.

    ``weights`` y, shape (T, R); ``looks`` n of docs/theory/numbers.md, "Where looks are
    many", shape (T, R); ``prices`` of states by graph; ``limit_prices`` shape (L,).
    """

    weights: Floats
    looks: Floats
    prices: tuple[Floats, ...]
    limit_prices: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """Where a solve may begin: flows and duals, of the plan and of the bound.

    ``flows`` has one mean unit flow per graph of the plan, ``bound_flows`` per graph of
    the bound; the prices of the two duals are theirs likewise. ``trust`` is how firmly
    the games hold to it at first: 1 where the problem is much the same, less where much
    has changed.
    """

    flows: tuple[Floats, ...]
    dual: Dual
    bound_flows: tuple[Floats, ...]
    bound_dual: Dual
    trust: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Keep:
    """A plan to stay near: what a whole change of it is worth, and its flows.

    ``shares[g]`` says of each arc of graph g how much of the whole plan one unit of
    flow through it is; the distance to a plan is the sum of share x count x
    |flow - flow kept| / 2, between 0 and 1.
    """

    worth: float
    flows: tuple[Floats, ...]
    shares: tuple[Floats, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SolveResult:
    """Each team's odds, by graph of the plan, with what judges them.

    ``learnt`` are the plan's last regrets by arc: how it would go on from any node,
    also one that its odds do not reach.
    """

    teams: tuple[tuple[TeamOdds, ...], ...]
    dual: Dual
    numbers: Numbers
    rounds: int
    seconds: float
    stopped_by: str
    learnt: tuple[NDArray[np.float32], ...]
    trace: tuple[Round, ...] = field(default=())
