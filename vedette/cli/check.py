"""``vedette check``: whether something can be done, before it is planned."""

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.screens import print_view

app = typer.Typer(
    help="Check what can be done: an aircraft's flight.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def check() -> None:
    """Check what can be done: an aircraft's flight."""


@app.command(
    epilog="Example: vedette check air --from A-H1 --to 'km 700' --at 08:00 --temp 25"
)
def air(
    base: Annotated[
        str, typer.Option("--from", metavar="BASE", help="Id of an airfield.")
    ],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="PLACE",
            help="Id or name of a base or site, a settlement, 'km 1200', or lat,lon.",
        ),
    ],
    at: Annotated[
        str,
        typer.Option(
            "--at",
            metavar="TIME",
            help="Take-off: HH:MM on the theatre's first day, or a date and hour.",
        ),
    ],
    temp: Annotated[
        float, typer.Option("--temp", metavar="C", help="Temperature at the airfield.")
    ],
    qnh: Annotated[
        float, typer.Option(metavar="HPA", help="Pressure reduced to sea level.")
    ] = 1013.25,
    card: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Type card; that of the base if not given."),
    ] = None,
    task: Annotated[
        str | None,
        typer.Option(
            metavar="WORD",
            help="pass, land or hover; lands on airfields, passes elsewhere if not.",
        ),
    ] = None,
    refuel: Annotated[
        list[str] | None,
        typer.Option(
            metavar="BASE", help="A field with fuel besides the partner's own; repeat."
        ),
    ] = None,
    night: Annotated[
        bool, typer.Option("--night", help="Crew, aircraft and fields fit for night.")
    ] = False,
    one_way: Annotated[
        bool, typer.Option("--one-way", help="It lands at the place and stays.")
    ] = False,
    theatre: Annotated[
        str,
        typer.Option(metavar="NAME", help="Built-in theatre, or a folder."),
    ] = "tajik_afghan",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FIGURE", help="Draw it: an SVG or PNG file."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a figure that is there.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead.")
    ] = False,
) -> None:
    """Check a flight to a place and back: ground, air, fuel, light. Not for navigation.

    Exit code 1 if it breaks a limit.
    """
    from vedette.desk.check_air import AirParams, check_air

    params = AirParams(
        base=base,
        to=to,
        at=at,
        temp_c=temp,
        qnh_hpa=qnh,
        card=card,
        task=task,
        refuel=tuple(refuel or ()),
        is_night_fit=night,
        is_one_way=one_way,
    )
    view = check_air(theatre, params, out=out, force=force)
    print_view(view, json=json, out=out)
    if not view.check.is_lawful:
        raise typer.Exit(1)
