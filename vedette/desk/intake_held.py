"""What a store holds that an article may tell of: the article itself, its incidents."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from vedette.domain.register import Incident, Ref, Source, ref_of
from vedette.intake.drafts import DraftIncident, Drafts
from vedette.intake.likely import find_likely
from vedette.intake.origins import HASH_CHARS
from vedette.intake.records import quote_of
from vedette.intake.taken import Held, Taken, find_taken
from vedette.register.folding import fold
from vedette.store import Query, View

WINDOW = dt.timedelta(days=31)  # either side of the article's day: said about then
QUOTE_CHARS = 80  # of a folded sentence, by which its claim is looked for
AT_ONCE = 100  # sentences in one question


def taken_from(view: View, drafts: Drafts) -> Taken:
    """Return what a store holds of an article already."""
    found = {ref_of(held.record): held for held in _list_held(view, drafts)}
    return find_taken(drafts, found.values())


def with_likely(view: View, drafts: Drafts) -> Drafts:
    """Return drafts whose incidents name those in the store that they may be."""
    held: dict[Ref, str] = dict(drafts.held)
    incidents = []
    for draft in drafts.incidents:
        likely = [] if draft.same_as else find_likely(draft, _at_that_time(view, draft))
        held |= dict(likely)
        more = (ref for ref, _ in likely)
        perhaps = tuple(dict.fromkeys((*draft.perhaps, *more)))
        incidents.append(replace(draft, perhaps=perhaps))
    return replace(drafts, incidents=tuple(incidents), held=held)


def _at_that_time(view: View, draft: DraftIncident) -> list[Incident]:
    if draft.when is None:
        return []
    asked = Query("incident", since=draft.when.earliest, until=draft.when.latest)
    return [each.record for each in view.list(asked)]


def _list_held(view: View, drafts: Drafts) -> Iterator[Held]:
    """Yield the records taken from the article's text, and claims in its words."""
    article = drafts.article
    start = article.content_hash[:HASH_CHARS]
    if start:
        by_hash = (fold(f"SHA-256 {start}"),)
        for kind in ("incident", "fact"):
            for each in view.list(Query(kind, text=by_hash)):
                yield Held(each.record, None, each.at)
        yield from _list_claims(view, Query("claim", text=by_hash))
    day = dt.datetime.combine(article.day, dt.time(), dt.UTC)
    quotes = {fold(quote_of(each))[:QUOTE_CHARS] for each in drafts.claims} - {""}
    ordered = sorted(quotes)
    for at in range(0, len(ordered), AT_ONCE):
        asked = Query(
            "claim",
            text=tuple(ordered[at : at + AT_ONCE]),
            since=day - WINDOW,
            until=day + WINDOW,
        )
        yield from _list_claims(view, asked)


def _list_claims(view: View, asked: Query) -> Iterator[Held]:
    claims = view.list(asked)
    refs = {Ref("source", each.record.source) for each in claims}
    sources = view.records(refs)
    for each in claims:
        source = sources.get(Ref("source", each.record.source))
        known = source if isinstance(source, Source) else None
        yield Held(each.record, known, each.record.entered)
