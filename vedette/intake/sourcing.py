"""Sources of the register made of drafts; a body under its other name is no new one."""

from collections.abc import Callable
from dataclasses import replace

from vedette.domain.register import Source
from vedette.intake.drafts import DraftClaim
from vedette.intake.numbering import cut
from vedette.intake.tables import word_set
from vedette.reading.caps import CAPS
from vedette.register.folding import fold

LONGEST_COUNT = len(" (12 of 12)")
MOST_OF_ONE_GROUP = 12  # unnamed people who become a source each
SMALL = word_set("the of in for and s")
FindSource = Callable[[Source], str | None]
NextId = Callable[[str], str]


def list_sources(claim: DraftClaim, origin: str) -> list[Source]:
    """List a claim's sources, their ids left empty: one, or one for each person."""
    number = claim.count if claim.anonymity == "unnamed" and claim.count else 1
    number = min(number, MOST_OF_ONE_GROUP)
    name = tidy(claim.source)
    if claim.anonymity == "unnamed":
        name = cut(f"{name}, to {claim.originator}", CAPS.name_chars - LONGEST_COUNT)
    names = [f"{name} ({at} of {number})" for at in range(1, number + 1)]
    names = names if number > 1 else [name]
    return [
        Source(
            id="",
            name=name,
            kind=claim.source_kind,
            originator=tidy(claim.originator),
            anonymity=claim.anonymity,
            origin=origin,
        )
        for name in names
    ]


def tidy(name: str) -> str:
    """Return a name as a list of names has it: no "the" before it, a capital letter.

    >>> tidy("the border service")
    'Border service'
    """
    bare = name[4:].lstrip() if name[:4].lower() == "the " else name
    return bare[:1].upper() + bare[1:]


def is_same_source(one: Source, other: Source) -> bool:
    """Whether two sources are one: bodies by their words, in any order.

    Whoever has no name of his own is the same under the same words only.
    """
    return source_key(one) == source_key(other)


def source_key(source: Source) -> tuple[object, ...]:
    """Return what is the same for one source under several spellings.

    "Tajikistan's Foreign Ministry" and "Foreign ministry of Tajikistan" are one.
    """
    if source.anonymity == "named":
        names: tuple[object, ...] = (_bag(source.name), _bag(source.originator))
    else:
        names = (fold(source.name), _bag(source.originator))
    return (*names, source.kind, source.anonymity)


def _bag(name: str) -> frozenset[str]:
    plain = name.replace("'s ", " ").replace("’s ", " ")
    return frozenset(fold(plain).split()) - SMALL


def source_id(
    source: Source,
    new: dict[tuple[object, ...], Source],
    next_id: NextId,
    find_source: FindSource,
) -> str:
    """Return the id of a source that is known already, or of a new one.

    Unnamed people are never taken for those of another article.
    """
    key = source_key(source)
    if key in new:
        return new[key].id
    known = None if source.anonymity == "unnamed" else find_source(source)
    if known is not None:
        return known
    new[key] = replace(source, id=next_id("source"))
    return new[key].id
