"""The border cut into reaches: lengths, sections, heights, and who could cross."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_ground import METRES_PER_DEGREE, MODEL, make_theatre

from vedette.domain.theatre import ElevationGrid
from vedette.errors import InputError
from vedette.terrain import position_at, survey_ground
from vedette.terrain.elevation import steepness_at
from vedette.units import distance_km

FLAT = make_theatre(section_km=(2.0, 20.0, 41.0))


def test_each_section_is_cut_into_the_nearest_number_of_reaches() -> None:
    ground = survey_ground(FLAT, 5.0)
    assert np.bincount(ground.section).tolist() == [1, 4, 4, 4]
    assert ground.edge_km[[0, 1, 5, 9]].tolist() == [0.0, 2.0, 20.0, 41.0]
    assert np.diff(ground.edge_km)[1:5] == pytest.approx(4.5)
    assert ground.n_reaches == 13


@settings(deadline=None, max_examples=25)
@given(st.floats(0.5, 50.0))
def test_reaches_cover_the_line_and_never_span_two_sections(reach_km: float) -> None:
    ground = survey_ground(FLAT, reach_km)
    assert ground.edge_km[0] == 0.0
    assert ground.edge_km[-1] == FLAT.border.length_km
    assert (np.diff(ground.edge_km) > 0).all()
    for cut in (2.0, 20.0, 41.0):
        assert cut in ground.edge_km
    mid_km = (ground.edge_km[:-1] + ground.edge_km[1:]) / 2
    inside = np.searchsorted([2.0, 20.0, 41.0], mid_km)
    assert ground.section.tolist() == inside.tolist()


def test_a_last_section_that_stops_short_goes_on_to_the_lines_end() -> None:
    last = replace(FLAT.sections[-1], km_to=FLAT.border.length_km - 0.4)
    short = replace(FLAT, sections=(*FLAT.sections[:-1], last))
    assert survey_ground(short, 5.0).edge_km[-1] == FLAT.border.length_km


@pytest.mark.parametrize("reach_km", [0.49, 50.1, -5.0, float("nan"), float("inf")])
def test_a_reach_length_out_of_range_is_refused(reach_km: float) -> None:
    with pytest.raises(InputError, match=r"reach length: .* give 0.5 to 50 km"):
        survey_ground(FLAT, reach_km)


def test_the_middle_of_a_reach_lies_on_the_line() -> None:
    ground = survey_ground(FLAT, 5.0)
    lon, lat = position_at(FLAT.border, 1.0)
    assert (ground.lon[0], ground.lat[0]) == (lon, lat)


def test_heights_are_those_of_the_line_within_the_reach() -> None:
    rising = make_theatre(lambda x, y: 500 + (x - 68) * METRES_PER_DEGREE * 0.02)
    ground = survey_ground(rising, 5.0)
    # One cell is some 440 m long: 9 m of rise.
    assert ground.lowest_m == pytest.approx(500 + 20 * ground.edge_km[:-1], abs=5)
    assert ground.highest_m == pytest.approx(500 + 20 * ground.edge_km[1:], abs=5)


def wall(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Ground that climbs at 80 % both ways from the line, east of 68.35."""
    return 500 + np.where(x > 68.35, 0.8 * np.abs(y - 38.0) * 110_994, 0)


def test_steep_ground_beside_the_line_cannot_be_crossed() -> None:
    ground = survey_ground(make_theatre(wall), 5.0)
    flat, steep = ground.edge_km[1:] < 30.0, ground.edge_km[:-1] > 31.0
    assert ground.slope[flat] == pytest.approx(0.0, abs=1e-9)
    assert ground.slope[steep] == pytest.approx(0.8, abs=0.01)
    assert ground.can_cross[flat].all()
    assert not ground.can_cross[steep].any()


def test_a_wall_farther_than_a_kilometre_does_not_count() -> None:
    def far_wall(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return np.where(np.abs(y - 38.0) * 111 > 2.0, 4000.0, 500.0)

    ground = survey_ground(make_theatre(far_wall), 5.0)
    assert ground.can_cross.all()
    assert ground.slope == pytest.approx(0.0)


def test_the_median_is_that_of_all_cells_within_a_kilometre() -> None:
    rng = np.random.default_rng(5)
    theatre = make_theatre(lambda x, y: rng.uniform(0, 400, x.shape))
    grid, ground = theatre.elevation, survey_ground(theatre, 5.0)
    row, col = np.mgrid[50:71, : grid.height_m.shape[1]]
    steep = steepness_at(grid, row, col)
    lon, lat = grid.west + grid.step_lon * col, grid.north - grid.step_lat * row
    for r in (0, 5, 11):
        at_km = np.arange(ground.edge_km[r], ground.edge_km[r + 1] + 0.01, 0.1)
        near = np.zeros(lon.shape, dtype=bool)
        for x, y in zip(*position_at(theatre.border, at_km), strict=True):
            near |= distance_km(x, y, lon, lat) <= 1.0
        # Samples lie 250 m apart: a cell at the rim may be missed.
        assert ground.slope[r] == pytest.approx(np.median(steep[near]), rel=0.05)


def test_a_grid_of_large_cells_counts_those_under_the_line() -> None:
    theatre = make_theatre()
    large = ElevationGrid(
        np.arange(100, dtype=np.int16).reshape(10, 10) * 100, 67.8, 38.5, 0.11, 0.11, 9
    )
    slope = survey_ground(replace(theatre, elevation=large), 5.0).slope
    assert slope == pytest.approx(0.1 * 9.0 / 9.9, rel=0.35)


def test_high_ground_is_crossed_only_through_its_lowest_place() -> None:
    def ridge_with_pass(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        km = (x - 68) * METRES_PER_DEGREE / 1000
        return np.where(np.abs(km - 22.5) < 1.0, 4650.0, 4800.0)

    ground = survey_ground(
        make_theatre(ridge_with_pass, model=replace(MODEL, crossing_max_slope=2.0)), 5.0
    )
    assert np.flatnonzero(ground.can_cross).tolist() == [4]
    assert ground.lowest_m[4] == 4650.0
    assert ground.highest_m[4] == 4800.0


def test_the_ground_carries_minutes_for_every_ground_kind() -> None:
    ground = survey_ground(FLAT, 5.0)
    assert sorted(ground.minutes) == ["boat", "foot", "vehicle"]
    assert all(m.shape == (ground.n_reaches,) for m in ground.minutes.values())
    assert ground.track_km == pytest.approx(np.diff(ground.edge_km))
