"""``vedette ground light``: sun, moon and twilight, and the hours of each light."""

from typing import Annotated

import typer

from vedette.cli.screens import print_view


def light(
    theatre: Annotated[
        str,
        typer.Option(
            "--theatre", metavar="NAME", help="Built-in theatre, or a folder."
        ),
    ] = "tajik_afghan",
    at: Annotated[
        str | None,
        typer.Option(
            metavar="KM|PLACE",
            help="A km of the border, the id or name of a place, or latitude,longitude;"
            " the middle of every section if not given.",
        ),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="First day; the theatre's start if not."),
    ] = None,
    days: Annotated[int, typer.Option(help="How many days, 1 to 366.")] = 1,
    json: Annotated[
        bool, typer.Option("--json", help="Print plain values, not words.")
    ] = False,
) -> None:
    """Show sunrise, sunset, twilights, the moon, and the hours of each light."""
    from vedette.desk.light import show_light

    view = show_light(theatre, at=at, date=date, days=days)
    print_view(view, json=json)
