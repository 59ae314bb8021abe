"""``vedette theatre``: check, show, copy."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.screens import (
    add_row,
    make_console,
    make_table,
    print_json,
    print_table,
    say,
)

if TYPE_CHECKING:
    from rich.table import Table

    from vedette.desk.theatre import TheatreSummary

app = typer.Typer(
    help="Theatres: the folders that describe a frontier.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Where = Annotated[
    str,
    typer.Argument(
        metavar="THEATRE",
        help="A folder with a theatre.toml, or the name of a built-in theatre"
        " (tajik_afghan). For a folder of that very name write ./tajik_afghan.",
        show_default=False,
    ),
]


@app.command(epilog="Example: vedette theatre check mine")
def check(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The theatre's folder.")],
) -> None:
    """Check a theatre's folder; tell every fault with file, line and field."""
    from vedette.desk.theatre import check_theatre, note_on

    theatre = check_theatre(folder)
    typer.echo(
        f"{theatre.name}: good. {theatre.border.length_km:,.1f} km of border,"
        f" {_count(len(theatre.sections), 'section')},"
        f" {_count(len(theatre.bases), 'base')}, {_count(len(theatre.teams), 'team')},"
        f" {_count(len(theatre.sites), 'site')},"
        f" {_count(len(theatre.caveats), 'caveat')}."
    )
    note = note_on(theatre)
    if note is not None:
        typer.echo(note)


@app.command(epilog="Example: vedette theatre show tajik_afghan --json")
def show(
    where: Where,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead.")
    ] = False,
) -> None:
    """Show what a theatre holds: sections, partners, teams, sites, layers."""
    from vedette.desk.theatre import show_theatre

    summary = show_theatre(where)
    if json:
        print_json(summary.as_json())
        return
    _print_summary(summary)


@app.command(epilog="Example: vedette theatre copy tajik_afghan mine")
def copy(
    name: Where,
    to: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write.")],
    force: Annotated[
        bool,
        typer.Option("--force", help="Replace the theatre that is in DIR already."),
    ] = False,
) -> None:
    """Copy a theatre into a folder, to edit it; whole, or not at all."""
    from vedette.desk.theatre import copy_theatre

    copy_theatre(name, to, force)
    # A folder named like the built-in theatre is asked for by ./ and its name.
    shown = f"./{to}" if str(to) == name else str(to)
    typer.echo(
        f"Wrote {shown}. Edit its files, then check it: vedette theatre check {shown}"
    )


def _count(number: int, word: str) -> str:
    ending = "" if number == 1 else "es" if word.endswith("ch") else "s"
    return f"{number:,} {word}{ending}"


def _print_summary(summary: "TheatreSummary") -> None:
    """Print the tables; names are printed as they are, without markup."""
    console = make_console()
    say(console, f"{summary.name} ({summary.theatre})")
    say(console, summary.notice)
    say(console, "")
    say(
        console,
        f"{summary.border_km:,.1f} km of border in"
        f" {_count(len(summary.sections), 'section')} and"
        f" {_count(summary.reaches, 'reach')} of about"
        f" {summary.reach_km:g} km; {summary.track_km:,.1f} km of track beside it.",
    )
    say(
        console,
        f"Slots of {summary.slot_min} minutes in the time of {summary.zone};"
        f" plans begin {summary.start} unless told otherwise.",
    )
    say(console, "")
    print_table(console, _sections_table(summary))
    print_table(console, _partners_table(summary))
    sites = ", ".join(f"{kind} {number}" for kind, number in summary.sites.items())
    say(
        console,
        f"{_count(sum(summary.sites.values()), 'site')} that attempts would harm"
        f"{f': {sites}' if sites else ''}. {_count(summary.caveats, 'caveat')}.",
    )
    say(console, "")
    print_table(console, _layers_table(summary))
    say(console, f"Content hash {summary.content_hash}")


def _sections_table(summary: "TheatreSummary") -> "Table":
    columns = ("id", "name", "from km#", "to km#", "level", "owner", "reaches#")
    table = make_table("Sections", *columns)
    for each in summary.sections:
        add_row(
            table,
            each.id,
            each.name,
            f"{each.km_from:.1f}",
            f"{each.km_to:.1f}",
            each.level,
            each.owner,
            each.reaches,
        )
    return table


def _partners_table(summary: "TheatreSummary") -> "Table":
    table = make_table("Partners", "id", "name", "role", "bases", "teams")
    for each in summary.partners:
        bases = ", ".join(_count(number, kind) for kind, number in each.bases.items())
        teams = ", ".join(f"{number:,} {kind}" for kind, number in each.teams.items())
        add_row(table, each.id, each.name, each.role, bases or "none", teams or "none")
    return table


def _layers_table(summary: "TheatreSummary") -> "Table":
    table = make_table("Layers and their licences", "layer", "licence", "credit")
    for each in summary.layers:
        add_row(table, each.name, each.licence, each.credit)
    return table
