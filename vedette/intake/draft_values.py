"""Checks of single values in a file of drafts: each returns the value, ready for use.

They raise ``WrongValueError`` with what is wrong and what to do.
"""

import datetime as dt
import re

from vedette.domain.register import Ref, Span
from vedette.intake.numbers import Amount
from vedette.intake.sentences import LONGEST_SENTENCE, Mark
from vedette.intake.shares import Share
from vedette.reading.checks import quote, text, whole
from vedette.reading.faults import WrongValueError

MOST_DRAFTS = 1_000
MOST_CHARS = 10_000_000  # of an article, where a sentence may stand
AMOUNT = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?(\+)?", re.ASCII)
SHARE = re.compile(r"([A-Z]{2}) (killed|injured) (\S+)")
REF = re.compile(r"(incident|fact):([A-Za-z0-9][A-Za-z0-9_-]{0,63})")
CLAIM = re.compile(r"claim:([A-Za-z0-9][A-Za-z0-9_-]{0,63})")
CHARACTER = whole(0, MOST_CHARS)
DRAFT_NUMBER = whole(1, 10 * MOST_DRAFTS)


def sentence(value: object) -> str:
    """Return a published sentence on one line, without signs that steer a terminal."""
    checked = text(LONGEST_SENTENCE)
    if isinstance(value, str) and value[:1] in "=+-@":
        return value[:1] + str(checked("x" + value[1:]))[1:]
    return str(checked(value))


def amount(value: object) -> Amount | None:
    """Return a number of people: "3", "3-5", "3+" or "3-5+"; None where it is empty."""
    if value == "":
        return None
    found = AMOUNT.fullmatch(value) if isinstance(value, str) else None
    low = int(found[1]) if found else 0
    high = int(found[2]) if found and found[2] else low
    if found is None or high < low:
        raise WrongValueError(
            f"{quote(value)} is no number", 'write "3", "3-5" or "3+"'
        )
    return Amount(low, high, is_open=bool(found[3]))


def shares(value: object) -> tuple[Share, ...]:
    """Return how many of each nationality were harmed."""
    found = [SHARE.fullmatch(str(each)) for each in values_of(value)]
    if not all(found):
        raise WrongValueError(
            f"{quote(str(value))} is not such a list", 'write such as ["CN killed 3"]'
        )
    told = ((each[1], each[2], amount(each[3])) for each in found if each)
    return tuple(Share(a, b, amount) for a, b, amount in told if amount is not None)


def values_of(value: object) -> list[object]:
    """Return a list of bounded length."""
    if not isinstance(value, list) or len(value) > MOST_DRAFTS:
        raise WrongValueError(f"{quote(str(value))} is not a list", "write it as [...]")
    return value


def span(value: object) -> Span | None:
    """Return two moments in order; None for an empty list."""
    moments = values_of(value)
    if not moments:
        return None
    first, last = moments[0], moments[-1]
    is_pair = len(moments) == 2
    if not (
        is_pair and isinstance(first, dt.datetime) and isinstance(last, dt.datetime)
    ):
        raise WrongValueError("it is no pair of moments", "write [from, to], or []")
    if first.tzinfo is None or last.tzinfo is None or first > last:
        raise WrongValueError(
            "its moments have no offset or are the wrong way round",
            "write such as [2025-11-26T18:00:00+05:00, 2025-11-27T06:00:00+05:00]",
        )
    return Span(first, last)


def mark(value: object) -> Mark:
    """Return from which to which character a sentence runs."""
    ends = [CHARACTER(each) for each in values_of(value)]
    if len(ends) != 2 or ends[0] > ends[1]:
        raise WrongValueError("it is no pair of characters", "write such as [120, 245]")
    return Mark(*ends)


def as_told(value: object) -> tuple[str, ...]:
    """Return the words of numbers: "killed: at least five guards"."""
    checked = text(LONGEST_SENTENCE)
    return tuple(str(checked(each)) for each in values_of(value))


def same_as(value: object) -> int | Ref | None:
    """Return what an incident is the same as; None where that is left empty."""
    return None if value == "" else _incident(value)


def subjects(value: object) -> tuple[int | Ref, ...]:
    """Return incidents: drafts, or incidents in the register."""
    return tuple(_incident(each) for each in values_of(value))


def _incident(value: object) -> int | Ref:
    if isinstance(value, int) and not isinstance(value, bool):
        return int(DRAFT_NUMBER(value))
    found = REF.fullmatch(value) if isinstance(value, str) else None
    if found is None or found[1] != "incident":
        raise WrongValueError(
            f"{quote(value)} is no incident",
            'give a draft\'s number, or such as "incident:I-0003"',
        )
    return Ref(found[1], found[2])


def about(value: object) -> int | Ref:
    """Return what a claim is about: a draft's number, or something in the register."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    found = REF.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise WrongValueError(
            f"{quote(value)} is nothing that a claim is about",
            'give a draft\'s number, or such as "incident:I-0003"',
        )
    return Ref(found[1], found[2])


def answers(value: object) -> tuple[int | Ref, ...]:
    """Return the claims that one answers: drafts, or claims in the register."""
    return tuple(_answer(each) for each in values_of(value))


def _answer(value: object) -> int | Ref:
    if isinstance(value, int):
        return int(DRAFT_NUMBER(value))
    found = CLAIM.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise WrongValueError(
            f"{quote(value)} is no claim",
            'give a draft\'s number, or such as "claim:C-0012"',
        )
    return Ref("claim", found[1])


def day(value: object) -> dt.date:
    """Return a day of the calendar."""
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise WrongValueError(
            f"{quote(value)} is no day", "write 2025-12-02, no quotes"
        )
    return value


def people_count(value: object) -> int | None:
    """Return how many people a source is; None for 0."""
    return whole(0, 1000)(value) or None
