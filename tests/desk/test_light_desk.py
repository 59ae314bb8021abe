"""The light of days, asked for as a staff asks for it."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from vedette.cli.light import light
from vedette.desk.light import show_light
from vedette.domain.theatre import LIGHTS
from vedette.errors import InputError


def test_without_a_place_every_section_has_a_line(small_theatre_folder: Path) -> None:
    view = show_light(small_theatre_folder, days=2)
    assert [name for name, _ in view.lines] == ["west", "middle", "east"] * 2
    assert [day.date.day for _, day in view.lines] == [8, 8, 8, 9, 9, 9]
    # the sun rises in the east, 15 degrees an hour: 40 km are not two minutes
    west, _, east = (day.sunrise for _, day in view.lines[:3])
    assert 0 <= (west - east).total_seconds() <= 180


@pytest.mark.parametrize("place", ["25", "km 25", "post-02", "Post-02", "38.03,68.3"])
def test_a_place_may_be_named_in_many_ways(
    small_theatre_folder: Path, place: str
) -> None:
    ((_, day),) = show_light(small_theatre_folder, at=place, date="2025-06-21").lines
    assert day.sunrise is not None
    assert day.sunrise.isoformat().startswith("2025-06-21T05:0")
    assert day.hours["day"] == pytest.approx(14.8, abs=0.1)


def test_words_fit_a_terminal(small_theatre_folder: Path) -> None:
    text = show_light(small_theatre_folder, days=3).describe()
    assert max(map(len, text.splitlines())) <= 80
    first = next(each for each in text.splitlines() if each.startswith("Mon 08 Dec"))
    clocks = [each for each in first.split() if ":" in each]
    assert clocks[:6] == sorted(clocks[:6])
    for word in ("Asia/Dushanbe", "rises", "lit%", *LIGHTS, "25 % lit"):
        assert word in text


def test_a_moon_that_does_not_rise_is_a_dash(small_theatre_folder: Path) -> None:
    view = show_light(small_theatre_folder, at="25", date="2025-12-11")
    assert view.lines[0][1].moonrise is None
    row = next(each for each in view.describe().splitlines() if "11 Dec" in each)
    assert row.split()[-3] == "-"
    assert view.as_json()["days"][0]["moonrise"] is None


@pytest.mark.parametrize(
    "asked, said",
    [
        ({"days": 0}, "--days: 0 is not possible; give a whole number from 1 to 366"),
        ({"days": 367}, "--days: 367 is not possible"),
        ({"date": "today"}, "--date: 'today' is not a date; write such as 2025-12-08"),
        ({"date": "1999-12-31"}, "--date: 1999-12-31 is too far off"),
        ({"date": "2100-01-01"}, "--date: 2100-01-01 is too far off; give one of the"),
        ({"at": "nowhere"}, "'nowhere': Small frontier has no such place"),
        ({"at": "99"}, "the border of Small frontier is 61.4 km long"),
    ],
)
def test_what_cannot_be_shown_is_refused(
    small_theatre_folder: Path, asked: dict[str, object], said: str
) -> None:
    with pytest.raises(InputError) as caught:
        show_light(small_theatre_folder, **asked)
    assert said in str(caught.value)


def test_the_door_prints_words_or_plain_values(small_theatre_folder: Path) -> None:
    app = typer.Typer()
    app.command()(light)
    asked = ["--theatre", str(small_theatre_folder), "--at", "25", "--days", "2"]
    words = CliRunner().invoke(app, asked)
    assert words.exit_code == 0
    assert words.output.count("km 25") == 4
    plain = json.loads(CliRunner().invoke(app, [*asked, "--json"]).output)
    assert [day["date"] for day in plain["days"]] == ["2025-12-08", "2025-12-09"]
    for day in plain["days"]:
        assert set(day["hours"]) == set(LIGHTS)
        assert sum(day["hours"].values()) == pytest.approx(24.0, abs=0.05)
        assert 0 <= day["moon_lit"] <= 1
