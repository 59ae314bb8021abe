"""What is seen of a wall, a cone, a valley and the round earth, exactly as it must be.

Rays all around and single lines must both see it so. Rays meet the ground at every row
or at every column, whichever they cross more of: walls that stand along columns are
exact for those that go by column, and nearly so for the others.
"""

import math

import numpy as np
import pytest
from drawn_sights import (
    CELL_M,
    WAYS,
    away_cells,
    look_around,
    look_by_lines,
    rough_ground,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.terrain.sightline import drop_per_m2

N = 40
ROW, COL = away_cells(N)
LEVEL = np.zeros(ROW.shape)

by_both = pytest.mark.parametrize("look", WAYS.values(), ids=WAYS)


def check_by_column(look, ground, expected, eye_m=1.7, turns=0):
    """Compare a view of ground drawn by column with what must be seen of it."""
    seen = np.rot90(look(np.rot90(ground, turns).copy(), eye_m, 1.7), -turns)
    exact = np.abs(ROW) <= np.abs(COL) if look is look_around else ROW == ROW
    assert (seen == expected)[exact].all()
    assert (seen == expected).mean() > 0.97


@by_both
@pytest.mark.parametrize("eye_m", [10.0, 2.0])
@pytest.mark.parametrize("refraction", [0.0, 0.13, 0.25])
def test_on_the_round_earth_two_horizons_meet(look, eye_m, refraction):
    cell_m, person_m = 1000.0, 1.7
    seen = look(LEVEL, eye_m, person_m, drop_per_m2(refraction), cell_m, cell_m)
    # An eye at height h sees the ground as far as sqrt(2 R h / (1 - k)).
    radius = 6_371_009.0 / (1 - refraction)
    reach_m = math.sqrt(2 * radius * eye_m) + math.sqrt(2 * radius * person_m)
    away_m = cell_m * np.hypot(ROW, COL)
    assert seen[away_m <= reach_m].all()
    # The ground is met at every km only: between, it would hide a little more.
    assert not seen[away_m > reach_m + cell_m].any()


@by_both
@pytest.mark.parametrize("turns", range(4))
def test_a_low_wall_hides_what_lies_close_behind_it(look, turns):
    wall = np.where(COL == 10, 10.0, 0.0)
    # 20 - 18.3 x 10 / c clears 10 m from the 19th column on.
    check_by_column(look, wall, (COL <= 10) | (COL >= 19), eye_m=20.0, turns=turns)


@by_both
@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("wall_m", [10.0, 300.0])
def test_a_high_wall_hides_all_behind_it(look, turns, wall_m):
    wall = np.where(COL == 10, wall_m, 0.0)
    check_by_column(look, wall, COL <= 10, turns=turns)
    assert not look(wall, 1.7, 1.7)[COL > 10].any()


@by_both
def test_through_a_gap_in_a_wall_one_sees_a_widening_strip(look):
    wall = np.where((COL == 10) & (np.abs(ROW) > 1), 500.0, 0.0)
    seen = look(wall, 1.7, 1.7)
    # Three cells are low; from there the wall's ends rise over one cell more.
    assert seen[(COL > 10) & (np.abs(ROW) <= COL / 10)].all()
    assert not seen[(COL > 10) & (np.abs(ROW) >= COL / 5)].any()


@by_both
def test_from_its_top_a_cone_is_seen_whole(look):
    assert look(4000.0 - 30.0 * np.hypot(ROW, COL), 1.7, 1.7).all()


@by_both
def test_of_a_cone_one_sees_the_near_side(look):
    n, foot, steep, away = 60, 20, 0.5, 32
    row, col = away_cells(n)
    from_axis = np.hypot(row, col + away)
    seen = look(np.maximum(steep * CELL_M * (foot - from_axis), 0.0), 0.5, 0.5)
    # Every plane that touches the cone holds its top; the eye stands on the outer side
    # of those that touch it at less than acos(foot / away) from its own direction.
    toward = (col + away) / np.maximum(from_axis, 1.0)
    body = (from_axis < foot - 1) & (from_axis > 5)
    assert seen[body & (toward > foot / away + 0.12)].all()
    assert not seen[body & (toward < foot / away - 0.12)].any()
    shadow = (col < -away - foot) & (np.abs(row) < 10)
    assert not seen[shadow].any()
    assert seen[(col > 0) | (np.abs(row) > np.abs(col) + 5)].all()


@by_both
@pytest.mark.parametrize("turns", range(4))
def test_in_a_valley_one_sees_both_sides_up_to_their_edges(look, turns):
    valley = 30.0 * np.minimum(np.abs(COL), 20.0)
    check_by_column(look, valley, np.abs(COL) <= 20, turns=turns)


@by_both
@pytest.mark.parametrize("turns", range(4))
def test_from_beside_a_valley_one_sees_over_it(look, turns):
    valley = 30.0 * np.minimum(np.abs(COL + 20.0), 10.0)
    # Over the near edge, ten columns off, one looks down by 0.17 m per column: to the
    # uppermost 0.1 columns of the far side, and to the level ground beyond.
    check_by_column(look, valley, (COL >= -10) | (COL <= -30), turns=turns)


@by_both
@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10_000))
def test_a_mirrored_ground_gives_a_mirrored_view(look, seed):
    ground = np.rint(rough_ground(20, seed))
    seen = look(ground, 5.0, 1.7, curve=1e-7)
    for mirrored in (np.flipud, np.fliplr, np.transpose):
        again = look(mirrored(ground).copy(), 5.0, 1.7, curve=1e-7)
        # A line that grazes the ground may fall either way by rounding.
        assert (again != mirrored(seen)).sum() <= 2


@by_both
@settings(deadline=None, max_examples=20)
@given(
    seed=st.integers(0, 10_000),
    eye_m=st.floats(0.0, 200.0),
    more_m=st.floats(0.0, 200.0),
)
def test_who_stands_higher_sees_and_is_seen_no_less(look, seed, eye_m, more_m):
    ground = rough_ground(20, seed)
    seen = look(ground, eye_m, 1.7)
    assert (look(ground, eye_m + more_m, 1.7) >= seen).all()
    assert (look(ground, eye_m, 1.7 + more_m) >= seen).all()


@by_both
def test_longer_cells_are_as_good_as_the_same_ground_stretched(look):
    ground = rough_ground(20, seed=3)
    narrow = look(ground, 5.0, 1.7, curve=2e-5, wide=50.0, tall=100.0)
    # Twice as wide, tall and high, with half the curve: the same picture.
    double = look(2 * ground, 10.0, 3.4, curve=1e-5, wide=100.0, tall=200.0)
    assert (narrow == double).all()
    assert (narrow != look(ground, 5.0, 1.7, curve=2e-5)).any()


def test_rays_and_lines_agree_on_rough_ground():
    both = either = 0
    for seed in range(20):
        ground = rough_ground(N, seed)
        rays, lines = (look(ground, 10.0, 1.7) for look in (look_around, look_by_lines))
        both, either = both + (rays & lines).sum(), either + (rays | lines).sum()
    assert both / either > 0.95


def test_an_eye_far_above_sees_everything():
    ground = rough_ground(N, seed=1)
    assert look_around(ground, 5000.0, 1.7).all()
