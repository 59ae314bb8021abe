"""Article intake: read an article into drafts, and put accepted ones into a store."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from vedette.desk.intake_held import taken_from, with_likely
from vedette.desk.intake_json import became_json, drafts_json
from vedette.desk.stores import Acting, changing, open_at, theatre_of
from vedette.domain.register import OnLine, Place, Record, Ref, Source, ref_of
from vedette.domain.theatre import Theatre
from vedette.errors import InputError, OutputExistsError
from vedette.intake.accepting import choose, make_records, say_same
from vedette.intake.article import read_text
from vedette.intake.draft_file import write_drafts
from vedette.intake.draft_reading import read_drafts
from vedette.intake.drafts import Drafts
from vedette.intake.places import PlaceNames
from vedette.intake.read import read_article
from vedette.intake.records import Desk
from vedette.intake.sourcing import source_key
from vedette.intake.taken import Taken, leave_out
from vedette.intake.telling import describe_drafts, fill
from vedette.reading import load_theatre
from vedette.register.lines import put_on_line
from vedette.store import Change, Query, Store

VERB = "intake"
NOTHING_NEW = "nothing is entered."


@dataclass(frozen=True, slots=True, eq=False)
class IntakeView:
    """The drafts of one article, and the theatre they were read for.

    ``taken`` is what the store holds of them already; ``left`` are the others.
    """

    theatre: Theatre
    drafts: Drafts
    origin: str = "published"
    taken: Taken = field(default_factory=Taken)

    @property
    def left(self) -> Drafts:
        """The drafts that the store does not hold."""
        return leave_out(self.drafts, self.taken)

    @property
    def is_known(self) -> bool:
        """Whether the store holds all of it."""
        return bool(self.taken.became) and not self.left.list_all()

    def describe(self) -> str:
        """Return the drafts in words, each with its sentence."""
        if self.is_known:
            return fill(self.taken.tell(self.drafts, NOTHING_NEW))
        told = describe_drafts(self.left, self._lines())
        if not self.taken.became:
            return told
        known = self.taken.tell(self.drafts, "only what is new stands below.")
        return f"{fill(known)}\n\n{told}"

    def write(self, path: Path) -> None:
        """Write the drafts as a file to edit; what is there is never replaced."""
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(write_drafts(self.left))
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
        return drafts_json(self.left, self.taken)

    def _lines(self) -> dict[int, OnLine]:
        found = {
            each.number: _on_line(self.theatre, each.place)
            for each in self.drafts.incidents
            if each.place is not None
        }
        return {number: line for number, line in found.items() if line is not None}


@dataclass(frozen=True, slots=True)
class AcceptedView:
    """What accepted drafts became in the register.

    ``known`` says in a sentence what of them it held already. ``perhaps`` has, for each
    incident that was made, those in the register that it may be; ``words`` tells them.
    """

    records: tuple[Record, ...]
    became: Mapping[int, tuple[Ref, ...]]
    known: str = ""
    perhaps: Mapping[Ref, tuple[Ref, ...]] = field(default_factory=dict)
    words: Mapping[Ref, str] = field(default_factory=dict)

    @property
    def made(self) -> frozenset[Ref]:
        """The records that were made."""
        return frozenset(map(ref_of, self.records))

    def tell_perhaps(self, store_path: Path) -> Iterator[str]:
        """Say which of them may be incidents that were there, and how to join them."""
        for ref, others in self.perhaps.items():
            for other in others:
                words = self.words.get(other, "told of in the same article")
                yield fill(f"{ref} is perhaps {other} ({words}). If so:")
                yield (
                    f"  vedette incident merge {other.id} {ref.id}"
                    f" --why 'one event' --store {store_path}"
                )

    def as_json(self) -> dict[str, Any]:
        """Return which draft became what."""
        return became_json(self.became)


def intake_article(
    path: Path,
    where: str,
    *,
    today: dt.date,
    day: dt.date | None = None,
    publisher: str = "",
    link: str = "",
    store_path: Path | None = None,
) -> IntakeView:
    """Read an article into drafts; ``where`` names the theatre or its folder.

    With a store, what it holds already is told apart, and every incident in it that a
    draft may be is named.
    """
    article = read_text(path, today=today, day=day, publisher=publisher, link=link)
    theatre = load_theatre(where)
    view = IntakeView(theatre, read_article(article, theatre))
    return view if store_path is None else _compared(view, store_path)


def _compared(view: IntakeView, store_path: Path) -> IntakeView:
    store = open_at(store_path)
    _theatre_for(store, view.theatre)
    with store.reading() as held:
        drafts = with_likely(held, view.drafts)
        return replace(view, drafts=drafts, taken=taken_from(held, drafts))


def load_drafts(path: Path, where: str) -> IntakeView:
    """Load a file of drafts that somebody has edited."""
    theatre = load_theatre(where)
    drafts, origin = read_drafts(path, PlaceNames.of_theatre(theatre))
    return IntakeView(theatre, drafts, origin)


def accept_drafts(
    view: IntakeView,
    numbers: Collection[int],
    store_path: Path,
    acting: Acting,
    same: Mapping[int, int | Ref] | None = None,
) -> AcceptedView:
    """Put the drafts with these numbers into a store, all of them or none.

    What the store holds already is not entered again. ``same`` says which drafts are
    another draft's incident, or one that the register holds.
    """
    store = open_at(store_path)
    theatre = _theatre_for(store, view.theatre)
    said = say_same(view.drafts, same or {})
    words = f"drafts {_list(numbers)} of {view.drafts.article.name}"
    with changing(store, acting, VERB, words) as change:
        taken = taken_from(change, said)
        new = set(numbers) - taken.became.keys()
        known = {each: taken.became[each] for each in set(numbers) - new}
        if known and not new:
            told = fill(replace(taken, became=known).tell(said, NOTHING_NEW))
            return AcceptedView((), known, known=told)
        drafts = leave_out(said, taken)
        chosen = with_likely(change, choose(drafts, new))
        for each in chosen.incidents:
            if isinstance(each.same_as, Ref):
                change.get(*each.same_as)
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
    told = replace(taken, became=known).tell(said, "the rest is entered.")
    return AcceptedView(
        records=accepted.records,
        became=known | dict(accepted.became),
        known=fill(told) if known else "",
        perhaps=_undecided(chosen, accepted.became),
        words=chosen.held,
    )


def apply_drafts(
    path: Path, where: str, store_path: Path, acting: Acting
) -> AcceptedView:
    """Put the drafts that a file says to accept into a store."""
    view = load_drafts(path, where)
    every = view.drafts.list_all()
    numbers = [each.number for each in every if each.decision == "accept"]
    return accept_drafts(view, numbers, store_path, acting)


def _undecided(
    chosen: Drafts, became: Mapping[int, tuple[Ref, ...]]
) -> dict[Ref, tuple[Ref, ...]]:
    """Return the incidents made that may be others, of which nobody has said so."""
    found = {
        became[each.number][0]: tuple(
            became[other][0] if isinstance(other, int) else other
            for other in each.perhaps
            if not isinstance(other, int) or other in became
        )
        for each in chosen.incidents
        if each.same_as is None
    }
    return {made: others for made, others in found.items() if others}


def _theatre_for(store: Store, own: Theatre) -> Theatre:
    """Return the theatre of a store, which must be the one drafts were read for."""
    if store.about().get("theatre_hash") == own.content_hash:
        return own  # need not be loaded again
    theatre = theatre_of(store)
    if theatre.id != own.id:
        raise InputError(
            f"{store.path}: this store is for {theatre.name}, the drafts were read for"
            f" {own.name}; name the same one with --theatre."
        )
    return theatre


def _make_ids(change: Change) -> Callable[[str], str]:
    """Return a function that counts on from the first free id of each kind."""
    given: dict[str, int] = {}

    def next_id(kind: str) -> str:
        letter, _, number = change.next_id(kind).partition("-")
        given[kind] = max(int(number), given.get(kind, 0) + 1)
        return f"{letter}-{given[kind]:04d}"

    return next_id


def _make_finder(change: Change) -> Callable[[Source], str | None]:
    sources = [each.record for each in change.list(Query("source"))]
    known = {source_key(each): each.id for each in reversed(sources)}
    return lambda source: known.get(source_key(source))


def _on_line(theatre: Theatre, place: Place) -> OnLine | None:
    if place.lon is None or place.lat is None:
        return None
    return put_on_line(theatre, [place.lon], [place.lat])[0]


def _list(numbers: Collection[int]) -> str:
    return ", ".join(map(str, sorted(set(numbers))))
