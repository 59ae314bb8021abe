"""What one more team, or one unit more of a limit, would take off a plan's numbers."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from vedette.domain.explain import Binding, TeamWorth
from vedette.planning.priced import PricedPlan
from vedette.planning.squads import take_graph
from vedette.solver import Limits, first_of, gap_below, rounds_done, solve
from vedette.solver.payoff import loss_of

Floats = NDArray[np.float64]

ROUNDS, CLOSE = 150, 1e-3  # of the game of a lone team against what is left
KEPT_TO = 1e-6  # units of a limit


def list_bindings(priced: PricedPlan) -> tuple[Binding, ...]:
    """Return the limits with a price, the dearest first."""
    rows, prices = priced.inequalities, priced.dual.limit_prices
    found = []
    for number, demand in enumerate(rows.demands):
        at = rows.of_demand(number)
        price, slot = prices[at], rows.slot[at]
        dear = price > 0
        if dear.any():
            found.append(
                Binding(
                    demand.limit,
                    tuple(slot[dear].tolist()),
                    tuple(price[dear].tolist()),
                )
            )
    return tuple(sorted(found, key=lambda each: -sum(each.prices)))


def list_worths(priced: PricedPlan, weigh: int) -> tuple[TeamWorth, ...]:
    """Return what one more team of each group is worth, the most first."""
    worth = priced.route_values() + _allowances(priced)
    order = np.argsort(-worth, kind="stable").tolist()
    return tuple(
        TeamWorth(
            teams=tuple(team.id for team in priced.moves[graph].group.teams),
            off_bound=float(worth[graph]),
            off_loss=_off_loss(priced, graph) if rank < weigh else None,
        )
        for rank, graph in enumerate(order)
    )


def _allowances(priced: PricedPlan) -> Floats:
    """Return what prices make of what one more team may do for being one more.

    At least b teams off duty is laid as at most n - b on duty, and n is one more.
    """
    prices = priced.dual.limit_prices
    return np.array(
        [
            sum(
                (prices[rows].sum() for rows in priced.rows_of(graph, ("off_duty",))),
                0.0,
            )
            for graph in range(len(priced.moves))
        ]
    )


def _off_loss(priced: PricedPlan, graph: int) -> float | None:
    """Return what one more team takes off the loss, all others being as they are."""
    limits, unnoticed = priced.problem.limits, priced.unnoticed()
    left = limits.amount_in_plan - priced.use()
    for rows in priced.rows_of(graph, ("off_duty",)):
        left[rows] += 1.0
    left = np.where(limits.at_least, np.minimum(left, 0.0), np.maximum(left, 0.0))
    loss = lone_loss(priced, graph, unnoticed, left)
    if loss is None:
        return None
    return max(0.0, loss_of(priced.problem, unnoticed) - loss)


def lone_loss(
    priced: PricedPlan,
    graph: int,
    unnoticed: Floats,
    left: Floats,
    kept: NDArray[np.bool_] | None = None,
) -> float | None:
    """Return the loss that a lone team can reach against what others leave unnoticed.

    ``left`` is what others leave of the limits; with ``kept`` it has only these arcs,
    all of them on whole routes. None where limits cannot be kept by its odds alone:
    they are beyond it, or hold in every draw. None too where a plan takes over the
    states of an earlier one: what a lone team would take over is not known.
    """
    problem, limits = priced.problem, priced.problem.limits
    own = replace(problem.graphs[graph], count=1)
    if _is_allotted(priced, graph) or len(own.start_odds):
        return None
    arcs = np.arange(own.n_arcs)
    if kept is not None:
        own, arcs = take_graph(own, kept), arcs[kept]
    alone = replace(
        problem,
        stake=problem.stake * unnoticed,
        graphs=(own,),
        limits=Limits(left, left, limits.at_least),
    )
    stop = first_of(rounds_done(ROUNDS), gap_below(CLOSE))
    result = solve(alone, stop, threads=1)
    flow = np.zeros(problem.graphs[graph].n_arcs)
    odds = result.teams[0][0]
    flow[arcs[odds.arc]] = odds.odds
    over = limits.sign * (priced.players[graph].use_of(flow) - left)
    return None if (over > KEPT_TO).any() else result.numbers.loss


def _is_allotted(priced: PricedPlan, graph: int) -> bool:
    """Tell whether something that a group does is at most so much in every draw."""
    counted = priced.players[graph].sights.counted
    return any(
        demand.limit.holds == "every_draw"
        and not demand.at_least
        and counted[priced.inequalities.of_demand(number)].nnz
        for number, demand in enumerate(priced.inequalities.demands)
    )
