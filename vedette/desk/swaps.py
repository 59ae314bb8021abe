"""Several files of a folder replaced together, or none of them."""

import contextlib
import secrets
from collections.abc import Mapping
from pathlib import Path

from vedette.errors import InputError


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files of a folder, by their names in it, all of them or none.

    Each is written beside its place first. If one cannot be moved into place, those
    moved before are moved back.
    """
    mark = secrets.token_hex(4)
    places = {folder / name: data for name, data in files.items()}
    made = _missing_folders(folder, places)
    moved: list[Path] = []
    try:
        for place, data in places.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            _beside(place, mark, "part").write_bytes(data)
        for place in places:
            if place.exists():
                place.rename(_beside(place, mark, "old"))
            moved.append(place)
            _beside(place, mark, "part").rename(place)
    except BaseException as error:
        for place in moved:
            _move_back(place, mark)
        for place in places:
            _beside(place, mark, "part").unlink(missing_ok=True)
        for above in made:
            with contextlib.suppress(OSError):
                above.rmdir()
        if isinstance(error, OSError):
            raise InputError(
                f"{folder.name}: it cannot be written to ({error.strerror or error}). "
                "Everything in it is as it was; make room or see who may write there."
            ) from error
        raise
    for place in places:
        _beside(place, mark, "old").unlink(missing_ok=True)


def _move_back(place: Path, mark: str) -> None:
    old = _beside(place, mark, "old")
    with contextlib.suppress(OSError):
        if old.exists():
            old.replace(place)
        else:
            place.unlink(missing_ok=True)


def _missing_folders(folder: Path, places: Mapping[Path, bytes]) -> list[Path]:
    """List folders that are to be made, the lowest first."""
    above = {each for place in places for each in place.parents}
    missing = [each for each in above if not each.exists() and folder in each.parents]
    return sorted(missing, key=lambda each: -len(each.parts))


def _beside(place: Path, mark: str, ending: str) -> Path:
    return place.with_name(f".{place.name}.{mark}.{ending}")
