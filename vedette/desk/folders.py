"""Folders written whole or not at all."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from vedette.errors import InputError, OutputExistsError
from vedette.sharing.folder import swap_in


def write_folder(
    to: Path, fill: Callable[[Path], None], *, mark: str, force: bool = False
) -> Path:
    """Write a folder beside its place, then move it there in one step.

    Parameters
    ----------
    to
        The folder to write; folders above it are made.
    fill
        Writes the files into the folder that it is given.
    mark
        A file that every folder of this sort holds, such as ``plan.json``. Only a
        folder that holds it, or an empty one, is ever replaced.
    force
        Replace a folder that is there.

    Returns
    -------
    Path
        The folder written, without links.

    Raises
    ------
    OutputExistsError
        If something is there that may not be replaced; it is left as it is.
    """
    try:
        place = to.expanduser().resolve()
        _refuse_present(place, shown=to, mark=mark, force=force)
        with _folders_above(place), _part(place) as part:
            fill(part)
            swap_in(part, place)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"{to}: the folder cannot be written ({reason}). Nothing was left there;"
            " choose another place or make room."
        ) from error
    return place


def _refuse_present(place: Path, *, shown: Path, mark: str, force: bool) -> None:
    """Raise if what is there may not be replaced."""
    if not os.path.lexists(place):
        return
    if not place.is_dir():
        raise OutputExistsError(
            f"{shown}: a file of that name is there. It was left as it is; choose"
            " another name for the folder."
        )
    if not force:
        raise OutputExistsError(
            f"{shown}: this folder is there already. It was left as it is; choose"
            " another name, or add --force to replace it."
        )
    if any(place.iterdir()) and not (place / mark).is_file():
        raise OutputExistsError(
            f"{shown}: this folder holds other things (there is no {mark} in it), so"
            " --force does not replace it. It was left as it is; choose another name."
        )


@contextlib.contextmanager
def _folders_above(place: Path) -> Iterator[None]:
    """Make the folders above, and take them away again if writing fails."""
    missing = [above for above in place.parents if not above.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for above in missing:
            with contextlib.suppress(OSError):
                above.rmdir()
        raise


@contextlib.contextmanager
def _part(place: Path) -> Iterator[Path]:
    """Make a folder beside the place to write into; it does not outlive the block."""
    part = Path(
        tempfile.mkdtemp(prefix=f".{place.name}-", suffix=".part", dir=place.parent)
    )
    try:
        part.chmod(0o777 & ~_read_umask())
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _read_umask() -> int:
    umask = os.umask(0o022)
    os.umask(umask)
    return umask
