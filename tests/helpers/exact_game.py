"""Tiny games in whole numbers: every joint roster listed, every sum a fraction."""

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from listed_routes import list_routes, looks_of
from scipy.optimize import linprog

from vedette.solver import Dual, PatrolProblem, SolveResult, TeamOdds, TimeGraph

Cell = tuple[int, int]
Cells = dict[Cell, Fraction]
SMALL = 1000  # stakes, looks, caution and shares have denominators up to this


def as_fraction(number: float, largest: int = SMALL) -> Fraction:
    """Return a number as the fraction with a small denominator that it stands for."""
    return Fraction(float(number)).limit_denominator(largest)


def mended(numbers: Iterable[float]) -> list[Fraction]:
    """Return numbers as fractions that sum to 1."""
    rough = [max(Fraction(0), as_fraction(number, 10**9)) for number in numbers]
    return [each / sum(rough) for each in rough]


@dataclass(frozen=True)
class ExactGame:
    """A game in fractions.

    ``routes`` says for each team and each of its routes what it notices, ``left`` for
    each joint roster what passes it unnoticed.
    """

    stake: Cells
    share: Cells
    caution: Fraction
    routes: list[list[Cells]]
    left: list[Cells]

    def loss(self, left: Cells) -> Fraction:
        """Return c max h S + (1 - c) sum rho h S."""
        harm = {cell: self.stake[cell] * left[cell] for cell in self.stake}
        mean = sum(self.share[cell] * harm[cell] for cell in harm)
        return self.caution * max(harm.values()) + (1 - self.caution) * mean

    def weights(self, y: Cells) -> Cells:
        """Return w = h (c y + (1 - c) rho) of a distribution over the cells."""
        assert sum(y.values()) == 1
        assert min(y.values()) >= 0
        c = self.caution
        return {
            cell: stake * (c * y[cell] + (1 - c) * self.share[cell])
            for cell, stake in self.stake.items()
        }

    def least(self, y: Cells) -> Fraction:
        """Return what the best joint roster leaves; no mixture of them loses less."""
        w = self.weights(y)
        return min(sum(w[cell] * left[cell] for cell in w) for left in self.left)

    def bound(self, y: Cells, looks: Cells) -> Fraction:
        """Return the certificate of docs/theory/numbers.md, with its lines."""
        w, slope, height = self.weights(y), {}, {}
        for cell, n in looks.items():
            slope[cell], height[cell] = self._line(cell, n)
        taken = sum(
            max(
                sum(w[cell] * slope[cell] * p for cell, p in route.items())
                for route in routes
            )
            for routes in self.routes
        )
        return max(Fraction(0), sum(w[cell] * height[cell] for cell in w) - taken)

    def _line(self, cell: Cell, n: Fraction) -> tuple[Fraction, Fraction]:
        """Return slope and height: whole looks, and a part of the next."""
        every = itertools.chain.from_iterable(self.routes)
        p = max(route.get(cell, Fraction(0)) for route in every)
        whole, part = math.floor(n), n - math.floor(n)
        left, after = (1 - p) ** whole, (1 - p) ** (whole + 1)
        height = (1 - part) * left * (1 + whole * p)
        return (
            (1 - part) * left + part * after,
            height + part * after * (1 + (whole + 1) * p),
        )


def in_fractions(problem: PatrolProblem) -> ExactGame:
    """Return a problem whose numbers are fractions with small denominators."""
    cells = list(np.ndindex(problem.stake.shape))
    shares = {cell: as_fraction(problem.forecast[cell]) for cell in cells}
    assert sum(shares.values()) == 1
    routes = []
    for graph in problem.graphs:
        each = [noticed(problem, graph, route) for route in list_routes(graph)]
        routes += [each] * graph.count
    left = []
    for roster in itertools.product(*routes):
        chances = dict.fromkeys(cells, Fraction(1))
        for cell, p in itertools.chain(*[route.items() for route in roster]):
            chances[cell] *= 1 - p
        left.append(chances)
    stakes = {cell: as_fraction(problem.stake[cell]) for cell in cells}
    return ExactGame(stakes, shares, as_fraction(problem.caution), routes, left)


def noticed(problem: PatrolProblem, graph: TimeGraph, route: tuple[int, ...]) -> Cells:
    """Return the chance that a route notices each cell it looks at."""
    found = {}
    for pattern, slot in looks_of(graph, route):
        for entry in range(*problem.pattern_start[pattern : pattern + 2]):
            cell = slot, int(problem.pattern_reach[entry])
            assert cell not in found
            found[cell] = as_fraction(problem.pattern_p[entry])
    return found


def exact_loss(
    problem: PatrolProblem, exact: ExactGame, result: SolveResult
) -> Fraction:
    """Return the loss of a result's odds, each team drawn on its own."""
    left = dict.fromkeys(exact.stake, Fraction(1))
    for graph, group in zip(problem.graphs, result.teams, strict=True):
        for odds in group:
            m = exact_notice(problem, graph, odds)
            left = {cell: left[cell] * (1 - m[cell]) for cell in left}
    return exact.loss(left)


def exact_bound(exact: ExactGame, dual: Dual) -> Fraction:
    """Return the bound of a result's weights and looks."""
    y = dict(zip(exact.stake, mended(dual.weights.ravel()), strict=True))
    looks = [as_fraction(n, 10**9) for n in dual.looks.ravel()]
    return exact.bound(y, dict(zip(exact.stake, looks, strict=True)))


def exact_notice(problem: PatrolProblem, graph: TimeGraph, odds: TeamOdds) -> Cells:
    """Return m of one team: its odds, mended at each node, followed from the start."""
    written = np.zeros(graph.n_arcs)
    written[odds.arc] = odds.odds
    at_node = {0: Fraction(1)}
    m = dict.fromkeys(np.ndindex(problem.stake.shape), Fraction(0))
    for node in range(graph.n_nodes - 1):
        here = at_node.get(node, Fraction(0))
        arcs = range(graph.first_arc[node], graph.first_arc[node + 1])
        if not here:
            continue
        for arc, share in zip(arcs, mended(written[list(arcs)]), strict=True):
            head = int(graph.head[arc])
            at_node[head] = at_node.get(head, Fraction(0)) + here * share
            for cell, p in noticed(problem, graph, (arc,)).items():
                m[cell] += here * share * p
    assert at_node[graph.n_nodes - 1] == 1
    return m


def proved_value(exact: ExactGame) -> Fraction:
    """Return the least loss of any mixture of rosters, as HiGHS's two sides prove it.

    A vertex of so small a program has small denominators, and where mixture and weights
    come to the same number, neither side can do better.
    """
    cells = list(exact.stake)
    harm = np.array(
        [[float(exact.stake[k] * left[k]) for k in cells] for left in exact.left]
    )
    c = float(exact.caution)
    share = np.array([float(exact.share[k]) for k in cells])
    found = linprog(
        np.append((1 - c) * harm @ share, c),
        np.hstack([harm.T, -np.ones((len(cells), 1))]),
        np.zeros(len(cells)),
        np.append(np.ones(len(harm)), 0.0)[None, :],
        [1.0],
        [(0, None)] * len(harm) + [(None, None)],
        method="highs-ds",
    )
    mixture = [as_fraction(odds, 10**5) for odds in found.x[:-1]]
    assert sum(mixture) == 1
    used = [
        (odds, left) for odds, left in zip(mixture, exact.left, strict=True) if odds
    ]
    mean = {cell: sum(odds * left[cell] for odds, left in used) for cell in cells}
    y = -found.ineqlin.marginals / c if c else np.eye(1, len(cells))[0]
    least = exact.least(
        {k: as_fraction(n, 10**5) for k, n in zip(cells, y, strict=True)}
    )
    assert exact.loss(mean) == least
    return least
