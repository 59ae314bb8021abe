"""The state of a team at both ends of the window, told from its rows."""

import numpy as np
import pytest
from handed_over import Maker, listed_case
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_cases import random_air_case, random_ground_case

from vedette.verify.duties import Duties
from vedette.verify.hand_over import check_hand_over
from vedette.verify.states import count_states, name_state, odds_of_states

SEEDS = st.integers(0, 2**32 - 1)
MAKERS = [
    pytest.param(random_ground_case, id="ground"),
    pytest.param(random_air_case, id="air"),
]


@pytest.mark.parametrize("maker", MAKERS)
@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_odds_of_states_are_those_of_the_routes(maker: Maker, seed: int) -> None:
    tiny, rng = listed_case(maker, seed), np.random.default_rng(seed)
    picked = rng.integers(len(tiny.routes), size=20)
    chances = rng.dirichlet(np.ones(20)).tolist()
    drawn = [(tiny.routes[i], c) for i, c in zip(picked, chances, strict=True)]
    expected = np.zeros((2, len(tiny.states)))
    for route, chance in drawn:
        first, last = tiny.shown(route)
        expected[0, first] += chance
        expected[1, last] += chance
    rows = tiny.rows(drawn)
    assert count_states(tiny.facts.duties) == len(tiny.states)
    for moment, odds in zip((0, tiny.listed.T), expected, strict=True):
        np.testing.assert_allclose(odds_of_states(rows, moment), odds, atol=1e-14)
    off = np.abs(expected[0] - expected[1]).max() > 1e-8
    assert bool(check_hand_over([rows])) == off


def test_states_in_words() -> None:
    duties = Duties(6, 2, 3, *[np.zeros(0)] * 5)
    assert [name_state(duties, state) for state in range(5)] == [
        "free",
        "resting with 1 slot left",
        "resting with 2 slots left",
        "on duty for 1 slot",
        "on duty for 2 slots",
    ]
