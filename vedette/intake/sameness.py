"""Whether two mentions are of one incident: by its time, place, kind and figures.

Two drafts too many are better than one that holds two incidents: where something
speaks against it, and no "the attack" points back, a mention begins a draft of its own,
marked as perhaps the same.
"""

from collections.abc import Collection, Sequence

from vedette.domain.register import Span
from vedette.intake.numbers import Amount
from vedette.intake.places import DISTRICT, Named
from vedette.register.folding import fold

DISTRICT_DEG, PLACE_DEG = 0.6, 0.25  # how far apart names of one scene may lie
# Kinds that are not told of as one incident; all others may be.
APART = (
    ({"smuggling"}, {"armed_attack", "drone_attack", "explosion", "abduction"}),
    ({"other"}, {"armed_clash", "drone_attack", "explosion", "smuggling", "crossing"}),
    ({"other"}, {"shooting", "abduction"}),
)


def are_kinds_apart(one: Collection[str], other: Collection[str]) -> bool:
    """Whether words for both are never used of one incident.

    >>> are_kinds_apart({"shooting"}, {"armed_attack"})
    False
    """
    if not one or not other:
        return False
    first, second = set(one), set(other)
    return any(
        (first <= some and second & others) or (second <= some and first & others)
        for some, others in APART
    )


def are_times_apart(one: Span | None, other: Span | None) -> bool:
    """Whether two spans have no moment in common."""
    if one is None or other is None:
        return False
    return one.latest <= other.earliest or other.latest <= one.earliest


def are_places_apart(one: Named | None, other: Named | None) -> bool:
    """Whether two places of the gazetteer lie too far apart for one scene."""
    if one is None or other is None:
        return False
    a, b = one.place, other.place
    if a.lon is None or b.lon is None or a.lat is None or b.lat is None:
        return False
    reach = DISTRICT_DEG if DISTRICT in (a.precision, b.precision) else PLACE_DEG
    is_near = abs(a.lon - b.lon) < reach and abs(a.lat - b.lat) < reach
    return a.name != b.name and not is_near


def are_times_other(one: Span | None, other: Span | None) -> bool:
    """Whether two spans are not the same, and neither is a part of the other."""
    if one is None or other is None:
        return False
    return not (_holds(one, other) or _holds(other, one))


def are_places_other(one: Named | None, other: Named | None) -> bool:
    """Whether two places have names of their own, and neither is a district."""
    if one is None or other is None:
        return False
    if DISTRICT in (one.place.precision, other.place.precision):
        return are_places_apart(one, other)
    return fold(one.place.name) != fold(other.place.name)


def are_figures_other(
    one: Sequence[Amount | None], other: Sequence[Amount | None]
) -> bool:
    """Whether two tolls, each of killed and injured, exclude each other."""
    return any(
        a is not None and b is not None and (_is_below(a, b) or _is_below(b, a))
        for a, b in zip(one, other, strict=True)
    )


def _holds(one: Span, other: Span) -> bool:
    return one.earliest <= other.earliest and other.latest <= one.latest


def _is_below(one: Amount, other: Amount) -> bool:
    return one.high < other.low and not one.is_open
