"""Single files that are handed in by their path: plans, rosters, pins."""

from pathlib import Path

from vedette.errors import InputError


def read_file(
    path: Path, most_bytes: int, wanted: str, *, in_folder: str = ""
) -> bytes:
    """Read a file of at most ``most_bytes``; ``wanted`` says which one to name.

    ``in_folder`` is the name of the file that was meant where a folder is given.
    """
    try:
        if in_folder and path.is_dir():
            raise InputError(f"{path}: this is a folder; name {path / in_folder}.")
        if not path.is_file():
            raise InputError(f"{path}: there is no such file. Name {wanted}.")
        size = path.stat().st_size
        if size > most_bytes:
            raise InputError(
                f"{path}: {size:,} bytes, where {most_bytes:,} are the most."
            )
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path}: it cannot be read ({error.strerror or error})."
        ) from error
