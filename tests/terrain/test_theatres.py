"""The small and the built-in theatre: what their ground, light and ways must be."""

import numpy as np
import pytest

from vedette.domain.picture import Ground
from vedette.domain.theatre import Theatre
from vedette.reading import load_theatre
from vedette.terrain import (
    highest_on_leg,
    make_window,
    survey_ground,
    track_position,
    travel_hours,
)
from vedette.units import distance_km


@pytest.fixture(scope="module")
def frontier() -> Theatre:
    return load_theatre("tajik_afghan")


@pytest.fixture(scope="module")
def ground(frontier: Theatre) -> Ground:
    return survey_ground(frontier, 5.0)


def test_the_small_theatre_is_passable_from_end_to_end(small_theatre: Theatre) -> None:
    ground = survey_ground(small_theatre, 5.0)
    for kind in ("foot", "vehicle"):
        inner = ground.minutes[kind][1:-1]
        assert np.isfinite(inner).all()
    assert ground.can_cross.all()
    assert (ground.lowest_m[1:] > ground.lowest_m[:-1]).all()
    afloat = np.isfinite(ground.minutes["boat"])
    assert afloat.tolist() == (ground.edge_km[1:] <= 40.0).tolist()


def test_the_small_theatres_sites_are_within_a_days_walk(
    small_theatre: Theatre,
) -> None:
    hours = travel_hours(small_theatre, survey_ground(small_theatre, 5.0))
    assert hours.shape[1] == 3
    assert np.argmin(hours, axis=0).tolist() == [2, 6, 10]
    assert hours.min(axis=0)[0] < hours.min(axis=0)[1] < hours.min(axis=0)[2]


def test_the_frontier_has_some_270_reaches(ground: Ground, frontier: Theatre) -> None:
    assert 260 <= ground.n_reaches <= 280
    assert ground.edge_km[-1] == frontier.border.length_km
    assert len(np.unique(ground.section)) == len(frontier.sections)


def test_a_reach_takes_a_patrol_on_foot_one_to_three_hours(ground: Ground) -> None:
    foot = ground.minutes["foot"]
    foot = foot[np.isfinite(foot)]
    assert 60 < np.median(foot) < 180
    assert np.quantile(foot, 0.95) < 180


def test_vehicles_are_faster_and_slowest_in_the_mountains(ground: Ground) -> None:
    vehicle, foot = ground.minutes["vehicle"], ground.minutes["foot"]
    passable = np.isfinite(vehicle)
    assert (vehicle[passable] < foot[passable]).all()
    pace = vehicle[passable] / ground.track_km[passable]
    low = ground.highest_m[passable] < 500
    assert np.median(pace[low]) < np.median(pace[~low])
    assert np.median(pace[low]) == pytest.approx(2.0, abs=0.1)


def test_there_is_no_way_on_the_ground_where_there_is_no_track(ground: Ground) -> None:
    bare = ground.track_km == 0
    assert bare.any()
    for kind in ("foot", "vehicle"):
        assert np.isinf(ground.minutes[kind][bare]).all()


def test_the_wakhan_ridge_can_hardly_be_crossed(
    ground: Ground, frontier: Theatre
) -> None:
    names = [section.name for section in frontier.sections]
    ridge = ground.section == names.index("Wakhan ridge")
    assert ground.can_cross[ridge].mean() < 0.3
    assert np.median(ground.lowest_m[ridge]) > 4700
    lowland = ground.highest_m < 500
    assert ground.can_cross[lowland].all()


def test_the_river_rises_with_km(ground: Ground, frontier: Theatre) -> None:
    (low_km, high_km), *_ = frontier.river_km
    river = (ground.edge_km[:-1] >= low_km) & (ground.edge_km[1:] <= high_km)
    assert (np.diff(ground.lowest_m[river]) >= 0).all()


def test_finer_reaches_take_about_as_long_together(
    ground: Ground, frontier: Theatre
) -> None:
    fine = survey_ground(frontier, 1.0)
    for kind in ("foot", "vehicle"):
        coarse_h = ground.minutes[kind][np.isfinite(ground.minutes[kind])].sum()
        fine_h = fine.minutes[kind][np.isfinite(fine.minutes[kind])].sum()
        assert fine_h == pytest.approx(coarse_h, rel=0.05)


def test_posts_stand_on_the_track_at_their_km(frontier: Theatre) -> None:
    posts = [base for base in frontier.bases if base.km is not None]
    lon, lat = track_position(frontier, [base.km for base in posts])
    off_km = distance_km(
        lon,
        lat,
        np.array([base.lon for base in posts]),
        np.array([base.lat for base in posts]),
    )
    assert off_km.max() < 0.5


def test_a_leg_from_the_capital_to_the_east_crosses_high_ground(
    frontier: Theatre,
) -> None:
    # Dushanbe to Murghob: the Pamir between them stands above 5,000 m.
    highest = highest_on_leg(frontier.elevation, 68.825, 38.543, 73.966, 38.169)
    assert 5000 < highest < 7600


def test_it_gets_light_in_the_east_first(frontier: Theatre) -> None:
    window = make_window(frontier, None, 1)
    first_day = np.argmax(window.light == 0, axis=1)
    assert first_day[-1] < first_day[0]
    assert window.light.shape == (len(frontier.sections), 48)
