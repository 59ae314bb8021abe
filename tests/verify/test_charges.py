"""Best routes that pay for what limits count, against all routes listed one by one."""

import numpy as np
import pytest
from counted_routes import random_limit, route_counts
from handed_over import Maker, Tiny, listed_case
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_cases import random_air_case, random_ground_case

from vedette.domain.limits import AT_LEAST
from vedette.verify.best_route import best_route
from vedette.verify.charges import charges_of
from vedette.verify.demands import lay_demands

SEEDS = st.integers(0, 2**32 - 1)
MAKERS = [
    pytest.param(random_ground_case, id="ground"),
    pytest.param(random_air_case, id="air"),
]


@pytest.mark.parametrize("maker", MAKERS)
@settings(max_examples=10, deadline=None)
@given(seed=SEEDS)
def test_best_route_with_charges_is_the_best_of_all(maker: Maker, seed: int) -> None:
    """Three limits at once, other prices at either end of the window."""
    tiny, rng = listed_case(maker, seed, 1000), np.random.default_rng(seed)
    limits = [random_limit(rng, id=f"l-{n}") for n in range(3)]
    team = tiny.case.team
    demands = lay_demands(tiny.case.theatre, tiny.case.window, limits, {team.id})
    prizes = rng.exponential(size=tiny.shape)
    prices = {
        demand.id: rng.exponential(scale=0.5, size=len(demand.keys))
        for demand in demands
    }
    states = rng.normal(size=2 * len(tiny.states))
    worth, folded = [], 0.0
    for limit in limits:
        # A team off duty is counted as one, less being on duty: the ones are elsewhere.
        folded += float(prices[limit.id].sum()) * (limit.kind == "off_duty")
    for route in tiny.routes:
        first, last = tiny.shown(route)
        value = tiny.worth(prizes, route) + states[first]
        value -= states[len(tiny.states) + last]
        for limit in limits:
            sign = 1 if limit.kind in AT_LEAST else -1
            counts = route_counts(limit, tiny.listed, route)
            value += sign * float(prices[limit.id] @ np.array(counts))
        worth.append(value)
    charges = charges_of(tiny.facts, demands, prices)
    found = best_route(tiny.facts, prizes, states, charges) + folded
    assert found == pytest.approx(max(worth), rel=1e-9, abs=1e-9)


def test_no_prices_charge_nothing() -> None:
    tiny = Tiny(random_ground_case(21))
    limit = random_limit(np.random.default_rng(1), kind="presence")
    demands = lay_demands(tiny.case.theatre, tiny.case.window, [limit], {"team-1"})
    prizes = np.ones(tiny.shape)
    charges = charges_of(tiny.facts, demands, {})
    plain = best_route(tiny.facts, prizes)
    assert best_route(tiny.facts, prizes, None, charges) == plain
