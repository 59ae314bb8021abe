"""``vedette intake``: drafts from a news article, and accepted ones into a store."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from vedette.cli.register_options import ROLE, STORE, AsJson, Role, Store, Why, acting
from vedette.cli.screens import print_json
from vedette.errors import InputError

if TYPE_CHECKING:
    from vedette.desk.intake import AcceptedView, IntakeView
    from vedette.domain.register import Ref


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
    same: Annotated[
        str | None,
        typer.Option(
            metavar="1=I-0003",
            help="Draft 1 is that incident of the register; or 2=1, another draft.",
        ),
    ] = None,
    store: Store = STORE,
    role: Role = ROLE,
    why: Why = None,
    json: AsJson = False,
) -> None:
    """Read an article into drafts, each with the sentence that it came from.

    Nothing is accepted but what --accept names. Where there is a store, what it holds
    of the article already is left out, and incidents that may be the same are named.
    """
    from vedette.desk.intake import accept_drafts, intake_article

    numbers = None if accept is None else _numbers(accept)
    who = acting(role, why)
    beside = store if numbers is None and (store != STORE or store.exists()) else None
    view = intake_article(
        *(article, theatre),
        today=who.now.date(),
        day=None if date is None else _day(date),
        publisher=publisher,
        link=link,
        store_path=beside,
    )
    if numbers is None and same is not None:
        raise InputError("--same says what drafts are that --accept names; name some.")
    if out is not None and not view.is_known:
        view.write(out)
    if numbers is not None:
        found = accept_drafts(view, numbers, store, who, _same(same or ""))
        _say(found, store, json=json)
        return
    _show(view, out, beside, json=json)


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

    found = apply_drafts(drafts, theatre, store, acting(role, why))
    _say(found, store, json=json)


def _show(
    view: "IntakeView", out: Path | None, beside: Path | None, *, json: bool
) -> None:
    if json:
        print_json(view.as_json())
        return
    typer.echo(view.describe())
    if view.is_known:
        return
    if beside is None:
        typer.echo("\nNot compared with a store: name one with --store.")
    if out is not None:
        typer.echo(
            f"\nWritten to {out}: set each decision in it, then\n"
            f"  vedette intake apply {out} --store {beside or STORE} --role analyst"
        )


def _say(accepted: "AcceptedView", store: Path, *, json: bool) -> None:
    if json:
        from json import dumps

        typer.echo(dumps(accepted.as_json(), ensure_ascii=False, indent=2))
        return
    if accepted.known:
        typer.echo(accepted.known)
    if not accepted.records:
        return
    for number, refs in sorted(accepted.became.items()):
        names = ", ".join(map(str, refs))
        hung = "" if accepted.made >= set(refs) else ", which was there already"
        typer.echo(f"draft {number}: {names}{hung}")
    for line in accepted.tell_perhaps(store):
        typer.echo(line)
    typer.echo("Every claim stands as F6, not validated: vedette claim grade.")


def _numbers(text: str) -> list[int]:
    parts = [part.strip() for part in text.split(",")]
    if not all(map(_is_number, parts)):
        raise InputError(f"--accept {text}: write numbers of drafts, such as 1,3.")
    return [int(part) for part in parts]


def _same(text: str) -> "dict[int, int | Ref]":
    from vedette.desk.register_words import read_ref

    found: dict[int, int | Ref] = {}
    for part in filter(None, (each.strip() for each in text.split(","))):
        number, _, other = part.partition("=")
        if not (_is_number(number) and other):
            raise InputError(
                f"--same {text}: write a draft and what it is the same as, such as"
                " 1=I-0003 or 2=1."
            )
        is_draft = _is_number(other)
        found[int(number)] = int(other) if is_draft else read_ref(other, "incident")
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(f"--date {text}: write a day such as 2025-12-02.") from None
