"""Writing rows: new versions, how things stand now, and the digest of both."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, bindparam, delete, insert, update

from vedette.domain.register import Claim, Link, Record, Ref
from vedette.register.standing import find_standing
from vedette.store.questions import among, chunks
from vedette.store.rows import make_heads
from vedette.store.tables import flags, heads, links, marks, versions

STANDING = ("incident:", "fact:")  # whose state follows from claims
HEAD = tuple(heads.c.keys())


class Pending(NamedTuple):
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
        add = self._digests.add_version
        rows = []
        for each in batch:
            add(each.ref, each.version, each.action, each.why, each.text)
            row = (each.ref, each.version, self._seq, each.action, each.why, each.text)
            rows.append(row)
        self._insert(versions, rows)
        self.rows += len(batch)
        self._write_heads(batch)
        self._write_links(batch)

    def _insert(self, table: Table, rows: list[tuple[Any, ...]]) -> None:
        """Insert rows whose values stand in the order of the table's columns.

        The driver takes them as they are: turning each into named values would take
        longer than writing it.
        """
        if rows:
            statement = insert(table).compile(dialect=self._connection.dialect)
            self._connection.exec_driver_sql(statement.string, rows)

    def _write_heads(self, batch: Sequence[Pending]) -> None:
        new: list[tuple[Any, ...]] = []
        old: list[dict[str, Any]] = []
        standing: list[dict[str, Any]] = []
        made = make_heads([each.record for each in batch])
        stands = _find_states(batch)
        for each, head in zip(batch, made, strict=True):
            head["ref"], head["version"] = each.ref, each.version
            head["is_deleted"] = each.action == "deleted"
            if each.is_new:
                if each.ref in stands:
                    head["state"] = self._stands[each.ref] = stands[each.ref]
                new.append(tuple(map(head.__getitem__, HEAD)))
            elif each.ref.startswith(STANDING):
                del head["state"]
                standing.append(head)
            else:
                old.append(head)
        self._insert(heads, new)
        for rows in filter(None, (old, standing)):
            self._update_heads(rows)

    def _update_heads(self, rows: list[dict[str, Any]]) -> None:
        names = [name for name in rows[0] if name != "ref"]
        self._connection.execute(
            update(heads)
            .where(heads.c.ref == bindparam("_ref"))
            .values({name: bindparam(f"_{name}") for name in names}),
            [{f"_{name}": value for name, value in row.items()} for row in rows],
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


def _find_states(batch: Iterable[Pending]) -> dict[str, str]:
    """Find how new things stand by the claims that come with them."""
    said: dict[str, list[tuple[str, str]]] = {}
    for each in batch:
        if isinstance(each.record, Claim):
            said.setdefault(str(each.record.about), []).append(
                (each.record.says, each.record.state)
            )
        elif each.is_new and each.ref.startswith(STANDING):
            said.setdefault(each.ref, [])
    return {ref: find_standing(told) for ref, told in said.items()}


class Digests:
    """SHA-256 over the rows of one entry, in the order in which they were written."""

    def __init__(self) -> None:
        self._versions, self._marks = hashlib.sha256(), hashlib.sha256()

    def add_version(
        self, ref: str, version: int, action: str, why: str, record: str
    ) -> None:
        """Add a row of ``versions``; none of its values can hold a zero byte."""
        row = f"{ref}\0{version}\0{action}\0{why}\0{record}\0\0"
        self._versions.update(row.encode())

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
