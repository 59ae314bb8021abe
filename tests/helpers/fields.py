"""A theatre surveyed for planning, and a short plan on it."""

from functools import cache

from vedette.desk.plan import Field, plan_on, survey
from vedette.domain.plans import Plan, PlanParams
from vedette.domain.theatre import Theatre


@cache
def field_of(theatre: Theatre, params: PlanParams) -> Field:
    """Survey a theatre once for all tests that ask with the same parameters."""
    return survey(theatre, params)


@cache
def quick_plan(theatre: Theatre, params: PlanParams) -> Plan:
    """Return a plan of few rounds; the same rounds give the same plan."""
    return plan_on(field_of(theatre, params), params)


QUICK = PlanParams(rounds=40, gap=0.0, threads=1)
