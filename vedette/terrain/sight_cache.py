"""What was seen, kept on disk under a name made of all that it depends on.

In ``$VEDETTE_CACHE``, or the user's cache folder; ``VEDETTE_CACHE=off`` keeps nothing.
A fault of any kind, reading or writing, only means that it is worked out again.
"""

import contextlib
import hashlib
import io
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Corridor, Ground, SeenCells
from vedette.domain.theatre import Theatre
from vedette.reading.caps import CAPS
from vedette.reading.faults import Faults
from vedette.reading.npz import read_arrays

# To be raised whenever the same ground would give other sights.
VERSION = 1
# Files kept, the newest; each at most CAPS.npz_bytes.
KEPT = 8
DTYPES = {"start": np.int64, "cell": np.int32, "range_km": np.float32}


def find_folder() -> Path | None:
    """Return the folder to keep files in; None if nothing is to be kept."""
    asked = os.environ.get("VEDETTE_CACHE", "")
    if asked:
        return None if asked == "off" else Path(asked)
    base = os.environ.get("XDG_CACHE_HOME", "")
    if Path(base).is_absolute():
        return Path(base) / "vedette"
    try:
        return Path.home() / ".cache" / "vedette"
    except RuntimeError:  # nobody's home is known
        return None


def make_key(theatre: Theatre, ground: Ground) -> str:
    """Return the hash of everything that the sights of a theatre depend on."""
    grid, model = theatre.elevation, theatre.model
    digest = hashlib.sha256(f"vedette sights {VERSION}\n".encode())
    for numbers in (
        [grid.west, grid.north, grid.step_lon, grid.step_lat],
        [model.corridor_km, model.part_km, model.person_m, model.refraction],
    ):
        _add(digest, np.array(numbers))
    _add(digest, grid.height_m)
    _add(digest, theatre.border.lon, theatre.border.lat, theatre.border.km)
    for track in theatre.tracks:
        _add(digest, track.lon, track.lat, track.border_km)
    _add(digest, ground.edge_km)
    for kind, carrier in model.carriers.items():
        half = [list(model.sensors[name].half_km.values()) for name in carrier.sensors]
        digest.update(f"{kind}\n".encode())
        _add(digest, np.array([carrier.eye_m]), np.array(half))
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", *arrays: NDArray[Any]) -> None:
    """Add arrays to a hash, each after its form."""
    for array in arrays:
        digest.update(f"{array.dtype.str} {array.shape}\n".encode())
        digest.update(np.ascontiguousarray(array).data)


def find_seen(
    key: str, kinds: tuple[str, ...], corridor: Corridor
) -> dict[str, SeenCells] | None:
    """Return what was kept under a key, or None if there is nothing sound."""
    folder = find_folder()
    if folder is None:
        return None
    path = folder / f"sights-{key}.npz"
    try:
        if path.stat().st_size > CAPS.npz_bytes:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    arrays = read_arrays(data, path.name, DTYPES, Faults())
    if arrays is None or not _is_sound(arrays, len(kinds), corridor):
        return None
    return {
        kind: SeenCells(
            start=start - start[0],
            cell=arrays["cell"][start[0] : start[-1]],
            range_km=arrays["range_km"][start[0] : start[-1]],
        )
        for kind, start in zip(kinds, arrays["start"], strict=True)
    }


def _is_sound(
    arrays: Mapping[str, NDArray[Any]], n_kinds: int, corridor: Corridor
) -> bool:
    """Whether the arrays are what `keep_seen` writes for such a corridor."""
    if {name: array.dtype for name, array in arrays.items()} != DTYPES:
        return False
    start, cell, far = (arrays[name] for name in DTYPES)
    if start.shape != (n_kinds, corridor.n_parts + 1) or cell.shape != far.shape:
        return False
    every = start.ravel()
    return bool(
        every[0] == 0
        and cell.shape == (every[-1],)
        and (np.diff(every) >= 0).all()
        and (start[1:, 0] == start[:-1, -1]).all()
        and ((cell >= 0) & (cell < len(corridor.cell_m))).all()
        and (np.isfinite(far) & (far >= 0)).all()
    )


def keep_seen(key: str, seen: Mapping[str, SeenCells]) -> None:
    """Keep what was seen under a key, whole or not at all; drop the oldest files."""
    folder = find_folder()
    if folder is None:
        return
    many = list(seen.values())
    before = np.cumsum([0, *(len(each.cell) for each in many[:-1])])
    held = io.BytesIO()
    np.savez(
        held,
        start=np.stack([each.start + n for each, n in zip(many, before, strict=True)]),
        cell=np.concatenate([each.cell for each in many]),
        range_km=np.concatenate([each.range_km for each in many]),
    )
    if held.tell() > CAPS.npz_bytes:
        return
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(prefix="sights-", suffix=".part", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(held.getbuffer())
            Path(part).replace(folder / f"sights-{key}.npz")
        finally:
            Path(part).unlink(missing_ok=True)
        _drop_oldest(folder)


def _drop_oldest(folder: Path) -> None:
    """Keep the newest files, and nothing of runs that broke off."""
    files = sorted(folder.glob("sights-*"), key=lambda path: -path.stat().st_mtime)
    for path in files[KEPT:]:
        path.unlink(missing_ok=True)
