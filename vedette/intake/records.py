"""Records of the register made of single drafts: incidents, facts, sources, claims."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from vedette.domain.register import (
    Claim,
    Count,
    Fact,
    Figures,
    Grade,
    Harmed,
    Incident,
    OnLine,
    Place,
    Ref,
    Source,
    Span,
)
from vedette.errors import InputError
from vedette.intake.drafts import (
    Draft,
    DraftClaim,
    DraftFact,
    DraftIncident,
    Drafts,
)
from vedette.intake.harmwords import INJURED, KILLED
from vedette.intake.numbering import cut
from vedette.intake.numbers import Amount
from vedette.intake.shares import Share
from vedette.reading.caps import CAPS

LONGEST_QUOTE = 400  # as the register has it
LONGEST_COUNT = len(" (12 of 12)")
MINUTE = dt.timedelta(minutes=1)
MOST_OF_ONE_GROUP = 12  # unnamed people who become a source each
NOT_JUDGED = "as intake read it; not judged yet"
NextId = Callable[[str], str]
FindSource = Callable[[Source], str | None]
OnTheLine = Callable[[Place], OnLine | None]


@dataclass(frozen=True, slots=True)
class Desk:
    """What accepting needs from outside: ids, sources already known, the line, who.

    ``next_id`` gives an id for each kind that was not given before; ``find_source`` the
    id of a source in the register that is the same but for its id.
    """

    next_id: NextId
    find_source: FindSource
    on_line: OnTheLine
    role: str
    now: dt.datetime
    zone: dt.tzinfo
    origin: str = "published"


def make_subject(
    drafts: Drafts, draft: DraftIncident | DraftFact, desk: Desk
) -> Incident | Fact:
    """Make the incident or fact of a draft."""
    note = _note(drafts, draft)
    if isinstance(draft, DraftFact):
        return Fact(desk.next_id("fact"), draft.title, desk.origin, note)
    if draft.when is None:
        raise InputError(f"draft {draft.number} has no date.")  # choose has told it
    place = draft.place or Place("place not told", "unknown")
    return Incident(
        id=desk.next_id("incident"),
        kind=draft.kind,
        title=draft.title,
        when=_to_the_minute(draft.when),
        place=place,
        origin=desk.origin,
        line=desk.on_line(place),
        killed=_count(draft.killed),
        injured=_count(draft.injured),
        harmed=_harmed(draft.shares),
        site=draft.site.replace("_", " "),
        site_id=draft.site_id,
        note=note,
    )


def list_sources(claim: DraftClaim, desk: Desk) -> list[Source]:
    """List a claim's sources, their ids left empty: one, or one for each person."""
    number = claim.count if claim.anonymity == "unnamed" and claim.count else 1
    number = min(number, MOST_OF_ONE_GROUP)
    name = claim.source
    if claim.anonymity == "unnamed":
        name = cut(f"{name}, to {claim.originator}", CAPS.name_chars - LONGEST_COUNT)
    names = [f"{name} ({at} of {number})" for at in range(1, number + 1)]
    names = names if number > 1 else [name]
    return [
        Source(
            id="",
            name=name,
            kind=claim.source_kind,
            originator=claim.originator,
            anonymity=claim.anonymity,
            origin=desk.origin,
        )
        for name in names
    ]


def source_id(source: Source, desk: Desk, new: dict[tuple[str, ...], Source]) -> str:
    """Return the id of a source that is known already, or of a new one.

    Unnamed people are never taken for those of another article.
    """
    key = (source.name, source.kind, source.originator, source.anonymity)
    if key in new:
        return new[key].id
    known = None if source.anonymity == "unnamed" else desk.find_source(source)
    if known is not None:
        return known
    new[key] = replace(source, id=desk.next_id("source"))
    return new[key].id


def make_claim(
    drafts: Drafts,
    draft: DraftClaim,
    claim_id: str,
    source: str,
    became: Mapping[int, tuple[Ref, ...]],
    desk: Desk,
) -> Claim:
    """Make a claim by one source; its grade says that nobody has judged it yet."""
    about = draft.about if isinstance(draft.about, Ref) else became[draft.about][0]
    answers = [ref.id for each in draft.answers for ref in _refs(each, became)]
    start = dt.datetime.combine(drafts.article.day, dt.time(), desk.zone)
    day = Span(start, start + dt.timedelta(days=1))
    words = f"{draft.source} ({draft.says.replace('_', ' ')}): {draft.sentence}"
    return Claim(
        id=claim_id,
        about=about,
        source=source,
        says=draft.says,
        statement=cut(words, CAPS.text_chars),
        state="no_comment" if draft.says == "no_comment" else "reported",
        grade=Grade("F", 6, "not_validated", desk.role, desk.now, NOT_JUDGED),
        origin=desk.origin,
        entered=desk.now,
        said=_to_the_minute(draft.said or day),
        quote=cut(draft.sentence, LONGEST_QUOTE),
        link=drafts.article.link,
        answers=tuple(answers),
        figures=Figures(
            killed=_count(draft.killed),
            injured=_count(draft.injured),
            harmed=_harmed(draft.shares),
        ),
        note=_note(drafts, draft),
    )


def _refs(answer: int | Ref, became: Mapping[int, tuple[Ref, ...]]) -> tuple[Ref, ...]:
    """Return the claims meant by an answer; none for a draft that was left out."""
    return (answer,) if isinstance(answer, Ref) else became.get(answer, ())


def _to_the_minute(span: Span) -> Span:
    """Let a span that ends at midnight end a minute before, as the register does."""
    is_midnight = span.latest.time() == dt.time() and span.latest > span.earliest
    return replace(span, latest=span.latest - MINUTE) if is_midnight else span


def _count(amount: Amount | None) -> Count | None:
    """Return a range with both ends; an open one is told of in the note."""
    if amount is None:
        return None
    return Count(amount.low, amount.low if amount.high is None else amount.high)


def _harmed(shares: tuple[Share, ...]) -> tuple[Harmed, ...]:
    nations = dict.fromkeys(each.nation for each in shares)
    told = {(each.nation, each.outcome): _count(each.amount) for each in shares}
    return tuple(
        Harmed(nation, told.get((nation, KILLED)), told.get((nation, INJURED)))
        for nation in nations
    )


def _note(drafts: Drafts, draft: Draft) -> str:
    """Say where in which text it stands, and which numbers are open at the top."""
    article = drafts.article
    known = f" (SHA-256 {article.content_hash[:16]}...)" if article.content_hash else ""
    note = (
        f"Intake: characters {draft.mark.start}-{draft.mark.end} of"
        f" {article.name}{known}, {article.publisher}, {article.day}."
    )
    if isinstance(draft, DraftFact):
        return note
    for name, amount in ((KILLED, draft.killed), (INJURED, draft.injured)):
        if amount is not None and amount.high is None:
            note += f" {name.capitalize()}: at least {amount.low}."
    return note
