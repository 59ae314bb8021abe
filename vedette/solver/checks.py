"""What is wrong with a patrol game, in words, before anything is solved."""

import numpy as np

from vedette.solver.graph import Floats, Ints, Limits, TimeGraph


def field_faults(stake: Floats, forecast: Floats, caution: float) -> list[str]:
    """Check stakes, forecast and caution."""
    faults = []
    if stake.ndim != 2 or stake.shape != forecast.shape:
        return ["stake and forecast are not two arrays of one shape (T, R)"]
    if not np.isfinite(stake).all() or (stake < 0).any():
        faults.append("a stake is negative or not finite")
    if not np.isfinite(forecast).all() or (forecast < 0).any():
        faults.append("a forecast share is negative or not finite")
    elif abs(forecast.sum() - 1) > 1e-9:
        faults.append("the forecast's shares do not sum to 1")
    if not 0 <= caution <= 1:
        faults.append("caution is not between 0 and 1")
    return faults


def pattern_faults(start: Ints, reach: Ints, p: Floats, n_reaches: int) -> list[str]:
    """Check the look patterns."""
    fits = len(start) > 0 and start[0] == 0 and start[-1] == len(reach) == len(p)
    if not fits or (np.diff(start) < 0).any():
        return ["the patterns' arrays do not fit each other"]
    faults = []
    if not ((p >= 0) & (p <= 1)).all():
        faults.append("a look's chance is not between 0 and 1")
    if len(reach) and not 0 <= reach.min() <= reach.max() < n_reaches:
        faults.append("a pattern looks at a reach that is not there")
    inside = np.ones(len(reach), dtype=bool)
    inside[start[:-1][start[:-1] < len(reach)]] = False
    if (np.diff(reach, prepend=-1)[inside] <= 0).any():
        faults.append("a pattern looks at a reach twice, or out of order")
    return faults


def limit_faults(limits: Limits) -> list[str]:
    """Check the limits between teams."""
    shape = limits.amount.shape
    if not shape == limits.amount_in_plan.shape == limits.at_least.shape:
        return ["the limits' arrays do not fit each other"]
    amounts = (limits.amount, limits.amount_in_plan)
    if not all(np.isfinite(each).all() for each in amounts):
        return ["a limit's amount is not finite"]
    if (limits.sign * (limits.amount_in_plan - limits.amount) > 0).any():
        return ["a plan may not keep less than its limit asks"]
    return []


def graph_faults(
    graph: TimeGraph, n_slots: int, n_patterns: int, n_limits: int
) -> list[str]:
    """Check one timegraph."""
    if graph.count < 1 or graph.n_nodes < 2 or graph.n_arcs < 1:
        return ["a graph needs two nodes, an arc and a team"]
    out = np.diff(graph.first_arc)
    fits = graph.first_arc[0] == 0 and graph.first_arc[-1] == graph.n_arcs
    if not fits or (out < 0).any():
        return ["its arcs do not fit its nodes"]
    if not len(graph.pattern) == len(graph.slot) == graph.n_arcs:
        return ["its looks do not fit its arcs"]
    faults = []
    if (out[:-1] < 1).any() or out[-1] != 0:
        faults.append("a node before the last has no way on, or the last has one")
    tail = np.repeat(np.arange(graph.n_nodes), np.maximum(out, 0))
    if (graph.head <= tail).any() or graph.head.max() >= graph.n_nodes:
        faults.append("an arc leads back, or to a node that is not there")
    faults += _state_faults(graph)
    faults += _charge_faults(graph, n_limits)
    faults += _held_faults(graph)
    looks = graph.pattern >= 0
    if looks.any():
        slots = graph.slot[looks]
        if not 0 <= slots.min() <= slots.max() < n_slots:
            faults.append("an arc looks in a slot that is not there")
        if graph.pattern.max() >= n_patterns:
            faults.append("an arc has a pattern that is not there")
    return faults


def _state_faults(graph: TimeGraph) -> list[str]:
    lengths = {len(graph.start_state), len(graph.end_state)}
    if lengths == {0}:
        return []
    if lengths != {graph.n_arcs}:
        return ["its states do not fit its arcs"]
    if min(graph.start_state.min(), graph.end_state.min()) < -1:
        return ["a state is numbered below -1"]
    if len(graph.start_odds) or len(graph.end_odds):
        return _end_odds_faults(graph)
    shown = np.intersect1d(graph.start_state, graph.end_state)
    if not (shown >= 0).any():
        return ["no state can be shown at both ends"]
    return []


def _end_odds_faults(graph: TimeGraph) -> list[str]:
    odds = (graph.start_odds, graph.end_odds)
    most = max(graph.start_state.max(), graph.end_state.max())
    if len(odds[0]) != len(odds[1]) or len(odds[0]) <= most:
        return ["the odds of its states do not fit its states"]
    if any((each < 0).any() or abs(each.sum() - 1.0) > 1e-6 for each in odds):
        return ["the odds of its states do not sum to 1"]
    return []


def _charge_faults(graph: TimeGraph, n_limits: int) -> list[str]:
    if not len(graph.charge):
        return []
    start, row = graph.charge_start, graph.charge_row
    fits = len(start) > 0 and start[0] == 0 and (np.diff(start) >= 0).all()
    fits = fits and start[-1] == len(row) == len(graph.charge_amount)
    if not fits or len(graph.charge) != graph.n_arcs:
        return ["its charges do not fit its arcs"]
    if not -1 <= graph.charge.min() <= graph.charge.max() < len(start) - 1:
        return ["an arc has a charge class that is not there"]
    if len(row) and not 0 <= row.min() <= row.max() < n_limits:
        return ["a charge counts in a limit that is not there"]
    if not np.isfinite(graph.charge_amount).all() or (graph.charge_amount < 0).any():
        return ["a charge is negative or not finite"]
    return []


def _held_faults(graph: TimeGraph) -> list[str]:
    if not len(graph.held):
        return []
    if len(graph.held) != graph.n_arcs:
        return ["what is held does not fit its arcs"]
    tail = np.repeat(np.arange(graph.n_nodes), np.diff(graph.first_arc))
    free = np.bincount(tail, np.isnan(graph.held), graph.n_nodes)
    total = np.bincount(tail, np.nan_to_num(graph.held), graph.n_nodes)
    out = np.diff(graph.first_arc)
    wrong = (free > 0) & (free < out)
    wrong |= (free == 0) & (out > 0) & ~(np.abs(total - 1.0) < 1e-4)
    if wrong[:-1].any() or (graph.held < 0).any():
        return ["the odds held at a node are not one whole"]
    return []
