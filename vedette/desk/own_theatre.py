"""A theatre of the user's own, some of whose files are replaced: all, or none."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from vedette.desk.theatre import copy_theatre
from vedette.errors import InputError
from vedette.reading import load_theatre
from vedette.reading.folder import find_folder, list_builtin


def own_folder(where: str | Path) -> Path:
    """Return the user's folder; refuse a theatre that comes with the program."""
    folder = find_folder(where).resolve()
    if any(folder == each.resolve() for each in list_builtin().values()):
        raise InputError(
            f"{where}: this theatre comes with the program and stays as it is. Copy it "
            f"first: vedette theatre copy {where} DIR."
        )
    return folder


def check_whole(folder: Path, files: Mapping[str, bytes], what: str) -> None:
    """Load a theatre as it would be; refuse it with every fault it would have.

    ``what`` says in words what would be new, such as "the new grid".
    """
    with tempfile.TemporaryDirectory(prefix="vedette-") as room:
        trial = copy_theatre(folder, Path(room) / "trial")
        for name, data in files.items():
            (trial / name).parent.mkdir(parents=True, exist_ok=True)
            (trial / name).write_bytes(data)
        try:
            load_theatre(trial)
        except InputError as error:
            faults = str(error).partition("\n")[2]
            raise InputError(
                f"{folder.name}: nothing was written, because with {what} the theatre "
                f"would not be sound:\n{faults}"
            ) from None
