"""What every case is made of: figures with their aims, caps, the program's clock."""

import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

PROGRAM = [sys.executable, "-m", "vedette"]
IMAGES = Path(__file__).parent.parent / "docs" / "images"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, with what it ought to reach."""

    name: str
    value: str
    aim: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """How cases are run.

    Parameters
    ----------
    seconds
        No solve and no judge is given longer than this, whatever its case says.
    images
        Where drawn figures go.
    """

    seconds: float = math.inf
    images: Path = IMAGES

    def cap(self, seconds: float) -> float:
        """Return a case's own seconds, or fewer if so asked."""
        return min(seconds, self.seconds)


@dataclass(frozen=True, slots=True)
class Case:
    """Something to measure; ``is_long``: only when it is asked for by name."""

    about: str
    measure: Callable[[Settings], Iterator[Figure]]
    is_long: bool = False

    @classmethod
    def of(
        cls, measure: Callable[[Settings], Iterator[Figure]], *, is_long: bool = False
    ) -> "Case":
        """Return the case that a function measures and its first line describes."""
        return cls((measure.__doc__ or "").splitlines()[0], measure, is_long)


def run_program(arguments: list[str], env: dict[str, str] | None = None) -> str:
    """Run ``vedette`` with some arguments; return what it printed.

    What Python has compiled is kept from run to run, as it is for whoever installs it.
    """
    env = dict(os.environ if env is None else env)
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [*PROGRAM, *arguments], env=env, check=False, capture_output=True, text=True
    )
    if done.returncode:
        asked = " ".join(arguments)
        raise RuntimeError(f"vedette {asked} ended with this:\n{done.stderr}")
    return done.stdout


def time_program(arguments: list[str], env: dict[str, str] | None = None) -> float:
    """Return the seconds from the prompt to the end of a run of ``vedette``."""
    begun = time.perf_counter()
    run_program(arguments, env)
    return time.perf_counter() - begun


def compile_kernels() -> None:
    """Plan something small, so that no later run waits for a compiler."""
    with tempfile.TemporaryDirectory() as scratch:
        size = ["--reach-km", "40", "--rounds", "20"]
        out = str(Path(scratch) / "plan")
        run_program(["plan", "solve", "tajik_afghan", *size, "--out", out])
