"""Records of the register made of single drafts: incidents, facts, sources, claims."""

import datetime as dt
import re
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
from vedette.intake.numbering import DATELINE, cut
from vedette.intake.numbers import Amount
from vedette.intake.origins import write_origin
from vedette.intake.sentences import SHORT_FORMS
from vedette.intake.shares import Share
from vedette.intake.sourcing import FindSource, NextId, tidy
from vedette.reading.caps import CAPS
from vedette.register.sentences import count_sentences

LONGEST_QUOTE = 400  # as the register has it
MINUTE = dt.timedelta(minutes=1)
NOT_JUDGED = "as intake read it; not judged yet"
SHORT_FORM = re.compile(rf"\b({'|'.join(SHORT_FORMS)})\.(?= )", re.IGNORECASE)
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


def quote_of(draft: DraftClaim) -> str:
    """Return a draft's sentence as a quote: of the length that the register takes.

    The dateline is no part of it. The register would take the stop of "Gov." for the
    end of a sentence: it falls off.
    """
    quote = cut(DATELINE.sub("", draft.sentence), LONGEST_QUOTE)
    if count_sentences(quote) > 1:
        quote = SHORT_FORM.sub(r"\1", quote)
    return quote if count_sentences(quote) <= 1 else ""


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
    return Claim(
        id=claim_id,
        about=about,
        source=source,
        says=draft.says,
        statement=_statement(drafts, draft),
        state="no_comment" if draft.says == "no_comment" else "reported",
        grade=Grade("F", 6, "not_validated", desk.role, desk.now, NOT_JUDGED),
        origin=desk.origin,
        entered=desk.now,
        said=_to_the_minute(draft.said or day),
        quote=quote_of(draft),
        link=drafts.article.link,
        answers=tuple(answers),
        figures=Figures(
            killed=_count(draft.killed),
            injured=_count(draft.injured),
            harmed=_harmed(draft.shares),
        ),
        note=_note(drafts, draft),
    )


def _statement(drafts: Drafts, draft: DraftClaim) -> str:
    """Say in words of ours who says what of which draft; the quote has the words."""
    about = draft.about
    known = None if isinstance(about, Ref) else drafts.find(about)
    what = known.title if isinstance(known, DraftIncident | DraftFact) else str(about)
    told = [
        f"{amount} {name}"
        for name, amount in ((KILLED, draft.killed), (INJURED, draft.injured))
        if amount is not None
    ]
    figures = f" ({', '.join(told)})" if told else ""
    says = draft.says.replace("_", " ")
    words = f"{tidy(draft.source)} ({says}): {what.rstrip('.')}{figures}."
    if not quote_of(draft):
        words += f" {draft.sentence}"
    return cut(words, CAPS.text_chars)


def _refs(answer: int | Ref, became: Mapping[int, tuple[Ref, ...]]) -> tuple[Ref, ...]:
    """Return the claims meant by an answer; none for a draft that was left out."""
    return (answer,) if isinstance(answer, Ref) else became.get(answer, ())


def _to_the_minute(span: Span) -> Span:
    """Let a span that ends at midnight end a minute before, as the register does."""
    is_midnight = span.latest.time() == dt.time() and span.latest > span.earliest
    return replace(span, latest=span.latest - MINUTE) if is_midnight else span


def _count(amount: Amount | None) -> Count | None:
    """Return a range with both ends: of an open one those told, no end is made up."""
    return None if amount is None else Count(amount.low, amount.high)


def _harmed(shares: tuple[Share, ...]) -> tuple[Harmed, ...]:
    nations = dict.fromkeys(each.nation for each in shares)
    told = {(each.nation, each.outcome): _count(each.amount) for each in shares}
    return tuple(
        Harmed(nation, told.get((nation, KILLED)), told.get((nation, INJURED)))
        for nation in nations
    )


def _note(drafts: Drafts, draft: Draft) -> str:
    """Say where in which text it stands, and how numbers that are not plain are told.

    The register's ranges have two ends: that there may be more is said here.
    """
    note = write_origin(drafts.article, draft.mark)
    if isinstance(draft, DraftFact):
        return note
    for name, amount in ((KILLED, draft.killed), (INJURED, draft.injured)):
        words = [each for each in draft.as_told if each.startswith(f"{name}: ")]
        note += _tell_amount(name, amount, [each[len(name) + 2 :] for each in words])
    for share in draft.shares:
        note += _tell_amount(f"{share.nation} {share.outcome}", share.amount, [])
    return cut(note, CAPS.text_chars)


def _tell_amount(name: str, amount: Amount | None, words: list[str]) -> str:
    if amount is None or not (amount.is_open or words):
        return ""
    name = name[0].upper() + name[1:]
    quoted = ", ".join(f'"{each}"' for each in words)
    if not amount.is_open:
        return f" {name}: told as {quoted}."
    low, high = amount.low, amount.high
    told = f"at least {low}" if low == high else f"{low} to {high} or more"
    return f" {name}: {told}, no upper end is told{f' ({quoted})' if quoted else ''}."
