"""A team drops out: how soon there is a new certified plan for the rest, how good."""

import json
import math
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import Figure, Settings, run_program
from benchmarks.problems import BUILT_IN

OUT = ("03:00", "P4-A")  # a helicopter of the partner
MATTERS = ("03:00", "H2-A")  # the helicopter that flies where most is at stake
ROUNDS = (30, 60, 95, 200)
KEEPS = (0, 5)  # harm points that changing everything is worth


def drop_out(settings: Settings) -> Iterator[Figure]:
    """Plan a day, lose a helicopter at 03:00, and plan the rest from the prompt."""
    with tempfile.TemporaryDirectory() as scratch:
        first, second = (Path(scratch) / name for name in ("plan", "again"))
        _plan_day(first, "18:00", settings)
        again = _ask_again(first, second, OUT)
        run_program(again)  # compiles what is not compiled yet
        begun = time.perf_counter()
        told = json.loads(run_program(again))
        wall = time.perf_counter() - begun
    yield Figure("slots left", f"{told['slots']}")
    yield Figure("from prompt to plan", f"{wall:.1f} s", "5 s")
    yield Figure("of it solving", f"{told['seconds']:.1f} s")
    yield Figure("loss, bound", f"{told['loss']:.3f}, {told['bound']:.3f}")
    yield Figure("gap", f"{told['gap']:.2%}")


def replan_rounds(settings: Settings) -> Iterator[Figure]:
    """Lose a helicopter that matters at 03:00: the new plan against rounds and keep."""
    with tempfile.TemporaryDirectory() as scratch:
        first, second = (Path(scratch) / name for name in ("plan", "again"))
        _plan_day(first, "00:00", settings)
        again = [*_ask_again(first, second, MATTERS), "--gap", "0"]
        if math.isfinite(settings.seconds):
            again += ["--seconds", f"{settings.seconds:g}"]
        found = [_solve_again(again, rounds) for rounds in ROUNDS]
        kept = [_solve_again(again, ROUNDS[-1], keep) for keep in KEEPS]
    yield Figure("slots left", f"{found[0]['slots']}")
    yield Figure("going on as planned", f"loss {found[0]['loss_before']:.2f}")
    for told in found:
        numbers = f"loss {told['loss']:.2f}, bound {told['bound']:.2f}"
        yield Figure(f"{told['rounds']} rounds", f"{numbers}, gap {told['gap']:.1%}")
    speed = found[-1]["rounds"] / found[-1]["seconds"]
    yield Figure("rounds a second", f"{speed:.0f}")
    for keep, told in zip(KEEPS, kept, strict=True):
        change = f"{told['distance']:.1%} changes, loss {told['loss']:.2f}"
        yield Figure(f"--keep {keep}", f"{change} ({told['rounds']} rounds)")


def _plan_day(out: Path, hour: str, settings: Settings) -> None:
    """Plan a day of the built-in theatre that begins at this hour."""
    start = ["--start", f"2025-12-08T{hour}+05:00"]
    seconds = ["--seconds", f"{settings.cap(15.0):g}"]
    run_program(["plan", "solve", BUILT_IN, *start, *seconds, "--out", str(out)])


def _ask_again(plan: Path, out: Path, change: tuple[str, str]) -> list[str]:
    """Return what asks for the rest of a plan, with a team out from some hour on."""
    at, team = change
    again = ["plan", "replan", str(plan / "plan.json"), "--at", at]
    return [*again, "--team-out", team, "--json", "--force", "--out", str(out)]


def _solve_again(again: list[str], rounds: int, keep: int = 5) -> dict[str, Any]:
    """Return what the program tells of a plan of so many rounds."""
    options = ["--rounds", str(rounds), "--keep", str(keep)]
    return dict(json.loads(run_program([*again, *options])))
