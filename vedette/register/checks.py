"""What a single record must be like, told in sentences; links are checked elsewhere."""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from vedette.domain.register import (
    ANONYMITY,
    ASSESSMENT_KINDS,
    CLAIM_STATES,
    CREDIBILITY,
    INCIDENT_KINDS,
    KINDS,
    ORIGINS,
    RELIABILITY,
    ROLES,
    SAYS,
    SOURCE_KINDS,
    VALIDATION,
    Assessment,
    Claim,
    Fact,
    Figures,
    Grade,
    Incident,
    Record,
    Ref,
    Source,
    ref_of,
)
from vedette.reading.caps import CAPS
from vedette.reading.checks import quote
from vedette.register.values import (
    Faults,
    check_count,
    check_id,
    check_moment,
    check_place,
    check_quote,
    check_span,
    check_text,
    check_word,
)

LINK = re.compile(r"https?://[^\s<>\"']{3,500}")
NATION = re.compile(r"[A-Z]{2}")


def list_faults(record: Record) -> list[str]:
    """List what is wrong with a record, each in a sentence that names it."""
    check: Callable[[Any], Faults] = CHECKS[type(record)]
    faults = list(check(record))
    if not faults:
        return faults
    name = quote(str(ref_of(record)), 80).strip(chr(39))
    return [f"{name}: {fault}" for fault in faults]


def _check_source(source: Source) -> Faults:
    yield from check_id(source.id)
    yield from check_text("name", source.name, CAPS.name_chars, is_needed=True)
    yield from check_text(
        "originator", source.originator, CAPS.name_chars, is_needed=True
    )
    yield from check_text("note", source.note)
    yield from check_word("kind", source.kind, SOURCE_KINDS)
    yield from check_word("anonymity", source.anonymity, ANONYMITY)
    yield from check_word("origin", source.origin, ORIGINS)


def _check_incident(incident: Incident) -> Faults:
    is_own = incident.merged_into == incident.id
    return (
        *check_id(incident.id),
        *check_text("title", incident.title, is_needed=True),
        *check_text("site", incident.site),
        *check_text("note", incident.note),
        *check_text("upstream", incident.upstream),
        *check_word("kind", incident.kind, INCIDENT_KINDS),
        *check_word("origin", incident.origin, ORIGINS),
        *check_span("when", incident.when),
        *check_place("place", incident.place),
        *_people("", incident),
        *(("merged_into: it cannot be merged into itself",) if is_own else ()),
    )


def _check_fact(fact: Fact) -> Faults:
    yield from check_id(fact.id)
    yield from check_text("title", fact.title, is_needed=True)
    yield from check_text("note", fact.note)
    yield from check_word("origin", fact.origin, ORIGINS)


def _check_claim(claim: Claim) -> Faults:
    return (
        *check_id(claim.id),
        *check_text("statement", claim.statement, is_needed=True),
        *check_text("note", claim.note),
        *check_word("says", claim.says, SAYS),
        *check_word("state", claim.state, CLAIM_STATES),
        *check_word("origin", claim.origin, ORIGINS),
        *_check_about(claim.about),
        *check_quote(claim.quote),
        *_check_link(claim.link),
        *check_moment("entered", claim.entered),
        *(() if claim.said is None else check_span("said", claim.said)),
        *check_grade(claim.grade),
        *_figures(claim.figures),
    )


def _check_about(ref: Ref) -> Faults:
    if ref.kind in ("incident", "fact"):
        return ()
    return (f"about: {ref} is neither an incident nor a fact; name one",)


def _check_link(link: str) -> Faults:
    if not link or LINK.fullmatch(link):
        return ()
    return (f"link: {quote(link)} is not a web address; write https://...",)


def _check_assessment(record: Assessment) -> Faults:
    yield from check_id(record.id)
    yield from check_text("title", record.title, is_needed=True)
    yield from check_text("text", record.text, 20_000)
    yield from check_word("kind", record.kind, ASSESSMENT_KINDS)
    yield from check_word("origin", record.origin, ORIGINS)
    if record.expires is not None:
        yield from check_moment("expires", record.expires)
    for on in record.rests_on:
        if on.kind not in KINDS:
            yield f"rests_on: {quote(str(on))} is nothing that the register holds"


CHECKS: Mapping[type[Any], Callable[[Any], Faults]] = {
    Source: _check_source,
    Incident: _check_incident,
    Fact: _check_fact,
    Claim: _check_claim,
    Assessment: _check_assessment,
}


def check_grade(grade: Grade) -> Faults:
    """Check the three parts of a grade, and who gave it and why."""
    if grade.reliability not in RELIABILITY:
        yield (
            f"reliability: {quote(grade.reliability)} is no grade of a source;"
            " A (reliable) to E (unreliable), or F (cannot be judged)"
        )
    if isinstance(grade.credibility, bool) or grade.credibility not in CREDIBILITY:
        yield (
            f"credibility: {quote(grade.credibility)} is no grade of information;"
            " 1 (confirmed) to 5 (improbable), or 6 (cannot be judged)"
        )
    yield from check_word("validation", grade.validation, VALIDATION)
    yield from check_word("role", grade.role, ROLES)
    yield from check_text("why of the grade", grade.why, is_needed=True)
    yield from check_moment("at of the grade", grade.at)


def _people(prefix: str, told: Incident | Figures) -> Faults:
    yield from check_count(f"{prefix}killed", told.killed)
    yield from check_count(f"{prefix}injured", told.injured)
    for each in told.harmed:
        if not NATION.fullmatch(each.nationality):
            yield (
                f"{prefix}harmed: {quote(each.nationality)} is no nationality; write"
                " the two capital letters of ISO 3166, such as TJ"
            )
        yield from check_count(f"{prefix}harmed killed", each.killed)
        yield from check_count(f"{prefix}harmed injured", each.injured)


def _figures(figures: Figures) -> Faults:
    yield from _people("figures ", figures)
    if figures.when is not None:
        yield from check_span("figures when", figures.when)
    if figures.place is not None:
        yield from check_place("figures place", figures.place)
    quantity = figures.quantity
    if quantity is not None:
        yield from check_text("figures unit", quantity.unit, 40, is_needed=True)
        if not (
            math.isfinite(quantity.low) and quantity.low <= quantity.high < math.inf
        ):
            yield (
                f"figures: {quantity.low} to {quantity.high} is no range; give the"
                " smaller number first"
            )
