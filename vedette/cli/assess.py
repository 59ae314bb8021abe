"""``vedette assess``: the risk of sections, what changed, files of it."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.register_options import (
    ROLE,
    STORE,
    AsJson,
    Role,
    Store,
    Why,
    acting,
    zone_of,
)
from vedette.cli.screens import print_view

app = typer.Typer(
    help="Risk by section: threat, vulnerability and impact, each by itself, in bands.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Where = Annotated[
    str | None,
    typer.Option(
        "--theatre", metavar="NAME", help="Another than the store was made for."
    ),
]
Force = Annotated[
    bool, typer.Option("--force", help="Replace what Vedette wrote there before.")
]


@app.command(epilog="Example: vedette assess run --store vedette.db")
def run(
    store: Store = STORE,
    theatre: Where = None,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="MOMENT", help="Of the picture; now, or an exercise's start."
        ),
    ] = None,
    with_exercise: Annotated[
        bool,
        typer.Option("--with-exercise", help="Count made-up incidents, too."),
    ] = False,
    role: Role = ROLE,
    why: Why = None,
    json: AsJson = False,
) -> None:
    """Assess every section from the claims that stand; keep it in the register."""
    from vedette.desk.assess import run_assessment

    view = run_assessment(
        store,
        acting(role, why),
        theatre_name=theatre,
        at=_moment(at, store),
        with_exercise=with_exercise,
    )
    print_view(view, json=json)


@app.command(epilog="Example: vedette assess show --section S08 --hours")
def show(
    store: Store = STORE,
    section: Annotated[
        str | None, typer.Option(metavar="ID", help="One section, with its claims.")
    ] = None,
    hours: Annotated[
        bool, typer.Option("--hours", help="Also the worst reach by hour of the day.")
    ] = False,
    theatre: Where = None,
    json: AsJson = False,
) -> None:
    """Show the last assessment: angles, levels, claims, and what moves it most."""
    from vedette.desk.assess import show_assessment

    view = show_assessment(
        store, acting(ROLE).now, section=section, hours=hours, theatre_name=theatre
    )
    print_view(view, json=json)


@app.command(epilog="Example: vedette assess compare --store vedette.db")
def compare(
    store: Store = STORE,
    since: Annotated[
        int | None,
        typer.Option(
            "--with", metavar="RUN", help="An earlier run; else the last but one."
        ),
    ] = None,
    theatre: Where = None,
    json: AsJson = False,
) -> None:
    """Say what changed since an earlier run, and which claims did it."""
    from vedette.desk.assess import compare_assessments

    print_view(
        compare_assessments(store, earlier=since, theatre_name=theatre), json=json
    )


@app.command(epilog="Example: vedette assess export risk --as html --as geojson")
def export(
    out: Annotated[
        Path,
        typer.Argument(metavar="DIR|FILE", help="A file for one form, else a folder."),
    ],
    forms: Annotated[
        list[str] | None,
        typer.Option(
            "--as", metavar="FORM", help="html, geojson, xlsx, hours, angles."
        ),
    ] = None,
    store: Store = STORE,
    theatre: Where = None,
    force: Force = False,
) -> None:
    """Write the last assessment as files: page, map layers, workbook, figures."""
    from vedette.desk.risk_export import export_risk

    written = export_risk(
        store, out, acting(ROLE).now, forms=forms, theatre_name=theatre, force=force
    )
    typer.echo(f"Wrote {', '.join(map(str, written))}.")


def _moment(text: str | None, store: Path) -> dt.datetime | None:
    if text is None:
        return None
    from vedette.desk.register_words import read_moment

    return read_moment(text, zone_of(store))
