"""What single values of a record must be like, told in sentences."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache

from vedette.domain.register import PRECISIONS, Count, Place, Span
from vedette.reading.caps import CAPS
from vedette.reading.checks import FORMULA_STARTS, IDENTIFIER, quote
from vedette.register.sentences import count_sentences

Faults = Iterable[str]  # none of them, as a rule, so most checks return at once

MOST_PEOPLE = 1_000_000
LONGEST_QUOTE = 400
UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
FIRST = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
LAST = dt.datetime(2101, 1, 1, tzinfo=dt.UTC)


def check_id(value: str) -> Faults:
    """Check an id, which can also be part of a file name."""
    if len(value) <= CAPS.id_chars and IDENTIFIER.fullmatch(value):
        return ()
    return (
        f"{quote(value)} cannot be an id; use letters a-z, digits, - and _, at most"
        f" {CAPS.id_chars} of them, beginning with a letter or digit",
    )


def check_text(
    field: str, value: str, longest: int = CAPS.text_chars, *, is_needed: bool = False
) -> Faults:
    """Check one line of text that is safe in a spreadsheet and in a terminal."""
    if not value and not is_needed:
        return ()
    if not value.isprintable() and is_unsafe(value):
        told = "it holds a control character; keep to one line of plain text"
    elif not value or (is_needed and value.isspace()):
        told = "it is empty; fill it in"
    elif len(value) > longest:
        told = f"it has {len(value):,} characters; keep to {longest:,}"
    elif value[0] in FORMULA_STARTS:
        told = f"{quote(value)} begins like a formula; begin with a letter"
    else:
        return ()
    return (f"{field}: {told}",)


def is_unsafe(value: str) -> bool:
    """Whether a text holds what steers a terminal or breaks a line."""
    return not value.isprintable() and UNSAFE.search(value) is not None


def check_word(field: str, value: str, words: tuple[str, ...]) -> Faults:
    """Check a word of a fixed list."""
    if value in words:
        return ()
    return (f"{field}: {quote(value)} is not known; choose {', '.join(words)}",)


def check_quote(value: str) -> Faults:
    """Check words taken from elsewhere: at most one sentence of them."""
    if is_unsafe(value):
        told = "it holds a control character; keep to one line of plain text"
    elif len(value) > LONGEST_QUOTE:
        told = f"it has {len(value):,} characters; keep to {LONGEST_QUOTE}"
    elif value and count_sentences(value) > 1:
        told = "it is longer than one sentence; keep the one that says it"
    else:
        return ()
    return (f"quote: {told}",)


def check_moment(field: str, value: dt.datetime) -> Faults:
    """Check a moment: with its offset, in a year that can be."""
    told = _tell_moment(value)
    return (f"{field}: {told}",) if told else ()


@lru_cache(maxsize=1 << 14)
def _tell_moment(value: dt.datetime) -> str:
    """Say what is wrong with a moment; nothing if it is sound."""
    if value.tzinfo is None:
        return f"{value} has no offset; write such as 2025-11-26T22:30+05:00"
    if not FIRST <= value < LAST:
        return f"{value} cannot be; years run from 1900 to 2100"
    return ""


def check_span(field: str, span: Span) -> Faults:
    """Check two moments and their order."""
    faults = (*check_moment(field, span.earliest), *check_moment(field, span.latest))
    if faults or span.earliest <= span.latest:
        return faults
    return (
        f"{field}: it begins {span.earliest.isoformat()} and ends"
        f" {span.latest.isoformat()}, which is earlier; swap the two",
    )


def check_place(field: str, place: Place) -> Faults:
    """Check a place: named or with degrees that are on earth."""
    faults = (
        *check_text(f"{field} name", place.name, CAPS.name_chars),
        *check_word(f"{field} precision", place.precision, PRECISIONS),
    )
    if (place.lon is None) != (place.lat is None):
        told = "one of lon and lat is missing; give both or neither"
    elif place.lon is None or place.lat is None:
        if place.name:
            return faults
        told = "it has neither a name nor lon and lat; give one of them"
    elif abs(place.lon) <= 180 and abs(place.lat) <= 90:
        return faults
    else:
        told = (
            f"lon {place.lon:g}, lat {place.lat:g} is not on earth; lon runs from -180"
            " to 180, lat from -90 to 90 (are they swapped?)"
        )
    return (*faults, f"{field}: {told}")


def check_count(field: str, count: Count | None) -> Faults:
    """Check a range of people, where there is one."""
    if count is None or 0 <= count.low <= count.high <= MOST_PEOPLE:
        return ()
    return (
        f"{field}: {count.low:,} to {count.high:,} is no range of people; give the"
        f" smaller number first, both from 0 to {MOST_PEOPLE:,}",
    )
