"""Shares of attempts: sections by their rates, within one by stake and hour."""

import math
from dataclasses import replace

import numpy as np
import pytest
from made_ground import MODEL, make_site, make_theatre

from vedette.errors import InputError
from vedette.risk import assess_risk
from vedette.risk.attempts import list_rate_faults, share_attempts
from vedette.terrain import make_window, survey_ground

SITES = (make_site(68.15, 38.03, value=60.0),)
WEST, EAST = {"west": 6.0, "east": 2.0}, {"west": 0.0, "east": 2.0}


def two_sections(height=None, **changes):
    """The made line in two sections: km 0 to 40 is west, what is left of it east."""
    made = make_theatre(height, sites=SITES) if height else make_theatre(sites=SITES)
    whole = made.sections[0]
    west = replace(whole, id="west", km_from=0.0, km_to=40.0)
    east = replace(whole, id="east", km_from=40.0, km_to=whole.km_to)
    model = replace(MODEL, **changes)
    return replace(made, sections=(west, east), model=model)


def assess(theatre, rates=None):
    ground = survey_ground(theatre, 5.0)
    window = make_window(theatre, None, 1)
    return ground, assess_risk(theatre, ground, window, rates)


def shares(ground, risk):
    return np.bincount(ground.section, risk.forecast.sum(axis=1), minlength=2)


def test_where_nothing_is_known_every_km_is_as_likely_as_the_next():
    ground, risk = assess(two_sections())
    km = 40.0, ground.edge_km[-1] - 40.0
    assert shares(ground, risk) == pytest.approx(np.array(km) / sum(km))
    assert risk.forecast.sum() == pytest.approx(1.0)


def test_sections_follow_their_rates_and_lengths():
    ground, risk = assess(two_sections(), WEST)
    due = np.array([6.0 * 40.0, 2.0 * (ground.edge_km[-1] - 40.0)])
    assert shares(ground, risk) == pytest.approx(due / due.sum())


def test_within_a_section_rates_change_nothing():
    theatre = two_sections(forecast_power=2.0)
    ground, plain = assess(theatre)
    _, told = assess(theatre, WEST)
    for section in (0, 1):
        mine = ground.section == section
        before, after = plain.forecast[mine], told.forecast[mine]
        assert after / after.sum() == pytest.approx(before / before.sum())
        assert np.ptp(before) > 0


def test_a_section_without_attempts_gets_none_and_keeps_its_stakes():
    ground, risk = assess(two_sections(), EAST)
    assert shares(ground, risk) == pytest.approx([0.0, 1.0])
    assert (risk.stake[ground.section == 0] > 0).all()


def test_where_nothing_is_at_stake_a_section_is_spread_evenly():
    theatre = replace(two_sections(stake_base=0.0), sites=())
    ground, risk = assess(theatre, WEST)
    for section, due in enumerate(shares(ground, risk)):
        mine = risk.forecast[ground.section == section]
        assert mine == pytest.approx(np.full(mine.shape, due / mine.size))


def test_shares_follow_the_hour_within_a_section():
    even = {**dict.fromkeys(MODEL.forecast_hour, 1.0), "day": 0.0}
    _, risk = assess(two_sections(forecast_hour=even), WEST)
    assert (risk.forecast[0] == 0).any()
    assert (risk.forecast[0] > 0).any()


@pytest.mark.parametrize(
    ("rates", "said"),
    [
        ({"west": 1.0}, "east: no rate"),
        ({**WEST, "north": 1.0}, "'north' is no section"),
        ({**WEST, "east": -1.0}, "-1 a year per 100 km"),
        ({**WEST, "east": math.nan}, "nan a year per 100 km"),
        ({**WEST, "east": math.inf}, "inf a year per 100 km"),
    ],
)
def test_rates_that_cannot_be_are_told(rates, said):
    theatre = two_sections()
    assert any(said in each for each in list_rate_faults(theatre, rates))
    with pytest.raises(InputError, match="rates of attempts"):
        assess(theatre, rates)


def test_rates_of_nothing_at_all_are_refused():
    with pytest.raises(InputError, match="no attempt is expected anywhere"):
        assess(two_sections(), dict.fromkeys(WEST, 0.0))


def test_shares_follow_rates_between_sections_and_weights_within():
    section = np.array([0, 0, 1], dtype=np.int32)
    weight = np.array([[1.0, 3.0], [0.0, 0.0], [2.0, 2.0]])
    rho = share_attempts(np.array([0.3, 0.1]), section, weight)
    assert rho.sum() == pytest.approx(1)
    assert rho[0] == pytest.approx([0.75 / 4, 0.75 * 3 / 4])
    assert rho[2] == pytest.approx([0.125, 0.125])


def test_a_section_nobody_can_cross_gets_no_share():
    section = np.array([0, 1], dtype=np.int32)
    rho = share_attempts(np.array([5.0, 0.1]), section, np.array([[0.0], [1.0]]))
    assert rho.ravel().tolist() == [0.0, 1.0]
    with pytest.raises(InputError, match="no attempt"):
        share_attempts(np.array([5.0, 0.1]), section, np.zeros((2, 1)))
