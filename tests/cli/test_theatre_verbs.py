"""``vedette theatre``: what is printed, where, and the exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from small_theatre import write_small_theatre
from typer.testing import CliRunner

from vedette import __version__
from vedette.cli import Root, app
from vedette.errors import CertificateError, RuleError

RUNNER = CliRunner()


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a shell would."""
    return subprocess.run(
        [sys.executable, "-m", "vedette", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_version() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"vedette {__version__}\n")


def test_help_needs_none_of_the_heavy_libraries() -> None:
    program = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "from vedette.cli import app\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
        "heavy = {'numpy', 'scipy', 'numba', 'pydantic', 'shapely', 'pyproj',\n"
        "         'matplotlib', 'rich', 'lxml', 'ephem', 'icalendar', 'sqlalchemy',\n"
        "         'alembic', 'msgspec'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("verb", ["check", "show", "copy"])
def test_every_verb_shows_an_example(verb: str) -> None:
    done = RUNNER.invoke(app, ["theatre", verb, "--help"])
    assert done.exit_code == 0
    assert f"Example: vedette theatre {verb} " in done.output


def test_check_says_what_is_good(small_theatre_folder: Path) -> None:
    done = run("theatre", "check", str(small_theatre_folder))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Small frontier: good. 61.4 km of border, 3 sections, 4 bases, 7 teams,"
        " 3 sites, 1 caveat.\n"
    )


def test_check_tells_lines_of_the_weather_that_change_nothing(tmp_path: Path) -> None:
    head = "section,from,to,visibility_km,cloud_base_m,wind_kmh,temp_c,temp_height_m"
    lines = ["08:10,08:20,1,,,,", "08:10,08:40,1,,,,"]
    weather = "".join(f"{text}\n" for text in (f"{head},source,origin", *(
        f",{each},made,exercise" for each in lines
    )))  # fmt: skip
    folder = write_small_theatre(tmp_path / "t", files={"weather.csv": weather})
    done = RUNNER.invoke(app, ["theatre", "check", str(folder)])
    assert done.exit_code == 0
    assert "good." in done.output
    assert "1 of 2 lines changes nothing" in done.output
    assert "08:10 to 08:20" in done.output
    assert "08:40" not in done.output


def test_check_tells_every_fault_on_stderr_without_a_traceback(tmp_path: Path) -> None:
    folder = write_small_theatre(
        tmp_path / "t", theatre={"colour": "blue"}, files={"sites.csv": None}
    )
    done = run("theatre", "check", str(folder))
    assert (done.returncode, done.stdout) == (2, "")
    head, *faults = done.stderr.rstrip("\n").split("\n")
    assert head == f"{folder}: 2 faults"
    assert faults[0].startswith(
        "  - theatre.toml line 11, colour: this key is unknown;"
    )
    assert faults[1] == "  - sites.csv: the file is missing; add it."


@pytest.mark.parametrize("verb", ["check", "show"])
def test_a_theatre_that_is_a_file_or_absent_is_input(tmp_path: Path, verb: str) -> None:
    (tmp_path / "file").write_text("x")
    for name, said in (("file", "this is a file"), ("absent", "no such folder")):
        done = RUNNER.invoke(app, ["theatre", verb, str(tmp_path / name)])
        assert done.exit_code == 2
        assert said in done.stderr
        assert done.stdout == ""


def test_show_prints_tables(small_theatre_folder: Path) -> None:
    done = RUNNER.invoke(app, ["theatre", "show", str(small_theatre_folder)])
    assert done.exit_code == 0
    for said in (
        "Small frontier (small)",
        "61.4 km of border in 3 sections and 12 reaches of about 5 km",
        "Middle valley",
        "3 foot, 2 vehicle",
        "3 sites that attempts would harm: bridge 1, settlement 1, mine 1. 1 caveat.",
        "CC0-1.0",
    ):
        assert said in done.output


def test_show_prints_names_as_they_are(tmp_path: Path) -> None:
    folder = write_small_theatre(tmp_path, theatre={"name": "[bold red]<b>North"})
    done = RUNNER.invoke(app, ["theatre", "show", str(folder)])
    assert "[bold red]<b>North (small)" in done.output


def test_show_json_is_one_object(small_theatre_folder: Path) -> None:
    done = RUNNER.invoke(app, ["theatre", "show", str(small_theatre_folder), "--json"])
    shown = json.loads(done.stdout)
    assert (shown["theatre"], shown["reaches"], shown["teams"]) == ("small", 12, 7)
    assert shown["sections"][1] == {
        "id": "middle",
        "name": "Middle valley",
        "km_from": 20.0,
        "km_to": 42.0,
        "level": "high",
        "owner": "host",
        "reaches": 4,
    }


def test_copy_then_check(small_theatre_folder: Path, tmp_path: Path) -> None:
    to = tmp_path / "mine"
    words = ["theatre", "copy", str(small_theatre_folder), str(to)]
    done = RUNNER.invoke(app, words)
    assert done.exit_code == 0
    assert f"vedette theatre check {to}" in done.output
    assert RUNNER.invoke(app, ["theatre", "check", str(to)]).exit_code == 0
    (to / "mine.txt").write_text("mine")
    again = RUNNER.invoke(app, words)
    assert again.exit_code == 2
    assert "add --force to replace it" in again.stderr
    assert (to / "mine.txt").exists()
    assert RUNNER.invoke(app, [*words, "--force"]).exit_code == 0
    assert not (to / "mine.txt").exists()


def test_a_copy_named_like_the_original_is_told_how_to_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = RUNNER.invoke(app, ["theatre", "copy", "tajik_afghan", "tajik_afghan"])
    assert "vedette theatre check ./tajik_afghan" in done.output


def test_a_verb_misspelt_is_input() -> None:
    done = RUNNER.invoke(app, ["theatre", "cop"])
    assert done.exit_code == 2
    assert "Did you mean 'copy'?" in done.stderr


@pytest.mark.parametrize(
    "error, code, said",
    [
        (RuleError("team A rests too little."), 1, "team A rests too little.\n"),
        (CertificateError("the loss is wrong."), 5, "the loss is wrong.\n"),
        (KeyboardInterrupt(), 130, "Interrupted.\n"),
    ],
)
def test_errors_become_a_message_and_an_exit_code(
    error: BaseException, code: int, said: str
) -> None:
    program = typer.Typer(cls=Root, rich_markup_mode=None)

    @program.command()
    def fail() -> None:
        raise error

    @program.command()
    def other() -> None:
        pass

    done = RUNNER.invoke(program, ["fail"])
    assert (done.exit_code, done.stderr) == (code, said)
