"""What people type for the register, as its words: times, ranges, references."""

import datetime as dt
import re
import zoneinfo

from vedette.domain.register import KINDS, Count, Harmed, Ref, Span
from vedette.errors import InputError
from vedette.reading.checks import quote

RANGE = re.compile(r"(\d{1,7})(?:\s*(?:-|–|\.\.)\s*(\d{1,7}))?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LAST_MINUTE = dt.timedelta(hours=23, minutes=59)


def read_ref(text: str, kind: str = "") -> Ref:
    """Return what a person names: ``kind:id``, or an id alone where the kind is plain.

    >>> read_ref("C-17", "claim")
    Ref(kind='claim', id='C-17')
    """
    before, colon, after = text.strip().partition(":")
    if not colon and kind:
        return Ref(kind, before)
    if before not in KINDS or not after:
        raise InputError(
            f"{quote(text)} names nothing in the register; write such as claim:C-17."
            f" The kinds are {', '.join(KINDS)}."
        )
    if kind and before != kind:
        raise InputError(f"{quote(text)} is not a {kind}; give the id of one.")
    return Ref(before, after)


def check_words(word: str | None, known: tuple[str, ...], option: str) -> None:
    """Refuse a word that is none of those an option knows."""
    if word is not None and word not in known:
        raise InputError(f"{option} {quote(word)}: choose {', '.join(known)}.")


def read_count(text: str | None) -> Count | None:
    """Return a range of people.

    >>> read_count("3-5")
    Count(low=3, high=5)
    """
    if text is None:
        return None
    found = RANGE.fullmatch(text.strip())
    if not found:
        raise InputError(
            f"{quote(text)} is no number of people; write 3, or 3-5 for a range."
        )
    low = int(found[1])
    return Count(low, int(found[2]) if found[2] else low)


def read_harmed(texts: tuple[str, ...]) -> tuple[Harmed, ...]:
    """Return counts by nationality.

    >>> read_harmed(("CN:3:1-2",))[0].injured
    Count(low=1, high=2)
    """
    found = []
    for text in texts:
        nationality, _, rest = text.partition(":")
        killed, _, injured = rest.partition(":")
        if not rest:
            raise InputError(
                f"{quote(text)} does not say who was harmed; write it as"
                " NATION:KILLED:INJURED, such as TJ:2:0-3, the nation by ISO 3166."
            )
        found.append(
            Harmed(
                nationality.strip().upper(),
                read_count(killed or None),
                read_count(injured or None),
            )
        )
    return tuple(found)


def read_moment(text: str, zone: str, *, is_end: bool = False) -> dt.datetime:
    """Return a moment; a day alone is its first minute, or its last.

    Without an offset it is told in ``zone``.
    """
    kept = text.strip()
    try:
        moment = dt.datetime.fromisoformat(kept)
    except ValueError:
        raise InputError(
            f"{quote(text)} is neither a day nor a moment; write 2025-11-26 or"
            " 2025-11-26T22:30+05:00."
        ) from None
    if is_end and DAY.fullmatch(kept):
        moment += LAST_MINUTE
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zoneinfo.ZoneInfo(zone))
    return moment


def read_span(begin: str | None, end: str | None, zone: str) -> Span | None:
    """Return the time between two moments; one alone counts for both."""
    if begin is None and end is None:
        return None
    first, last = begin or end, end or begin
    return Span(
        read_moment(str(first), zone), read_moment(str(last), zone, is_end=True)
    )
