"""An adversary against all teams, and the game that is played for the bound.

The *bound game* is played for its adversary's average weights, which certify.
"""

from collections.abc import Sequence

import numpy as np

from vedette.solver.bound import (
    Field,
    find_bound,
    weights_of,
    with_best_starts,
)
from vedette.solver.graph import Floats
from vedette.solver.lines import looks_for, strongest_looks
from vedette.solver.payoff import Payoff, Under
from vedette.solver.players import Habits, Player
from vedette.solver.prices import LimitPrices
from vedette.solver.problem import PatrolProblem
from vedette.solver.result import Dual
from vedette.solver.sights import Sights
from vedette.solver.workers import Workers

# A bound that has risen by less than SLOW in REVIEWED checks is played for in every
# WAITS-th round only: the plan has further to go.
SLOW, REVIEWED, WAITS = 5e-4, 3, 3
# By which a start is weighed in regrets: of a node in what its team collects, of the
# adversary in the largest stake. (Measured on the built-in theatre: 10 forgets it.)
WARM_NODE, WARM_ADVERSARY = 20.0, 50.0


class Game:
    """An adversary and all teams, learning from each other by one payoff."""

    payoff: Payoff

    def __init__(
        self,
        problem: PatrolProblem,
        sights: Sequence[Sights],
        habits: Sequence[Habits],
        amount: Floats,
        threads: int,
    ) -> None:
        self.problem = problem
        self.workers = Workers(threads, [each.graph.n_arcs for each in sights])
        self.players = [
            Player(problem, *each) for each in zip(sights, habits, strict=True)
        ]
        self.field = Field(
            problem, self.players, strongest_looks(problem, sights), self.workers
        )
        self.limits = LimitPrices(problem.limits, amount)
        self.y = np.full(problem.stake.shape, 1.0 / problem.stake.size)
        self._regret = np.zeros(problem.stake.shape)
        self.rounds, self.weight_sum = 0, 0.0
        self.y_sum = np.zeros(problem.stake.shape)

    def play(self) -> None:
        """Play one round: teams answer the adversary, then he answers them."""
        self.rounds += 1
        weight = float(self.rounds) ** 2
        w = weights_of(self.problem, self.y)
        prizes, toll = self.payoff.prizes(w), self.limits.toll
        self.workers.map(
            lambda pair: pair[0].answer(pair[1], toll, weight),
            list(zip(self.players, prizes, strict=True)),
        )
        if len(self.limits):
            use = sum(player.count * player.use for player in self.players)
            collected = max(player.collected for player in self.players)
            self.limits.learn(np.asarray(use), collected, weight)
        self._learn(self.problem.stake * self.payoff.unnoticed())
        self.weight_sum += weight
        self.y_sum += weight * self.y

    def begin_at(self, flows: Sequence[Floats], dual: Dual, trust: float) -> None:
        """Begin where another solve ended, rather than from even odds."""
        self.y = dual.weights
        most_harm = float(self.problem.stake.max())
        self._regret = trust * WARM_ADVERSARY * most_harm * self.y
        for player, flow in zip(self.players, flows, strict=True):
            player.begin_at(flow, 1.0)
        prizes = self.payoff.prizes(weights_of(self.problem, self.y))
        most = 0.0
        for player, flow, prize, price in zip(
            self.players, flows, prizes, dual.prices, strict=True
        ):
            value = player.best(prize)
            most = max(most, value)
            player.states.begin_at(price, value)
            player.begin_at(flow, trust * WARM_NODE * value)
        self.limits.begin_at(dual.limit_prices, most)

    def close(self) -> None:
        """Let the threads go."""
        self.workers.close()

    def average_dual(self, looks: Floats) -> Dual:
        """Return the averages of the adversary's weights and of all prices."""
        return Dual(
            weights=self.y_sum / self.weight_sum,
            looks=looks,
            prices=tuple(
                player.states.price_sum / self.weight_sum for player in self.players
            ),
            limit_prices=self.limits.price_sum / self.weight_sum,
        )

    def _learn(self, harm: Floats) -> None:
        """Regret-matching+: shift the odds to where more harm goes unnoticed."""
        self._regret += harm - float((self.y * harm).sum())
        np.maximum(self._regret, 0.0, out=self._regret)
        total = self._regret.sum()
        if total > 0:
            self.y = self._regret / total


class BoundGame(Game):
    """The game under every truth: its adversary's average weights give the bound."""

    best_bound = 0.0
    _before = 0.0  # the best bound some checks ago
    _checks = 0
    _is_slow = False

    def __init__(
        self, problem: PatrolProblem, sights: Sequence[Sights], threads: int
    ) -> None:
        habits = [Habits(each.graph.held_nodes, each.graph.held) for each in sights]
        super().__init__(problem, sights, habits, problem.limits.amount, threads)
        self.under = Under(problem, self.players, self.field.strongest)
        self.payoff = self.under
        self.z_sum = np.zeros(problem.stake.shape)
        self.best = Dual(
            self.y,
            np.zeros(problem.stake.shape),
            tuple(np.zeros(len(player.states)) for player in self.players),
            np.zeros(len(problem.limits)),
        )

    def is_due(self, index: int) -> bool:
        """Whether to play in round ``index``: a bound that hardly rises can wait."""
        return not self._is_slow or index % WAITS == 0

    def play(self) -> None:
        """Play one round, and add up the prizes that it was played for."""
        if self.weight_sum > 0:
            self.under.look_back(self.weight_sum)
        weight = float(self.rounds + 1) ** 2
        self.z_sum += weight * weights_of(self.problem, self.y) * self.under.slope
        super().play()

    def begin_at(self, flows: Sequence[Floats], dual: Dual, trust: float) -> None:
        """Begin at another solve's dual, which certifies already."""
        super().begin_at(flows, dual, trust)
        self.best = with_best_starts(self.field, dual)
        self.best_bound = find_bound(self.field, self.best)

    def check(self) -> None:
        """Keep the average dual if it certifies more than any before.

        The lines that the prizes stood for are tried, and the union bound.
        """
        w = weights_of(self.problem, self.y_sum / self.weight_sum)
        mean = self.z_sum / self.weight_sum
        slope = np.divide(mean, w, out=np.ones_like(mean), where=w > 0)
        looks = looks_for(slope, self.field.strongest)
        tried = [np.zeros_like(mean)]
        if (looks > 0).any():
            tried.append(looks)
        now = 0.0
        for each in tried:
            dual = with_best_starts(self.field, self.average_dual(each))
            bound = find_bound(self.field, dual)
            now = max(now, bound)
            if bound > self.best_bound:
                self.best_bound, self.best = bound, dual
        self._checks += 1
        if self._checks % REVIEWED == 0:
            hardly = SLOW * self.best_bound
            catches_up = now < self.best_bound - hardly  # with the bound it began at
            self._is_slow = not catches_up and self.best_bound - self._before < hardly
            self._before = self.best_bound
