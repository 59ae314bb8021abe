"""``plan rosters``, as its door: what is printed, and what is asked wrongly."""

import json
from pathlib import Path

import pytest
import typer
from fields import QUICK, quick_plan
from typer.testing import CliRunner

from vedette.cli import Root, book
from vedette.domain.theatre import Theatre
from vedette.sharing import Package, publish

app = typer.Typer(cls=Root)
app.command()(book.rosters)
app.command("draw")(lambda: None)  # with one verb alone, typer would name none


@pytest.fixture(scope="module")
def plan(small_theatre: Theatre, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("planned") / "plan"
    package = Package(small_theatre, quick_plan(small_theatre, QUICK))
    publish(package, folder, formats=["plan"])
    return str(folder / "plan.json")


def run(*asked: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(app, ["rosters", *asked])
    return found.exit_code, found.stdout, found.stderr


def test_a_book_is_written_and_told(plan: str, tmp_path: Path) -> None:
    out = tmp_path / "book"
    code, said, _ = run(plan, "--at-most", "2", "--passes", "1", "--out", str(out))
    assert code == 0
    assert "less the plan" in said
    assert f"Check it: vedette verify {out / 'book.json'}" in said
    found, words = book.tell_verified(out / "book.json")
    assert found["rosters"] == 2
    assert "Each of 2 rosters" in words


def test_sizes_side_by_side_as_json(plan: str) -> None:
    code, said, _ = run(plan, "--at-most", "1,3", "--passes", "1", "--json")
    assert code == 0
    told = json.loads(said)
    assert [each["at_most"] for each in told["books"]] == [1, 3]
    assert told["book"] is None


def test_what_is_no_number_of_rosters_is_refused(plan: str) -> None:
    code, _, told = run(plan, "--at-most", "ten")
    assert code == 2
    assert "--at-most 'ten' is no number" in told
    code, _, told = run(plan, "--at-most", "0", "--passes", "1")
    assert code == 2
    assert "give 1 to 999" in told
