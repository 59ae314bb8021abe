"""Named cases, each a function that measures something and gives rows of figures."""

import dataclasses
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from benchmarks.flow_lp import Judgement, judge_by_lp
from vedette.desk.plan import survey
from vedette.domain.forces import Team
from vedette.domain.plans import PlanParams
from vedette.planning.frame import frame_problem
from vedette.reading import load_theatre
from vedette.solver import (
    PatrolProblem,
    SolveResult,
    first_of,
    rounds_done,
    seconds_past,
    solve,
)
from vedette.solver.payoff import loss_of
from vedette.solver.problem import Round

LP_SECONDS = 300.0  # a judge that takes longer is told as "more than"
TANGENTS = np.array([0.0, 0.08, 0.16, 0.25, 0.35, 0.46, 0.6, 0.8, 1.05, 1.4, 2.0])
PROGRAM = [sys.executable, "-m", "vedette"]


@dataclass(frozen=True)
class Figure:
    """One measured figure, with what it ought to reach."""

    name: str
    value: str
    aim: str = ""


Case = Callable[[], Iterator[Figure]]


def day() -> Iterator[Figure]:
    """Plan one day of the built-in theatre: 15 s of solving, all teams."""
    with tempfile.TemporaryDirectory() as scratch:
        out = str(Path(scratch) / "plan")
        solve_args = ["plan", "solve", "tajik_afghan", "--gap", "0", "--json"]
        _run([*PROGRAM, *solve_args, "--rounds", "2", "--out", out])  # warm the cache
        begun = time.perf_counter()
        told = _run([*PROGRAM, *solve_args, "--seconds", "15", "--out", out, "--force"])
        wall = time.perf_counter() - begun
    found = json.loads(told)
    yield Figure("reaches x slots", f"{found['reaches']} x {found['slots']}")
    yield Figure("teams, arcs", f"{found['teams']}, {found['arcs']:,}")
    yield Figure("loss without teams", f"{found['loss_without_teams']:.3f}")
    yield Figure("gap", f"{found['gap']:.2%}", "10 %")
    yield Figure("missed", f"{found['missed']:.2%}", "20 %")
    yield Figure("loss, bound", f"{found['loss']:.3f}, {found['bound']:.3f}")
    yield Figure("solving", f"{found['seconds']:.1f} s", "15 s")
    yield Figure("first plan on screen", f"{wall:.1f} s", "20 s")
    yield Figure("peak memory", f"{found['peak_mb']:.0f} MB", "1,024 MB")


def judge() -> Iterator[Figure]:
    """Play the whole flow LP on HiGHS: half the ground teams, 20-km reaches, a day."""
    problem = built_in_problem(
        PlanParams(reach_km=20.0),
        lambda team: team.card is None and int(team.base[1:]) % 2 == 0,
    )
    solve(problem, rounds_done(2), objective="promise")  # compile
    yield Figure(
        "problem",
        f"{problem.n_reaches} x {problem.n_slots}, {problem.n_arcs:,} arcs",
    )
    linear = judge_by_lp(problem, seconds=LP_SECONDS)
    bound, seconds = _reach(problem, lambda now: now.bound >= 0.995 * linear.optimum)
    yield Figure("linear game on HiGHS", _told(linear, f"{linear.optimum:.4f}"))
    yield Figure("ours, to 0.5 %", f"{bound.numbers.bound:.4f} in {seconds:.2f} s")
    yield Figure("times faster", _ratio(linear, seconds), "5")
    curved = judge_by_lp(problem, tangents=TANGENTS, seconds=LP_SECONDS)
    upper = loss_of(problem, np.exp(-curved.notice))
    aim = 1.005 * curved.optimum
    plan, seconds = _reach(problem, lambda now: now.loss <= aim, objective="promise")
    yield Figure(
        "stand-in on HiGHS", _told(curved, f"{curved.optimum:.4f} to {upper:.4f}")
    )
    yield Figure("ours, to 0.5 %", f"{plan.numbers.promise:.4f} in {seconds:.2f} s")
    yield Figure("times faster", _ratio(curved, seconds), "5")


def _reach(
    problem: PatrolProblem,
    is_there: Callable[[Round], bool],
    objective: Literal["loss", "promise"] = "loss",
) -> tuple[SolveResult, float]:
    """Solve until a check says so, 120 s at most; return the seconds of that check."""
    reached: list[float] = []

    def watch(now: Round) -> None:
        if not reached and is_there(now):
            reached.append(now.seconds)

    stop = first_of(lambda _: "aim" if reached else None, seconds_past(120.0))
    found = solve(problem, stop, objective=objective, on_round=watch)
    return found, reached[0] if reached else math.inf


def _told(found: Judgement, value: str) -> str:
    if found.status != "Optimal":
        return f"more than {found.seconds:.0f} s ({found.status})"
    return f"{value} in {found.seconds:.1f} s"


def _ratio(found: Judgement, seconds: float) -> str:
    if found.status != "Optimal":
        return f"not known: HiGHS did not finish ({found.status})"
    return f"{found.seconds / seconds:.0f}"


def start() -> Iterator[Figure]:
    """Time ``vedette --help``, best of ten."""
    best = min(_timed([*PROGRAM, "--help"]) for _ in range(10))
    yield Figure("vedette --help", f"{best:.2f} s", "0.4 s")


def demo() -> Iterator[Figure]:
    """Time ``vedette demo`` with nothing compiled beforehand."""
    with tempfile.TemporaryDirectory() as scratch:
        env = os.environ | {"NUMBA_CACHE_DIR": str(Path(scratch) / "cache")}
        out = str(Path(scratch) / "demo")
        wall = _timed([*PROGRAM, "demo", "--out", out], env)
        size = (Path(out) / "page.html").stat().st_size / 1e6
    yield Figure("demo, cold", f"{wall:.0f} s", "90 s")
    yield Figure("page.html", f"{size:.1f} MB", "5 MB")


def built_in_problem(
    params: PlanParams, is_in: Callable[[Team], bool] = lambda team: True
) -> PatrolProblem:
    """Return the built-in theatre as arrays, with all teams or some of them."""
    theatre = load_theatre("tajik_afghan")
    teams = tuple(team for team in theatre.teams if is_in(team))
    field = survey(dataclasses.replace(theatre, teams=teams), params)
    frame = frame_problem(
        field.theatre, field.ground, field.window, field.risk, field.coverage, params
    )
    return frame.problem


CASES: dict[str, Case] = {"start": start, "day": day, "judge": judge, "demo": demo}


def _run(command: list[str], env: dict[str, str] | None = None) -> str:
    return subprocess.run(
        command, env=env, check=True, capture_output=True, text=True
    ).stdout


def _timed(command: list[str], env: dict[str, str] | None = None) -> float:
    begun = time.perf_counter()
    _run(command, env)
    return time.perf_counter() - begun
