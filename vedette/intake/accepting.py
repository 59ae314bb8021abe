"""Accepted drafts as records of the register; who accepts stands in the store's log."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vedette.domain.register import Record, Ref, Source, ref_of
from vedette.errors import InputError
from vedette.intake.drafts import DraftFact, DraftIncident, Drafts
from vedette.intake.records import Desk, make_claim, make_subject
from vedette.intake.sourcing import list_sources, source_id


@dataclass(frozen=True, slots=True)
class Accepted:
    """The records of accepted drafts, and which record each draft became."""

    records: tuple[Record, ...]
    became: Mapping[int, tuple[Ref, ...]] = field(default_factory=dict)


def say_same(drafts: Drafts, same: Mapping[int, int | Ref]) -> Drafts:
    """Return drafts of which a person says what they are the same as."""
    known = {each.number for each in drafts.incidents}
    faults = [
        f"draft {number} is no incident" for number in same if number not in known
    ]
    if faults:
        raise InputError.listing(
            f"{drafts.article.name}: nothing was accepted.", faults
        )
    return replace(
        drafts,
        incidents=tuple(
            replace(each, same_as=same.get(each.number, each.same_as))
            for each in drafts.incidents
        ),
    )


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
    incidents = [each for each in drafts.incidents if each.number in numbers]
    faults += [fault for each in incidents for fault in _check(each, incidents)]
    if faults:
        raise InputError.listing(
            f"{drafts.article.name}: nothing was accepted.", faults
        )
    return replace(
        drafts,
        incidents=tuple(incidents),
        facts=tuple(each for each in drafts.facts if each.number in numbers),
        claims=tuple(each for each in drafts.claims if each.number in numbers),
    )


def _check(draft: DraftIncident, chosen: Sequence[DraftIncident]) -> Iterator[str]:
    """Check the date of an incident, or what it is the same as."""
    if draft.same_as is None:
        if draft.when is None:
            yield (
                f"draft {draft.number} has no date; give it when = [from, to] in the"
                " file"
            )
    elif isinstance(draft.same_as, int):
        others = (each for each in chosen if each.number == draft.same_as)
        other = next(others, None)
        if other is None or other is draft:
            yield (
                f"draft {draft.number} is the same as draft {draft.same_as}, which is"
                " no other incident that is accepted; accept that one, or name what"
                ' the register holds, such as "incident:I-0003"'
            )
        elif other.same_as is not None:
            yield (
                f"draft {draft.number} is the same as draft {draft.same_as}, which is"
                f" itself the same as another; name that one"
            )


def make_records(drafts: Drafts, desk: Desk) -> Accepted:
    """Make the register's records of drafts that were chosen.

    Unnamed people of whom the article tells how many are a source each, and their one
    sentence a claim by each of them. Of an incident that is the same as another none is
    made: its claims go there.
    """
    records: list[Record] = []
    became: dict[int, tuple[Ref, ...]] = {}
    subjects: tuple[DraftIncident | DraftFact, ...] = drafts.incidents + drafts.facts
    same = {
        each.number: each.same_as
        for each in drafts.incidents
        if each.same_as is not None
    }
    for draft in subjects:
        if draft.number not in same:
            record = make_subject(drafts, draft, desk)
            records.append(record)
            became[draft.number] = (ref_of(record),)
    for number, other in same.items():
        became[number] = became[other] if isinstance(other, int) else (other,)
    sources: dict[tuple[object, ...], Source] = {}
    said_by: dict[int, list[str]] = {}
    for claim in drafts.claims:
        said_by[claim.number] = [
            source_id(source, sources, desk.next_id, desk.find_source)
            for source in list_sources(claim, desk.origin)
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
