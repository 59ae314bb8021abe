"""From averaged flows to the exact odds of each team: pruned, mended, split."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vedette.solver import flow_kernels
from vedette.solver.balance import balance_states, without_lost_states
from vedette.solver.ends import mend_ends
from vedette.solver.feasible import find_kept
from vedette.solver.graph import Floats
from vedette.solver.players import Player
from vedette.solver.problem import PatrolProblem
from vedette.solver.result import TeamOdds
from vedette.solver.workers import Workers

MARGIN = 0.02  # share by which the flows that repair a plan keep more than they must
KEPT_TO = 1e-7


def make_odds(
    problem: PatrolProblem,
    players: Sequence[Player],
    averages: Sequence[NDArray[np.float32]],
    prizes: Sequence[Floats],
    earlier: Sequence[Floats] | None,
    least: float,
    workers: Workers,
) -> list[list[TeamOdds]]:
    """Return the exact unit flow of each team, by graph.

    Arcs below ``least`` are dropped first; what follows may leave smaller ones. States
    get their odds at both ends, by routes that collect most of the prizes; limits that
    averages miss slightly are kept by a share of flows that keep them well.
    """

    def mend(job: tuple[Player, NDArray[np.float32], Floats, int]) -> Floats:
        player, average, prize, index = job
        before = None if earlier is None else earlier[index]
        return _mended(player, average, prize, before, least)

    jobs = list(zip(players, averages, prizes, range(len(players)), strict=True))
    flows = workers.map(mend, jobs)
    if len(problem.limits):
        flows = _keep_limits(problem, players, flows)
    return [_split(player, flow) for player, flow in zip(players, flows, strict=True)]


def _mended(
    player: Player,
    average: NDArray[np.float32],
    prize: Floats,
    earlier: Floats | None,
    least: float,
) -> Floats:
    """Return one unit flow without tiny odds, its states as they should be."""
    graph = player.sights.graph
    flow = np.zeros(graph.n_arcs)
    kept = average.astype(np.float64)
    is_fixed = len(graph.start_odds) > 0
    if graph.n_states and not is_fixed:
        kept = without_lost_states(graph, kept)
    if len(graph.held):  # as exact as they were given, not as they were averaged
        at = ~np.isnan(graph.held)
        kept[at] = graph.held[at]
    held = player.habits.held
    flow_kernels.prune(graph.first_arc, graph.head, kept, held, least, flow)
    if is_fixed and earlier is not None:
        return mend_ends(graph, flow, earlier)
    if graph.n_states:
        return balance_states(graph, flow, player.gains(prize))
    return flow


def _keep_limits(
    problem: PatrolProblem, players: Sequence[Player], flows: list[Floats]
) -> list[Floats]:
    """Mix in flows that keep every limit well, as little as will do."""
    limits = problem.limits
    sign, amount = limits.sign, limits.amount_in_plan
    counts = [player.count for player in players]

    def use_of(each: Sequence[Floats]) -> Floats:
        parts = zip(players, counts, each, strict=True)
        return np.asarray(sum(n * p.use_of(flow) for p, n, flow in parts))

    over = sign * (use_of(flows) - amount)
    allowed = KEPT_TO * np.maximum(1.0, np.abs(amount))
    if (over <= allowed).all():
        return flows
    tight = amount - sign * MARGIN * np.maximum(np.abs(amount), MARGIN)
    safe = find_kept(problem, players, tight, flows).flows
    whole = [f if s is None else s for f, s in zip(flows, safe, strict=True)]
    room = over - sign * (use_of(whole) - amount)
    needed = over > allowed
    share = np.divide(over, room, out=np.ones_like(over), where=room > 0)
    theta = float(np.clip(share[needed].max(), 0.0, 1.0))
    return [
        f if s is None else _mixed(player, f, s, theta)
        for player, f, s in zip(players, flows, safe, strict=True)
    ]


def _mixed(player: Player, flow: Floats, safe: Floats, share: float) -> Floats:
    """Return a flow with a share of another, its states as exact as they were."""
    mixed = (1.0 - share) * flow + share * safe
    graph = player.sights.graph
    return mend_ends(graph, mixed, mixed) if len(graph.start_odds) else mixed


def _split(player: Player, flow: Floats) -> list[TeamOdds]:
    """Share the mean among alike teams, which never raises the loss."""
    graph = player.sights.graph
    if graph.count == 1:
        return [_as_odds(flow)]
    shares = np.zeros((graph.count, graph.n_arcs))
    flow_kernels.split(graph.first_arc, graph.head, flow, shares)
    return [_as_odds(share) for share in shares]


def _as_odds(flow: Floats) -> TeamOdds:
    arc = np.flatnonzero(flow > 0).astype(np.int32)
    return TeamOdds(arc=arc, odds=np.minimum(flow[arc], 1.0))
