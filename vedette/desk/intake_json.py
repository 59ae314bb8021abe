"""Drafts of an article as plain values, for the verbs that print one object."""

from typing import Any

from vedette.intake.draft_file import describe_claim, name_subject
from vedette.intake.drafts import (
    Draft,
    DraftClaim,
    DraftFact,
    DraftIncident,
    Drafts,
)
from vedette.intake.taken import Taken


def drafts_json(drafts: Drafts, taken: Taken) -> dict[str, Any]:
    """Return drafts as plain values, and what the register holds of them already."""
    article = drafts.article
    return {
        "article": article.name,
        "article_hash": article.content_hash,
        "day": article.day.isoformat(),
        "publisher": article.publisher,
        "link": article.link,
        "drafts": [_plain(each) for each in drafts.list_all()],
        "taken": became_json(taken.became),
        "register": {str(ref): words for ref, words in drafts.held.items()},
        "notes": list(drafts.notes),
    }


def became_json(became: Any) -> dict[str, list[str]]:
    """Return which draft became what."""
    return {str(number): list(map(str, refs)) for number, refs in became.items()}


def _plain(draft: Draft) -> dict[str, Any]:
    kinds = {DraftIncident: "incident", DraftFact: "fact", DraftClaim: "claim"}
    values: dict[str, Any] = {"draft": draft.number, "is": kinds[type(draft)]}
    values |= {"sentence": draft.sentence, "at": list(draft.mark)}
    if isinstance(draft, DraftFact):
        return {**values, "kind": draft.kind, "title": draft.title}
    values |= {
        "killed": None if draft.killed is None else str(draft.killed),
        "injured": None if draft.injured is None else str(draft.injured),
        "harmed": [
            f"{each.nation} {each.outcome} {each.amount}" for each in draft.shares
        ],
        "as_told": list(draft.as_told),
    }
    told = _incident(draft) if isinstance(draft, DraftIncident) else _claim(draft)
    return {**values, **told}


def _incident(draft: DraftIncident) -> dict[str, Any]:
    when, place = draft.when, draft.place
    return {
        "kind": draft.kind,
        "title": draft.title,
        "when": when and [when.earliest.isoformat(), when.latest.isoformat()],
        "place": place and place.name,
        "precision": place and place.precision,
        "lon": place and place.lon,
        "lat": place and place.lat,
        "site": draft.site,
        "site_id": draft.site_id,
        "perhaps": list(map(name_subject, draft.perhaps)),
        "same_as": None if draft.same_as is None else name_subject(draft.same_as),
        "sentences": {name: list(mark) for name, mark in draft.marks.items()},
    }


def _claim(draft: DraftClaim) -> dict[str, Any]:
    said = draft.said
    return {
        **describe_claim(draft),
        "count": draft.count,
        "said": said and [said.earliest.isoformat(), said.latest.isoformat()],
        "answers": list(map(name_subject, draft.answers)),
    }
