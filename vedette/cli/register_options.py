"""What the verbs of the register share: options, who acts, how answers are printed."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from vedette.desk.stores import Acting

Store = Annotated[
    Path,
    typer.Option(
        "--store", envvar="VEDETTE_STORE", metavar="FILE", help="The store's file."
    ),
]
STORE = Path("vedette.db")

Role = Annotated[
    str,
    typer.Option(
        "--role",
        help="Who acts: analyst, reviewer, importer, planning_officer, duty_officer or"
        " partner_liaison.",
    ),
]
ROLE = "analyst"

Why = Annotated[
    str | None,
    typer.Option("--why", metavar="TEXT", help="The reason, for the history."),
]
Because = Annotated[
    str,
    typer.Option(
        "--why", metavar="TEXT", help="The reason, for the history.", show_default=False
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")]
NewId = Annotated[
    str, typer.Option("--id", metavar="ID", help="An id of your own; else the next.")
]
Origin = Annotated[
    str,
    typer.Option("--origin", help="Where it comes from: published, own or exercise."),
]


def acting(role: str, why: str | None = None) -> "Acting":
    """Return who acts, now."""
    from vedette.desk.stores import Acting

    return Acting(role, dt.datetime.now(dt.UTC).replace(microsecond=0), why)


def zone_of(store: Path) -> str:
    """Return the zone in which times without an offset are meant."""
    from vedette.desk.stores import open_at

    return open_at(store).about().get("zone", "UTC")


def print_json(value: Any) -> None:
    """Print plain values as one JSON object."""
    from json import dumps

    typer.echo(dumps(value, ensure_ascii=False, indent=2))


def say_put(found: Any, *, json: bool) -> None:
    """Say which version of which record was written."""
    from vedette.desk.register import version_json
    from vedette.domain.register import ref_of

    if json:
        print_json(version_json(found))
        return
    typer.echo(f"{ref_of(found.record)}: {found.action}, version {found.version}.")


def say_gone(gone: Any, *, json: bool) -> None:
    """Say what was deleted, and how it comes back."""
    if json:
        print_json({"deleted": str(gone)})
        return
    typer.echo(f"{gone}: deleted. Bring it back with: vedette register undo {gone}")
