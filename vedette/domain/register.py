"""The register's words: who said what about which incident, and what rests on it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

ROLES = (
    "analyst",
    "reviewer",
    "planning_officer",
    "partner_liaison",
    "duty_officer",
    "importer",
)
ORIGINS = ("published", "imported", "own", "exercise")

INCIDENT_KINDS = (
    *("armed_attack", "armed_clash", "drone_attack", "explosion", "shooting"),
    *("crossing", "smuggling", "abduction", "intimidation", "other"),
)
PRECISIONS = ("exact", "near", "district", "region", "country", "unknown")
SOURCE_KINDS = (
    *("government", "official", "force", "international_body", "news_agency"),
    *("newspaper", "broadcaster", "company", "organisation", "resident", "data_set"),
    *("sensor", "other"),
)
ANONYMITY = ("named", "role_only", "unnamed")  # a body or office; a post; nobody

SAYS = ("asserts", "confirms", "denies", "no_comment", "withdraws")
CLAIM_STATES = (
    *("reported", "corroborated", "officially_confirmed", "denied", "no_comment"),
    *("withdrawn", "superseded"),
)
FALLEN = ("denied", "withdrawn", "superseded")  # nothing should rest on these unseen
STANDINGS = (*CLAIM_STATES, "unsourced", "merged")  # of an incident or a fact

RELIABILITY = ("A", "B", "C", "D", "E", "F")
CREDIBILITY = (1, 2, 3, 4, 5, 6)
VALIDATION = ("not_validated", "validated", "rejected")

ASSESSMENT_KINDS = (
    *("assessment", "impact_level", "stake", "option", "plan", "advisory", "notice"),
)
KINDS = ("source", "incident", "fact", "claim", *ASSESSMENT_KINDS)


class Ref(NamedTuple):
    """One thing in the register, as ``kind:id``."""

    kind: str
    id: str

    def __str__(self) -> str:
        """Write it as people type it.

        >>> print(Ref("claim", "C-17"))
        claim:C-17
        """
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Span:
    """Between two moments, both with their offset; what is known of a time."""

    earliest: dt.datetime
    latest: dt.datetime


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people: from ``low`` to ``high``."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """Any other figure with its unit: a length in km, a year."""

    low: float
    high: float
    unit: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place by name, how well it is known, and degrees where somebody gave them."""

    name: str
    precision: str = "unknown"
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True)
class OnLine:
    """Where a place lies by the border: nearest km, its section, and how far off."""

    km: float
    section: str
    off_km: float


@dataclass(frozen=True, slots=True)
class Harmed:
    """How many of one nationality (ISO 3166, two letters) were harmed."""

    nationality: str
    killed: Count | None = None
    injured: Count | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What a claim says in figures; None and empty where it says nothing of it."""

    when: Span | None = None
    place: Place | None = None
    killed: Count | None = None
    injured: Count | None = None
    harmed: tuple[Harmed, ...] = ()
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """Source A-F, information 1-6, validation status: three parts, never one number.

    ``reliability`` is of the source, ``credibility`` of the information, each judged
    without the other; ``role``, ``at`` and ``why`` say who judged, when and why.
    """

    reliability: str
    credibility: int
    validation: str
    role: str
    at: dt.datetime
    why: str

    def __str__(self) -> str:
        """Write the pair as staffs do, such as B2."""
        return f"{self.reliability}{self.credibility}"


@dataclass(frozen=True, slots=True)
class Source:
    """Who says something: ``originator`` made the report that carries the words.

    The three unnamed officials of a news story are three sources with the agency as
    their originator. ``anonymity`` is one of ``ANONYMITY``; no source has a person's
    name.
    """

    id: str
    name: str
    kind: str
    originator: str
    anonymity: str
    origin: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that happened, or is said to have happened, at a place and time.

    ``line`` is computed from the place. ``killed``, ``injured`` and ``harmed`` are the
    staff's own ranges; each claim keeps its figures beside them. ``site`` is the site
    that was exposed, in words, ``site_id`` the theatre's site where there is one.
    ``upstream`` names the row of a data set that it came from, such as
    ``acled:AFG12345``. ``merged_into`` is the incident that this one turned out to be.
    """

    id: str
    kind: str
    title: str
    when: Span
    place: Place
    origin: str
    line: OnLine | None = None
    killed: Count | None = None
    injured: Count | None = None
    harmed: tuple[Harmed, ...] = ()
    site: str = ""
    site_id: str | None = None
    upstream: str = ""
    merged_into: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A question that is no incident, on which sources say different things."""

    id: str
    title: str
    origin: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement by one source about one incident or fact.

    Parameters
    ----------
    about
        The incident or fact.
    source
        Id of the source.
    says
        One of ``SAYS``.
    statement
        What was said, in one sentence of ours.
    state
        One of ``CLAIM_STATES``; moved only by the rules of ``register.states``.
    said, entered
        When it was said, as far as known, and when it was put into the register.
    quote
        At most one sentence, word for word.
    answers
        Ids of the claims that it confirms, denies, withdraws or will not comment on.
    based_on
        Ids of the claims that it repeats: it is flagged when they fall.
    figures
        What it says in figures.
    """

    id: str
    about: Ref
    source: str
    says: str
    statement: str
    state: str
    grade: Grade
    origin: str
    entered: dt.datetime
    said: Span | None = None
    quote: str = ""
    link: str = ""
    answers: tuple[str, ...] = ()
    based_on: tuple[str, ...] = ()
    figures: Figures = Figures()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A conclusion put into the register with what it rests on.

    ``kind`` is one of ``ASSESSMENT_KINDS``: what a staff makes out of claims, up to
    plans and advisories. ``content_hash`` binds it to a file (a plan.json), ``content``
    holds whatever its makers need in plain JSON values.
    """

    id: str
    kind: str
    title: str
    rests_on: tuple[Ref, ...]
    origin: str
    text: str = ""
    content_hash: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
    expires: dt.datetime | None = None

    @property
    def ref(self) -> Ref:
        """What links name it by."""
        return Ref(self.kind, self.id)


Record = Source | Incident | Fact | Claim | Assessment


class Link(NamedTuple):
    """``what`` rests on ``on``."""

    what: Ref
    on: Ref


_KIND = {Source: "source", Incident: "incident", Fact: "fact", Claim: "claim"}


def ref_of(record: Record) -> Ref:
    """Return what links name a record by."""
    if isinstance(record, Assessment):
        return record.ref
    return Ref(_KIND[type(record)], record.id)
