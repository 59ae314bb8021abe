"""Accepted drafts as records of the register; who accepts stands in the store's log."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from vedette.domain.register import Record, Ref, Source, ref_of
from vedette.errors import InputError
from vedette.intake.drafts import DraftFact, DraftIncident, Drafts
from vedette.intake.records import (
    Desk,
    list_sources,
    make_claim,
    make_subject,
    source_id,
)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The records of accepted drafts, and which record each draft became."""

    records: tuple[Record, ...]
    became: Mapping[int, tuple[Ref, ...]] = field(default_factory=dict)


def choose(drafts: Drafts, numbers: Collection[int]) -> Drafts:
    """Return only the drafts with these numbers.

    Raises
    ------
    InputError
        If there is no such draft, or a claim is accepted without what it is about, or
        an incident without a date; all of it at once.
    """
    faults = [
        f"there is no draft {number}"
        for number in sorted(set(numbers))
        if drafts.find(number) is None
    ]
    if not numbers:
        faults.append("no draft is accepted; name some, or set decision to accept")
    for claim in drafts.claims:
        is_left_out = isinstance(claim.about, int) and claim.about not in numbers
        if claim.number in numbers and is_left_out:
            faults.append(
                f"draft {claim.number} is a claim about draft {claim.about}, which is"
                " not accepted; accept it too, or let it be about what the register"
                " holds"
            )
    faults += [
        f"draft {incident.number} has no date; give it when = [from, to] in the file"
        for incident in drafts.incidents
        if incident.number in numbers and incident.when is None
    ]
    if faults:
        raise InputError.listing(
            f"{drafts.article.name}: nothing was accepted.", faults
        )
    return Drafts(
        article=drafts.article,
        incidents=tuple(each for each in drafts.incidents if each.number in numbers),
        facts=tuple(each for each in drafts.facts if each.number in numbers),
        claims=tuple(each for each in drafts.claims if each.number in numbers),
    )


def make_records(drafts: Drafts, desk: Desk) -> Accepted:
    """Make the register's records of drafts that were chosen.

    Unnamed people of whom the article tells how many are a source each, and their one
    sentence a claim by each of them.
    """
    records: list[Record] = []
    became: dict[int, tuple[Ref, ...]] = {}
    subjects: tuple[DraftIncident | DraftFact, ...] = drafts.incidents + drafts.facts
    for draft in subjects:
        record = make_subject(drafts, draft, desk)
        records.append(record)
        became[draft.number] = (ref_of(record),)
    sources: dict[tuple[str, ...], Source] = {}
    said_by: dict[int, list[str]] = {}
    for claim in drafts.claims:
        said_by[claim.number] = [
            source_id(source, desk, sources) for source in list_sources(claim, desk)
        ]
        became[claim.number] = tuple(
            Ref("claim", desk.next_id("claim")) for _ in said_by[claim.number]
        )
    records += sources.values()
    for claim in drafts.claims:
        for ref, source in zip(
            became[claim.number], said_by[claim.number], strict=True
        ):
            records.append(make_claim(drafts, claim, ref.id, source, became, desk))
    return Accepted(tuple(records), became)
