"""theatre.toml, cards.toml, model.toml: line and key of each fault."""

import re
from pathlib import Path
from typing import Any

import pytest
import small_theatre as small
from reading_faults import changed, load_faults, one_fault
from small_theatre import write_small_theatre

CARDS, PARTNERS = small.CARDS, small.PARTNERS

HEAD_FAULTS = [
    ({"format": 2}, "theatre.toml line 1, format: 2 is out of range; give a number"),
    ({"slot_min": 7}, "line 8, slot_min: 60 minutes are not a multiple of 7; choose"),
    ({"slot_min": True}, "slot_min: True is not a number; give a number from 5 to 60"),
    ({"slot_min": 60, "start": "2025-12-08T06:30:00+05:00"},
     "line 5, start: it falls at 06:30, between two slots of 60 minutes; start on"),
    ({"start": "2025-12-08T06:00:00"}, "start: 2025-12-08 06:00:00 is not a date and"),
    ({"start": "six"}, "line 5, start: 'six' is not a date and hour with an offset"),
    ({"start": "2025-12-08T06:00:30+05:00"}, "give a whole minute of a year"),
    ({"zone": "../../etc/passwd"}, "zone: '../../etc/passwd' is not a time zone"),
    ({"zone": "Asia"}, "zone: 'Asia' is not a time zone"),
    ({"id": "a b"}, "theatre.toml line 2, id: 'a b' cannot be an id"),
    ({"notice": ""}, "theatre.toml line 7, notice: it is empty; fill it in"),
    ({"exercise": "yes"}, "line 6, exercise: 'yes' is not true or false; write true"),
    ({"exercise": None}, "theatre.toml, exercise: the key is missing; add it"),
    ({"reach_km": 0.1}, "line 9, reach_km: 0.1 is out of range; give a number from 1"),
    ({"river_km": [[0.0, 90.0]]}, "river_km: km 0 to 90 goes beyond the border's end"),
    ({"river_km": [[9.0, 5.0]]}, "line 10, river_km: 9 to 5 is out of order"),
    ({"river_km": [[0.0, 9.0], [5.0, 12.0]]}, "river_km: 5 to 12 is out of order"),
    ({"river_km": [5]}, "line 10, river_km: 5 is not a stretch; write such as"),
    ({"river_km": "all"}, "line 10, river_km: 'all' is not a list of stretches"),
    ({"target_list": 1}, "target_list: the key 'target_list' reads like a detail of"),
]  # fmt: skip


@pytest.mark.parametrize("values, said", HEAD_FAULTS)
def test_head(tmp_path: Path, values: dict[str, Any], said: str) -> None:
    assert said in one_fault(write_small_theatre(tmp_path, theatre=values))


PARTNER_FAULTS = [
    ([{**PARTNERS[0], "role": "partner"}, PARTNERS[1]], "no partner is the host; give"),
    ([PARTNERS[0], {**PARTNERS[1], "role": "host"}], "line 18, role: there is more"),
    ([{**PARTNERS[0], "phone": "1"}, PARTNERS[1]],
     "line 17, partners[0].phone: the key 'phone' reads like a detail of an observed"
     " person; Vedette holds none"),
    ([{**PARTNERS[0], "role": "guest"}, PARTNERS[1]], "partners[0].role: 'guest' is n"),
]  # fmt: skip


@pytest.mark.parametrize("partners, said", PARTNER_FAULTS)
def test_partners(tmp_path: Path, partners: list[dict[str, Any]], said: str) -> None:
    assert said in one_fault(write_small_theatre(tmp_path, partners=partners))


def with_layer(name: str, **values: Any) -> dict[str, Any]:
    return {**small.LAYERS, name: {**small.LAYERS[name], **values}}


LAYER_FAULTS = [
    ("/etc/passwd", "'/etc/passwd' does not name a file inside the theatre folder"),
    ("../border.geojson", "does not name a file inside the theatre folder; write it"),
    ("ground/../../x", "does not name a file inside the theatre folder"),
    ("C:\\border.geojson", "does not name a file inside the theatre folder"),
    ("ground//rivers.geojson", "does not name a file inside the theatre folder"),
    ("", "theatre.toml line 43, layers.rivers.file: it is empty; fill it in"),
    ("ground/none.geojson", "ground/none.geojson: the file is missing (theatre.toml"),
    ("ground", "ground: it is not a file (theatre.toml names it); put the file there"),
    ("ground/leads-out", "ground/leads-out: it lies outside the theatre folder"),
]


@pytest.mark.parametrize("file, said", LAYER_FAULTS)
def test_layers_stay_in_the_folder(tmp_path: Path, file: str, said: str) -> None:
    (tmp_path / "secret.geojson").write_text(small.collection())
    layers = with_layer("rivers", file=file)
    folder = write_small_theatre(tmp_path / "t", layers=layers)
    (folder / "ground" / "leads-out").symlink_to("../../secret.geojson")
    assert said in one_fault(folder)


def test_layers_are_known_and_complete(tmp_path: Path) -> None:
    layers: dict[str, Any] = with_layer("rivers", licence="")
    del layers["track"]
    layers["roads"] = layers["rivers"]
    told = load_faults(write_small_theatre(tmp_path, layers=layers))
    assert any("layers.roads: this key is unknown" in each for each in told)
    assert any("layers.track: the key is missing; add it" in each for each in told)
    assert any("layers.rivers.licence: it is empty" in each for each in told)
    assert len(told) == 3


CARD_FAULTS = [
    ({"reserve_h": 3.5}, "cards.toml line 7, cards[0].reserve_h: a reserve of 3.5 h"),
    ({"kind": "boat"}, "cards.toml line 4, cards[0].kind: 'boat' is not known; cho"),
    ({"clearance_m": float("nan")}, "clearance_m: nan is not finite; give a number"),
    ({"source": ""}, "cards.toml line 13, cards[0].source: it is empty"),
    ({"rounds_of_ammo": 1}, "reads like a detail of weapons or their use; Ved"),
]  # fmt: skip


@pytest.mark.parametrize("values, said", CARD_FAULTS)
def test_cards(tmp_path: Path, values: dict[str, Any], said: str) -> None:
    cards = changed(CARDS, 0, **values)
    text = small.cards_toml(cards).replace("NaN", "nan")
    folder = write_small_theatre(tmp_path, files={"cards.toml": text})
    assert said in one_fault(folder)


# The line to change (as it begins), what it becomes, what must be said.
EXPOSED = "day = 1.0, civil = 0.5, nautical = 0.5, moon = 0.5"
MODEL_FAULTS = [
    ("tau_h =", "tau_h = -2.0", "stakes.tau_h: -2.0 is out of range; give"),
    ("tau_h =", "tau = 2.0", "stakes.tau: this key is unknown; take it out or"),
    ("corridor_km =", "corridor_km = inf", "looks.corridor_km: inf is not finite"),
    ("boat_kmh =", "", "travel.boat_kmh: the key is missing; add it"),
    ("[carriers.foot]", "[carriers.goat]", "carriers.goat: this key is unknown"),
    ("eye_m = 300", "eye_m = 0", "carriers.helicopter.eye_m: 0 is out of range"),
    (
        'sensors = ["eye", "turret"]',
        'sensors = ["radar"]',
        "does not name sensors; list",
    ),
    ('sensors = ["eye", "turret"]', "sensors = [[1]]", "does not name sensors; list"),
    ("[sensors.turret]", '[sensors."-x"]', "'-x' cannot be an id"),
    ("rush_kmh = 120", "rush_kmh = nan", "sensors.turret.rush_kmh: nan is not finite"),
    ("[air]", "[aer]", "aer: this key is unknown"),
    ("station_km =", 'station_km = "25"', "air.station_km: '25' is not a number"),
    ("camp =", f"camp = {{ {EXPOSED} }}", "exposure.camp.night: the key is missing"),
    ("camp =", f"camp = {{ {EXPOSED}, night = 2 }}", "camp.night: 2 is out of range"),
    ("camp =", f"tent = {{ {EXPOSED}, night = 0 }}", "exposure.tent: this key is unkn"),
    ("camp =", "camp = 0.5", "exposure.camp: 0.5 is not a table"),
    ("power =", "power = 1e400", "forecast.power: inf is not finite"),
]


@pytest.mark.parametrize("begins, becomes, said", MODEL_FAULTS)
def test_model(tmp_path: Path, begins: str, becomes: str, said: str) -> None:
    lines = small.model_toml().split("\n")
    (at,) = [i for i, line in enumerate(lines) if line.startswith(begins)]
    lines[at] = becomes
    files = {"model.toml": "\n".join(lines)}
    told = load_faults(write_small_theatre(tmp_path, files=files))
    assert said in "\n".join(told)
    assert not becomes or any(f"model.toml line {at + 1}, " in each for each in told)


def test_a_forecast_without_any_attempt_is_refused(tmp_path: Path) -> None:
    head, tail = small.model_toml().split("[forecast]")
    tail = re.sub(
        r"^(day|civil|nautical|moon|night) = .*$", r"\1 = 0.0", tail, flags=re.MULTILINE
    )
    files = {"model.toml": f"{head}[forecast]{tail}"}
    told = one_fault(write_small_theatre(tmp_path, files=files))
    assert "forecast: its hour factors are all 0" in told


TOML_FAULTS = [
    ("a = [", "cards.toml: this is not TOML"),
    ("a = 1\na = 2\n", "cards.toml line 2: this is not TOML: Cannot overwrite a value"),
    ("[" * 1500, "cards.toml line 1: this is not TOML"),
    ("a = " + "[\n" * 3000, "cards.toml: the values are nested too deep; flatten them"),
    ("a = 1 # " + "x" * 3000, "cards.toml line 1: the line is longer than 2,000 char"),
    (".".join("a" * 900) + " = 1", "cards.toml line 1: a key has more than 8 parts"),
    ("cards = 3", "cards.toml line 1, cards: 3 is not an array of tables; write each"),
    (
        b"x = '\xff'",
        "cards.toml line 1: this is not UTF-8 text; save the file as UTF-8",
    ),
]


@pytest.mark.parametrize("text, said", TOML_FAULTS)
def test_toml(tmp_path: Path, text: str | bytes, said: str) -> None:
    files = {"cards.toml": text}
    told = load_faults(write_small_theatre(tmp_path, files=files))
    assert told[0].startswith(said)
