"""What of a register speaks for the threat, and why the rest does not."""

import datetime as dt
from dataclasses import replace

import pytest
from small_risk import AT, REJECTED, happened, said

from vedette.domain.register import OnLine, Place, Span
from vedette.risk.counting import count_register
from vedette.risk.params import load_params


@pytest.fixture(scope="module")
def params(small_theatre):
    return load_params(small_theatre)


def count(params, *records, **options):
    incidents = [each for each in records if hasattr(each, "when")]
    claims = [each for each in records if hasattr(each, "says")]
    return count_register(incidents, claims, AT, params, **options)


HERE = happened("I-1", 30.0, "middle")


@pytest.mark.parametrize(
    "claim",
    [
        said("C-1", "I-1", state="withdrawn"),
        said("C-1", "I-1", state="denied"),
        said("C-1", "I-1", state="superseded"),
        said("C-1", "I-1", grade=REJECTED),
        said("C-1", "I-1", says="denies"),
        said("C-1", "I-1", says="no_comment", state="no_comment"),
    ],
)
def test_what_nobody_stands_by_counts_for_nothing(params, claim):
    tally = count(params, HERE, claim)
    assert not tally.spoken
    assert tally.left_out == {"no claim that says so still stands": 1}


def test_one_claim_that_stands_is_enough(params):
    tally = count(
        params, HERE, said("C-1", "I-1", state="withdrawn"), said("C-2", "I-1")
    )
    (spoken,) = tally.spoken
    assert [each.id for each in spoken.claims] == ["C-2"]
    assert (spoken.strand, spoken.km, spoken.error_km) == ("attacks", 30.0, 5.0)
    assert spoken.weeks_ago == pytest.approx(1.0)
    assert not spoken.firm


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"origin": "exercise"}, "made up for an exercise"),
        ({"kind": "other"}, "no attempt by its kind"),
        ({"merged_into": "I-9"}, "merged into another"),
        ({"line": None}, "no place on the line"),
        ({"line": OnLine(30.0, "middle", 90.0)}, "too far off the line"),
        ({"place": Place("", "country", 68.3, 38.0)}, "place hardly known"),
        (
            {"when": Span(*[AT + dt.timedelta(hours=1)] * 2)},
            "after the moment of this picture",
        ),
    ],
)
def test_what_is_left_out_is_counted_with_its_reason(params, changes, why):
    tally = count(params, replace(HERE, **changes), said("C-1", "I-1"))
    assert (len(tally.spoken), tally.left_out) == (0, {why: 1})


def test_an_exercise_counts_where_it_is_asked_for(params):
    made_up = replace(HERE, origin="exercise")
    assert count(params, made_up, said("C-1", "I-1"), with_exercise=True).spoken


def test_what_was_merged_speaks_through_the_other(params):
    twice = happened("I-2", 31.0, "middle", merged_into="I-1")
    tally = count(params, HERE, twice, said("C-1", "I-1"), said("C-2", "I-2"))
    (spoken,) = tally.spoken
    assert [each.id for each in spoken.claims] == ["C-1", "C-2"]


def test_a_record_goes_back_as_far_as_its_oldest_incident(params):
    old = happened("I-1", 30.0, "middle", days_ago=700)
    assert count(params, old, said("C-1", "I-1")).record_weeks == pytest.approx(100)
    assert count(params).record_weeks == params.record_weeks
