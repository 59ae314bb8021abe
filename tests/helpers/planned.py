"""The small theatre planned for a day, and copies of the plan with rows changed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.coverage import model_coverage
from vedette.domain.plans import MoveTable, Plan, PlanParams
from vedette.domain.theatre import Theatre
from vedette.planning.planner import make_plan
from vedette.risk import assess_risk
from vedette.terrain.ground import survey_ground
from vedette.terrain.sight import survey_sights
from vedette.terrain.sky import make_window

COLUMNS = ("kind", "t0", "t1", "km0", "km1", "duty", "sortie", "odds")


def plan_theatre(theatre: Theatre, **options: Any) -> Plan:
    """Plan a theatre with a few rounds, which is enough for a lawful plan."""
    params = PlanParams(**{"rounds": 60, "threads": 1, **options})
    reach_km = theatre.reach_km if params.reach_km is None else params.reach_km
    ground = survey_ground(theatre, reach_km)
    ground = replace(ground, sights=survey_sights(theatre, ground, cache=False))
    window = make_window(theatre, params.start, params.days)
    risk = assess_risk(theatre, ground, window)
    coverage = model_coverage(theatre, ground, window)
    return make_plan(theatre, ground, window, risk, coverage, params)


def with_table(plan: Plan, team: str, table: MoveTable) -> Plan:
    """The plan with other rows for one team."""
    return replace(plan, moves={**plan.moves, team: table})


def with_fields(
    plan: Plan, team: str, rows: NDArray[np.bool_] | int, **fields: Any
) -> Plan:
    """The plan with some rows of one team changed; a callable gets the old values."""
    table = plan.moves[team]
    columns = {}
    for name, value in fields.items():
        column = getattr(table, name).copy()
        old = column[rows]
        column[rows] = value(old) if isinstance(value, Callable) else value  # type: ignore[arg-type]
        columns[name] = column
    return with_table(plan, team, replace(table, **columns))


def with_rows(plan: Plan, team: str, rows: NDArray[Any]) -> Plan:
    """The plan with a choice of the rows of one team, in this order."""
    table = plan.moves[team]
    chosen = {name: getattr(table, name)[rows] for name in COLUMNS}
    return with_table(plan, team, MoveTable(**chosen))


def likeliest(
    table: MoveTable, kind: int, where: NDArray[np.bool_] | None = None
) -> int:
    """The likeliest row of a kind, among those chosen."""
    mine = table.kind == kind
    if where is not None:
        mine &= where
    assert mine.any()
    return int(np.argmax(np.where(mine, table.odds, -1.0)))
