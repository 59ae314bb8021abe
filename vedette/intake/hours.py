"""Hours of the day in a sentence, and the dates that they narrow."""

import datetime as dt
import re
from dataclasses import replace

from vedette.domain.register import Span
from vedette.intake.calendar import DAY, When, moment
from vedette.intake.dayforms import Clock
from vedette.intake.numbers import ONES, VALUES

CLOCK = re.compile(
    r"\b(?P<loose>(?:about|around|approximately|(?:shortly|a little|just) after) )?"
    r"(?:(?P<h24>[01]?\d|2[0-3])[:.](?P<m24>[0-5]\d)\b(?! ?[ap]\.?m\b|[.]\d)"
    rf"|(?P<word>{'|'.join(ONES[1:13])})(?: o'clock)?"
    r" (?:in the (?P<part>morning|afternoon|evening)|at night)\b"
    r"|(?P<noon>noon|midday)\b"
    r"|(?P<h12>1[0-2]|[1-9])(?:[:.](?P<m12>[0-5]\d))? ?(?P<half>[ap])\.?m\b)",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    r"\bbetween (?P<first>1[0-2]|[1-9]) and (?P<second>1[0-2]|[1-9]) "
    r"(?:in the (?P<part>morning|afternoon|evening)\b|(?P<half>[ap])\.?m\b)",
    re.IGNORECASE,
)
EITHER_WAY_MIN = 30  # "about ten"


def narrow(text: str, found: list[When], clock: Clock) -> list[When]:
    """Narrow the date before each hour to that hour; without one, the day of the event.

    The latest of several hours in one sentence that share a date stands.
    """
    for match in (*CLOCK.finditer(text), *BETWEEN.finditer(text)):
        before = [at for at, each in enumerate(found) if each.start <= match.start()]
        at = before[-1] if before else 0
        span = found[at].span if found else clock.event or clock.anchor
        if span is None:
            continue
        first, last = (_in_span(span, each, clock.zone) for each in _minutes(match))
        narrowed = When(Span(first, max(first, last)), match.start(), match.end())
        if not found:
            found.append(narrowed)
        else:
            end = max(found[at].end, match.end())
            found[at] = replace(found[at], span=narrowed.span, end=end)
    return found


def _minutes(match: re.Match[str]) -> tuple[int, int]:
    groups = match.groupdict()
    late = 12 * 60 * _is_late(groups)
    if "first" in groups:
        return int(groups["first"]) % 12 * 60 + late, int(
            groups["second"]
        ) % 12 * 60 + late
    if groups["h24"]:
        minute = int(groups["h24"]) * 60 + int(groups["m24"])
    elif groups["noon"]:
        minute = 12 * 60
    elif groups["word"]:
        minute = VALUES[groups["word"].lower()] % 12 * 60 + late
    else:
        minute = int(groups["h12"]) % 12 * 60 + int(groups["m12"] or 0) + late
    either_way = EITHER_WAY_MIN if groups["loose"] else 0
    return minute - either_way, minute + either_way


def _is_late(groups: dict[str, str | None]) -> bool:
    return (groups.get("half") or "").lower() == "p" or (
        (groups.get("part") or "").lower() in ("afternoon", "evening")
    )


def _in_span(span: Span, minute: int, zone: dt.tzinfo) -> dt.datetime:
    """Return the hour on the span's first day, or on its second where it lies there."""
    first = moment(span.earliest.date(), minute, zone)
    later = first + DAY
    return later if first < span.earliest and later <= span.latest else first
