"""The second judge: column generation for the linear game, on HiGHS.

The restricted master knows some routes of each group and finds the best mixture of
them; pricing finds, for the weights that the master sets, every group's best route of
all by dynamic programming. HiGHS holds the master's dual, a cut for each route, which
it solves again from its last basis (measured: twice as fast as the columns themselves
with 23,000 attempts): find weights y >= 0 of the attempts, sum 1, prices l of the
states and the most theta that a team of each group collects,

    max  sum_k w_k - sum_g theta_g,    w = h (c y + (1 - c) rho),
    theta_g >= sum of n p w along the route + l(state at start) - l(state at end).

Its optimum is the linear value of a lawful mixture (from above), and at any weights
sum w less what all best routes collect is a bound (from below): both of the same game,
c max h (1 - M) + (1 - c) sum rho h (1 - M). Prices are asked for between the last
optimum and the weights of the best bound so far (P. Wentges, 1997), which saves 40 % of
the time. A first route per group begins and ends in one state, so some mixture is
always lawful.
"""

import math
import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat

import highspy
import numpy as np
from numpy.typing import NDArray

from benchmarks.best_route import Pricer, Route
from benchmarks.flow_lp import refuse_limits
from vedette.solver import PatrolProblem

Floats = NDArray[np.float64]
TOWARDS_BEST = 0.7  # share of the best bound's weights in those that are priced


@dataclass(frozen=True, slots=True)
class Step:
    """How it stands after a round: the best mixture's value and the best bound.

    The value is infinite while no mixture is known that hands over as it began.
    """

    seconds: float
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """(value - bound) / value: how far the game is from being solved."""
        return (self.value - self.bound) / self.value


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of all attempts, shape (T R,), and prices of all groups' states."""

    y: Floats
    price: Floats

    def towards(self, other: "Weights", share: float) -> "Weights":
        """Return the weights on the way to some others."""
        return Weights(
            self.y + share * (other.y - self.y),
            self.price + share * (other.price - self.price),
        )


def generate_columns(
    problem: PatrolProblem, seconds: float, *, near: float = 1e-6
) -> list[Step]:
    """Play until value and bound are within ``near`` of each other, or time is up."""
    refuse_limits(problem)
    begun = time.perf_counter()
    steps: list[Step] = []
    value, bound, best = math.inf, -math.inf, None
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        pricers = [Pricer(problem, graph) for graph in problem.graphs]
        master = Master(problem)
        stakes = problem.stake.ravel()
        even = Weights((stakes > 0) / (stakes > 0).sum(), np.zeros(master.n_prices))
        master.add([each.find_return(master.weigh(even)) for each in pricers])
        while (left := seconds - (time.perf_counter() - begun)) > 0:
            found = master.solve(left)
            if found is None:
                break
            value = min(value, master.value)
            asked = found if best is None else found.towards(best, TOWARDS_BEST)
            w, prices = master.weigh(asked), master.split(asked.price)
            routes = list(workers.map(Pricer.find_best, pricers, repeat(w), prices))
            reached = float(w.sum()) - sum(route.worth for route in routes)
            if reached > bound:
                bound, best = reached, asked
            steps.append(Step(time.perf_counter() - begun, value, bound))
            if value - bound <= near * abs(value):
                break
            master.add(routes)
    return steps


class Master:
    """The restricted master's dual on HiGHS: variables y, then l, then theta."""

    def __init__(self, problem: PatrolProblem) -> None:
        self._stake = problem.stake.ravel()
        self._share = problem.forecast.ravel()
        self._caution = problem.caution
        self._first = np.cumsum([0, *(graph.n_states for graph in problem.graphs)])
        self.n_prices = int(self._first[-1])
        self._n_cells = len(self._stake)
        self.value = math.inf
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("simplex_strategy", 1)  # dual: cuts keep it feasible
        self._most = float(self._stake.max())
        self._highs.passModel(self._begin(len(problem.graphs)))

    def weigh(self, weights: Weights) -> Floats:
        """Return w, what an unnoticed attempt weighs, shape (T R,)."""
        c = self._caution
        return self._stake * (c * weights.y + (1.0 - c) * self._share)

    def split(self, price: Floats) -> list[Floats]:
        """Return the prices of each group's states."""
        return np.split(price, self._first[1:-1])

    def add(self, routes: Sequence[Route]) -> None:
        """Add one route of each group, in their order."""
        for index, route in enumerate(routes):
            harm = self._stake[route.cell] * route.notice
            first, last = route.states if len(route.states) else (0, 0)
            shown = [first, last] if first != last else []  # one state: its price goes
            states = self._n_cells + self._first[index] + np.array(shown, dtype=int)
            theta = self._n_cells + self.n_prices + index
            column = np.concatenate([route.cell, states, [theta]])
            sign = [-1.0, 1.0] if shown else []
            value = np.concatenate([-self._caution * harm, sign, [1.0]])
            least = (1.0 - self._caution) * float(self._share[route.cell] @ harm)
            self._highs.addRow(
                least, highspy.kHighsInf, len(column), column.astype(np.int32), value
            )

    def solve(self, seconds: float) -> Weights | None:
        """Solve again from the last basis; None if time runs out."""
        highs = self._highs
        highs.setOptionValue("time_limit", highs.getRunTime() + seconds)
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = highs.getSolution()
        found, shadow = np.array(solution.col_value), np.array(solution.col_dual)
        states = slice(self._n_cells, self._n_cells + self.n_prices)
        # a price held back by its limit: the mixture does not hand over as it began
        is_lawful = np.abs(shadow[states]).sum() < 1e-7
        value = self._mean - highs.getInfo().objective_function_value
        self.value = value if is_lawful else math.inf
        y = np.maximum(found[: self._n_cells], 0.0)
        return Weights(y / y.sum(), found[states])

    @property
    def _mean(self) -> float:
        """(1 - c) sum rho h, the part of sum w that no weights change."""
        return (1.0 - self._caution) * float(self._share @ self._stake)

    def _begin(self, n_groups: int) -> highspy.HighsLp:
        """Return the program without any route: the weights sum to 1."""
        cells, prices = self._n_cells, self.n_prices
        inf = highspy.kHighsInf
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = cells + prices + n_groups, 1
        lp.col_cost_ = np.concatenate(
            [-self._caution * self._stake, np.zeros(prices), np.ones(n_groups)]
        )
        low = [np.zeros(cells), np.full(prices, -self._most), np.full(n_groups, -inf)]
        high = [np.full(cells, inf), -low[1], -low[2]]
        lp.col_lower_, lp.col_upper_ = np.concatenate(low), np.concatenate(high)
        lp.row_lower_ = lp.row_upper_ = np.ones(1)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array([0, cells])
        lp.a_matrix_.index_ = np.arange(cells)
        lp.a_matrix_.value_ = np.ones(cells)
        return lp
