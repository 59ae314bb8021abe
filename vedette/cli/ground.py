"""``vedette ground``: profiles, least-time paths, isochrones."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.screens import print_view
from vedette.errors import InputError

if TYPE_CHECKING:
    from vedette.terrain.ways import TravelParams

app = typer.Typer(
    help="The ground: what lies under a line, how long a way takes, what is reached."
    " Not for navigation.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

PLACE = (
    "Id or name of a base or site, a settlement or airfield, 'km 512' of the border,"
    " or latitude,longitude."
)
Theatre = Annotated[
    str,
    typer.Option(
        "--theatre", metavar="NAME|DIR", help="Built-in theatre, or a folder."
    ),
]
By = Annotated[
    str, typer.Option("--by", metavar="WAY", help="foot, vehicle, boat or air.")
]
Law = Annotated[
    str, typer.Option("--law", metavar="NAME", help="On foot: tobler or naismith.")
]
OffTrack = Annotated[
    bool, typer.Option("--off-track", help="A vehicle may leave the track, slowly.")
]
Ford = Annotated[
    bool,
    typer.Option("--ford", help="Inland rivers may be waded; the border river never."),
]
Speed = Annotated[
    float | None,
    typer.Option("--kmh", help="By air: speed; that of the slowest card if not."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")]


@app.command(epilog="Example: vedette ground profile Khorugh Murghob --out p.svg")
def profile(
    places: Annotated[
        list[str], typer.Argument(metavar="A B...", help=f"Two places or more. {PLACE}")
    ],
    theatre: Theatre = "tajik_afghan",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write .svg, .png or .geojson."),
    ] = None,
    force: Force = False,
    json: AsJson = False,
) -> None:
    """Tell heights, climb and slopes of the ground straight from place to place."""
    from vedette.desk.ground import profile_ground

    print_view(
        profile_ground(theatre, places, out=out, force=force), json=json, out=out
    )


@app.command(epilog="Example: vedette ground path P14 P15 --by vehicle --out way.gpx")
def path(
    start: Annotated[str, typer.Argument(metavar="A", help=PLACE)],
    end: Annotated[str, typer.Argument(metavar="B", help="As A.")],
    by: By = "foot",
    law: Law = "tobler",
    off_track: OffTrack = False,
    ford: Ford = False,
    kmh: Speed = None,
    theatre: Theatre = "tajik_afghan",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write .svg, .png, .geojson, .gpx."),
    ] = None,
    force: Force = False,
    json: AsJson = False,
) -> None:
    """Find the way that takes the least time; rivers are crossed at bridges only."""
    from vedette.desk.ground import path_ground

    params = _params(by, law, kmh, off_track=off_track, ford=ford)
    view = path_ground(theatre, start, end, params, out=out, force=force)
    print_view(view, json=json, out=out)


@app.command(
    epilog="Example: vedette ground isochrone P14 --by vehicle --hours 1,2 --out i.png"
)
def isochrone(
    base: Annotated[str, typer.Argument(metavar="PLACE", help=PLACE)],
    hours: Annotated[
        str, typer.Option("--hours", metavar="H,...", help="Hours, such as 1,2,3.")
    ] = "1,2,3",
    by: By = "foot",
    law: Law = "tobler",
    off_track: OffTrack = False,
    ford: Ford = False,
    kmh: Speed = None,
    theatre: Theatre = "tajik_afghan",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write .svg, .png or .geojson."),
    ] = None,
    force: Force = False,
    json: AsJson = False,
) -> None:
    """Find what is reached from a place within some hours."""
    from vedette.desk.ground import isochrone_ground

    params = _params(by, law, kmh, off_track=off_track, ford=ford)
    view = isochrone_ground(
        theatre, base, _read_hours(hours), params, out=out, force=force
    )
    print_view(view, json=json, out=out)


def _params(
    by: str, law: str, kmh: float | None, *, off_track: bool, ford: bool
) -> "TravelParams":
    from vedette.terrain.ways import TravelParams

    return TravelParams(by=by, walk=law, off_track=off_track, ford=ford, kmh=kmh)


def _read_hours(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split(",")]
    except ValueError:
        raise InputError(
            f"--hours {text}: write numbers with commas between, such as 1,2,3."
        ) from None
