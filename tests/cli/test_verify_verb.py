"""``vedette verify`` with an earlier plan, as a user runs it."""

import json
from pathlib import Path

import pytest
from at_rest import write_at_rest
from typer.testing import CliRunner

from vedette.cli import app


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_at_rest(tmp_path_factory.mktemp("rest"))


def run(*words: object, code: int = 0) -> str:
    done = CliRunner().invoke(app, [*map(str, words)])
    assert done.exit_code == code, done.output
    return done.output


def test_a_rest_is_checked_against_its_earlier_plan(files: tuple[Path, Path]) -> None:
    whole, rest = files
    told = run("verify", rest, "--earlier", whole)
    assert f"It takes over what {whole} had begun." in told
    asked = json.loads(run("verify", rest, "--earlier", whole, "--json"))
    assert (asked["good"], asked["earlier"]) == (True, str(whole))
    assert "earlier" not in json.loads(run("verify", rest, "--json"))


def test_another_earlier_plan_is_told(files: tuple[Path, Path]) -> None:
    whole, rest = files
    assert "(rule held)" in run("verify", rest, "--earlier", rest, code=5)
    refused = run("verify", whole, "--earlier", rest, code=5)
    assert "the plan was not made from an earlier one" in refused


def test_a_roster_has_no_earlier_plan(files: tuple[Path, Path]) -> None:
    whole, rest = files
    refused = run("verify", rest, "--earlier", whole, "--plan", whole, code=2)
    assert "--plan with a roster, or --earlier with a plan" in refused
