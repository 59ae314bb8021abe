"""Three games on the same graphs: what stays unnoticed, and what noticing is worth.

`Under` is the bound's game, `Convex` the stand-in with exp(-M), `Exact` the loss
itself. In each, ``prizes`` are minus the derivative of the loss by a team's m.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np

from vedette.solver import lines
from vedette.solver.graph import Floats
from vedette.solver.players import Player
from vedette.solver.problem import PatrolProblem


class Payoff(ABC):
    """What teams leave unnoticed, and what noticing is worth to each of them."""

    def __init__(self, problem: PatrolProblem, players: Sequence[Player]) -> None:
        self._shape = problem.stake.shape
        self._players = players

    @abstractmethod
    def unnoticed(self) -> Floats:
        """Return what stands for S at the players' present m, shape (T, R)."""

    @abstractmethod
    def prizes(self, w: Floats) -> list[Floats]:
        """Return each player's prizes on its block of reaches, harm points."""

    def _cut(self, z: Floats) -> list[Floats]:
        return [z[:, player.sights.columns] for player in self._players]


class Under(Payoff):
    """S replaced by the highest line under it: never above the truth, convex.

    Prizes go by the lines at the average M, not at the present one: alike teams jump
    together from round to round, and lines at their jumps say little. (Measured: the
    bound comes nearer in the same rounds, most of all where teams are few or many.)
    """

    def __init__(
        self, problem: PatrolProblem, players: Sequence[Player], strongest: Floats
    ) -> None:
        super().__init__(problem, players)
        self._strongest = strongest
        self.slope = np.ones(self._shape)

    def look_back(self, weight_sum: float) -> None:
        """Take the slope of the lines at the average M of the rounds so far."""
        mean = np.zeros(self._shape)
        for player in self._players:
            share = player.count / weight_sum
            mean[:, player.sights.columns] += share * player.m_sum
        _, self.slope = lines.under(mean, self._strongest)

    def unnoticed(self) -> Floats:
        """Return the highest line at the present M, shape (T, R)."""
        m_sum = sum_notice(self._players, self._shape)
        value, _ = lines.under(m_sum, self._strongest)
        return value

    def prizes(self, w: Floats) -> list[Floats]:
        """Return w x the lines' slope on each player's block."""
        return self._cut(w * self.slope)


class Convex(Payoff):
    """S replaced by exp(-M): never below the truth, convex in the flows."""

    def unnoticed(self) -> Floats:
        """Return exp(-M), shape (T, R)."""
        return np.exp(-sum_notice(self._players, self._shape))

    def prizes(self, w: Floats) -> list[Floats]:
        """Return w exp(-M) on each player's block."""
        return self._cut(w * self.unnoticed())


class Exact(Payoff):
    """S itself: the product over independent teams; not convex."""

    def unnoticed(self) -> Floats:
        """Return the product of 1 - m over all teams, shape (T, R)."""
        unnoticed = np.ones(self._shape)
        for player in self._players:
            unnoticed[:, player.sights.columns] *= (1.0 - player.m) ** player.count
        return unnoticed

    def prizes(self, w: Floats) -> list[Floats]:
        """Return w times what all others leave unnoticed, on each player's block.

        By products from the front and from the back, since some m may be 1.
        """
        front = np.ones(self._shape)
        prizes = []
        for player in self._players:
            block = front[:, player.sights.columns]
            prizes.append(
                w[:, player.sights.columns]
                * block
                * (1.0 - player.m) ** (player.count - 1)
            )
            block *= (1.0 - player.m) ** player.count
        back = np.ones(self._shape)
        for player, prize in zip(
            reversed(self._players), reversed(prizes), strict=True
        ):
            block = back[:, player.sights.columns]
            prize *= block
            block *= (1.0 - player.m) ** player.count
        return prizes


def sum_notice(players: Sequence[Player], shape: tuple[int, ...]) -> Floats:
    """Return M, the sum over all teams of m, shape (T, R)."""
    total = np.zeros(shape)
    for player in players:
        total[:, player.sights.columns] += player.count * player.m
    return total


def loss_of(problem: PatrolProblem, unnoticed: Floats) -> float:
    """Return c max h S + (1 - c) sum rho h S, harm points."""
    left = problem.stake * unnoticed
    worst = float(left.max())
    mean = float((problem.forecast * left).sum())
    return problem.caution * worst + (1.0 - problem.caution) * mean
