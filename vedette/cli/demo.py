"""``vedette demo``: the main job, from theatre to page, on the built-in frontier."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer


def demo(
    out: Annotated[Path, typer.Option("--out", help="The folder to write, new.")],
    seconds: Annotated[
        float, typer.Option(help="Solving time for each of the two plans.")
    ] = 15.0,
    seed: Annotated[int, typer.Option(help="The seed of the roster.")] = 20251208,
    force: Annotated[
        bool, typer.Option("--force", help="Replace what Vedette wrote there before.")
    ] = False,
) -> None:
    """Plan joint patrols for the built-in frontier, with and without the partner.

    Assesses the sections from the built-in register, plans, checks the certificate with
    the second program, draws a roster, and leaves maps, figures, a rota, calendars,
    tracks, and one page that opens without network.
    """
    from vedette.cli.progress import SolveWatch
    from vedette.desk.demo import run_demo

    with SolveWatch("Planning") as watch:
        view = run_demo(
            out,
            now=dt.datetime.now(dt.UTC).replace(microsecond=0),
            seconds=seconds,
            seed=seed,
            force=force,
            say=lambda text: typer.echo(text, err=True),
            on_progress=watch.show,
            interrupted=watch.interrupted,
        )
    typer.echo(view.describe())
    typer.echo(
        f"Wrote {out}. Open {out / 'page.html'} in a browser; it needs no network.\n"
        f"What the plan rests on: vedette register list --store {view.register}"
    )
