"""A complete theatre of some 60 km, made up for tests, as a folder on disk.

A gently bent line runs east along a valley that rises with km; the host's bank with the
track is north of it. Three sections, three posts, one airfield, two partners; two foot
teams are alike, one vehicle works at night, two helicopters fly for the partner.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from pyproj import Geod

GEOD = Geod(ellps="WGS84")
LON = 68.0 + 0.01 * np.arange(69)
LAT = 38.0 + 0.03 * np.sin(np.arange(69) / 11.0)
BORDER = [(round(x, 6), round(y, 6)) for x, y in zip(LON, LAT, strict=True)]
KM = np.concatenate(
    [[0.0], np.cumsum(GEOD.inv(LON[:-1], LAT[:-1], LON[1:], LAT[1:])[2]) / 1000.0]
)
TRACK_NORTH_DEG = 0.008  # the track runs some 0.9 km north of the line


def place(km: float, north_deg: float = TRACK_NORTH_DEG) -> tuple[float, float]:
    """Longitude and latitude abreast of a border km, this far north of the line."""
    lon, lat = np.interp(km, KM, LON), np.interp(km, KM, LAT) + north_deg
    return round(float(lon), 6), round(float(lat), 6)


def _at(km: float, north_deg: float = TRACK_NORTH_DEG) -> dict[str, str]:
    lon, lat = place(km, north_deg)
    return {"lon": str(lon), "lat": str(lat)}


def table_rows(columns: str, *lines: str) -> list[dict[str, str]]:
    """Rows of a table, from lines parted by commas."""
    names = [name.strip() for name in columns.split(",")]
    return [
        dict(zip(names, (cell.strip() for cell in line.split(",")), strict=True))
        for line in lines
    ]


LENGTH_KM = round(float(KM[-1]), 3)
SECTIONS = table_rows(
    "id, name, km_from, km_to, level, owner, note",
    "west, Western plain, 0, 20, low, host,",
    "middle, Middle valley, 20, 42, high, host,",
    f"east, Eastern heights, 42, {LENGTH_KM}, medium, host,",
)
SITES = [
    {
        "id": site_id, "name": name, "kind": kind, **_at(km, north), "value": value,
        "precision": "approximate", "source": "made up for tests", "note": "",
    }
    for site_id, name, kind, km, north, value in (
        ("bridge-1", "Lower bridge", "bridge", 12.0, 0.002, "30"),
        ("village-1", "Middle village", "settlement", 34.0, 0.03, "50"),
        ("mine-1", "Upper mine", "mine", 51.0, 0.06, "60"),
    )
]  # fmt: skip
BASES = [
    {
        "id": base_id, "name": name, "kind": kind, "partner": partner,
        **_at(km, north), "km": str(km) if kind == "post" else "",
        "origin": "exercise", "note": "",
    }
    for base_id, name, kind, partner, km, north in (
        ("post-01", "Post-01", "post", "host", 8.0, TRACK_NORTH_DEG),
        ("post-02", "Post-02", "post", "host", 30.0, TRACK_NORTH_DEG),
        ("post-03", "Post-03", "post", "host", 50.0, TRACK_NORTH_DEG),
        ("field-1", "Airfield-1", "airfield", "ally", 25.0, 0.12),
    )
]  # fmt: skip
TEAMS = table_rows(
    "id, name, partner, base, kind, card, duty_h, rest_h, starts_every_min,"
    " earliest, latest, origin, note",
    "foot-1, Foot 1, host, post-02, foot, , 6, 8, 60, , , exercise,",
    "foot-2, Foot 2, host, post-02, foot, , 6, 8, 60, , , exercise,",
    "foot-3, Foot 3, host, post-03, foot, , 4, 8, 120, 05:00, 20:00, exercise,",
    "car-1, Vehicle 1, host, post-01, vehicle, , 6, 10, 60, , , exercise,",
    "car-2, Vehicle 2, host, post-03, vehicle, , 4, 8, 60, 18:00, 06:00, exercise,",
    "heli-1, Helicopter 1, ally, field-1, helicopter, h1, 4, 8, 60, , , exercise,",
    "heli-2, Helicopter 2, ally, field-1, helicopter, h1, 4, 8, 60, , , exercise,",
)
CAVEATS = table_rows(
    "id, partner, team, kind, km_from, km_to, earliest, latest, reason, origin",
    "c-1, ally, , km_range, 10, , , , Not west of km 10, exercise",
)
CARDS = [
    {
        "id": "h1", "name": "Light helicopter", "kind": "helicopter",
        "cruise_kmh": 180.0, "endurance_h": 3.0, "reserve_h": 0.5,
        "turnaround_min": 30.0, "service_ceiling_m": 4500.0,
        "landing_ceiling_m": 3500.0, "clearance_m": 300.0, "fuel_kg_per_h": 250.0,
        "source": "made up for tests", "signed_by": "", "note": "",
    }
]  # fmt: skip
PARTNERS = [
    {"id": "host", "name": "Host force", "role": "host", "origin": "exercise"},
    {"id": "ally", "name": "Partner force", "role": "partner", "origin": "exercise"},
]
THEATRE: dict[str, Any] = {
    "format": 1,
    "id": "small",
    "name": "Small frontier",
    "zone": "Asia/Dushanbe",
    "start": "2025-12-08T06:00:00+05:00",
    "exercise": True,
    "notice": "Exercise: everything here is made up.",
    "slot_min": 30,
    "reach_km": 5.0,
    "river_km": [[0.0, 40.0]],
}
LAYER_FILES = {
    "border": "ground/border.geojson",
    "track": "ground/track.geojson",
    "elevation": "ground/elevation.npz",
    "rivers": "ground/rivers.geojson",
    "settlements": "ground/settlements.geojson",
}
LAYERS = {
    name: {
        "file": file, "licence": "CC0-1.0", "credit": "Made up for tests",
        "notice": "ground/NOTICE.txt",
    }
    for name, file in LAYER_FILES.items()
}  # fmt: skip


def make_elevation() -> dict[str, Any]:
    """The arrays of ``elevation.npz``: a valley along the line that rises with km."""
    step = 0.005
    west, north = 67.9, 38.25
    lon = west + step * np.arange(180)
    lat = north - step * np.arange(100)
    line_lat = np.interp(lon, LON, LAT)
    floor_m = 400.0 + 10.0 * np.interp(lon, LON, KM)
    off_km = np.abs(lat[:, None] - line_lat[None, :]) * 111.0
    hills_m = 60.0 * np.sin(lon * 40.0)[None, :] * np.clip(off_km - 2.0, 0.0, 3.0)
    height = floor_m[None, :] + 90.0 * off_km + hills_m
    return {
        "height_m": np.round(height).astype(np.int16),
        "west": np.float64(west),
        "north": np.float64(north),
        "step_lon": np.float64(step),
        "step_lat": np.float64(step),
        "error_m": np.float64(10.0),
    }


def feature(kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    """A GeoJSON feature."""
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def collection(*features: Mapping[str, Any]) -> str:
    """A GeoJSON collection as text, one feature to the line."""
    rows = ",\n".join(json.dumps(each) for each in features)
    return f'{{"type":"FeatureCollection","features":[\n{rows}\n]}}\n'


def csv_text(rows: Sequence[Mapping[str, str]]) -> str:
    """A table as text; the columns are those of the first row."""
    held = io.StringIO()
    writer = csv.DictWriter(held, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue()


def toml_value(value: object) -> str:
    """A value as TOML writes it; an ISO date and hour stays bare."""
    if isinstance(value, str) and value[:2] == "20" and "T" in value:
        return value
    return json.dumps(value)


def toml_lines(values: Mapping[str, object]) -> str:
    """Keys and values, one to the line."""
    return "".join(f"{key} = {toml_value(value)}\n" for key, value in values.items())


def theatre_toml(
    head: Mapping[str, object],
    partners: Iterable[Mapping[str, object]] = PARTNERS,
    layers: Mapping[str, Mapping[str, object]] = LAYERS,
) -> str:
    """The text of ``theatre.toml``."""
    parts = [toml_lines(head)]
    parts += [f"\n[[partners]]\n{toml_lines(partner)}" for partner in partners]
    parts += [
        f"\n[layers.{name}]\n{toml_lines(layer)}" for name, layer in layers.items()
    ]
    return "".join(parts)


def cards_toml(cards: Iterable[Mapping[str, object]] = CARDS) -> str:
    """The text of ``cards.toml``."""
    return "\n".join(f"[[cards]]\n{toml_lines(card)}" for card in cards)


def model_toml() -> str:
    """The text of the built-in theatre's ``model.toml``."""
    source = files("vedette") / "theatres" / "tajik_afghan" / "model.toml"
    return source.read_text(encoding="utf-8")


def npz_bytes(arrays: Mapping[str, Any]) -> bytes:
    """Arrays as the bytes of a compressed ``.npz``."""
    held = io.BytesIO()
    np.savez_compressed(held, **arrays)
    return held.getvalue()


def small_files() -> dict[str, str | bytes]:
    """Every file of the small theatre, by its name in the folder."""
    track = [place(km) for km in np.linspace(0.5, LENGTH_KM - 0.5, 90)]
    return {
        "theatre.toml": theatre_toml(THEATRE),
        "sections.csv": csv_text(SECTIONS),
        "sites.csv": csv_text(SITES),
        "bases.csv": csv_text(BASES),
        "teams.csv": csv_text(TEAMS),
        "caveats.csv": csv_text(CAVEATS),
        "cards.toml": cards_toml(),
        "model.toml": model_toml(),
        "ground/NOTICE.txt": "Made up for tests; no rights reserved.\n",
        "ground/border.geojson": collection(feature("LineString", BORDER)),
        "ground/track.geojson": collection(
            feature("LineString", track, km_from=0.5, km_to=LENGTH_KM - 0.5)
        ),
        "ground/elevation.npz": npz_bytes(make_elevation()),
        "ground/rivers.geojson": collection(
            feature("LineString", BORDER[:46], name="Lower river")
        ),
        "ground/settlements.geojson": collection(
            feature("Point", place(34.0, 0.03), name="Middle village")
        ),
    }


TABLES = ("sections", "sites", "bases", "teams", "caveats")
OPTIONAL = ("limits",)


def write_small_theatre(folder: Path, **changes: Any) -> Path:
    """Write the small theatre into ``folder`` (made if need be) and return it.

    Parameters
    ----------
    folder
        Where to write.
    changes
        ``sections``, ``sites``, ``bases``, ``teams``, ``caveats``: rows (dicts of
        text) in place of the usual ones; ``cards``, ``partners``: likewise;
        ``limits``: rows of a table that there is not otherwise;
        ``theatre``: values of theatre.toml to add or replace (None: leave out);
        ``layers``: the layers in place of the usual ones; ``elevation``: arrays to
        replace; ``files``: text or bytes by file name, in place of what would be
        written (None: leave the file out).
    """
    texts: dict[str, str | bytes | None] = {**small_files()}
    for table in (*TABLES, *OPTIONAL):
        if table in changes:
            texts[f"{table}.csv"] = csv_text(changes.pop(table))
    if "cards" in changes:
        texts["cards.toml"] = cards_toml(changes.pop("cards"))
    if "elevation" in changes:
        arrays = {**make_elevation(), **changes.pop("elevation")}
        texts["ground/elevation.npz"] = npz_bytes(arrays)
    head = {**THEATRE, **changes.pop("theatre", {})}
    texts["theatre.toml"] = theatre_toml(
        {key: value for key, value in head.items() if value is not None},
        changes.pop("partners", PARTNERS),
        changes.pop("layers", LAYERS),
    )
    texts.update(changes.pop("files", {}))
    if changes:
        raise TypeError(f"unknown changes: {sorted(changes)}")
    for name, text in texts.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder
