"""``vedette ground`` and ``vedette theatre elevation``: what is printed, exit codes."""

import json
from pathlib import Path

import pytest
import typer
from small_rasters import write_tif
from typer.testing import CliRunner

from vedette.cli import Root
from vedette.cli.elevation import elevation
from vedette.cli.ground import app as ground

RUNNER = CliRunner()
APP = typer.Typer(cls=Root, rich_markup_mode=None)
APP.add_typer(ground, name="ground")
APP.command()(elevation)


@pytest.fixture
def ask(small_theatre_folder: Path):
    def run(*words: str):
        return RUNNER.invoke(
            APP, ["ground", *words, "--theatre", str(small_theatre_folder)]
        )

    return run


def test_profile(ask, tmp_path: Path) -> None:
    done = ask("profile", "post-01", "mine-1", "--out", str(tmp_path / "p.svg"))
    assert done.exit_code == 0, done.output
    assert "Post-01 - Upper mine: " in done.output
    assert f"Wrote {tmp_path / 'p.svg'}." in done.output


def test_path(ask) -> None:
    done = ask("path", "post-01", "post-02", "--by", "vehicle", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["by"] == "vehicle"


def test_isochrone(ask) -> None:
    done = ask("isochrone", "post-02", "--hours", "1,2")
    assert done.exit_code == 0, done.output
    assert "2 h" in done.output
    assert "stated error" in done.output


@pytest.mark.parametrize(
    "words, told",
    [
        (("profile", "post-01"), "two places"),
        (("path", "post-01", "post-99"), "'post-99'"),
        (("path", "post-01", "post-02", "--by", "horse"), "no way to go"),
        (("path", "post-01", "mine-1", "--by", "vehicle"), "--off-track"),
        (("isochrone", "post-01", "--hours", "1;2"), "--hours 1;2"),
        (("isochrone", "post-01", "--hours", "nan"), "hours: nan"),
    ],
)
def test_what_cannot_be_asked_exits_with_2(ask, words, told) -> None:
    done = ask(*words)
    assert done.exit_code == 2, done.output
    assert told in done.output


def test_own_elevation(small_theatre_folder: Path, tmp_path: Path) -> None:
    tile = write_tif(
        tmp_path / "t.tif", 67.0, 39.0, 1 / 600, (1200, 1500),
        height=lambda lon, lat: 0 * lon + 700,
    )  # fmt: skip
    words = [
        *("elevation", str(small_theatre_folder), str(tile), "--step", "18"),
        *("--error-m", "9", "--credit", "Made", "--licence", "CC0-1.0"),
    ]
    done = RUNNER.invoke(APP, [*words, "--dry-run"])
    assert done.exit_code == 0, done.output
    assert "Nothing was written; it would be terrain/elevation.npz" in done.output
    done = RUNNER.invoke(APP, words)
    assert done.exit_code == 0, done.output
    assert "stated error 9 m" in done.output
    assert "Against the present grid" in done.output
    done = RUNNER.invoke(APP, [*words, "--json", "--dry-run"])
    assert json.loads(done.output)["error_m"] == 9.0
