"""What single values of a record must be like, told in sentences."""

import datetime as dt
import re
from collections.abc import Iterator

from vedette.domain.register import PRECISIONS, Count, Place, Span
from vedette.reading.caps import CAPS
from vedette.reading.checks import FORMULA_STARTS, IDENTIFIER, quote
from vedette.register.sentences import count_sentences

Faults = Iterator[str]

MOST_PEOPLE = 1_000_000
LONGEST_QUOTE = 400
UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
FIRST = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
LAST = dt.datetime(2101, 1, 1, tzinfo=dt.UTC)


def check_id(value: str) -> Faults:
    """Check an id, which can also be part of a file name."""
    if not IDENTIFIER.fullmatch(value) or len(value) > CAPS.id_chars:
        yield (
            f"{quote(value)} cannot be an id; use letters a-z, digits, - and _, at most"
            f" {CAPS.id_chars} of them, beginning with a letter or digit"
        )


def check_text(
    field: str, value: str, longest: int = CAPS.text_chars, *, is_needed: bool = False
) -> Faults:
    """Check one line of text that is safe in a spreadsheet and in a terminal."""
    if UNSAFE.search(value):
        yield f"{field}: it holds a control character; keep to one line of plain text"
    elif is_needed and not value.strip():
        yield f"{field}: it is empty; fill it in"
    elif len(value) > longest:
        yield f"{field}: it has {len(value):,} characters; keep to {longest:,}"
    elif value[:1] in FORMULA_STARTS and value:
        yield f"{field}: {quote(value)} begins like a formula; begin with a letter"


def check_word(field: str, value: str, words: tuple[str, ...]) -> Faults:
    """Check a word of a fixed list."""
    if value not in words:
        yield f"{field}: {quote(value)} is not known; choose {', '.join(words)}"


def check_quote(value: str) -> Faults:
    """Check words taken from elsewhere: at most one sentence of them."""
    if UNSAFE.search(value):
        yield "quote: it holds a control character; keep to one line of plain text"
    elif len(value) > LONGEST_QUOTE:
        yield f"quote: it has {len(value):,} characters; keep to {LONGEST_QUOTE}"
    elif count_sentences(value) > 1:
        yield "quote: it is longer than one sentence; keep the one that says it"


def check_moment(field: str, value: dt.datetime) -> Faults:
    """Check a moment: with its offset, in a year that can be."""
    if value.tzinfo is None:
        yield f"{field}: {value} has no offset; write such as 2025-11-26T22:30+05:00"
    elif not FIRST <= value < LAST:
        yield f"{field}: {value} cannot be; years run from 1900 to 2100"


def check_span(field: str, span: Span) -> Faults:
    """Check two moments and their order."""
    faults = [*check_moment(field, span.earliest), *check_moment(field, span.latest)]
    if not faults and span.earliest > span.latest:
        faults.append(
            f"{field}: it begins {span.earliest.isoformat()} and ends"
            f" {span.latest.isoformat()}, which is earlier; swap the two"
        )
    yield from faults


def check_place(field: str, place: Place) -> Faults:
    """Check a place: named or with degrees that are on earth."""
    yield from check_text(f"{field} name", place.name, CAPS.name_chars)
    yield from check_word(f"{field} precision", place.precision, PRECISIONS)
    if (place.lon is None) != (place.lat is None):
        yield f"{field}: one of lon and lat is missing; give both or neither"
    elif place.lon is None or place.lat is None:
        if not place.name:
            yield f"{field}: it has neither a name nor lon and lat; give one of them"
    elif not (abs(place.lon) <= 180 and abs(place.lat) <= 90):
        yield (
            f"{field}: lon {place.lon:g}, lat {place.lat:g} is not on earth; lon runs"
            " from -180 to 180, lat from -90 to 90 (are they swapped?)"
        )


def check_count(field: str, count: Count | None) -> Faults:
    """Check a range of people, where there is one."""
    if count is None:
        return
    if not 0 <= count.low <= count.high <= MOST_PEOPLE:
        yield (
            f"{field}: {count.low:,} to {count.high:,} is no range of people; give the"
            f" smaller number first, both from 0 to {MOST_PEOPLE:,}"
        )
