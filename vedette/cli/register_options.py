"""What the verbs of the register share: options, who acts, how answers are printed."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vedette.cli.screens import print_json

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


def say_put(found: Any, *, json: bool) -> None:
    """Say which version of which record was written."""
    from vedette.desk.register import version_json
    from vedette.domain.register import ref_of

    if json:
        print_json(version_json(found))
        return
    state = getattr(found.record, "state", "").replace("_", " ")
    told = f" It is {state}." if state else ""
    ref = ref_of(found.record)
    typer.echo(f"{ref}: {found.action}, version {found.version}.{told}")


def say_gone(removed: Any, *, json: bool) -> None:
    """Say what was deleted, how it comes back, and what that has flagged."""
    gone, flags = removed
    if json:
        from vedette.desk.register import flag_json

        print_json({"deleted": str(gone), "flags": list(map(flag_json, flags))})
        return
    typer.echo(
        f"{gone}: deleted. Bring it back with: vedette register undo {gone} --why ..."
    )
    if flags:
        from vedette.cli.register_screens import print_flags

        print_flags(flags)
