"""A store: one file with a register, its history and its log."""

import contextlib
import datetime as dt
import os
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import insert

from vedette.errors import InputError, OutputExistsError
from vedette.register.values import check_text
from vedette.store.chain import find_head, list_breaks, write_entry
from vedette.store.change import Change
from vedette.store.engine import (
    WAIT_S,
    check_database,
    make_database,
    make_engine,
    write_on,
)
from vedette.store.faults import told
from vedette.store.tables import about
from vedette.store.view import View


class Store:
    """A store that can be read and changed; made by ``open_store``."""

    def __init__(self, path: Path, wait_s: float = WAIT_S) -> None:
        self.path = path
        self._engine = make_engine(path, wait_s)

    @contextlib.contextmanager
    def reading(self) -> Iterator[View]:
        """Read: a picture that nobody changes meanwhile."""
        with told(self.path), self._engine.connect() as connection:
            yield View(connection)

    @contextlib.contextmanager
    def change(
        self, *, role: str, verb: str, why: str, now: dt.datetime
    ) -> Iterator[Change]:
        """Change the store: all of the block is written, or nothing if it raises.

        Parameters
        ----------
        role
            Who acts, one of ``domain.register.ROLES``.
        verb
            The command, as the log shall name it.
        why
            The reason, for the log and for every version that has none of its own.
        now
            The moment that all versions carry.
        """
        faults = [*check_text("verb", verb), *check_text("why", why, is_needed=True)]
        if faults:
            raise InputError.listing("Nothing was written:", faults)
        with told(self.path), write_on(self._engine).begin() as connection:
            change = Change(connection, role, why, now)
            yield change
            change.finish()
            if change.writer.rows:
                write_entry(
                    connection,
                    {
                        "seq": change.seq,
                        "at": now.isoformat(),
                        "role": role,
                        "verb": verb,
                        "why": why,
                        "changes": change.writer.rows,
                        "digest": change.writer.digest,
                    },
                )

    def verify(self) -> tuple[list[str], str]:
        """Check the log's chain; return what does not fit, and the last hash."""
        with told(self.path), self._engine.connect() as connection:
            return list_breaks(connection), find_head(connection)

    def about(self) -> dict[str, str]:
        """Return what the store says of itself: its theatre, when it was made."""
        with self.reading() as view:
            return view.about()


def open_store(path: Path, *, wait_s: float = WAIT_S) -> Store:
    """Open a store that is there; ``wait_s`` is how long to wait for other writers."""
    check_database(path)
    return Store(path, wait_s)


@contextlib.contextmanager
def new_store(path: Path, says: Mapping[str, str]) -> Iterator[Store]:
    """Make a store, to be filled in the block; it appears whole, or not at all.

    ``says`` is what it says of itself. Nothing that is there is ever replaced.
    """
    _refuse_existing(path)
    part = path.with_name(f".{path.name}-{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.touch(exist_ok=False)
    except OSError as error:
        raise InputError(
            f"{path}: no store can be made here ({error.strerror or error})."
        ) from error
    try:
        make_database(part)
        store = Store(part)
        rows = [{"key": key, "value": value} for key, value in says.items()]
        with told(part), write_on(store._engine).begin() as connection:
            connection.execute(insert(about), rows)
        yield store
        _move(part, path)
    finally:
        for left in (part, *(Path(f"{part}-{tail}") for tail in ("wal", "shm"))):
            left.unlink(missing_ok=True)


def _refuse_existing(path: Path) -> None:
    if os.path.lexists(path):
        raise OutputExistsError(
            f"{path}: there is something of that name already. It was left as it is;"
            " choose another name with --store."
        )


def _move(part: Path, path: Path) -> None:
    """Give a finished store its name, without replacing one made meanwhile."""
    try:
        os.link(part, path)
    except FileExistsError:
        _refuse_existing(path)
    except OSError:  # a file system without links
        _refuse_existing(path)
        part.rename(path)
