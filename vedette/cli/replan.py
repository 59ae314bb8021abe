"""``vedette plan replan``: a plan made again when something changes."""

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.plan import AsJson, Force, PlanFile
from vedette.cli.register_options import Role, acting
from vedette.cli.screens import print_json


def replan(
    plan: PlanFile,
    out: Annotated[Path, typer.Option("--out", help="The new plan's folder, new.")],
    at: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="Plan the rest from then: 03:00, or a date and hour with offset.",
        ),
    ] = None,
    team_out: Annotated[
        list[str] | None,
        typer.Option(metavar="TEAM", help="Takes no part any more; may repeat."),
    ] = None,
    pins: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Pins in place of those of the plan."),
    ] = None,
    keep: Annotated[
        float,
        typer.Option(
            help="Harm points that changing everything is worth; 0: change freely."
        ),
    ] = 5.0,
    gap: Annotated[
        float | None, typer.Option(help="Stop once the gap is this small.")
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option(help="Stop solving after this long; 2 for each day left."),
    ] = None,
    rounds: Annotated[
        int | None,
        typer.Option(help="Stop after this many rounds; repeats to the byte."),
    ] = None,
    threads: Annotated[
        int | None, typer.Option(help="Threads to solve with; all processors if not.")
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A register: plan by its risk picture as it is now."
        ),
    ] = None,
    role: Role = "planning_officer",
    force: Force = False,
    json: AsJson = False,
) -> None:
    """Make a plan again, near the earlier one: other pins, a team out, the rest of it.

    With --at, what teams have begun stands, and all end as they were to. Ctrl-C stops
    with the best plan so far.
    """
    from time import perf_counter

    from vedette.cli.progress import SolveWatch
    from vedette.desk.replan import Changes, replan_plan

    begun = perf_counter()
    changes = Changes(
        at=at,
        teams_out=tuple(team_out or ()),
        pins=pins,
        keep=keep,
        gap=gap,
        seconds=seconds,
        rounds=rounds,
        threads=threads,
    )
    with SolveWatch("Planning again", quiet=json) as watch:
        view = replan_plan(
            plan,
            out,
            changes,
            store=store,
            acting=None if store is None else acting(role),
            force=force,
            on_progress=watch.show,
            interrupted=watch.interrupted,
        )
    if json:
        print_json(view.as_json())
        return
    effort = view.made.plan.effort
    earlier = f" --earlier {plan}" if at is not None else ""
    typer.echo(view.describe())
    typer.echo(
        f"Made in {perf_counter() - begun:.1f} s, {effort.seconds:.1f} s of it solving"
        f" ({effort.rounds:,} rounds).\nWrote {out}. Check it: vedette verify"
        f" {view.where}{earlier}"
    )
    if view.kept:
        typer.echo(view.kept)
