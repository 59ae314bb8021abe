"""A carved river only falls, and nothing else changes."""

from dataclasses import replace

import numpy as np
import pytest
from made_ground import LAT, make_grid, make_line

from vedette.terrain.carving import carve_river
from vedette.terrain.elevation import cells_at
from vedette.terrain.line import position_at


def valley(lon, lat):
    """A gorge under the line that rises eastward, with walls beside it."""
    return 400 + 1500 * (lon - 67.9) + 30_000 * np.minimum(np.abs(lat - LAT), 0.03)


def river_heights(grid, line, low, high):
    km = np.arange(low, high, 0.05)
    row, col = cells_at(grid, *position_at(line, km))
    return grid.height_m[row, col].astype(int)


def test_a_filled_gorge_falls_again():
    line, grid = make_line(), make_grid(valley)
    filled = grid.height_m.copy()
    row, col = cells_at(grid, *position_at(line, np.linspace(20.0, 24.0, 40)))
    filled[row, col] += 300  # four km that stand up like a dam
    carved = carve_river(replace(grid, height_m=filled), line, [(0.0, 60.0)])
    assert (np.diff(river_heights(carved, line, 0.0, 60.0)) >= 0).all()
    assert river_heights(carved, line, 20.0, 24.0).max() < 1000


def test_on_rough_ground_it_only_falls():
    rng = np.random.default_rng(4)
    line, grid = make_line(), make_grid(valley)
    rough = grid.height_m + rng.normal(0, 80, grid.height_m.shape)
    raw = replace(grid, height_m=rough.astype(np.int16))
    carved = carve_river(raw, line, [(0.0, 60.0)])
    assert (np.diff(river_heights(carved, line, 0.0, 60.0)) >= 0).all()
    assert (carved.height_m <= raw.height_m).all()


def test_what_is_not_beside_the_river_stays():
    rng = np.random.default_rng(4)
    line, grid = make_line(), make_grid(valley)
    rough = grid.height_m + rng.normal(0, 80, grid.height_m.shape)
    raw = replace(grid, height_m=rough.astype(np.int16))
    carved = carve_river(raw, line, [(10.0, 30.0)])
    changed = np.nonzero(carved.height_m != raw.height_m)
    row, col = cells_at(grid, *position_at(line, np.array([10.0, 30.0])))
    assert np.abs(changed[0] - row[0]).max() <= 1
    assert changed[1].min() >= col[0] - 1
    assert changed[1].max() <= col[1] + 1


def test_stretches_are_carved_one_by_one():
    """A dam between two stretches holds no water back in either."""
    line, grid = make_line(), make_grid(valley)
    both = carve_river(grid, line, [(0.0, 20.0), (30.0, 50.0)])
    first = carve_river(grid, line, [(0.0, 20.0)])
    row, col = cells_at(grid, *position_at(line, np.linspace(0.0, 20.0, 50)))
    assert (both.height_m[row, col] == first.height_m[row, col]).all()
    assert (np.diff(river_heights(both, line, 30.0, 50.0)) >= 0).all()


def test_no_river_no_change():
    grid = make_grid(valley)
    assert carve_river(grid, make_line(), []).height_m is not None
    assert (carve_river(grid, make_line(), []).height_m == grid.height_m).all()


def test_the_grid_given_is_left_alone():
    grid = make_grid(valley)
    before = grid.height_m.copy()
    carved = carve_river(grid, make_line(), [(0.0, 60.0)])
    assert (grid.height_m == before).all()
    with pytest.raises(ValueError, match="read-only"):
        carved.height_m[0, 0] = 1
