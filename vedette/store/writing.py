"""Writing rows: new versions, how things stand now, and the digest of both."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, bindparam, delete, insert, update
from sqlalchemy.dialects import sqlite

from vedette.domain.register import Claim, Link, Record, Ref
from vedette.register.standing import find_standing
from vedette.store.questions import among, chunks
from vedette.store.rows import make_heads
from vedette.store.tables import flags, heads, links, marks, versions

STANDING = ("incident:", "fact:")  # whose state follows from claims
HEAD = tuple(heads.c.keys())
DIALECT = sqlite.dialect()
TOGETHER = 100  # rows that one statement inserts


class Pending(msgspec.Struct, frozen=True):
    """A version about to be written; ``is_new``: nothing of that name was there."""

    me: Ref
    ref: str
    record: Record
    text: str
    version: int
    action: str
    why: str
    is_new: bool
    links: tuple[Link, ...]


class Mark(NamedTuple):
    """A flag about to be raised or cleared."""

    action: str
    what: str
    cause: str
    path: str
    reason: str


class Writer:
    """Writes the rows of one log entry, and hashes them as they go."""

    def __init__(self, connection: Connection, seq: int, first_mark: int) -> None:
        self._connection, self._seq, self._next_mark = connection, seq, first_mark
        self._digests = Digests()
        self._stands: dict[str, str] = {}  # what was written of new things
        self.rows = 0

    @property
    def digest(self) -> str:
        """The digest of everything written so far."""
        return self._digests.digest()

    def write_versions(self, batch: Sequence[Pending]) -> None:
        """Write versions, what is now, and the links that they bring."""
        if not batch:
            return
        rows = [
            (each.ref, each.version, self._seq, each.action, each.why, each.text)
            for each in batch
        ]
        self._digests.add_versions(rows)
        self._insert(versions, rows)
        self.rows += len(batch)
        self._write_heads(batch)
        self._write_links(batch)

    def _insert(self, table: Table, rows: list[tuple[Any, ...]]) -> None:
        """Insert rows whose values stand in the order of the table's columns.

        The driver takes them as they are, and many in one statement: turning each into
        named values, or writing each by itself, would take longer than the rest.
        """
        whole = len(rows) - len(rows) % TOGETHER
        many = [
            tuple(chain.from_iterable(rows[at : at + TOGETHER]))
            for at in range(0, whole, TOGETHER)
        ]
        for number, sets in ((TOGETHER, many), (1, rows[whole:])):
            if sets:
                self._connection.exec_driver_sql(_write_insert(table, number), sets)

    def _write_heads(self, batch: Sequence[Pending]) -> None:
        new: list[tuple[Any, ...]] = []
        changed: list[tuple[Any, ...]] = []
        made = make_heads([each.record for each in batch])
        stands = _find_states(batch)
        for each, (head, text) in zip(batch, made, strict=True):
            state, *others = head
            if each.ref in stands:
                state = self._stands[each.ref] = stands[each.ref]
            is_deleted = each.action == "deleted"
            row = (each.ref, each.version, is_deleted, state, *others, text)
            (new if each.is_new else changed).append(row)
        self._insert(heads, new)
        self._update_heads(changed)

    def _update_heads(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Change rows of heads; the state of what claims decide is written last."""
        standing: list[dict[str, Any]] = []
        others: list[dict[str, Any]] = []
        for row in rows:
            told = dict(zip(HEAD, row, strict=True))
            if told["ref"].startswith(STANDING):
                del told["state"]
                standing.append(told)
            else:
                others.append(told)
        for some in filter(None, (standing, others)):
            names = [name for name in some[0] if name != "ref"]
            self._connection.execute(
                update(heads)
                .where(heads.c.ref == bindparam("_ref"))
                .values({name: bindparam(f"_{name}") for name in names}),
                [{f"_{name}": value for name, value in row.items()} for row in some],
            )

    def _write_links(self, batch: Sequence[Pending]) -> None:
        changed = [each.ref for each in batch if not each.is_new]
        for names in chunks(changed):
            self._connection.execute(delete(links).where(among(links.c.owner, names)))
        self._insert(
            links,
            [
                (each.ref, str(what), str(on))
                for each in batch
                for what, on in each.links
            ],
        )

    def write_states(self, states: Iterable[tuple[str, str]]) -> None:
        """Write where incidents and facts stand now."""
        rows = [(state, ref) for ref, state in states if self._stands.get(ref) != state]
        if rows:
            statement = update(heads).where(heads.c.ref == bindparam("_ref"))
            told = statement.values(state=bindparam("_state"))
            compiled = told.compile(dialect=self._connection.dialect)
            self._connection.exec_driver_sql(compiled.string, rows)

    def raise_flags(self, raised: Sequence[Mark]) -> None:
        """Write flags that are raised."""
        if not raised:
            return
        first = self._next_mark
        self._write_marks(raised)
        self._insert(
            flags,
            [(each.what, each.cause, first + at) for at, each in enumerate(raised)],
        )

    def clear_flags(self, cleared: Sequence[Mark]) -> None:
        """Write flags that are cleared."""
        if not cleared:
            return
        self._write_marks(cleared)
        self._connection.execute(
            delete(flags).where(
                flags.c.what == bindparam("_what"), flags.c.cause == bindparam("_cause")
            ),
            [{"_what": each.what, "_cause": each.cause} for each in cleared],
        )

    def _write_marks(self, rows: Sequence[Mark]) -> None:
        first = self._next_mark
        self._insert(
            marks, [(first + at, self._seq, *each) for at, each in enumerate(rows)]
        )
        for each in rows:
            self._digests.add_mark(*each)
        self._next_mark += len(rows)
        self.rows += len(rows)


@lru_cache
def _write_insert(table: Table, number: int) -> str:
    """Write the statement that inserts so many rows, as the driver takes it."""
    told = str(insert(table).compile(dialect=DIALECT))
    values = told[told.rindex("(") :]
    return told + f", {values}" * (number - 1)


def _find_states(batch: Iterable[Pending]) -> dict[str, str]:
    """Find how new things stand by the claims that come with them."""
    said: dict[str, list[tuple[str, str]]] = {
        each.ref: [] for each in batch if each.is_new and each.ref.startswith(STANDING)
    }
    for each in batch:
        if isinstance(each.record, Claim):
            told = said.get(str(each.record.about))
            if told is not None:
                told.append((each.record.says, each.record.state))
    stand = lru_cache(find_standing)  # most have one claim, and all the same
    return {ref: stand(tuple(told)) for ref, told in said.items()}


class Digests:
    """SHA-256 over the rows of one entry, in the order in which they were written."""

    def __init__(self) -> None:
        self._versions, self._marks = hashlib.sha256(), hashlib.sha256()

    def add_versions(self, rows: Iterable[Sequence[Any]]) -> None:
        """Add rows of ``versions``; none of their values can hold a zero byte."""
        told = [
            f"{ref}\0{version}\0{action}\0{why}\0{record}\0\0"
            for ref, version, _, action, why, record in rows
        ]
        self._versions.update("".join(told).encode())

    def add_mark(
        self, action: str, what: str, cause: str, path: str, reason: str
    ) -> None:
        """Add a row of ``marks``; none of its values can hold a zero byte."""
        self._marks.update(
            "\0".join((action, what, cause, path, reason, "\0")).encode()
        )

    def digest(self) -> str:
        """Return the digest of all rows added."""
        both = self._versions.hexdigest() + self._marks.hexdigest()
        return hashlib.sha256(both.encode()).hexdigest()


def write_path(path: Iterable[Ref]) -> str:
    """Return a path as the text that a mark keeps."""
    return json.dumps(list(map(str, path)), separators=(",", ":"))
