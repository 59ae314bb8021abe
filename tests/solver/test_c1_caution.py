"""Rule: caution 1 plans against the worst moment, caution 0 for the forecast.

Two reaches of stake 10; three of four attempts are forecast at the first.
"""

import numpy as np
import pytest
from drawn_games import game, read_stakes, walk

from vedette.solver import first_of, gap_below, rounds_done, solve

FORECAST = np.array([[0.75, 0.25]])


def settle(caution):
    problem = game(
        read_stakes("10\n10"), [walk(1, [0, 1])], caution=caution, forecast=FORECAST
    )
    return solve(problem, first_of(gap_below(1e-6), rounds_done(3000))).numbers


@pytest.mark.parametrize(
    ("caution", "loss"),
    [
        (1.0, 5.0),  # half and half
        (0.0, 2.5),  # always at the first: a quarter of the attempts pass
    ],
)
def test_the_two_ends(caution, loss):
    numbers = settle(caution)
    assert numbers.loss == pytest.approx(loss, rel=5e-3)
    assert numbers.bound == pytest.approx(loss, rel=5e-3)


def test_in_between_the_loss_is_a_weighted_mean():
    # with odds x at the first: c max(10 (1-x), 10 x) + (1-c)(7.5 (1-x) + 2.5 x)
    numbers = settle(0.5)
    odds = np.linspace(0, 1, 10_001)
    worst = np.maximum(10 * (1 - odds), 10 * odds)
    mean = 7.5 * (1 - odds) + 2.5 * odds
    assert numbers.loss == pytest.approx((0.5 * worst + 0.5 * mean).min(), rel=5e-3)
