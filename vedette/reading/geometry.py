"""GeoJSON (RFC 7946): parsed within limits, every position checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.reading.caps import CAPS
from vedette.reading.checks import Check, note, quote, refuse_out_of_scope
from vedette.reading.faults import Faults, WrongValueError
from vedette.reading.jsontext import Path, find_line, parse_object, write_path
from vedette.reading.tables import decode

DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2}
DEPTH |= {"Polygon": 2, "MultiPolygon": 3}
LEAST = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}

Positions = NDArray[np.float64]


class WrongPlaceError(Exception):
    """Something at a path of the file is wrong."""

    def __init__(self, path: Path, what: str, advice: str) -> None:
        super().__init__(what)
        self.path, self.what, self.advice = path, what, advice


@dataclass(frozen=True, slots=True)
class Feature:
    """A checked feature; ``lines`` are its runs of (lon, lat), each of shape (n, 2)."""

    kind: str
    lines: tuple[Positions, ...]
    properties: Mapping[str, Any]
    path: Path
    plain: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GeoFile:
    """A parsed file and its sound features; ``skipped`` counts the others."""

    file: str
    content: str
    features: tuple[Feature, ...]
    skipped: int
    faults: Faults

    def fault(self, path: Path, what: str, advice: str) -> None:
        """Note a fault of the value at a path."""
        _note_fault(self.faults, self.file, self.content, path, what, advice)

    def read_property(self, feature: Feature, name: str, check: Check) -> Any:
        """Check a property of a feature; None where it is missing or wrong."""
        path = (*feature.path, "properties", name)
        if name not in feature.properties:
            self.fault(path, "the property is missing", "add it")
            return None
        try:
            return check(feature.properties[name])
        except WrongValueError as wrong:
            self.fault(path, wrong.what, wrong.advice)
            return None


def read_geojson(data: bytes, file: str, faults: Faults) -> GeoFile | None:
    """Read a file of features; None where it is not GeoJSON at all."""
    content = decode(data, file, faults)
    value = None if content is None else parse_object(content, file, faults)
    if content is None or value is None:
        return None
    features: list[Feature] = []
    skipped = 0
    room = CAPS.vertices
    try:
        for raw, path in _list_features(value):
            try:
                feature = _read_feature(raw, path, room)
            except WrongPlaceError as wrong:
                skipped += 1
                _note_fault(faults, file, content, wrong.path, wrong.what, wrong.advice)
                continue
            room -= sum(map(len, feature.lines))
            features.append(feature)
    except WrongPlaceError as wrong:
        _note_fault(faults, file, content, wrong.path, wrong.what, wrong.advice)
        return None
    return GeoFile(file, content, tuple(features), skipped, faults)


def _note_fault(
    faults: Faults, file: str, content: str, path: Path, what: str, advice: str
) -> None:
    line = None
    if len(faults) < CAPS.faults:  # the rest is counted, and finding lines takes time
        told = sum(fault.file == file for fault in faults.found)
        if told * len(content) <= CAPS.geojson_bytes:
            line = find_line(content, path)
    faults.add(file, what, advice, line=line, field=write_path(path) or None)


def _list_features(value: Mapping[str, Any]) -> Iterator[tuple[Any, Path]]:
    """Yield the features of a collection, a feature, or a bare geometry."""
    kind = value.get("type")
    if kind == "FeatureCollection":
        features = value.get("features")
        if not isinstance(features, list):
            raise WrongPlaceError(("features",), "it is not a list", "write [ ... ]")
        if len(features) > CAPS.features:
            raise WrongPlaceError(
                ("features",),
                f"there are {len(features):,} features",
                f"simplify the layer to at most {CAPS.features:,}",
            )
        yield from ((each, ("features", at)) for at, each in enumerate(features))
    elif kind == "Feature":
        yield value, ()
    elif isinstance(kind, str) and kind in DEPTH:
        yield {"type": "Feature", "properties": {}, "geometry": value}, ()
    else:
        raise WrongPlaceError(
            ("type",),
            f"{quote(kind)} is not a kind of GeoJSON that is read here",
            "write a FeatureCollection",
        )


def _read_feature(raw: Any, path: Path, room: int) -> Feature:
    """Check one feature's geometry and properties."""
    if not isinstance(raw, dict) or raw.get("type") != "Feature":
        raise WrongPlaceError(path, "this is not a feature", "give it type Feature")
    properties = _read_properties(raw.get("properties"), (*path, "properties"))
    geometry = raw.get("geometry")
    at = (*path, "geometry") if "geometry" in raw else path
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or not isinstance(kind, str) or kind not in DEPTH:
        raise WrongPlaceError(
            at,
            f"geometry {quote(kind)} is not read here",
            f"use {', '.join(list(DEPTH)[:-1])} or {list(DEPTH)[-1]}",
        )
    where = (*at, "coordinates")
    raw_lines = _list_lines(geometry.get("coordinates"), DEPTH[kind], where)
    lines = []
    for raw_line, line_path in raw_lines:
        line = _read_positions(raw_line, line_path, room, is_point=kind == "Point")
        _check_line(line, kind, line_path)
        room -= len(line)
        lines.append(line)
    plain = {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": geometry["coordinates"]},
    }
    return Feature(kind, tuple(lines), properties, path, plain)


def _read_properties(raw: Any, path: Path) -> dict[str, Any]:
    """Check names and values of properties; only plain values are kept."""
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise WrongPlaceError(path, "it is not an object", "write { ... }")
    for key, value in raw.items():
        at = (*path, key)
        try:
            refuse_out_of_scope(key)
            note(key)
            if isinstance(value, str):
                note(value)
        except WrongValueError as wrong:
            raise WrongPlaceError(at, wrong.what, wrong.advice) from None
        if isinstance(value, dict | list):
            raise WrongPlaceError(at, "it is not one plain value", "flatten it")
        if isinstance(value, float) and not np.isfinite(value):
            raise WrongPlaceError(at, "it is not finite", "give a finite number")
    return raw


def _list_lines(raw: Any, depth: int, path: Path) -> Iterator[tuple[list[Any], Path]]:
    """Yield the runs of positions inside coordinates that nest ``depth`` deep."""
    if not isinstance(raw, list):
        raise WrongPlaceError(path, "it is not a list", "write [ ... ]")
    if depth == 0:
        yield [raw], path
    elif depth == 1:
        yield raw, path
    else:
        for at, part in enumerate(raw):
            yield from _list_lines(part, depth - 1, (*path, at))


def _read_positions(
    raw: list[Any], path: Path, room: int, *, is_point: bool
) -> Positions:
    """Turn positions into an array of degrees, shape (n, 2)."""
    if len(raw) > room:
        raise WrongPlaceError(
            path,
            f"the file has more than {CAPS.vertices:,} positions",
            "simplify the layer",
        )
    for at, position in enumerate(raw):
        if (
            not isinstance(position, list)
            or not 2 <= len(position) <= 3
            or not all(type(value) in (int, float) for value in position)
        ):
            raise WrongPlaceError(
                path if is_point else (*path, at),
                "this is not a position",
                "write [longitude, latitude] in degrees",
            )
    for at, (lon, lat, *_) in enumerate(raw):
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise WrongPlaceError(
                path if is_point else (*path, at),
                f"[{quote(lon)}, {quote(lat)}] lies outside the globe",
                "write longitude -180 to 180, then latitude -90 to 90, in degrees",
            )
    return np.array([position[:2] for position in raw], np.float64).reshape(-1, 2)


def _check_line(line: Positions, kind: str, path: Path) -> None:
    """Check the length of a run of positions, and that a ring closes."""
    least = LEAST.get(kind, 1)
    if len(line) < least:
        raise WrongPlaceError(
            path,
            f"{len(line)} positions are too few",
            f"a {kind} needs at least {least}",
        )
    if "Polygon" in kind and (line[0] != line[-1]).any():
        raise WrongPlaceError(
            path, "the ring does not close", "end it at its first position"
        )
