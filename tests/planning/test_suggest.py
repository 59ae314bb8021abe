"""Pins suggested: against routes listed one by one, and against the pinned problem."""

from dataclasses import replace

import numpy as np
import pytest
from counted_routes import make_limit, slots_that_count
from fields import QUICK, field_of, quick_plan
from limited_plan import listed
from pin_judge import CALM, judge_of, slopes
from small_theatre import TEAMS, write_small_theatre
from tiny_plan import counts_of, lone_loss, tiny_plan

from vedette.domain.explain import Wish
from vedette.domain.theatre import LIGHTS, Carrier, Sensor
from vedette.planning.frame import frame_problem
from vedette.planning.suggest import suggest_pins
from vedette.planning.told import Told
from vedette.reading import load_theatre
from vedette.reading.pins import load_pins
from vedette.sharing.suggest_words import pins_csv
from vedette.solver import bound_of
from vedette.units import slot_time

SPANS = (  # km, slots
    (9.0, 21.0, 0, 2),
    (9.0, 21.0, 1, 4),
    (9.0, 21.0, 0, 1),
    (20.0, 40.0, 2, 5),
    (0.0, 61.0, 0, 6),
)


@pytest.mark.parametrize(("km_from", "km_to", "first", "last"), SPANS)
@pytest.mark.parametrize("least_h", [None, 0.5])
def test_listed_routes_say_who_can_and_at_what_cost(
    km_from, km_to, first, last, least_h
):
    made = tiny_plan(caution=CALM)
    window = made.case.window
    times = [slot_time(window.start, slot, 30) for slot in range(7)]
    where = {"km_from": km_from, "km_to": km_to}
    wish = Wish(**where, start=times[first], end=times[last], least_h=least_h)
    found = suggest_pins(*made.field, made.plan, wish)
    assert {each.team for each in found} == {"team-1", "team-2", "heli-1"}
    for each in found:
        costs = {
            (a, b): judge_of(each.team).cost(
                make_limit(
                    "presence", holds="every_draw", team=each.team, **where,
                    start=times[a], end=times[b],
                )
            )
            for a in range(first, last)
            for b in range(a + 1, last + 1)
        }  # fmt: skip
        costs = {span: cost for span, cost in costs.items() if cost is not None}
        longest = max((b - a for a, b in costs), default=0)
        assert each.longest_h == longest / 2
        if not longest:
            assert each.pin is None
            assert each.reason
            continue
        wanted = last - first if least_h is None else 1
        assert each.is_enough == (longest >= wanted)
        length = min(longest, wanted)
        cheapest = min(cost for (a, b), cost in costs.items() if b - a == length)
        assert each.cost == pytest.approx(cheapest, abs=1e-9)
        slots = slots_that_count(each.pin, window)
        assert costs[slots[0], slots[-1] + 1] == pytest.approx(cheapest, abs=1e-9)


def test_what_is_compared_is_neither_free_nor_always_possible():
    made = tiny_plan(caution=CALM)
    times = [slot_time(made.case.window.start, slot, 30) for slot in range(7)]
    found = [
        each
        for low, high, first, last in SPANS
        for each in suggest_pins(
            *made.field,
            made.plan,
            Wish(km_from=low, km_to=high, start=times[first], end=times[last]),
        )
    ]
    assert sum(each.cost > 0.01 for each in found) > 3
    assert {each.is_enough for each in found} == {True, False}
    assert {each.pin is None for each in found} == {True, False}
    assert slopes().min() < 1


@pytest.mark.parametrize(("km_from", "km_to", "first", "last"), SPANS[:4])
def test_the_loss_that_others_leave_is_the_best_of_the_team_alone(
    km_from, km_to, first, last
):
    made = tiny_plan(caution=CALM)
    times = [slot_time(made.case.window.start, slot, 30) for slot in range(7)]
    wish = Wish(km_from=km_from, km_to=km_to, start=times[first], end=times[last])
    found = suggest_pins(*made.field, made.plan, wish, weigh=3)
    notices = made.notices()
    for each in found:
        if each.pin is None:
            assert each.loss_alone is None
            continue
        others = [1 - m for team, m in notices.items() if team != each.team]
        left = np.prod(others, axis=0)
        best = lone_loss(made, each.team, left, keeps=each.pin)
        assert best - 1e-9 <= each.loss_alone < 1.02 * best
        assert each.loss_alone >= made.plan.certificate.bound + each.cost


@pytest.mark.parametrize(("begin", "can"), [(360, True), (420, False)])
def test_a_pinned_team_keeps_to_what_others_leave_of_a_limit(begin, can):
    """On duty while it is pinned helps; after it the team rests."""
    limit = make_limit(
        "on_duty", id="p-duty", amount=0.9, origin="pin", partner="host",
        daily_from_min=begin, daily_to_min=begin + 60,
    )  # fmt: skip
    made = tiny_plan(limit, caution=CALM)
    times = [slot_time(made.case.window.start, slot, 30) for slot in range(7)]
    wish = Wish(km_from=9.0, km_to=21.0, start=times[0], end=times[2])
    notices, rows = made.notices(), made.plan.moves
    others = {"team-1": "team-2", "team-2": "team-1"}
    for each in suggest_pins(*made.field, made.plan, wish, weigh=3):
        if each.team not in others:
            continue
        other = others[each.team]
        left = 0.9 - counts_of(limit, listed(made.case, other), rows[other])
        unnoticed = (1 - notices[other]) * (1 - notices["heli-1"])
        best = lone_loss(made, each.team, unnoticed, limit, left, keeps=each.pin)
        assert (each.loss_alone is not None) == (best is not None) == can
        if can:
            assert best - 1e-6 <= each.loss_alone < 1.02 * best


def test_those_weighed_are_ranked_by_the_loss_that_others_leave(small_theatre):
    plan = small_plan(small_theatre)
    few = small_suggestions(small_theatre, plan, MORNING, weigh=3)
    assert sum(each.loss_alone is not None for each in few) == 3
    full = [
        each.loss_alone
        for each in few
        if each.is_enough and each.loss_alone is not None
    ]
    assert full == sorted(full)
    assert all(each.loss_alone is None for each in few[3:])


def small_plan(theatre):
    """The small theatre planned; its bound by the union alone."""
    plan = quick_plan(theatre, QUICK)
    return replace(plan, looks=np.zeros_like(plan.looks))


def small_suggestions(theatre, plan, wish, **options):
    field = field_of(theatre, QUICK)
    return suggest_pins(
        theatre, field.ground, field.window, field.risk, field.coverage, plan, wish,
        **options,
    )  # fmt: skip


def bound_with(theatre, plan, pins):
    """What the plan's weights and prices certify under pins."""
    field = field_of(theatre, QUICK)
    params = replace(plan.params, pins=pins)
    frame = frame_problem(
        theatre, field.ground, field.window, field.risk, field.coverage, params
    )
    told = Told(theatre, plan, 0)
    dual = told.dual(frame.problem.graphs, frame.moves, frame.inequalities)
    return bound_of(frame.problem, dual)


MORNING = Wish(section="middle", daily_from_min=420, daily_to_min=540)


def test_a_pin_raises_the_bound_by_its_cost(small_theatre):
    plan = small_plan(small_theatre)
    before = bound_with(small_theatre, plan, ())
    found = small_suggestions(small_theatre, plan, MORNING)
    pinned = [each for each in found if each.pin]
    assert len(pinned) > 3
    assert max(each.cost for each in pinned) > 0.01
    for each in pinned:
        after = bound_with(small_theatre, plan, (each.pin,))
        assert after - before == pytest.approx(each.cost, abs=1e-9)


def test_the_best_come_first_and_then_what_falls_short(small_theatre):
    found = small_suggestions(small_theatre, small_plan(small_theatre), MORNING)
    assert [each.team for each in found if not each.pin] == [
        each.team for each in found[-sum(not each.pin for each in found) :]
    ]
    full = [each for each in found if each.is_enough]
    assert full == list(found[: len(full)])
    assert [each.cost for each in full] == sorted(each.cost for each in full)
    for each in full:
        assert each.longest_h == 2.0
        assert (each.pin.daily_from_min, each.pin.daily_to_min) == (420, 540)
    parted = [each for each in found if each.pin and not each.is_enough]
    for each in parted:
        slots = (each.pin.daily_to_min - each.pin.daily_from_min) / 60
        assert slots == each.longest_h < 2.0


def test_there_anyway_is_what_the_odds_say(small_theatre):
    plan = small_plan(small_theatre)
    some = 0
    for each in small_suggestions(small_theatre, plan, MORNING):
        if each.pin is None:
            continue
        slots = slots_that_count(each.pin, field_of(small_theatre, QUICK).window)
        table = plan.moves[each.team]
        inside = np.isin(table.kind, (2, 5)) & np.isin(table.t0, slots)  # move, fly
        for km in (table.km0, table.km1):
            inside &= (km >= 20 - 1e-6) & (km <= 42 + 1e-6)
        there = table.odds[inside].sum() / len(slots)
        assert each.there == pytest.approx(there)
        some += there > 0.01
    assert some


def test_reasons_tell_what_is_in_the_way(tmp_path):
    rows = [{**row} for row in TEAMS]
    rows[4] |= {"base": "post-01"}  # a vehicle that works at night only
    rows.append({**rows[5], "id": "heli-9", "earliest": "06:00", "latest": "06:10"})
    theatre = load_theatre(write_small_theatre(tmp_path / "reasons", teams=rows))
    plan = small_plan(theatre)
    wish = Wish(km_from=0.0, km_to=10.0, daily_from_min=600, daily_to_min=720)
    why = {each.team: each.reason for each in small_suggestions(theatre, plan, wish)}
    assert why["car-1"] == ""
    assert "no lawful duty" in why["car-2"]
    assert "caveats keep it on km 10 to" in why["heli-1"]
    assert "no lawful move at all" in why["heli-9"]
    assert why["foot-3"] == "too far from its base"
    model = theatre.model
    shut = Sensor("shut", dict.fromkeys(LIGHTS, 0.0), 0.8, 40.0, "made")
    blind = replace(
        model,
        sensors={**model.sensors, "shut": shut},
        carriers={**model.carriers, "vehicle": Carrier(3.0, ("shut",))},
    )
    dark = replace(theatre, model=blind)
    plan = small_plan(dark)
    why = {each.team: each.reason for each in small_suggestions(dark, plan, wish)}
    assert "notice nothing" in why["car-1"]


def test_a_stay_that_no_rest_follows_is_not_offered(small_theatre):
    """At both ends of the day: each duty is lawful, but one leads into the other."""
    wish = Wish(section="middle", daily_from_min=60, daily_to_min=660)
    found = small_suggestions(small_theatre, small_plan(small_theatre), wish)
    (foot,) = (each for each in found if each.team == "foot-1")
    assert 0 < foot.longest_h <= 6.0


def test_pins_come_back_from_their_table(small_theatre, tmp_path):
    field = field_of(small_theatre, QUICK)
    start = field.window.start
    dated = Wish(km_from=21.5, km_to=40.25, start=start, end=slot_time(start, 3, 30))
    for wish in (MORNING, replace(MORNING, least_h=1.0), dated):
        found = small_suggestions(small_theatre, small_plan(small_theatre), wish)
        pins = [each.pin for each in found if each.pin]
        assert pins
        path = tmp_path / "pins.csv"
        path.write_text(pins_csv(pins))
        assert list(load_pins(path, small_theatre)) == pins


def test_a_pinned_plan_pays_nothing_for_its_pin_and_names_no_two_alike(small_theatre):
    found = small_suggestions(small_theatre, small_plan(small_theatre), MORNING)
    first = found[0].pin
    pinned = quick_plan(small_theatre, replace(QUICK, pins=(first,)))
    again = small_suggestions(small_theatre, pinned, MORNING)
    (same,) = (each for each in again if each.team == first.team)
    assert same.there == pytest.approx(1.0)
    assert same.cost == pytest.approx(0.0, abs=1e-9)
    assert same.pin.id == f"{first.id}-2"
