"""The constants of the models (model.toml) and the aircraft cards (cards.toml)."""

from collections.abc import Mapping
from typing import Any

from vedette.domain.theatre import LIGHTS, SITE_KINDS, ModelConstants
from vedette.reading.checks import (
    filled,
    identifier,
    name,
    note,
    number,
    one_of,
    whole,
)
from vedette.reading.faults import Faults
from vedette.reading.sensors import read_carriers, read_sensors
from vedette.reading.tables import Row, Table
from vedette.reading.toml import Key, TomlFile, array_of_tables, parse_toml, table

AIRCRAFT = ("helicopter",)
AGREED = 0.05  # what fuel and endurance of a card may differ, as a share

_KMH = number(0.1, 400.0, "km/h")
_FACTOR = number(0.0, 1.0)
_BY_LIGHT = {light: Key(_FACTOR) for light in LIGHTS}
_SOURCE = {"source": Key(filled)}

# table of the file -> its keys; the field of ModelConstants follows from FIELDS
TABLES: Mapping[str, Mapping[str, Key]] = {
    "travel": {
        **_SOURCE,
        "foot_factor": Key(number(0.05, 2.0)),
        "vehicle_kmh": Key(_KMH),
        "vehicle_slope_loss": Key(number(0.0, 100.0)),
        "vehicle_max_slope": Key(number(0.0, 5.0, "rise over run")),
        "boat_kmh": Key(_KMH),
    },
    "looks": {
        **_SOURCE,
        "corridor_km": Key(number(0.1, 50.0, "km")),
        "attempt_kmh": Key(number(0.1, 100.0, "km/h")),
        "person_m": Key(number(0.1, 3.0, "metres")),
        "part_km": Key(number(0.25, 10.0, "km")),
        "least_share": Key(number(0.0, 0.2)),
        "refraction": Key(number(0.0, 0.5)),
    },
    "sensors": {},
    "carriers": {},
    "light": {
        **_SOURCE,
        "moon_least_deg": Key(number(0.0, 90.0, "degrees")),
        "moon_least_lit": Key(_FACTOR),
    },
    "air": {**_SOURCE, "station_km": Key(number(1.0, 200.0, "km"))},
    "stakes": {
        **_SOURCE,
        "base": Key(number(0.0, 100.0, "harm points")),
        "tau_h": Key(number(0.01, 100.0, "hours")),
        **_BY_LIGHT,
    },
    "crossing": {
        **_SOURCE,
        "max_height_m": Key(number(-500.0, 9000.0, "metres")),
        "max_slope": Key(number(0.01, 10.0, "rise over run")),
    },
    "forecast": {**_SOURCE, "power": Key(number(0.0, 10.0)), **_BY_LIGHT},
    "exposure": {
        **_SOURCE,
        **{kind: Key(table, is_optional=True) for kind in SITE_KINDS},
    },
}
NOT_NEEDED = ("exposure",)
FIELDS = {
    ("stakes", "base"): "stake_base",
    ("stakes", "tau_h"): "stake_tau_h",
    ("crossing", "max_height_m"): "crossing_max_height_m",
    ("crossing", "max_slope"): "crossing_max_slope",
    ("forecast", "power"): "forecast_power",
}
HOURS = {"stakes": "stake_hour", "forecast": "forecast_hour"}

CARD: Mapping[str, Key] = {
    "id": Key(identifier),
    "name": Key(name),
    "kind": Key(one_of(AIRCRAFT)),
    "cruise_kmh": Key(number(20.0, 600.0, "km/h")),
    "endurance_h": Key(number(0.1, 48.0, "hours")),
    "reserve_h": Key(number(0.0, 24.0, "hours")),
    "turnaround_min": Key(number(0.0, 1440.0, "minutes")),
    "service_ceiling_m": Key(number(0.0, 15000.0, "metres")),
    "landing_ceiling_m": Key(number(-500.0, 9000.0, "metres")),
    "clearance_m": Key(number(0.0, 5000.0, "metres")),
    "fuel_kg_per_h": Key(number(0.0, 20000.0, "kg per hour")),
    "source": Key(filled),
    "signed_by": Key(note),
    "note": Key(note, is_optional=True),
    "hover_ige_m": Key(number(-500.0, 9000.0, "metres"), is_optional=True),
    "hover_oge_m": Key(number(-500.0, 9000.0, "metres"), is_optional=True),
    "fuel_kg": Key(number(1.0, 50000.0, "kg"), is_optional=True),
    "crew": Key(whole(1, 20), is_optional=True),
    "seats": Key(whole(0, 200), is_optional=True),
    "least_visibility_km": Key(number(0.0, 50.0, "km"), is_optional=True),
    "least_cloud_base_m": Key(number(0.0, 5000.0, "metres"), is_optional=True),
    "most_wind_kmh": Key(number(1.0, 300.0, "km/h"), is_optional=True),
}


def read_model(data: bytes, file: str, faults: Faults) -> ModelConstants | None:
    """Read the constants; None where one is missing or wrong."""
    before = len(faults)
    toml = parse_toml(data, file, faults)
    if toml is None:
        return None
    keys = {key: Key(table, is_optional=key in NOT_NEEDED) for key in TABLES}
    tables = toml.read_fields(toml.values, "", keys)
    fields: dict[str, Any] = {}
    for part, values in tables.items():
        if part == "sensors":
            fields[part] = read_sensors(toml, values)
            continue
        if part == "carriers":
            fields[part] = read_carriers(toml, values, tables.get("sensors", {}))
            continue
        sound = toml.read_fields(values, part, TABLES[part])
        if part == "exposure":
            fields[part] = _read_exposure(toml, sound)
            continue
        if part in HOURS:
            fields[HOURS[part]] = {k: sound.pop(k) for k in LIGHTS if k in sound}
        sound.pop("source", None)
        fields |= {FIELDS.get((part, key), key): value for key, value in sound.items()}
    _check_forecast(toml, fields)
    return ModelConstants(**fields) if len(faults) == before else None


def _read_exposure(
    toml: TomlFile, sound: Mapping[str, Any]
) -> dict[str, dict[str, float]]:
    """Read the shares that are exposed, by kind of site and by light."""
    return {
        kind: toml.read_fields(sound[kind], f"exposure.{kind}", _BY_LIGHT)
        for kind in SITE_KINDS
        if kind in sound
    }


def _check_forecast(toml: TomlFile, fields: Mapping[str, Any]) -> None:
    """Refuse a forecast in which no hour has any attempt."""
    hours = fields.get("forecast_hour", {})
    if len(hours) == len(LIGHTS) and not any(hours.values()):
        toml.fault(
            "forecast",
            "its hour factors are all 0",
            "give one of them a share of the attempts",
        )


def read_cards(data: bytes, file: str, faults: Faults) -> Table | None:
    """Read the aircraft cards; None where the file is not TOML."""
    toml = parse_toml(data, file, faults)
    if toml is None:
        return None
    keys = {"cards": Key(array_of_tables, is_optional=True)}
    known = toml.read_fields(toml.values, "", keys)
    if "cards" not in known:
        return Table(file, ())
    cards = toml.read_array("cards", CARD)
    for at, card in enumerate(cards.rows):
        _check_card(toml, f"cards[{at}]", card)
    return cards


def _check_card(toml: TomlFile, path: str, card: Row) -> None:
    """Refuse figures of one card that contradict each other."""
    if (
        card.holds("endurance_h", "reserve_h")
        and card["reserve_h"] >= card["endurance_h"]
    ):
        toml.fault(
            f"{path}.reserve_h",
            f"a reserve of {card['reserve_h']:g} h leaves nothing of"
            f" {card['endurance_h']:g} h of endurance",
            "give a reserve shorter than endurance_h",
        )
    if card.holds("fuel_kg", "endurance_h", "fuel_kg_per_h"):
        lasting = card["endurance_h"] * card["fuel_kg_per_h"]
        if abs(card["fuel_kg"] - lasting) > AGREED * lasting:
            toml.fault(
                f"{path}.fuel_kg",
                f"{card['endurance_h']:g} h at {card['fuel_kg_per_h']:g} kg per hour"
                f" take {lasting:g} kg, not {card['fuel_kg']:g}",
                "give figures that agree to 5 %; endurance_h is to dry tanks",
            )
    if (
        card.holds("hover_ige_m", "hover_oge_m")
        and card["hover_oge_m"] > card["hover_ige_m"]
    ):
        toml.fault(
            f"{path}.hover_oge_m",
            f"it can hover higher out of ground effect ({card['hover_oge_m']:g} m)"
            f" than in it ({card['hover_ige_m']:g} m)",
            "the ground helps an aircraft that hovers: exchange the two, or mend them",
        )
