"""Whole plans through the program: what staff get, in the time that they wait."""

import json
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.measure import Case, Figure, Settings, compile_kernels, run_program
from benchmarks.problems import BUILT_IN, write_dense_theatre

SHOWN = (1, 2, 5, 10, 20, 50, 100, 200)  # seconds at which a curve is printed


@dataclass(frozen=True, slots=True)
class PlanCase:
    """A plan to ask for: options, seconds, and the aims of its figures by name.

    ``times``: how often each team of the theatre is there.
    """

    about: str
    seconds: float
    options: tuple[str, ...] = ()
    times: int = 1
    aims: Mapping[str, str] = field(default_factory=dict)


PLANS = {
    "day": PlanCase(
        "Plan one day of the built-in theatre, all teams, in 10 s.",
        10.0,
        aims={"gap": "5 %", "missed": "20 %", "peak memory": "1,024 MB"},
    ),
    "day_at_all": PlanCase(
        "Plan that day in five minutes: the gap that can be reached at all.",
        300.0,
        aims={"gap": "3 %"},
    ),
    "week": PlanCase(
        "Plan seven days of the built-in theatre in a minute.",
        60.0,
        ("--days", "7"),
        aims={"gap": "4 %", "peak memory": "1,536 MB"},
    ),
    "fine_day": PlanCase(
        "Plan one day in reaches of 1 km in a minute.",
        60.0,
        ("--reach-km", "1"),
        aims={"gap": "5 %"},
    ),
    "fine_week": PlanCase(
        "Plan seven days in reaches of 1 km in five minutes.",
        300.0,
        ("--reach-km", "1", "--days", "7"),
        aims={"gap": "5 %", "peak memory": "4,096 MB"},
    ),
    "dense": PlanCase(
        "Plan one day with every team three times, in 30 s.",
        30.0,
        times=3,
        aims={"gap": "10 %", "loss": "below 33 % of the loss without teams"},
    ),
}


@dataclass(frozen=True, slots=True)
class PlanRun:
    """What the program told of a plan, the seconds it took, the gap against time."""

    told: Mapping[str, Any]
    wall: float
    gap_curve: tuple[tuple[float, float], ...]


def list_plan_cases() -> dict[str, Case]:
    """Return the plans as cases; those of more than a minute are long."""
    return {
        name: Case(plan.about, _measure(plan), is_long=plan.seconds > 60)
        for name, plan in PLANS.items()
    }


def run_plan(plan: PlanCase, seconds: float, theatre: str | Path = BUILT_IN) -> PlanRun:
    """Solve a plan through the program, and read its trace from its folder."""
    with tempfile.TemporaryDirectory() as scratch:
        where = theatre
        if plan.times > 1:
            where = write_dense_theatre(Path(scratch) / "dense", plan.times, theatre)
        out = Path(scratch) / "plan"
        ends = ["--gap", "0", "--seconds", f"{seconds:g}", "--json", "--out", str(out)]
        begun = time.perf_counter()
        told = run_program(["plan", "solve", str(where), *plan.options, *ends])
        wall = time.perf_counter() - begun
        trace = json.loads((out / "plan.json").read_bytes())["trace"]
    curve = tuple((each["seconds"], each["gap"]) for each in trace)
    return PlanRun(json.loads(told), wall, curve)


def list_figures(plan: PlanCase, run: PlanRun) -> Iterator[Figure]:
    """Give what a run tells, each figure with its aim."""
    told = run.told
    loss, without = told["loss"], told["loss_without_teams"]
    figures = {
        "reaches x slots": f"{told['reaches']:,} x {told['slots']}",
        "teams, arcs": f"{told['teams']}, {told['arcs']:,}",
        "loss without teams": f"{without:.3f}",
        "loss": f"{loss:.3f} ({loss / without:.1%} of the loss without teams)",
        **{
            name: f"{bound:.3f} ({bound / loss:.1%} of the loss)"
            for name, bound in told.items()
            if name.startswith("bound") and bound is not None
        },
        "gap": f"{told['gap']:.2%}",
        "missed": f"{told['missed']:.2%}",
        "rounds": f"{told['rounds']:,}",
        "solving": f"{told['seconds']:.1f} s",
        "from the prompt": f"{run.wall:.1f} s",
        "peak memory": f"{told['peak_mb']:,.0f} MB",
        "gap while solving": tell_curve(run.gap_curve),
    }
    for name, value in figures.items():
        yield Figure(name, value, plan.aims.get(name, ""))


def tell_curve(curve: tuple[tuple[float, float], ...]) -> str:
    """Return a few points of a gap curve in words: the gap reached by each time."""
    told = []
    for shown in SHOWN:
        reached = [gap for seconds, gap in curve if seconds <= shown]
        if reached and curve[-1][0] >= shown:
            told.append(f"{reached[-1]:.1%} at {shown} s")
    told.append(f"{curve[-1][1]:.1%} at {curve[-1][0]:.1f} s")
    return ", ".join(told)


def _measure(plan: PlanCase) -> Any:
    def measure(settings: Settings) -> Iterator[Figure]:
        compile_kernels()
        yield from list_figures(plan, run_plan(plan, settings.cap(plan.seconds)))

    return measure
