"""Certificates: what odds achieve, exactly, and what no roster could do better."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vedette.solver import kernels
from vedette.solver.balance import balance_states, without_lost_states
from vedette.solver.crowd import Team
from vedette.solver.payoff import loss_of
from vedette.solver.problem import Floats, Numbers, PatrolProblem, TeamOdds
from vedette.solver.workers import Workers


def weights_of(problem: PatrolProblem, y: Floats) -> Floats:
    """Return w = h (c y + (1 - c) rho), what an unnoticed attempt weighs, (T, R)."""
    c = problem.caution
    return problem.stake * (c * y + (1.0 - c) * problem.forecast)


def find_bound(
    problem: PatrolProblem,
    teams: Sequence[Team],
    y: Floats,
    prices: Sequence[Floats],
    workers: Workers,
) -> float:
    """Return the loss that no roster can go below, by the union bound at ``y``.

    sum z - sum over teams of the best route's prize, z = w, with any prices of states:
    docs/theory/numbers.md.
    """
    z = weights_of(problem, y)
    return max(0.0, float(z.sum()) - _best_prizes(teams, z, prices, workers))


def find_promise_bound(
    problem: PatrolProblem,
    teams: Sequence[Team],
    y: Floats,
    prices: Sequence[Floats],
    m_sum: Floats,
    workers: Workers,
) -> float:
    """Return what the promise cannot go below; a certificate of the stand-in alone.

    With w from ``y`` and z = w exp(-M): sum z (1 + M) - sum best_i(z), for any M >= 0:
    the tangents of exp at M, see docs/theory/numbers.md.
    """
    z = weights_of(problem, y) * np.exp(-m_sum)
    return float((z * (1.0 + m_sum)).sum()) - _best_prizes(teams, z, prices, workers)


def make_odds(
    team: Team, average: NDArray[np.float32], z: Floats, least: float
) -> list[TeamOdds]:
    """Return the exact unit flow of each of a group's teams, from averaged flows.

    Arcs below ``least`` are dropped first; what follows may leave smaller ones. States
    get the same odds at both ends, by routes that collect most of the prizes ``z``.
    Alike teams share the mean by the north-west-corner rule, which never raises the
    loss.
    """
    graph = team.sights.graph
    flow = np.zeros(graph.n_arcs)
    kept = average.astype(np.float64)
    if graph.n_states:
        kept = without_lost_states(graph, kept)
    kernels.prune(graph.first_arc, graph.head, kept, least, flow)
    if graph.n_states:
        flow = balance_states(graph, flow, team.gains(z))
    if graph.count == 1:
        return [_as_odds(flow)]
    shares = np.zeros((graph.count, graph.n_arcs))
    kernels.split(graph.first_arc, graph.head, flow, shares)
    return [_as_odds(share) for share in shares]


def judge(
    problem: PatrolProblem,
    teams: Sequence[Team],
    odds: Sequence[Sequence[TeamOdds]],
    y: Floats,
    prices: Sequence[Floats],
    workers: Workers,
) -> Numbers:
    """Return the four numbers of a set of odds and the adversary's weights ``y``."""
    unnoticed = np.ones(problem.stake.shape)
    total = np.zeros(problem.stake.shape)
    for team, group in zip(teams, odds, strict=True):
        for each in group:
            m = team.notice_of(_as_flow(each, team.sights.graph.n_arcs))
            unnoticed[:, team.sights.columns] *= 1.0 - m
            total[:, team.sights.columns] += m
    z = weights_of(problem, y)
    best = _best_prizes(teams, z, prices, workers)
    seen = list_seen(problem, teams)
    unseen = ~seen & (problem.stake > 0)
    return Numbers(
        loss=loss_of(problem, unnoticed),
        loss_without_teams=loss_of(problem, np.ones(problem.stake.shape)),
        promise=loss_of(problem, np.exp(-total)),
        bound=max(0.0, float(z.sum()) - best),
        unseen_cells=int(unseen.sum()),
        unseen_stake=float(problem.stake[unseen].max(initial=0.0)),
        loss_seen=loss_of(problem, unnoticed * seen),
        bound_seen=max(0.0, float(z[seen].sum()) - best),
    )


def list_seen(problem: PatrolProblem, teams: Sequence[Team]) -> NDArray[np.bool_]:
    """Return which attempts some lawful move could notice, shape (T, R)."""
    seen = np.zeros(problem.stake.shape, dtype=bool)
    for team in teams:
        sights, everywhere = team.sights, np.ones(len(team.sights.look_pattern))
        seen[:, sights.columns] |= team.spread(everywhere) > 0
    return seen


def _best_prizes(
    teams: Sequence[Team], z: Floats, prices: Sequence[Floats], workers: Workers
) -> float:
    """Return what all teams' best routes collect together from the prizes ``z``."""

    def best(pair: tuple[Team, Floats]) -> float:
        team, price = pair
        return team.count * team.best(z[:, team.sights.columns], price)

    return float(np.sum(workers.map(best, list(zip(teams, prices, strict=True)))))


def _as_odds(flow: NDArray[np.float64]) -> TeamOdds:
    arc = np.flatnonzero(flow > 0).astype(np.int32)
    return TeamOdds(arc=arc, odds=np.minimum(flow[arc], 1.0))


def _as_flow(odds: TeamOdds, n_arcs: int) -> NDArray[np.float64]:
    flow = np.zeros(n_arcs)
    flow[odds.arc] = odds.odds
    return flow
