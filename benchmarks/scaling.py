"""How a solve grows with reaches, slots, teams and threads.

Two things matter: what a round costs, and how near the plan is after so many seconds. A
round is timed between the first and the last look at the certificates, without the
set-up before; the gap is that of the finished plan.
"""

import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullLocator

from benchmarks.drawing import COLOURS, sheet
from benchmarks.measure import Figure, Settings
from benchmarks.problems import make_problem
from vedette.domain.forces import Team
from vedette.domain.plans import PlanParams
from vedette.solver import PatrolProblem, Round, rounds_done, seconds_past, solve

FILE = "scaling.svg"
SECONDS = 10.0  # for each problem
REACH_KM = (40.0, 20.0, 10.0, 5.0, 2.0, 1.0)
DAYS = (1, 2, 4, 7)
EVERY_NTH_TEAM = (8, 4, 2)
TIMES_THE_TEAMS = (1, 2, 3)
ABOUT = {
    "reaches": "40 to 1 km long, one day",
    "slots": "1 to 7 days, 5-km reaches",
    "teams": "an eighth to three times",
    "threads": "one day, 5-km reaches",
}


@dataclass(frozen=True, slots=True)
class Point:
    """A problem solved: its size along an axis, what a round took, the gap reached."""

    axis: str
    size: int
    arcs: int
    round_s: float
    gap: float


def scaling(settings: Settings) -> Iterator[Figure]:
    """Draw seconds a round, and the gap after 10 s, against the size of the problem."""
    seconds = settings.cap(SECONDS)
    points = []
    for axis, size, problem, threads in list_problems():
        point = measure(axis, size, problem, threads, seconds)
        points.append(point)
        yield Figure(
            f"{size:,} {axis}",
            f"{1000 * point.round_s:.1f} ms a round, gap {point.gap:.1%} after "
            f"{seconds:g} s ({point.arcs:,} arcs)",
        )
    draw_scaling(points, seconds, settings.images / FILE)
    yield Figure("drawn", FILE)


def list_problems() -> Iterator[tuple[str, int, PatrolProblem, int | None]]:
    """Give axis, size, problem and threads (None: all) of every point."""
    for reach_km in REACH_KM:
        problem = make_problem(PlanParams(reach_km=reach_km))
        yield "reaches", problem.n_reaches, problem, None
    for days in DAYS:
        problem = make_problem(PlanParams(days=days))
        yield "slots", problem.n_slots, problem, None
    for nth in EVERY_NTH_TEAM:
        problem = make_problem(PlanParams(), is_in=_every(nth))
        yield "teams", _count_teams(problem), problem, None
    whole = make_problem(PlanParams())
    for times in TIMES_THE_TEAMS:
        more = [replace(graph, count=times * graph.count) for graph in whole.graphs]
        problem = replace(whole, graphs=tuple(more))
        yield "teams", _count_teams(problem), problem, None
    processors = os.cpu_count() or 1
    for threads in sorted({1, 2, 4, processors} & set(range(1, processors + 1))):
        yield "threads", threads, whole, threads


def measure(
    axis: str, size: int, problem: PatrolProblem, threads: int | None, seconds: float
) -> Point:
    """Solve for so many seconds."""
    solve(problem, rounds_done(2))  # compile
    rounds: list[Round] = []
    found = solve(
        problem, seconds_past(seconds), threads=threads, on_round=rounds.append
    )
    first, last = rounds[0], rounds[-1]
    spent, played = last.seconds - first.seconds, last.index - first.index
    round_s = spent / played if played else last.seconds
    return Point(axis, size, problem.n_arcs, round_s, found.numbers.gap)


def draw_scaling(points: Sequence[Point], seconds: float, file: Path) -> None:
    """Draw a column for each axis: what a round costs above, the gap below."""
    axes_names = list(dict.fromkeys(point.axis for point in points))
    title = "What a round costs, and how near the plan is, by size of the problem"
    with sheet(file, title, 12.0, 6.0) as figure:
        grid = figure.subplots(
            2, len(axes_names), sharey="row", sharex="col", squeeze=False
        )
        for column, name in enumerate(axes_names):
            own = [point for point in points if point.axis == name]
            cost = [1000 * point.round_s for point in own]
            gap = [100 * point.gap for point in own]
            _line(grid[0, column], [point.size for point in own], cost, COLOURS[0])
            _line(grid[1, column], [point.size for point in own], gap, COLOURS[1])
            grid[0, column].set_title(f"{name}: {ABOUT[name]}")
            grid[1, column].set_xlabel(f"Number of {name}")
            grid[1, column].set_xticks([point.size for point in own])
        grid[0, 0].set_yscale("log")
        grid[0, 0].yaxis.set_major_formatter(FuncFormatter(lambda at, _: f"{at:g}"))
        grid[0, 0].set_ylabel("Milliseconds a round")
        grid[1, 0].set_ylim(bottom=0.0)
        grid[1, 0].set_ylabel(f"Gap after {seconds:g} s, % of the loss")


def _line(axes: Axes, sizes: list[int], values: list[float], colour: str) -> None:
    axes.plot(sizes, values, "o-", color=colour, linewidth=1.8, markersize=4)
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda at, _: f"{at:,.0f}"))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.grid(alpha=0.25)


def _count_teams(problem: PatrolProblem) -> int:
    return sum(graph.count for graph in problem.graphs)


def _every(nth: int) -> Callable[[Team], bool]:
    """Tell every n-th team, counting those that are asked about."""
    asked = itertools.count(1)
    return lambda team: next(asked) % nth == 0
