"""The log's chain: each entry's hash covers what it changed and the entry before."""

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, insert, literal_column, select, text

from vedette.reading.canonical import canonical_json
from vedette.store.present import check_present
from vedette.store.tables import GROWING, about, entries, marks, versions
from vedette.store.writing import Digests

WRITTEN: Any = literal_column("versions.rowid")  # SQLite numbers rows as they come
FIRST = "what the store says of itself (its theatre, zone, spellings)"
ROWS_AT_ONCE = 1_000
TOLD = 20  # faults of one kind; the rest is counted


def hash_entry(entry: dict[str, Any]) -> str:
    """Return the hash of an entry: SHA-256 over its values, in a fixed order."""
    names = ("seq", "at", "role", "verb", "why", "changes", "digest", "previous")
    content = canonical_json([entry[name] for name in names])
    return hashlib.sha256(content).hexdigest()


def find_start(connection: Connection) -> str:
    """Return what the first entry calls the one before it.

    It covers what the store says of itself: its theatre, zone and spellings.
    """
    rows = connection.execute(select(about).order_by(about.c.key))
    return hashlib.sha256(canonical_json([list(row) for row in rows])).hexdigest()


def write_entry(connection: Connection, entry: dict[str, Any]) -> None:
    """Write an entry at the end of the chain."""
    entry["previous"] = find_head(connection)
    entry["hash"] = hash_entry(entry)
    connection.execute(insert(entries), [entry])


def list_breaks(connection: Connection) -> list[str]:
    """List where the log and what it tells of do not fit; nothing where all does."""
    found = [
        *_check_file(connection),
        *_check_chain(connection),
        *check_present(connection),
    ]
    if len(found) > TOLD:
        found[TOLD:] = [f"... and {len(found) - TOLD:,} more"]
    return found


def find_head(connection: Connection) -> str:
    """Return the hash of the last entry: write it down to find a log cut short."""
    last = select(entries.c.hash).order_by(entries.c.seq.desc()).limit(1)
    return connection.execute(last).scalar() or find_start(connection)


def _check_file(connection: Connection) -> Iterator[str]:
    """Check that the file is sound, and that the tables that only grow are guarded."""
    for told in connection.execute(text(f"PRAGMA integrity_check({TOLD})")).scalars():
        if told != "ok":
            yield f"the file is damaged: {told}"
    asked = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    guards = set(connection.execute(asked).scalars())
    for table in GROWING:
        if not {f"{table}_no_update", f"{table}_no_delete"} <= guards:
            yield f"{table}: what keeps its rows from being changed was taken away"


def _check_chain(connection: Connection) -> Iterator[str]:
    previous, seq = find_start(connection), 0
    for row in connection.execute(select(entries).order_by(entries.c.seq)):
        entry = dict(row._mapping)
        if row.seq != seq + 1:
            yield f"entry {row.seq}: it follows entry {seq}; what lay between is gone"
        if row.previous != previous:
            before = "the entry that stands before it" if seq else FIRST
            yield f"entry {row.seq}: it does not follow {before}"
        if hash_entry(entry) != row.hash:
            yield f"entry {row.seq}: its own words were changed after it was written"
        yield from _check_rows(connection, row)
        previous, seq = row.hash, row.seq
    loose = select(versions.c.ref).where(
        versions.c.entry.not_in(select(entries.c.seq)),
    )
    for ref in connection.execute(loose.limit(TOLD)).scalars():
        yield f"{ref}: a version belongs to no entry"


def _check_rows(connection: Connection, entry: Any) -> Iterator[str]:
    """Check that the rows of an entry are those that were written with it."""
    digests, names, number = Digests(), [], 0
    asked = select(versions).where(versions.c.entry == entry.seq)
    for rows in connection.execute(asked.order_by(WRITTEN)).partitions(ROWS_AT_ONCE):
        digests.add_versions(rows)
        names += [row.ref for row in rows]
        number += len(rows)
    asked = select(marks).where(marks.c.entry == entry.seq).order_by(marks.c.id)
    for row in connection.execute(asked):
        digests.add_mark(row.action, row.what, row.cause, row.path, row.reason)
        names.append(row.what)
        number += 1
    if number != entry.changes or digests.digest() != entry.digest:
        some = ", ".join(dict.fromkeys(names[:5])) or "nothing"
        more = ", ..." if len(names) > 5 else ""
        yield (
            f"entry {entry.seq} ({entry.verb}): what it wrote ({some}{more}) was"
            f" changed, taken away or added to later: {number} rows of {entry.changes}"
        )
