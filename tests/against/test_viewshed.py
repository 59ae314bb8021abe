"""GDAL and GRASS judge what is seen all around, on rough ground.

They do not agree with each other either, so what counts is by how much the views
overlap; single lines, followed exactly, are a third judge. See docs/theory/sight.md.
"""

import os
import shutil

import numpy as np
import pytest

from benchmarks.sights import (
    CELLS,
    N,
    compare,
    list_outlooks,
    race,
    time_survey,
)
from benchmarks.viewsheds import (
    CELL_M,
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
from vedette.terrain.sight_kernels import least_eyes
from vedette.terrain.sightline import REFRACTION, drop_per_m2

GROUNDS = ("Khorog", "fractal 1", "fractal 2")


@pytest.fixture(scope="module")
def outlooks():
    """Six places to look from on each ground, and what we see from there."""
    khorog = project_khorog(load_theatre("tajik_afghan").elevation, CELLS)
    grounds = [khorog, make_fractal(CELLS, seed=1), make_fractal(CELLS, seed=2)]
    return {
        name: list_outlooks(ground, 6)
        for name, ground in zip(GROUNDS, grounds, strict=True)
    }


def find_program(name, where):
    """Skip where a judge's program is absent, or fail if it is required."""
    if shutil.which(name) is None:
        reason = f"no {name} on this machine ({where})"
        if os.environ.get("VEDETTE_JUDGES_REQUIRED") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


def look_by_lines(outlook):
    """What single lines see, followed over every row and column between."""
    rows, cols = np.indices(outlook.height_m.shape)
    away = CELL_M * np.hypot(rows - outlook.row, cols - outlook.col)
    row, col = np.nonzero(away <= outlook.reach_m)
    least = np.empty(len(row))
    least_eyes(
        outlook.height_m,
        float(outlook.row),
        float(outlook.col),
        away[row, col],
        row.astype(float),
        col.astype(float),
        outlook.height_m[row, col].astype(float) + outlook.person_m,
        drop_per_m2(REFRACTION),
        least,
    )
    eye = float(outlook.height_m[outlook.row, outlook.col]) + outlook.eye_m
    seen = np.zeros(outlook.height_m.shape, dtype=bool)
    seen[row, col] = least <= eye
    return seen


@pytest.mark.parametrize("ground", GROUNDS)
def test_what_we_see_overlaps_with_gdal(outlooks, ground, tmp_path):
    find_program("gdal_viewshed", "gdal-bin")
    ours = [look(each) for each in outlooks[ground]]
    theirs = [look_by_gdal(each, tmp_path)[0] for each in outlooks[ground]]
    assert count_overlap(ours, theirs) >= 0.8
    assert all(each.any() and not each.all() for each in theirs)


@pytest.mark.parametrize("ground", GROUNDS[:2])
def test_what_we_see_overlaps_with_grass(outlooks, ground, tmp_path):
    find_program("grass", "grass-core")
    few = outlooks[ground][:3]
    ours = [look(each) for each in few]
    theirs = [look_by_grass(each, tmp_path) for each in few]
    assert count_overlap(ours, theirs) >= 0.9


@pytest.mark.parametrize("ground", GROUNDS)
def test_what_we_see_overlaps_with_single_lines(outlooks, ground):
    few = outlooks[ground][:2]
    lines = [look_by_lines(each) for each in few]
    assert count_overlap([look(each) for each in few], lines) >= 0.93


def test_a_view_of_its_own_square_is_the_whole_grids(outlooks):
    outlook = outlooks["fractal 1"][2]
    square = look_around(cut_view(outlook, N))
    around = look(outlook)[
        outlook.row - N : outlook.row + N + 1, outlook.col - N : outlook.col + N + 1
    ]
    rows, cols = np.indices(square.shape) - N
    within = CELL_M * np.hypot(rows, cols) <= outlook.reach_m
    assert (square & within == around).all()


def test_the_race_and_the_comparison_tell_their_figures(tmp_path):
    ground = make_fractal(83, seed=3)
    outlook = Outlook(ground, 41, 41, reach_m=4000.0)
    told = list(race("small", outlook, repeats=1))
    assert told[0].value.endswith(" ms")
    find_program("gdal_viewshed", "gdal-bin")
    assert float(told[-1].value) == pytest.approx(float(told[-1].value))
    assert "of CPU" in told[1].value
    figures = {figure.name: figure.value for figure in compare("small", [outlook])}
    assert 0.5 < float(figures["small, us and GDAL"]) <= 1.0


def test_all_looks_of_a_theatre_are_timed_with_and_without_a_cache(
    small_theatre_folder, tmp_path
):
    cold_s, kept_s = (time_survey(small_theatre_folder, tmp_path) for _ in range(2))
    assert len(list((tmp_path / "kept").iterdir())) == 1
    assert min(cold_s, kept_s) > 0
