"""``vedette plan rosters``: few rosters to print, and what that costs."""

from pathlib import Path
from typing import Annotated, Any

import typer

from vedette.cli.plan import AsJson, Force, PlanFile
from vedette.cli.screens import print_json
from vedette.errors import InputError


def rosters(
    plan: PlanFile,
    at_most: Annotated[
        str,
        typer.Option(
            metavar="K", help="How many rosters; several, such as 10,50: a table only."
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", help="The book's folder, new.")
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option(
            help="Improve each for so long, once over at least; 30 if not said."
        ),
    ] = None,
    passes: Annotated[
        int | None,
        typer.Option(help="Improve it so many times over; repeats to the byte."),
    ] = None,
    force: Force = False,
    json: AsJson = False,
) -> None:
    """Find at most so many rosters, coordinated, that lose as little as can be.

    The plan's own odds stay the default: one leaked card gives away only its own team;
    of a book, it gives away which roster is used. Ctrl-C stops with the best so far.
    """
    from vedette.cli.progress import SolveWatch
    from vedette.desk.book import make_books

    with SolveWatch("Finding rosters", quiet=json) as watch:
        view = make_books(
            plan,
            _counts(at_most),
            out,
            passes=passes,
            seconds=seconds,
            force=force,
            on_progress=watch.show,
            interrupted=watch.interrupted,
        )
    if json:
        print_json(view.as_json())
        return
    typer.echo(view.describe())
    if view.where is not None:
        typer.echo(f"Wrote {out}. Check it: vedette verify {view.where}")


def tell_verified(path: Path) -> tuple[dict[str, Any], str]:
    """Check a book and return what was found, as plain values and in words."""
    from dataclasses import asdict

    from vedette.desk.book import verify_book

    book = verify_book(path)
    numbers = book.numbers
    found = {"book": str(path), "rosters": len(book.rosters), **asdict(numbers)}
    words = (
        f"{path}: good. Each of {len(book.rosters)} rosters ({numbers.different} "
        f"different) keeps the rules and hands over to the next. Computed afresh: loss "
        f"{numbers.loss:.6f}, bound {numbers.bound:.6f}, gap {numbers.gap:.2%}."
    )
    return found, words


def _counts(text: str) -> list[int]:
    try:
        return [int(part) for part in text.split(",")]
    except ValueError:
        raise InputError(
            f"--at-most {text!r} is no number; write it like 50, or 10,20,50."
        ) from None
