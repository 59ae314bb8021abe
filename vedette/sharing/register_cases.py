"""Incidents and facts with their claims side by side, as every output shows them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from vedette.domain.history import Flag, RegisterCopy
from vedette.domain.register import (
    FALLEN,
    Claim,
    Count,
    Fact,
    Figures,
    Incident,
    Place,
    Quantity,
    Ref,
    Source,
    Span,
    ref_of,
)
from vedette.register.contradictions import Difference, compare_claims

LAST_MINUTE = dt.timedelta(hours=23, minutes=59)


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with its source, and whether anything should still rest on it."""

    claim: Claim
    source: Source

    @property
    def has_fallen(self) -> bool:
        """Whether it was denied, withdrawn or superseded."""
        return self.claim.state in FALLEN


@dataclass(frozen=True, slots=True)
class Case:
    """An incident or a fact, how it stands, and all that is said of it."""

    about: Incident | Fact
    standing: str
    claims: tuple[Told, ...]
    differences: tuple[Difference, ...]
    merged: tuple[str, ...]
    flags: tuple[Flag, ...]


def list_cases(copy: RegisterCopy, kind: str) -> Iterator[Case]:
    """Give the incidents or the facts of a register; claims in the order of saying.

    What was merged into another shows under that one, with the claims about it.
    """
    records = [each.record for each in copy.records]
    sources = {each.id: each for each in records if isinstance(each, Source)}
    abouts = {
        ref_of(each): each for each in records if isinstance(each, Incident | Fact)
    }
    told: dict[Ref, list[Told]] = {}
    merged: dict[Ref, list[str]] = {}
    for ref in abouts:
        root = _root(abouts, ref)
        if root != ref:
            merged.setdefault(root, []).append(ref.id)
    for each in records:
        if isinstance(each, Claim) and each.about in abouts:
            one = Told(each, sources[each.source])
            told.setdefault(_root(abouts, each.about), []).append(one)
    flags: dict[Ref, list[Flag]] = {}
    for flag in copy.flags:
        flags.setdefault(flag.what, []).append(flag)
    for ref, about in abouts.items():
        if ref.kind != kind or _root(abouts, ref) != ref:
            continue
        claims = sorted(told.get(ref, ()), key=_when_said)
        yield Case(
            about=about,
            standing=copy.standings.get(ref, ""),
            claims=tuple(claims),
            differences=compare_claims([each.claim for each in claims]),
            merged=tuple(merged.get(ref, ())),
            flags=tuple(flags.get(ref, ())),
        )


def _root(abouts: dict[Ref, Incident | Fact], ref: Ref) -> Ref:
    seen: set[Ref] = set()
    while ref in abouts and ref not in seen:
        seen.add(ref)
        into = getattr(abouts[ref], "merged_into", None)
        if into is None:
            break
        ref = Ref("incident", into)
    return ref


def _when_said(each: Told) -> tuple[dt.datetime, str]:
    said = each.claim.said
    return (each.claim.entered if said is None else said.earliest), each.claim.id


def say_span(span: Span | None, zone: str) -> str:
    """Write a span as people read it: a day, an hour, or both ends.

    >>> day = dt.datetime(2025, 11, 26, tzinfo=dt.timezone.utc)
    >>> say_span(Span(day, day + LAST_MINUTE), "UTC")
    '26 Nov 2025'
    """
    if span is None:
        return ""
    first, last = (at.astimezone(ZoneInfo(zone)) for at in (span.earliest, span.latest))
    is_whole = (first.hour, first.minute, last.hour, last.minute) == (0, 0, 23, 59)
    form = "%d %b %Y" if is_whole else "%d %b %Y %H:%M"
    begin, end = f"{first:{form}}", f"{last:{form}}"
    if not is_whole and first.date() == last.date():
        end = f"{last:%H:%M}"
    return begin if first == last or begin == end else f"{begin} to {end}"


def say_moment(at: dt.datetime, zone: str) -> str:
    """Write a moment on the clock of a zone, and name the zone.

    >>> at = dt.datetime(2025, 12, 8, 1, tzinfo=dt.timezone.utc)
    >>> say_moment(at, "Asia/Dushanbe")
    '08 Dec 2025 06:00 Asia/Dushanbe'
    """
    return f"{at.astimezone(ZoneInfo(zone)):%d %b %Y %H:%M} {zone}"


def say_count(count: Count | None) -> str:
    """Write a range of people: 3, or 3-5."""
    if count is None:
        return ""
    return f"{count.low}" if count.low == count.high else f"{count.low}-{count.high}"


def say_figures(figures: Figures, zone: str) -> str:
    """Write what a claim says in figures."""
    place, quantity = figures.place, figures.quantity
    told = (
        say_span(figures.when, zone),
        "" if place is None else place.name,
        f"{say_count(figures.killed)} killed" if figures.killed else "",
        f"{say_count(figures.injured)} injured" if figures.injured else "",
        "" if quantity is None else say_value(quantity, zone),
    )
    return "; ".join(filter(None, told))


def say_value(value: Any, zone: str) -> str:
    """Write one value of a difference as people read it."""
    if isinstance(value, Span):
        return say_span(value, zone)
    if isinstance(value, Count):
        return say_count(value)
    if isinstance(value, Quantity):
        low, high = f"{value.low:,.10g}", f"{value.high:,.10g}"
        return f"{low if low == high else f'{low} to {high}'} {value.unit}"
    return value.name if isinstance(value, Place) else str(value)


def say_word(word: str) -> str:
    """Write one of our words as people read it.

    >>> say_word("officially_confirmed")
    'officially confirmed'
    """
    return word.replace("_", " ")
