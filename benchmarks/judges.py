"""Time to 0.5 % against the whole flow LP on HiGHS, ratios taken in one run.

Ours is the time of the check at which the bound (or, for the stand-in, the promise of
the plan so far) is within 0.5 % of the optimum. HiGHS gets each method that it has, to
its own accuracy and, where it can stop sooner, to 0.5 %. Column generation, the nearer
rival, counts as there when its own gap is 0.5 %; it then goes on to the optimum, so
that ours can be timed where the whole LP is not solved. A judge that is not there when
its time is up is told as "more than".
"""

import math
from collections.abc import Callable, Iterator
from typing import Literal

import numpy as np

from benchmarks.column_generation import generate_columns
from benchmarks.flow_lp import Judgement, judge_by_lp
from benchmarks.measure import Figure, Settings
from benchmarks.problems import is_on_even_ground, make_problem
from vedette.domain.plans import PlanParams
from vedette.solver import (
    PatrolProblem,
    Round,
    first_of,
    rounds_done,
    seconds_past,
    solve,
)
from vedette.solver.payoff import loss_of

NEAR = 0.005
JUDGE_SECONDS = 300.0
OUR_SECONDS = 120.0
TANGENTS = np.array([0.0, 0.08, 0.16, 0.25, 0.35, 0.46, 0.6, 0.8, 1.05, 1.4, 2.0])
WAYS = {  # name: HiGHS's method, whether it may stop near, what ours ought to reach
    "interior point": ("ipm", False, "20 times"),
    "dual simplex": ("simplex", False, ""),
    "interior point, to 0.5 %": ("ipm", True, ""),
    "PDLP, to 0.5 %": ("pdlp", True, "20 times"),
}


def judge(settings: Settings) -> Iterator[Figure]:
    """Play the whole flow LP on HiGHS: half the ground teams, 20-km reaches, a day."""
    yield from judge_linear(_half_the_ground(), settings)


def judge_stand_in(settings: Settings) -> Iterator[Figure]:
    """Play the stand-in on HiGHS, by tangents, on the same teams and reaches."""
    yield from judge_promise(_half_the_ground(), settings)


def judge_linear(problem: PatrolProblem, settings: Settings) -> Iterator[Figure]:
    """Time the linear game: ours, HiGHS by every way, column generation."""
    yield _size(problem)
    most = settings.cap(JUDGE_SECONDS)
    generate_columns(problem, 0.0)  # compile
    steps = generate_columns(problem, most)
    optimum = min((step.value for step in steps), default=math.inf)
    aim = (1.0 - NEAR) * optimum
    ours = _reach(problem, settings, "loss", lambda now: now.bound >= aim)
    yield Figure("ours, to 0.5 %", f"bound of {aim:.4f} in {ours:.2f} s")
    for name, (method, may_stop, wanted) in WAYS.items():
        near = NEAR if may_stop else None
        found = judge_by_lp(problem, method=method, seconds=most, near=near)
        is_there = found.status == "Optimal" or (
            found.status == "Unknown" and abs(found.optimum - optimum) <= NEAR * optimum
        )
        yield Figure(name, _told(found, ours, is_there=is_there), wanted)
    there = [step for step in steps if step.gap <= NEAR]
    told = f"more than {most:g} s"
    if there:
        first = there[0]
        told = f"{first.bound:.4f} to {first.value:.4f} in {first.seconds:.2f} s"
        told += _times(first.seconds, ours)
    yield Figure("column generation", told)


def judge_promise(problem: PatrolProblem, settings: Settings) -> Iterator[Figure]:
    """Time the stand-in: ours, and HiGHS between a lower LP and its own flows."""
    yield _size(problem)
    most = settings.cap(JUDGE_SECONDS)
    curved = judge_by_lp(problem, tangents=TANGENTS, seconds=most)
    if curved.status != "Optimal":
        yield Figure("interior point", _told(curved, math.inf, is_there=False))
        return
    upper = loss_of(problem, np.exp(-curved.notice))
    aim = (1.0 + NEAR) * curved.optimum
    ours = _reach(problem, settings, "promise", lambda now: now.loss <= aim)
    yield Figure("ours, to 0.5 %", f"promise of {aim:.4f} in {ours:.2f} s")
    yield Figure("of HiGHS's own flows", f"{upper:.4f}")
    yield Figure("interior point", _told(curved, ours, is_there=True), "20 times")


def _half_the_ground() -> PatrolProblem:
    return make_problem(PlanParams(reach_km=20.0), is_in=is_on_even_ground)


def _size(problem: PatrolProblem) -> Figure:
    size = f"{problem.n_reaches} x {problem.n_slots}, {problem.n_arcs:,} arcs"
    return Figure("problem", size)


def _reach(
    problem: PatrolProblem,
    settings: Settings,
    objective: Literal["loss", "promise"],
    is_there: Callable[[Round], bool],
) -> float:
    """Solve until a check says so; return the seconds of that check."""
    solve(problem, rounds_done(2), objective=objective)  # compile
    reached: list[float] = []

    def watch(now: Round) -> None:
        if not reached and is_there(now):
            reached.append(now.seconds)

    late = seconds_past(settings.cap(OUR_SECONDS))
    stop = first_of(lambda _: "aim" if reached else None, late)
    solve(problem, stop, objective=objective, on_round=watch)
    return reached[0] if reached else math.inf


def _told(found: Judgement, ours: float, *, is_there: bool) -> str:
    """Tell a judge's value, seconds, and how many times longer than ours it took."""
    times = _times(found.seconds, ours)
    if is_there:
        return f"{found.optimum:.4f} in {found.seconds:.2f} s{times}"
    return f"more than {found.seconds:.0f} s ({found.status}){times}"


def _times(seconds: float, ours: float) -> str:
    return f", {seconds / ours:.1f} times ours" if ours < math.inf else ""
