"""Reading what was: versions of records, entries of the log, claims as once seen."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from vedette.domain.history import Entry, Versioned
from vedette.domain.register import Claim, Record, Ref
from vedette.errors import InputError
from vedette.reading.checks import quote
from vedette.store.questions import Questions, among, chunks
from vedette.store.rows import read_record, read_ref
from vedette.store.tables import entries, marks, versions

# What a change has written has no entry yet while it lasts, hence the outer joins.
WITH_ENTRY: Select[Any] = select(versions, entries.c.role, entries.c.at).outerjoin(
    entries, entries.c.seq == versions.c.entry
)

TOLD_ANEW = "told anew"  # of a flag that gives way to another by the same cause


class Past(Questions):
    """What a store keeps of earlier versions, and how it was told of them."""

    def __init__(
        self, connection: Connection, role: str = "", now: dt.datetime | None = None
    ) -> None:
        super().__init__(connection)
        self._role, self._now = role, now

    def history(self, ref: Ref) -> tuple[Versioned[Any], ...]:
        """List every version of a record, the first one first; none where it is not."""
        asked = WITH_ENTRY.where(versions.c.ref == str(ref))
        rows = self._connection.execute(asked.order_by(versions.c.version))
        return tuple(map(self._versioned, rows))

    def claims_seen(self, claim: Ref) -> dict[Ref, Claim]:
        """Return a claim as it was when each thing it has flagged was last looked at.

        That is the version before the entry that raised the flag; a flag that was told
        anew keeps the entry of the one before.
        """
        asked = select(marks.c.what, marks.c.action, marks.c.reason, marks.c.entry)
        asked = asked.where(marks.c.cause == str(claim)).order_by(marks.c.id)
        since: dict[Ref, int] = {}
        for row in self._connection.execute(asked):
            what = read_ref(row.what)
            if row.action == "raised":
                since.setdefault(what, row.entry)
            elif row.reason != TOLD_ANEW:
                since.pop(what, None)
        known = self.history(claim)
        before = {
            entry: next((v for v in known[::-1] if v.entry < entry), known[0])
            for entry in set(since.values())
        }
        return {what: before[entry].record for what, entry in since.items()}

    def records_at(self, numbers: Mapping[str, int]) -> dict[str, Record]:
        """Return many records as a version of each has them, by their references."""
        found: dict[str, Record] = {}
        for names in chunks(numbers):
            asked = select(versions.c.ref, versions.c.version, versions.c.record)
            for row in self._connection.execute(
                asked.where(among(versions.c.ref, names))
            ):
                if row.version == numbers[row.ref]:
                    found[row.ref] = read_record(row.ref, row.record)
        return found

    def entries(self, last: int | None = None) -> tuple[Entry, ...]:
        """List the entries of the log, or the last of them, the oldest first."""
        asked = select(entries).order_by(entries.c.seq.desc()).limit(last)
        rows = self._connection.execute(asked).all()
        return tuple(map(_entry, reversed(rows)))

    def _one(self, asked: Select[Any], ref: Ref) -> Versioned[Any] | None:
        row = self._connection.execute(asked.where(versions.c.ref == str(ref))).first()
        return None if row is None else self._versioned(row)

    def _versioned(self, row: Row[Any]) -> Versioned[Record]:
        return Versioned(
            record=read_record(row.ref, row.record),
            version=row.version,
            action=row.action,
            role=row.role or self._role,
            at=self._at(row.at),
            why=row.why,
            entry=row.entry,
        )

    def _at(self, told: str | None) -> dt.datetime:
        if told is not None:
            return _moment(told)
        if self._now is None:
            raise InputError(
                "a row belongs to no entry of the log: vedette log verify."
            )
        return self._now


def _entry(row: Row[Any]) -> Entry:
    values = dict(row._mapping)
    values["at"] = _moment(values["at"])
    return Entry(**values)


def _moment(told: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(told)
    except ValueError as error:
        raise InputError(
            f"an entry of the log has a time that is none ({quote(told)}). Ask the log"
            " what happened: vedette log verify."
        ) from error
