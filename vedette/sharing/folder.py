"""Folders and files that appear whole or not at all, and never over foreign data."""

import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from vedette.errors import InputError, OutputExistsError

Files = Mapping[str, bytes]  # by path inside the folder, with forward slashes

LIST = "SHA256SUMS"
SAME_BEGINNING = 24  # bytes that tell one kind of file from another


def refuse_existing(out: Path, *, force: bool, folder: bool) -> None:
    """Refuse an output place that may not be written to, before any work is done."""
    if not os.path.lexists(out):
        return
    if not force:
        raise OutputExistsError(
            f"{out} exists already; choose another place, or --force to replace it."
        )
    if folder:
        _own_files(out)
    elif not out.is_file():
        raise OutputExistsError(f"{out} is not a file; choose another place.")


def write_file(out: Path, content: bytes, *, force: bool) -> Path:
    """Write one file beside its place, then move it there.

    With ``force``, a file is replaced only if it begins like the new one: a roster may
    follow a roster, but not a plan or somebody's notes.
    """
    refuse_existing(out, force=force, folder=False)
    _refuse_unlike(out, content)
    place = out.resolve()
    part = _beside(place, "part")
    try:
        with _folders_above(place), _cleared(part):
            part.write_bytes(content)
            part.replace(place)
    except OSError as error:
        raise _unwritable(out, error) from error
    return out


def _refuse_unlike(out: Path, content: bytes) -> None:
    if not out.is_file():
        return
    try:
        with out.open("rb") as there:
            begins = there.read(SAME_BEGINNING)
    except OSError as error:
        raise _unwritable(out, error) from error
    if begins and begins != content[:SAME_BEGINNING]:
        raise OutputExistsError(
            f"{out} is not a file of the kind that would be written, so --force does "
            "not replace it. It was left as it is; choose another name."
        )


def write_folder(out: Path, files: Files, *, force: bool) -> tuple[Path, ...]:
    """Write a folder beside its place, then move it there.

    The folder gets a list of its files with their SHA-256 (``sha256sum -c`` reads
    it). By that list a folder is known as ours: only such a folder, or an empty one,
    is replaced, and files in it that are not on the list are kept.
    """
    refuse_existing(out, force=force, folder=True)
    listed = {**files, LIST: _listing(files)}
    place = out.resolve()
    part = _beside(place, "part")
    try:
        kept = _foreign_files(place, out, listed)
        with _folders_above(place), _cleared(part):
            _fill(part, place, listed, kept)
            swap_in(part, place)
    except OSError as error:
        raise _unwritable(out, error) from error
    return tuple(out / name for name in sorted(listed))


@contextlib.contextmanager
def _folders_above(place: Path) -> Iterator[None]:
    """Make the folders above a place; take them away again if writing fails."""
    missing = [above for above in place.parents if not above.exists()]
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for above in missing:
            with contextlib.suppress(OSError):
                above.rmdir()
        raise


@contextlib.contextmanager
def _cleared(part: Path) -> Iterator[None]:
    """Leave nothing of a half-written part behind."""
    try:
        yield
    finally:
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)


def _fill(part: Path, place: Path, files: Files, kept: tuple[str, ...]) -> None:
    for name, content in files.items():
        file = part / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    for name in kept:
        file = part / name
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(place / name, file, follow_symlinks=False)


def swap_in(part: Path, place: Path) -> None:
    """Put ``part`` in its place; what was there goes only once that has worked."""
    if not place.exists():
        part.rename(place)
        return
    old = _beside(place, "old")
    place.rename(old)
    try:
        part.rename(place)
    except BaseException:
        old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _foreign_files(place: Path, out: Path, files: Files) -> tuple[str, ...]:
    """Return what somebody else put into a folder of ours; refuse to write over it."""
    if not place.exists():
        return ()
    own = _own_files(out)
    foreign = tuple(name for name in _walk(place) if name not in own)
    blocked = sorted(name for name in foreign if _is_in_the_way(name, files))
    if blocked:
        raise OutputExistsError(
            f"{out} holds files that were put there by hand and would be replaced: "
            f"{', '.join(blocked[:5])}; move them away first."
        )
    return foreign


def _is_in_the_way(name: str, files: Files) -> bool:
    path = PurePosixPath(name)
    parents = {str(parent) for parent in path.parents}
    below = any(path in PurePosixPath(new).parents for new in files)
    return name in files or below or any(parent in files for parent in parents)


def _own_files(out: Path) -> frozenset[str]:
    """Return the files on a folder's list; refuse a folder that is not ours."""
    if not out.is_dir():
        raise OutputExistsError(f"{out} is not a folder; choose another place.")
    try:
        if not any(out.iterdir()):
            return frozenset()
        lines = (out / LIST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise OutputExistsError(
            f"{out} was not written by Vedette (it has no readable {LIST}); nothing "
            "in it is replaced. Choose another place."
        ) from None
    return frozenset(line[66:] for line in lines) | {LIST}


def _walk(folder: Path) -> list[str]:
    """Return every file and link below a folder, links not followed."""
    return [
        (Path(root) / name).relative_to(folder).as_posix()
        for root, folders, names in os.walk(folder)
        for name in [*names, *(f for f in folders if (Path(root) / f).is_symlink())]
    ]


def _listing(files: Files) -> bytes:
    lines = (
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in sorted(files.items())
    )
    return "".join(lines).encode()


def _beside(place: Path, ending: str) -> Path:
    return place.with_name(f".{place.name}.{secrets.token_hex(4)}.{ending}")


def _unwritable(out: Path, error: OSError) -> InputError:
    return InputError(
        f"{out} cannot be written ({error.strerror or error}); "
        "choose another place or make room."
    )
