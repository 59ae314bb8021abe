"""The best route by dynamic programming is the best of all routes, listed one by one.

The list comes from ``lawful_routes``, written from the rule book with nothing shared.
"""

import math
from collections.abc import Callable
from itertools import islice

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lawful_routes import Route, TinyTeam
from tiny_cases import (
    TinyCase,
    make_case,
    make_ground,
    make_team,
    make_window,
    random_air_case,
    random_ground_case,
    table_of,
)

from vedette.verify.best_route import best_route
from vedette.verify.facts import facts_of
from vedette.verify.flow import check_flow
from vedette.verify.numbers import notice_of, seen_cells
from vedette.verify.rows import lay_rows
from vedette.verify.rules import check_rows

MOST_ROUTES = 6000
SEEDS = st.integers(0, 2**32 - 1)
MAKERS = [
    pytest.param(random_ground_case, id="ground"),
    pytest.param(random_air_case, id="air"),
]


def listed_routes(case: TinyCase) -> tuple[TinyTeam, list[Route]]:
    listed = case.listed
    routes = list(islice(listed.routes(), MOST_ROUTES + 1))
    assume(len(routes) <= MOST_ROUTES)
    return listed, routes


def all_looks(listed: TinyTeam, route: Route) -> dict[tuple[int, int], float]:
    """A route's looks; no two rows of it may look at one cell in one slot twice."""
    seen: dict[tuple[int, int], float] = {}
    for row in route:
        for cell, p in listed.looks(row).items():
            assert cell not in seen
            seen[cell] = p
    return seen


@pytest.mark.parametrize("maker", MAKERS)
@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_best_route_is_the_best_of_all(
    maker: Callable[[int], TinyCase], seed: int
) -> None:
    case = maker(seed)
    listed, routes = listed_routes(case)
    facts = facts_of(case.theatre, case.team, case.ground, case.window)
    shape = (case.ground.n_reaches, case.window.n_slots)
    prizes = np.random.default_rng(seed).exponential(size=shape)
    worth = [
        sum(p * prizes[cell] for cell, p in all_looks(listed, route).items())
        for route in routes
    ]
    assert best_route(facts, prizes) == pytest.approx(max(worth), rel=1e-11, abs=1e-11)


@pytest.mark.parametrize("maker", MAKERS)
@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_every_listed_route_is_lawful_and_mixtures_flow(
    maker: Callable[[int], TinyCase], seed: int
) -> None:
    case = maker(seed)
    listed, routes = listed_routes(case)
    rng = np.random.default_rng(seed)
    facts = facts_of(case.theatre, case.team, case.ground, case.window)
    some = [routes[i] for i in rng.integers(len(routes), size=min(40, len(routes)))]
    chances = rng.dirichlet(np.ones(len(some))).tolist()
    table = table_of(zip(some, chances, strict=True))
    rows = lay_rows(case.team, table, facts, case.window)
    assert [*check_rows(rows), *check_flow(rows)] == []
    expected = np.zeros((case.ground.n_reaches, case.window.n_slots))
    for route, chance in zip(some, chances, strict=True):
        for cell, p in all_looks(listed, route).items():
            expected[cell] += chance * p
    np.testing.assert_allclose(notice_of(rows), expected, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("maker", MAKERS)
@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_seen_cells_are_those_of_all_routes(
    maker: Callable[[int], TinyCase], seed: int
) -> None:
    case = maker(seed)
    listed, routes = listed_routes(case)
    facts = facts_of(case.theatre, case.team, case.ground, case.window)
    shape = (case.ground.n_reaches, case.window.n_slots)
    expected = np.zeros(shape, dtype=bool)
    for row in {str(row): row for route in routes for row in route}.values():
        for cell in listed.looks(row):
            expected[cell] = True
    np.testing.assert_array_equal(seen_cells(shape, [facts]), expected)
    assert facts.can_look == expected.any()


def test_one_team_that_can_only_stay() -> None:
    """One reach, one slot of duty: the best it can do is to stand in the best slot."""
    ground = make_ground([0.0, 40.0, 61.0], [200.0, 200.0])
    team = make_team(duty_h=0.5, rest_h=0.5, starts_every_min=60)
    case = make_case(ground, make_window(np.zeros((2, 6))), team, base_km=20.0)
    facts = facts_of(case.theatre, team, ground, case.window)
    prizes = np.array([[1.0, 9.0, 2.0, 9.0, 4.0, 9.0], [5.0] * 6])
    # The glass by day; more than a whole look would fall on the reach.
    width_km = 0.7 * math.sqrt(2 * math.pi) * 1.8 / math.sqrt(2 * math.log(2))
    p = 1 - np.exp(-width_km * 3.0 * 0.5 / (40.0 * 5.0))
    # Duties begin on the hour and rest a slot after: slots 0, 2 and 4 are worked.
    assert best_route(facts, prizes) == pytest.approx(p * (1.0 + 2.0 + 4.0), rel=1e-12)


def test_a_team_that_may_not_begin_collects_nothing() -> None:
    ground = make_ground([0.0, 40.0, 61.0], [20.0, 20.0])
    team = make_team(earliest_min=0, latest_min=15)
    case = make_case(ground, make_window(np.zeros((2, 6))), team)
    facts = facts_of(case.theatre, team, ground, case.window)
    assert best_route(facts, np.ones((2, 6))) == 0.0
    assert not facts.can_look
