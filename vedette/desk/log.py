"""The log: what was done, by which role, when and why; and whether it still holds."""

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vedette.desk.stores import open_at
from vedette.domain.history import Entry
from vedette.errors import CertificateError, InputError
from vedette.reading.checks import quote

HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class LogCheck:
    """A log that holds: how many entries, and the hash of the last one."""

    entries: int
    head: str


def show_log(path: Path, last: int | None = None) -> tuple[Entry, ...]:
    """List the entries of the log, or the last of them, the oldest first."""
    if last is not None and last < 1:
        raise InputError(f"--last {last}: give a number from 1.")
    with open_at(path).reading() as view:
        return view.entries(last)


def verify_log(path: Path, head: str | None = None) -> LogCheck:
    """Check the chain and everything it covers; refuse a log that was touched.

    ``head`` is the hash of an entry that somebody wrote down earlier: a log that lacks
    it was cut short or replaced, which the chain alone cannot show.
    """
    if head is not None and not HASH.fullmatch(head):
        raise InputError(
            f"--head {quote(head)}: this is no hash; it has 64 digits of 0-9 and a-f,"
            " as `vedette log verify` prints it."
        )
    store = open_at(path)
    faults, last = store.verify()
    entries: tuple[Entry, ...] = ()
    if not faults:  # else their values may not even be readable
        with store.reading() as view:
            entries = view.entries()
        if head is not None and head not in {entry.hash for entry in entries}:
            faults.append(f"no entry has the hash {head[:64]}, which was written down")
    if faults:
        raise CertificateError.listing(
            f"{path}: the log does not hold; do not rely on this store:", faults
        )
    return LogCheck(len(entries), last)


def entry_json(entry: Entry) -> dict[str, Any]:
    """Return an entry as plain values."""
    return {**asdict(entry), "at": entry.at.isoformat()}
