"""A plan explained: against rows, routes and linear programmes of other code."""

from dataclasses import replace

import numpy as np
import pytest
from counted_routes import make_limit
from fields import QUICK, field_of, quick_plan
from limited_plan import listed
from pin_judge import CALM
from tiny_plan import counts_of, lone_loss, looks_of, tiny_plan

from vedette.coverage import model_coverage
from vedette.domain.plans import Earlier
from vedette.planning.explain import explain_plan
from vedette.planning.frame import frame_problem
from vedette.planning.priced import PricedPlan
from vedette.planning.replan import replan
from vedette.planning.told import Told
from vedette.solver import bound_of
from vedette.units import slot_time


def explained(made, **options):
    return explain_plan(*made.field, made.plan, **options)


def shares_of(missing):
    """Teams' shares of minus the logarithm of the chance to be missed."""
    total = sum(missing.values())
    return {team: each / total for team, each in missing.items() if each > 0}


def test_the_parts_of_a_loss_add_up():
    made = tiny_plan(caution=CALM)
    told = explained(made)
    unnoticed = np.prod([1 - m for m in made.notices().values()], axis=0)
    harm = made.risk.stake * unnoticed
    assert told.worst_loss == pytest.approx(CALM * harm.max())
    by_section = [section.forecast_loss for section in told.sections]
    assert sum(by_section) == pytest.approx(told.forecast_loss)
    loss = told.worst_loss + told.forecast_loss
    assert loss == pytest.approx(made.plan.certificate.loss, abs=1e-9)
    assert sum(section.sought for section in told.sections) == pytest.approx(1.0)
    found = [place.harm for place in told.places]
    np.testing.assert_allclose(found, np.sort(harm.max(axis=1))[::-1])


def test_each_hour_names_who_notices_how_much():
    made = tiny_plan(caution=CALM)
    notices, stake = made.notices(), made.risk.stake
    unnoticed = np.prod([1 - m for m in notices.values()], axis=0)
    section_of = made.case.ground.section
    named = 0
    for index, section in enumerate(explained(made).sections):
        assert [hour.slot for hour in section.hours] == [0, 2, 4]
        for hour in section.hours:
            cells = [
                (reach, slot)
                for reach in np.flatnonzero(section_of == index)
                for slot in range(hour.slot, hour.slot + hour.n_slots)
            ]
            weight = sum(stake[cell] for cell in cells)
            noticed = {cell: stake[cell] * (1 - unnoticed[cell]) for cell in cells}
            assert hour.notice == pytest.approx(sum(noticed.values()) / weight)
            parts = dict.fromkeys(notices, 0.0)
            for cell in cells:
                missing = {t: -np.log(1 - m[cell]) for t, m in notices.items()}
                for team, share in shares_of(missing).items():
                    parts[team] += share * noticed[cell] / sum(noticed.values())
            told = {part.team: part.share for part in hour.parts}
            assert told == pytest.approx({t: p for t, p in parts.items() if p > 0})
            assert list(told.values()) == sorted(told.values(), reverse=True)
            worst = max(cells, key=lambda cell: stake[cell] * unnoticed[cell])
            assert (hour.worst.reach, hour.worst.slot) == worst
            assert hour.worst.unnoticed == pytest.approx(unnoticed[worst])
            named += len(told)
    assert named > 6


def test_a_place_tells_who_looks_and_who_could():
    made = tiny_plan(caution=CALM)
    notices = made.notices()
    shape = made.risk.stake.shape
    can = {}
    for team in notices:
        one = listed(made.case, team)
        can[team] = sum(looks_of(one, route, shape) for route in one.routes()) > 0
    idle = 0
    for place in explained(made).places:
        cell = place.reach, place.slot
        looks = {team: -np.log(1 - m[cell]) for team, m in notices.items()}
        looking = {team for team, each in looks.items() if each > 0}
        assert {part.team: part.share for part in place.parts} == pytest.approx(
            shares_of(looks) if looking else {}
        )
        others = {team for team in notices if can[team][cell]} - looking
        assert set(place.others) == others
        idle += len(others)
    assert idle


PINS = (
    make_limit("off_duty", id="p-off", origin="pin", partner="host"),
    make_limit("airborne", id="p-air", origin="pin", amount=0.4),
    make_limit("presence", id="p-seen", origin="pin", amount=0.1, km_to=20.0),
)


def priced_plan():
    """A plan with pins whose prices are made up: any prices certify a bound."""
    made = tiny_plan(caution=CALM)
    rng = np.random.default_rng(3)
    n_slots = made.case.window.n_slots
    plan = replace(
        made.plan,
        params=replace(made.plan.params, pins=PINS),
        limit_prices={pin.id: rng.random(n_slots) / 50 for pin in PINS[:2]},
        looks=np.zeros_like(made.plan.looks),
    )
    return replace(made, plan=plan)


def bound_with(made, teams):
    """What the plan's weights and prices certify for other teams."""
    theatre = replace(made.theatre, teams=teams)
    frame = frame_problem(theatre, *made.field[1:], made.plan.params)
    told = Told(theatre, made.plan, 0)
    dual = told.dual(frame.problem.graphs, frame.moves, frame.inequalities)
    return bound_of(frame.problem, dual)


@pytest.mark.parametrize("team", ["team-2", "heli-1"])
def test_one_more_and_one_fewer_change_the_bound_by_their_worth(team):
    made = priced_plan()
    teams = made.theatre.teams
    (own,) = (each for each in teams if each.id == team)
    (worth,) = (each for each in explained(made).worths if team in each.teams)
    now = bound_with(made, teams)
    more = bound_with(made, (*teams, replace(own, id="team-9")))
    fewer = bound_with(made, tuple(each for each in teams if each is not own))
    assert worth.off_bound > 0.01
    assert now - more == pytest.approx(worth.off_bound, abs=1e-9)
    assert fewer - now == pytest.approx(worth.off_bound, abs=1e-9)


def test_the_dual_that_explains_is_the_one_that_certifies():
    """Also of a plan for the rest of a window, whose states are fixed at both ends."""
    made = tiny_plan(caution=CALM)
    priced = PricedPlan(*made.field, made.plan)
    bound = bound_of(priced.problem, priced.dual)
    assert bound == pytest.approx(made.plan.certificate.bound, abs=1e-9)
    later = rest_of(made, moment=2)
    priced = PricedPlan(*later.field, later.plan)
    assert all(len(graph.start_odds) for graph in priced.problem.graphs)
    bound = bound_of(priced.problem, priced.dual)
    assert bound == pytest.approx(later.plan.certificate.bound, abs=1e-9)
    told = explained(later, weigh=2)
    loss = told.worst_loss + told.forecast_loss
    assert loss == pytest.approx(later.plan.certificate.loss, abs=1e-9)
    assert all(worth.off_bound > 0 for worth in told.worths)
    assert all(worth.off_loss is None for worth in told.worths)


def rest_of(made, moment):
    """The plan made again for the rest of its window."""
    plan, window = replace(made.plan, content_hash="e" * 64), made.case.window
    later = replace(
        window,
        start=slot_time(window.start, moment, 30),
        light=window.light[:, moment:],
    )
    forecast = made.risk.forecast[:, moment:]
    risk = replace(
        made.risk,
        stake=made.risk.stake[:, moment:],
        forecast=forecast / forecast.sum(),
    )
    coverage = model_coverage(made.theatre, made.case.ground, later)
    earlier = Earlier(plan.content_hash, plan.n_slots, moment)
    params = replace(plan.params, start=later.start, earlier=earlier)
    again = replan(
        made.theatre, made.case.ground, later, risk, coverage, params, plan
    ).plan
    return replace(
        made,
        case=replace(made.case, window=later),
        risk=risk,
        coverage=coverage,
        plan=again,
    )


def test_limits_with_a_price_are_told_the_dearest_first():
    made = priced_plan()
    prices = {**made.plan.limit_prices, "p-off": np.array([0, 0, 0.5, 0, 0.01, 0])}
    told = explained(replace(made, plan=replace(made.plan, limit_prices=prices)))
    assert [each.limit.id for each in told.bindings] == ["p-off", "p-air"]
    assert told.bindings[0].slots == (2, 4)
    assert told.bindings[0].prices == (0.5, 0.01)
    assert told.bindings[1].prices == tuple(prices["p-air"])


def best_alone(made, team, pin=None):
    """What one more team takes off the loss at best, within what a pin leaves."""
    unnoticed = np.prod([1 - m for m in made.notices().values()], axis=0)
    left = None
    if pin is not None:
        used = counts_of(pin, listed(made.case, team), made.plan.moves[team])
        left = np.maximum(pin.amount - used, 0)
    return made.plan.certificate.loss - lone_loss(made, team, unnoticed, pin, left)


@pytest.mark.parametrize("team", ["team-1", "heli-1"])
def test_one_more_takes_off_the_loss_what_its_best_odds_would(team):
    made = tiny_plan(caution=CALM)
    best = best_alone(made, team)
    assert best > 0.1
    worths = explained(made, weigh=2).worths
    (worth,) = (each for each in worths if team in each.teams)
    assert worth.off_loss <= best + 1e-9
    assert worth.off_loss > best - 0.02 * made.plan.certificate.loss


def test_one_more_keeps_to_what_limits_leave():
    pin = make_limit("airborne", id="p-air", amount=0.5, origin="pin")
    made = tiny_plan(pin, caution=CALM)
    best = best_alone(made, "heli-1", pin)
    assert best < 0.8 * best_alone(made, "heli-1")
    worths = explained(made, weigh=99).worths
    (worth,) = (each for each in worths if "heli-1" in each.teams)
    assert worth.off_loss <= best + 1e-6
    assert worth.off_loss > best - 0.02 * made.plan.certificate.loss


def test_only_the_first_are_weighed_and_none_under_a_limit_of_every_draw():
    made = tiny_plan(caution=CALM)
    first, second = explained(made, weigh=1).worths
    assert first.off_loss is not None
    assert second.off_loss is None
    ban = make_limit("seats", id="p-seats", holds="every_draw", amount=1.0)
    plan = replace(made.plan, params=replace(made.plan.params, pins=(ban,)))
    told = explained(replace(made, plan=plan), weigh=2).worths
    assert {"heli-1" in each.teams: each.off_loss is None for each in told} == {
        True: True,
        False: False,
    }


def test_hours_are_those_of_the_clock(small_theatre):
    half_past = slot_time(small_theatre.start, 1, 30)
    params = replace(QUICK, start=half_past)
    field = field_of(small_theatre, params)
    told = explain_plan(
        small_theatre, field.ground, field.window, field.risk, field.coverage,
        quick_plan(small_theatre, params),
    )  # fmt: skip
    hours = told.sections[0].hours
    assert [hour.n_slots for hour in hours] == [1, *[2] * 23, 1]
    assert [hour.slot for hour in hours[:3]] == [0, 1, 3]
