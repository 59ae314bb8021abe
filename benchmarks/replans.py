"""A team drops out: how soon there is a new certified plan for the rest."""

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Figure, Settings, run_program
from benchmarks.problems import BUILT_IN

OUT = ("03:00", "P4-A")  # a helicopter of the partner


def drop_out(settings: Settings) -> Iterator[Figure]:
    """Plan a day, lose a helicopter at 03:00, and plan the rest from the prompt."""
    seconds = f"{settings.cap(15.0):g}"
    at, team = OUT
    with tempfile.TemporaryDirectory() as scratch:
        first, second = (Path(scratch) / name for name in ("plan", "again"))
        start = ["--start", "2025-12-08T18:00+05:00"]
        solve = ["plan", "solve", BUILT_IN, *start, "--seconds", seconds]
        run_program([*solve, "--out", str(first)])
        again = ["plan", "replan", str(first / "plan.json"), "--at", at]
        again += ["--team-out", team, "--json", "--out", str(second)]
        run_program(again)  # compiles what is not compiled yet
        begun = time.perf_counter()
        told = json.loads(run_program([*again, "--force"]))
        wall = time.perf_counter() - begun
        plan = json.loads((second / "plan.json").read_bytes())["content"]
    numbers = plan["certificate"]
    yield Figure("slots left", f"{plan['n_slots']}")
    yield Figure("from prompt to plan", f"{wall:.1f} s", "5 s")
    yield Figure("of it solving", f"{told['seconds']:.1f} s")
    yield Figure("loss, bound", f"{numbers['loss']:.3f}, {numbers['bound']:.3f}")
    yield Figure("gap", f"{numbers['gap']:.2%}")
