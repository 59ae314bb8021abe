"""The loop on one screen: adversary and teams in turn, averages, stop rule.

Two games run side by side on the same graphs. The *bound game* (linear) is played
for its adversary's average weights, which certify. The *plan game* is played for the
teams' average flows: first with the convex stand-in, until its own certificate says
that it is near, then on with the prizes of the exact loss. That last game is not
convex: every average is scored by its exact loss and the best is kept. (Measured: to
go over early, without new averages, beats a longer stand-in and fresh averages.)

Regret-matching+: O. Tammelin (2014), arXiv 1407.5042. Averages with weight t^2 and
alternation: N. Burch, M. Moravcik, M. Schmid (2019), JAIR 66. There is no convergence
proof for alternation with a curved loss: the numbers are certified, not the rounds.
"""

import itertools
import os
import time
from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from vedette.solver.bound import (
    find_bound,
    find_promise_bound,
    judge,
    make_odds,
    weights_of,
)
from vedette.solver.crowd import Sights, Team, list_looks
from vedette.solver.payoff import Convex, Exact, Linear, loss_of
from vedette.solver.problem import Floats, PatrolProblem, Round, SolveResult, TeamOdds
from vedette.solver.stop import StopRule
from vedette.solver.workers import Workers

CHECK_EVERY = 10  # rounds between two looks at the certificates
STAND_IN_DONE = 0.03  # relative gap of the stand-in at which the exact loss takes over


def solve(
    problem: PatrolProblem,
    stop: StopRule,
    *,
    objective: Literal["loss", "promise"] = "loss",
    threads: int | None = None,
    least_odds: float = 1e-4,
    written_as: Callable[[Floats], Floats] = lambda weights: weights,
    on_round: Callable[[Round], None] | None = None,
) -> SolveResult:
    """Play until ``stop`` says so; return the best plan found and its certificate.

    With the objective "promise" the stand-in alone is played and scored, for those who
    judge it. ``threads`` defaults to the processors at hand. The result is the same
    for any number of threads, and the same bytes for the same problem and rounds.
    ``written_as`` rounds the adversary's weights to what a file can hold, before they
    are judged.
    """
    begun = time.perf_counter()
    arcs = [graph.n_arcs for graph in problem.graphs]
    workers = Workers(threads or os.cpu_count() or 1, arcs)
    sights = [list_looks(problem, graph) for graph in problem.graphs]
    bound_game = BoundGame(problem, sights, workers)
    plan_game = PlanGame(problem, sights, workers, objective)
    trace: list[Round] = []
    try:
        for index in itertools.count(1):
            bound_game.play()
            plan_game.play()
            if index % CHECK_EVERY == 0 or index == 1:
                bound_game.check()
                plan_game.check()
            now = Round(
                index,
                time.perf_counter() - begun,
                plan_game.best_loss,
                bound_game.best_bound,
                plan_game.phase,
            )
            if index % CHECK_EVERY == 0 or index == 1:
                trace.append(now)
                if on_round is not None:
                    on_round(now)
            stopped_by = stop(now) or ""
            if stopped_by:
                break
        plan_game.check()
        bound_game.check()
        odds = plan_game.make_odds(least_odds)
        weights, prices = written_as(bound_game.best_weights), bound_game.best_prices
        numbers = judge(problem, plan_game.teams, odds, weights, prices, workers)
    finally:
        workers.close()
    return SolveResult(
        teams=tuple(tuple(group) for group in odds),
        weights=weights,
        prices=tuple(prices),
        numbers=numbers,
        rounds=index,
        seconds=time.perf_counter() - begun,
        stopped_by=stopped_by,
        trace=tuple(trace),
    )


class Game:
    """An adversary and all teams, learning from each other by one payoff."""

    def __init__(
        self, problem: PatrolProblem, sights: Sequence[Sights], workers: Workers
    ) -> None:
        self.problem = problem
        self.workers = workers
        self.teams = [Team(problem, each) for each in sights]
        self.payoff = Linear(problem, self.teams)
        self.y = np.full(problem.stake.shape, 1.0 / problem.stake.size)
        self._regret = np.zeros(problem.stake.shape)
        self.rounds, self.weight_sum = 0, 0.0
        self.y_sum = np.zeros(self.problem.stake.shape)

    def play(self) -> None:
        """Play one round: teams answer the adversary, then he answers them."""
        self.rounds += 1
        weight = float(self.rounds) ** 2
        prizes = self.payoff.prizes(weights_of(self.problem, self.y))
        self.workers.map(
            lambda pair: pair[0].answer(pair[1], weight),
            list(zip(self.teams, prizes, strict=True)),
        )
        self._learn(self.problem.stake * self.payoff.unnoticed())
        self.weight_sum += weight
        self.y_sum += weight * self.y

    def _learn(self, harm: Floats) -> None:
        """Regret-matching+: shift the odds to where more harm goes unnoticed."""
        self._regret += harm - float((self.y * harm).sum())
        np.maximum(self._regret, 0.0, out=self._regret)
        total = self._regret.sum()
        if total > 0:
            self.y = self._regret / total

    @property
    def average_weights(self) -> Floats:
        """The adversary's average distribution, shape (T, R)."""
        return self.y_sum / self.weight_sum

    @property
    def average_prices(self) -> list[Floats]:
        """Each team's average prices of its states."""
        return [team.states.price_sum / self.weight_sum for team in self.teams]


class BoundGame(Game):
    """The linear game: its adversary's average weights give the bound."""

    best_bound = 0.0

    def __init__(
        self, problem: PatrolProblem, sights: Sequence[Sights], workers: Workers
    ) -> None:
        super().__init__(problem, sights, workers)
        self.best_weights = self.y
        self.best_prices = [team.states.price for team in self.teams]

    def check(self) -> None:
        """Keep the average weights and prices if they certify more than any before."""
        y, prices = self.average_weights, self.average_prices
        bound = find_bound(self.problem, self.teams, y, prices, self.workers)
        if bound > self.best_bound:
            self.best_bound, self.best_weights, self.best_prices = bound, y, prices


class PlanGame(Game):
    """The game played for the plan: the stand-in first, then the exact loss."""

    best_loss = np.inf
    phase = "promise"

    def __init__(
        self,
        problem: PatrolProblem,
        sights: Sequence[Sights],
        workers: Workers,
        objective: str,
    ) -> None:
        super().__init__(problem, sights, workers)
        self._objective = objective
        self.payoff = Convex(problem, self.teams)
        self._best = [team.average for team in self.teams]

    def check(self) -> None:
        """Score the average plan by its exact loss; go on to the next phase if due."""
        unnoticed, total = self._average()
        promise = loss_of(self.problem, np.exp(-total))
        stands_in = self._objective == "promise"
        score = promise if stands_in else loss_of(self.problem, unnoticed)
        score += sum(
            team.count * team.states.penalty(self.weight_sum) for team in self.teams
        )
        if score < self.best_loss:
            self._best = [team.average.copy() for team in self.teams]
            self.best_loss = score
        if self.phase == "promise" and not stands_in:
            least = find_promise_bound(
                self.problem,
                self.teams,
                self.average_weights,
                self.average_prices,
                total,
                self.workers,
            )
            if promise - least <= STAND_IN_DONE * promise:
                self.phase, self.payoff = "loss", Exact(self.problem, self.teams)

    def make_odds(self, least: float) -> list[list[TeamOdds]]:
        """Return the exact odds of the best plan, by graph and team.

        Routes that mend it are chosen by the prizes of the latest round.
        """
        prizes = self.payoff.prizes(weights_of(self.problem, self.average_weights))
        return self.workers.map(
            lambda each: make_odds(*each, least),
            list(zip(self.teams, self._best, prizes, strict=True)),
        )

    def _average(self) -> tuple[Floats, Floats]:
        """Return S and M of the average flows."""
        unnoticed = np.ones(self.problem.stake.shape)
        total = np.zeros(self.problem.stake.shape)
        for team in self.teams:
            m = team.m_sum / self.weight_sum
            unnoticed[:, team.sights.columns] *= (1.0 - m) ** team.count
            total[:, team.sights.columns] += team.count * m
        return unnoticed, total
