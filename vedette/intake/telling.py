"""Drafts in words for a terminal: each with its sentence and where that stands."""

import datetime as dt
import textwrap
from collections.abc import Iterator, Mapping

from vedette.domain.register import OnLine, Ref, Span
from vedette.intake.drafts import Draft, DraftClaim, DraftFact, DraftIncident, Drafts
from vedette.intake.harmwords import INJURED, KILLED

WIDTH = 88
INDENT = " " * 5


def describe_drafts(drafts: Drafts, lines: Mapping[int, OnLine]) -> str:
    """Tell all drafts of an article; ``lines`` has where incidents lie, by number."""
    article, every = drafts.article, drafts.list_all()
    number = f"{len(every)} draft{'' if len(every) == 1 else 's'}"
    told = [
        f"{article.name}: {article.publisher}, {article.day}. {number};"
        " nothing of it is in the register."
    ]
    for draft in every:
        told += ["", *_tell(draft, lines)]
    told += ["", *drafts.notes] if drafts.notes else []
    if not every:
        told += ["", "No incident and no claim was found: read it yourself."]
    return "\n".join(told)


def _tell(draft: Draft, lines: Mapping[int, OnLine]) -> Iterator[str]:
    head = f"{draft.number:>3}  {'. '.join(_parts(draft, lines))}."
    yield textwrap.fill(head, WIDTH, subsequent_indent=INDENT)
    start, end = draft.mark
    yield textwrap.fill(
        f"[{start}-{end}] {draft.sentence}",
        WIDTH,
        initial_indent=INDENT,
        subsequent_indent=INDENT,
    )


def _parts(draft: Draft, lines: Mapping[int, OnLine]) -> Iterator[str]:
    if isinstance(draft, DraftIncident):
        yield from _incident(draft, lines.get(draft.number))
    elif isinstance(draft, DraftFact):
        yield f"Fact: {draft.kind}"
    else:
        yield from _claim(draft)


def _incident(draft: DraftIncident, line: OnLine | None) -> Iterator[str]:
    yield f"Incident: {draft.kind.replace('_', ' ')}"
    yield f"When: {span_text(draft.when)}"
    if draft.place is None:
        yield "Where: not told"
    elif draft.place.lon is None:
        yield f"Where: {draft.place.name}, which the gazetteer does not have"
    else:
        at = f", km {line.km:.0f}, {line.section}" if line else ""
        yield f"Where: {draft.place.name} ({draft.place.precision}{at})"
    yield from _people(draft)
    if draft.site:
        yield f"Exposed: {draft.site.replace('_', ' ')}"


def _claim(draft: DraftClaim) -> Iterator[str]:
    about = draft.about if isinstance(draft.about, Ref) else f"draft {draft.about}"
    yield f"Claim on {about} by {draft.source}: {draft.says.replace('_', ' ')}"
    people = f", {draft.count} people" if (draft.count or 0) > 1 else ""
    kind, name = (draft.source_kind, draft.anonymity)
    yield f"Source: {kind.replace('_', ' ')}, {name.replace('_', ' ')}{people}"
    yield from _people(draft)
    if draft.answers:
        answers = (
            f"draft {n}" if isinstance(n, int) else str(n) for n in draft.answers
        )
        yield f"Answers: {', '.join(answers)}"


def _people(draft: DraftIncident | DraftClaim) -> Iterator[str]:
    for name, amount in ((KILLED, draft.killed), (INJURED, draft.injured)):
        if amount is not None:
            yield f"{name.capitalize()}: {amount}"
    if draft.shares:
        told = (f"{each.nation} {each.amount} {each.outcome}" for each in draft.shares)
        yield f"Of them: {', '.join(told)}"


def span_text(span: Span | None) -> str:
    """Write a span: a day, some days, or from one hour to another.

    >>> import datetime as dt
    >>> day = dt.datetime(2025, 11, 26, tzinfo=dt.UTC)
    >>> span_text(Span(day, day + dt.timedelta(days=1)))
    '2025-11-26'
    """
    if span is None:
        return "not told"
    first, last = span.earliest, span.latest
    if first == last:
        return f"{first:%Y-%m-%d %H:%M}"
    if first.time() == last.time() == dt.time():
        end = last - dt.timedelta(days=1)
        return f"{first:%Y-%m-%d}" + (f" to {end:%Y-%m-%d}" if end > first else "")
    if first.date() == last.date():
        return f"{first:%Y-%m-%d %H:%M} to {last:%H:%M}"
    return f"{first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M}"
