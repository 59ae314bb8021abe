"""How soon the program answers: its help, a first plan, the whole demo."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Figure, Settings, compile_kernels, time_program


def start(settings: Settings) -> Iterator[Figure]:
    """Time ``vedette --help``, best of ten."""
    best = min(time_program(["--help"]) for _ in range(10))
    yield Figure("vedette --help", f"{best:.2f} s", "0.4 s")


def first_plan(settings: Settings) -> Iterator[Figure]:
    """Time a plan of one day as it is solved unless told otherwise, from the prompt."""
    compile_kernels()
    with tempfile.TemporaryDirectory() as scratch:
        out = str(Path(scratch) / "plan")
        wall = time_program(["plan", "solve", "tajik_afghan", "--out", out])
    yield Figure("first plan on screen", f"{wall:.1f} s", "20 s")


def demo(settings: Settings) -> Iterator[Figure]:
    """Time ``vedette demo`` with nothing compiled beforehand."""
    with tempfile.TemporaryDirectory() as scratch:
        env = os.environ | {"NUMBA_CACHE_DIR": str(Path(scratch) / "cache")}
        out = str(Path(scratch) / "demo")
        wall = time_program(["demo", "--out", out], env)
        size = (Path(out) / "page.html").stat().st_size / 1e6
    yield Figure("demo, cold", f"{wall:.0f} s", "90 s")
    yield Figure("page.html", f"{size:.1f} MB", "5 MB")
