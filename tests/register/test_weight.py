"""What a claim weighs: each part of its grade, and how it stands."""

from dataclasses import replace

import pytest
from small_register import GRADE, INCIDENT, claim

from vedette.domain.register import FALLEN
from vedette.register.weight import say_regrade, weigh

WELL = replace(GRADE, reliability="B", credibility=2, validation="validated")


def weight_of(**changes):
    return weigh(replace(claim("C-1", INCIDENT, "paper"), **changes))


@pytest.mark.parametrize(
    ("changes", "weight"),
    [
        ({"state": "officially_confirmed"}, "firm"),
        ({"state": "corroborated"}, "firm"),
        ({"grade": WELL}, "firm"),
        ({"grade": replace(WELL, reliability="C")}, "standing"),
        ({"grade": replace(WELL, credibility=3)}, "standing"),
        ({"grade": replace(WELL, validation="not_validated")}, "standing"),
        ({}, "standing"),
        ({"grade": replace(WELL, validation="rejected")}, "nothing"),
        *(({"grade": WELL, "state": state}, "nothing") for state in FALLEN),
    ],
)
def test_each_part_of_a_grade_counts_by_itself(changes, weight):
    assert weight_of(**changes) == weight


def test_it_is_said_from_which_grade_to_which():
    before = claim("C-1", INCIDENT, "paper")
    grade = replace(GRADE, reliability="A", credibility=2, validation="validated")
    assert say_regrade("claim:C-1", before, replace(before, grade=grade)) == (
        "claim:C-1 went from F6 not validated (counts, not well sourced)"
        " to A2 validated (well sourced)"
    )
