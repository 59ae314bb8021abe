"""``vedette intake`` as a user runs it."""

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vedette.cli import app
from vedette.desk.register import make_register
from vedette.desk.stores import Acting

NOW = dt.datetime(2025, 12, 2, 12, tzinfo=dt.UTC)
ARTICLE = """Example Wire, 2 December 2025

Two Chinese workers were killed in a raid on a camp near Vanj on Monday night, the
border service said. Residents said that three men had died.
"""


def run(*words: object, code: int = 0) -> str:
    done = CliRunner().invoke(app, [*map(str, words)])
    assert done.exit_code == code, done.output
    return done.output


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "register.db"
    make_register(path, "tajik_afghan", Acting("analyst", NOW), history=0)
    return path


def test_an_article_is_read_without_naming_the_verb(article: Path):
    told = run("intake", article)
    assert "3 drafts, nothing entered." in told
    assert "Not compared with a store: name one with --store." in told
    assert "Killed: 2-3" in told
    assert told == run("intake", "read", article)
    assert [
        each["is"] for each in json.loads(run("intake", article, "--json"))["drafts"]
    ] == [
        *("incident", "claim", "claim"),
    ]


def test_drafts_are_accepted_by_number(article: Path, store: Path):
    told = run("intake", article, "--accept", "1, 2", "--store", store)
    assert "draft 1: incident:I-" in told
    assert "draft 2: claim:C-" in told
    assert "draft 3" not in told


def test_drafts_are_edited_and_applied(article: Path, store: Path, tmp_path: Path):
    drafts = tmp_path / "drafts.toml"
    assert f"Written to {drafts}" in run("intake", article, "--out", drafts)
    told = run("intake", "apply", drafts, "--store", store, code=2)
    assert "no draft is accepted" in told
    text = drafts.read_text(encoding="utf-8").replace('"open"', '"accept"')
    drafts.write_text(text, encoding="utf-8")
    became = json.loads(run("intake", "apply", drafts, "--store", store, "--json"))
    assert sorted(became) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--accept", "one"], "--accept one: write numbers of drafts"),
        (["--date", "2 December"], "--date 2 December: write a day"),
        (["--theatre", "nowhere"], "nowhere"),
        (["--same", "1=2"], "--same says what drafts are that --accept names"),
        (["--accept", "1", "--same", "1:2"], "--same 1:2: write a draft and what"),
        (["--store", "none.db"], "none.db: there is no store of that name"),
    ],
)
def test_a_wrong_option_is_told(article: Path, options: list[str], words: str):
    assert words in run("intake", article, *options, code=2)


def test_a_draft_is_hung_where_a_person_says(article: Path, store: Path):
    same = "1=I-2025-11-26"
    words = ("--accept", "1,2", "--same", same, "--store", store)
    told = run("intake", article, *words)
    assert "draft 1: incident:I-2025-11-26, which was there already" in told
    again = " ".join(run("intake", article, *words).split())
    assert "article.txt: this article was taken on" in again
    assert "incident:I-2025-11-26, claim:C-0001; nothing is entered." in again


def test_what_is_printed_fits_a_plain_terminal(article: Path, store: Path):
    told = run("intake", article, "--store", store)
    assert max(map(len, told.splitlines())) < 80


def test_help_names_the_verbs():
    told = run("intake", "--help")
    assert "read" in told
    assert "apply" in told
