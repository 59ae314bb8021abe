"""``vedette check air``: what is printed, and the exit code."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vedette.cli import app

RUNNER = CliRunner()


@pytest.fixture
def ask(small_theatre_folder: Path):
    def run(*words: str):
        return RUNNER.invoke(
            app,
            [
                *("check", "air", "--theatre", str(small_theatre_folder)),
                *("--from", "field-1", "--to", "km 34", "--temp", "10"),
                *words,
            ],
        )

    return run


def test_yes_exits_with_0(ask) -> None:
    done = ask("--at", "12:00")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Yes: Light helicopter from Airfield-1 to km 34")
    assert "unsigned: it plans exercises only" in done.output


def test_no_exits_with_1_and_says_why(ask) -> None:
    done = ask("--at", "23:00")
    assert done.exit_code == 1
    assert done.output.startswith("No: ")
    assert "it is night at" in done.output
    assert ask("--at", "23:00", "--night").exit_code == 0


def test_plain_values(ask) -> None:
    done = ask("--at", "23:00", "--json")
    assert done.exit_code == 1
    values = json.loads(done.output)
    assert values["lawful"] is False
    assert set(values["broken"]) == {"daylight"}
    assert values["theatre"] == "small"


def test_what_cannot_be_asked_exits_with_2(ask) -> None:
    done = ask("--at", "noon")
    assert done.exit_code == 2
    assert "--at: 'noon' is neither" in done.output


def test_a_cold_day_is_no_option(ask) -> None:
    done = ask("--at", "12:00", "--temp", "-10")
    assert done.exit_code == 0, done.output
    assert "colder than standard" in done.output


def test_the_figure_is_named(ask, tmp_path: Path) -> None:
    out = tmp_path / "flight.svg"
    done = ask("--at", "12:00", "--out", str(out), "--one-way", "--task", "land")
    assert f"Wrote {out}." in done.output
    assert out.is_file()


def test_the_wakhan_ridge_in_one_command() -> None:
    done = RUNNER.invoke(
        app,
        [
            *("check", "air", "--from", "A-P2", "--to", "km 1200", "--at", "08:00"),
            *("--temp", "5"),
        ],
    )
    assert done.exit_code == 1
    said = " ".join(done.output.split())
    assert said.startswith("No: Mi-24P from ")
    assert "above its service ceiling of 4,500 m" in said
    assert "stated error of 113 m" in said
