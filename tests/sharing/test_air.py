"""A checked flight in words, in letters, as plain values and drawn."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from air_ground import make_border, make_card, make_grid, place

from vedette.air import DayAir, FlightCheck, FlightQuestion, check_flight
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.sharing.air_json import flight_json
from vedette.sharing.air_sketch import COLUMNS, ROWS, shown_legs, sketch_profile
from vedette.sharing.air_verdict import tell_verdict
from vedette.sharing.air_words import describe_flight
from vedette.sharing.figures.air_profile import draw_flight
from vedette.sharing.package import Package

BASE = place(70.2, 38.2, "Field", is_airfield=True, id="A1")
OTHER = place(70.6, 38.2, "Other field", is_airfield=True, id="A2")
PLACE = place(70.8, 38.2, "Pass")
NOON = dt.datetime(2025, 12, 8, 7, tzinfo=dt.UTC)
WALL = (70.5, 37.5, 70.52, 38.5, 4400)
HALF_A_WALL = (70.5, 38.0, 70.52, 38.5, 4400)


@pytest.fixture
def ask(small_theatre: Theatre):
    def checked(*walls: Any, line: float = 37.55, **changes: Any) -> FlightCheck:
        theatre = replace(
            small_theatre, elevation=make_grid(*walls), border=make_border(line)
        )
        known: dict[str, Any] = {
            "card": make_card(), "base": BASE, "place": PLACE, "takes_off": NOON,
            "air": DayAir(500.0, 11.75), **changes,
        }  # fmt: skip
        return check_flight(theatre, FlightQuestion(**known))

    return checked


def test_yes_in_one_sentence(ask) -> None:
    said = tell_verdict(ask())
    assert said.startswith(
        "Yes: Light helicopter from Field to Pass and back, take-off 08 Dec 2025 07:00 "
        "(07:00 UTC) at 11.75 °C: 105 km, on the ground again at 07:31 with "
    )
    assert said.endswith(" above the reserve.")
    assert said.count(". ") == 0


def test_a_way_around_and_a_refuelling_are_told(ask) -> None:
    assert ", by a way around" not in tell_verdict(ask())
    assert "by a way around" in tell_verdict(ask(HALF_A_WALL))
    short = make_card(endurance_h=0.9)
    assert "refuelling at A2" in tell_verdict(ask(card=short, refuel=(OTHER,)))


@pytest.mark.parametrize(
    ("walls", "changes", "said"),
    [
        ((WALL,), {}, "fly at 4,750 m, which counts as 4,750 m in this air, above its"),
        ((), {"card": make_card(endurance_h=0.8)}, "kg of fuel, less than the reserve"),
        ((), {"card": make_card(endurance_h=0.51)}, "tanks would be dry before A1"),
        ((), {"takes_off": NOON.replace(hour=18)}, "it is night at A1, take-off then"),
        ((), {"line": 37.9, "place": place(70.8, 37.6)}, "km beyond the border line"),
        ((), {"base": replace(BASE, ground_m=3480.0)}, "it cannot take off at A1"),
        (
            (),
            {"task": "hover", "card": make_card(hover_oge_m=400.0)},
            "it cannot hover out of ground effect at Pass, where the air counts as 550",
        ),
        (
            (),
            {"task": "land", "card": make_card(hover_ige_m=400.0)},
            "it cannot hover in ground effect at Pass",
        ),
    ],
)
def test_no_with_its_reason(ask, walls, changes, said: str) -> None:
    verdict = tell_verdict(ask(*walls, **changes))
    assert verdict.startswith("No: Light helicopter from Field to ")
    assert ", because " in verdict
    assert said in verdict


def test_what_is_not_stated_is_to_be_looked_up(ask) -> None:
    assert "not stated on the card, so look it up: hover-oge" in tell_verdict(
        ask(task="hover")
    )


def test_the_words_hold_all_that_it_rests_on(ask) -> None:
    said = " ".join(describe_flight(ask(HALF_A_WALL, refuel=(BASE, OTHER))).split())
    for part in (
        "Card h1, unsigned: it plans exercises only.",
        "Source: made up for tests",
        "Air: 11.75 °C at A1, 500 m",
        "stated error of 50 m (one standard deviation)",
        "A1 - Pass goes around, ",
        "straight it would be over ground of 4,400 m. Turning points",
        "+300 clearance +50 grid's error",
        "card h1, service_ceiling_m",
        "not stated",
        "Bingo fuel at Pass: ",
        "To arrive before night it must turn by ",
        "Fields to refuel at after Pass, straight, with the fuel left there: A2 ",
        "Border too high",
        "Weather: the card states no limits.",
        "Not for navigation.",
    ):
        assert (part in said) is (part != "Border too high"), part
    asked = make_card(least_visibility_km=3.0, signed_by="Chief of air staff")
    said = " ".join(describe_flight(ask(WALL, card=asked)).split())
    assert "Card h1, signed by Chief of air staff." in said
    assert "not checked here: visibility of 3 km." in said
    assert "Border too high for this aircraft in this air: km 35-37." in said


def test_the_way_there_is_drawn_once(ask) -> None:
    check = ask(HALF_A_WALL)
    assert shown_legs(check) == check.legs[:1]
    one_way = ask(is_one_way=True)
    assert shown_legs(one_way) == one_way.legs
    by_field = ask(card=make_card(endurance_h=0.9), refuel=(OTHER,))
    assert len(by_field.legs) == 3
    assert shown_legs(by_field) == by_field.legs


def test_the_sketch_shows_the_wall_and_the_ceiling(ask) -> None:
    lines = sketch_profile(ask(WALL)).splitlines()
    rows = [line.partition("|")[2] for line in lines[: ROWS + 1]]
    assert all(len(row) <= COLUMNS for row in rows)
    ceiling = next(row for row in rows if "=" in row)
    wall = [
        column for column in range(COLUMNS) if rows[-2].ljust(COLUMNS)[column] == "#"
    ]
    assert 30 <= min(wall) <= max(wall) <= 42  # half-way
    assert set(ceiling) <= {"=", "#", " ", "-"}
    assert "A1 - Pass, 53 km." in lines[ROWS + 1]


def test_plain_values(ask) -> None:
    check = ask(HALF_A_WALL, refuel=(OTHER,))
    values = json.loads(json.dumps(flight_json(check)))
    assert values["lawful"] is True
    assert values["takes_off"] == {
        "local": "2025-12-08T07:00:00+00:00",
        "utc": "2025-12-08T07:00:00+00:00",
    }
    assert values["ground"] == {
        "cell_m": pytest.approx([437.0, 555.0], rel=0.01),
        "error_m": 50.0,
        "margin_m": 350.0,
    }
    there = values["legs"][0]
    assert there["straight"]["highest_m"] == 4400
    assert there["way"][0] == [70.2, 38.2]
    assert there["way"][-1] == [70.8, 38.2]
    assert len(there["way"]) > 2
    rules = {limit["rule"] for limit in values["limits"]}
    assert {"signed-card", "take-off", "ceiling", "own-side", "fuel"} <= rules
    hover = next(each for each in values["limits"] if each["rule"] == "hover-oge")
    assert hover["allowed"] is None
    assert hover["kept"] is None
    assert values["card"]["exercises_only"] is True
    assert values["refuel"][0]["at"] == "A2"
    assert flight_json(ask(is_one_way=True))["turn_back"] is None


def test_the_figure_is_the_same_each_time(small_theatre: Theatre, ask) -> None:
    package = Package(small_theatre, flight=ask(HALF_A_WALL))
    drawn = draw_flight(package, "svg")
    assert drawn.startswith(b"<?xml")
    assert drawn == draw_flight(package, "svg")
    assert b"<dc:date>" not in drawn
    assert draw_flight(package, "png").startswith(b"\x89PNG")


def test_no_figure_without_a_flight(small_theatre: Theatre) -> None:
    with pytest.raises(InputError, match="No flight was checked"):
        draw_flight(Package(small_theatre))
