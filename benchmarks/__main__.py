"""``python -m benchmarks [CASE ...]``: measure and print; nothing is asserted."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cases import CASES
from benchmarks.measure import IMAGES, Settings


def main(arguments: Sequence[str]) -> int:
    """Run the cases named, or all short ones."""
    asked = _parse(arguments)
    unknown = [name for name in asked.case if name not in CASES]
    if unknown:
        print(f"No case {', '.join(unknown)}; there are {', '.join(CASES)}.")
        return 2
    if asked.list:
        for name, case in CASES.items():
            print(f"{name:<16}{case.about}{' (long)' if case.is_long else ''}")
        return 0
    settings = Settings(asked.seconds, asked.images)
    short = [name for name, case in CASES.items() if not case.is_long]
    for name in asked.case or short:
        print(f"{name}: {CASES[name].about}", flush=True)
        for figure in CASES[name].measure(settings):
            aim = f"   (aim: {figure.aim})" if figure.aim else ""
            print(f"  {figure.name:<26}{figure.value}{aim}", flush=True)
    return 0


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "python -m benchmarks", description="Measure and print; nothing is asserted."
    )
    parser.add_argument("case", nargs="*", help="which ones; all short ones if none")
    parser.add_argument("--list", action="store_true", help="name the cases")
    parser.add_argument(
        "--seconds",
        type=float,
        default=float("inf"),
        help="at most so long for each solve and each judge, whatever the case says",
    )
    parser.add_argument(
        "--images", type=Path, default=IMAGES, help="where drawn figures go"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
