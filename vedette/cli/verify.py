"""``vedette verify``: check a plan or a roster with the second program."""

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.screens import print_json


def verify(
    what: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A plan's plan.json, a book.json, or a roster with --plan.",
        ),
    ],
    plan: Annotated[
        Path | None,
        typer.Option("--plan", help="The plan.json that the roster was drawn from."),
    ] = None,
    earlier: Annotated[
        Path | None,
        typer.Option(
            "--earlier",
            help="The plan.json that a plan for the rest of a window was made from.",
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead.")
    ] = False,
) -> None:
    """Check a plan, or a roster drawn from one, without trusting who made it.

    Every team's moves and looks are worked out again from the theatre copy, every rule
    is checked, and loss, promise and bound are computed anew. With --earlier, what a
    plan for the rest of a window takes over is compared too. Exit code 5 if anything
    does not stand up.
    """
    from dataclasses import asdict

    from vedette.cli.book import tell_verified
    from vedette.desk import check
    from vedette.errors import InputError

    if plan is not None and earlier is not None:
        raise InputError("give --plan with a roster, or --earlier with a plan.")
    if what.name == "book.json":
        found, words = tell_verified(what)
    elif plan is not None:
        roster = check.verify_roster(what, plan)
        found = {"roster": str(what), "seed": roster.seed, "moves": len(roster.moves)}
        words = (
            f"{what}: good. Every one of {len(roster.moves):,} moves keeps the rules"
            f" and has odds in {plan}."
        )
    else:
        certificate = check.verify_plan(what, earlier)
        found = {"plan": str(what), **asdict(certificate)}
        free = ""
        if certificate.bound_free != certificate.bound:
            free = f" ({certificate.bound_free:.6f} without pins)"
        words = (
            f"{what}: good. Computed afresh: loss {certificate.loss:.6f}, promise"
            f" {certificate.promise:.6f}, bound {certificate.bound:.6f}{free}, gap"
            f" {certificate.gap:.2%}."
        )
        if earlier is not None:
            found["earlier"] = str(earlier)
            words += f" It takes over what {earlier} had begun."
    if json:
        print_json({"good": True, **found})
    else:
        typer.echo(words)
