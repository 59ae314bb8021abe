"""The register as a whole: make one, see it, look at things again, undo."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

from vedette.desk.incident_places import lay_on_line
from vedette.desk.stores import Acting, changing, find_ref, open_at
from vedette.domain.history import Flag, Versioned
from vedette.domain.register import (
    FALLEN,
    KINDS,
    ORIGINS,
    Assessment,
    Record,
    Ref,
    ref_of,
)
from vedette.errors import InputError
from vedette.reading import load_theatre
from vedette.reading.checks import quote
from vedette.reading.folder import list_builtin
from vedette.register.exercise import make_history
from vedette.register.places import Gazetteer, Spellings
from vedette.register.plain import to_plain
from vedette.register.published import load_published
from vedette.store import Query, Store, View, new_store

MOST_FALLEN = 20  # of a kind, state and origin, that an overview names
HISTORY = 150  # made-up incidents of an exercise
SEED = 7


@dataclass(frozen=True, slots=True)
class Overview:
    """What a register holds: how many of each kind, and how they stand.

    ``fallen`` are incidents and facts that count for nothing, those of an exercise
    left out: what each is, how it stands, its title.
    """

    store: str
    theatre: str
    made: str
    records: dict[str, int]
    standings: dict[str, dict[str, int]]
    fallen: tuple[tuple[Ref, str, str], ...]
    flags: tuple[Flag, ...]
    entries: int

    def as_json(self) -> dict[str, Any]:
        """Everything as plain values."""
        return {
            "store": self.store,
            "theatre": self.theatre,
            "made": self.made,
            "records": self.records,
            "standings": self.standings,
            "fallen": [
                {"what": str(ref), "standing": state, "title": title}
                for ref, state, title in self.fallen
            ],
            "flags": [flag_json(flag) for flag in self.flags],
            "entries": self.entries,
        }


@dataclass(frozen=True, slots=True)
class Sheet:
    """One record with its versions, what it rests on, what rests on it, its flags."""

    now: Versioned[Any]
    history: tuple[Versioned[Any], ...]
    state: str
    rests_on: tuple[Ref, ...]
    upon_it: tuple[Ref, ...]
    flags: tuple[Flag, ...]

    def as_json(self) -> dict[str, Any]:
        """Everything as plain values."""
        return {
            **version_json(self.now),
            "state": self.state,
            "rests_on": list(map(str, self.rests_on)),
            "rests_upon_it": list(map(str, self.upon_it)),
            "flags": [flag_json(flag) for flag in self.flags],
            "history": [version_json(each) for each in self.history],
        }


def make_register(
    path: Path,
    theatre_name: str,
    acting: Acting,
    *,
    history: int | None = None,
    seed: int = SEED,
) -> Overview:
    """Make a store with the register that comes with a theatre.

    ``history`` is how many incidents to make up beside it, each labelled exercise;
    None: ``HISTORY`` where the theatre is an exercise, else none.
    """
    theatre = load_theatre(theatre_name)
    if history is None:
        history = HISTORY if theatre.is_exercise else 0
    if not 0 <= history <= 100_000:
        raise InputError(f"--history {history:,}: give a number from 0 to 100,000.")
    builtin = theatre_name in list_builtin()
    says = {
        "theatre": theatre_name if builtin else str(theatre.folder.resolve()),
        "theatre_id": theatre.id,
        "theatre_hash": theatre.content_hash,
        "zone": theatre.zone,
        "made": acting.now.isoformat(),
        "spellings": json.dumps(Gazetteer.of_theatre(theatre).spellings().groups),
    }
    records = lay_on_line(theatre, load_published(theatre, acting.role, acting.now))
    known = {each.id for each in records if isinstance(each, Assessment)}
    records += make_history(
        theatre, history, seed, acting.role, acting.now, known=known
    )
    with new_store(path, says) as store:
        came = f"the register that comes with {theatre.id}"
        with changing(store, acting, "register init", came) as change:
            change.put_many(records)
        # Who entered this knew how each claim had ended: nothing of it is news.
        again = replace(acting, why="entered knowing what was denied and withdrawn")
        with changing(store, again, "register init", "") as change:
            for what in dict.fromkeys(flag.what for flag in change.flags()):
                change.reassess(what)
    return list_register(path)


def list_register(path: Path) -> Overview:
    """Count what a register holds, by kind and by how it stands; list its flags."""
    store = open_at(path)
    says = store.about()
    with store.reading() as view:
        ids = {kind: view.ids(kind) for kind in KINDS}
        standings = {}
        for kind in ("incident", "fact", "claim"):
            found = view.standings(Ref(kind, id_) for id_ in ids[kind])
            standings[kind] = dict(Counter(found.values()).most_common())
        entries = view.entries(last=1)
        return Overview(
            store=str(path),
            theatre=says.get("theatre", ""),
            made=says.get("made", ""),
            records={kind: len(found) for kind, found in ids.items() if found},
            standings=standings,
            fallen=tuple(_list_fallen(view)),
            flags=view.flags(),
            entries=entries[-1].seq if entries else 0,
        )


def _list_fallen(view: View) -> Iterator[tuple[Ref, str, str]]:
    for kind, state in product(("fact", "incident"), FALLEN):
        for origin in ORIGINS:
            if origin != "exercise":
                asked = Query(kind, state=state, origin=origin, limit=MOST_FALLEN)
                for each in view.list(asked):
                    yield ref_of(each.record), state, each.record.title


def show_record(path: Path, name: str) -> Sheet:
    """Show one record of any kind, with its history and its links."""
    with open_at(path).reading() as view:
        ref = find_ref(view, name)
        history = view.history(ref)
        if not history:
            view.get(*ref)
        return Sheet(
            now=history[-1],
            history=history,
            state=view.standings([ref]).get(ref, ""),
            rests_on=tuple(link.on for link in view.links(ref)),
            upon_it=tuple(view.dependents([ref]).get(ref, ())),
            flags=view.flags([ref]),
        )


def undo(
    path: Path, name: str, acting: Acting, version: int | None = None
) -> Versioned[Any]:
    """Bring back an earlier version of a record, as a new version."""
    with changing(open_at(path), acting, "register undo", "undone") as change:
        return change.restore(find_ref(change, name), version)


def find_named(path: Path, name: str) -> Ref:
    """Find the one thing that a name means, of any kind."""
    with open_at(path).reading() as view:
        return find_ref(view, name)


def list_flags(path: Path) -> tuple[Flag, ...]:
    """List what rests on fallen things and was not looked at since."""
    with open_at(path).reading() as view:
        return view.flags()


def texts_for(store: Store, text: str | None) -> tuple[str, ...]:
    """Return the folded forms of a text to look for; none where there is no text."""
    if not text:
        return ()
    groups = json.loads(store.about().get("spellings", "[]"))
    found = Spellings(tuple(map(tuple, groups))).list_for(text)
    if not any(found):
        raise InputError(
            f"--text {quote(text)}: there is no letter or digit in it to look for."
        )
    return found


def record_json(record: Record) -> dict[str, Any]:
    """Return a record as plain values."""
    return to_plain(record)


def version_json(each: Versioned[Any]) -> dict[str, Any]:
    """Return a version as plain values."""
    return {
        "record": to_plain(each.record),
        "version": each.version,
        "action": each.action,
        "role": each.role,
        "at": each.at.isoformat(),
        "why": each.why,
        "entry": each.entry,
    }


def flag_json(flag: Flag) -> dict[str, Any]:
    """Return a flag as plain values."""
    return {
        "what": str(flag.what),
        "cause": str(flag.cause),
        "reason": flag.reason,
        "path": list(map(str, flag.path)),
        "at": flag.at.isoformat(),
    }
