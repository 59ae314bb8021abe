"""``vedette forces``: what is printed, and the exit code."""

import json
from pathlib import Path

import pytest
from force_books import small_book, write_forces
from typer.testing import CliRunner

from vedette.cli import app
from vedette.reading import load_theatre

RUNNER = CliRunner()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_forces(tmp_path / "mine")


def run(*words: str):
    return RUNNER.invoke(app, ["forces", *words])


def test_show(folder: Path) -> None:
    done = run("show", "--theatre", "mine", "--partner", "ally", "--at", "22:00")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Forces of Small frontier on Mon 08 Dec 2025 22:00")
    assert "d-3 Air detachment" in done.output
    assert "post-01" not in done.output
    values = json.loads(run("show", "--theatre", "mine", "--json").output)
    assert [each["id"] for each in values["partners"]] == ["host", "ally"]
    assert values["at"] == "2025-12-08T06:00:00+05:00"


def test_the_built_in_theatre_is_shown_by_detachments() -> None:
    done = run("show")
    assert done.exit_code == 0, done.output
    assert done.output.count("detachment") == 6
    assert "limited until Thu 11 Dec 00:00: Exercise: " in done.output


def test_what_cannot_be_shown_exits_with_2(folder: Path) -> None:
    done = run("show", "--theatre", "mine", "--partner", "us")
    assert done.exit_code == 2
    assert "it has host, ally." in done.output


def test_template_then_import(folder: Path) -> None:
    done = run("template", "week.xlsx", "--theatre", "mine")
    assert (done.exit_code, done.output) == (0, "Wrote week.xlsx.\n")
    assert run("template", "week.xlsx").exit_code == 2
    done = run("import", "week.xlsx", "--theatre", "mine")
    assert done.exit_code == 0, done.output
    assert done.output.splitlines() == [
        "assets: 0 added, 0 changed, 0 gone, 7 as before",
        "availability: 0 added, 0 changed, 0 gone, 3 as before",
        "caveats: 0 added, 0 changed, 0 gone, 1 as before",
        "mine holds these forces already; nothing to write.",
    ]
    assert run("template", "empty.xlsx").exit_code == 0
    done = run("import", "empty.xlsx", "--theatre", "mine", "--dry-run")
    assert "assets: 0 added, 0 changed, 7 gone, 0 as before" in done.output


def test_import_says_what_it_would_do_then_does_it(folder: Path) -> None:
    book = small_book(
        load_theatre(folder),
        assets={"H2": 9, "J2": "05:00", "K2": "20:00", "O4": None},
        availability={"A5": "foot-2", "B5": "2025-12-09T06:00+05:00",
                      "C5": "2025-12-10T06:00+05:00", "D5": "limited",
                      "E5": "On a course", "F5": "exercise"},
    )  # fmt: skip
    Path("week.xlsx").write_bytes(book)
    words = ("import", "week.xlsx", "--theatre", "mine")
    told = [
        "assets: 0 added, 2 changed, 0 gone, 5 as before",
        "  ~ foot-1: rest_h 8 -> 9; earliest empty -> 05:00; latest empty -> 20:00",
        "  ~ foot-3: crew 5 -> empty",
        "availability: 1 added, 0 changed, 0 gone, 3 as before",
        "  + foot-2 2025-12-09T06:00+05:00: team foot-2, from 2025-12-09T06:00+05:00,"
        " to 2025-12-10T06:00+05:00, status limited, reason On a course,"
        " origin exercise",
        "caveats: 0 added, 0 changed, 0 gone, 1 as before",
    ]
    dry = run(*words, "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert dry.output.splitlines() == [
        *told,
        "Nothing was written; it would be teams.csv, availability.csv in mine.",
    ]
    plain = json.loads(run(*words, "--dry-run", "--json").output)
    assert (plain["written"], plain["files"]) == (
        False,
        ["teams.csv", "availability.csv"],
    )
    done = run(*words)
    assert done.output.splitlines() == [
        *told,
        "Wrote teams.csv, availability.csv in mine.",
    ]
    assert load_theatre(folder).teams[0].rest_h == 9.0


def test_sheets_that_are_not_read_are_named(folder: Path) -> None:
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(small_book(load_theatre(folder))))
    book.create_sheet("Phone list")
    book.save("week.xlsx")
    done = run("import", "week.xlsx", "--theatre", "mine")
    assert "Sheets not read: Phone list." in done.output


def test_faults_exit_with_2_and_their_rows(folder: Path) -> None:
    book = small_book(load_theatre(folder), assets={"D2": "x"}, caveats={"J2": "x"})
    Path("week.xlsx").write_bytes(book)
    done = run("import", "week.xlsx", "--theatre", "mine", "--dry-run")
    assert done.exit_code == 2
    first, *faults = done.output.splitlines()
    assert first == "week.xlsx: nothing was changed: 2 faults"
    assert [each.split(":")[0] for each in faults] == [
        "  - week.xlsx, sheet assets, row 2, base",
        "  - week.xlsx, sheet caveats, row 2, origin",
    ]


def test_the_built_in_theatre_is_refused(folder: Path) -> None:
    run("template", "week.xlsx", "--theatre", "mine")
    done = run("import", "week.xlsx", "--theatre", "tajik_afghan")
    assert done.exit_code == 2
    assert "vedette theatre copy tajik_afghan DIR" in done.output
