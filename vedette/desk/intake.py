"""Article intake: read an article into drafts, and put accepted ones into a store."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from vedette.desk.stores import Acting, changing, open_at, theatre_of
from vedette.domain.register import OnLine, Place, Record, Ref, Source
from vedette.domain.theatre import Theatre
from vedette.errors import InputError, OutputExistsError
from vedette.intake.accepting import choose, make_records
from vedette.intake.article import read_text
from vedette.intake.draft_file import write_drafts
from vedette.intake.draft_reading import read_drafts
from vedette.intake.drafts import Draft, DraftClaim, DraftFact, DraftIncident, Drafts
from vedette.intake.places import PlaceNames
from vedette.intake.read import read_article
from vedette.intake.records import Desk
from vedette.intake.telling import describe_drafts
from vedette.reading import load_theatre
from vedette.register.lines import put_on_line
from vedette.store import Change, Query

VERB = "intake"


@dataclass(frozen=True, slots=True, eq=False)
class IntakeView:
    """The drafts of one article, and the theatre they were read for."""

    theatre: Theatre
    drafts: Drafts
    origin: str = "published"

    def describe(self) -> str:
        """Return the drafts in words, each with its sentence."""
        return describe_drafts(self.drafts, self._lines())

    def write(self, path: Path) -> None:
        """Write the drafts as a file to edit; what is there is never replaced."""
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(write_drafts(self.drafts))
        except FileExistsError:
            raise OutputExistsError(
                f"{path}: there is something of that name already, perhaps with"
                " somebody's decisions in it. Choose another name with --out."
            ) from None
        except OSError as error:
            raise InputError(
                f"{path}: it cannot be written ({error.strerror or error})."
            ) from error

    def as_json(self) -> dict[str, Any]:
        """Return the drafts as plain values."""
        article = self.drafts.article
        return {
            "article": article.name,
            "article_hash": article.content_hash,
            "day": article.day.isoformat(),
            "publisher": article.publisher,
            "link": article.link,
            "drafts": [_plain(each) for each in self.drafts.list_all()],
            "notes": list(self.drafts.notes),
        }

    def _lines(self) -> dict[int, OnLine]:
        found = {
            each.number: _on_line(self.theatre, each.place)
            for each in self.drafts.incidents
            if each.place is not None
        }
        return {number: line for number, line in found.items() if line is not None}


@dataclass(frozen=True, slots=True)
class AcceptedView:
    """What accepted drafts became in the register."""

    records: tuple[Record, ...]
    became: dict[int, tuple[Ref, ...]]

    def as_json(self) -> dict[str, Any]:
        """Return which draft became what."""
        return {
            str(number): list(map(str, refs)) for number, refs in self.became.items()
        }


def intake_article(
    path: Path,
    where: str,
    *,
    day: dt.date | None = None,
    publisher: str = "",
    link: str = "",
) -> IntakeView:
    """Read an article into drafts; ``where`` names the theatre or its folder."""
    article = read_text(path, day=day, publisher=publisher, link=link)
    theatre = load_theatre(where)
    return IntakeView(theatre, read_article(article, theatre))


def load_drafts(path: Path, where: str) -> IntakeView:
    """Load a file of drafts that somebody has edited."""
    theatre = load_theatre(where)
    drafts, origin = read_drafts(path, PlaceNames.of_theatre(theatre))
    return IntakeView(theatre, drafts, origin)


def accept_drafts(
    view: IntakeView, numbers: Collection[int], store_path: Path, acting: Acting
) -> AcceptedView:
    """Put the drafts with these numbers into a store, all of them or none."""
    chosen = choose(view.drafts, numbers)
    store = open_at(store_path)
    theatre = theatre_of(store)
    if theatre.id != view.theatre.id:
        raise InputError(
            f"{store_path}: this store is for {theatre.name}, the drafts were read for"
            f" {view.theatre.name}; name the same one with --theatre."
        )
    words = f"drafts {_list(numbers)} of {view.drafts.article.name}"
    with changing(store, acting, VERB, words) as change:
        accepted = make_records(
            chosen,
            Desk(
                next_id=_make_ids(change),
                find_source=_make_finder(change),
                on_line=lambda place: _on_line(theatre, place),
                role=acting.role,
                now=acting.now,
                zone=ZoneInfo(theatre.zone),
                origin=view.origin,
            ),
        )
        change.put_many(accepted.records)
    return AcceptedView(accepted.records, dict(accepted.became))


def apply_drafts(
    path: Path, where: str, store_path: Path, acting: Acting
) -> AcceptedView:
    """Put the drafts that a file says to accept into a store."""
    view = load_drafts(path, where)
    every = view.drafts.list_all()
    numbers = [each.number for each in every if each.decision == "accept"]
    return accept_drafts(view, numbers, store_path, acting)


def _make_ids(change: Change) -> Callable[[str], str]:
    """Return a function that counts on from the first free id of each kind."""
    given: dict[str, int] = {}

    def next_id(kind: str) -> str:
        letter, _, number = change.next_id(kind).partition("-")
        given[kind] = max(int(number), given.get(kind, 0) + 1)
        return f"{letter}-{given[kind]:04d}"

    return next_id


def _make_finder(change: Change) -> Callable[[Source], str | None]:
    known = {_key(each.record): each.record.id for each in change.list(Query("source"))}
    return lambda source: known.get(_key(source))


def _key(source: Source) -> tuple[str, ...]:
    return source.name, source.kind, source.originator, source.anonymity


def _on_line(theatre: Theatre, place: Place) -> OnLine | None:
    if place.lon is None or place.lat is None:
        return None
    return put_on_line(theatre, [place.lon], [place.lat])[0]


def _list(numbers: Collection[int]) -> str:
    return ", ".join(map(str, sorted(set(numbers))))


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
    }
    if isinstance(draft, DraftIncident):
        when, place = draft.when, draft.place
        return {
            **values,
            "kind": draft.kind,
            "title": draft.title,
            "when": when and [when.earliest.isoformat(), when.latest.isoformat()],
            "place": place and place.name,
            "precision": place and place.precision,
            "lon": place and place.lon,
            "lat": place and place.lat,
            "site": draft.site,
            "site_id": draft.site_id,
            "sentences": {name: list(mark) for name, mark in draft.marks.items()},
        }
    said = draft.said
    return {
        **values,
        "about": draft.about if isinstance(draft.about, int) else str(draft.about),
        "says": draft.says,
        "source": draft.source,
        "source_kind": draft.source_kind,
        "anonymity": draft.anonymity,
        "originator": draft.originator,
        "count": draft.count,
        "said": said and [said.earliest.isoformat(), said.latest.isoformat()],
        "answers": [
            each if isinstance(each, int) else str(each) for each in draft.answers
        ],
    }
