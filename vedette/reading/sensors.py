"""What teams look with (model.toml): sensors, and which of them each kind carries."""

from collections.abc import Mapping
from typing import Any

from vedette.domain.theatre import LIGHTS, Carrier, Sensor
from vedette.reading.checks import filled, identifier, number, quote
from vedette.reading.faults import WrongValueError
from vedette.reading.toml import Key, TomlFile, table

KINDS = ("foot", "vehicle", "boat", "helicopter")
MOST_SENSORS = 20
_HALF = number(0.0, 50.0, "km")
SENSOR: Mapping[str, Key] = {
    "source": Key(filled),
    "once": Key(number(0.01, 10.0)),
    "rush_kmh": Key(number(0.1, 1000.0, "km/h")),
    **{light: Key(_HALF) for light in LIGHTS},
}


def read_sensors(toml: TomlFile, values: Mapping[str, Any]) -> dict[str, Sensor]:
    """Read the sensors, each a table under a name that the file chooses."""
    if len(values) > MOST_SENSORS:
        toml.fault(
            "sensors",
            f"there are more than {MOST_SENSORS} sensors",
            "keep those that teams carry",
        )
        return {}
    found = {}
    for each in toml.read_fields(values, "sensors", {v: Key(table) for v in values}):
        path = f"sensors.{each}"
        try:
            identifier(each)
        except WrongValueError as wrong:
            toml.fault(path, wrong.what, wrong.advice)
            continue
        sound = toml.read_fields(values[each], path, SENSOR)
        half = {light: sound.pop(light) for light in LIGHTS if light in sound}
        if len(half) + len(sound) == len(SENSOR):
            found[each] = Sensor(id=each, half_km=half, **sound)
    return found


def read_carriers(
    toml: TomlFile, values: Mapping[str, Any], sensors: Mapping[str, Any]
) -> dict[str, Carrier]:
    """Read from how high each kind of team looks, and with what."""

    def carried(value: object) -> tuple[str, ...]:
        if not (
            isinstance(value, list)
            and value
            and all(isinstance(each, str) and each in sensors for each in value)
        ):
            known = ", ".join(quote(each).strip("'") for each in sensors)
            raise WrongValueError(
                f"{quote(value)} does not name sensors",
                f"list some of {known or 'the sensors of this file'}",
            )
        return tuple(value)

    keys = {"eye_m": Key(number(0.1, 3000.0, "metres")), "sensors": Key(carried)}
    kinds = toml.read_fields(values, "carriers", {kind: Key(table) for kind in KINDS})
    found = {}
    for kind, each in kinds.items():
        sound = toml.read_fields(each, f"carriers.{kind}", keys)
        if len(sound) == len(keys):
            found[kind] = Carrier(**sound)
    return found
