"""``vedette coverage``: what is printed, and where figures go."""

import json

from typer.testing import CliRunner

from vedette.cli import app

RUNNER = CliRunner()


def test_what_one_team_sees(small_theatre_folder, tmp_path):
    where = ["--theatre", str(small_theatre_folder)]
    out = tmp_path / "place.svg"
    done = RUNNER.invoke(
        app, ["coverage", "show", *where, "--team", "foot-1", "--out", str(out)]
    )
    assert done.exit_code == 0, done.output
    assert "of its look" in done.output
    assert f"Wrote {out}." in done.output
    told = RUNNER.invoke(
        app, ["coverage", "show", *where, "--team", "foot-1", "--json"]
    )
    assert json.loads(told.output)["kind"] == "foot"


def test_the_law_is_told(small_theatre_folder):
    done = RUNNER.invoke(
        app, ["coverage", "law", "--theatre", str(small_theatre_folder)]
    )
    assert done.exit_code == 0, done.output
    assert done.output.count("binoculars") > 1  # its name whole in both tables
    assert "Koester" in done.output


def test_a_wrong_word_is_a_sentence(small_theatre_folder):
    done = RUNNER.invoke(
        app,
        ["coverage", "show", "--theatre", str(small_theatre_folder), "--light", "dim"],
    )
    assert done.exit_code == 2
    assert "give one of day" in done.output
