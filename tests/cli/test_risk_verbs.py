"""``vedette assess`` and ``vedette section``: the answers, and how they end."""

import json
import shutil

import pytest
import typer
from small_risk import WHO, risk_store
from typer.testing import CliRunner

from vedette.cli import Root, assess, claim, section
from vedette.desk.assess import run_assessment

RUNNER = CliRunner()
app = typer.Typer(cls=Root, pretty_exceptions_enable=False)
for group in (assess, section, claim):
    app.add_typer(group.app, name=group.__name__.rpartition(".")[2])


@pytest.fixture(scope="module")
def made(small_theatre, tmp_path_factory):
    path = risk_store(tmp_path_factory.mktemp("risk"), small_theatre.folder)
    run_assessment(path, WHO)
    return path


@pytest.fixture(autouse=True)
def store(made, tmp_path, monkeypatch):
    monkeypatch.setenv("VEDETTE_STORE", str(tmp_path / "store.db"))
    return shutil.copy(made, tmp_path / "store.db")


def run(*words, code=0):
    done = RUNNER.invoke(app, list(words))
    assert done.exit_code == code, done.output
    return done.output


def test_assess_run_prints_a_table_and_keeps_it():
    told = run("assess", "run")
    assert "EXERCISE" in told
    assert "run 2" in told
    assert "west Western plain" in told
    assert json.loads(run("assess", "show", "--json"))["run"] == 2


def test_assess_show_one_section_as_words_and_as_json():
    assert "Which claim moves the threat most" in run(
        "assess", "show", "--section", "middle"
    )
    told = json.loads(run("assess", "show", "--section", "middle", "--json"))
    (middle,) = told["sections"]
    assert middle["attacks"]["band"][1] in ("low", "medium", "high", "critical")
    assert middle["moved_most_by"][0]["claim"] == "C-2"


def test_assess_show_hours_as_letters_and_as_json():
    assert "against an even spread over ground and hours" in run(
        "assess", "show", "--hours"
    )
    hours = json.loads(run("assess", "show", "--hours", "--json"))["hours"]
    assert len(hours["from"]) == len(hours["sections"]["west"]) == 24
    assert hours["from"][0] == "2025-12-08T06:00:00+05:00"


def test_assess_compare_names_the_claim():
    run("claim", "withdraw", "C-3", "--why", "taken back")
    run("assess", "run")
    assert "C-3" in run("assess", "compare")
    told = json.loads(run("assess", "compare", "--with", "1", "--json"))
    assert told["sections"][0]["fell"] == {"now withdrawn": ["C-3"]}


def test_assess_counts_an_exercise_when_asked_to():
    told = run("assess", "run", "--with-exercise", "--at", "2025-12-10")
    assert "made-up incidents of an exercise count" in told
    assert "10 Dec 2025" in told


def test_assess_export_one_form_or_all(tmp_path):
    run("assess", "export", str(tmp_path / "risk.html"), "--as", "html")
    assert (tmp_path / "risk.html").read_text().startswith("<!DOCTYPE html>")
    run("assess", "export", str(tmp_path / "all"))
    assert len(list((tmp_path / "all").iterdir())) == 6
    again = ("assess", "export", str(tmp_path / "all"))
    assert "exists already" in run(*again, code=2)
    run(*again, "--force")
    assert "choose html" in run("assess", "export", "x", "--as", "pdf", code=2)


def test_levels_need_two_roles():
    told = run("section", "propose", "middle", "critical", "--why", "two attacks",
               "--rests-on", "claim:C-1,claim:C-2",
               "--until", "2099-01-01")  # fmt: skip
    assert "critical proposed by analyst" in told
    assert "another role" in run("section", "adopt", "middle", code=1)
    told = run("section", "adopt", "middle", "--role", "planning_officer")
    assert "by planning officer" in told
    levels = json.loads(run("section", "levels", "--json"))["levels"]
    (middle,) = [each for each in levels if each["section"] == "middle"]
    assert (middle["level"], middle["adopted_by"]) == ("critical", "planning_officer")
    assert middle["reactions"]


def test_a_proposal_is_declined():
    run("section", "propose", "west", "high", "--why", "a guess")
    told = run("section", "decline", "west", "--why", "no", "--role", "reviewer")
    assert "proposed" not in told
    assert "no level is proposed" in run("section", "adopt", "west", code=1)


def test_what_fell_carries_no_level():
    run("claim", "withdraw", "C-1", "--why", "taken back")
    told = run("section", "propose", "west", "high", "--why", "a guess",
               "--rests-on", "claim:C-1", code=1)  # fmt: skip
    assert "claim:C-1 is withdrawn" in told


def test_there_is_no_store_of_that_name(tmp_path):
    told = run("assess", "show", "--store", str(tmp_path / "none.db"), code=2)
    assert "none.db" in told
