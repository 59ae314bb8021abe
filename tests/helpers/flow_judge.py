"""A judge that shares nothing with the solver: small games as flow LPs on HiGHS.

Columns: every arc's flow (one team's), M and S of every attempt, and v, the worst h S.
S lies above some lines in M. One line, 1 - M, gives the linear game of the union bound;
the lines of many looks the most that a bound can be; tangents of exp(-M) a value below
the stand-in, chords one above it. The curve is convex, so the highest of its tangents,
or of its chords, is what minimising finds.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from vedette.solver import PatrolProblem, SolveResult, TimeGraph
from vedette.solver.payoff import loss_of

EXACT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
UNION = [(1.0, 1.0)]

Line = tuple[float | np.ndarray, float | np.ndarray]  # steepness and height, by cell


@dataclass(frozen=True)
class Frame:
    """What every such program has: cost, equations, and v above every h S."""

    cost: np.ndarray
    equal: sparse.csr_matrix
    right: np.ndarray
    worst: sparse.csr_matrix
    n_flows: int

    def above(self, steep: float | np.ndarray) -> sparse.csr_matrix:
        """Return the rows of S + steep M, one for each attempt."""
        cells = self.worst.shape[0]
        left, right = (sparse.csr_matrix((cells, n)) for n in (self.n_flows, 1))
        both = [sparse.diags(np.full(cells, steep)), sparse.identity(cells)]
        return sparse.hstack([left, *both, right], format="csr")


@dataclass(frozen=True)
class Verdict:
    """A program's optimum, and M at it, shape (T, R)."""

    optimum: float
    notice: np.ndarray


@dataclass(frozen=True)
class Bracket:
    """Two values with the stand-in's optimum between them."""

    lower: float
    upper: float


def tangents(points: np.ndarray) -> list[Line]:
    """Return the lines that touch exp(-M) at points."""
    at = np.exp(-points)
    return list(zip(at, at * (1 + points), strict=True))


def chords(points: np.ndarray) -> list[Line]:
    """Return the lines through exp(-M) at neighbouring points."""
    at = np.exp(-points)
    steep = -np.diff(at) / np.diff(points)
    return list(zip(steep, at[:-1] + steep * points[:-1], strict=True))


def look_lines(problem: PatrolProblem) -> list[Line]:
    """Return q^n (1 + n p - M), with p the best single look: docs/theory/numbers.md."""
    rows = [look_rows(problem, graph) for graph in problem.graphs]
    p = sparse.hstack(rows).max(axis=1).toarray().ravel()
    return [((1 - p) ** n, (1 - p) ** n * (1 + n * p)) for n in range(teams(problem))]


def teams(problem: PatrolProblem) -> int:
    """Return how many teams there are: M is no more, nor are looks at one attempt."""
    return sum(graph.count for graph in problem.graphs)


def points_apart(problem: PatrolProblem, width: float) -> np.ndarray:
    """Return points over all that M can be."""
    most = teams(problem)
    return np.linspace(0.0, most, int(np.ceil(most / width)) + 1)


def solve_linear(problem: PatrolProblem) -> float:
    """Return the optimum of the linear game, not below 0: the best union bound."""
    return max(0.0, solve_lines(problem, UNION).optimum)


def solve_bound(problem: PatrolProblem) -> float:
    """Return the best bound that weights, looks and prices can give."""
    return max(0.0, solve_lines(problem, look_lines(problem)).optimum)


def bracket_promise(problem: PatrolProblem, near: float = 1e-6) -> Bracket:
    """Return the stand-in's optimum to a relative ``near``, by cutting planes.

    A coarse grid's tangents first, then those at the LP's own M, over and over. The
    upper value is the stand-in of the best flows on the way.
    """
    points, upper = points_apart(problem, 0.5), np.inf
    for _ in range(60):
        found = solve_lines(problem, tangents(points))
        upper = min(upper, loss_of(problem, np.exp(-found.notice)))
        if upper - found.optimum <= near * upper:
            return Bracket(found.optimum, upper)
        points = np.union1d(points, found.notice.ravel())
    raise AssertionError("the cutting planes do not close")


def solve_lines(problem: PatrolProblem, lines: Iterable[Line]) -> Verdict:
    """Return the least loss where S is the highest of some lines in M."""
    frame, cells = frame_game(problem), problem.stake.size
    steeps, heights = zip(*lines, strict=True)
    below = [-frame.above(steep) for steep in steeps]
    right = [np.full(cells, -height) for height in heights]
    found = linprog(
        frame.cost,
        sparse.vstack([*below, frame.worst]),
        np.concatenate([*right, np.zeros(cells)]),
        frame.equal,
        frame.right,
        [(0, None)] * (frame.n_flows + cells) + [(None, None)] * (cells + 1),
        method="highs-ds",
        options=EXACT,
    )
    assert found.status == 0, found.message
    notice = found.x[frame.n_flows :][:cells].reshape(problem.stake.shape)
    return Verdict(found.fun, notice)


def frame_game(problem: PatrolProblem) -> Frame:
    """Return what the linear game and the stand-in have in common."""
    assert not len(problem.limits), "this judge knows no limits between teams"
    assert not any(len(graph.held) + len(graph.start_odds) for graph in problem.graphs)
    laws = [lawful_rows(graph) for graph in problem.graphs]
    looks = sparse.hstack(
        [graph.count * look_rows(problem, graph) for graph in problem.graphs]
    )
    flows = sparse.block_diag(laws)
    units = np.concatenate([np.eye(1, law.shape[0])[0] for law in laws])
    cells, n_flows = looks.shape
    eye, wide = sparse.identity(cells), sparse.csr_matrix((cells, cells + 1))
    stakes = sparse.diags(problem.stake.ravel())
    c, mean = problem.caution, (problem.forecast * problem.stake).ravel()
    return Frame(
        cost=np.concatenate([np.zeros(n_flows + cells), (1 - c) * mean, [c]]),
        equal=sparse.bmat([[flows, None, None], [looks, -eye, wide]], format="csr"),
        right=np.append(units, np.zeros(cells)),
        worst=sparse.hstack(
            [sparse.csr_matrix((cells, n_flows + cells)), stakes, -np.ones((cells, 1))],
            format="csr",
        ),
        n_flows=n_flows,
    )


def lawful_rows(graph: TimeGraph) -> sparse.csr_matrix:
    """Return out minus into each node but the last, then start minus end of states.

    A lawful flow gives 1 in the first row and 0 in all others.
    """
    net = np.zeros((graph.n_nodes + graph.n_states, graph.n_arcs))
    tail = np.repeat(np.arange(graph.n_nodes), np.diff(graph.first_arc))
    arcs = np.arange(graph.n_arcs)
    net[tail, arcs] += 1
    net[graph.head, arcs] -= 1
    for sign, states in ((1, graph.start_state), (-1, graph.end_state)):
        shown = np.flatnonzero(states >= 0)
        net[graph.n_nodes + states[shown], shown] += sign
    return sparse.csr_matrix(np.delete(net, graph.n_nodes - 1, axis=0))


def look_rows(problem: PatrolProblem, graph: TimeGraph) -> sparse.csr_matrix:
    """Return what one team's arcs notice, shape (attempts, arcs)."""
    rows = np.zeros((*problem.stake.shape, graph.n_arcs))
    for arc in np.flatnonzero(graph.pattern >= 0):
        start, end = problem.pattern_start[graph.pattern[arc] :][:2]
        reaches = problem.pattern_reach[start:end]
        rows[graph.slot[arc], reaches, arc] = problem.pattern_p[start:end]
    return sparse.csr_matrix(rows.reshape(problem.stake.size, graph.n_arcs))


def notice_of(problem: PatrolProblem, graph: TimeGraph, flow: np.ndarray) -> np.ndarray:
    """Return m of one team's flow, shape (T, R)."""
    return (look_rows(problem, graph) @ flow).reshape(problem.stake.shape)


def team_flows(result: SolveResult, problem: PatrolProblem) -> list[np.ndarray]:
    """Return the flows of each graph's teams, shape (teams, arcs)."""
    found = []
    for graph, group in zip(problem.graphs, result.teams, strict=True):
        flows = np.zeros((graph.count, graph.n_arcs))
        for flow, odds in zip(flows, group, strict=True):
            flow[odds.arc] = odds.odds
        found.append(flows)
    return found
