"""How fast a large file of incidents is imported, and in how much memory."""

import csv
import datetime as dt
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import PROGRAM, Figure, Settings, run_program
from vedette.reading import load_theatre

ROWS = 200_000
SEED = 12
PLACES = 3_000
SECONDS, MEBIBYTES = 20, 1024  # what is aimed at
THEATRE = "tajik_afghan"
COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type"),
    *("event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2"),
    *("assoc_actor_2", "inter2", "interaction", "iso", "region", "country", "admin1"),
    *("admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
TYPES = (
    ("Battles", "Armed clash"),
    ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    ("Violence against civilians", "Attack"),
    ("Strategic developments", "Other"),
)
COUNTS = re.compile(r"^ +([\d,]+) (added|changed|deleted|unchanged)", re.MULTILINE)
KILLED = COLUMNS.index("fatalities")
FIRST = dt.date(2018, 1, 1)
NOTES = (
    "On that day, made-up notes of an ordinary length stand here, with a comma or two,"
    " as the rows of the data set have them; nothing of them is read."
)


def imports(settings: Settings) -> Iterator[Figure]:
    """200,000 rows made up in ACLED's form: imported, once more, then a newer copy."""
    rows = ROWS if settings.seconds > 60 else 2_000
    with tempfile.TemporaryDirectory() as scratch:
        file, newer = Path(scratch) / "acled.csv", Path(scratch) / "newer.csv"
        write_file(file, rows)
        write_file(newer, rows, is_newer=True)
        store = str(Path(scratch) / "vedette.db")
        made = ["register", "init", "--theatre", THEATRE, "--history", "0"]
        run_program([*made, "--store", store])
        yield Figure("rows", f"{rows:,}, {file.stat().st_size / 1e6:.0f} MB")
        for title, what, options in (
            ("dry run", file, ["--dry-run"]),
            ("import", file, []),
            ("the same file again", file, []),
            ("a newer copy", newer, []),
        ):
            cost, told = run_import(what, store, options)
            yield Figure(
                title,
                f"{cost}: {told}",
                f"at most {SECONDS} s, {MEBIBYTES} MiB" if title == "import" else "",
            )


def run_import(file: Path, store: str, options: list[str]) -> tuple[str, str]:
    """Import a file with the program; return what it cost, and the counts.

    Seconds of the processor stand beside those of the clock, which grow when others
    are at work.
    """
    verb = ["incident", "import", str(file), "--as", "acled", "--store", store]
    begun = time.perf_counter()
    with subprocess.Popen(
        [*PROGRAM, *verb, *options], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the import of {file.name} ended with {process.returncode}")
    seconds = time.perf_counter() - begun
    counts = ", ".join(f"{number} {what}" for number, what in COUNTS.findall(told))
    busy, mebibytes = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    return f"{seconds:.1f} s (processor {busy:.1f} s), {mebibytes:.0f} MiB", counts


def write_file(path: Path, rows: int, *, is_newer: bool = False) -> None:
    """Write made-up rows as a file.

    The newer copy has another number of killed in each 50th row, and lacks each 100th.
    """
    with path.open("w", encoding="utf-8", newline="") as held:
        writer = csv.writer(held)
        writer.writerow(COLUMNS)
        for n, row in enumerate(list_rows(rows)):
            if is_newer and n % 50 == 1:
                row[KILLED] += 1
            if not (is_newer and n % 100 == 0):
                writer.writerow(row)


def list_rows(rows: int) -> Iterator[list[Any]]:
    """Make up rows within some 60 km of the border, the same for the same seed.

    The rows of a place share its point, as in the data set, which codes events to
    named places.
    """
    rng = np.random.default_rng(SEED)
    border = load_theatre(THEATRE).border
    at = rng.integers(0, len(border.lon), PLACES)
    lon = border.lon[at] + rng.normal(0, 0.15, PLACES)
    lat = border.lat[at] + rng.normal(0, 0.15, PLACES)
    day = rng.integers(0, 2_800, rows).tolist()
    kind = rng.integers(0, len(TYPES), rows)
    killed = rng.poisson(0.7, rows).tolist()
    place = rng.integers(0, PLACES, rows)
    for n in range(rows):
        date = FIRST + dt.timedelta(days=day[n])
        yield [
            *(f"AFG{n}", date, date.year, 1, "Political violence", *TYPES[kind[n]]),
            *("Force A", "", 1, "Force B", "", 3, 13, 4),
            *("Caucasus and Central Asia", "Afghanistan"),
            *(f"Province {place[n] % 30}", f"District {place[n] % 300}", ""),
            *(f"Place {place[n]}", f"{lat[place[n]]:.4f}", f"{lon[place[n]]:.4f}", 1),
            *("A newspaper", "National", NOTES, killed[n], "", 1_700_000_000),
        ]
