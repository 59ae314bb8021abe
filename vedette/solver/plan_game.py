"""The game played for the teams' average flows, which are the plan.

It is played first with the convex stand-in, until its own certificate says that it is
near, then on with the prizes of the exact loss. That game is not convex: every average
is scored by its exact loss and the best is kept. (Measured: to go over early, without
new averages, beats a longer stand-in and fresh averages.)
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from vedette.solver.bound import find_promise_bound, weights_of
from vedette.solver.games import Game
from vedette.solver.graph import Floats
from vedette.solver.odds import make_odds
from vedette.solver.payoff import Convex, Exact, loss_of
from vedette.solver.players import Habits
from vedette.solver.prices import LimitPrices, StatePrices
from vedette.solver.problem import PatrolProblem
from vedette.solver.result import Keep, Start, TeamOdds
from vedette.solver.sights import Sights

STAND_IN_DONE = 0.03  # relative gap of the stand-in at which the exact loss takes over


class PlanGame(Game):
    """The game played for the plan: the stand-in first, then the exact loss."""

    best_loss = np.inf
    phase = "promise"

    def __init__(
        self,
        problem: PatrolProblem,
        sights: Sequence[Sights],
        threads: int,
        *,
        objective: Literal["loss", "promise"],
        spread: float,
        keep: Keep | None,
    ) -> None:
        habits = [
            Habits(each.graph.held_nodes, each.graph.held, spread) for each in sights
        ]
        amount = problem.limits.amount_in_plan
        super().__init__(problem, sights, habits, amount, threads)
        self._objective = objective
        self._keep = keep
        self.payoff = Convex(problem, self.players)
        self._best = [player.average for player in self.players]
        self._best_score = np.inf
        self._best_lacks = np.zeros(len(self.players) + 1)
        self._start: Start | None = None

    def play(self) -> None:
        """Play one round, drawn towards the plan to stay near if there is one."""
        if self._keep is not None:
            self._draw_near(self._keep)
        super().play()

    def begin(self, start: Start) -> None:
        """Begin at a plan known from before, with the exact loss at once."""
        self._start = start
        if self._objective == "loss":
            self.phase, self.payoff = "loss", Exact(self.problem, self.players)
        self.begin_at(start.flows, start.dual, start.trust)

    def check(self) -> None:
        """Score the average plan by its exact loss; go on to the next phase if due."""
        unnoticed, total = self._average()
        promise = loss_of(self.problem, np.exp(-total))
        stands_in = self._objective == "promise"
        score = promise if stands_in else loss_of(self.problem, unnoticed)
        score += 0.0 if self._keep is None else self._distance(self._keep)
        self._keep_better(score)
        if self.phase == "promise" and not stands_in:
            dual = self.average_dual(np.zeros_like(total))
            least = find_promise_bound(self.field, dual, total)
            if promise - least <= STAND_IN_DONE * promise:
                self.phase, self.payoff = "loss", Exact(self.problem, self.players)

    def make_odds(self, least: float) -> list[list[TeamOdds]]:
        """Return the exact odds of the best plan, by graph and team.

        Routes that mend it are chosen by the prizes of the latest round.
        """
        y = self.y_sum / self.weight_sum
        return make_odds(
            self.problem,
            self.players,
            self._best,
            self.payoff.prizes(weights_of(self.problem, y)),
            None if self._start is None else self._start.flows,
            least,
            self.workers,
        )

    def _average(self) -> tuple[Floats, Floats]:
        """Return S and M of the average flows."""
        unnoticed = np.ones(self.problem.stake.shape)
        total = np.zeros(self.problem.stake.shape)
        for player in self.players:
            m = player.m_sum / self.weight_sum
            unnoticed[:, player.sights.columns] *= (1.0 - m) ** player.count
            total[:, player.sights.columns] += player.count * m
        return unnoticed, total

    def _keep_better(self, score: float) -> None:
        """Keep the averages if they are better than the best, at today's penalties.

        What is off in states or limits costs more as prices widen; the best from before
        is scored anew, or an early plan that breaks them would stay for ever.
        """
        rows: list[StatePrices | LimitPrices] = [p.states for p in self.players]
        counts = np.array([*(player.count for player in self.players), 1.0])
        lacks = counts * [each.lack for each in (*rows, self.limits)]
        dear = np.array([each.dear for each in (*rows, self.limits)])
        self.best_loss = self._best_score + float(dear @ self._best_lacks)
        if score + float(dear @ lacks) < self.best_loss:
            self._best = [player.average.copy() for player in self.players]
            self._best_score, self._best_lacks = score, lacks
            self.best_loss = score + float(dear @ lacks)

    def _draw_near(self, keep: Keep) -> None:
        """Let an arc earn where the average falls short of the flow kept, else pay."""
        scale = 1.0 / max(self.weight_sum, 1.0)
        for player, flow, share in zip(
            self.players, keep.flows, keep.shares, strict=True
        ):
            towards = np.sign(flow - player.average * scale)
            player.extra = (0.5 * keep.worth * share * towards).astype(np.float32)

    def _distance(self, keep: Keep) -> float:
        """Return what the change from the plan kept is worth, harm points."""
        far = sum(
            player.count
            * float((share * np.abs(player.average / self.weight_sum - flow)).sum())
            for player, flow, share in zip(
                self.players, keep.flows, keep.shares, strict=True
            )
        )
        return 0.5 * keep.worth * far
