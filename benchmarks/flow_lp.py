"""The outside judge: the whole flow LP of a patrol problem, on HiGHS.

Variables: every arc's flow (one unit per team, times its count in the looks), S of
every attempt, and the worst h S. With S >= 1 - M it is the linear game; with tangents
of exp(-M) a lower LP of the stand-in, whose flows give an upper value as well.
"""

import time
from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from vedette.solver import PatrolProblem


@dataclass(frozen=True)
class Judgement:
    """What HiGHS found: the LP's optimum, M at it, and how long it took."""

    optimum: float
    notice: np.ndarray
    seconds: float
    status: str


def judge_by_lp(
    problem: PatrolProblem,
    *,
    tangents: np.ndarray | None = None,
    method: str = "ipm",
    seconds: float = 600.0,
    near: float | None = None,
) -> Judgement:
    """Solve the linear game, or with ``tangents`` (points M) the stand-in below.

    ``method`` is HiGHS's: ipm, simplex or pdlp; with ``near`` the first and the last
    may stop when primal and dual are so near each other. The seconds are those of HiGHS
    alone, without writing the program down.
    """
    refuse_limits(problem)
    model = _build(problem, tangents)
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("solver", method)
    highs.setOptionValue("time_limit", seconds)
    if method == "ipm":
        highs.setOptionValue("run_crossover", "off")
    if near is not None:
        highs.setOptionValue("ipm_optimality_tolerance", near)
        highs.setOptionValue("pdlp_optimality_tolerance", near)
    if near is not None and method == "pdlp":  # interior point gets worse by it
        highs.setOptionValue("primal_feasibility_tolerance", near)
        highs.setOptionValue("dual_feasibility_tolerance", near)
    begun = time.perf_counter()
    highs.passModel(model)
    highs.run()
    taken = time.perf_counter() - begun
    status = highs.modelStatusToString(highs.getModelStatus())
    solution = np.array(highs.getSolution().col_value)
    n_arcs = problem.n_arcs
    shape = problem.stake.shape
    notice = (_look_matrix(problem) @ solution[:n_arcs]).reshape(shape)
    value = highs.getInfo().objective_function_value
    return Judgement(value, notice, taken, status)


def refuse_limits(problem: PatrolProblem) -> None:
    """Refuse a problem with more to it than flows, looks and a hand-over."""
    bound = [len(each.held) + len(each.start_odds) for each in problem.graphs]
    if len(problem.limits) or any(bound):
        raise ValueError("This judge knows neither limits nor pins.")


def _look_matrix(problem: PatrolProblem) -> sparse.csr_matrix:
    """Return M as a matrix on all arcs' flows, (attempts, arcs)."""
    rows, cols, values = [], [], []
    offset = 0
    for graph in problem.graphs:
        arcs = np.flatnonzero(graph.pattern >= 0)
        start = problem.pattern_start[graph.pattern[arcs]]
        size = problem.pattern_start[graph.pattern[arcs] + 1] - start
        entry = np.repeat(start, size) + _ranges(size)
        slot = np.repeat(graph.slot[arcs].astype(np.int64), size)
        rows.append(slot * problem.n_reaches + problem.pattern_reach[entry])
        cols.append(np.repeat(arcs, size) + offset)
        values.append(problem.pattern_p[entry] * graph.count)
        offset += graph.n_arcs
    shape = (problem.stake.size, problem.n_arcs)
    triples = (np.concatenate(values), (np.concatenate(rows), np.concatenate(cols)))
    return sparse.csr_matrix(triples, shape=shape)


def _ranges(size: np.ndarray) -> np.ndarray:
    return np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)


def _conservation(problem: PatrolProblem) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Return flow out minus flow in at every node but the last, and its value."""
    blocks, rights = [], []
    for graph in problem.graphs:
        tail = np.repeat(np.arange(graph.n_nodes), np.diff(graph.first_arc))
        arcs = np.arange(graph.n_arcs)
        ones = np.ones(graph.n_arcs)
        shape = (graph.n_nodes, graph.n_arcs)
        net = sparse.csr_matrix((ones, (tail, arcs)), shape=shape)
        net = net - sparse.csr_matrix((ones, (graph.head, arcs)), shape=shape)
        right = np.zeros(graph.n_nodes - 1)
        right[0] = 1.0
        blocks.append(net[:-1])
        rights.append(right)
    return sparse.block_diag(blocks, format="csr"), np.concatenate(rights)


def _balance(problem: PatrolProblem) -> sparse.csr_matrix:
    """Return each state's odds at the start less those at the end, (states, arcs)."""
    blocks = []
    for graph in problem.graphs:
        net = sparse.csr_matrix((graph.n_states, graph.n_arcs))
        for state, sign in ((graph.start_state, 1.0), (graph.end_state, -1.0)):
            arcs = np.flatnonzero(state >= 0)
            signs = np.full(len(arcs), sign)
            net += sparse.csr_matrix((signs, (state[arcs], arcs)), shape=net.shape)
        blocks.append(net)
    return sparse.block_diag(blocks, format="csr")


def _build(problem: PatrolProblem, tangents: np.ndarray | None) -> highspy.HighsLp:
    n_arcs, n_cells = problem.n_arcs, problem.stake.size
    stake, share = problem.stake.ravel(), problem.forecast.ravel()
    looks = _look_matrix(problem)
    flow, units = _conservation(problem)
    balance = _balance(problem)
    flow = sparse.vstack([flow, balance])
    units = np.concatenate([units, np.zeros(balance.shape[0])])
    points = np.array([0.0]) if tangents is None else tangents
    slope = np.ones(1) if tangents is None else np.exp(-points)
    eye = sparse.identity(n_cells, format="csr")
    one = sparse.csr_matrix(np.ones((n_cells, 1)))
    rows = [sparse.hstack([flow, sparse.csr_matrix((len(units), n_cells + 1))])]
    low, high = [units], [units]
    for point, steep in zip(points, slope, strict=True):
        # S >= e^-m (1 + m - M); with one point at 0 this is S >= 1 - M
        rows.append(
            sparse.hstack([steep * looks, eye, sparse.csr_matrix((n_cells, 1))])
        )
        low.append(np.full(n_cells, steep * (1 + point)))
        high.append(np.full(n_cells, highspy.kHighsInf))
    harm = sparse.diags(-stake)
    rows.append(sparse.hstack([sparse.csr_matrix((n_cells, n_arcs)), harm, one]))
    low.append(np.zeros(n_cells))
    high.append(np.full(n_cells, highspy.kHighsInf))
    matrix = sparse.vstack(rows, format="csc")
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = n_arcs + n_cells + 1, matrix.shape[0]
    c = problem.caution
    lp.col_cost_ = np.concatenate([np.zeros(n_arcs), (1 - c) * share * stake, [c]])
    lp.col_lower_ = np.concatenate(
        [np.zeros(n_arcs), np.full(n_cells + 1, -highspy.kHighsInf)]
    )
    lp.col_upper_ = np.full(lp.num_col_, highspy.kHighsInf)
    lp.row_lower_, lp.row_upper_ = np.concatenate(low), np.concatenate(high)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = matrix.indptr
    lp.a_matrix_.index_ = matrix.indices
    lp.a_matrix_.value_ = matrix.data
    return lp
