"""``vedette intake``: drafts from a news article, and accepted ones into a store."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from vedette.cli.register_options import ROLE, STORE, AsJson, Role, Store, Why, acting
from vedette.errors import InputError

if TYPE_CHECKING:
    from vedette.desk.intake import AcceptedView, IntakeView


class ReadUnlessNamed(TyperGroup):
    """A group whose verb ``read`` may be left out: ``vedette intake article.txt``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put ``read`` first where no verb and no help is asked for."""
        if args and args[0] not in (*self.commands, "--help", "-h"):
            args = ["read", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=ReadUnlessNamed,
    help="Article intake: drafts of incidents and claims from the text of a news"
    " article, for a person to accept.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Theatre = Annotated[
    str,
    typer.Option("--theatre", help="The theatre whose gazetteer is used, or a folder."),
]
THEATRE = "tajik_afghan"


@app.command(epilog="Example: vedette intake read article.txt --date 2025-12-02")
def read(
    article: Annotated[
        Path, typer.Argument(metavar="ARTICLE", help="The article as plain text.")
    ],
    theatre: Theatre = THEATRE,
    date: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="The article's day, if its head lacks it."),
    ] = None,
    publisher: Annotated[
        str, typer.Option(metavar="NAME", help="Who published it; else its dateline.")
    ] = "",
    link: Annotated[str, typer.Option(metavar="URL", help="Where it stands.")] = "",
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the drafts as TOML, to be edited."),
    ] = None,
    accept: Annotated[
        str | None,
        typer.Option(
            metavar="1,3", help="Put these drafts into the store as they are."
        ),
    ] = None,
    store: Store = STORE,
    role: Role = ROLE,
    why: Why = None,
    json: AsJson = False,
) -> None:
    """Read an article into drafts, each with the sentence that it came from.

    Nothing is accepted but what --accept names.
    """
    from vedette.desk.intake import accept_drafts, intake_article

    numbers = None if accept is None else _numbers(accept)
    day = None if date is None else _day(date)
    view = intake_article(article, theatre, day=day, publisher=publisher, link=link)
    if out is not None:
        view.write(out)
    if numbers is not None:
        _say(accept_drafts(view, numbers, store, acting(role, why)), json=json)
        return
    _show(view, out, json=json)


@app.command(epilog="Example: vedette intake apply drafts.toml --store vedette.db")
def apply(
    drafts: Annotated[
        Path, typer.Argument(metavar="DRAFTS", help="A file of drafts, as edited.")
    ],
    theatre: Theatre = THEATRE,
    store: Store = STORE,
    role: Role = ROLE,
    why: Why = None,
    json: AsJson = False,
) -> None:
    """Put the drafts of a file whose decision is "accept" into a store."""
    from vedette.desk.intake import apply_drafts

    _say(apply_drafts(drafts, theatre, store, acting(role, why)), json=json)


def _show(view: "IntakeView", out: Path | None, *, json: bool) -> None:
    if json:
        from json import dumps

        typer.echo(dumps(view.as_json(), ensure_ascii=False, indent=2))
        return
    typer.echo(view.describe())
    if out is not None:
        typer.echo(
            f"\nWritten to {out}; set each decision, then: vedette intake apply."
        )


def _say(accepted: "AcceptedView", *, json: bool) -> None:
    if json:
        from json import dumps

        typer.echo(dumps(accepted.as_json(), ensure_ascii=False, indent=2))
        return
    for number, refs in sorted(accepted.became.items()):
        typer.echo(f"draft {number}: {', '.join(map(str, refs))}")
    typer.echo("Every claim stands as F6, not validated: vedette claim grade.")


def _numbers(text: str) -> list[int]:
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
        raise InputError(f"--accept {text}: write numbers of drafts, such as 1,3.")
    return [int(part) for part in parts]


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(f"--date {text}: write a day such as 2025-12-02.") from None
