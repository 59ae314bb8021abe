"""``vedette plan explain`` and ``plan suggest``: why a plan is so, whom to pin."""

from typing import Annotated

import typer

from vedette.cli.plan import AsJson, PlanFile
from vedette.cli.screens import print_view


def explain(
    plan: PlanFile,
    section: Annotated[
        str | None,
        typer.Option(metavar="ID", help="One section, hour by hour; all if not."),
    ] = None,
    weigh: Annotated[
        int,
        typer.Option(
            metavar="N",
            help="For how many kinds of team to work out what one more takes off.",
        ),
    ] = 5,
    json: AsJson = False,
) -> None:
    """Explain a plan: where its loss comes from, who notices what, what binds.

    For the staff only: it says where and when a plan is weakest.
    """
    from vedette.desk.explain import explain_plan

    view = explain_plan(plan, section=section, weigh=weigh)
    print_view(view, json=json)


def suggest(
    plan: PlanFile,
    at: Annotated[
        str,
        typer.Option(
            metavar="SECTION|KM", help="A section's id, a km, or from-to: 410-430."
        ),
    ],
    begins: Annotated[
        str,
        typer.Option("--from", metavar="HH:MM", help="Every day; or a date and hour."),
    ],
    ends: Annotated[
        str,
        typer.Option("--to", metavar="HH:MM", help="Every day; or a date and hour."),
    ],
    least: Annotated[
        float | None,
        typer.Option(metavar="HOURS", help="How much of that will do; all if not."),
    ] = None,
    weigh: Annotated[
        int,
        typer.Option(
            metavar="N", help="For how many to work out the loss that others leave."
        ),
    ] = 10,
    confirm: Annotated[
        int,
        typer.Option(
            metavar="N", help="For how many to look for a plan with the pin; slow."
        ),
    ] = 0,
    json: AsJson = False,
) -> None:
    """Suggest which team to pin somewhere, the cheapest first, with ready pins."""
    from vedette.desk.explain import suggest_pins

    view = suggest_pins(
        plan, at, begins, ends, least_h=least, weigh=weigh, confirm=confirm
    )
    print_view(view, json=json)
