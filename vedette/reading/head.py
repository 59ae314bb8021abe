"""theatre.toml: name, zone, clock, partners, and where the layers are."""

import datetime as dt
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vedette.reading.checks import (
    file_name,
    filled,
    flag,
    identifier,
    name,
    number,
    one_of,
    quote,
    whole,
)
from vedette.reading.faults import Faults, WrongValueError
from vedette.reading.tables import Row, Table
from vedette.reading.toml import Key, TomlFile, array_of_tables, parse_toml, table

FILE = "theatre.toml"
LAYERS = ("border", "track", "elevation")
DRAWINGS = ("rivers", "lakes", "settlements", "airfields")
ORIGINS = ("exercise", "own")


def zone(value: object) -> str:
    """Return the name of a time zone that exists."""
    kept = filled(value)
    try:
        zoneinfo.ZoneInfo(kept)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise WrongValueError(
            f"{quote(value)} is not a time zone",
            "write an IANA name such as Asia/Dushanbe",
        ) from None
    return str(kept)


def moment(value: object) -> dt.datetime:
    """Return a date and hour with its offset."""
    if not isinstance(value, dt.datetime) or value.tzinfo is None:
        raise WrongValueError(
            f"{quote(value)} is not a date and hour with an offset",
            "write such as 2025-12-08T06:00:00+05:00, no quotes",
        )
    if not 2000 <= value.year <= 2100 or value.second or value.microsecond:
        raise WrongValueError(
            f"{quote(value)} cannot be the start of a plan",
            "give a whole minute of a year from 2000 to 2100",
        )
    return value


def stretches(value: object) -> tuple[tuple[float, float], ...]:
    """Return stretches of border km, in order and apart."""
    advice = "write such as [[0.0, 120.5], [300.0, 410.0]], in order, without overlap"
    if not isinstance(value, list) or len(value) > 1000:
        raise WrongValueError(f"{quote(value)} is not a list of stretches", advice)
    km = number(0.0, 100_000.0, "km")
    found: list[tuple[float, float]] = []
    for pair in value:
        if not isinstance(pair, list) or len(pair) != 2:
            raise WrongValueError(f"{quote(pair)} is not a stretch", advice)
        low, high = km(pair[0]), km(pair[1])
        if low >= high or (found and low < found[-1][1]):
            raise WrongValueError(f"{low:g} to {high:g} is out of order", advice)
        found.append((low, high))
    return tuple(found)


HEAD: Mapping[str, Key] = {
    "format": Key(whole(1, 1)),
    "id": Key(identifier),
    "name": Key(name),
    "zone": Key(zone),
    "start": Key(moment),
    "exercise": Key(flag),
    "notice": Key(filled),
    "slot_min": Key(whole(5, 60, "minutes")),
    "reach_km": Key(number(1.0, 50.0, "km")),
    "river_km": Key(stretches, is_optional=True),
    "partners": Key(array_of_tables),
    "layers": Key(table),
}
PARTNER: Mapping[str, Key] = {
    "id": Key(identifier),
    "name": Key(name),
    "role": Key(one_of(("host", "partner"))),
    "origin": Key(one_of(ORIGINS)),
}
LAYER: Mapping[str, Key] = {
    "file": Key(file_name),
    "licence": Key(filled),
    "credit": Key(filled),
    "notice": Key(file_name),
}


@dataclass(frozen=True, slots=True)
class Head:
    """What theatre.toml says; ``values`` holds the sound ones only."""

    toml: TomlFile
    values: Mapping[str, Any]
    partners: Table
    layers: Mapping[str, Row]

    def fault(self, path: str, what: str, advice: str) -> None:
        """Note a fault of the value at a path."""
        self.toml.fault(path, what, advice)


def read_head(data: bytes, faults: Faults) -> Head | None:
    """Read theatre.toml; None where it is not TOML."""
    toml = parse_toml(data, FILE, faults)
    if toml is None:
        return None
    values = toml.read_fields(toml.values, "", HEAD)
    partners = Table(FILE, ())
    if "partners" in values:
        partners = toml.read_array("partners", PARTNER)
    head = Head(toml, values, partners, _read_layers(toml, values))
    _check_clock(head)
    return head


def _read_layers(toml: TomlFile, values: Mapping[str, Any]) -> dict[str, Row]:
    """Read where each layer is and how it is licensed."""
    if "layers" not in values:
        return {}
    keys = {layer: Key(table) for layer in LAYERS}
    keys |= {drawing: Key(table, is_optional=True) for drawing in DRAWINGS}
    found = toml.read_fields(values["layers"], "layers", keys)
    return {
        layer: Row(
            toml.lines.get(f"layers.{layer}"),
            toml.read_fields(entry, f"layers.{layer}", LAYER),
        )
        for layer, entry in found.items()
    }


def _check_clock(head: Head) -> None:
    """Check that slots divide the hour, and that the start is one's beginning."""
    slot_min = head.values.get("slot_min")
    if slot_min is None:
        return
    if 60 % slot_min:
        head.fault(
            "slot_min",
            f"60 minutes are not a multiple of {slot_min}",
            "choose 5, 6, 10, 12, 15, 20, 30 or 60",
        )
    elif "start" in head.values and "zone" in head.values:
        start = head.values["start"].astimezone(zoneinfo.ZoneInfo(head.values["zone"]))
        if start.minute % slot_min:
            head.fault(
                "start",
                f"it falls at {start:%H:%M}, between two slots of {slot_min} minutes",
                "start on the hour",
            )
