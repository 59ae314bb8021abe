"""What the register holds of an article already: all of it, or an earlier version."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from vedette.domain.register import Claim, Fact, Incident, Ref, Source, ref_of
from vedette.intake.drafts import DraftClaim, DraftFact, DraftIncident, Drafts
from vedette.intake.numbering import DATELINE
from vedette.intake.origins import HASH_CHARS, Origin, plain_form, read_origin
from vedette.intake.records import quote_of
from vedette.intake.sourcing import is_same_source, list_sources

DAYS_APART = dt.timedelta(days=7)  # between versions of an article without a link
MOST_NAMED = 12  # records in one sentence


class Held(NamedTuple):
    """A record of the register, a claim with its source, and when it was entered."""

    record: Incident | Fact | Claim
    source: Source | None
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """Which drafts the register holds already, as which records, and since when.

    ``is_same_text``: it is the article itself, not another version of it.
    """

    became: Mapping[int, tuple[Ref, ...]] = field(default_factory=dict)
    at: dt.datetime | None = None
    is_same_text: bool = False

    def tell(self, drafts: Drafts, then: str) -> str:
        """Say when the article was taken and as what; ``then`` is what follows."""
        every = {ref for each in self.became.values() for ref in each}
        refs = sorted(every, key=lambda ref: (ref.kind == "claim", ref))
        named = ", ".join(map(str, refs[:MOST_NAMED]))
        more = f" and {len(refs) - MOST_NAMED} more" if len(refs) > MOST_NAMED else ""
        what = (
            "this article" if self.is_same_text else "another version of this article"
        )
        day = f" on {self.at:%Y-%m-%d}" if self.at else ""
        return f"{drafts.article.name}: {what} was taken{day} as {named}{more}; {then}"


def find_taken(drafts: Drafts, held: Iterable[Held]) -> Taken:
    """Return which drafts of an article the register holds, ``held`` being its like."""
    every = list(held)
    own = [each for each in every if _is_of(drafts, each.record)]
    became: dict[int, tuple[Ref, ...]] = {}
    used: list[Held] = []
    alike = Counter(each.mark for each in drafts.claims)
    for claim in drafts.claims:
        is_alone = alike[claim.mark] == 1
        same = [each for each in every if _is_claim(drafts, claim, each, is_alone)]
        if same:
            became[claim.number] = tuple(ref_of(each.record) for each in same)
            used += same
    about = {ref_of(each.record): each.record for each in used}
    subjects: tuple[DraftIncident | DraftFact, ...] = drafts.incidents + drafts.facts
    for subject in subjects:
        found = [each for each in own if _is_subject(subject, each.record)][:1]
        used += found
        refs = [ref_of(each.record) for each in found] or _told_of(
            drafts, subject, became, about
        )
        if refs:
            became[subject.number] = (refs[0],)
    return Taken(
        became=dict(sorted(became.items())),
        at=min((each.at for each in used), default=None),
        is_same_text=any(each in own for each in used),
    )


def leave_out(drafts: Drafts, taken: Taken) -> Drafts:
    """Return the drafts that the register does not hold; the rest leads there."""
    became = taken.became

    def lead(number: int | Ref) -> int | Ref:
        known = isinstance(number, int) and number in became
        return became[number][0] if isinstance(number, int) and known else number

    def new(each: DraftIncident | DraftFact | DraftClaim) -> bool:
        return each.number not in became

    return replace(
        drafts,
        incidents=tuple(
            replace(
                each,
                perhaps=tuple(map(lead, each.perhaps)),
                same_as=None if each.same_as is None else lead(each.same_as),
            )
            for each in filter(new, drafts.incidents)
        ),
        facts=tuple(filter(new, drafts.facts)),
        claims=tuple(
            replace(
                each,
                about=lead(each.about),
                answers=tuple(
                    ref for answer in each.answers for ref in _refs(answer, became)
                ),
            )
            for each in filter(new, drafts.claims)
        ),
    )


def _refs(
    answer: int | Ref, became: Mapping[int, tuple[Ref, ...]]
) -> tuple[int | Ref, ...]:
    known = became.get(answer) if isinstance(answer, int) else None
    return (answer,) if known is None else known


def _is_of(drafts: Drafts, record: Incident | Fact | Claim) -> bool:
    origin = read_origin(record.note)
    start = drafts.article.content_hash[:HASH_CHARS]
    return origin is not None and bool(start) and origin.hash_start == start


def _is_subject(draft: DraftIncident | DraftFact, record: object) -> bool:
    kind = Incident if isinstance(draft, DraftIncident) else Fact
    if not isinstance(record, Incident | Fact) or not isinstance(record, kind):
        return False
    origin = read_origin(record.note)
    return origin is not None and origin.mark == draft.mark


def _is_claim(drafts: Drafts, draft: DraftClaim, each: Held, is_alone: bool) -> bool:
    """Whether a claim in the register is a draft's: from this text, or another version.

    ``is_alone``: no other draft is from the same sentence, so that a claim whose source
    or sense a person changed is still known.
    """
    claim = each.record
    if not isinstance(claim, Claim):
        return False
    is_own, origin = _is_of(drafts, claim), read_origin(claim.note)
    is_here = is_own and origin is not None and origin.mark == draft.mark
    if is_here and is_alone:
        return True
    if claim.says != draft.says or each.source is None:
        return False
    sources = list_sources(draft, claim.origin)
    if not any(is_same_source(source, each.source) for source in sources):
        return False
    quote = DATELINE.sub("", claim.quote)
    is_quote = bool(quote) and plain_form(quote) == plain_form(quote_of(draft))
    is_article = is_own or _is_version(drafts, claim, origin)
    return is_here or (is_quote and is_article)


def _is_version(drafts: Drafts, claim: Claim, origin: Origin | None) -> bool:
    """Whether a claim is of another version: the same link, or publisher and days."""
    article = drafts.article
    if article.link and claim.link:
        return article.link == claim.link
    if origin is None or origin.publisher != article.publisher:
        return False
    return abs(origin.day - article.day) <= DAYS_APART


def _told_of(
    drafts: Drafts,
    subject: DraftIncident | DraftFact,
    became: Mapping[int, tuple[Ref, ...]],
    known: Mapping[Ref, object],
) -> list[Ref]:
    """Return the one thing that all its known claims are about, if there is one."""
    claims = (
        known.get(ref)
        for each in drafts.claims
        if each.about == subject.number
        for ref in became.get(each.number, ())
    )
    about = {each.about for each in claims if isinstance(each, Claim)}
    kind = "incident" if isinstance(subject, DraftIncident) else "fact"
    return list(about) if len(about) == 1 and next(iter(about)).kind == kind else []
