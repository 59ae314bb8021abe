"""Rules duty-start, duty-hours, duty-length and rest, by hand."""

import datetime as dt

import numpy as np
import pytest
from tiny_cases import make_case, make_caveat, make_ground, make_team, make_window

from vedette.domain.forces import Caveat, Team
from vedette.domain.picture import Window
from vedette.verify.duties import Duties, lawful_km, plan_duties, wall_clock

GROUND = make_ground([0.0, 40.0, 61.0], [20.0, 20.0])
DAY = make_window(np.zeros((2, 48)))


def duties_of(team: Team, *caveats: Caveat, window: Window = DAY) -> Duties:
    case = make_case(GROUND, window, team, caveats=caveats)
    return plan_duties(case.theatre, team, window)


def room(duties: Duties, moment: int) -> int:
    return int(duties.room_at(np.array([moment]))[0])


def test_duties_begin_on_the_clock_and_may_begin_before_the_window() -> None:
    duties = duties_of(make_team(duty_h=3.0, rest_h=4.0, starts_every_min=120))
    assert (duties.longest, duties.rest, duties.first) == (6, 8, -6)
    # The window begins at 06:00; 04:00 is moment -4.
    assert duties.starts[:3].tolist() == [-4, 0, 4]
    assert duties.starts[-1] == 44


def test_rest_is_rounded_up_and_duty_down() -> None:
    duties = duties_of(make_team(duty_h=1.9, rest_h=1.6))
    assert (duties.longest, duties.rest) == (3, 4)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(-2, 0), (0, 6), (4, 6), (20, 6), (22, 4), (25, 1), (26, 0), (27, 0)],
)
def test_hours_within_a_day(moment: int, expected: int) -> None:
    """Earliest 06:00, latest 19:00: the last duty begins at 18:30."""
    team = make_team(duty_h=3.0, earliest_min=360, latest_min=1140)
    assert room(duties_of(team), moment) == expected


@pytest.mark.parametrize(
    ("moment", "expected"), [(-1, 1), (0, 0), (23, 0), (24, 6), (36, 6), (44, 4)]
)
def test_hours_over_midnight(moment: int, expected: int) -> None:
    """Earliest 18:00, latest 06:00; moment 24 is 18:00 and moment 44 is 04:00."""
    team = make_team(duty_h=3.0, earliest_min=1080, latest_min=360)
    assert room(duties_of(team), moment) == expected


def test_every_caveat_on_hours_counts() -> None:
    team = make_team(duty_h=4.0, earliest_min=300, latest_min=720)
    own = make_caveat(kind="hours", team="team-1", earliest_min=420, latest_min=600)
    other = make_caveat(
        id="c2", kind="hours", team="other", earliest_min=0, latest_min=60
    )
    foreign = make_caveat(
        id="c3", kind="hours", partner="ally", earliest_min=0, latest_min=60
    )
    duties = duties_of(team, own, other, foreign)
    assert room(duties, 0) == 0
    assert room(duties, 2) == 6
    assert room(duties, 5) == 3


def test_no_duty_begins_outside_the_known_moments() -> None:
    duties = duties_of(make_team(duty_h=3.0))
    assert room(duties, -7) == 0
    assert room(duties, 48) == 0
    assert not duties.clock_allows(np.array([-7, 48])).any()


def test_the_wall_clock_is_that_of_the_zone() -> None:
    """On 26 October 2025 the clocks of Berlin went back from 03:00 to 02:00."""
    start = dt.datetime.fromisoformat("2025-10-26T00:00:00+02:00")
    window = Window(start, "Europe/Berlin", 60, np.zeros((2, 24), dtype=np.int8))
    hours = [wall_clock(window, moment).hour for moment in range(5)]
    assert hours == [0, 1, 2, 2, 3]
    duties = duties_of(make_team(duty_h=2.0, starts_every_min=120), window=window)
    # 22:00 of the day before, two hours of duty away, is the first.
    assert duties.starts[:5].tolist() == [-2, 0, 2, 3, 5]


def test_km_limits_are_the_intersection() -> None:
    team = make_team()
    caveats = [
        make_caveat(km_from=5.0),
        make_caveat(id="c2", km_from=9.0, km_to=50.0, team="team-1"),
        make_caveat(id="c3", km_to=30.0, partner="ally"),
    ]
    case = make_case(GROUND, DAY, team, caveats=caveats)
    assert lawful_km(case.theatre, team) == (9.0, 50.0)
