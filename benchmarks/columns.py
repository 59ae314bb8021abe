"""The solver's bound against column generation on HiGHS, at equal time.

What is compared is the number that both certify: a loss that no roster goes below. At
every time, how far is the best bound so far below the linear game's value? That value
is the least known of any lawful mixture, which is column generation's own: it runs on
after the race until the game is solved or ten minutes are over. Both distances are
shares of it; a bound below 0 counts as 0. Column generation's own gap, (value - bound)
/ value, stands beside it. The solver has no such gap to show: its flows are those of
the plan game, and their linear value would make it look worse than it is.

Where looks are many the solver's bound rests on more than the union bound, which is all
that the linear game can certify, so it may end above the value; nothing is left then.
What it owes to that is shown by its last dual's union bound alone.

The solver's seconds are those of a whole solve, plan game and all. Both sides use all
processors, column generation for its pricing only: HiGHS has one dual simplex.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.column_generation import Step, generate_columns
from benchmarks.measure import Figure, Settings
from benchmarks.problems import make_problem
from vedette.domain.plans import PlanParams
from vedette.solver import (
    PatrolProblem,
    bound_of,
    rounds_done,
    seconds_past,
    solve,
)

SECONDS = 60.0
VALUE_SECONDS = 600.0
SHOWN = (2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 240.0)
Curve = Sequence[tuple[float, float]]  # (seconds, value), the seconds rising


def columns(settings: Settings) -> Iterator[Figure]:
    """Race column generation on HiGHS to the bound of two days, 5-km reaches."""
    problem = make_problem(PlanParams(days=2))
    yield from race(problem, settings, SECONDS, aim="10 times smaller")


def columns_week(settings: Settings) -> Iterator[Figure]:
    """Race column generation on HiGHS to the bound of a week, 5-km reaches."""
    problem = make_problem(PlanParams(days=7))
    yield from race(problem, settings, 4 * SECONDS)


def race(
    problem: PatrolProblem, settings: Settings, seconds: float, *, aim: str = ""
) -> Iterator[Figure]:
    """Give both sides so many seconds, and compare their bounds as they rise."""
    yield Figure(
        "problem", f"{problem.n_reaches} x {problem.n_slots}, {problem.n_arcs:,} arcs"
    )
    seconds = settings.cap(seconds)
    solve(problem, rounds_done(2))  # compile
    generate_columns(problem, 0.0)
    ours: list[tuple[float, float]] = []
    found = solve(
        problem,
        seconds_past(seconds),
        on_round=lambda now: ours.append((now.seconds, now.bound)),
    )
    steps = generate_columns(problem, settings.cap(VALUE_SECONDS))
    value = min((step.value for step in steps), default=math.inf)
    if not 0 < value < math.inf:
        yield Figure("value", "not known: column generation found none in its time")
        return
    yield Figure("value", _tell_value(value, max(each.bound for each in steps)))
    yield Figure("columns took", f"{steps[-1].seconds:.1f} s, {len(steps)} rounds")
    no_looks = replace(found.dual, looks=np.zeros_like(found.dual.looks))
    yield Figure(
        "our bound at the end",
        f"{found.numbers.bound:.4f}, by union alone {bound_of(problem, no_looks):.4f}",
    )
    bounds = [(step.seconds, step.bound) for step in steps]
    for shown in [each for each in SHOWN if each <= seconds]:
        here, there = (
            max(0.0, 1.0 - best_by(each, shown) / value) for each in (ours, bounds)
        )
        yield Figure(
            f"bound after {shown:g} s",
            f"ours {here:.2%} below, columns {there:.2%} below: "
            f"{_ratio(here, there)} (columns' own gap {_own_gap(steps, shown)})",
            aim,
        )
    yield Figure("columns overtake", _overtaking(ours, bounds))


def best_by(bounds: Curve, seconds: float) -> float:
    """Return the best bound by then; 0 is always one."""
    return max([0.0, *(bound for at, bound in bounds if at <= seconds)])


def _own_gap(steps: Sequence[Step], seconds: float) -> str:
    reached = bisect_right([step.seconds for step in steps], seconds)
    if not reached or steps[reached - 1].value == math.inf:
        return "not known"
    return f"{min(1.0, steps[reached - 1].gap):.2%}"


def _ratio(here: float, there: float) -> str:
    if there > here:
        return f"{there / here:.1f} times smaller" if here > 0 else "nothing left"
    return f"{here / there:.1f} times larger" if there > 0 else "nothing left there"


def _overtaking(ours: Curve, theirs: Curve) -> str:
    """Tell when column generation's bound is the higher one for the first time."""
    raced = [(at, bound) for at, bound in theirs if at <= ours[-1][0]]
    ahead = [at for at, bound in raced if bound > best_by(ours, at)]
    return f"after {ahead[0]:.1f} s" if ahead else f"not in {ours[-1][0]:.0f} s"


def _tell_value(value: float, bound: float) -> str:
    if value - bound <= 1e-4 * value:
        return f"{value:.4f}, solved"
    return f"{value:.4f}, not solved: both look farther off than they are"
