"""Three games on the same graphs: what stays unnoticed, and what noticing is worth.

`Linear` is the union bound's game, `Convex` the stand-in with exp(-M), `Exact` the loss
itself. In each, ``prizes`` are minus the derivative of the loss by a team's m.
"""

from collections.abc import Sequence

import numpy as np

from vedette.solver.crowd import Team
from vedette.solver.problem import Floats, PatrolProblem


class Linear:
    """S replaced by 1 - M: never above the truth, linear in every team's flow."""

    def __init__(self, problem: PatrolProblem, teams: Sequence[Team]) -> None:
        self._shape = problem.stake.shape
        self._teams = teams

    def unnoticed(self) -> Floats:
        """Return the stand-in for S at the teams' present m, shape (T, R)."""
        return 1.0 - sum_notice(self._teams, self._shape)

    def prizes(self, w: Floats) -> list[Floats]:
        """Return each team's prizes on its block of reaches."""
        return [w[:, team.sights.columns] for team in self._teams]


class Convex(Linear):
    """S replaced by exp(-M): never below the truth, convex in the flows."""

    def unnoticed(self) -> Floats:
        """Return exp(-M), shape (T, R)."""
        return np.exp(-sum_notice(self._teams, self._shape))

    def prizes(self, w: Floats) -> list[Floats]:
        """Return w exp(-M) on each team's block."""
        return super().prizes(w * self.unnoticed())


class Exact(Linear):
    """S itself: the product over independent teams; not convex."""

    def unnoticed(self) -> Floats:
        """Return the product of 1 - m over all teams, shape (T, R)."""
        unnoticed = np.ones(self._shape)
        for team in self._teams:
            unnoticed[:, team.sights.columns] *= (1.0 - team.m) ** team.count
        return unnoticed

    def prizes(self, w: Floats) -> list[Floats]:
        """Return w times what all others leave unnoticed, on each team's block.

        By products from the front and from the back, since some m may be 1.
        """
        front = np.ones(self._shape)
        prizes = []
        for team in self._teams:
            block = front[:, team.sights.columns]
            prizes.append(
                w[:, team.sights.columns] * block * (1.0 - team.m) ** (team.count - 1)
            )
            block *= (1.0 - team.m) ** team.count
        back = np.ones(self._shape)
        for team, prize in zip(reversed(self._teams), reversed(prizes), strict=True):
            block = back[:, team.sights.columns]
            prize *= block
            block *= (1.0 - team.m) ** team.count
        return prizes


def sum_notice(teams: Sequence[Team], shape: tuple[int, ...]) -> Floats:
    """Return M, the sum over all teams of m, shape (T, R)."""
    total = np.zeros(shape)
    for team in teams:
        total[:, team.sights.columns] += team.count * team.m
    return total


def loss_of(problem: PatrolProblem, unnoticed: Floats) -> float:
    """Return c max h S + (1 - c) sum rho h S, harm points."""
    left = problem.stake * unnoticed
    worst = float(left.max())
    mean = float((problem.forecast * left).sum())
    return problem.caution * worst + (1.0 - problem.caution) * mean
