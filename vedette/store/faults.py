"""What the database refuses, told in sentences."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from vedette.errors import InputError

LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
NO_DATABASE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
NO_PLACE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the database refuses into an ``InputError`` that names the store."""
    try:
        yield
    except DBAPIError as error:
        raise InputError(_say(path, error.orig)) from error
    except sqlite3.Error as error:
        raise InputError(_say(path, error)) from error


def _say(path: Path, error: BaseException | None) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # without its extension
    if code in LOCKED:
        return (
            f"{path}: somebody else is writing to this store. Nothing of yours was"
            " written; try again in a moment."
        )
    if code in NO_DATABASE:
        return (
            f"{path}: this is no store, or a damaged one ({error}). Name another with"
            " --store, or fetch it from a copy."
        )
    if code in NO_PLACE:
        return (
            f"{path}: the store cannot be written here ({error}). See that the file and"
            " its folder may be written."
        )
    if code in FULL:
        return f"{path}: there is no room left ({error}). Nothing of yours was written."
    return f"{path}: the store refuses this ({error}). Nothing of yours was written."
