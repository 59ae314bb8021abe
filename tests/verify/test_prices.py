"""Hand-over prices: what they are worth on a route, and on odds that meet the rule.

The judge knows every lawful route with its states, from ``lawful_routes``.
"""

import numpy as np
import pytest
from handed_over import Maker, listed_case, random_hand_over
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from tiny_cases import random_air_case, random_ground_case

from vedette.verify.best_route import best_route
from vedette.verify.flow import check_flow
from vedette.verify.hand_over import check_hand_over
from vedette.verify.numbers import notice_of
from vedette.verify.rules import check_rows

SEEDS = st.integers(0, 2**32 - 1)
MAKERS = [
    pytest.param(random_ground_case, id="ground"),
    pytest.param(random_air_case, id="air"),
]


@pytest.mark.parametrize("maker", MAKERS)
@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_best_route_with_prices_is_the_best_of_all(maker: Maker, seed: int) -> None:
    tiny, rng = listed_case(maker, seed), np.random.default_rng(seed)
    prizes = rng.exponential(size=tiny.shape)
    prices = rng.normal(scale=rng.choice([0.1, 1.0, 10.0]), size=len(tiny.states))
    worth = [
        tiny.worth(prizes, route) + prices @ tiny.hand_over_of(route)
        for route in tiny.routes
    ]
    found = best_route(tiny.facts, prizes, prices)
    assert found == pytest.approx(max(worth), rel=1e-9, abs=1e-9)
    # No prices are prices of nothing, and only differences between them count.
    plain = best_route(tiny.facts, prizes)
    assert best_route(tiny.facts, prizes, np.zeros(len(prices))) == plain
    assert best_route(tiny.facts, prizes, np.full(len(prices), 7.5)) == plain


@pytest.mark.parametrize("maker", MAKERS)
@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_no_prices_bring_the_best_route_below_lawful_odds(
    maker: Maker, seed: int
) -> None:
    tiny, rng = listed_case(maker, seed), np.random.default_rng(seed)
    rows = tiny.rows(random_hand_over(tiny.listed, tiny.routes, rng))
    assert [*check_rows(rows), *check_flow(rows), *check_hand_over([rows])] == []
    prizes = rng.exponential(size=tiny.shape)
    collected = float(np.sum(notice_of(rows) * prizes))
    for scale in (0.01, 0.1, 1.0, 10.0):
        prices = rng.normal(scale=scale, size=len(tiny.states))
        assert collected <= best_route(tiny.facts, prizes, prices) + 1e-9


@pytest.mark.parametrize("maker", MAKERS)
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_the_right_prices_are_worth_what_lawful_odds_collect(
    maker: Maker, seed: int
) -> None:
    """HiGHS finds the best odds over all routes, and the prices that prove them."""
    tiny, rng = listed_case(maker, seed), np.random.default_rng(seed)
    prizes = rng.exponential(size=tiny.shape)
    worth = np.array([tiny.worth(prizes, route) for route in tiny.routes])
    changes = np.stack([tiny.hand_over_of(route) for route in tiny.routes], axis=1)
    limits = np.vstack([changes, np.ones(len(worth))])
    sums = np.append(np.zeros(len(changes)), 1.0)
    best = linprog(-worth, A_eq=limits, b_eq=sums, method="highs")
    assert best.status == 0
    # Routes may earn no more than best.fun by themselves: worth - prices on changes.
    prices = best.eqlin.marginals[:-1]
    found = best_route(tiny.facts, prizes, prices)
    assert found == pytest.approx(-best.fun, rel=1e-7, abs=1e-7)
    assert found <= best_route(tiny.facts, prizes) + 1e-9
