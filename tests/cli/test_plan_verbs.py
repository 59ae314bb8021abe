"""The planning verbs as a user runs them: the real program, real files."""

import json
import re
import signal
import subprocess
import sys
import time

import pytest

VEDETTE = [sys.executable, "-m", "vedette"]
KEYS = (
    "theatre", "border_km", "sections", "reaches", "slots", "teams", "arcs", "loss",
    "loss_without_teams", "promise", "bound", "gap", "missed", "unseen_cells", "rounds",
    "seconds", "peak_mb", "stopped_by",
)  # fmt: skip


def run(*words, code=0):
    done = subprocess.run(
        [*VEDETTE, *map(str, words)], capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """The small theatre, planned, with a roster."""
    from small_theatre import write_small_theatre

    home = tmp_path_factory.mktemp("planned")
    theatre = write_small_theatre(home / "theatre")
    words = ("plan", "solve", theatre, "--out", home / "plan", "--rounds", 30, "--json")
    told = json.loads(run(*words).stdout)
    run(
        "plan",
        "draw",
        home / "plan" / "plan.json",
        "--seed",
        7,
        "--out",
        home / "r.csv",
    )
    return home, told


def test_solve_tells_one_object(planned):
    _, told = planned
    assert set(KEYS) <= set(told)
    assert told["stopped_by"] == "rounds"
    assert told["slots"] == 48
    assert told["bound"] <= told["loss"] <= told["promise"]


def test_lines_of_the_weather_of_other_days_are_told(tmp_path):
    """On the other channel, so that the object stays one object."""
    from small_theatre import write_small_theatre

    head = "section,from,to,visibility_km,cloud_base_m,wind_kmh,temp_c,temp_height_m"
    days = "2025-12-06T06:00+05:00,2025-12-07T06:00+05:00"
    lines = f"{head},source,origin\n,{days},1,,,,,made,exercise\n"
    theatre = write_small_theatre(tmp_path / "t", files={"weather.csv": lines})
    words = ("plan", "solve", theatre, "--out", tmp_path / "p", "--rounds", 2, "--json")
    done = run(*words)
    assert json.loads(done.stdout)["slots"] == 48
    assert "1 of 1 line changes nothing" in done.stderr
    assert "on 2025-12-06 06:00 to 2025-12-07 06:00" in done.stderr


def test_the_second_program_agrees(planned):
    home, _ = planned
    plan = home / "plan" / "plan.json"
    assert "good" in run("verify", plan).stdout
    assert json.loads(run("verify", plan, "--json").stdout)["good"] is True
    assert "good" in run("verify", home / "r.csv", "--plan", plan).stdout
    assert "good" in run("plan", "check", home / "r.csv", "--plan", plan).stdout


def test_show_tells_the_same_numbers(planned):
    home, told = planned
    shown = json.loads(
        run("plan", "show", home / "plan" / "plan.json", "--json").stdout
    )
    assert {key: shown[key] for key in KEYS} == {key: told[key] for key in KEYS}
    words = run("plan", "show", home / "plan" / "plan.json").stdout
    assert f"{told['loss']:.3f}" in words


def test_the_same_seed_draws_the_same_file(planned, tmp_path):
    home, _ = planned
    again = tmp_path / "again.csv"
    plan = home / "plan" / "plan.json"
    run("plan", "draw", plan, "--seed", 7, "--out", again)
    assert again.read_bytes() == (home / "r.csv").read_bytes()
    other = tmp_path / "other.csv"
    run("plan", "draw", plan, "--seed", 8, "--out", other)
    assert other.read_bytes() != again.read_bytes()


def test_the_same_rounds_write_the_same_content(planned, tmp_path):
    home, _ = planned
    out = tmp_path / "plan"
    theatre = home / "theatre"
    run("plan", "solve", theatre, "--out", out, "--rounds", 30, "--threads", 1)
    assert (out / "odds.npz").read_bytes() == (home / "plan/odds.npz").read_bytes()
    one, other = (
        json.loads((p / "plan.json").read_text()) for p in (out, home / "plan")
    )
    assert one["content"] == other["content"]
    assert one["content_hash"] == other["content_hash"]


def test_nothing_is_written_over(planned):
    home, _ = planned
    before = (home / "plan" / "plan.json").read_bytes()
    words = ("plan", "solve", home / "theatre", "--out", home / "plan", "--rounds", 5)
    refused = run(*words, code=2)
    assert "--force" in refused.stderr
    assert (home / "plan" / "plan.json").read_bytes() == before
    draw = (
        "plan",
        "draw",
        home / "plan/plan.json",
        "--seed",
        9,
        "--out",
        home / "r.csv",
    )
    assert "--force" in run(*draw, code=2).stderr


def test_force_does_not_draw_over_the_plan(planned):
    home, _ = planned
    plan = home / "plan" / "plan.json"
    before = plan.read_bytes()
    run("plan", "draw", plan, "--seed", 1, "--out", plan, "--force", code=2)
    assert plan.read_bytes() == before


def test_a_changed_theatre_copy_is_not_shown_or_drawn(planned, tmp_path):
    home, _ = planned
    from shutil import copytree

    copytree(home / "plan", tmp_path / "plan")
    sites = tmp_path / "plan" / "theatre" / "sites.csv"
    sites.write_text(sites.read_text().replace("made up for tests", "changed"))
    plan = tmp_path / "plan" / "plan.json"
    for words in (("show", plan), ("draw", plan, "--seed", 1, "--out", tmp_path / "r")):
        refused = run("plan", *words, code=5)
        assert "do not fit the theatre copy" in refused.stderr
    assert not (tmp_path / "r").exists()


def test_a_changed_plan_is_told(planned, tmp_path):
    home, _ = planned
    from shutil import copytree

    copytree(home / "plan", tmp_path / "plan")
    file = tmp_path / "plan" / "plan.json"
    text = file.read_text()
    bound = json.loads(text)["content"]["certificate"]["bound"]
    file.write_text(text.replace(repr(bound), repr(bound * 1.01)))
    refused = run("verify", file, code=5)
    assert "hash" in refused.stderr


def test_a_changed_roster_breaks_a_rule(planned, tmp_path):
    home, _ = planned
    lines = (home / "r.csv").read_text().splitlines()
    at = next(i for i, line in enumerate(lines) if ",move," in line)
    changed = tmp_path / "r.csv"
    changed.write_text("\n".join([*lines[:at], *lines[at + 1 :]]) + "\n")
    plan = home / "plan" / "plan.json"
    assert "rule" in run("plan", "check", changed, "--plan", plan, code=1).stderr
    assert "rule" in run("verify", changed, "--plan", plan, code=5).stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--start", "tomorrow"], "--start 'tomorrow' is not a date"),
        (["--start", "2025-12-08T06:00"], "offset"),
        (["--caution", "7"], "--caution"),
        (["--days", "99"], "14"),
        (["--start", "0001-01-01T00:00+05:00"], "2000 to 2100"),
        (["--reach-km", "0"], "reach"),
        (["--without", "nobody"], "no such partner"),
    ],
)
def test_a_wrong_option_is_told_in_words(planned, tmp_path, words, told):
    home, _ = planned
    out = tmp_path / "never"
    refused = run("plan", "solve", home / "theatre", "--out", out, *words, code=2)
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not out.exists()


@pytest.mark.parametrize("words", [("verify", "no.json"), ("plan", "show", "no.json")])
def test_a_missing_plan_is_told_in_words(words):
    refused = run(*words, code=2)
    assert "no such file" in refused.stderr


def test_ctrl_c_keeps_the_best_so_far(planned, tmp_path):
    home, _ = planned
    out = tmp_path / "plan"
    words = (
        "plan",
        "solve",
        home / "theatre",
        "--out",
        out,
        "--seconds",
        120,
        "--gap",
        0,
    )
    with subprocess.Popen(
        [*VEDETTE, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    ) as running:  # fmt: skip
        assert running.stderr is not None
        first = running.stderr.readline()
        time.sleep(0.5)
        running.send_signal(signal.SIGINT)
        told, _ = running.communicate(timeout=60)
    assert re.search(r"loss [\d.]+, bound [\d.]+, gap", first)
    assert running.returncode == 0
    assert "stopped by interrupt" in told
    assert "good" in run("verify", out / "plan.json").stdout


def test_help_answers_without_heavy_imports():
    code = "import sys; from vedette.cli import app; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"numpy", "scipy", "numba", "matplotlib"} & set(done.stdout.split())
