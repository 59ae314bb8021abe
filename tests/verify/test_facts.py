"""Facts are worked out once for teams that are alike, and only for those."""

from dataclasses import replace

import numpy as np
import pytest
from tiny_cases import make_case, make_caveat, make_ground, make_team, make_window

from vedette.domain.forces import Team
from vedette.verify.facts import gather_facts

GROUND = make_ground([0.0, 10.0, 20.0, 61.0], [20.0] * 3)
FIRST = make_team()


@pytest.mark.parametrize(
    ("second", "alike"),
    [
        (make_team(id="team-2", name="Another", note="new"), True),
        (make_team(id="team-2", kind="vehicle"), False),
        (make_team(id="team-2", duty_h=2.0), False),
        (make_team(id="team-2", rest_h=2.0), False),
        (make_team(id="team-2", starts_every_min=60), False),
        (make_team(id="team-2", earliest_min=60, latest_min=600), False),
    ],
)
def test_who_is_alike(second: Team, alike: bool) -> None:
    case = make_case(GROUND, make_window(np.zeros((2, 4))), FIRST)
    theatre = replace(case.theatre, teams=(FIRST, second))
    facts = gather_facts(theatre, GROUND, case.window)
    assert list(facts) == ["team-1", "team-2"]
    assert (facts["team-1"] is facts["team-2"]) == alike


def test_a_caveat_on_one_of_two_teams() -> None:
    second = make_team(id="team-2")
    caveat = make_caveat(team="team-2", km_to=20.0)
    case = make_case(
        GROUND, make_window(np.zeros((2, 4))), FIRST, base_km=15.0, caveats=[caveat]
    )
    theatre = replace(case.theatre, teams=(FIRST, second))
    facts = gather_facts(theatre, GROUND, case.window)
    assert len(facts["team-2"].ways.km) < len(facts["team-1"].ways.km)
