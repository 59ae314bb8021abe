"""Drafts in words for a terminal: each with its sentence and where that stands."""

import datetime as dt
import textwrap
from collections.abc import Iterator, Mapping

from vedette.domain.register import OnLine, Ref, Span
from vedette.intake.drafts import Draft, DraftClaim, DraftFact, DraftIncident, Drafts
from vedette.intake.harmwords import INJURED, KILLED
from vedette.intake.sentences import Mark

WIDTH = 79
INDENT = " " * 5


def describe_drafts(drafts: Drafts, lines: Mapping[int, OnLine]) -> str:
    """Tell all drafts of an article; ``lines`` has where incidents lie, by number.

    A sentence that several drafts are from is printed once.
    """
    article, every = drafts.article, drafts.list_all()
    number = f"{len(every)} draft{'' if len(every) == 1 else 's'}"
    told = [
        fill(
            f"{article.name}: {article.publisher}, {article.day}. {number},"
            " nothing entered."
        )
    ]
    printed: dict[Mark, int] = {}
    for draft in every:
        told += ["", *_tell(draft, lines, drafts.held, printed)]
        printed.setdefault(draft.mark, draft.number)
    for note in drafts.notes:
        told += ["", fill(note)]
    if not every:
        told += ["", "No incident and no claim was found: read it yourself."]
    return "\n".join(told)


def fill(text: str, first: str = "", then: str = "") -> str:
    """Break a text into lines that a plain terminal shows whole."""
    return textwrap.fill(
        *(text, WIDTH),
        initial_indent=first,
        subsequent_indent=then,
        break_on_hyphens=False,
    )


def _tell(
    draft: Draft,
    lines: Mapping[int, OnLine],
    held: Mapping[Ref, str],
    printed: Mapping[Mark, int],
) -> Iterator[str]:
    parts = ". ".join(part.removesuffix(".") for part in _parts(draft, lines))
    yield fill(f"{draft.number:>3}  {parts}.", then=INDENT)
    if isinstance(draft, DraftIncident) and draft.same_as is not None:
        yield fill(f"The same as {_name(draft.same_as)}.", INDENT, INDENT)
    elif isinstance(draft, DraftIncident):
        for each in draft.perhaps:
            words = f": {held[each]}" if isinstance(each, Ref) and each in held else ""
            yield fill(f"Perhaps the same as {_name(each)}{words}.", INDENT, INDENT)
    start, end = draft.mark
    sentence = draft.sentence
    if draft.mark in printed:
        sentence = f"the sentence of draft {printed[draft.mark]}"
    yield fill(f"[{start}-{end}] {sentence}", INDENT, INDENT)


def _name(what: int | Ref) -> str:
    return f"draft {what}" if isinstance(what, int) else str(what)


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
    source = draft.source
    if source.startswith("The ") or draft.anonymity == "unnamed":
        source = source[0].lower() + source[1:]
    says = draft.says.replace("_", " ")
    yield f"Claim on {_name(draft.about)} by {source}: {says}"
    people = f", {draft.count} people" if (draft.count or 0) > 1 else ""
    kind, name = (draft.source_kind, draft.anonymity)
    yield f"Source: {kind.replace('_', ' ')}, {name.replace('_', ' ')}{people}"
    yield from _people(draft)
    if draft.answers:
        yield f"Answers: {', '.join(map(_name, draft.answers))}"


def _people(draft: DraftIncident | DraftClaim) -> Iterator[str]:
    for name, amount in ((KILLED, draft.killed), (INJURED, draft.injured)):
        if amount is not None:
            words = [each for each in draft.as_told if each.startswith(f"{name}: ")]
            quoted = ", ".join(f'"{each[len(name) + 2 :]}"' for each in words)
            yield f"{name.capitalize()}: {amount}{f' ({quoted})' if quoted else ''}"
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
