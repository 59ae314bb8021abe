"""The benchmark cases still give the values they are known for; nothing is timed.

Every family of cases runs once on something very small, and what it tells is right.
"""

import csv
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from drawn_games import random_game
from small_theatre import CAVEATS, write_small_theatre

from benchmarks import curves, scaling
from benchmarks.__main__ import main
from benchmarks.cases import CASES
from benchmarks.column_generation import generate_columns
from benchmarks.columns import best_by, race
from benchmarks.curves import draw_curves
from benchmarks.flow_lp import judge_by_lp, refuse_limits
from benchmarks.judges import WAYS, judge_linear, judge_promise
from benchmarks.measure import Settings
from benchmarks.plans import PLANS, PlanCase, PlanRun, list_figures, run_plan
from benchmarks.problems import make_problem, write_dense_theatre
from vedette.domain.plans import PlanParams
from vedette.solver import Limits, rounds_done, solve

ROOT = Path(__file__).parent.parent
EXPECTED = ROOT / "benchmarks" / "expected.csv"
PARAMS = {
    "day": PlanParams(),
    "without_partner": PlanParams(without=("partner",)),
    "coarse": PlanParams(reach_km=20.0),
}
ROWS = list(csv.DictReader(EXPECTED.read_text().splitlines()))
TINY = 9  # seed of a game with caution and alike teams whose value is above 0


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The small theatre, with a caveat that names a team."""
    named = CAVEATS[0] | {
        "id": "c-2", "partner": "host", "team": "car-1", "reason": "Near the post"
    }  # fmt: skip
    folder = tmp_path_factory.mktemp("theatres") / "small"
    return write_small_theatre(folder, caveats=[*CAVEATS, named])


@pytest.fixture(scope="module")
def tiny_problem():
    return random_game(np.random.default_rng(TINY))


@pytest.fixture(scope="module")
def small_problem(small):
    return make_problem(PlanParams(reach_km=20.0), theatre=small)


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_a_case_gives_its_loss_and_bound(row):
    problem = make_problem(PARAMS[row["case"]])
    numbers = solve(problem, rounds_done(int(row["rounds"]))).numbers
    # rounding differs between machines, and a game amplifies it
    assert numbers.loss == pytest.approx(float(row["loss"]), rel=0.02)
    assert numbers.bound == pytest.approx(float(row["bound"]), rel=0.02)


def test_every_case_is_listed_with_what_it_measures(capsys):
    assert main(["--list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in listed] == list(CASES)
    assert all(len(line.split()) > 3 for line in listed)


def test_the_cases_that_the_papers_name_are_there():
    papers = [ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md")]
    text = " ".join(paper.read_text(encoding="utf-8") for paper in papers)
    named = set(re.findall(r"make bench CASE=(\w+)", text))
    assert named
    assert named <= CASES.keys()


def test_an_unknown_case_is_refused(capsys):
    assert main(["day", "dawn"]) == 2
    assert "No case dawn" in capsys.readouterr().out


def test_a_case_by_name_prints_its_figures_with_their_aims(capsys):
    assert main(["start"]) == 0
    assert "(aim: 0.4 s)" in capsys.readouterr().out


def test_a_plan_tells_its_numbers_and_its_gap_against_time(small):
    plan = PlanCase("Small.", 1.0, ("--reach-km", "20"), aims={"gap": "1 %"})
    run = run_plan(plan, 1.0, small)
    figures = {figure.name: figure for figure in list_figures(plan, run)}
    assert figures["gap"].value == f"{run.told['gap']:.2%}"
    assert figures["gap"].aim == "1 %"
    seconds, gap = np.array(run.gap_curve).T
    assert (np.diff(seconds) > 0).all()
    # What averages still lack costs more as prices widen, and the best is scored anew.
    assert (np.diff(gap) <= 1e-5).all()
    assert figures["gap while solving"].value.endswith(
        f"{gap[-1]:.1%} at {seconds[-1]:.1f} s"
    )


def test_three_times_the_teams_change_the_counts_and_nothing_else(small, tmp_path):
    params = PlanParams(reach_km=20.0)
    one = make_problem(params, theatre=small)
    place = write_dense_theatre(tmp_path / "dense", 3, small)
    dense = make_problem(params, theatre=place)
    assert [g.count for g in dense.graphs] == [3 * g.count for g in one.graphs]
    for name in ("stake", "forecast", "pattern_start", "pattern_reach", "pattern_p"):
        assert np.array_equal(getattr(dense, name), getattr(one, name)), name
    for ours, theirs in zip(dense.graphs, one.graphs, strict=True):
        for name in ("first_arc", "head", "pattern", "slot", "start_state"):
            assert np.array_equal(getattr(ours, name), getattr(theirs, name)), name


@pytest.mark.parametrize("seed", range(20))
def test_column_generation_solves_the_linear_game(seed):
    check_against_whole_lp(random_game(np.random.default_rng([seed, 3])))


def test_column_generation_hands_over(small_problem):
    assert any(graph.n_states for graph in small_problem.graphs)
    check_against_whole_lp(small_problem)


def check_against_whole_lp(problem):
    optimum = judge_by_lp(problem, method="simplex").optimum
    steps = generate_columns(problem, 20.0)
    scale = problem.stake.max()
    for step in steps:
        assert step.bound <= optimum + 1e-6 * scale
        assert step.value >= optimum - 1e-6 * scale
    assert steps[-1].value == pytest.approx(steps[-1].bound, abs=2e-6 * scale)


def test_the_race_counts_from_the_games_value(tiny_problem):
    figures = {each.name: each.value for each in race(tiny_problem, Settings(), 2.0)}
    value, is_solved = figures["value"].split(", ")
    assert float(value) == pytest.approx(judge_by_lp(tiny_problem).optimum, abs=1e-3)
    assert is_solved == "solved"
    assert figures["bound after 2 s"].startswith("ours 0.")


def test_the_best_bound_by_a_time_is_never_below_nothing():
    curve = [(1.0, -5.0), (2.0, 3.0), (3.0, 4.0)]
    assert [best_by(curve, at) for at in (0.5, 1.5, 2.0, 9.0)] == [0.0, 0.0, 3.0, 4.0]


def test_the_judges_agree_on_a_small_game(tiny_problem):
    figures = {each.name: each.value for each in judge_linear(tiny_problem, Settings())}
    optimum = judge_by_lp(tiny_problem).optimum
    for name in WAYS:
        near = 0.005 if "0.5 %" in name else 1e-4
        assert float(figures[name].split()[0]) == pytest.approx(optimum, rel=near)
    low, _, high = figures["column generation"].split()[:3]
    assert float(low) - 1e-3 <= optimum <= float(high) + 1e-3


def test_a_judge_whose_time_is_up_is_told_as_more_than(small_problem):
    told = [each.value for each in judge_promise(small_problem, Settings(0.0))]
    assert told[-1].startswith("more than 0 s")


def test_a_judge_refuses_what_it_does_not_know(tiny_problem):
    limits = Limits(np.ones(1), np.ones(1), np.zeros(1, dtype=bool))
    with pytest.raises(ValueError, match="neither limits nor pins"):
        refuse_limits(replace(tiny_problem, limits=limits))


def test_the_stand_in_lies_between_its_judges_two_values(tiny_problem):
    told = judge_promise(tiny_problem, Settings())
    figures = {each.name: each.value for each in told}
    lower = float(figures["interior point"].split()[0])
    assert lower <= float(figures["of HiGHS's own flows"]) + 1e-4
    promise = solve(tiny_problem, rounds_done(400), objective="promise").numbers
    assert promise.promise >= lower - 1e-4


def test_scaling_is_measured_and_drawn_the_same_every_time(small_problem, tmp_path):
    points = [
        scaling.measure("threads", threads, small_problem, threads, 0.2)
        for threads in (1, 2)
    ]
    assert all(point.round_s > 0 and 0 <= point.gap <= 1 for point in points)
    points.append(replace(points[0], axis="teams", size=7))
    for name in ("a.svg", "b.svg"):
        scaling.draw_scaling(points, 0.2, tmp_path / name)
    drawn = (tmp_path / "a.svg").read_bytes()
    assert drawn == (tmp_path / "b.svg").read_bytes()
    assert drawn.startswith(b"<?xml")
    assert b"<text" not in drawn  # letters are drawn, whatever fonts a reader has


def test_curves_of_all_the_plans_are_drawn(tmp_path):
    run = PlanRun({"seconds": 4.5, "gap": 0.2}, 5.0, ((1.0, 0.5), (4.0, 0.25)))
    draw_curves(dict.fromkeys(curves.DRAWN, run), tmp_path / "curves.svg")
    drawn = (tmp_path / "curves.svg").read_text()
    assert drawn.count("stroke-dasharray") >= len(curves.DRAWN) - 1
    assert curves.DRAWN.keys() <= PLANS.keys()


def test_expected_values_are_of_cases_that_can_be_made():
    assert {row["case"] for row in ROWS} == set(PARAMS)
