"""The self-exciting forecast: it finds what made a record, and never looks ahead."""

import doctest
from dataclasses import replace

import numpy as np
import pytest
from self_excited import simulate

from vedette.errors import InputError
from vedette.risk import forecast_fit, priors
from vedette.risk.forecast import RateForecast, forecast_week
from vedette.risk.forecast_events import ForecastParams, PastEvents
from vedette.risk.forecast_fit import Excitement, fit_excitement
from vedette.risk.forecast_rates import (
    count_weeks,
    fit_size,
    log_chance,
    mass_by_reach,
    rate_weeks,
)

DAYS, LENGTH = 1500, 600.0
EDGES = np.linspace(0.0, LENGTH, 61)
PLACES = np.array([40.0, 110, 180, 300, 420, 530])


def evenly(rng, n):
    return rng.uniform(0, LENGTH, n)


def at_places(rng, n):
    return rng.choice(PLACES, n) + rng.normal(0, 1, n)


def record(seed, place=evenly, offspring=0.6):
    return simulate(
        np.random.default_rng(seed),
        own=0.3,
        offspring=offspring,
        memory_days=15,
        spread_km=3,
        days=DAYS,
        length_km=LENGTH,
        place=place,
    )


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("place", [evenly, at_places])
def test_what_made_a_record_is_found_again(seed, place):
    fit = fit_excitement(record(seed, place), DAYS)
    assert fit.offspring == pytest.approx(0.6, abs=0.12)
    assert fit.memory_days == pytest.approx(15, rel=0.25)
    assert fit.spread_km == pytest.approx(3, rel=0.25)
    assert fit.own.mean() == pytest.approx(0.4, abs=0.12)


def test_where_nothing_follows_little_is_said_to_follow():
    params = ForecastParams(background_km=20.0)
    fit = fit_excitement(record(5, offspring=0.0), DAYS, params)
    assert fit.offspring < 0.15


def test_a_background_drawn_too_narrow_is_taken_for_events_that_follow():
    """A limit, told in docs/theory/forecast.md: wide and slow, it does little harm."""
    events = record(5, offspring=0.0)
    fit = fit_excitement(events, DAYS, ForecastParams(background_km=1.0))
    assert fit.offspring > 0.3
    assert fit.spread_km > 10
    told, _ = forecast_week(events, EDGES, DAYS)
    assert told.rate.sum() == pytest.approx(7 * 0.3, rel=0.25)


def test_every_pass_of_the_fit_raises_the_likelihood():
    events, params = record(1), ForecastParams(background_km=10.0)
    now, told = forecast_fit._begin(events, None), []
    near = forecast_fit.inside_line(events, params.background_km)
    for _ in range(20):
        now = forecast_fit._improve(events, now, near, DAYS, params)
        told.append(now.log_likelihood)
    # the background's density is no maximiser, so it may give back a little at the end
    assert told[-1] > told[0] + 50
    assert (np.diff(told) > -0.5).all()


def test_a_fit_begun_at_an_earlier_one_ends_where_a_new_one_does():
    events = record(2)
    earlier = fit_excitement(events, DAYS - 200)
    new, again = (
        fit_excitement(events, DAYS),
        fit_excitement(events, DAYS, None, earlier),
    )
    assert again.offspring == pytest.approx(new.offspring, abs=0.01)
    assert again.memory_days == pytest.approx(new.memory_days, rel=0.02)


def test_even_data_give_an_even_forecast():
    # every fourth day one event, in turn on each of ten reaches, always in its middle
    day = np.arange(0, 1200, 4)
    km = 5.0 + 10.0 * (np.arange(len(day)) * 3 % 10)
    events = PastEvents.checked(km, day, 100.0)
    told, _ = forecast_week(events, np.linspace(0, 100, 11), 1200)
    assert told.rate == pytest.approx(np.full(10, 7 / 40), rel=0.25)


def test_the_coming_week_is_the_mean_of_many_simulated_ones():
    """By the definition: play the week that follows one history, many times."""
    rng = np.random.default_rng(3)
    events = PastEvents.checked(
        np.array([50.0, 52.0, 48.0]), np.array([90, 95, 99]), 100.0
    )
    fit = Excitement(0.9, 5.0, 4.0, np.array([0.5, 0.2, 0.1]), 0.0)
    edges = np.linspace(0.0, 100.0, 21)
    params = ForecastParams(fade_days=1e6)
    told = rate_weeks(events, fit, edges, np.array([100]), params)[:, 0]
    mass = mass_by_reach(events.km, edges, params.background_km)
    own = (fit.own @ mass + 0.1 * fit.own.sum() / 20) / 1.1 / 100  # per reach and day
    plays, counts = 4000, np.zeros(20)
    for _ in range(plays):
        km, day = list(events.km), list(events.day)
        for reach in range(20):
            for _ in range(rng.poisson(7 * own[reach])):
                km.append(rng.uniform(edges[reach], edges[reach + 1]))
                day.append(100 + rng.integers(7))
        i = 0
        while i < len(km):
            for _ in range(rng.poisson(fit.offspring)):
                when = day[i] + rng.geometric(1 - np.exp(-1 / fit.memory_days))
                where = rng.normal(km[i], fit.spread_km)
                if 100 <= when < 107 and 0 <= where <= 100:
                    km.append(where)
                    day.append(when)
            i += 1
        new = np.array(km)[3:]
        counts += np.histogram(new, edges)[0]
    assert told.sum() == pytest.approx(counts.sum() / plays, rel=0.05)
    assert told[9:11].sum() == pytest.approx(counts[9:11].sum() / plays, rel=0.08)


def test_nothing_of_the_week_itself_or_later_is_used():
    events = record(4, at_places)
    told, fit = forecast_week(events, EDGES, 1001)
    cut, cut_fit = forecast_week(events.before(1001), EDGES, 1001)
    assert len(events.before(1001)) < len(events)
    assert np.array_equal(told.rate, cut.rate)
    assert np.array_equal(told.size, cut.size)
    assert fit.log_likelihood == cut_fit.log_likelihood


def test_rates_of_all_weeks_at_once_are_those_of_each():
    events = record(4, at_places)
    fit, params = fit_excitement(events, 1400), ForecastParams()
    days = np.array([700, 1050, 1400])
    at_once = rate_weeks(events, fit, EDGES, days, params)
    for i, day in enumerate(days):
        alone = rate_weeks(events, fit, EDGES, np.array([day]), params)
        assert at_once[:, i] == pytest.approx(alone[:, 0])


def test_an_event_raises_the_rate_of_its_reach_most():
    events = record(6)
    fit = fit_excitement(events, DAYS)
    before = rate_weeks(events, fit, EDGES, np.array([DAYS]), ForecastParams())[:, 0]
    more = PastEvents.checked(
        np.append(events.km, 255.0), np.append(events.day, DAYS - 1), LENGTH
    )
    fit = replace(fit, own=np.append(fit.own, 0.1))
    after = rate_weeks(more, fit, EDGES, np.array([DAYS]), ForecastParams())[:, 0]
    assert (after >= before).all()
    assert (after - before).argmax() == 25


def test_with_no_event_at_all_next_to_nothing_is_expected():
    told, fit = forecast_week(PastEvents.checked([], np.zeros(0, int), 50.0), EDGES, 70)
    assert told.rate.sum() < 1e-6
    assert fit.offspring == 0
    low, high = told.rate_interval()
    assert (low <= told.rate).all()
    assert (told.rate <= np.maximum(high, told.rate)).all()


def test_an_interval_holds_the_rate_with_its_chance():
    rng = np.random.default_rng(8)
    told = RateForecast(np.array([0.5, 3.0]), np.array([0.7, 4.0]))
    low, high = told.rate_interval(0.8)
    drawn = rng.gamma(told.size, told.rate / told.size, (40_000, 2))
    inside = ((drawn > low) & (drawn < high)).mean(axis=0)
    assert inside == pytest.approx([0.8, 0.8], abs=0.01)
    none = (rng.poisson(drawn) > 0).mean(axis=0)
    assert told.any_chance() == pytest.approx(none, abs=0.01)


def test_the_law_of_counts_is_found_again():
    rng = np.random.default_rng(9)
    rates = rng.gamma(1.0, 1.0, (60, 200)) + 0.01
    size = 1.5 * rates**0.5
    counts = rng.poisson(rng.gamma(size, rates / size)).astype(float)
    assert fit_size(rates, counts, 0.5) == pytest.approx(1.5, rel=0.1)


def test_without_weeks_to_judge_by_the_guess_stands():
    assert fit_size(np.zeros((5, 0)), np.zeros((5, 0)), 0.5) == pytest.approx(
        1, rel=0.01
    )


def test_chances_of_all_counts_sum_to_one_and_have_the_stated_variance():
    n = np.arange(2000.0)
    chance = np.exp(log_chance(n, np.float64(3.0), np.float64(0.8)))
    assert chance.sum() == pytest.approx(1)
    assert (n * chance).sum() == pytest.approx(3)
    assert ((n - 3) ** 2 * chance).sum() == pytest.approx(3 + 9 / 0.8)


def test_events_are_counted_in_their_reach_and_week():
    events = PastEvents.checked(
        np.array([0.0, 10.0, 20.0, 5.0, 5.0]), np.array([3, 6, 7, 13, 14]), 20.0
    )
    counts = count_weeks(events, np.array([0.0, 10.0, 20.0]), np.array([0, 7]))
    assert counts.tolist() == [[1, 1], [1, 1]]


def test_all_that_is_wrong_with_events_is_told_at_once():
    with pytest.raises(InputError) as fault:
        PastEvents.checked(np.array([5.0, 70.0, np.nan]), np.array([-1, 3, 4]), 60.0)
    assert "event 1 at km 70" in str(fault.value)
    assert "event 2 at km nan" in str(fault.value)
    assert "event 0 lies before" in str(fault.value)
    for km, day, length in (
        (np.zeros(2), np.zeros(3, int), 9.0),
        (np.zeros(2), np.zeros(2), 9.0),
        (np.zeros(2), np.zeros(2, int), 0.0),
    ):
        with pytest.raises(InputError):
            PastEvents.checked(km, day, length)


@pytest.mark.parametrize("module", [forecast_fit, priors])
def test_examples_in_the_code_hold(module):
    found = doctest.testmod(module)
    assert found.attempted
    assert found.failed == 0
