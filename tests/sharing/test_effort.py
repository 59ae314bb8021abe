"""What a roster asks of a team: by hand, and held against the plan's averages."""

from dataclasses import astuple

import numpy as np
import pytest
from fields import QUICK, field_of, quick_plan

from vedette.domain.plans import TeamEffort
from vedette.domain.theatre import Theatre
from vedette.planning.effort import team_effort
from vedette.planning.roster import Lottery
from vedette.sharing import Package
from vedette.sharing.effort import roster_effort

DRAWS = 400


@pytest.fixture(scope="module")
def efforts(package: Package) -> dict[str, TeamEffort]:
    window = package.get_picture().window
    return roster_effort(package.theatre, window, package.get_roster())


def test_a_foot_patrol_by_day(package: Package, efforts: dict[str, TeamEffort]) -> None:
    """Five slots, out 5 km and back along a track as long as the line, by daylight."""
    spent = efforts["foot-1"]
    assert (spent.duties, spent.duty_h, spent.night_h) == (1.0, 2.5, 0.0)
    assert spent.travel_km == pytest.approx(10.0, rel=0.01)
    assert (spent.airborne_h, spent.fuel_kg) == (0.0, 0.0)


def test_a_foot_patrol_by_night(efforts: dict[str, TeamEffort]) -> None:
    assert (efforts["foot-2"].duty_h, efforts["foot-2"].night_h) == (2.0, 2.0)


def test_a_duty_begun_before_counts_by_what_lies_inside(
    efforts: dict[str, TeamEffort],
) -> None:
    """Two of its five slots lie in the window: km 20 to 15 to 8."""
    spent = efforts["car-1"]
    assert (spent.duties, spent.duty_h) == (0.0, 1.0)
    assert spent.travel_km == pytest.approx(12.0, rel=0.05)


def test_a_sortie(efforts: dict[str, TeamEffort]) -> None:
    """Four slots in the air at 180 km/h, 250 kg/h; turnaround and waiting are duty."""
    spent = efforts["heli-1"]
    assert (spent.duties, spent.duty_h, spent.airborne_h) == (1.0, 3.0, 2.0)
    assert (spent.travel_km, spent.fuel_kg) == (360.0, 500.0)


def test_only_teams_in_the_roster_are_told(efforts: dict[str, TeamEffort]) -> None:
    assert list(efforts) == ["foot-1", "foot-2", "car-1", "heli-1"]


def test_many_draws_come_to_the_plans_averages(small_theatre: Theatre) -> None:
    """Each mean within five standard errors, and 1 % for routes too rare to draw."""
    window = field_of(small_theatre, QUICK).window
    plan = quick_plan(small_theatre, QUICK)
    lottery = Lottery(plan)
    draws = [
        roster_effort(small_theatre, window, lottery.draw(seed))
        for seed in range(DRAWS)
    ]
    for team in small_theatre.teams:
        spent = np.array([astuple(draw[team.id]) for draw in draws])
        says = astuple(team_effort(small_theatre, window, team, plan.moves[team.id]))
        error = spent.std(axis=0) / np.sqrt(DRAWS) + 1e-9
        room = 5 * error + 0.01 * np.abs(says)
        assert np.all(np.abs(spent.mean(axis=0) - says) <= room), team.id
