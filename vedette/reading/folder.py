"""A theatre folder on disk: found by name or path, read file by file, hashed."""

import hashlib
import stat
from importlib.resources import files
from pathlib import Path

from vedette.errors import InputError
from vedette.reading.checks import quote
from vedette.reading.faults import Faults

HEAD_FILE = "theatre.toml"


def list_builtin() -> dict[str, Path]:
    """List the theatres that come with the program, by name."""
    home = Path(str(files("vedette").joinpath("theatres")))
    found = sorted(home.iterdir()) if home.is_dir() else []
    return {each.name: each for each in found if (each / HEAD_FILE).is_file()}


def find_folder(where: str | Path) -> Path:
    """Find the folder of a theatre: a built-in name, or a path.

    A text that is the name of a built-in theatre means that one, even where the
    working folder holds one of the same name; ``./name`` means the latter.
    """
    builtin = list_builtin()
    if isinstance(where, str) and where in builtin:
        return builtin[where]
    known = " or ".join(builtin) or "a folder"
    copying = f"Copy a built-in one to begin with: vedette theatre copy {known} DIR."
    shown = quote(str(where), longest=400)
    try:
        path = Path(where)
        mode = path.stat().st_mode
        folder = path.resolve()
    except FileNotFoundError:
        raise InputError(
            f"{shown}: there is no such folder, and no built-in theatre of that name."
            f" Give the folder of a theatre, or {known}."
        ) from None
    except (OSError, ValueError, RuntimeError) as error:
        raise InputError(
            f"{shown}: this cannot be opened ({_reason(error)})."
            f" Give the folder of a theatre, or {known}."
        ) from None
    if not stat.S_ISDIR(mode):
        raise InputError(
            f"{shown}: this is a file; a theatre is a folder with a {HEAD_FILE} in it."
            f" Give the folder. {copying}"
        )
    if not (folder / HEAD_FILE).is_file():
        raise InputError(
            f"{shown}: there is no {HEAD_FILE} in this folder, so it is not a theatre."
            f" {copying}"
        )
    return folder


def _reason(error: Exception) -> str:
    """Say why the system refused, without repeating the path."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return quote(str(error)).strip("'")


class TheatreFolder:
    """The files of one folder; what has been read is kept for the content hash."""

    def __init__(self, path: Path, faults: Faults) -> None:
        self.path, self.faults = path, faults
        self.contents: dict[str, bytes] = {}
        self._refused: set[str] = set()

    def read(self, name: str, most_bytes: int, needed_by: str = "") -> bytes | None:
        """Read a file of the folder; None and a fault where that is not to be done."""
        if name in self.contents or name in self._refused:
            return self.contents.get(name)
        try:
            content = self._read(name, most_bytes)
        except _UnreadableError as error:
            why = f" ({needed_by} names it)" if needed_by else ""
            self._refused.add(name)
            self.faults.add(quote(name).strip("'"), error.what + why, error.advice)
            return None
        self.contents[name] = content
        return content

    def has(self, name: str) -> bool:
        """Whether something of that name lies there, be it fit to be read or not."""
        try:
            (self.path / name).lstat()
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return True

    def _read(self, name: str, most_bytes: int) -> bytes:
        path = self.path / name
        try:
            if not path.resolve().is_relative_to(self.path.resolve()):
                raise _UnreadableError(
                    "it lies outside the theatre folder",
                    "put the file itself into the folder, not a link",
                )
            info = path.stat()
            if not stat.S_ISREG(info.st_mode):
                raise _UnreadableError("it is not a file", "put the file there")
            if info.st_size > most_bytes:
                raise _UnreadableError(
                    f"it has {info.st_size:,} bytes, where {most_bytes:,} are the most",
                    "simplify it or cut it to the frontier",
                )
            with path.open("rb") as stream:
                content = stream.read(most_bytes + 1)
        except FileNotFoundError:
            raise _UnreadableError("the file is missing", "add it") from None
        except (OSError, ValueError, RuntimeError) as error:
            raise _UnreadableError(
                f"it cannot be read ({_reason(error)})",
                "see that the file is there and may be read",
            ) from None
        if len(content) > most_bytes:
            raise _UnreadableError("it grew while it was read", "try again")
        return content

    def content_hash(self) -> str:
        """Hash the files that were read: SHA-256 over names and bytes, by name.

        For each file: its name in UTF-8, a zero byte, its length in 8 bytes (big
        end first), its bytes. Neither the folder's place nor other files matter.
        """
        digest = hashlib.sha256()
        for name in sorted(self.contents):
            content = self.contents[name]
            digest.update(name.encode() + b"\0")
            digest.update(len(content).to_bytes(8, "big"))
            digest.update(content)
        return digest.hexdigest()


class _UnreadableError(Exception):
    """A file is not to be read: what is wrong, and what to do."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what)
        self.what, self.advice = what, advice
