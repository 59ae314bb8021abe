"""Stores, as the verbs of the desk open them, with the theatre each was made for."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vedette.desk.register_words import read_ref
from vedette.domain.register import KINDS, Ref
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.reading import load_theatre
from vedette.reading.checks import quote
from vedette.reading.folder import list_builtin
from vedette.store import Change, Store, View, open_store

DEFAULT = "vedette.db"  # in the working folder, unless --store or VEDETTE_STORE says


@dataclass(frozen=True, slots=True)
class Acting:
    """Who changes a store, and when; ``why`` None gives the verb's own words."""

    role: str
    now: dt.datetime
    why: str | None = None


def open_at(path: Path) -> Store:
    """Open the store at a path."""
    return open_store(path)


@contextlib.contextmanager
def changing(store: Store, acting: Acting, verb: str, words: str) -> Iterator[Change]:
    """Change a store in somebody's name; ``words`` is the reason if none is given."""
    why = words if acting.why is None else acting.why
    with store.change(role=acting.role, verb=verb, why=why, now=acting.now) as change:
        yield change


def find_ref(view: View, name: str) -> Ref:
    """Find what a person names: ``kind:id``, or an id that only one thing ever had."""
    if ":" in name:
        return read_ref(name)
    id_ = name.strip()
    found = list(view.present(f"{kind}:{id_}" for kind in KINDS))
    if len(found) == 1:
        return read_ref(found[0])
    if found:
        raise InputError(
            f"{quote(id_)} is the id of several things; write one of"
            f" {', '.join(sorted(found))}."
        )
    near = " or ".join(view.list_near(id_))
    hint = (
        f"did you mean {near}?" if near else "see what there is: vedette register list."
    )
    raise InputError(f"{quote(id_)} names nothing in the register; {hint}")


def theatre_of(store: Store) -> Theatre:
    """Load the theatre that a store was made for."""
    where = store.about().get("theatre", "")
    try:
        return load_theatre(where if where in list_builtin() else Path(where))
    except InputError as error:
        raise InputError(
            f"{store.path}: the theatre that it was made for cannot be loaded.\n{error}"
        ) from error
