"""Dates in a sentence: where they stand, and which span of time they mean."""

import re
from dataclasses import replace

from vedette.domain.register import Span
from vedette.intake.calendar import When, part_of
from vedette.intake.dayforms import ANY, Clock, read_days
from vedette.intake.hours import narrow

AHEAD = re.compile(
    r"\b(?:(?P<early>(?:early|small) hours of|early on"
    r"|(?:before|at) (?:dawn|daybreak|sunrise) on)"
    r"|(?P<night>night (?:of|on|from)|night)"
    r"|(?P<evening>(?:evening|late) (?:of|on)|late|at (?:dusk|sunset|nightfall) on)"
    r"|(?P<morning>morning (?:of|on))|(?P<afternoon>afternoon (?:of|on)))(?: the)? ?$",
    re.IGNORECASE,
)
AHEAD_CHARS = 28
BEHIND = re.compile(r",? (?:at )?(night|evening|morning|afternoon)\b", re.IGNORECASE)
INSIDE = re.compile(r"night|evening|morning|afternoon")
BOUND = re.compile(r"\b(?:until|till|since|by|next|from)(?: the)? $", re.IGNORECASE)
BOUND_CHARS = 12
WIDE = ("month", "year", "period", "weekend")


def find_dates(text: str, clock: Clock) -> list[When]:
    """Return the dates of a sentence, in order; hours narrow the date they stand with.

    >>> import datetime as dt
    >>> clock = Clock(dt.date(2025, 11, 28), dt.UTC)
    >>> found = find_dates("It was attacked on Wednesday night.", clock)
    >>> found[0].span.earliest.isoformat()
    '2025-11-26T18:00:00+00:00'
    """
    found: list[When] = []
    for match in ANY.finditer(text):
        kind = str(match.lastgroup)
        ahead = text[max(0, match.start() - BOUND_CHARS) : match.start()]
        if BOUND.search(ahead) and not text.startswith("'s", match.end()):
            continue  # but "the toll from Saturday's attack" is of Saturday
        anchor = found[-1].span if found else clock.anchor
        days = read_days(kind, match[0], replace(clock, anchor=anchor))
        if days is None:
            continue
        part, start, end = _part(text, match, kind)
        if part == "night" and kind in ("days", "weekdays"):
            days = days[0], days[0]  # the night of 4 to 5 May begins on the 4th
        span = Span(*part_of(days, part, clock.zone))
        found.append(When(span, start, end))
    return narrow(text, found, clock)


def _part(text: str, match: re.Match[str], kind: str) -> tuple[str, int, int]:
    """Return the part of the day that stands with a date, and where all of it is."""
    words, start, end = match[0].lower(), match.start(), match.end()
    if words in ("overnight", "last night"):
        return "before", start, end
    if kind in WIDE:
        return "", start, end
    begin = max(0, start - AHEAD_CHARS)
    ahead = AHEAD.search(text[begin:start])
    if ahead:
        return str(ahead.lastgroup), begin + ahead.start(), end
    behind = BEHIND.match(text, end)
    if behind:
        return behind[1].lower(), start, behind.end()
    inside = INSIDE.search(words)
    return (inside[0] if inside else ""), start, end
