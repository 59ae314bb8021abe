"""Scores on cases that can be worked out by hand."""

import numpy as np
import pytest

from vedette.risk.forecast_rates import any_chance, log_chance
from vedette.risk.forecast_scores import (
    accuracy_index,
    brier_score,
    coverage,
    mean_interval,
    pit_histogram,
    reliability,
    resample_blocks,
    top_hits,
    upto_chance,
)


def array(*values):
    return np.array(values, dtype=np.float64)


def test_log_score_by_hand():
    # size 1: chances 2^-(n+1) at rate 1
    told = log_chance(array(0, 1, 2), array(1, 1, 1), array(1, 1, 1))
    assert np.exp(told) == pytest.approx([1 / 2, 1 / 4, 1 / 8])
    # size large: Poisson
    assert log_chance(array(2), array(3), array(1e7)) == pytest.approx(
        np.log(4.5) - 3, abs=1e-5
    )


def test_chances_of_at_most_and_of_any_by_hand():
    assert upto_chance(array(-1, 0, 1, 2), 1.0, 1.0) == pytest.approx(
        [0, 1 / 2, 3 / 4, 7 / 8]
    )
    assert any_chance(array(1), array(1)) == pytest.approx([1 / 2])


def test_brier_score_by_hand():
    assert brier_score(array(0.25, 0.25), array(0, 3)) == pytest.approx(
        [1 / 16, 9 / 16]
    )


@pytest.mark.parametrize(("rate", "size"), [(0.3, 0.5), (2.0, 1.5)])
def test_who_tells_the_truth_scores_best_on_average(rate, size):
    n = np.arange(400.0)
    truth = np.exp(log_chance(n, array(rate), array(size)))

    def log_score(rate, size):
        return (truth * log_chance(n, array(rate), array(size))).sum()

    def brier(chance):
        return (truth * brier_score(array(chance), n)).sum()

    best, chance = log_score(rate, size), float(any_chance(array(rate), array(size))[0])
    for factor in (0.5, 0.9, 1.1, 2.0):
        assert log_score(rate * factor, size) < best
        assert log_score(rate, size * factor) < best
        assert brier(chance * factor) > brier(chance)


def test_the_top_share_by_hand():
    # four reaches of 10 km; the week's events stand on the second and the last
    rate, counts = array(1, 4, 3, 2)[:, None], array(0, 5, 1, 2)[:, None]
    length = np.full(4, 10.0)
    assert top_hits(rate, counts, length, 0.25).tolist() == [5]
    assert top_hits(rate, counts, length, 0.375).tolist() == [5.5]
    assert accuracy_index(array(5), counts, 0.25) == pytest.approx(5 / 8 / 0.25)


def test_the_top_share_goes_by_rate_per_km():
    rate, counts = array(3, 2)[:, None], array(4, 7)[:, None]
    assert top_hits(rate, counts, array(30, 10), 0.25).tolist() == [7]


def test_a_flat_forecast_has_an_index_of_one_wherever_events_fall():
    edges = np.linspace(0, 601.77, 61)  # lengths are equal but for rounding
    length = np.diff(edges)
    rate = np.outer(length, [0.01, 0.02])
    counts = np.zeros((60, 2))
    counts[7, 0], counts[59, 1] = 3, 1
    hits = top_hits(rate, counts, length, 0.1)
    assert accuracy_index(hits, counts, 0.1) == pytest.approx(1.0, rel=1e-6)


def test_reliability_by_hand():
    chance, counts = array(0.05, 0.15, 0.4, 0.6), array(0, 2, 0, 1)
    rows = reliability(chance, counts, array(0, 0.2, 0.5, 0.7, 1.0))
    assert rows[0] == (2, pytest.approx(0.1), 0.5)
    assert rows[1] == (1, 0.4, 0.0)
    assert rows[2] == (1, 0.6, 1.0)
    assert rows[3][0] == 0
    assert np.isnan(rows[3][1])


def test_the_pit_of_one_count_by_hand():
    # rate 1, size 1, count 0: its step runs from 0 to 1/2, so five bins of ten share it
    assert pit_histogram(array(0), array(1), array(1)) == pytest.approx(
        [0.2] * 5 + [0.0] * 5
    )


def test_the_truth_is_calibrated_and_a_bold_forecast_is_not():
    rng = np.random.default_rng(1)
    rate = rng.gamma(2.0, 1.0, 20_000)
    size = 0.8 * rate**0.5
    counts = rng.poisson(rng.gamma(size, rate / size)).astype(float)
    assert pit_histogram(counts, rate, size) == pytest.approx(0.1, abs=0.01)
    inside, due = coverage(counts, rate, size)
    assert inside == pytest.approx(due, abs=0.01)
    assert due >= 0.9
    bold, bold_due = coverage(counts, rate, 20 * size)
    assert bold < bold_due - 0.05


def test_blocks_follow_each_other_round_the_end():
    weeks = resample_blocks(10, 4, 500, np.random.default_rng(2))
    assert weeks.shape == (500, 10)
    steps = np.diff(weeks.reshape(500, 10), axis=1) % 10
    assert (np.delete(steps, [3, 7], axis=1) == 1).all()
    assert np.bincount(weeks.ravel(), minlength=10).min() > 400  # each about 500 times
    again = resample_blocks(10, 4, 500, np.random.default_rng(2))
    assert np.array_equal(weeks, again)


def test_an_interval_of_a_constant_series_is_that_constant():
    weeks = resample_blocks(20, 4, 200, np.random.default_rng(3))
    assert mean_interval(np.full(20, 2.5), weeks) == (2.5, 2.5, 2.5)


def test_an_interval_is_as_wide_as_theory_has_it():
    rng = np.random.default_rng(4)
    alone = rng.normal(0, 1, 400)
    weeks = resample_blocks(400, 4, 4000, np.random.default_rng(5))
    mean, low, high = mean_interval(alone, weeks)
    assert low < mean < high
    assert high - low == pytest.approx(2 * 1.96 / 20, rel=0.15)
    # what comes four weeks in a row counts once: the interval is twice as wide
    tied = np.repeat(rng.normal(0, 1, 100), 4)
    weeks = resample_blocks(400, 16, 4000, np.random.default_rng(6))
    _, low, high = mean_interval(tied, weeks)
    assert high - low == pytest.approx(2 * 1.96 / 10, rel=0.25)
