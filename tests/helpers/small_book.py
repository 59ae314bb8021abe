"""Books of rosters for the small theatre, each made once."""

from dataclasses import replace
from functools import cache

from fields import QUICK, field_of, quick_plan

from vedette.domain.book import RosterBook
from vedette.domain.plans import Plan, PlanParams
from vedette.domain.theatre import Theatre
from vedette.planning.book import make_book

HASH = "a" * 64


@cache
def small_book(
    theatre: Theatre, count: int, passes: int = 3, params: PlanParams = QUICK
) -> tuple[Plan, RosterBook]:
    """A plan of few rounds, with a hash made up, and a book of it."""
    plan = replace(quick_plan(theatre, params), content_hash=HASH)
    return plan, book_of(theatre, plan, count, passes=passes)


def book_of(
    theatre: Theatre, plan: Plan, count: int, passes: int | None = 3, **options: object
) -> RosterBook:
    """A book of a plan on its own field."""
    field = field_of(theatre, plan.params)
    return make_book(
        theatre,
        field.ground,
        field.window,
        field.risk,
        field.coverage,
        plan,
        count,
        passes=passes,
        **options,  # type: ignore[arg-type]
    )
