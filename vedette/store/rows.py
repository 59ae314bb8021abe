"""Records as rows: the columns that are searched, and the record itself as JSON."""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from vedette.domain.register import (
    Assessment,
    Claim,
    Incident,
    Record,
    Ref,
    Source,
    Span,
)
from vedette.errors import InputError
from vedette.register.folding import fold_many
from vedette.register.plain import read_text


@lru_cache(maxsize=1 << 16)
def read_ref(text: str) -> Ref:
    """Return the reference that a column holds."""
    kind, _, id_ = text.partition(":")
    return Ref(kind, id_)


def read_record(ref: str, text: str) -> Record:
    """Return the record that the store keeps."""
    try:
        return read_text(read_ref(ref).kind, text)
    except InputError as error:
        raise InputError(
            f"{ref}: the store's row cannot be read ({error}). Ask the log what"
            " happened: vedette log verify."
        ) from error


@lru_cache(maxsize=1 << 14)
def write_moment(moment: dt.datetime) -> str:
    """Return a moment so that texts sort as moments do."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def make_heads(records: Sequence[Record]) -> list[dict[str, Any]]:
    """Return the columns of ``heads`` that records fill, all but their versions."""
    found = [_make_head(record) for record in records]
    texts = fold_many([head["text"] for head in found])
    for head, text in zip(found, texts, strict=True):
        head["text"] = text
    return found


def _make_head(record: Record) -> dict[str, Any]:
    head = dict(EMPTY)
    head["origin"] = record.origin
    if isinstance(record, Incident):
        _fill_incident(head, record)
    elif isinstance(record, Claim):
        _fill_claim(head, record)
    elif isinstance(record, Source):
        head["text"] = f"{record.name} {record.originator} {record.note}"
    elif isinstance(record, Assessment):
        head["text"] = f"{record.title} {record.text} {record.content_hash}"
    else:
        head["text"] = f"{record.title} {record.note}"
    head["text"] = f"{record.id} {head['text']}"
    return head


EMPTY: dict[str, Any] = {
    **dict.fromkeys(("state", "says", "origin", "section", "text"), ""),
    **dict.fromkeys(("about", "source", "merged_into", "upstream")),
    **dict.fromkeys(("km", "earliest", "latest")),
}


def _fill_incident(head: dict[str, Any], record: Incident) -> None:
    _fill_span(head, record.when)
    if record.line is not None:
        head["km"], head["section"] = record.line.km, record.line.section
    head["upstream"] = record.upstream or None
    if record.merged_into is not None:
        head["merged_into"] = str(Ref("incident", record.merged_into))
    head["text"] = f"{record.title} {record.place.name} {record.site} {record.note}"


def _fill_claim(head: dict[str, Any], record: Claim) -> None:
    if record.said is not None:
        _fill_span(head, record.said)
    head["state"], head["says"] = record.state, record.says
    head["about"], head["source"] = str(record.about), f"source:{record.source}"
    place = record.figures.place
    where = place.name if place is not None else ""
    head["text"] = f"{record.statement} {record.quote} {where} {record.note}"


def _fill_span(head: dict[str, Any], span: Span) -> None:
    head["earliest"] = write_moment(span.earliest)
    head["latest"] = write_moment(span.latest)
