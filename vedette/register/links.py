"""What rests on what: the links of a record, circles in them, what a fall reaches."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from vedette.domain.register import (
    FALLEN,
    Assessment,
    Claim,
    Incident,
    Link,
    Record,
    Ref,
    ref_of,
)

Path = tuple[Ref, ...]


def list_links(record: Record, me: Ref | None = None) -> tuple[Link, ...]:
    """List the links that a record brings with it; ``me`` names it, if known already.

    An incident or fact rests on the claims about it, and on incidents merged into it;
    a claim on those that it repeats, and on those that answer it, since they moved it;
    an assessment on whatever it names.
    """
    me = me or ref_of(record)
    if isinstance(record, Claim):
        if not record.answers and not record.based_on:
            return (Link(record.about, me),)
        moved = () if record.says == "no_comment" else record.answers
        answered = (Link(Ref("claim", each), me) for each in moved)
        repeated = (Link(me, Ref("claim", each)) for each in record.based_on)
        return (Link(record.about, me), *answered, *repeated)
    if isinstance(record, Assessment):
        return tuple(Link(me, on) for on in dict.fromkeys(record.rests_on))
    if isinstance(record, Incident) and record.merged_into is not None:
        return (Link(Ref("incident", record.merged_into), me),)
    return ()


def has_fallen(record: Record) -> bool:
    """Whether nothing should rest on a record any longer without another look."""
    return isinstance(record, Claim) and record.state in FALLEN


def find_circle(
    starts: Iterable[Ref], rests_on: Callable[[Ref], Iterable[Ref]]
) -> Path | None:
    """Return things that rest on one another in a circle, or None.

    Only circles that can be reached from ``starts`` are found; the first of the path
    is also its last.
    """
    is_done: set[Ref] = set()
    for start in starts:
        path: dict[Ref, None] = {}  # in order
        stack: list[tuple[Ref, bool]] = [(start, True)]
        while stack:
            ref, is_entered = stack.pop()
            if not is_entered:
                del path[ref]
                is_done.add(ref)
            elif ref in path:
                round_ = list(path)
                return (*round_[round_.index(ref) :], ref)
            elif ref not in is_done:
                path[ref] = None
                stack.append((ref, False))
                stack.extend((each, True) for each in rests_on(ref))
    return None


def trace_impact(
    fallen: Ref, dependents: Callable[[Sequence[Ref]], Mapping[Ref, Iterable[Ref]]]
) -> dict[Ref, Path]:
    """Return everything that rests on something, each with the shortest path to it.

    ``dependents`` gives for each of many things those that rest on it directly; it is
    asked once for every step away. Paths begin at what fell and end at the thing.
    """
    paths: dict[Ref, Path] = {fallen: (fallen,)}
    level: Sequence[Ref] = [fallen]
    while level:
        found: dict[Ref, Path] = {}
        for on, resting in dependents(level).items():
            for what in resting:
                if what not in paths and what not in found:
                    found[what] = (*paths[on], what)
        paths |= found
        level = list(found)
    del paths[fallen]
    return paths
