"""What kind of incident or fact a sentence tells of, and which site was exposed."""

import re
from dataclasses import dataclass

from vedette.intake.eventwords import (
    AFTERWARDS,
    ANOTHER,
    BEFORE_EVENT,
    DETAILS,
    FIRST_OF,
    INCIDENTS,
    NO_INCIDENT,
    NO_SITE,
    ONE_MORE,
    ORDER,
    PLURAL,
    POINTS_BACK,
    POINTS_NOT,
    SITES,
    THOSE_WHO_DID,
    VERB,
)
from vedette.intake.factwords import BESIDE, FACTS


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence tells of: kinds of incident, kinds of fact, an exposed site.

    ``is_background``: the incident is named only as what a fact came after.
    ``is_plural``: several incidents are named, none of them by itself.
    ``is_definite``: a word such as "the attack" points back; ``is_indefinite``: "an
    attack"; ``is_new``: the sentence says itself that it is one more. ``is_after``: it
    is of what came afterwards, elsewhere perhaps: arrests, searches, a hospital.
    ``event_at``: where the first word for an incident stands.
    """

    incidents: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    site: str = ""
    is_background: bool = False
    is_plural: bool = False
    is_another: bool = False
    ordinal: int = 0
    has_details: bool = False
    is_definite: bool = False
    is_indefinite: bool = False
    is_new: bool = False
    is_after: bool = False
    event_at: int = 0

    @property
    def fact(self) -> str:
        """The kind of fact that says most; empty where there is none."""
        return self.facts[0] if self.facts else ""


def find_told(text: str) -> Told:
    """Return what a sentence tells of.

    >>> find_told("Gunmen raided a gold mine and a guard was shot.").incidents
    ('armed_attack', 'shooting')
    """
    is_after = bool(AFTERWARDS.search(text))
    plain = _blank(NO_INCIDENT, text)
    if is_after:  # "two attackers were arrested in Khorog": no attack in Khorog
        plain = _blank(THOSE_WHO_DID, plain)
    hits = {
        kind: hit for kind, form in INCIDENTS.items() if (hit := form.search(plain))
    }
    facts = _find_facts(text)
    fact_at = next(iter(facts.values()), 0)
    words = hits.values()
    nouns = [each.start() for each in words if not VERB.search(each[0])]
    first = min((hit.start() for hit in words), default=0)
    cue = BEFORE_EVENT.search(text, 0, first)
    ordinal = FIRST_OF.search(text)
    sites = _blank(NO_SITE, text)
    return Told(
        incidents=tuple(hits),
        facts=tuple(facts),
        site=next((kind for kind, form in SITES.items() if form.search(sites)), ""),
        is_background=bool(hits and facts and cue and cue.start() > fact_at),
        is_plural=bool(hits) and all(PLURAL.fullmatch(hit[0]) for hit in words),
        is_another=bool(ANOTHER.search(text)),
        ordinal=ORDER.index(ordinal[1].lower()) + 1 if ordinal else 0,
        has_details=bool(DETAILS.search(text)),
        is_definite=any(POINTS_BACK.search(text, 0, at) for at in nouns),
        is_indefinite=any(POINTS_NOT.search(text, 0, at) for at in nouns),
        is_new=bool(ONE_MORE.search(text)),
        is_after=is_after,
        event_at=first,
    )


def _find_facts(text: str) -> dict[str, int]:
    """Return the kinds of fact in a sentence, each with where its words begin.

    What several kinds have words for is of the first; beside an advice, an offer or a
    measure another may stand, in words of its own.
    """
    found: dict[str, re.Match[str]] = {}
    for kind, form in FACTS.items():
        hit = form.search(text)
        if hit is None or (found and not {kind, *found} <= BESIDE):
            continue
        if not any(_overlap(hit, other) for other in found.values()):
            found[kind] = hit
    return {kind: hit.start() for kind, hit in found.items()}


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """Write spaces over what a pattern finds, so that all else stays in its place."""
    return pattern.sub(lambda match: " " * len(match[0]), text)


def strongest(kinds: set[str]) -> str:
    """Return the kind that says most of several used for one incident."""
    return next((kind for kind in INCIDENTS if kind in kinds), "other")
