"""How fast we look around, against GDAL, and how soon all looks of a theatre are in."""

import itertools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Figure, Settings
from benchmarks.problems import BUILT_IN
from benchmarks.viewsheds import (
    Outlook,
    count_overlap,
    cut_view,
    look,
    look_around,
    look_by_gdal,
    look_by_grass,
    make_fractal,
    project_khorog,
)
from vedette.reading import load_theatre

N = 301  # cells of 100 m from the middle of a view to its rim: 30 km, and a frame
CELLS = 2 * N + 301  # of a ground, so that views lie around each of its middle 301
EYES = 12
REPEATS = 25
# What a fresh process does once the ground is cut; it prints its seconds.
SURVEY = """
import sys, time
from vedette.reading import load_theatre
from vedette.terrain.ground import survey_ground
theatre = load_theatre(sys.argv[1])
ground = survey_ground(theatre, theatre.reach_km)
begun = time.perf_counter()
from vedette.terrain.sight import survey_sights
survey_sights(theatre, ground)
print(time.perf_counter() - begun)
"""


def sight(settings: Settings) -> Iterator[Figure]:
    """Look over 30 km of 100-m cells beside GDAL and GRASS; find a theatre's looks."""
    khorog = project_khorog(load_theatre(BUILT_IN).elevation, CELLS)
    for name, outlook in zip(
        ("valley", "summit"), list_outlooks(khorog, 2), strict=True
    ):
        yield from race(name, cut_view(outlook, N))
    for name, ground in (("Khorog", khorog), ("fractal", make_fractal(CELLS, seed=1))):
        yield from compare(name, list_outlooks(ground, EYES))
    with tempfile.TemporaryDirectory() as scratch:
        cold_s, kept_s = (time_survey(BUILT_IN, Path(scratch)) for _ in range(2))
    yield Figure("all looks, cold", f"{cold_s:.1f} s", "60 s")
    yield Figure("all looks, cached", f"{kept_s:.2f} s", "2 s")


def race(name: str, outlook: Outlook, repeats: int = REPEATS) -> Iterator[Figure]:
    """Time one view from the middle of its ground, ours and GDAL's in turn; medians.

    What GDAL needs on 10 x 10 cells is its start, and is taken off.
    """
    small = replace(outlook, height_m=outlook.height_m[:10, :10], row=5, col=5)
    has_gdal = shutil.which("gdal_viewshed") is not None
    look_around(outlook)  # so that nothing is compiled while the clock runs
    ours_s, theirs_s, start_s = [], [], []
    with tempfile.TemporaryDirectory() as scratch:
        for _ in range(repeats):
            ours_s.append(_time_look(outlook))
            if has_gdal:
                theirs_s.append(look_by_gdal(outlook, Path(scratch))[1])
                start_s.append(look_by_gdal(small, Path(scratch))[1])
    ours = statistics.median(ours_s)
    yield Figure(f"{name}, warm, one core", f"{1000 * ours:.1f} ms", "15 ms")
    if not has_gdal:
        yield Figure(f"{name}, gdal_viewshed", "not on this machine")
        return
    start = statistics.median(start_s)
    theirs = statistics.median(theirs_s) - start
    yield Figure(
        f"{name}, gdal_viewshed",
        f"{1000 * theirs:.1f} ms of CPU, less {1000 * start:.1f} ms for 10 x 10 cells",
    )
    yield Figure(f"{name}, times less CPU", f"{theirs / ours:.1f}", "3")


def _time_look(outlook: Outlook) -> float:
    """Return the processor's seconds for one of our views, the mean of five."""
    begun = time.process_time()
    for _ in range(5):
        look_around(outlook)
    return (time.process_time() - begun) / 5


def list_outlooks(ground: NDArray[np.float32], n: int) -> list[Outlook]:
    """The middle of a ground, the highest of its middle cells, others drawn of them."""
    edge = (len(ground) - 301) // 2
    middle = ground[edge : edge + 301, edge : edge + 301]
    top = np.unravel_index(int(middle.argmax()), middle.shape)
    drawn = np.random.default_rng(0).integers(0, 301, (max(n - 2, 0), 2))
    cells = [(150, 150), top, *drawn][:n]
    return [Outlook(ground, edge + int(row), edge + int(col)) for row, col in cells]


def compare(name: str, outlooks: Sequence[Outlook]) -> Iterator[Figure]:
    """Tell how far what we see and what the judges see overlap, over all outlooks."""
    ours = [look(each) for each in outlooks]
    seen = {"us": ours}
    with tempfile.TemporaryDirectory() as scratch:
        if shutil.which("gdal_viewshed"):
            seen["GDAL"] = [look_by_gdal(each, Path(scratch))[0] for each in outlooks]
        if shutil.which("grass"):
            seen["GRASS"] = [look_by_grass(each, Path(scratch)) for each in outlooks]
    for one, other in itertools.combinations(seen, 2):
        found = count_overlap(seen[one], seen[other])
        aim = "0.80" if (one, other) == ("us", "GDAL") else ""
        yield Figure(f"{name}, {one} and {other}", f"{found:.2f}", aim)


def time_survey(theatre: str | Path, scratch: Path) -> float:
    """Return the seconds for all looks of a theatre, in a process of its own.

    In an empty ``scratch`` folder nothing has been compiled or found beforehand.
    """
    env = os.environ | {
        "NUMBA_CACHE_DIR": str(scratch / "compiled"),
        "VEDETTE_CACHE": str(scratch / "kept"),
    }
    done = subprocess.run(
        [sys.executable, "-c", SURVEY, str(theatre)],
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    return float(done.stdout)
