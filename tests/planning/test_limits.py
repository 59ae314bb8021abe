"""Limits as inequalities: what arcs count, against every route of tiny teams."""

from dataclasses import replace

import numpy as np
import pytest
from counted_routes import make_limit, random_limit, route_counts, slots_that_count
from fields import QUICK, field_of
from handed_over import Maker, listed_case
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from planned_routes import planned_moves, routes_of
from tiny_cases import random_air_case, random_ground_case

from vedette.planning.counting import ArcTimes, charge_arcs
from vedette.planning.frame import frame_problem
from vedette.planning.groups import list_groups, list_teams
from vedette.planning.limits import Inequalities, chance_for, lay_limit, sum_for

SEEDS = st.integers(0, 2**32 - 1)
MAKERS = [
    pytest.param(random_ground_case, id="ground"),
    pytest.param(random_air_case, id="air"),
]


@pytest.mark.parametrize("maker", MAKERS)
@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_routes_count_what_the_rule_book_says(maker: Maker, seed: int) -> None:
    tiny, rng = listed_case(maker, seed, 500), np.random.default_rng(seed)
    theatre, window, team = tiny.case.theatre, tiny.case.window, tiny.case.team
    moves = planned_moves(tiny.case)
    assume(moves is not None)
    limits = [random_limit(rng, id=f"l-{n}") for n in range(3)]
    demands = [lay_limit(limit, theatre, window, [team]) for limit in limits]
    asked = Inequalities.of(demands)
    charges = charge_arcs(ArcTimes(moves, window), asked, [team], window.slot_min)
    for arcs, route in routes_of(moves):
        counted = np.zeros(len(asked))
        for each in charges.of_arc[list(arcs)]:
            if each >= 0:
                own = slice(charges.start[each], charges.start[each + 1])
                counted[charges.row[own]] += charges.amount[own]
        due = [route_counts(limit, tiny.listed, route) for limit in limits]
        for number, limit in enumerate(limits):
            found = counted[asked.of_demand(number)]
            if limit.kind == "off_duty":  # which is planned as teams on duty
                found = 1.0 - found
            np.testing.assert_allclose(found, due[number], err_msg=limit.kind)


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS)
def test_the_slots_that_count_begin_within_the_times(seed: int) -> None:
    case = random_ground_case(seed % 50)
    limit = random_limit(np.random.default_rng(seed))
    demand = lay_limit(limit, case.theatre, case.window, [case.team])
    slots = slots_that_count(limit, case.window)
    assert np.flatnonzero(demand.counts).tolist() == slots
    expected = [-1] if limit.kind == "flight_hours" else slots
    assert demand.slots.tolist() == expected


def test_amounts_are_those_of_the_window_and_of_the_other_side():
    case = random_ground_case(0)  # 6 slots of 30 minutes
    teams = [replace(case.team, id=f"t-{n}") for n in range(5)]
    fuel = make_limit("flight_hours", amount=56.0)
    spare = make_limit("off_duty", amount=2.0)
    fuel, spare = (
        lay_limit(each, case.theatre, case.window, teams) for each in (fuel, spare)
    )
    assert fuel.amount == pytest.approx(56.0 * 3 / 168)
    assert (spare.amount, spare.at_least) == (3.0, False)  # of 5, 3 may be on duty


@pytest.mark.parametrize("n", [1, 2, 7])
def test_chances_that_sum_up_enough_are_chance_enough(n):
    rng = np.random.default_rng(n)
    asked = rng.uniform(0.02, 0.98, 200)
    total = sum_for(asked, np.full(200, n))
    assert (total >= asked).all()
    for share in (rng.dirichlet(np.ones(n), 200), np.full((200, n), 1.0 / n)):
        each = total[:, None] * share
        fits = (each <= 1.0).all(axis=1)
        some = 1.0 - np.prod(1.0 - each[fits], axis=1)
        assert (some >= asked[fits] - 1e-12).all()
    assert some == pytest.approx(asked)  # no less will do where all are alike
    assert chance_for(total, np.full(200, n)) == pytest.approx(asked)


def test_teams_that_not_the_same_limits_count_are_not_alike(small_theatre):
    def firsts(*limits, **out):
        theatre = replace(small_theatre, limits=limits)
        groups = list_groups(theatre, (), theatre.slot_min, **out)
        return [tuple(team.id for team in group.teams) for group in groups]

    assert ("foot-1", "foot-2") in firsts(make_limit("on_duty", base="post-02"))
    parted = firsts(make_limit("on_duty", team="foot-2"))
    assert {("foot-1",), ("foot-2",)} < set(parted)
    pin = make_limit("on_duty", team="foot-1", id="p-1", origin="pin")
    assert ("foot-1",) in firsts(pins=(pin,))
    assert ("foot-2",) in firsts(teams_out=("foot-1",))


def test_a_chance_asks_only_of_teams_that_can_be_there(small_theatre):
    limit = make_limit("presence", holds="chance", amount=0.9, section="west")
    theatre = replace(small_theatre, limits=(limit,))
    field = field_of(theatre, QUICK)
    frame = frame_problem(
        theatre, field.ground, field.window, field.risk, field.coverage, QUICK
    )
    assert len(list_teams(theatre, ())) == 7
    able = frame.inequalities.able
    assert 1 <= able.max() < 7
    np.testing.assert_allclose(
        frame.problem.limits.amount_in_plan, sum_for(np.full(len(able), 0.9), able)
    )
    np.testing.assert_allclose(frame.problem.limits.amount, 0.9)
