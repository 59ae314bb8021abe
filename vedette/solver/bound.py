"""Certificates: what odds achieve, exactly, and what no roster could do better."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vedette.solver.graph import Floats
from vedette.solver.lines import slopes_of, strongest_looks
from vedette.solver.payoff import loss_of
from vedette.solver.players import Player
from vedette.solver.problem import PatrolProblem
from vedette.solver.result import Dual, Numbers, TeamOdds
from vedette.solver.sights import list_looks
from vedette.solver.workers import Workers


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A problem with its players, their strongest looks, and threads to work with."""

    problem: PatrolProblem
    players: Sequence[Player]
    strongest: Floats
    workers: Workers


def weights_of(problem: PatrolProblem, y: Floats) -> Floats:
    """Return w = h (c y + (1 - c) rho), what an unnoticed attempt weighs, (T, R)."""
    c = problem.caution
    return problem.stake * (c * y + (1.0 - c) * problem.forecast)


def find_bound(field: Field, dual: Dual) -> float:
    """Return the loss that no roster can go below: docs/theory/numbers.md, limits.md.

    The lines' heights, less the most that routes collect of z = w x slope by the prices
    of states and limits, less what limits allow.
    """
    return max(0.0, _height(field, dual) - _collected(field, dual))


def bound_of(problem: PatrolProblem, dual: Dual, threads: int = 1) -> float:
    """Return what a dual certifies for a problem, such as one without pins.

    Its prices are those of this problem's graphs and limits.
    """
    field = lay_field(problem, threads)
    try:
        return find_bound(field, dual)
    finally:
        field.workers.close()


def lay_field(problem: PatrolProblem, threads: int) -> Field:
    """Return a problem with players that have learnt nothing; close its workers."""
    sights = [list_looks(problem, graph) for graph in problem.graphs]
    return Field(
        problem=problem,
        players=[Player(problem, each) for each in sights],
        strongest=strongest_looks(problem, sights),
        workers=Workers(threads, [graph.n_arcs for graph in problem.graphs]),
    )


def with_best_starts(field: Field, dual: Dual) -> Dual:
    """Return the dual with the best prices of fixed states at the start.

    Whatever the rest of the dual, no others certify more: each state costs what a route
    from it collects, so that only its fixed odds count.
    """
    z, toll = _prizes(field, dual), toll_of(field.problem, dual.limit_prices)

    def priced(pair: tuple[Player, Floats]) -> Floats:
        player, price = pair
        return player.with_best_starts(z[:, player.sights.columns], price, toll)

    pairs = list(zip(field.players, dual.prices, strict=True))
    return replace(dual, prices=tuple(field.workers.map(priced, pairs)))


def find_promise_bound(field: Field, dual: Dual, m_sum: Floats) -> float:
    """Return what the promise cannot go below; a certificate of the stand-in alone.

    With w from ``y`` and z = w exp(-M): sum z (1 + M) - sum best_i(z), for any M >= 0:
    the tangents of exp at M, see docs/theory/numbers.md.
    """
    z = weights_of(field.problem, dual.weights) * np.exp(-m_sum)
    return float((z * (1.0 + m_sum)).sum()) - _best_prizes(field, z, dual)


def route_values(field: Field, dual: Dual) -> Floats:
    """Return the most that one route of each graph collects, less tolls, (graphs,).

    One more team like those of a graph lowers the bound at these weights and prices by
    so much at most, and no plan by more.
    """
    return _route_values(field, _prizes(field, dual), dual)


def judge(
    plan: Field, odds: Sequence[Sequence[TeamOdds]], bound: Field, dual: Dual
) -> Numbers:
    """Return the numbers of a set of odds of a plan, and of a dual of the bound."""
    problem = plan.problem
    unnoticed = np.ones(problem.stake.shape)
    total = np.zeros(problem.stake.shape)
    for player, group in zip(plan.players, odds, strict=True):
        for each in group:
            m = player.notice_of(as_flow(each, player.sights.graph.n_arcs))
            unnoticed[:, player.sights.columns] *= 1.0 - m
            total[:, player.sights.columns] += m
    seen = list_seen(problem, bound.players)
    unseen = ~seen & (problem.stake > 0)
    collected = _collected(bound, dual)
    return Numbers(
        loss=loss_of(problem, unnoticed),
        loss_without_teams=loss_of(problem, np.ones(problem.stake.shape)),
        promise=loss_of(problem, np.exp(-total)),
        bound=max(0.0, _height(bound, dual) - collected),
        unseen_cells=int(unseen.sum()),
        unseen_stake=float(problem.stake[unseen].max(initial=0.0)),
        loss_seen=loss_of(problem, unnoticed * seen),
        bound_seen=max(0.0, _height(bound, dual, seen) - collected),
    )


def list_seen(problem: PatrolProblem, players: Sequence[Player]) -> NDArray[np.bool_]:
    """Return which attempts some lawful move could notice, shape (T, R)."""
    seen = np.zeros(problem.stake.shape, dtype=bool)
    for player in players:
        seen[:, player.sights.columns] |= player.all_looks() > 0
    return seen


def as_flow(odds: TeamOdds, n_arcs: int) -> Floats:
    """Return one team's odds on every arc, shape (arcs,)."""
    flow = np.zeros(n_arcs)
    flow[odds.arc] = odds.odds
    return flow


def toll_of(problem: PatrolProblem, limit_prices: Floats) -> Floats:
    """Return what a route pays (earns, where negative) per unit it counts, (L,)."""
    return problem.limits.sign * limit_prices


def _height(field: Field, dual: Dual, where: NDArray[np.bool_] | bool = True) -> float:
    """Return what would go unnoticed if nothing were collected; limits' share off."""
    problem = field.problem
    _, height = slopes_of(dual.looks, field.strongest)
    w = weights_of(problem, dual.weights)
    allowed = toll_of(problem, dual.limit_prices) @ problem.limits.amount
    return float((w * height * where).sum()) - float(allowed)


def _prizes(field: Field, dual: Dual) -> Floats:
    slope, _ = slopes_of(dual.looks, field.strongest)
    return weights_of(field.problem, dual.weights) * slope


def _collected(field: Field, dual: Dual) -> float:
    return _best_prizes(field, _prizes(field, dual), dual)


def _best_prizes(field: Field, z: Floats, dual: Dual) -> float:
    """Return what all teams' best routes collect together from the prizes ``z``."""
    counts = np.array([player.count for player in field.players], dtype=float)
    return float((counts * _route_values(field, z, dual)).sum())


def _route_values(field: Field, z: Floats, dual: Dual) -> Floats:
    toll = toll_of(field.problem, dual.limit_prices)

    def best(pair: tuple[Player, Floats]) -> float:
        player, price = pair
        return player.best(z[:, player.sights.columns], price, toll)

    pairs = list(zip(field.players, dual.prices, strict=True))
    return np.array(field.workers.map(best, pairs))
