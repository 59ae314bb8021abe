"""What kind of incident or fact a sentence tells of, and which site was exposed."""

from dataclasses import dataclass

from vedette.intake.eventwords import (
    ANOTHER,
    BEFORE_EVENT,
    DETAILS,
    FACTS,
    FIRST_OF,
    INCIDENTS,
    NO_INCIDENT,
    NO_SITE,
    ORDER,
    PLURAL,
    SITES,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence tells of: kinds of incident, a kind of fact, an exposed site.

    ``is_background``: the incident is named only as what a fact came after.
    ``is_plural``: several incidents are named, none of them by itself.
    """

    incidents: tuple[str, ...] = ()
    fact: str = ""
    site: str = ""
    is_background: bool = False
    is_plural: bool = False
    is_another: bool = False
    ordinal: int = 0
    has_details: bool = False


def find_told(text: str) -> Told:
    """Return what a sentence tells of.

    >>> find_told("Gunmen raided a gold mine and a guard was shot.").incidents
    ('armed_attack', 'shooting')
    """
    plain = NO_INCIDENT.sub(lambda match: " " * len(match[0]), text)
    hits = {
        kind: hit for kind, form in INCIDENTS.items() if (hit := form.search(plain))
    }
    fact, fact_at = next(
        (
            (kind, hit.start())
            for kind, form in FACTS.items()
            if (hit := form.search(text))
        ),
        ("", 0),
    )
    first = min((hit.start() for hit in hits.values()), default=0)
    cue = BEFORE_EVENT.search(text, 0, first)
    ordinal = FIRST_OF.search(text)
    sites = NO_SITE.sub(lambda match: " " * len(match[0]), text)
    return Told(
        incidents=tuple(hits),
        fact=fact,
        site=next((kind for kind, form in SITES.items() if form.search(sites)), ""),
        is_background=bool(hits and fact and cue and cue.start() > fact_at),
        is_plural=bool(hits) and all(PLURAL.fullmatch(hit[0]) for hit in hits.values()),
        is_another=bool(ANOTHER.search(text)),
        ordinal=ORDER.index(ordinal[1].lower()) + 1 if ordinal else 0,
        has_details=bool(DETAILS.search(text)),
    )


def strongest(kinds: set[str]) -> str:
    """Return the kind that says most of several used for one incident."""
    return next((kind for kind in INCIDENTS if kind in kinds), "other")
