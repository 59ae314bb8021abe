"""Claims and their sources: put one in, grade it, move it, see what rests on it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vedette.desk.register import flag_json, texts_for, version_json
from vedette.desk.register_words import check_words, read_ref
from vedette.desk.stores import Acting, changing, find_ref, open_at
from vedette.domain.history import Flag, Versioned
from vedette.domain.register import CLAIM_STATES, Claim, Grade, Ref, Source
from vedette.errors import InputError
from vedette.register.links import Path as Trail
from vedette.register.weight import say_grade
from vedette.store import Query, View

VERBS = {
    "corroborated": "corroborate",
    "officially_confirmed": "confirm",
    "denied": "deny",
    "withdrawn": "withdraw",
    "superseded": "supersede",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """A claim that was put in or moved, and what followed from it.

    ``moved`` are other claims that it moved, with their new states; ``flags`` what was
    flagged by the same change.
    """

    claim: Versioned[Claim]
    moved: tuple[tuple[str, str], ...]
    flags: tuple[Flag, ...]

    @property
    def grade_words(self) -> str:
        """The claim's grade, and what the claim counts for by it."""
        return say_grade(self.claim.record)

    def as_json(self) -> dict[str, Any]:
        """Everything as plain values."""
        return {
            **version_json(self.claim),
            "moved": [{"claim": id_, "state": state} for id_, state in self.moved],
            "flags": [flag_json(flag) for flag in self.flags],
        }


@dataclass(frozen=True, slots=True)
class Consequence:
    """Something that rests on a claim, and the path that leads to it."""

    what: Ref
    title: str
    path: Trail
    is_flagged: bool


@dataclass(frozen=True, slots=True)
class Impact:
    """Everything that rests on one thing."""

    what: Ref
    title: str
    state: str
    consequences: tuple[Consequence, ...]

    def as_json(self) -> dict[str, Any]:
        """Everything as plain values."""
        return {
            "what": str(self.what),
            "title": self.title,
            "state": self.state,
            "consequences": [
                {
                    "what": str(each.what),
                    "title": each.title,
                    "path": list(map(str, each.path)),
                    "flagged": each.is_flagged,
                }
                for each in self.consequences
            ],
        }


def add_source(path: Path, source: Source, acting: Acting) -> Versioned[Any]:
    """Put a source into the register; an empty id gives it the next one."""
    with changing(open_at(path), acting, "source add", "source entered") as change:
        source = replace(source, id=source.id or change.next_id("source"))
        if change.find("source", source.id) is not None:
            raise InputError(
                f"source:{source.id} is there already; choose another id, or change it"
                f" with: vedette source change {source.id}."
            )
        return change.put(source)


def change_source(
    path: Path, id_: str, told: dict[str, Any], acting: Acting
) -> Versioned[Any]:
    """Change what the register says of a source."""
    if not told:
        raise InputError(
            f"source:{id_}: say what is to change, such as --name or --kind."
        )
    id_ = read_ref(id_, "source").id
    with changing(open_at(path), acting, "source change", "changed") as change:
        return change.put(replace(change.get("source", id_).record, **told))


def list_sources(path: Path) -> tuple[tuple[Source, int], ...]:
    """List the sources, each with the number of its claims."""
    with open_at(path).reading() as view:
        found = view.list(Query("source"))
        number = view.count_by_source()
        return tuple(
            (each.record, number.get(f"source:{each.record.id}", 0)) for each in found
        )


def add_claim(path: Path, claim: Claim, acting: Acting) -> Moved:
    """Put a claim into the register; what it answers moves by the rules."""
    with changing(open_at(path), acting, "claim add", "claim entered") as change:
        claim = replace(claim, id=claim.id or change.next_id("claim"))
        if change.find("claim", claim.id) is not None:
            raise InputError(
                f"claim:{claim.id} is there already; a new statement is a new claim."
            )
        change.put(claim)
    return _after(path, claim.id)


def grade_claim(path: Path, id_: str, grade: Grade, acting: Acting) -> Moved:
    """Grade a claim anew; the grades before it stay in its history.

    What rests on it is flagged where that makes it count for more or for less.
    """
    id_ = read_ref(id_, "claim").id
    with changing(open_at(path), acting, "claim grade", grade.why) as change:
        claim = change.get("claim", id_).record
        change.put(replace(claim, grade=grade), reassess=True)
    return _after(path, id_)


def move_claim(
    path: Path, id_: str, to: str, acting: Acting, by: str | None = None
) -> Moved:
    """Move a claim to another state, if the rules allow it."""
    id_ = read_ref(id_, "claim").id
    by = None if by is None else read_ref(by, "claim").id
    words = f"moved to {to}" if by is None else f"claim:{by}"
    with changing(open_at(path), acting, f"claim {VERBS.get(to, to)}", words) as change:
        change.move_claim(id_, to, by)
    return _after(path, id_)


def list_claims(
    path: Path,
    about: str | None = None,
    source: str | None = None,
    state: str | None = None,
    text: str | None = None,
    limit: int | None = None,
) -> tuple[tuple[Versioned[Claim], Source], ...]:
    """List the claims wanted, each with its source."""
    check_words(state, CLAIM_STATES, "--state")
    source = None if source is None else read_ref(source, "source").id
    store = open_at(path)
    texts = texts_for(store, text)
    with store.reading() as view:
        ref = None if about is None else find_ref(view, about)
        for named in (ref, source and Ref("source", source)):
            if named:
                view.get(*named)
        found = view.list(
            Query(
                "claim",
                about=ref,
                source=source,
                state=state,
                text=texts,
                limit=limit,
            )
        )
        names = {each.record.source for each in found}
        sources = {name: view.get("source", name).record for name in names}
        return tuple((each, sources[each.record.source]) for each in found)


def trace_claim(path: Path, ref: Ref) -> Impact:
    """Trace everything that rests on a claim, or on anything else."""
    with open_at(path).reading() as view:
        record = view.get(*ref).record
        paths = view.impact(ref)
        records = view.records(paths)
        flagged = view.flagged_by(ref)
        return Impact(
            what=ref,
            title=_title_of(record),
            state=view.standings([ref])[ref],
            consequences=tuple(
                Consequence(what, _title_of(records[what]), trail, what in flagged)
                for what, trail in paths.items()
            ),
        )


def _after(path: Path, id_: str) -> Moved:
    """Gather what the last change of a claim did."""
    with open_at(path).reading() as view:
        claim = view.get("claim", id_)
        flags = tuple(_list_new_flags(view, claim))
        states = view.standings(Ref("claim", each) for each in claim.record.answers)
        moved = tuple(
            (ref.id, state)
            for ref, state in states.items()
            if view.get(*ref).entry == claim.entry
        )
        return Moved(claim, moved, flags)


def _list_new_flags(view: View, claim: Versioned[Claim]) -> Iterator[Flag]:
    for id_ in (claim.record.id, *claim.record.answers):
        for flag in view.flags_by(Ref("claim", id_)):
            if flag.entry == claim.entry:
                yield flag


def _title_of(record: Any) -> str:
    if isinstance(record, Claim):
        return record.statement
    return str(record.name if isinstance(record, Source) else record.title)
