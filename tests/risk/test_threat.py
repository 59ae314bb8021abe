"""The threat: rates as the priors give them, and what each claim does to them."""

from dataclasses import replace

import numpy as np
import pytest
from small_risk import AT, happened, said

from vedette.risk.counting import count_register
from vedette.risk.params import load_params
from vedette.risk.priors import prior_rates, rate_sections
from vedette.risk.threat import PER_KM, WEEKS_A_YEAR, Line, find_shifts, rate_strand

EDGES = np.array([0.0, 20.0, 42.0, 60.0])
LINE = Line(EDGES, np.ones(3))
ENDS = (0.25, 1.0, 4.0)
FIRM = {"state": "officially_confirmed"}


@pytest.fixture(scope="module")
def params(small_theatre):
    return load_params(small_theatre)


@pytest.fixture(scope="module")
def rate(params):
    def rate_them(incidents, claims, effort=None, line=LINE):
        tally = count_register(incidents, claims, AT, params)
        effort = np.ones(3) if effort is None else np.array(effort)
        return rate_strand(
            "attacks",
            tally.of("attacks"),
            tally.record_weeks,
            line,
            params.priors["attacks"],
            effort,
        )

    return rate_them


INCIDENTS = [
    happened("I-1", 30.0, "middle"),
    happened("I-2", 33.0, "middle", days_ago=60.0),
    happened("I-3", 8.0, "west", days_ago=2.0),
]
CLAIMS = [
    said("C-1", "I-1", **FIRM),
    said("C-2", "I-1"),
    said("C-3", "I-2"),
    said("C-4", "I-3"),
    said("C-5", "I-3", **FIRM),
    said("C-6", "I-3", **FIRM),
]


def test_rates_are_those_of_the_priors_by_year_and_length(rate, params):
    told = rate(INCIDENTS, CLAIMS)
    weekly = rate_sections(
        EDGES,
        np.array([30.0, 33.0, 8.0]),
        np.full(3, 5.0),
        np.array([7.0, 60.0, 2.0]) / 7,
        params.record_weeks,
        params.priors["attacks"],
    )
    scale = WEEKS_A_YEAR * PER_KM / np.diff(EDGES)
    assert told.middle == pytest.approx(weekly.mean * scale)
    assert told.high == pytest.approx(weekly.high * scale)


def test_the_low_end_knows_well_sourced_incidents_alone(rate):
    told = rate(INCIDENTS, CLAIMS)
    firm = rate(INCIDENTS[:1] + INCIDENTS[2:], CLAIMS)
    assert told.low == pytest.approx(firm.low)
    assert told.low[1] < rate(INCIDENTS, [*CLAIMS, said("C-7", "I-2", **FIRM)]).low[1]


@pytest.mark.parametrize("gone", [each.id for each in CLAIMS])
def test_leaving_a_claim_out_is_what_rating_without_it_gives(rate, gone):
    told = rate(INCIDENTS, CLAIMS)
    without = rate(INCIDENTS, [each for each in CLAIMS if each.id != gone])
    for section, shifts in enumerate(find_shifts(told, ENDS)):
        found = [each for each in shifts if each.claim == gone]
        if not found:
            middle = (told.middle[section], without.middle[section])
            assert middle[1] == pytest.approx(middle[0], rel=0.011)
            continue
        (shift,) = found
        assert shift.without.low == pytest.approx(without.low[section])
        assert shift.without.middle == pytest.approx(without.middle[section])
        assert shift.without.high == pytest.approx(without.high[section])
        falls = 1 - without.middle[section] / told.middle[section]
        assert shift.change >= falls - 1e-9


def test_what_is_told_more_than_once_hangs_on_no_single_claim(rate):
    found = {
        each.claim for shifts in find_shifts(rate(INCIDENTS, CLAIMS), ENDS)
        for each in shifts
    }  # fmt: skip
    # C-1 makes its incident firm, C-3 is the only one; the others have company.
    assert found == {"C-1", "C-3"}


def test_the_claim_that_does_most_comes_first(rate):
    claims = [said("C-1", "I-1"), said("C-3", "I-2")]
    middle = find_shifts(rate(INCIDENTS, claims), ENDS)[1]
    assert [each.claim for each in middle] == ["C-1", "C-3"]  # the younger one
    assert middle[0].change > middle[1].change


def test_a_quiet_register_is_moved_by_nothing(rate):
    assert find_shifts(rate([], []), ENDS) == [(), (), ()]


def test_where_nobody_looks_quiet_teaches_nothing(rate, params):
    watched, unseen = rate([], []), rate([], [], effort=[1.0, 0.0, 1.0])
    held = prior_rates(EDGES, params.priors["attacks"]).mean
    held = held * WEEKS_A_YEAR * PER_KM / np.diff(EDGES)
    assert unseen.middle[1] == pytest.approx(held[1], rel=1e-12)
    assert watched.middle[1] < held[1]
    assert unseen.middle[0] == pytest.approx(watched.middle[0])


def test_ground_that_nobody_can_cross_has_hardly_a_rate(rate):
    shut = rate([], [], line=replace(LINE, open_share=np.array([1.0, 0.1, 0.0])))
    free = rate([], [])
    assert shut.middle[1] < 0.2 * free.middle[1]
    assert shut.middle[2] < shut.middle[1]
    assert shut.middle[0] == pytest.approx(free.middle[0])
