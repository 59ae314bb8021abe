"""Profiles: heights, climb and slopes of the ground under a line."""

import numpy as np
import pytest
from made_ground import LAT, METRES_PER_DEGREE, make_grid

from vedette.errors import InputError
from vedette.terrain.elevation import cell_size_m, highest_on_leg
from vedette.terrain.profile import profile_leg, profile_line


def ramp(lon, lat):
    """100 m up for every 0.1 degrees east."""
    return 500 + 1000 * (lon - 68.0)


def test_level_ground_has_no_climb():
    profile = profile_leg(make_grid(), 68.0, 38.0, 68.5, 38.1)
    assert profile.climb_m == profile.descent_m == profile.steepest == 0.0
    assert profile.lowest_m == profile.highest_m == 500.0


def test_a_ramp_climbs_as_it_was_made():
    profile = profile_leg(make_grid(ramp), 68.0, LAT, 68.5, LAT)
    assert profile.climb_m == pytest.approx(500.0, abs=1.0)
    assert profile.descent_m == pytest.approx(0.0, abs=1.0)
    slope = 1000 / METRES_PER_DEGREE
    assert np.median(profile.slope) == pytest.approx(slope, rel=0.02)
    back = profile_leg(make_grid(ramp), 68.5, LAT, 68.0, LAT)
    assert back.descent_m == pytest.approx(profile.climb_m)


def test_every_half_cell_is_looked_at_and_every_vertex():
    grid = make_grid(ramp)
    profile = profile_line(grid, [68.0, 68.21, 68.21], [38.0, 38.0, 38.133])
    wide, tall = cell_size_m(grid, 38.07)
    assert np.diff(profile.km).max() * 1000 <= min(wide, tall) / 2 + 1e-6
    at = [int(np.argmin(np.abs(profile.km - km))) for km in profile.vertex_km]
    assert profile.lon[at] == pytest.approx([68.0, 68.21, 68.21], abs=1e-9)
    assert profile.lat[at] == pytest.approx([38.0, 38.0, 38.133], abs=1e-9)
    assert profile.km[-1] == pytest.approx(profile.vertex_km[-1])


def test_the_highest_is_no_lower_than_any_cell_below():
    """A lone peak between two samples of a coarser look is found."""

    def peak(lon, lat):
        on = (np.abs(lon - 68.3) < 0.001) & (np.abs(lat - LAT) < 0.001)
        return np.where(on, 2500.0, 500.0)

    grid = make_grid(peak)
    profile = profile_leg(grid, 68.0, LAT, 68.6, LAT)
    assert profile.highest_m == 2500.0
    assert profile.highest_m >= highest_on_leg(grid, 68.0, LAT, 68.6, LAT)


def test_cell_and_error_travel_with_the_answer():
    grid = make_grid()
    profile = profile_leg(grid, 68.0, 38.0, 68.5, 38.0)
    assert profile.error_m == grid.error_m
    assert profile.cell_m == pytest.approx(
        [float(each) for each in cell_size_m(grid, 38.0)]
    )


@pytest.mark.parametrize(
    "lon, lat, words",
    [
        ([68.0], [38.0], "two places"),
        ([68.0, 68.0], [38.0, 38.0], "twice in a row"),
        ([68.0, 75.0], [38.0, 38.0], "outside"),
    ],
)
def test_lines_that_have_no_profile(lon, lat, words):
    with pytest.raises(InputError, match=words):
        profile_line(make_grid(), lon, lat)


def test_a_line_too_long_to_show():
    lon = np.tile([68.0, 68.8], 600)
    with pytest.raises(InputError, match="shorter line"):
        profile_line(make_grid(), lon, np.full(len(lon), 38.0))
