"""What the store tells of its records: their versions, the log, and open flags."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from vedette.domain.register import Record, Ref

ACTIONS = ("created", "changed", "reassessed", "restored", "deleted")
R = TypeVar("R", bound=Record, covariant=True)


@dataclass(frozen=True, slots=True)
class Flag:
    """Something rests on what has fallen, and nobody has looked at it again.

    ``path`` leads from what fell, first, to the thing itself, last. ``entry`` is the
    log entry that raised it.
    """

    what: Ref
    cause: Ref
    path: tuple[Ref, ...]
    reason: str
    at: dt.datetime
    entry: int


@dataclass(frozen=True, slots=True)
class Versioned(Generic[R]):
    """A record with its version: number from 1, and who made it, when and why.

    ``action`` is one of ``ACTIONS``; a deletion keeps the record as it was last.
    ``entry`` is the log entry that it came with.
    """

    record: R
    version: int
    action: str
    role: str
    at: dt.datetime
    why: str
    entry: int

    @property
    def is_deleted(self) -> bool:
        """Whether this version says that the record is gone."""
        return self.action == "deleted"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log; ``hash`` covers it, what it changed, and ``previous``."""

    seq: int
    at: dt.datetime
    role: str
    verb: str
    why: str
    changes: int
    digest: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class RegisterCopy:
    """A register as it stands, to be shared: every living record, flags, standings.

    ``at`` is when it was taken; ``head`` the hash of the log's last entry then.
    """

    theatre: str
    at: dt.datetime
    head: str
    records: tuple[Versioned[Record], ...]
    standings: Mapping[Ref, str]
    flags: tuple[Flag, ...]
