"""``vedette register``: make one, see it, look again, undo, hand it on."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.register_adds import ADDS, AnyName
from vedette.cli.register_options import (
    ROLE,
    STORE,
    AsJson,
    Because,
    Role,
    Store,
    acting,
    say_put,
    zone_of,
)
from vedette.cli.screens import print_json

if TYPE_CHECKING:
    from vedette.desk.register import Overview

app = typer.Typer(
    help="The register: sourced claims, what rests on them, and its history.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command(epilog="Example: vedette register init --theatre tajik_afghan")
def init(
    theatre: Annotated[
        str, typer.Option(help="A theatre's folder, or a built-in one's name.")
    ],
    history: Annotated[
        int | None,
        typer.Option(help="Made-up incidents beside it; 150 for an exercise, else 0."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the made-up incidents.")] = 7,
    store: Store = STORE,
    role: Role = ROLE,
    json: AsJson = False,
) -> None:
    """Make a store, with the register that comes with a theatre."""
    from vedette.desk.register import make_register

    who = acting(role)
    made = make_register(store, theatre, who, history=history, seed=seed)
    if json:
        print_json(made.as_json())
        return
    typer.echo(f"Made {store}. See it: vedette register list")
    _print_overview(made)


@app.command("list", epilog="Example: vedette register list")
def list_(store: Store = STORE, json: AsJson = False) -> None:
    """Show what the register holds, how it stands, and what is flagged."""
    from vedette.desk.register import list_register

    found = list_register(store)
    if json:
        print_json(found.as_json())
        return
    _print_overview(found)


@app.command(epilog="Example: vedette register show fact:F-talks")
def show(name: AnyName, store: Store = STORE, json: AsJson = False) -> None:
    """Show anything in the register; incidents and facts with their claims."""
    from vedette.desk.register import find_named

    ref = find_named(store, name)
    if ref.kind in ("incident", "fact"):
        from vedette.desk.incidents import show_about

        about = show_about(store, ref)
        if json:
            print_json(about.as_json())
            return
        from vedette.cli.about_screen import print_sheet

        print_sheet(about)
        return
    from vedette.desk.register import show_record

    sheet = show_record(store, str(ref))
    if json:
        print_json(sheet.as_json())
        return
    from vedette.cli.register_screens import print_record

    print_record(sheet)


@app.command(epilog="Example: vedette register history claim:C-talks-1")
def history(name: AnyName, store: Store = STORE, json: AsJson = False) -> None:
    """Show every version of something: who, when, why."""
    from vedette.desk.register import show_record, version_json

    sheet = show_record(store, name)
    if json:
        print_json({"history": [version_json(each) for each in sheet.history]})
        return
    from vedette.cli.screens import add_row, make_console, make_table, print_table

    zone = zone_of(store)
    columns = ("version#", "action", "state", "grade", "when", "role", "why", "entry#")
    table = make_table(f"History of {name}", *columns)
    for each in sheet.history:
        state = str(getattr(each.record, "state", "")).replace("_", " ")
        when = _moment(each.at, zone)
        told = (state, _grade(each.record), when, each.role, each.why, each.entry)
        add_row(table, each.version, each.action, *told)
    print_table(make_console(), table)


@app.command(epilog="Example: vedette register undo claim:C-0001 --why 'wrong claim'")
def undo(
    name: AnyName,
    why: Because,
    version: Annotated[
        int | None, typer.Option(min=1, help="Which version; the one before the last.")
    ] = None,
    store: Store = STORE,
    role: Role = ROLE,
    json: AsJson = False,
) -> None:
    """Bring back an earlier version, as a new version."""
    from vedette.desk.register import undo as undo_record

    say_put(undo_record(store, name, acting(role, why), version), json=json)


@app.command(epilog="Example: vedette register flags")
def flags(store: Store = STORE, json: AsJson = False) -> None:
    """List what rests on fallen claims and was not looked at since."""
    from vedette.desk.register import flag_json, list_flags

    found = list_flags(store)
    if json:
        print_json({"flags": [flag_json(flag) for flag in found]})
        return
    from vedette.cli.register_screens import print_flags

    print_flags(found)


@app.command(
    epilog="Example: vedette register export --format csv --table claims > claims.csv"
)
def export(
    out: Annotated[
        Path | None,
        typer.Argument(metavar="DIR|FILE", help="Files; printed if not given."),
    ] = None,
    forms: Annotated[
        list[str] | None,
        typer.Option("--as", metavar="FORM", help="html, geojson or xlsx; may repeat."),
    ] = None,
    incident: Annotated[
        str | None, typer.Option(metavar="ID", help="One incident with its claims.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace what Vedette wrote there before.")
    ] = False,
    form: Annotated[str, typer.Option("--format", help="json or csv.")] = "json",
    table: Annotated[
        str,
        typer.Option(help="Of CSV: incidents, claims, sources, facts or assessments."),
    ] = "claims",
    store: Store = STORE,
) -> None:
    """Print the register as JSON or a table as CSV; or write page, map and workbook."""
    import datetime as dt

    if out is not None:
        from vedette.desk.risk_export import publish_register

        now = acting(ROLE).now
        written = publish_register(
            store, out, now, forms=forms, incident=incident, force=force
        )
        typer.echo(f"Wrote {', '.join(map(str, written))}.")
        return

    from vedette.desk.register_export import export_register

    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    typer.echo(export_register(store, form, table, now), nl=False)


def _print_overview(found: "Overview") -> None:
    from vedette.cli.register_screens import print_flags
    from vedette.cli.screens import add_row, make_console, make_table, print_table, say

    console = make_console()
    say(
        console,
        f"Register {found.store} of {found.theatre}, {found.entries:,} entries.",
    )
    table = make_table("What it holds", "kind", "number#", "how they stand")
    for kind, number in found.records.items():
        states = found.standings.get(kind, {})
        told = (
            f"{count:,} {state.replace('_', ' ')}" for state, count in states.items()
        )
        add_row(table, kind.replace("_", " "), f"{number:,}", ", ".join(told))
    print_table(console, table)
    for ref, state, title in found.fallen:
        say(console, f"{state.upper()}: {ref}, {title}. It counts for nothing.")
    print_flags(found.flags)


def _grade(record: object) -> str:
    """Write a claim's grade in its three parts; nothing for what has none."""
    grade = getattr(record, "grade", None)
    return "" if grade is None else f"{grade} {grade.validation.replace('_', ' ')}"


def _moment(moment: object, zone: str) -> str:
    import datetime as dt
    import zoneinfo

    if not isinstance(moment, dt.datetime):
        raise AssertionError("a version has a moment")
    return moment.astimezone(zoneinfo.ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


for verb, options in ADDS:
    example = f"Example: vedette register {verb.__name__} {options}".rstrip()
    app.command(epilog=example)(verb)
