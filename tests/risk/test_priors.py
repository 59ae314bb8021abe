"""Stated priors and few events: what is learnt, and what is not where nobody looks."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import gamma

from vedette.errors import InputError
from vedette.risk.priors import (
    GammaRates,
    RatePriors,
    prior_rates,
    rate_sections,
    update_rates,
)

PRIORS = RatePriors(0.001, 0.1, 8.0, 104.0, 10.0, 0.5)
EDGES = np.array([0.0, 100.0, 150.0, 250.0])
NONE = np.zeros(0)


def rate(km=NONE, error=NONE, ago=NONE, record=26.0, **more):
    """Rates of three sections with the built-in priors."""
    arrays = [np.asarray(each, dtype=float) for each in (km, error, ago)]
    return rate_sections(EDGES, *arrays, record, **{"priors": PRIORS} | more)


def test_the_prior_lies_between_the_stated_rates_with_its_chance():
    law = prior_rates(EDGES, PRIORS)
    ends = gamma.ppf([0.05, 0.95], law.shape[0], scale=1 / law.weeks[0])
    assert ends == pytest.approx([0.001, 0.1], rel=1e-6)
    assert law.mean[1] == pytest.approx(law.mean[0] / 2)  # half as long


def test_with_no_record_at_all_the_prior_is_told():
    told = rate(record=0.0)
    assert told.low[0] == pytest.approx(0.001, rel=1e-5)
    assert told.high[0] == pytest.approx(0.1, rel=1e-5)


def test_the_update_is_that_of_gamma_and_poisson_by_hand():
    prior = GammaRates(np.array([2.0]), np.array([40.0]))
    law = update_rates(prior, np.array([3.0]), 60.0, np.ones(1), effort_error=0.0)
    assert (law.shape[0], law.weeks[0]) == (pytest.approx(5.0), pytest.approx(100.0))
    assert law.mean[0] == pytest.approx(0.05)


def test_an_event_raises_its_own_section_and_hardly_one_far_away():
    quiet, told = rate(), rate([50.0], [1.0], [1.0])
    assert told.mean[0] > 1.5 * quiet.mean[0]
    assert told.mean[2] == pytest.approx(quiet.mean[2], rel=1e-6)
    assert (told.low < told.mean).all()
    assert (told.mean < told.high).all()


def test_a_place_known_badly_speaks_for_the_sections_beside_it():
    sharp, vague = rate([90.0], [0.0], [1.0]), rate([90.0], [60.0], [1.0])
    assert vague.mean[0] < sharp.mean[0]
    assert vague.mean[2] > sharp.mean[2]


def test_an_older_event_says_less():
    assert rate([50.0], [1.0], [20.0]).mean[0] < rate([50.0], [1.0], [1.0]).mean[0]


def test_quiet_weeks_lower_the_rate_only_as_far_as_somebody_looked():
    prior = rate(record=0.0)
    looked, half, none = (
        rate(record=52.0, effort=np.full(3, share)) for share in (1.0, 0.5, 0.0)
    )
    assert (looked.mean < half.mean).all()
    assert (half.mean < none.mean).all()
    assert none.mean == pytest.approx(prior.mean)
    assert none.high == pytest.approx(prior.high, rel=1e-6)


def test_few_looks_raise_a_count_and_widen_its_interval():
    """As many seen with a fifth of the looking: more must have come, less surely."""
    prior = GammaRates(np.full(2, 0.5), np.full(2, 1.0))
    counts, effort = np.full(2, 10.0), np.array([1.0, 0.2])
    law = update_rates(prior, counts, 50.0, effort, effort_error=0.3)
    assert law.mean[1] == pytest.approx(10.5 / 11, rel=1e-9)
    assert law.mean[0] == pytest.approx(10.5 / 51, rel=1e-9)
    width = gamma.ppf(0.95, law.shape, scale=1 / law.weeks) - gamma.ppf(
        0.05, law.shape, scale=1 / law.weeks
    )
    assert width[1] > 3 * width[0]
    assert law.shape[1] < law.shape[0]  # wider relative to its mean, too


def test_an_error_of_effort_widens_by_what_it_does_to_the_mean():
    rng = np.random.default_rng(1)
    prior = GammaRates(np.array([3.0]), np.array([20.0]))
    law = update_rates(prior, np.array([4.0]), 50.0, np.array([0.6]), 0.4)
    effort = 0.6 * rng.lognormal(0, 0.4 * (1 - 0.6), 200_000)
    drawn = rng.gamma(7.0, 1 / (20 + 50 * effort))
    spread = np.sqrt(law.shape[0]) / law.weeks[0]
    assert spread == pytest.approx(drawn.std(), rel=0.05)


def test_a_mixture_holds_its_chance():
    """Against draws: a memory at random, then a rate from its law."""
    rng = np.random.default_rng(2)
    told = rate([50.0], [0.0], [2.0])
    prior, share = prior_rates(EDGES, PRIORS), 1.0  # km 50 +- 10 lies inside
    memory = rng.choice(np.geomspace(8, 104, 5), 400_000)
    shape = prior.shape[0] + share * np.exp(-2 / memory)
    weeks = prior.weeks[0] + memory * (1 - np.exp(-26 / memory))
    drawn = rng.gamma(shape, 1 / weeks)
    assert told.mean[0] == pytest.approx(drawn.mean(), rel=0.01)
    assert told.low[0] == pytest.approx(np.quantile(drawn, 0.05), rel=0.03)
    assert told.high[0] == pytest.approx(np.quantile(drawn, 0.95), rel=0.02)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"weekly_low": 0.0}, "weekly runs"),
        ({"weekly_high": 0.0005}, "weekly runs"),
        ({"memory_high_weeks": np.inf}, "memory_weeks runs"),
        ({"spread_km": 0.0}, "spread_km"),
        ({"effort_error": 1.5}, "effort_error"),
    ],
)
def test_priors_that_are_no_ranges_are_refused(changes, said):
    with pytest.raises(InputError, match=said):
        replace(PRIORS, **changes)


def test_a_range_that_no_law_has_is_refused():
    with pytest.raises(InputError, match="ratio of 2"):
        rate(priors=replace(PRIORS, weekly_low=0.09999))


def test_all_that_is_wrong_with_events_is_told_at_once():
    with pytest.raises(InputError) as fault:
        rate([300.0], [-1.0], [30.0], effort=np.array([1.0, 2.0, 0.5]))
    for said in ("beyond the ends", "below 0", "before the record", "effort is one"):
        assert said in str(fault.value)
