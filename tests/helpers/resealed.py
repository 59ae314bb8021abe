"""Plan files changed on disk, with hashes that fit what they now hold."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from vedette.reading.canonical import canonical_json, hash_of

File = dict[str, Any]


def reseal(path: Path, change: Callable[[File], None]) -> None:
    """Change a plan file and give it the hash of what it now holds."""
    file = json.loads(path.read_text())
    change(file)
    file["content_hash"] = hash_of(canonical_json(file["content"]))
    path.write_bytes(canonical_json(file))


def with_arrays(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the arrays beside a plan file and make all hashes fit."""
    odds = path.with_name("odds.npz")
    with np.load(odds) as found:
        arrays = {name: found[name] for name in found.files}
    change(arrays)
    held = io.BytesIO()
    np.savez_compressed(held, **arrays)
    odds.write_bytes(held.getvalue())
    digest = hash_of(held.getvalue())
    reseal(path, lambda file: file["content"]["odds"].update(sha256=digest))


def put(*keys: Any, value: Any) -> Callable[[File], None]:
    def change(file: File) -> None:
        inside = file
        for key in keys[:-1]:
            inside = inside[key]
        inside[keys[-1]] = value

    return change
