"""Gap against time of whole plans, in one drawing."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullLocator

from benchmarks.drawing import COLOURS, DASHES, sheet
from benchmarks.measure import Figure, Settings, compile_kernels
from benchmarks.plans import PLANS, PlanRun, run_plan, tell_curve

FILE = "gap-against-time.svg"
DRAWN = {
    "day": "one day, 5-km reaches",
    "week": "seven days",
    "fine_day": "one day, 1-km reaches",
    "dense": "one day, every team three times",
}
SECONDS = 60.0


def curve(settings: Settings) -> Iterator[Figure]:
    """Draw gap against time of day, week, fine day and dense, a minute each."""
    compile_kernels()
    runs = {}
    for name in DRAWN:
        runs[name] = run_plan(PLANS[name], settings.cap(SECONDS))
        aim = PLANS[name].aims["gap"] + f" in {PLANS[name].seconds:g} s"
        yield Figure(name, tell_curve(runs[name].gap_curve), aim)
    draw_curves(runs, settings.images / FILE)
    yield Figure("drawn", FILE)


def draw_curves(runs: Mapping[str, PlanRun], file: Path) -> None:
    """Draw every run's gap while it was solved, that of its plan, and the aim."""
    title = "How near each plan is to the best that any roster could do, by time"
    with sheet(file, title, 9.0, 5.6) as figure:
        axes = figure.subplots()
        looks = zip(runs.items(), COLOURS, DASHES, strict=False)
        for (name, run), colour, dash in looks:
            _draw_run(axes, name, run, color=colour, linestyle=dash)
        for axis in (axes.xaxis, axes.yaxis):
            axis.axes.set(**{f"{axis.axis_name}scale": "log"})
            axis.set_ticks([1, 2, 5, 10, 20, 50, 100])
            axis.set_major_formatter(FuncFormatter(lambda at, _: f"{at:g}"))
            axis.set_minor_locator(NullLocator())
        ends = [
            max(run.told["seconds"], PLANS[name].seconds) for name, run in runs.items()
        ]
        axes.set_xlim(right=1.4 * max(ends))
        axes.set_xlabel("Seconds of solving")
        axes.set_ylabel("Gap, % of the loss")
        axes.set_title(
            "(loss - bound) / loss while solving; dot: the plan; cross: the aim"
        )
        axes.grid(alpha=0.25)
        axes.legend(loc="lower left", fontsize=8.5)


def _draw_run(axes: Axes, name: str, run: PlanRun, **look: Any) -> None:
    seconds, gap = zip(*run.gap_curve, strict=True)
    percent = [100 * each for each in gap]
    label = DRAWN[name]
    axes.step(seconds, percent, where="post", label=label, linewidth=1.8, **look)
    plan, colour = (run.told["seconds"], 100 * run.told["gap"]), look["color"]
    axes.plot(*plan, "o", color=colour, markersize=5)
    axes.annotate(
        f"{plan[1]:.1f} %", plan, xytext=(6, 0), textcoords="offset points",
        va="center", color=colour,
    )  # fmt: skip
    aim = float(PLANS[name].aims["gap"].removesuffix("%"))
    axes.plot(PLANS[name].seconds, aim, "x", color=colour, markersize=8)
