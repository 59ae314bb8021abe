"""Rules passable, places and step, and what a ground team passes, by hand."""

import math

import numpy as np
import pytest
from tiny_cases import (
    LENGTH_KM,
    make_case,
    make_caveat,
    make_ground,
    make_team,
    make_window,
)

from vedette.domain.forces import Caveat
from vedette.domain.picture import Ground
from vedette.verify.places import Places, lay_places, stays_on_ground

EDGES = [0.0, 10.0, 20.0, 30.0, 40.0, 50.0, LENGTH_KM]


def places_of(
    ground: Ground, base_km: float, *caveats: Caveat, duty_h: float = 4.0
) -> Places:
    team = make_team(duty_h=duty_h)
    case = make_case(ground, make_window(np.zeros((2, 8))), team, base_km, caveats)
    return lay_places(case.theatre, team, ground, case.window)


def test_edges_become_places_unless_too_near_to_the_last() -> None:
    """Upwards edges lie at 2, 12 and 22 minutes, downwards at 8 and 12: 2 and 8 are
    less than a third of a slot, and nothing is joined to the base beyond km 40."""
    ground = make_ground(EDGES, [4.0, 10.0, 10.0, 10.0, math.inf, 4.0])
    places = places_of(ground, 18.0)
    assert places.km == pytest.approx([0.0, 18.0, 30.0, 40.0])
    assert places.minute == pytest.approx([-12.0, 0.0, 12.0, 22.0])
    assert places.base == 1
    assert places.passable_km == (0.0, 40.0)


def test_long_stretches_are_cut_into_equal_times() -> None:
    """70 minutes to km 20 make three parts; the track is slower in the second reach."""
    ground = make_ground(EDGES, [35.0, 70.0, 200.0, 200.0, 200.0, 200.0])
    places = places_of(ground, 10.0)
    assert places.minute[1:5] == pytest.approx([-17.5, 0.0, 70 / 3, 140 / 3])
    assert places.km[3:6] == pytest.approx([10 + 10 / 3, 10 + 20 / 3, 20.0])


def test_a_cut_runs_over_edges_that_are_no_places() -> None:
    """Edges at 25 (kept), 29 (too near) and 61 minutes: the cut of 36 is at 43."""
    ground = make_ground(EDGES, [25.0, 4.0, 32.0, math.inf, 4.0, 4.0])
    places = places_of(ground, 0.0)
    assert places.minute == pytest.approx([0.0, 25.0, 43.0, 61.0])
    assert places.km == pytest.approx([0.0, 10.0, 20.0 + 10 * 14 / 32, 30.0])


def test_places_stop_after_the_first_edge_beyond_half_a_duty() -> None:
    ground = make_ground(EDGES, [25.0] * 6)
    places = places_of(ground, 0.0, duty_h=1.5)
    assert places.minute == pytest.approx([0.0, 25.0, 50.0])


def test_caveats_stop_the_places_and_the_base() -> None:
    ground = make_ground(EDGES, [25.0] * 6)
    places = places_of(ground, 20.0, make_caveat(km_from=10.0, km_to=39.0))
    assert places.km == pytest.approx([10.0, 20.0, 30.0])
    blocked = places_of(ground, 20.0, make_caveat(km_from=21.0))
    assert not len(blocked.km)
    assert "km 20.000 lies outside km 21.000" in blocked.blocked


def test_a_base_at_an_edge_stands_in_the_reach_above() -> None:
    open_above = make_ground(EDGES, [25.0, math.inf, 25.0, 25.0, 25.0, 25.0])
    assert places_of(open_above, 20.0).km[0] == 20.0
    closed_above = make_ground(EDGES, [25.0, 25.0, math.inf, 25.0, 25.0, 25.0])
    assert "cannot be passed" in places_of(closed_above, 20.0).blocked
    assert places_of(open_above, LENGTH_KM).km[-1] == pytest.approx(LENGTH_KM)


def test_steps_take_a_slot_at_most() -> None:
    """Places at -12, 0, 12 and 22 minutes: only the longest way is over 30."""
    ground = make_ground(EDGES, [4.0, 10.0, 10.0, 10.0, math.inf, 4.0])
    places = places_of(ground, 18.0)
    here, there = np.mgrid[:4, :4].reshape(2, -1)
    lawful = (places.look_of(here, there) >= 0).reshape(4, 4)
    expected = np.ones((4, 4), dtype=bool)
    expected[0, 3] = expected[3, 0] = False
    np.testing.assert_array_equal(lawful, expected)
    outside = places.look_of(np.array([-1, 0, 0]), np.array([0, -1, 9]))
    assert outside.tolist() == [-1, -1, -1]


def test_the_slot_is_shared_by_time_among_parts_passed() -> None:
    """From km 18.3 to km 30 in 1.7 x 2 + 10 minutes, parts of one km."""
    ground = make_ground(EDGES, [4.0, 20.0, 10.0, 10.0, math.inf, 4.0])
    places = places_of(ground, 18.3)
    stays = stays_on_ground(places, ground, "foot", 0.5)
    here, there = places.find(np.array([18.3, 30.0]))
    mine = stays.look == places.look_of(np.array([here]), np.array([there]))[0]
    assert stays.part[mine].tolist() == list(range(18, 30))
    minutes = np.array([1.4, 2.0, *[1.0] * 10])
    hours = 0.5 * minutes / 13.4
    assert stays.hours[mine] == pytest.approx(hours)
    assert stays.kmh[mine] == pytest.approx([0.7, *[1.0] * 11] / hours)


@pytest.mark.parametrize(
    ("km", "parts"), [(0.0, [0]), (18.3, [18]), (30.0, [29, 30]), (40.0, [39, 40])]
)
def test_who_stays_stands_in_a_part_or_at_the_edge_of_two(
    km: float, parts: list[int]
) -> None:
    ground = make_ground(EDGES, [4.0, 10.0, 10.0, 10.0, math.inf, 4.0])
    places = places_of(ground, 18.3)
    place = places.find(np.array([km]))[0]
    stays = stays_on_ground(places, ground, "foot", 0.5)
    mine = stays.look == places.look_of(np.array([place]), np.array([place]))[0]
    assert stays.part[mine].tolist() == parts
    assert stays.hours[mine] == pytest.approx([0.5 / len(parts)] * len(parts))
    assert not stays.kmh[mine].any()


def test_every_step_uses_its_whole_slot() -> None:
    ground = make_ground(EDGES, [13.0, 41.0, 7.0, 22.0, 9.0, 30.0])
    places = places_of(ground, 27.0)
    stays = stays_on_ground(places, ground, "foot", 0.5)
    hours = np.bincount(stays.look, stays.hours, minlength=places.n_looks)
    np.testing.assert_allclose(hours, np.where(places.may_step.ravel(), 0.5, 0.0))
    assert (np.diff(stays.look) >= 0).all()


def test_a_km_that_is_no_place_is_not_found() -> None:
    places = places_of(make_ground(EDGES, [25.0] * 6), 20.0)
    km = np.array([20.0, 20.0 + 5e-7, 20.001, np.nan, np.inf, -np.inf])
    assert places.find(km).tolist() == [places.base, places.base, -1, -1, -1, -1]
