"""Drafts as a file that a person edits: written as TOML, read back with every check."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from vedette.domain.register import Place, Ref, Span
from vedette.intake.drafts import DraftClaim, DraftFact, DraftIncident, Drafts
from vedette.intake.numbers import Amount

FORMAT = 1
HEAD = """\
# Drafts from {name}: nothing of this is in the register.
# Set each draft's decision to "accept" or "refuse", change what is wrong, and then:
#   vedette intake apply THIS_FILE --store FILE --role analyst
# killed and injured: "3", "3-5", or "3+" for at least 3; harmed: ["CN killed 3"].
# as_told: the article's words for numbers such as "at least five", for the note.
# An incident that is another draft's, or in the register: same_as = 1, or
# same_as = "incident:I-0003"; then none is made of it, and its claims go there.
# A claim is about a draft's number, or what the register holds: "incident:I-0003";
# so with the claims that it answers: 4, or "claim:C-0012".
# A place that the gazetteer does not have may get lon and lat; when: [from, to] or [].
# at: from which to which character of the article the sentence runs.
"""


def write_drafts(drafts: Drafts) -> str:
    """Write drafts as TOML, with the sentence beside every draft."""
    article = drafts.article
    lines = [HEAD.format(name=_plain(article.name))]
    lines += [f"# Note: {_plain(note)}" for note in drafts.notes]
    lines += _lines(
        {
            "format": FORMAT,
            "article": article.name,
            "article_hash": article.content_hash,
            "day": article.day,
            "publisher": article.publisher,
            "link": article.link,
            "origin": "published",
        }
    )
    for draft in drafts.list_all():
        name, values = WRITERS[type(draft)](draft)
        if isinstance(draft, DraftIncident):
            values |= _same(draft, drafts.held)
        lines += [
            "",
            f"[[{name}]]",
            *_lines({"draft": draft.number, "decision": draft.decision}),
        ]
        lines += _lines(values)
        lines += _lines({"sentence": draft.sentence, "at": list(draft.mark)})
    return "\n".join(lines) + "\n"


def _lines(values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        if isinstance(value, _Comment):
            yield f"# {name}: {value}"
        elif value is not None:
            yield f"{name} = {_value(value)}"


class _Comment(str):
    """A line for the reader's eye only."""


def _value(value: Any) -> str:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _incident(draft: DraftIncident) -> tuple[str, dict[str, Any]]:
    place = draft.place or Place("")
    sentences = ", ".join(
        f"{name} {mark.start}-{mark.end}" for name, mark in draft.marks.items()
    )
    return "incidents", {
        "kind": draft.kind,
        "title": draft.title,
        "when": _span(draft.when),
        "place": place.name,
        "precision": place.precision,
        **_people(draft),
        "site": draft.site,
        "site_id": draft.site_id,
        "sentences": _Comment(sentences),
    }


def _same(draft: DraftIncident, held: Mapping[Ref, str]) -> dict[str, Any]:
    """Return what the incident may be the same as, with words for the reader."""
    told = [
        f"{ref}: {held[ref]}"
        for ref in draft.perhaps
        if isinstance(ref, Ref) and ref in held
    ]
    words = {f"perhaps {at}": _Comment(_plain(each)) for at, each in enumerate(told, 1)}
    return {
        "perhaps": [name_subject(each) for each in draft.perhaps],
        **words,
        "same_as": "" if draft.same_as is None else name_subject(draft.same_as),
    }


def name_subject(what: int | Ref) -> int | str:
    """Write what a draft is about: a draft's number, or a record's name."""
    return what if isinstance(what, int) else str(what)


def _fact(draft: DraftFact) -> tuple[str, dict[str, Any]]:
    return "facts", {"kind": draft.kind, "title": draft.title}


def describe_claim(draft: DraftClaim) -> dict[str, Any]:
    """Return what a claim is about, what it says of that, and who says it."""
    return {
        "about": name_subject(draft.about),
        "says": draft.says,
        "source": draft.source,
        "source_kind": draft.source_kind,
        "anonymity": draft.anonymity,
        "originator": draft.originator,
    }


def _claim(draft: DraftClaim) -> tuple[str, dict[str, Any]]:
    return "claims", {
        **describe_claim(draft),
        "count": draft.count or 0,
        "said": _span(draft.said),
        **_people(draft),
        "answers": [name_subject(each) for each in draft.answers],
    }


WRITERS: Mapping[type[Any], Callable[[Any], tuple[str, dict[str, Any]]]] = {
    DraftIncident: _incident,
    DraftFact: _fact,
    DraftClaim: _claim,
}


def _span(span: Span | None) -> list[dt.datetime]:
    return [] if span is None else [span.earliest, span.latest]


def _people(draft: DraftIncident | DraftClaim) -> dict[str, Any]:
    return {
        "killed": _amount(draft.killed),
        "injured": _amount(draft.injured),
        "harmed": [
            f"{each.nation} {each.outcome} {each.amount}" for each in draft.shares
        ],
        "as_told": list(draft.as_told),
    }


def _amount(amount: Amount | None) -> str:
    return "" if amount is None else str(amount)
