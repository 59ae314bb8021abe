"""Whether what is shown as present is what the history says."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, select

from vedette.errors import InputError
from vedette.register.links import list_links
from vedette.register.standing import find_standing
from vedette.store.questions import PRESENT, Questions
from vedette.store.rows import make_heads, read_record
from vedette.store.tables import flags, heads, links, marks, versions
from vedette.store.writing import STANDING


def check_present(connection: Connection) -> Iterator[str]:
    """Check that what is shown is the last version of each record, and what follows.

    Yields a sentence for each thing that does not fit.
    """
    last: dict[str, int] = {}
    for row in connection.execute(select(versions.c.ref, versions.c.version)):
        last[row.ref] = max(last.get(row.ref, 0), row.version)
    asked: Select[Any] = select(heads, versions.c.record, versions.c.action)
    brought: set[tuple[str, str, str]] = set()
    standing: dict[str, tuple[str, bool]] = {}
    for row in connection.execute(asked.outerjoin(versions, PRESENT)):
        if last.pop(row.ref, None) != row.version or not _fits(row, brought):
            yield f"{row.ref}: what is shown is not the last version in its history"
        if row.ref.startswith(STANDING):
            standing[row.ref] = row.state, row.merged_into is not None
    for ref in last:
        yield f"{ref}: it has a history, and is not shown"
    yield from _check_standings(connection, standing)
    yield from _check_links(connection, brought)
    yield from _check_flags(connection)


def _fits(row: Any, brought: set[tuple[str, str, str]]) -> bool:
    """Whether a row shows its record; gather the links that the record brings."""
    try:
        record = read_record(row.ref, row.record)
    except InputError:
        return False
    brought.update((row.ref, str(what), str(on)) for what, on in list_links(record))
    ((head, text),) = make_heads([record])
    told = head._asdict() | {"text": text}
    if row.ref.startswith(STANDING):
        del told["state"]
    is_same = all(getattr(row, name) == value for name, value in told.items())
    return is_same and row.is_deleted == (row.action == "deleted")


def _check_standings(
    connection: Connection, shown: dict[str, tuple[str, bool]]
) -> Iterator[str]:
    said = Questions(connection).said_about(list(shown))
    for ref, (state, is_merged) in shown.items():
        if state != ("merged" if is_merged else find_standing(said[ref])):
            yield f"{ref}: it is shown as {state}, which its claims do not say"


def _check_links(
    connection: Connection, brought: set[tuple[str, str, str]]
) -> Iterator[str]:
    shown = {(row.owner, row.what, row.on) for row in connection.execute(select(links))}
    for owner, what, on in sorted(brought ^ shown):
        word = "is not shown" if (owner, what, on) in brought else "was never told"
        yield f"{what}: that it rests on {on} {word}"


def _check_flags(connection: Connection) -> Iterator[str]:
    """Check that the flags shown are those raised and not cleared."""
    raised: set[tuple[str, str]] = set()
    for row in connection.execute(select(marks).order_by(marks.c.id)):
        pair = (row.what, row.cause)
        if row.action == "raised":
            raised.add(pair)
        else:
            raised.discard(pair)
    shown = {(r.what, r.cause) for r in connection.execute(select(flags))}
    for what, cause in sorted(raised ^ shown):
        word = "is not shown" if (what, cause) in raised else "was never raised"
        yield f"{what}: the flag that {cause} raised {word}"
