"""Whom, when and where limits count, and how much they ask for."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from counted_routes import make_limit, random_limit, slots_that_count
from tiny_cases import START, make_case, make_ground, make_team, make_window

from vedette.domain.limits import Limit
from vedette.verify.demands import ALL_SLOTS, Demand, lay_demands

GROUND = make_ground([0.0, 10.0, 20.0, 61.0], [20.0] * 3)
CASE = make_case(GROUND, make_window(np.zeros((2, 8))), make_team())
TEAMS = (
    make_team(),
    make_team(id="team-2", base="post-2"),
    make_team(id="heli-1", partner="ally", base="field-1", kind="helicopter"),
)
THEATRE = replace(
    CASE.theatre,
    teams=TEAMS,
    bases=(*CASE.theatre.bases, replace(CASE.theatre.bases[0], id="post-2")),
)
EVERYBODY = {team.id for team in TEAMS}


def lay(limit: Limit, teams: set[str] = EVERYBODY) -> Demand:
    (demand,) = lay_demands(THEATRE, CASE.window, [limit], teams)
    return demand


@pytest.mark.parametrize(
    ("whom", "teams"),
    [
        ({}, EVERYBODY),
        ({"partner": "host"}, {"team-1", "team-2"}),
        ({"base": "post-2"}, {"team-2"}),
        ({"team": "heli-1"}, {"heli-1"}),
        ({"partner": "host", "team": "heli-1"}, set()),
    ],
)
def test_whom_a_limit_counts(whom: dict[str, str], teams: set[str]) -> None:
    assert lay(make_limit("on_duty", **whom)).teams == teams
    left = lay(make_limit("on_duty", **whom), EVERYBODY - {"team-2"})
    assert left.teams == teams - {"team-2"}


@pytest.mark.parametrize(
    ("when", "slots"),
    [
        ({}, range(8)),
        ({"daily_from_min": 420, "daily_to_min": 480}, [2, 3]),
        ({"daily_from_min": 421, "daily_to_min": 481}, [3, 4]),
        ({"daily_from_min": 540, "daily_to_min": 390}, [0, 6, 7]),
        ({"daily_from_min": 0, "daily_to_min": 1440}, range(8)),
        ({"daily_from_min": 60, "daily_to_min": 120}, []),
    ],
)
def test_which_slots_count_every_day(when: dict[str, int], slots: list[int]) -> None:
    demand = lay(make_limit("absence", **when))
    assert demand.keys == list(slots)
    assert np.flatnonzero(demand.in_slots).tolist() == list(slots)


def test_dates_are_moments_in_any_zone() -> None:
    """From 07:00 in Dushanbe, told in UTC, up to the slot that begins at 08:30."""
    begin = dt.datetime(2025, 12, 8, 2, 0, tzinfo=dt.UTC)
    limit = make_limit("presence", start=begin, end=START.replace(hour=8, minute=30))
    assert lay(limit).keys == [2, 3, 4]


def test_hours_in_the_air_are_one_inequality_for_seven_days() -> None:
    """Four hours of a week: 84 hours would be allowed 168 / 4 as much."""
    demand = lay(make_limit("flight_hours", amount=84.0))
    assert demand.keys == [ALL_SLOTS]
    assert demand.amount == pytest.approx(84.0 * 4 / 168)


@pytest.mark.parametrize(
    ("place", "stretch"),
    [
        ({}, (0.0, THEATRE.border.length_km)),
        ({"section": "sec-0"}, (0.0, 20.0)),
        ({"section": "sec-1", "km_to": 31.0}, (20.0, 31.0)),
        ({"km_from": 9.0}, (9.0, THEATRE.border.length_km)),
        ({"section": "sec-0", "km_from": 5.0, "km_to": 50.0}, (5.0, 20.0)),
    ],
)
def test_the_stretch_is_what_section_and_km_share(
    place: dict[str, object], stretch: tuple[float, float]
) -> None:
    demand = lay(make_limit("presence", **place))
    assert (demand.low_km, demand.high_km) == pytest.approx(stretch)


def test_a_shortfall_makes_least_less_and_most_more() -> None:
    short = np.arange(8.0)
    least = lay(make_limit("presence", amount=2.0))
    most = lay(make_limit("absence", amount=2.0))
    assert least.relaxed(short).tolist() == (2.0 - short).tolist()
    assert most.relaxed(short).tolist() == (2.0 + short).tolist()
    assert most.relaxed(None).tolist() == [2.0] * 8


@pytest.mark.parametrize("seed", range(30))
def test_slots_are_those_of_the_plain_judge(seed: int) -> None:
    limit = random_limit(np.random.default_rng(seed), kind="on_duty")
    assert lay(limit).keys == slots_that_count(limit, CASE.window)
