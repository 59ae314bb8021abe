"""``vedette source``: add, list, change, remove."""

from typing import Annotated, Any

import typer

from vedette.cli.register_options import (
    ROLE,
    STORE,
    AsJson,
    Because,
    NewId,
    Origin,
    Role,
    Store,
    Why,
    acting,
    say_gone,
    say_put,
)
from vedette.cli.screens import print_json

app = typer.Typer(
    help="Sources: who says something. No source has a person's name.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Id = Annotated[
    str, typer.Argument(metavar="ID", help="A source's id.", show_default=False)
]
Name = typer.Option(help="A body, an office, or words such as 'unnamed official'.")
Kind = typer.Option(
    help="government, official, force, international_body, news_agency, newspaper,"
    " broadcaster, company, organisation, resident, data_set, sensor or other."
)
Originator = typer.Option(
    help="Who made the report that carries its words; the source itself if not said."
)
Anonymity = typer.Option(help="named (a body), role_only (a post) or unnamed.")
Note = typer.Option(help="Anything else.")


@app.command(
    epilog="Example: vedette source add --name 'Unnamed official' --kind official"
    " --anonymity unnamed --originator 'An agency'"
)
def add(
    name: Annotated[str, Name],
    kind: Annotated[str, Kind],
    originator: Annotated[str, Originator] = "",
    anonymity: Annotated[str, Anonymity] = "named",
    note: Annotated[str, Note] = "",
    origin: Origin = "own",
    id_: NewId = "",
    store: Store = STORE,
    role: Role = ROLE,
    why: Why = None,
    json: AsJson = False,
) -> None:
    """Put a source into the register."""
    from vedette.desk.claims import add_source
    from vedette.domain.register import Source

    source = Source(id_, name, kind, originator or name, anonymity, origin, note)
    say_put(add_source(store, source, acting(role, why)), json=json)


@app.command("list", epilog="Example: vedette source list")
def list_(store: Store = STORE, json: AsJson = False) -> None:
    """List the sources, each with the number of its claims."""
    from vedette.desk.claims import list_sources

    found = list_sources(store)
    if json:
        from vedette.desk.register import record_json

        plain = [{**record_json(each), "claims": n} for each, n in found]
        print_json({"sources": plain})
        return
    from vedette.cli.screens import add_row, make_console, make_table, print_table, say

    columns = ("id", "name", "kind", "originator", "anonymity", "origin", "claims#")
    table = make_table("Sources", *columns)
    for each, number in found:
        kind, anonymity = each.kind.replace("_", " "), each.anonymity.replace("_", " ")
        other = each.originator if each.originator != each.name else ""
        told = (other, anonymity, each.origin)
        add_row(table, each.id, each.name, kind, *told, number)
    console = make_console()
    if found:
        print_table(console, table)
    say(console, f"{len(found):,} source{'' if len(found) == 1 else 's'}.")


@app.command(epilog="Example: vedette source change S-0001 --kind force --why 'a unit'")
def change(
    id_: Id,
    why: Because,
    name: Annotated[str | None, Name] = None,
    kind: Annotated[str | None, Kind] = None,
    originator: Annotated[str | None, Originator] = None,
    anonymity: Annotated[str | None, Anonymity] = None,
    note: Annotated[str | None, Note] = None,
    store: Store = STORE,
    role: Role = ROLE,
    json: AsJson = False,
) -> None:
    """Change what the register says of a source; its claims stay in their states."""
    from vedette.desk.claims import change_source

    told: dict[str, Any] = {
        "name": name,
        "kind": kind,
        "originator": originator,
        "anonymity": anonymity,
        "note": note,
    }
    told = {key: value for key, value in told.items() if value is not None}
    say_put(change_source(store, id_, told, acting(role, why)), json=json)


@app.command(epilog="Example: vedette source remove S-0009 --why 'entered twice'")
def remove(
    id_: Id,
    why: Because,
    store: Store = STORE,
    role: Role = ROLE,
    json: AsJson = False,
) -> None:
    """Delete a source without claims: a version that says so, and can be undone."""
    from vedette.desk.incidents import remove_record

    say_gone(remove_record(store, "source", id_, acting(role, why)), json=json)
