"""Checking a flight: how what a person writes becomes a question."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from small_theatre import CARDS, TEAMS, write_small_theatre

from vedette.desk.check_air import AirParams, check_air
from vedette.errors import InputError, OutputExistsError

EASY: dict[str, Any] = {
    "base": "field-1", "to": "km 34", "at": "12:00", "temp_c": 10.0,
}  # fmt: skip


def asked(folder: Path, **changes: Any):
    return check_air(folder, AirParams(**{**EASY, **changes})).check.asked


def test_the_hour_is_one_of_the_theatres_first_day(small_theatre_folder: Path) -> None:
    moment = asked(small_theatre_folder).takes_off
    assert moment.isoformat() == "2025-12-08T12:00:00+05:00"
    late = asked(small_theatre_folder, at="2026-06-01T06:30+00:00").takes_off
    assert late == dt.datetime(2026, 6, 1, 6, 30, tzinfo=dt.UTC)
    assert late.isoformat() == "2026-06-01T11:30:00+05:00"


def test_the_card_is_that_of_the_bases_teams(small_theatre_folder: Path) -> None:
    assert asked(small_theatre_folder).card.id == "h1"
    assert asked(small_theatre_folder, card="h1").card.id == "h1"


def test_the_card_must_be_named_where_several_are_flown(tmp_path: Path) -> None:
    teams = [*TEAMS[:-1], {**TEAMS[-1], "card": "h2"}]
    cards = [CARDS[0], {**CARDS[0], "id": "h2"}]
    folder = write_small_theatre(tmp_path / "two", teams=teams, cards=cards)
    with pytest.raises(InputError, match="the teams of field-1 fly h1, h2; name one"):
        asked(folder)
    assert asked(folder, card="h2").card.id == "h2"


@pytest.mark.parametrize(
    ("to", "task"),
    [
        ("km 34", "pass"),
        ("village-1", "pass"),
        ("post-01", "pass"),
        ("38.05,68.3", "pass"),
    ],
)
def test_places_and_what_is_done_there(
    small_theatre_folder: Path, to: str, task: str
) -> None:
    found = asked(small_theatre_folder, to=to)
    assert found.task == task
    assert found.place.ground_m > 300
    assert found.place.id == ("post-01" if to == "post-01" else "")


def test_fuel_of_the_partners_own_fields_and_of_those_named(tmp_path: Path) -> None:
    from small_theatre import BASES

    other = {**BASES[-1], "id": "field-2", "name": "Airfield-2", "lon": "68.6"}
    foreign = {**other, "id": "field-3", "name": "Airfield-3", "partner": "host"}
    folder = write_small_theatre(tmp_path / "three", bases=[*BASES, other, foreign])
    assert [each.id for each in asked(folder).refuel] == ["field-1", "field-2"]
    found = asked(folder, refuel=["field-3", "field-2"])
    assert [each.id for each in found.refuel] == ["field-1", "field-2", "field-3"]
    landing = asked(folder, to="field-2")
    assert landing.task == "land"
    assert landing.place in landing.refuel


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"base": "post-01"}, "no base with an airfield of that id"),
        ({"to": "field-1"}, "this is where it takes off"),
        ({"to": "nowhere"}, "has no such place"),
        ({"to": "10,10"}, "outside the elevation grid"),
        ({"at": "noon"}, "--at: 'noon' is neither"),
        ({"temp_c": 75.0}, "--temp: 75"),
        ({"temp_c": float("nan")}, "--temp: nan"),
        ({"qnh_hpa": 29.92}, "--qnh: 29.92"),
        ({"card": "h9"}, "'h9' is no type card; name one of cards.toml: h1"),
        ({"task": "dance"}, "--task 'dance': give one of pass, land, hover"),
        ({"refuel": ["post-01"]}, "--refuel 'post-01'"),
    ],
)
def test_what_cannot_be_asked(
    small_theatre_folder: Path, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        asked(small_theatre_folder, **changes)


@pytest.mark.parametrize(("ending", "begins"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_the_figure_leaves_by_the_one_way_out(
    small_theatre_folder: Path, tmp_path: Path, ending: str, begins: bytes
) -> None:
    out = tmp_path / f"flight.{ending}"
    view = check_air(small_theatre_folder, AirParams(**EASY), out=out)
    assert out.read_bytes().startswith(begins)
    assert view.as_json()["theatre"] == "small"
    with pytest.raises(OutputExistsError):
        check_air(small_theatre_folder, AirParams(**EASY), out=out)
    check_air(small_theatre_folder, AirParams(**EASY), out=out, force=True)


def test_another_kind_of_figure_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"let it be \.svg or \.png"):
        check_air(tmp_path / "none", AirParams(**EASY), out=tmp_path / "flight.pdf")
