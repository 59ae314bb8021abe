"""Vulnerability from looks, impact from stakes, words from intervals: by hand."""

from types import SimpleNamespace

import numpy as np
import pytest

from vedette.domain.risk import Band
from vedette.domain.theatre import Site
from vedette.risk.angles import (
    Watching,
    guess_effort,
    list_near,
    make_angle,
    measure_blind,
    rate_impact,
    rate_vulnerability,
    share_open,
)

# Three reaches of 10, 10 and 20 km in two sections; nobody crosses the second.
GROUND = SimpleNamespace(
    edge_km=np.array([0.0, 10.0, 20.0, 40.0]),
    section=np.array([0, 0, 1]),
    can_cross=np.array([True, False, True]),
)
WATCHING = Watching(
    together=np.array([[0.9, 0.9, 0.0], [0.6, 0.9, 0.0]]),
    alone=np.array([[0.5, 0.9, 0.0], [0.1, 0.9, 0.0]]),
    teams=np.array([3, 9, 0]),
)
ENDS = (0.3, 0.6, 0.85)


@pytest.mark.parametrize(
    ("value", "word"),
    [(0.0, "low"), (0.29, "low"), (0.3, "medium"), (0.84, "high"), (1.0, "critical")],
)
def test_a_band_begins_where_the_one_below_ends(value, word):
    assert make_angle(value, value, value, ENDS).band == Band(word, word, word)


def test_vulnerability_runs_from_all_by_day_to_one_by_night():
    told = rate_vulnerability(GROUND, WATCHING, 0, ENDS)
    assert (told.low, told.middle, told.high) == pytest.approx((0.1, 0.7, 0.9))
    assert told.band == Band("low", "high", "critical")


def test_what_no_team_can_look_at_is_wholly_open():
    told = rate_vulnerability(GROUND, WATCHING, 1, ENDS)
    assert (told.low, told.high) == (1.0, 1.0)
    assert measure_blind(GROUND, WATCHING, 1) == 20.0
    assert measure_blind(GROUND, WATCHING, 0) == 0.0


def test_ground_that_nobody_crosses_is_not_vulnerable():
    shut = SimpleNamespace(**{**vars(GROUND), "can_cross": np.zeros(3, dtype=bool)})
    assert rate_vulnerability(shut, WATCHING, 0, ENDS).high == 0.0
    assert share_open(GROUND, 2) == pytest.approx([0.5, 1.0])


def test_effort_is_in_proportion_to_looks_in_the_worst_light():
    watching = Watching(
        together=np.array([[0.99, 0.0, 0.99], [1 - np.exp(-2), 0.0, 1 - np.exp(-1)]]),
        alone=WATCHING.alone,
        teams=WATCHING.teams,
    )
    assert guess_effort(GROUND, watching, 2) == pytest.approx([1.0, 0.5])


def test_where_nobody_can_look_there_is_no_effort():
    blind = Watching(np.zeros((2, 3)), np.zeros((2, 3)), np.zeros(3, dtype=int))
    assert guess_effort(GROUND, blind, 2).tolist() == [0.0, 0.0]


def test_impact_is_the_stake_of_the_middle_80_percent_of_attempts():
    stake = np.array([[1.0, 2.0], [0.0, 0.0], [50.0, 60.0]])
    share = np.array([[0.05, 0.85], [0.0, 0.0], [0.05, 0.05]])
    risk = SimpleNamespace(stake=stake, forecast=share)
    told = rate_impact(GROUND, risk, 0, (5.0, 15.0, 40.0))
    assert (told.low, told.middle, told.high) == (2.0, 2.0, 2.0)
    told = rate_impact(GROUND, risk, 1, (5.0, 15.0, 40.0))
    assert (told.low, told.high) == (50.0, 60.0)
    assert told.band.low == "critical"


def test_a_section_without_attempts_has_no_impact():
    nothing = SimpleNamespace(stake=np.ones((3, 1)), forecast=np.zeros((3, 1)))
    assert rate_impact(GROUND, nothing, 0, (5.0, 15.0, 40.0)).high == 0.0


def test_the_sites_behind_an_impact_are_named_with_the_hours_to_them():
    sites = [
        Site(id_, id_, "mine", 0.0, 0.0, 10.0, "exact", "a test") for id_ in ("A", "B")
    ]
    risk = SimpleNamespace(
        top_site=np.array([1, 0, 0]),
        forecast=np.array([[0.5], [0.0], [0.5]]),
        travel_h=np.array([[9.0, 1.25], [9.0, 9.0], [2.0, 3.0]]),
    )
    (near,) = list_near(GROUND, risk, sites, 0)
    assert (near.id, near.hours) == ("B", 1.2)
