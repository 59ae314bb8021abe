"""``vedette plan``: solve, show, draw, check."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.register_options import Role, acting
from vedette.cli.screens import print_view
from vedette.cli.theatre import Where
from vedette.errors import InputError

app = typer.Typer(
    help="Plans: the odds of who patrols where and when, and rosters drawn from them.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

PlanFile = Annotated[
    Path,
    typer.Argument(metavar="PLAN", help="A plan's plan.json.", show_default=False),
]
Force = Annotated[
    bool, typer.Option("--force", help="Replace what Vedette wrote there before.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")]


@app.command(
    epilog="Example: vedette plan solve tajik_afghan --out plan --without partner"
)
def solve(
    theatre: Where,
    out: Annotated[Path, typer.Option("--out", help="The plan's folder, new.")],
    days: Annotated[int, typer.Option(help="Days to plan, 1 to 14.")] = 1,
    reach_km: Annotated[
        float | None,
        typer.Option(help="Length of a reach, km; changes what a loss means."),
    ] = None,
    caution: Annotated[
        float,
        typer.Option(help="1: against who knows the odds; 0: for the forecast."),
    ] = 0.8,
    start: Annotated[
        str | None,
        typer.Option(metavar="ISO", help="First slot, such as 2025-12-08T06:00+05:00."),
    ] = None,
    gap: Annotated[
        float, typer.Option(help="Stop once (loss - bound) / loss is this small.")
    ] = 0.01,
    seconds: Annotated[
        float | None,
        typer.Option(help="Stop after this long; 15 for a day, 60 for more."),
    ] = None,
    rounds: Annotated[
        int | None,
        typer.Option(help="Stop after this many rounds; repeats to the byte."),
    ] = None,
    threads: Annotated[
        int | None, typer.Option(help="Threads to solve with; all processors if not.")
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(metavar="PARTNER", help="Plan without a partner; may repeat."),
    ] = None,
    pins: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Pins, a CSV like the theatre's limits.csv."),
    ] = None,
    spread: Annotated[
        float,
        typer.Option(help="Share of even odds at each choice: harder to learn."),
    ] = 0.0,
    store: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A register to rest on, and to be kept in."),
    ] = None,
    role: Role = "planning_officer",
    force: Force = False,
    json: AsJson = False,
) -> None:
    """Plan joint patrols, with a certificate of how good the plan is.

    Ctrl-C stops with the best plan so far.
    """
    from vedette.cli.progress import SolveWatch
    from vedette.desk.plan import solve_plan
    from vedette.domain.plans import PlanParams

    params = PlanParams(
        days=days,
        reach_km=reach_km,
        caution=caution,
        start=_moment(start),
        gap=gap,
        seconds=seconds,
        rounds=rounds,
        threads=threads,
        without=tuple(without or ()),
        spread=spread,
    )
    with SolveWatch("Planning", quiet=json) as watch:
        view = solve_plan(
            theatre,
            out,
            params,
            pins=pins,
            store=store,
            acting=None if store is None else acting(role),
            force=force,
            on_progress=watch.show,
            interrupted=watch.interrupted,
        )
    print_view(view, json=json)
    note = view.note()
    if note is not None:
        typer.echo(note, err=True)
    if not json:
        effort = view.plan.effort
        typer.echo(
            f"Solved in {effort.seconds:.1f} s and {effort.rounds:,} rounds, stopped by"
            f" {effort.stopped_by}; {effort.arcs:,} arcs, {effort.peak_mb:.0f} MB at"
            f" most.\nWrote {out}. Check it: vedette verify {view.where}"
        )
        if view.kept:
            typer.echo(view.kept)


@app.command(epilog="Example: vedette plan show plan/plan.json")
def show(plan: PlanFile, json: AsJson = False) -> None:
    """Show a plan: its numbers, sections, worst places, what it asks of teams."""
    from vedette.desk.plan import show_plan

    print_view(show_plan(plan), json=json)


@app.command(
    epilog="Example: vedette plan draw plan/plan.json --seed 7 --out roster.csv"
)
def draw(
    plan: PlanFile,
    seed: Annotated[
        int, typer.Option(help="A whole number; the same seed draws the same roster.")
    ],
    out: Annotated[Path, typer.Option("--out", help="The roster's CSV file.")],
    force: Force = False,
) -> None:
    """Draw one roster from a plan's odds; anybody with the seed can draw it again."""
    from vedette.desk.plan import draw_plan

    roster = draw_plan(plan, seed, out, force=force)
    teams = len({move.team for move in roster.moves})
    typer.echo(
        f"Wrote {out}: {len(roster.moves):,} moves of {teams} teams, seed {seed}."
        f" Check it: vedette verify {out} --plan {plan}"
    )


@app.command(epilog="Example: vedette plan check roster.csv --plan plan/plan.json")
def check(
    roster: Annotated[Path, typer.Argument(metavar="ROSTER", help="A roster's CSV.")],
    plan: Annotated[Path, typer.Option("--plan", help="The plan.json it belongs to.")],
) -> None:
    """Check that a roster keeps every rule, also one that was changed by hand.

    Exit code 1 if a rule is broken. Unlike ``vedette verify`` it does not ask whether
    the plan gives the moves any odds.
    """
    from vedette.desk.check import check_roster

    check_roster(roster, plan)
    typer.echo(f"{roster}: good. It keeps every rule.")


def _moment(text: str | None) -> dt.datetime | None:
    if text is None:
        return None
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"--start {text!r} is not a date and hour; write it like"
            " 2025-12-08T06:00+05:00."
        ) from None
