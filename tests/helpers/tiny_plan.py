"""A tiny theatre planned by the solver, with all routes of its teams listed beside it.

What the tests say of the plan is computed from the rows and routes of the rule book as
the tests read it, one by one.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from counted_routes import breaks, route_counts, row_counts, slots_that_count
from lawful_routes import Route, TinyTeam
from limited_plan import listed, some_risk, tiny_theatre
from scipy.optimize import linprog
from tiny_cases import TinyCase

from vedette.coverage import model_coverage
from vedette.domain.limits import AT_LEAST, Limit
from vedette.domain.picture import CoverageTable, Ground, RiskPicture, Window
from vedette.domain.plans import MOVE_KINDS, Plan, PlanParams
from vedette.domain.theatre import Theatre
from vedette.planning.planner import make_plan

SLACK = 1e-6  # to which a limit is kept on average


@dataclass(frozen=True)
class TinyPlan:
    """A tiny case planned, with its field."""

    case: TinyCase
    risk: RiskPicture
    coverage: CoverageTable
    plan: Plan

    @property
    def theatre(self) -> Theatre:
        return self.case.theatre

    @property
    def field(self) -> tuple[Theatre, Ground, Window, RiskPicture, CoverageTable]:
        case = self.case
        return (case.theatre, case.ground, case.window, self.risk, self.coverage)

    def notices(self) -> dict[str, np.ndarray]:
        """Each team's chance to notice an attempt, shape (R, T), row by row."""
        found = {}
        for team, table in self.plan.moves.items():
            one = listed(self.case, team)
            found[team] = np.zeros(self.risk.stake.shape)
            for at in range(len(table)):
                for cell, p in one.looks(row_of(table, at)).items():
                    found[team][cell] += table.odds[at] * p
        return found


def row_of(table: Any, at: int) -> Any:
    """A row of a plan as the rule book's judges have it."""
    columns = (table.t0, table.t1, table.km0, table.km1, table.duty, table.sortie)
    return (MOVE_KINDS[table.kind[at]], *(column[at] for column in columns))


@cache
def tiny_plan(*pins: Limit, **params: Any) -> TinyPlan:
    """Plan the tiny theatre, under pins if any are given."""
    case = tiny_theatre()
    risk = some_risk(case)
    coverage = model_coverage(case.theatre, case.ground, case.window)
    few = PlanParams(rounds=60, gap=0.0, threads=1, least_odds=0.01)
    plan = make_plan(
        case.theatre,
        case.ground,
        case.window,
        risk,
        coverage,
        replace(few, pins=pins, **params),
    )
    return TinyPlan(case, risk, coverage, plan)


def looks_of(team: TinyTeam, route: Route, shape: tuple[int, int]) -> np.ndarray:
    """What a route notices, shape (R, T)."""
    p = np.zeros(shape)
    for row in route:
        for cell, chance in team.looks(row).items():
            p[cell] = chance
    return p


def ends_of(team: TinyTeam, route: Route) -> tuple[int, int]:
    """The numbers of a route's states at both ends of the window."""
    states = team.states()
    return states.index(team.state(route, 0)), states.index(team.state(route, team.T))


def counts_of(limit: Limit, team: TinyTeam, table: Any) -> np.ndarray:
    """What a team counts by its odds in each slot that counts, row by row."""
    found = [
        sum(
            table.odds[at] * row_counts(limit, team, row_of(table, at), slot)
            for at in range(len(table))
        )
        for slot in slots_that_count(limit, team.window)
    ]
    return np.array(found)


def lone_loss(
    made: TinyPlan,
    team: str,
    unnoticed: np.ndarray,
    limit: Limit | None = None,
    left: np.ndarray | None = None,
    keeps: Limit | None = None,
) -> float | None:
    """The least loss of a team that plays alone, by a programme over all its routes.

    ``unnoticed`` is what others leave; of ``limit`` it may (or must) count what is
    ``left`` in each slot, and its routes must keep ``keeps``. None where it cannot.
    """
    one = listed(made.case, team)
    routes = [
        route
        for route in one.routes()
        if keeps is None or not any(breaks(keeps, one, row) for row in route)
    ]
    c, harm = made.plan.params.caution, (made.risk.stake * unnoticed).ravel()
    p = np.array([looks_of(one, route, unnoticed.shape).ravel() for route in routes])
    mean = (1 - c) * made.risk.forecast.ravel() * harm
    ends = np.array([ends_of(one, route) for route in routes])
    upper, most = [*np.column_stack([-(p * harm).T, -np.ones(harm.size)])], [*-harm]
    if limit is not None and left is not None:
        counts = np.array([route_counts(limit, one, route) for route in routes]).T
        sign = -1.0 if limit.kind in AT_LEAST else 1.0
        upper += [*np.column_stack([sign * counts, np.zeros(len(counts))])]
        most += [*(sign * left + SLACK)]
    same = [  # the same odds of a state at both ends
        [*((ends[:, 0] == state) * 1.0 - (ends[:, 1] == state)), 0.0]
        for state in range(len(one.states()))
    ]
    found = linprog(
        np.append(-(p @ mean), c),
        A_ub=np.array(upper),
        b_ub=np.array(most),
        A_eq=np.array([*same, [*np.ones(len(routes)), 0.0]]),
        b_eq=np.append(np.zeros(len(same)), 1.0),
    )
    return float(found.fun + mean.sum()) if found.status == 0 else None
