"""The price of being hard to learn: a plan's loss against what a watcher gains."""

import json
import math
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.drawing import COLOURS, sheet
from benchmarks.measure import Figure, Settings, compile_kernels, run_program
from benchmarks.problems import BUILT_IN

SPREADS = (0.0, 0.02, 0.05, 0.1, 0.2)
ROUNDS = 300  # of solving for each, whatever the machine
FEW = 20  # where seconds are capped
FILE = "watcher-trade-off.svg"


def watcher(settings: Settings) -> Iterator[Figure]:
    """Show what a share of even odds costs, and what it takes from a watcher."""
    compile_kernels()
    rounds = ROUNDS if math.isinf(settings.seconds) else FEW
    found = [measure_spread(each, rounds) for each in SPREADS]
    for spread, (plan, seen) in zip(SPREADS, found, strict=True):
        yield Figure(
            f"spread {spread:g}",
            f"loss {plan['loss']:.2f}, bound {plan['bound']:.2f}; watching adds "
            f"{seen['largest']:.2f} at most; he may expect {seen['most_expected']:.2f}",
        )
    draw([plan for plan, _ in found], [seen for _, seen in found], settings.images)
    yield Figure("drawn", FILE)


def measure_spread(
    spread: float, rounds: int, theatre: str | Path = BUILT_IN
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the program tells of a plan, and of who watches it."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "plan"
        options = ["--rounds", str(rounds), "--spread", f"{spread:g}"]
        solve = ["plan", "solve", str(theatre), *options, "--json", "--out", str(out)]
        plan = json.loads(run_program(solve))
        watch = ["plan", "watch", str(out / "plan.json"), "--json"]
        return plan, json.loads(run_program(watch))


def draw(plans: list[dict[str, Any]], seen: list[dict[str, Any]], images: Path) -> None:
    """Draw what he may expect, with and without watching, against the loss."""
    loss = [each["loss"] for each in plans]
    with sheet(images / FILE, "What being hard to learn costs", 7.0, 4.5) as figure:
        axes = figure.add_subplot()
        for label, key, colour in (
            ("who watches a reach expects at most", "most_expected", COLOURS[0]),
            ("who does not watch expects at most", "most_without", COLOURS[1]),
        ):
            axes.plot(loss, [each[key] for each in seen], "o-", c=colour, label=label)
        for spread, x, each in zip(SPREADS, loss, seen, strict=True):
            place = (x, each["most_expected"])
            axes.annotate(
                f"spread {spread:g}", place, (0, 6), textcoords="offset points"
            )
        axes.set_xlabel("loss of the plan, harm points")
        axes.set_ylabel("harm points that an attempt may expect")
        axes.legend()
