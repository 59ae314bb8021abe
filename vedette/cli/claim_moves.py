"""``vedette claim``: the verbs that move a claim from state to state."""

from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.register_options import (
    ROLE,
    STORE,
    AsJson,
    Because,
    Role,
    Store,
    acting,
)
from vedette.cli.screens import print_json

if TYPE_CHECKING:
    from vedette.desk.claims import Moved

ClaimId = Annotated[
    str, typer.Argument(metavar="ID", help="A claim's id.", show_default=False)
]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="ID", help="The claim that is the reason."),
]
ByClaim = Annotated[
    str,
    typer.Option(
        "--by", metavar="ID", help="The claim that says so too.", show_default=False
    ),
]


def corroborate(
    id_: ClaimId,
    by: ByClaim,
    why: Because,
    store: Store = STORE,
    role: Role = ROLE,
    json: AsJson = False,
) -> None:
    """Say that a claim of another originator says the same."""
    _move(store, id_, "corroborated", by, role, why, json)


def confirm(
    id_: ClaimId,
    by: ByClaim,
    why: Because,
    store: Store = STORE,
    role: Role = ROLE,
    json: AsJson = False,
) -> None:
    """Say that a named body or office confirms it."""
    _move(store, id_, "officially_confirmed", by, role, why, json)


def deny(
    id_: ClaimId,
    why: Because,
    by: By = None,
    store: Store = STORE,
    role: Role = ROLE,
    json: AsJson = False,
) -> None:
    """Say that it was denied; all that rests on it is flagged at once."""
    _move(store, id_, "denied", by, role, why, json)


def withdraw(
    id_: ClaimId,
    why: Because,
    by: By = None,
    store: Store = STORE,
    role: Role = ROLE,
    json: AsJson = False,
) -> None:
    """Say that its publisher withdrew it; all that rests on it is flagged at once."""
    _move(store, id_, "withdrawn", by, role, why, json)


def supersede(
    id_: ClaimId,
    why: Because,
    by: By = None,
    store: Store = STORE,
    role: Role = ROLE,
    json: AsJson = False,
) -> None:
    """Say that its originator has told it anew; what rests on it is flagged."""
    _move(store, id_, "superseded", by, role, why, json)


def _move(
    store: Store, id_: str, to: str, by: str | None, role: str, why: str, json: bool
) -> None:
    from vedette.desk.claims import move_claim

    say_moved(move_claim(store, id_, to, acting(role, why), by), json=json)


def say_moved(moved: "Moved", *, json: bool) -> None:
    """Say what became of a claim, of those it answers, and of what rests on them."""
    if json:
        print_json(moved.as_json())
        return
    claim = moved.claim.record
    typer.echo(f"claim:{claim.id} is {claim.state.replace('_', ' ')}.")
    for id_, state in moved.moved:
        typer.echo(f"It moved claim:{id_} to {state.replace('_', ' ')}.")
    if not moved.flags:
        return
    from vedette.cli.register_screens import print_flags

    print_flags(moved.flags)


def say_graded(graded: "Moved", *, json: bool) -> None:
    """Say a claim's new grade, what it counts for by it, and what that flagged."""
    if json:
        print_json(graded.as_json())
        return
    claim = graded.claim.record
    typer.echo(f"claim:{claim.id} is graded {graded.grade_words}.")
    if graded.flags:
        from vedette.cli.register_screens import print_flags

        print_flags(graded.flags)
        return
    typer.echo(
        "Nothing was flagged: it counts as it did. What rests on it: vedette claim"
        f" impact {claim.id}"
    )


MOVES = (
    (corroborate, "C-0001 --by C-0002 --why 'says the same'"),
    (confirm, "C-0001 --by C-0003 --why 'official statement'"),
    (deny, "C-0001 --by C-0004 --why 'official statement'"),
    (withdraw, "C-attack1-4 --why 'taken back by the embassy'"),
    (supersede, "C-0001 --by C-0005 --why 'newer figures'"),
)
