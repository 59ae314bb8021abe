"""``python -m benchmarks [CASE ...]``: measure and print; nothing is asserted."""

import sys

from benchmarks.cases import CASES


def main(names: list[str]) -> int:
    """Run the cases named, or all."""
    unknown = [name for name in names if name not in CASES]
    if unknown:
        print(f"No case {', '.join(unknown)}; there are {', '.join(CASES)}.")
        return 2
    for name in names or CASES:
        print(f"{name}: {(CASES[name].__doc__ or '').splitlines()[0]}", flush=True)
        for figure in CASES[name]():
            aim = f"   (aim: {figure.aim})" if figure.aim else ""
            print(f"  {figure.name:<22} {figure.value}{aim}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
