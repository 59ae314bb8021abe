"""``vedette forces``: who patrols and how they stand, and a workbook to say so."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.screens import print_json, print_view

if TYPE_CHECKING:
    from vedette.desk.forces_import import ImportReport, RowChange, SheetChange

SIGNS = {"added": "+", "changed": "~", "gone": "-"}

app = typer.Typer(
    help="Forces: who patrols and how they stand, and a workbook to say so.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Book = Annotated[
    Path, typer.Argument(metavar="FILE.xlsx", help="The workbook.", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print plain values, not words.")]


@app.command(epilog="Example: vedette forces show --partner partner --at 22:00")
def show(
    theatre: Annotated[
        str, typer.Option(metavar="NAME", help="Built-in theatre, or a folder.")
    ] = "tajik_afghan",
    at: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="HH:MM on the theatre's first day, or a date and hour with offset;"
            " its start if not given.",
        ),
    ] = None,
    partner: Annotated[
        str | None, typer.Option(metavar="ID", help="One partner; all if not given.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Show partners, detachments, teams, crews, status, caveats, aircraft cards."""
    from vedette.desk.forces import show_forces

    view = show_forces(theatre, at=at, partner=partner)
    print_view(view, json=json)


@app.command(epilog="Example: vedette forces template week.xlsx --theatre mine")
def template(
    file: Book,
    theatre: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Fill in the rows of this theatre."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a workbook that is there.")
    ] = False,
) -> None:
    """Write a workbook to fill in: teams, their availability, and caveats."""
    from vedette.desk.forces import write_force_book

    typer.echo(f"Wrote {write_force_book(file, theatre, force=force)}.")


@app.command(
    "import", epilog="Example: vedette forces import week.xlsx --theatre mine --dry-run"
)
def import_(
    file: Book,
    theatre: Annotated[
        str,
        typer.Option(metavar="DIR", help="The folder of your own theatre."),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check and tell; change nothing.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Put a workbook's forces into a theatre of your own; whole, or not at all."""
    from vedette.desk.forces_import import import_forces

    report = import_forces(file, theatre, dry_run=dry_run)
    if json:
        print_json(report.as_json())
        return
    typer.echo("\n".join(_tell(report)))


def _tell(report: "ImportReport") -> Iterator[str]:
    """Say in words what was, or would be, changed."""
    for sheet in report.sheets:
        yield _tell_sheet(sheet)
        for row in sheet.rows:
            yield f"  {SIGNS[row.what]} {row.key}{_tell_fields(row)}"
    if report.unread:
        yield f"Sheets not read: {', '.join(report.unread)}."
    named = ", ".join(report.files)
    if not report.files:
        yield f"{report.theatre} holds these forces already; nothing to write."
    elif report.written:
        yield f"Wrote {named} in {report.theatre}."
    else:
        yield f"Nothing was written; it would be {named} in {report.theatre}."


def _tell_sheet(sheet: "SheetChange") -> str:
    counts = {what: 0 for what in SIGNS}
    for row in sheet.rows:
        counts[row.what] += 1
    told = ", ".join(f"{number} {what}" for what, number in counts.items())
    order = ", in another order" if sheet.is_reordered else ""
    return f"{sheet.sheet}: {told}, {sheet.same} as before{order}"


def _tell_fields(row: "RowChange") -> str:
    if row.what == "gone":
        return ""
    if row.what == "added":
        return ": " + ", ".join(f"{name} {after}" for name, _, after in row.fields)
    changes = (
        f"{name} {before or 'empty'} -> {after or 'empty'}"
        for name, before, after in row.fields
    )
    return ": " + "; ".join(changes)
