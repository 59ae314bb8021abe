"""A theatre folder, loaded whole or refused with all its faults."""

import zoneinfo
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from vedette.domain.forces import (
    Availability,
    Caveat,
    Detachment,
    Partner,
    Team,
    TypeCard,
)
from vedette.domain.theatre import Base, Layer, Section, Site, Theatre
from vedette.reading import sheets
from vedette.reading.caps import CAPS
from vedette.reading.checks import quote
from vedette.reading.constants import read_cards, read_model
from vedette.reading.crosschecks import check_all
from vedette.reading.faults import Faults
from vedette.reading.folder import HEAD_FILE, TheatreFolder, find_folder
from vedette.reading.geometry import GeoFile, read_geojson
from vedette.reading.grid import read_grid
from vedette.reading.head import DRAWINGS, Head, read_head
from vedette.reading.limits import as_limit
from vedette.reading.parts import Parts
from vedette.reading.places import make_border, make_tracks
from vedette.reading.tables import Sheet, Table, read_table
from vedette.reading.weather import as_weather


def load_theatre(where: str | Path) -> Theatre:
    """Load the theatre in a folder, or the built-in one of that name.

    Parameters
    ----------
    where
        The name of a built-in theatre, such as ``tajik_afghan``, or a folder. A name
        given as a ``Path`` is always a folder.

    Raises
    ------
    InputError
        With every fault of the folder: file, line, field, what to do.
    """
    faults = Faults()
    folder = TheatreFolder(find_folder(where), faults)
    parts, drawings = read_parts(folder, faults)
    check_all(parts)
    faults.raise_any(quote(str(where), longest=400).strip("'"))
    return _make_theatre(parts, drawings, folder)


def read_parts(
    folder: TheatreFolder, faults: Faults
) -> tuple[Parts, dict[str, GeoFile]]:
    """Read every file that the theatre uses, as far as it can be read."""
    data = folder.read(HEAD_FILE, CAPS.toml_bytes)
    head = read_head(data, faults) if data is not None else None
    geo = _read_layers(folder, head, faults) if head else {}
    border = make_border(geo["border"]) if "border" in geo else None
    tracks = make_tracks(geo["track"], border) if "track" in geo else None
    grid_data = _read_layer(folder, head, "elevation", CAPS.npz_bytes)
    elevation = None
    if head is not None and grid_data is not None:
        elevation = read_grid(grid_data, head.layers["elevation"]["file"], faults)
    model = folder.read("model.toml", CAPS.toml_bytes)
    cards = folder.read("cards.toml", CAPS.toml_bytes)
    parts = Parts(
        head=head,
        border=border,
        tracks=tracks,
        elevation=elevation,
        model=read_model(model, "model.toml", faults) if model is not None else None,
        sections=_read_sheet(folder, sheets.SECTIONS, faults),
        sites=_read_sheet(folder, sheets.SITES, faults),
        bases=_read_sheet(folder, sheets.BASES, faults),
        teams=_read_sheet(folder, sheets.TEAMS, faults),
        caveats=_read_sheet(folder, sheets.CAVEATS, faults),
        limits=_read_optional(folder, sheets.LIMITS, faults, CAPS.limits),
        weather=_read_optional(folder, sheets.WEATHER, faults),
        detachments=_read_optional(folder, sheets.DETACHMENTS, faults),
        availability=_read_optional(folder, sheets.AVAILABILITY, faults),
        cards=read_cards(cards, "cards.toml", faults) if cards is not None else None,
        faults=faults,
    )
    return parts, {name: geo[name] for name in DRAWINGS if name in geo}


def _read_layers(
    folder: TheatreFolder, head: Head, faults: Faults
) -> dict[str, GeoFile]:
    """Read the layers that are GeoJSON, and see that every notice is there."""
    found = {}
    for name, layer in head.layers.items():
        if layer.holds("notice"):
            folder.read(layer["notice"], CAPS.notice_bytes, HEAD_FILE)
        if name == "elevation":
            continue
        data = _read_layer(folder, head, name, CAPS.geojson_bytes)
        geo = read_geojson(data, layer["file"], faults) if data is not None else None
        if geo is not None:
            found[name] = geo
    return found


def _read_layer(
    folder: TheatreFolder, head: Head | None, name: str, most_bytes: int
) -> bytes | None:
    layer = head.layers.get(name) if head else None
    if layer is None or not layer.holds("file"):
        return None
    return folder.read(layer["file"], most_bytes, HEAD_FILE)


def _read_sheet(folder: TheatreFolder, sheet: Sheet, faults: Faults) -> Table | None:
    data = folder.read(sheet.file, CAPS.csv_bytes)
    return read_table(data, sheet, faults) if data is not None else None


def _read_optional(
    folder: TheatreFolder,
    sheet: Sheet,
    faults: Faults,
    most_rows: int = CAPS.csv_rows,
) -> Table | None:
    """Read a table that a theatre may do without."""
    if not folder.has(sheet.file):
        return None
    data = folder.read(sheet.file, CAPS.csv_bytes)
    if data is None:
        return None
    return read_table(data, sheet, faults, most_rows=most_rows)


def _rows(table: Table | None, make: Any) -> tuple[Any, ...]:
    return tuple(make(**row.values) for row in table.rows) if table else ()


def _make_theatre(
    parts: Parts, drawings: dict[str, GeoFile], folder: TheatreFolder
) -> Theatre:
    """Put the sound parts together."""
    head = parts.head
    if head is None or parts.border is None or parts.tracks is None:
        raise AssertionError("a part without a fault is missing")
    if parts.elevation is None or parts.model is None:
        raise AssertionError("a part without a fault is missing")
    values = head.values
    sections = _rows(parts.sections, Section)
    last = replace(sections[-1], km_to=parts.border.length_km)
    return Theatre(
        id=values["id"],
        name=values["name"],
        zone=values["zone"],
        start=values["start"].astimezone(zoneinfo.ZoneInfo(values["zone"])),
        is_exercise=values["exercise"],
        notice=values["notice"],
        slot_min=values["slot_min"],
        reach_km=values["reach_km"],
        river_km=values.get("river_km", ()),
        border=parts.border,
        tracks=parts.tracks,
        elevation=parts.elevation,
        sections=(*sections[:-1], last),
        sites=_rows(parts.sites, Site),
        bases=_rows(parts.bases, Base),
        partners=_rows(parts.partners, Partner),
        cards=_rows(parts.cards, TypeCard),
        teams=_rows(parts.teams, Team),
        caveats=_rows(parts.caveats, Caveat),
        model=parts.model,
        layers=tuple(
            Layer(name=name, **layer.values) for name, layer in head.layers.items()
        ),
        drawings=MappingProxyType(
            {
                name: {
                    "type": "FeatureCollection",
                    "features": [each.plain for each in geo.features],
                }
                for name, geo in drawings.items()
            }
        ),
        folder=folder.path,
        content_hash=folder.content_hash(),
        files=tuple(sorted(folder.contents)),
        limits=tuple(map(as_limit, parts.limits.rows)) if parts.limits else (),
        weather=tuple(map(as_weather, parts.weather.rows)) if parts.weather else (),
        detachments=_rows(parts.detachments, Detachment),
        availability=_rows(parts.availability, Availability),
    )
