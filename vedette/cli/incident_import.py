"""``vedette incident import``: incidents from ACLED, UCDP GED, GDELT or a table."""

from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.register_options import STORE, AsJson, Role, Store, Why, acting
from vedette.cli.screens import print_json


def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The CSV or XLSX file.")],
    format_: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="FORMAT",
            help="What it is: acled, ged, gdelt, or csv for a table of your own.",
        ),
    ],
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--map", metavar="FILE", help="What its columns and words mean, in TOML."
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Only tell what would change, and every fault."),
    ] = False,
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Its encoding if it is not UTF-8: cp1251 or cp1252."
        ),
    ] = None,
    within_km: Annotated[
        float, typer.Option(help="How far from the border a place may lie.")
    ] = 100.0,
    outside: Annotated[
        str | None,
        typer.Option(
            metavar="WHAT",
            help="Rows further off: refuse or leave-out; if not given, refuse for csv,"
            " leave-out for the others.",
        ),
    ] = None,
    covers: Annotated[
        str | None,
        typer.Option(
            metavar="DAY/DAY",
            help="Of which days it holds all rows; from its first to its last if not"
            " given.",
        ),
    ] = None,
    missing: Annotated[
        str | None,
        typer.Option(
            metavar="WHAT",
            help="Rows that a former import had and this file lacks: delete or keep; if"
            " not given, delete unless it lacks more than a fifth.",
        ),
    ] = None,
    store: Store = STORE,
    role: Role = "importer",
    why: Why = None,
    json: AsJson = False,
) -> None:
    """Import incidents from a data set, all of a file or nothing of it."""
    from vedette.cli.progress import passing_line
    from vedette.desk.incident_import import ImportParams, import_incidents
    from vedette.errors import InputError

    params = ImportParams(
        format_, mapping, encoding, within_km, outside, covers, missing
    )
    with passing_line() as show:
        report = import_incidents(
            store,
            file,
            params,
            acting(role, why),
            is_dry_run=dry_run,
            on_progress=show,
        )
    if json:
        print_json(report.as_json())
    else:
        typer.echo(report.describe())
    if report.number_of_faults:
        raise typer.Exit(InputError.exit_code)
