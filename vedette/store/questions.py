"""Short questions that a change asks of the store, each of many records at once."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from vedette.store.tables import heads, links, versions

AT_ONCE = 5_000  # names in one question to the database

PRESENT = (heads.c.ref == versions.c.ref) & (heads.c.version == versions.c.version)


class Present(NamedTuple):
    """A record as it is: its version, whether it is deleted, and its text."""

    version: int
    is_deleted: bool
    text: str


def among(column: ColumnElement[str], names: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that a column holds one of many names.

    They go over as one text: thousands of parameters would take longer than the answer.
    """
    told = func.json_each(json.dumps(names)).table_valued("value")
    return column.in_(select(told.c.value))


def of_kind(column: ColumnElement[str], kind: str) -> ColumnElement[bool]:
    """Return the condition that a reference is of one kind; an index can tell."""
    return and_(column >= f"{kind}:", column < f"{kind};")  # ; comes after : in ASCII


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """Part names into lists that one question can hold."""
    held = list(values)
    for at in range(0, len(held), AT_ONCE):
        yield held[at : at + AT_ONCE]


class Questions:
    """What is there, and what names what; everything by the text of its reference."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def present(self, refs: Iterable[str]) -> dict[str, Present]:
        """Return those records that are there, deleted ones too."""
        found: dict[str, Present] = {}
        for names in chunks(refs):
            asked = (
                select(heads.c.ref, heads.c.version, heads.c.is_deleted)
                .add_columns(versions.c.record)
                .join(versions, PRESENT)
                .where(among(heads.c.ref, names))
            )
            for row in self._connection.execute(asked):
                found[row.ref] = Present(row.version, row.is_deleted, row.record)
        return found

    def living(self, refs: Iterable[str]) -> set[str]:
        """Return those that are there and not deleted."""
        found: set[str] = set()
        for names in chunks(refs):
            asked = select(heads.c.ref).where(
                among(heads.c.ref, names), heads.c.is_deleted.is_(False)
            )
            found.update(self._connection.execute(asked).scalars())
        return found

    def naming(self, refs: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Give records that cannot do without some others: who names, and whom."""
        columns = (heads.c.about, heads.c.source, heads.c.merged_into)
        for names in chunks(refs):
            asked = select(heads.c.ref, *columns).where(
                heads.c.is_deleted.is_(False), or_(*(among(c, names) for c in columns))
            )
            known = set(names)
            for ref, *named in self._connection.execute(asked):
                yield from ((ref, each) for each in named if each in known)

    def resting(self, refs: Iterable[str]) -> set[str]:
        """Return those that rest on anything."""
        found: set[str] = set()
        for names in chunks(refs):
            asked = select(links.c.what).where(among(links.c.what, names)).distinct()
            found.update(self._connection.execute(asked).scalars())
        return found

    def merged_into(self, refs: Iterable[str]) -> dict[str, str]:
        """Return what those incidents were merged into that were."""
        found: dict[str, str] = {}
        for names in chunks(refs):
            asked = select(heads.c.ref, heads.c.merged_into).where(
                among(heads.c.ref, names), heads.c.merged_into.is_not(None)
            )
            found |= {
                row.ref: row.merged_into for row in self._connection.execute(asked)
            }
        return found

    def merged_from(self, refs: Sequence[str]) -> dict[str, str]:
        """Return the incidents merged into others, directly, by their own names."""
        found: dict[str, str] = {}
        for names in chunks(refs):
            asked = select(heads.c.ref, heads.c.merged_into).where(
                among(heads.c.merged_into, names), heads.c.is_deleted.is_(False)
            )
            found |= {
                row.ref: row.merged_into for row in self._connection.execute(asked)
            }
        return found

    def said_about(self, refs: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
        """Return what claims say of things and those merged into them, and their state.

        Every thing asked for has an answer, be it an empty one.
        """
        above = self._find_above(refs)
        found: dict[str, list[tuple[str, str]]] = {ref: [] for ref in refs}
        for names in chunks([*refs, *(ref for ref in above if ref not in found)]):
            asked = select(heads.c.about, heads.c.says, heads.c.state).where(
                among(heads.c.about, names), heads.c.is_deleted.is_(False)
            )
            for about, says, state in self._connection.execute(asked):
                for ref in above.get(about, ()):
                    if ref in found:
                        found[ref].append((says, state))
                if about in found:
                    found[about].append((says, state))
        return found

    def _find_above(self, refs: Sequence[str]) -> dict[str, set[str]]:
        """Return, for all that was merged into some things, what it was merged into."""
        above: dict[str, set[str]] = {}
        level = refs
        while level:
            merged = self.merged_from(level)
            for child, parent in merged.items():
                above[child] = {parent, *above.get(parent, ())}
            level = list(merged)
        return above
