"""Minutes through a reach: Tobler on foot, the slower way; what stops a vehicle."""

from dataclasses import replace

import numpy as np
import pytest
from made_ground import METRES_PER_DEGREE, MODEL, make_theatre

from vedette.domain.theatre import Theatre
from vedette.terrain import vehicle_speed_kmh, walking_speed_kmh
from vedette.terrain.travel import reach_minutes


def tilted(slope: float) -> Theatre:
    """A theatre whose line and track climb evenly eastward."""
    return make_theatre(lambda x, y: 500 + (x - 68) * METRES_PER_DEGREE * slope)


LEVEL_KMH = 6 * np.exp(-3.5 * 0.05)
EDGES = np.arange(0.0, 61.0, 5.0)


def test_toblers_function_at_its_published_values() -> None:
    assert float(walking_speed_kmh(-0.05)) == 6.0
    assert float(walking_speed_kmh(0.0)) == pytest.approx(5.037, abs=5e-4)
    assert float(walking_speed_kmh(0.25)) == pytest.approx(2.0996, abs=5e-4)


def test_a_vehicle_is_slower_up_and_down() -> None:
    up, level, down = vehicle_speed_kmh([0.1, 0.0, -0.1], MODEL)
    assert level == 30.0
    assert up == down == pytest.approx(30 * np.exp(-0.4))


@pytest.mark.parametrize("slope", [0.1, -0.1])
def test_on_a_slope_the_slower_direction_counts(slope: float) -> None:
    track_km, minutes = reach_minutes(tilted(slope), EDGES)
    assert track_km == pytest.approx(5.0)
    uphill = 60 * 5 / (6 * np.exp(-3.5 * 0.15))
    assert minutes["foot"] == pytest.approx(uphill, rel=2e-3)
    assert minutes["vehicle"] == pytest.approx(10 * np.exp(0.4), rel=2e-3)


def test_the_foot_factor_slows_by_as_much() -> None:
    slow = make_theatre(model=replace(MODEL, foot_factor=0.5))
    _, minutes = reach_minutes(slow, EDGES)
    assert minutes["foot"] == pytest.approx(60 * 5 / (LEVEL_KMH * 0.5), rel=1e-4)


def test_a_hill_costs_the_same_from_both_sides_and_more_than_level() -> None:
    def hill(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return 500 + 80 * np.maximum(0, 4 - np.abs((x - 68) * 87.8 - 20))

    _, minutes = reach_minutes(make_theatre(hill), np.array([0.0, 10, 15, 25, 30]))
    level = 60 * 10 / LEVEL_KMH
    assert minutes["foot"][0] == pytest.approx(level, rel=1e-4)
    assert minutes["foot"][2] > 1.05 * level


def test_time_is_shared_out_whole_whatever_the_reaches() -> None:
    bumpy = make_theatre(lambda x, y: 900 + 150 * np.sin(90 * x) + 100 * np.sin(70 * y))
    _, whole = reach_minutes(bumpy, np.array([0.0, 60.0]))
    _, parts = reach_minutes(bumpy, np.arange(0.0, 61.0, 1.0))
    assert parts["vehicle"].sum() == pytest.approx(whole["vehicle"][0], rel=1e-9)
    # Each part takes its own slower way, so together they take no less.
    assert whole["foot"][0] - 1e-9 <= parts["foot"].sum() <= 1.3 * whole["foot"][0]


def step_up(rise_m: float, over_km: float) -> Theatre:
    """A step at km 22.5: so many metres up over so many km."""

    def height(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        km = (x - 68) * METRES_PER_DEGREE / 1000
        return 500 + rise_m * np.clip((km - 22.5) / over_km, 0, 1)

    return make_theatre(height)


def test_a_sustained_steep_stretch_stops_vehicles_there_only() -> None:
    _, minutes = reach_minutes(step_up(900.0, over_km=2.0), EDGES)
    assert np.flatnonzero(np.isinf(minutes["vehicle"])).tolist() == [4]
    assert np.isfinite(minutes["foot"]).all()


def test_a_short_step_does_not_stop_vehicles() -> None:
    _, minutes = reach_minutes(step_up(120.0, over_km=0.2), EDGES)
    assert np.isfinite(minutes["vehicle"]).all()


def test_noise_of_cells_fakes_little_slope() -> None:
    rng = np.random.default_rng(1)
    noisy = make_theatre(lambda x, y: 500 + rng.normal(0, 20, x.shape))
    _, minutes = reach_minutes(noisy, EDGES)
    level = 60 * 5 / LEVEL_KMH
    assert (minutes["foot"] < 1.15 * level).all()
    assert (minutes["vehicle"] < 12.0).all()


def test_where_the_track_has_a_hole_nobody_passes_on_the_ground() -> None:
    theatre = make_theatre(track_spans=[(0.0, 12.0), (16.0, 29.9), (35.1, 60.0)])
    track_km, minutes = reach_minutes(theatre, EDGES)
    for kind in ("foot", "vehicle"):
        stopped = np.flatnonzero(np.isinf(minutes[kind])).tolist()
        assert stopped == [2, 3, 6]
    assert track_km[[2, 3, 5, 6, 7]] == pytest.approx([2.0, 4.0, 4.9, 0.0, 4.9])
    # The last 2 % without a track are gone through at the pace of the rest.
    assert minutes["vehicle"][[5, 7]] == pytest.approx(10.0)


def test_two_pieces_with_a_hole_between_are_no_way_through() -> None:
    theatre = make_theatre(track_spans=[(0.0, 12.4), (12.6, 60.0)])
    _, minutes = reach_minutes(theatre, EDGES)
    assert np.flatnonzero(np.isinf(minutes["foot"])).tolist() == [2]


def test_boats_go_where_the_line_is_a_river_from_end_to_end() -> None:
    theatre = make_theatre(river_km=((0.0, 10.0), (22.0, 40.0)), track_spans=())
    _, minutes = reach_minutes(theatre, EDGES)
    afloat = np.flatnonzero(np.isfinite(minutes["boat"])).tolist()
    assert afloat == [0, 1, 5, 6, 7]
    assert minutes["boat"][afloat] == pytest.approx(20.0)
    assert np.isinf(minutes["foot"]).all()
