"""Reading a store: records as they are and as they were, links, flags, the log."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import msgspec
from sqlalchemy import Row, Select, func, select

from vedette.domain.history import Flag, Versioned
from vedette.domain.register import KINDS, Claim, Link, Record, Ref
from vedette.errors import InputError
from vedette.register.links import Path, trace_impact
from vedette.store.past import WITH_ENTRY, Past
from vedette.store.query import Query, where
from vedette.store.questions import PRESENT, among, chunks, of_kind
from vedette.store.rows import read_record, read_ref
from vedette.store.tables import about, entries, flags, heads, links, marks

_read_path = msgspec.json.Decoder(list[str]).decode
MOST_NAMES = 5_000  # that a name mistyped is compared with

RAISED: Select[Any] = (
    select(marks.c.what, marks.c.cause, marks.c.path, marks.c.reason, entries.c.at)
    .add_columns(marks.c.entry)
    .select_from(flags)
    .join(marks, flags.c.mark == marks.c.id)
    .outerjoin(entries, entries.c.seq == marks.c.entry)
    .order_by(marks.c.id)
)


class View(Past):
    """One consistent picture of a store, as long as its transaction lasts.

    ``role`` and ``now`` are those of a change under way, which it sees itself.
    """

    def about(self) -> dict[str, str]:
        """Return what the store says of itself: its theatre, when it was made."""
        rows = self._connection.execute(select(about.c.key, about.c.value))
        return {row.key: row.value for row in rows}

    def find(self, kind: str, id_: str) -> Versioned[Any] | None:
        """Find a record by its kind and id; None where it is absent or deleted."""
        found = self._one(WITH_ENTRY.join(heads, PRESENT), Ref(kind, id_))
        return None if found is None or found.is_deleted else found

    def get(self, kind: str, id_: str) -> Versioned[Any]:
        """Return a record by its kind and id, or say that there is none."""
        found = self.find(kind, id_)
        if found is None:
            raise InputError(
                f"{kind}:{id_}: the register holds no such {kind.replace('_', ' ')}."
                f" {self._suggest(kind, id_)}"
            )
        return found

    def _suggest(self, kind: str, id_: str) -> str:
        """Say what a name that there is not could have meant."""
        others = sorted(self.living(f"{each}:{id_}" for each in KINDS))
        if others:
            return (
                f"There is {' and '.join(others)}: vedette register show {others[0]}."
            )
        near = self.list_near(id_, [kind])
        if near:
            return f"Did you mean {' or '.join(near)}?"
        return "See what there is: vedette register list."

    def list_near(self, id_: str, kinds: Iterable[str] = KINDS) -> tuple[str, ...]:
        """List names that are spelt much like an id that nothing has."""
        known = {each.casefold(): f"{k}:{each}" for k in kinds for each in self.ids(k)}
        names = sorted(known)[:MOST_NAMES]
        near = get_close_matches(id_.casefold(), names, cutoff=0.75)
        return tuple(known[each] for each in near)

    def list(self, query: Query) -> tuple[Versioned[Any], ...]:
        """List the records that a query asks for, by time, then by id."""
        asked = (
            WITH_ENTRY.join(heads, PRESENT)
            .where(where(query))
            .order_by(heads.c.earliest, heads.c.ref)
            .limit(query.limit)
        )
        return tuple(map(self._versioned, self._connection.execute(asked)))

    def ids(self, kind: str) -> frozenset[str]:
        """Return the ids of one kind that are in use, without deleted ones."""
        asked = select(heads.c.ref).where(
            of_kind(heads.c.ref, kind), heads.c.is_deleted.is_(False)
        )
        return frozenset(
            read_ref(row.ref).id for row in self._connection.execute(asked)
        )

    def all_ids(self, kind: str) -> frozenset[str]:
        """Return the ids of one kind that were ever in use."""
        asked = select(heads.c.ref).where(of_kind(heads.c.ref, kind))
        return frozenset(
            read_ref(row.ref).id for row in self._connection.execute(asked)
        )

    def records(self, refs: Iterable[Ref]) -> dict[Ref, Record]:
        """Return many records as they are, deleted ones too."""
        found = self.present(map(str, refs))
        return {read_ref(ref): read_record(ref, row.text) for ref, row in found.items()}

    def upstream(self, data_set: str) -> dict[str, Ref]:
        """Return the incidents that came from rows of a data set, by their row."""
        asked = select(heads.c.upstream, heads.c.ref).where(
            of_kind(heads.c.upstream, data_set), heads.c.is_deleted.is_(False)
        )
        rows = self._connection.execute(asked)
        return {row.upstream: read_ref(row.ref) for row in rows}

    def count_by_source(self) -> dict[str, int]:
        """Return how many claims each source made, by the source's reference."""
        asked = (
            select(heads.c.source, func.count())
            .where(heads.c.source.is_not(None), heads.c.is_deleted.is_(False))
            .group_by(heads.c.source)
        )
        return {source: number for source, number in self._connection.execute(asked)}

    def standings(self, refs: Iterable[Ref]) -> dict[Ref, str]:
        """Return where incidents and facts stand, and the states of claims."""
        found = {}
        for names in chunks(map(str, refs)):
            asked = select(heads.c.ref, heads.c.state).where(among(heads.c.ref, names))
            for row in self._connection.execute(asked):
                found[read_ref(row.ref)] = row.state
        return found

    def with_merged(self, ref: Ref) -> tuple[Ref, ...]:
        """Return a thing and every incident that was merged into it."""
        found, level = [str(ref)], [str(ref)]
        while level:
            level = sorted(self.merged_from(level))
            found += level
        return tuple(map(read_ref, found))

    def claims_about(self, ref: Ref) -> tuple[Versioned[Claim], ...]:
        """List the claims about a thing, and about those merged into it."""
        asked = [Query("claim", about=each) for each in self.with_merged(ref)]
        return tuple(claim for query in asked for claim in self.list(query))

    def links(self, what: Ref | None = None) -> tuple[Link, ...]:
        """List what one thing rests on, or all that rests on anything."""
        asked = select(links.c.what, links.c.on).distinct().order_by("what", "on")
        if what is not None:
            asked = asked.where(links.c.what == str(what))
        rows = self._connection.execute(asked)
        return tuple(Link(read_ref(row.what), read_ref(row.on)) for row in rows)

    def impact(self, ref: Ref) -> dict[Ref, Path]:
        """Return everything that rests on a thing, with the path that leads to it."""
        return trace_impact(ref, self.dependents)

    def load_dependents(
        self, refs: Iterable[Ref]
    ) -> Callable[[Sequence[Ref]], Mapping[Ref, Sequence[Ref]]]:
        """Return what answers as ``dependents`` does for all that rests on some things.

        The store is asked once for each step away from them, however many there are.
        """
        known: dict[Ref, Sequence[Ref]] = {}
        level = list(refs)
        while level:
            found = self.dependents(level)
            known |= {ref: found.get(ref, ()) for ref in level}
            next_ = dict.fromkeys(what for whats in found.values() for what in whats)
            level = [what for what in next_ if what not in known]
        return lambda asked: {ref: known[ref] for ref in sorted(asked)}

    def dependents(self, refs: Sequence[Ref]) -> Mapping[Ref, Sequence[Ref]]:
        """Return for each of many things what rests on it directly."""
        found: dict[Ref, list[Ref]] = defaultdict(list)
        for names in chunks(map(str, refs)):
            asked = (
                select(links.c.on, links.c.what)
                .join(heads, heads.c.ref == links.c.what)
                .where(among(links.c.on, names), heads.c.is_deleted.is_(False))
                .order_by(links.c.on, links.c.what)
                .distinct()
            )
            for row in self._connection.execute(asked):
                found[read_ref(row.on)].append(read_ref(row.what))
        return found

    def flags(self, what: Iterable[Ref] | None = None) -> tuple[Flag, ...]:
        """List the flags that are raised, of some things or of all."""
        if what is None:
            return tuple(map(self._flag, self._connection.execute(RAISED)))
        found: list[Flag] = []
        for names in chunks(map(str, what)):
            some = RAISED.where(among(flags.c.what, names))
            found += map(self._flag, self._connection.execute(some))
        return tuple(found)

    def flags_by(self, *causes: Ref) -> tuple[Flag, ...]:
        """List the flags that some things have raised."""
        found: list[Flag] = []
        for names in chunks(map(str, causes)):
            some = RAISED.where(among(flags.c.cause, names))
            found += map(self._flag, self._connection.execute(some))
        return tuple(found)

    def flagged_by(self, cause: Ref) -> set[Ref]:
        """Return what one fallen thing has flagged."""
        asked = select(flags.c.what).where(flags.c.cause == str(cause))
        return set(map(read_ref, self._connection.execute(asked).scalars()))

    def _flag(self, row: Row[Any]) -> Flag:
        return Flag(
            what=read_ref(row.what),
            cause=read_ref(row.cause),
            path=tuple(map(read_ref, _read_path(row.path))),
            reason=row.reason,
            at=self._at(row.at),
            entry=row.entry,
        )
