"""Writing files so that the same data give the same bytes."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

DEGREE_DIGITS = 6  # 0.1 m: finer than any source here


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text with Unix line ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def make_feature(shape: shapely.Geometry, properties: Mapping[str, Any]) -> Any:
    """GeoJSON feature of a shape in degrees, rounded to ``DEGREE_DIGITS``."""
    rounded = shapely.transform(shape, lambda xy: np.round(xy, DEGREE_DIGITS) + 0.0)
    return {
        "type": "Feature",
        "properties": dict(properties),
        "geometry": shapely.geometry.mapping(rounded),
    }


def write_geojson(path: Path, name: str, features: Sequence[Any]) -> None:
    """Write a GeoJSON collection, one feature to the line so that changes show."""
    rows = ",\n".join(
        json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        for feature in features
    )
    head = f'{{"type":"FeatureCollection","name":{json.dumps(name)},"features":[\n'
    write_text(path, f"{head}{rows}\n]}}\n")


def read_csv(path: Path) -> list[dict[str, str]]:
    """Rows of an authored table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_csv(
    path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> None:
    """Write a table with exactly these columns."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_text(path, text.getvalue())


def write_npz(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays for ``numpy.load``, small and with a fixed date in each entry."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        for name, array in arrays.items():
            held = io.BytesIO()
            np.lib.format.write_array(held, array, allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_LZMA
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, held.getvalue())
