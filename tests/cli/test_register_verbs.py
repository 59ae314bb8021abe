"""``vedette register``, ``incident``, ``claim``, ``source``, ``log``: the answers."""

import json
import shutil

import pytest
import typer
from typer.testing import CliRunner

from vedette.cli import Root, claim, incident, log, register, source

RUNNER = CliRunner()
app = typer.Typer(cls=Root, pretty_exceptions_enable=False)
for group in (register, incident, claim, source, log):
    app.add_typer(group.app, name=group.__name__.rpartition(".")[2])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("cli") / "made.db"
    done = RUNNER.invoke(
        app,
        ["register", "init", "--theatre", "tajik_afghan", "--history", "10",
         "--store", str(path)],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    return path


@pytest.fixture
def store(made, tmp_path, monkeypatch):
    monkeypatch.setenv("VEDETTE_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("COLUMNS", "200")
    return shutil.copy(made, tmp_path / "store.db")


def run(*words, code=0):
    done = RUNNER.invoke(app, list(words))
    assert done.exit_code == code, done.output
    return done.output


def told(*words):
    return json.loads(run(*words, "--json"))


def test_the_list_shows_how_things_stand(store):
    output = run("register", "list")
    assert "12 reported, 2 officially confirmed, 1 withdrawn" in output
    assert "WITHDRAWN: fact:F-talks, Report of talks on joint patrols" in output
    assert "Nothing is flagged." in output
    found = told("register", "list")
    assert found["records"]["fact"] == 15
    assert [each["what"] for each in found["fallen"]] == ["fact:F-talks"]


def test_one_incident_with_its_claims_side_by_side(store):
    output = run("incident", "show", "I-2025-11-26")
    assert "Stands as officially confirmed. 5 claims." in output
    assert "3-5 killed, 1-5 injured" in output
    for words in (
        "C-attack1-4",
        "Embassy of China",
        "B2 validated",
        "differs",
        "RFE/RL",
    ):
        assert words in output
    assert "killed of CN" not in output  # the same as of all


def test_figures_that_a_claim_denies_are_told_apart(store):
    run(
        "claim", "add", "--about", "I-2025-11-26", "--source", "S-mod-tj", "--says",
        "denies", "--statement", "Nobody says nine.", "--killed", "9",
    )  # fmt: skip
    output = run("incident", "show", "I-2025-11-26")
    assert "C-0001: 9 (denied)" in output
    assert "denied: 9 killed" in output
    killed = next(
        each
        for each in told("incident", "show", "I-2025-11-26")["differences"]
        if each["field"] == "killed"
    )
    assert (killed["low"], killed["high"]) == (3, 5)


def test_the_talks_show_as_withdrawn(store):
    output = run("register", "show", "F-talks")
    assert output == run("register", "show", "fact:F-talks")
    assert "Stands as WITHDRAWN: it counts for nothing." in output
    assert output.count("withdrawn    F6 rejected") == 3
    assert output.count("no comment   no comment") == 2


def test_the_impact_is_a_tree_and_a_withdrawal_flags_it(store):
    before = run("claim", "impact", "C-attack1-4")
    assert "5 things rest on it, 0 flagged by it." in before
    output = run("claim", "withdraw", "C-attack1-4", "--why", "taken back")
    assert "claim:C-attack1-4 is withdrawn." in output
    assert "5 to look at again" in output
    after = run("claim", "impact", "C-attack1-4")
    assert "└── ! incident:I-2025-11-26" in after
    assert "! advisory:ADV-1" in after
    paths = told("claim", "impact", "C-attack1-4")["consequences"]
    assert paths[-1]["path"][0] == "claim:C-attack1-4"
    assert len(told("register", "flags")["flags"]) == 5
    run("register", "reassess", "advisory:ADV-1", "--why", "still right")
    assert len(told("register", "flags")["flags"]) == 4


def test_a_new_grade_says_what_it_flags(store):
    same = ("claim", "grade", "C-attack2-2", "--credibility", "2", "--why", "x")
    output = run(*same, "--reliability", "a")
    words = "A2 not validated, officially confirmed (well sourced)"
    assert f"claim:C-attack2-2 is graded {words}." in output
    assert "Nothing was flagged: it counts as it did." in output
    output = run(*same, "--reliability", "A", "--validation", "rejected")
    assert "5 to look at again" in output
    flags = told("register", "flags")["flags"]
    assert {each["cause"] for each in flags} == {"claim:C-attack2-2"}
    assert flags[0]["reason"] == (
        f"claim:C-attack2-2 went from {words}"
        " to A2 rejected, officially confirmed (counts for nothing)"
    )
    assert "! advisory:ADV-1" in run("claim", "impact", "C-attack2-2")
    graded = told(*same, "--reliability", "A")
    assert (graded["flags"], told("register", "flags")["flags"]) == ([], [])


def test_a_claim_removed_says_what_it_flags(store):
    output = run("claim", "remove", "C-attack2-3", "--why", "x")
    assert "register undo claim:C-attack2-3 --why ..." in output
    assert "5 to look at again" in output


def test_nothing_that_rests_on_a_claim_is_said_so(store):
    run("source", "add", "--name", "A paper", "--kind", "newspaper", "--id", "S-x")
    made_up = run("register", "fact", "--title", "A question")
    assert "fact:F-0001: created, version 1." in made_up
    assert "claim:C-0001 is reported." in run(
        "claim", "add", "--about", "fact:F-0001", "--source", "S-x",
        "--statement", "It is so.", "--says", "asserts", "--killed", "2-3",
    )  # fmt: skip
    output = run("register", "show", "claim:C-0001")
    assert "figures killed: 2 to 3" in output
    assert "about: fact:F-0001" in output


def test_claims_are_entered_answered_and_moved(store):
    run(
        "incident", "add", "--title", "Shots heard", "--kind", "shooting",
        "--from", "2025-12-05T21:00", "--to", "2025-12-06", "--place", "Хоруғ",
        "--killed", "0-1", "--harmed", "TJ:0-1",
    )  # fmt: skip
    about = ("--about", "incident:I-0001", "--statement", "Words.")
    run("claim", "add", *about, "--source", "S-rferl", "--said", "2025-12-06")
    run("claim", "add", *about, "--source", "S-trt")
    output = run("claim", "corroborate", "C-0001", "--by", "C-0002", "--why", "same")
    assert "claim:C-0001 is corroborated." in output
    output = run(
        "claim", "add", *about, "--source", "S-mfa-tj", "--says", "confirms",
        "--answers", "C-0001",
    )  # fmt: skip
    assert "claim:C-0003 is officially confirmed." in output
    assert "It moved claim:C-0001 to officially confirmed." in output
    assert "S12" in run("incident", "list", "--text", "Khorog")
    other = run(
        "incident", "add", "--title", "x", "--from", "2025-12-05", "--place", "Atlantis"
    )
    assert "the gazetteer does not know 'Atlantis'" in other
    merged = run("incident", "merge", "I-0001", "I-0002", "--why", "one event")
    assert "incident:I-0002 is merged into incident:I-0001." in merged
    again = run("incident", "merge", "I-0002", "X-I-0001", "--why", "x", code=1)
    assert "was merged into incident:I-0001" in again
    listed = told("incident", "list", "--text", "Khorugh", "--since", "2025-12-05")
    assert [each["standing"] for each in listed["incidents"]] == [
        "officially_confirmed"
    ]
    run("incident", "change", "I-0001", "--title", "One shot", "--why", "only one")
    assert "One shot" in run("incident", "show", "I-0001")


@pytest.mark.parametrize(
    "words, code, says",
    [
        (["claim", "confirm", "C-offer-1", "--by", "C-end-1", "--why", "x"], 1, "stay"),
        (["claim", "withdraw", "C-none", "--why", "x"], 2, "holds no such claim"),
        (["claim", "grade", "C-end-1", "--reliability", "Z", "--credibility", "9",
          "--why", "x"], 2, "no grade of a source"),
        (["claim", "add", "--about", "incident:I-77", "--source", "S-trt",
          "--statement", "x"], 2, "names incident:I-77, which the register does not"),
        (["claim", "add", "--about", "I-7", "--source", "S-trt", "--statement", "x"],
         2, "names nothing in the register"),
        (["incident", "list", "--state", "rumoured"], 2, "--state 'rumoured': choose"),
        (["incident", "list", "--near", "Atlantis"], 2, "knows no such place"),
        (["incident", "add", "--title", "x", "--from", "soon"], 2, "neither a day"),
        (["incident", "remove", "I-2025-11-26", "--why", "x"], 1, "names it"),
        (["register", "show", "rumour:1"], 2, "The kinds are source, incident"),
        (["register", "show", "F-talk"], 2, "did you mean fact:F-talks"),
        (["incident", "show", "F-talks"], 2, "vedette register show fact:F-talks"),
        (["incident", "list", "--section", "S99"], 2, "choose S01, S02"),
        (["incident", "list", "--near", "Khorog", "--within", "-1"], 2, "--within"),
        (["claim", "list", "--source", "S-none"], 2, "holds no such source"),
        (["claim", "list", "--about", "fact:F-none"], 2, "holds no such fact"),
        (["incident", "merge", "I-2025-11-26", "I-2025-11-26", "--why", "x"], 2,
         "into itself"),
        (["log", "verify", "--head", "abc"], 2, "this is no hash"),
        (["register", "undo", "fact:F-length", "--why", "x"], 2, "cannot be brought"),
        (["register", "assess", "--title", "x", "--rests-on", "fact:F-length",
          "--role", "importer"], 1, "role importer may not change"),
        (["register", "reassess", "fact:F-length", "--why", "x", "--role", "king"], 2,
         "there is no such role"),
        (["register", "init", "--theatre", "tajik_afghan"], 2, "left as it is"),
        (["register", "list", "--store", "none.db"], 2, "there is no store"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_a_sentence_and_an_exit_code(store, words, code, says):
    output = run(*words, code=code)
    assert says in output
    assert "Traceback" not in output


def test_history_undo_and_the_log(store):
    run("claim", "deny", "C-end-2", "--why", "by mistake")
    run("register", "undo", "claim:C-end-2", "--why", "wrong claim")
    output = run("register", "history", "claim:C-end-2")
    assert all(word in output for word in ("created", "changed", "restored"))
    assert "wrong claim" in output
    entries = told("log", "show", "--last", "2")["entries"]
    assert [each["verb"] for each in entries] == ["claim deny", "register undo"]
    output = run("log", "verify")
    assert "The log holds: 4 entries" in output
    assert entries[-1]["hash"] in output
    assert "claim deny" in run("log", "show")


def test_a_log_that_was_touched_ends_with_5(store):
    import sqlite3

    connection = sqlite3.connect(store)
    connection.execute("DROP TRIGGER versions_no_update")
    connection.execute("UPDATE versions SET why = 'x' WHERE ref = 'fact:F-length'")
    connection.commit()
    connection.close()
    assert "the log does not hold" in run("log", "verify", code=5)


@pytest.mark.parametrize(
    "words, key",
    [
        (["incident", "show", "I-2025-11-26"], "differences"),
        (["source", "list"], "sources"),
        (["claim", "list", "--state", "no_comment"], "claims"),
        (["register", "facts"], "facts"),
        (["register", "history", "claim:C-talks-1"], "history"),
        (["register", "show", "source:S-trt"], "rests_upon_it"),
        (["log", "verify"], "head"),
    ],
)
def test_json_is_one_object(store, words, key):
    assert key in told(*words)


def test_lists_are_printed_for_people(store):
    assert "20 sources" not in run("source", "list")  # with the exercise's own
    assert "Defence ministry of Russia" in run("claim", "list", "--state", "no_comment")
    assert "Length of the frontier" in run("register", "facts")
    assert run("register", "export", "--format", "csv").startswith("id,state,about,")


def test_sources_are_changed_and_removed(store):
    run("source", "add", "--name", "A paper", "--kind", "newspaper", "--id", "S-x")
    run("source", "change", "S-x", "--kind", "broadcaster", "--why", "it is one")
    output = run("source", "remove", "S-x", "--why", "not needed")
    assert "register undo source:S-x" in output
    assert "S-x" not in run("source", "list")


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(
    "words",
    [
        ("register", "history", "claim:C-talks-1"),
        ("incident", "list", "--limit", "5"),
        ("incident", "show", "I-2025-11-26"),
        ("claim", "list", "--about", "fact:F-talks"),
        ("source", "list"),
        ("log", "show"),
    ],
)
def test_no_screen_cuts_a_word_in_two(store, monkeypatch, width, words):
    monkeypatch.setenv("COLUMNS", "1000")
    whole = set(run(*words).split())
    monkeypatch.setenv("COLUMNS", str(width))
    output = run(*words)
    assert max(map(len, output.splitlines())) <= width
    names = {word for word in output.split() if not set(word) <= set("\u2500|")}
    assert names <= whole, names - whole


def test_a_text_without_letters_finds_not_everything(store):
    assert "no letter or digit" in run("claim", "list", "--text", "%", code=2)
    assert "no letter or digit" in run("incident", "list", "--text", "_'", code=2)
