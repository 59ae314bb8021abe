"""Rule limit: what rows count, against whole routes counted one by one."""

from dataclasses import replace

import numpy as np
import pytest
from counted_routes import make_limit, random_limit, route_counts
from handed_over import Maker, Tiny, listed_case
from hypothesis import given, settings
from hypothesis import strategies as st
from lawful_routes import Route
from tiny_cases import (
    make_case,
    make_ground,
    make_team,
    make_window,
    random_air_case,
    random_ground_case,
)

from vedette.domain.limits import AT_LEAST, Limit
from vedette.verify.demands import Demand, lay_demands
from vedette.verify.limits import at_worst, counted, limit_faults, on_average

SEEDS = st.integers(0, 2**32 - 1)
MAKERS = [
    pytest.param(random_ground_case, id="ground"),
    pytest.param(random_air_case, id="air"),
]
NIGHT = make_case(
    make_ground([0.0, 10.0, 20.0, 61.0], [20.0] * 3),
    make_window(np.zeros((2, 6))),
    make_team(duty_h=1.0, rest_h=1.5),
    base_km=10.0,
)


def lay(tiny: Tiny, limit: Limit, *teams: str) -> Demand:
    theatre = tiny.case.theatre
    named = teams or ("team-1",)
    own = tuple(replace(tiny.case.team, id=each) for each in named)
    theatre = replace(theatre, teams=own)
    (demand,) = lay_demands(theatre, tiny.case.window, [limit], set(named))
    return demand


@pytest.mark.parametrize("maker", MAKERS)
@settings(max_examples=12, deadline=None)
@given(seed=SEEDS)
def test_rows_count_what_their_routes_do(maker: Maker, seed: int) -> None:
    """On average for sure; the most and the least over all routes with odds."""
    tiny, rng = listed_case(maker, seed, 1000), np.random.default_rng(seed)
    picked = rng.integers(len(tiny.routes), size=rng.integers(1, 4))
    drawn = {tiny.routes[i]: float(rng.random()) + 0.1 for i in picked}
    total = sum(drawn.values())
    odds = {route: chance / total for route, chance in drawn.items()}
    rows = tiny.rows(list(odds.items()))
    with_odds = {str(row) for route in odds for row in route}
    possible = [r for r in tiny.routes if all(str(row) in with_odds for row in r)]
    for _ in range(6):
        limit = random_limit(rng)
        demand = lay(tiny, limit)
        each = {r: np.array(route_counts(limit, tiny.listed, r)) for r in possible}
        average = sum(chance * each[route] for route, chance in odds.items())
        np.testing.assert_allclose(on_average(demand, rows), average, atol=1e-12)
        worst = np.min if limit.kind in AT_LEAST else np.max
        expected = worst(list(each.values()), axis=0)
        np.testing.assert_allclose(at_worst(demand, rows), expected, atol=1e-12)


@pytest.mark.parametrize(("kind", "idle"), [("on_duty", 0.0), ("off_duty", 1.0)])
def test_a_team_without_rows_is_off_duty(kind: str, idle: float) -> None:
    demand = lay(Tiny(NIGHT), make_limit(kind))
    assert on_average(demand, None).tolist() == [idle] * 6
    assert at_worst(demand, None).tolist() == [idle] * 6


def on_duty_in(tiny: Tiny, slots: set[int]) -> Route:
    """A route with moves in just these slots of the window."""
    for route in tiny.routes:
        moves = {row[1] for row in route if row[0] == "move"}
        if {slot for slot in moves if slot >= 0} == slots:
            return route
    raise AssertionError(slots)


def night_shift(share: float) -> tuple[Tiny, dict[str, object]]:
    """Two teams, each on duty in slots 2 and 3 with this chance."""
    tiny = Tiny(NIGHT)
    work, idle = on_duty_in(tiny, {2, 3}), on_duty_in(tiny, set())
    drawn = [(work, share), (idle, 1 - share)]
    drawn = [(route, chance) for route, chance in drawn if chance > 0]
    return tiny, {team: tiny.rows(drawn, team) for team in ("team-1", "team-2")}


HOUR = {"daily_from_min": 420, "daily_to_min": 480}


@pytest.mark.parametrize(
    ("holds", "share", "amount", "faults"),
    [
        ("on_average", 0.6, 1.2, 0),
        ("on_average", 0.6, 1.2 + 9e-7, 0),
        ("on_average", 0.6, 1.2 + 3e-6, 2),
        ("every_draw", 0.6, 0.0, 0),
        ("every_draw", 0.6, 1.0, 2),
        ("every_draw", 1.0, 2.0, 0),
        ("every_draw", 1.0, 2.0 + 1e-8, 2),
        ("chance", 0.6, 0.84, 0),
        ("chance", 0.6, 0.84 + 9e-7, 0),
        ("chance", 0.6, 0.84 + 3e-6, 2),
    ],
)
def test_at_least(holds: str, share: float, amount: float, faults: int) -> None:
    tiny, rows = night_shift(share)
    kind = "presence" if holds == "chance" else "on_duty"
    limit = make_limit(kind, holds=holds, amount=amount, **HOUR)
    demand = lay(tiny, limit, "team-1", "team-2")
    told = limit_faults(demand, rows, None, tiny.case.window)  # type: ignore[arg-type]
    assert len(told) == faults


@pytest.mark.parametrize(
    ("holds", "share", "amount", "faults"),
    [
        ("on_average", 0.6, 1.2, 0),
        ("on_average", 0.6, 1.2 - 9e-7, 0),
        ("on_average", 0.6, 1.2 - 3e-6, 2),
        ("every_draw", 0.6, 2.0, 0),
        ("every_draw", 0.6, 2.0 - 1e-8, 2),
        ("every_draw", 1e-7, 1.0, 2),
        ("every_draw", 0.0, 0.0, 0),
    ],
)
def test_at_most(holds: str, share: float, amount: float, faults: int) -> None:
    tiny, rows = night_shift(share)
    limit = make_limit("absence", holds=holds, amount=amount, **HOUR)
    demand = lay(tiny, limit, "team-1", "team-2")
    told = limit_faults(demand, rows, None, tiny.case.window)  # type: ignore[arg-type]
    assert len(told) == faults


def test_what_is_said_of_a_limit_that_is_not_kept() -> None:
    tiny, rows = night_shift(0.6)
    demand = lay(tiny, make_limit("on_duty", amount=2.0), "team-1", "team-2")
    told = limit_faults(demand, rows, None, tiny.case.window)  # type: ignore[arg-type]
    assert told[:1] == [
        "l-1, 2025-12-08 06:00: on_duty of 0 on average, at least 2 is due (rule limit)"
    ]
    assert told[3:] == ["l-1: 3 more such slots (rule limit)"]
    short = np.full(6, 2.0)
    short[2] = 0.8
    told = limit_faults(demand, rows, short, tiny.case.window)  # type: ignore[arg-type]
    assert told == []


def test_flight_hours_of_a_draw_are_those_of_its_longest_route() -> None:
    """Two sorties by chance one after the other: the hours of both count."""
    tiny = Tiny(random_air_case(14))
    limit = make_limit("flight_hours", holds="every_draw", amount=1.0)
    demand = lay(tiny, limit)
    hours = [route_counts(limit, tiny.listed, route)[0] for route in tiny.routes]
    chance = 1 / len(tiny.routes)
    rows = tiny.rows([(route, chance) for route in tiny.routes])
    assert counted(demand, {"team-1": rows}).tolist() == [max(hours)]
    assert max(hours) > np.mean(hours) > 0
