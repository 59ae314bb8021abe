"""``vedette coverage``: what teams see, and the law by which they notice."""

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.screens import print_view

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=(
    "Show what teams see of the corridor, and the law by which they notice."
))  # fmt: skip

Where = Annotated[
    str,
    typer.Option("--theatre", metavar="NAME", help="Built-in theatre, or a folder."),
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FIGURE", help="Draw it: .svg or .png.")
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print plain values, not words.")]


@app.command(epilog="Example: vedette coverage show --team P10-A --light night")
def show(
    theatre: Where = "tajik_afghan",
    team: Annotated[
        str | None,
        typer.Option(metavar="ID", help="One team; all together if not given."),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="KM|POST", help="Border km or post where it stays; its base."
        ),
    ] = None,
    light: Annotated[
        str | None,
        typer.Option(
            metavar="LIGHT",
            help="With --team: day, civil, nautical, moon or night; day if not given.",
        ),
    ] = None,
    reach_km: Annotated[
        float | None,
        typer.Option(
            metavar="KM", help="Length of reaches; the theatre's if not given."
        ),
    ] = None,
    out: Out = None,
    force: Force = False,
    json: AsJson = False,
) -> None:
    """Show what one team sees at one place, or what all could see at best."""
    from vedette.desk.coverage import show_coverage

    view = show_coverage(
        theatre,
        team=team,
        at=at,
        light=light,
        reach_km=reach_km,
        out=out,
        force=force,
    )
    print_view(view, json=json, out=out)


@app.command(epilog="Example: vedette coverage law --out law.svg")
def law(theatre: Where = "tajik_afghan", out: Out = None, force: Force = False) -> None:
    """Show how often each sensor notices somebody, by range, light and speed."""
    from vedette.desk.coverage import describe_law, show_law

    typer.echo(describe_law(show_law(theatre, out=out, force=force)))
    if out is not None:
        typer.echo(f"Wrote {out}.")
