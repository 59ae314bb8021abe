"""Records as rows: the columns that are searched, and the record itself as JSON."""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

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


class Head(NamedTuple):
    """What ``heads`` holds of a record itself, in the order of its columns."""

    state: str = ""
    says: str = ""
    about: str | None = None
    source: str | None = None
    merged_into: str | None = None
    upstream: str | None = None
    origin: str = ""
    section: str = ""
    km: float | None = None
    earliest: str | None = None
    latest: str | None = None


def make_heads(records: Sequence[Record]) -> list[tuple[Head, str]]:
    """Return the columns of ``heads`` that records fill, and the text to be searched.

    The state of an incident or a fact is not the record's to say.
    """
    texts = fold_many([f"{record.id} {_list_words(record)}" for record in records])
    return list(zip(map(_make_head, records), texts, strict=True))


def _make_head(record: Record) -> Head:
    origin = record.origin
    if isinstance(record, Incident):
        line, into = record.line, record.merged_into
        km, section = (None, "") if line is None else (line.km, line.section)
        merged, upstream = into and f"incident:{into}", record.upstream or None
        first, last = _write_span(record.when)
        return Head(
            "", "", None, None, merged, upstream, origin, section, km, first, last
        )
    if isinstance(record, Claim):
        about, source = str(record.about), f"source:{record.source}"
        first, last = _write_span(record.said)
        return Head(
            *(record.state, record.says, about, source, None, None, origin),
            *("", None, first, last),
        )
    return Head(origin=origin)


def _write_span(span: Span | None) -> tuple[str | None, str | None]:
    if span is None:
        return None, None
    return write_moment(span.earliest), write_moment(span.latest)


def _list_words(record: Record) -> str:
    """Return the words of a record that a search looks through."""
    if isinstance(record, Incident):
        return f"{record.title} {record.place.name} {record.site} {record.note}"
    if isinstance(record, Claim):
        place = record.figures.place
        where = "" if place is None else place.name
        return f"{record.statement} {record.quote} {where} {record.note}"
    if isinstance(record, Source):
        return f"{record.name} {record.originator} {record.note}"
    if isinstance(record, Assessment):
        return f"{record.title} {record.text} {record.content_hash}"
    return f"{record.title} {record.note}"
