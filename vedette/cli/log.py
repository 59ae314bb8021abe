"""``vedette log``: show what was done, verify that nobody changed it since."""

from typing import Annotated

import typer

from vedette.cli.register_options import STORE, AsJson, Store, zone_of
from vedette.cli.screens import print_json

app = typer.Typer(
    help="The log: every command that changed the store, chained by hashes.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command(epilog="Example: vedette log show --last 20")
def show(
    last: Annotated[int | None, typer.Option(help="Only the last so many.")] = None,
    store: Store = STORE,
    json: AsJson = False,
) -> None:
    """Show the entries: when, by which role, what and why."""
    from vedette.desk.log import entry_json, show_log

    found = show_log(store, last)
    if json:
        print_json({"entries": [entry_json(each) for each in found]})
        return
    from vedette.cli.register_screens import span_text
    from vedette.cli.screens import add_row, make_console, make_table, print_table, say
    from vedette.domain.register import Span

    zone = zone_of(store)
    columns = ("entry#", "when", "role", "command", "why", "changes#", "hash")
    table = make_table("Log", *columns)
    for each in found:
        when = span_text(Span(each.at, each.at), zone)
        told = (each.role, each.verb, each.why, each.changes, each.hash[:12])
        add_row(table, each.seq, when, *told)
    console = make_console()
    print_table(console, table)
    if found:
        say(console, f"Hash of the last entry: {found[-1].hash}")


@app.command(epilog="Example: vedette log verify")
def verify(
    head: Annotated[
        str | None,
        typer.Option(metavar="HASH", help="A hash written down earlier, to be in it."),
    ] = None,
    store: Store = STORE,
    json: AsJson = False,
) -> None:
    """Check the chain and all it covers; exit 5 if anything was touched."""
    from vedette.desk.log import verify_log

    found = verify_log(store, head)
    if json:
        print_json({"entries": found.entries, "head": found.head})
        return
    typer.echo(
        f"The log holds: {found.entries:,} entries, nothing changed since they were"
        f" written.\nWrite down the hash of the last one, to find a log cut short:"
        f"\n{found.head}"
    )
