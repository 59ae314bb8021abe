"""What intake proposes: incidents, facts and claims, each with the sentence it is from.

Nothing here is in the register: a person accepts, changes or refuses each draft.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from vedette.domain.register import Place, Ref, Span
from vedette.intake.numbers import Amount
from vedette.intake.sentences import Mark
from vedette.intake.shares import Share

FACT_KINDS = ("talks", "advice", "offer", "agreement", "measure")
SITE_KINDS = ("camp", "mine", "road_works", "bridge", "dam")
DECISIONS = ("open", "accept", "refuse")


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as plain text, with what is known of it from outside the text.

    ``notes`` say what was done to the text before it was read.
    """

    text: str
    day: dt.date
    publisher: str
    link: str = ""
    name: str = "the article"
    content_hash: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftIncident:
    """An incident that the article tells of; None and empty where it does not say.

    ``marks`` holds, for each field that is filled, the sentence it was taken from;
    ``as_told`` the words of numbers that are not plain ones, such as "killed: at least
    five guards". ``perhaps`` are the drafts that may tell of the same incident;
    ``same_as`` is what a person says it is: another draft, or what the register holds.
    Then no incident is made of it, and its claims go there.
    """

    number: int
    kind: str
    title: str
    sentence: str
    mark: Mark
    when: Span | None = None
    place: Place | None = None
    site_id: str | None = None
    killed: Amount | None = None
    injured: Amount | None = None
    shares: tuple[Share, ...] = ()
    site: str = ""
    marks: Mapping[str, Mark] = field(default_factory=dict)
    as_told: tuple[str, ...] = ()
    perhaps: tuple[int | Ref, ...] = ()
    same_as: int | Ref | None = None
    decision: str = "open"


@dataclass(frozen=True, slots=True)
class DraftFact:
    """A question that is no incident: talks, an advice, an offer, a measure."""

    number: int
    kind: str
    title: str
    sentence: str
    mark: Mark
    decision: str = "open"


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """One statement by one source about one draft incident or fact.

    Parameters
    ----------
    about
        The number of that draft, or what the register holds already.
    source, originator
        Who says it, in the article's words and never by a person's name; who made the
        report that carries it: a named body its own, for all others the publisher.
    count
        How many people the source is, where that is told.
    answers
        The claims that it confirms, denies or withdraws, or will not comment on:
        numbers of drafts, or what the register holds already.
    """

    number: int
    about: int | Ref
    says: str
    source: str
    source_kind: str
    anonymity: str
    originator: str
    sentence: str
    mark: Mark
    count: int | None = None
    said: Span | None = None
    killed: Amount | None = None
    injured: Amount | None = None
    shares: tuple[Share, ...] = ()
    as_told: tuple[str, ...] = ()
    answers: tuple[int | Ref, ...] = ()
    decision: str = "open"


Draft = DraftIncident | DraftFact | DraftClaim


@dataclass(frozen=True, slots=True)
class Drafts:
    """All that an article offers, numbered from 1, and what could not be read of it.

    ``held`` says in words what the register holds that drafts may be the same as.
    """

    article: Article
    incidents: tuple[DraftIncident, ...]
    facts: tuple[DraftFact, ...]
    claims: tuple[DraftClaim, ...]
    notes: tuple[str, ...] = ()
    held: Mapping[Ref, str] = field(default_factory=dict)

    def list_all(self) -> tuple[Draft, ...]:
        """List all drafts by their numbers."""
        every: tuple[Draft, ...] = (*self.incidents, *self.facts, *self.claims)
        return tuple(sorted(every, key=lambda draft: draft.number))

    def find(self, number: int) -> Draft | None:
        """Return a draft by its number."""
        return next((each for each in self.list_all() if each.number == number), None)
