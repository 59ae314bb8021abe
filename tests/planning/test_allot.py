"""Limits in every draw: nothing that any drawn roster does breaks one."""

from dataclasses import replace

import numpy as np
import pytest
from counted_routes import make_limit
from fields import QUICK, quick_plan

from vedette.domain.plans import FLY, LAND, MOVE, TAKE_OFF, WAIT, MoveTable, Plan
from vedette.domain.theatre import Theatre
from vedette.planning.openings import Openings, Rules
from vedette.planning.outlook import Expected, Outlook
from vedette.planning.roster import Lottery

TURN = 1  # slots of the small theatre's helicopters on the ground after landing
DRAWS = 100


def planned(theatre: Theatre, *limits, pins=(), **options) -> Plan:
    changed = replace(theatre, limits=limits)
    return quick_plan(changed, replace(QUICK, pins=pins, **options))


def aloft(plan: Plan) -> np.ndarray:
    """How many aircraft drawn rosters have in the air, by roster and slot."""
    found = np.zeros((DRAWS, plan.n_slots), dtype=int)
    lottery = Lottery(plan)
    for seed, by_slot in enumerate(found):
        for move in lottery.draw(seed).moves:
            if move.kind in ("take_off", "fly", "land"):
                end = move.t1 - (TURN if move.kind == "land" else 0)
                by_slot[max(move.t0, 0) : max(end, 0)] += 1
    return found


def slots_with(rows: MoveTable, counts: np.ndarray, n_slots: int) -> np.ndarray:
    """In which slots some rows with odds, of those that count, are going on."""
    found = np.zeros(n_slots, dtype=bool)
    for row in np.flatnonzero(counts & (rows.odds > 0)):
        found[max(rows.t0[row], 0) : max(rows.t1[row], 0)] = True
    return found


def odds_of(rows: MoveTable, counts: np.ndarray, n_slots: int) -> np.ndarray:
    """The odds that rows which count are going on in each slot."""
    found = np.zeros(n_slots)
    for row in np.flatnonzero(counts):
        found[max(rows.t0[row], 0) : max(rows.t1[row], 0)] += rows.odds[row]
    return found


def test_one_seat_is_never_taken_twice(small_theatre):
    seat = make_limit("seats", holds="every_draw", partner="ally")
    plan = planned(small_theatre, seat)
    taken = aloft(plan)
    assert taken.max() == 1
    assert taken.mean(axis=0).max() > 0.3  # they do fly
    loose = planned(small_theatre)
    assert aloft(loose).max() == 2
    assert not plan.shortfalls
    # the bound speaks of all who keep it on average, the loss of those who always do
    assert plan.certificate.bound <= loose.certificate.loss
    assert plan.certificate.bound_free == plan.certificate.bound


@pytest.mark.parametrize("a_day", [2.0, 4.0, 7.0, 9.0])
def test_hours_in_the_air_never_exceed_what_is_allowed(small_theatre, a_day):
    amount = 7.0 * a_day  # it is told by the week
    fuel = make_limit("flight_hours", holds="every_draw", amount=amount, partner="ally")
    plan = planned(small_theatre, fuel, rounds=10)
    hours = 0.5 * aloft(plan).sum(axis=1)
    assert hours.max() <= a_day
    assert hours.mean() > 0.25 * a_day
    assert not plan.shortfalls


def test_somebody_always_stands_where_somebody_must(small_theatre):
    hours = {"daily_from_min": 480, "daily_to_min": 960}  # 8 h, and duties have 6
    show = make_limit("presence", holds="every_draw", km_from=20.0, km_to=42.0, **hours)
    plan = planned(small_theatre, show)
    assert not plan.shortfalls
    stands = np.zeros(plan.n_slots, dtype=int)
    for rows in plan.moves.values():
        on = np.isin(rows.kind, (MOVE, FLY))
        on &= (np.minimum(rows.km0, rows.km1) >= 20.0 - 1e-6) & (
            np.maximum(rows.km0, rows.km1) <= 42.0 + 1e-6
        )
        takes_time = rows.t1 > rows.t0
        elsewhere = slots_with(rows, takes_time & ~on, plan.n_slots)
        stands += slots_with(rows, on, plan.n_slots) & ~elsewhere
    assert (stands[4:20] >= 1).all()  # 08:00 to 16:00, from 06:00 on
    # odds are left to choose where and who else
    assert max(len(rows) for rows in plan.moves.values()) > 100


def test_reserves_are_off_duty_in_every_draw(small_theatre):
    spare = make_limit("off_duty", holds="every_draw", amount=4.0, partner="host")
    plan = planned(small_theatre, spare)  # of 5
    on_duty = np.zeros(plan.n_slots, dtype=int)
    for team, rows in plan.moves.items():
        if not team.startswith("heli"):
            works = np.isin(rows.kind, (MOVE, WAIT, TAKE_OFF, FLY, LAND))
            on_duty += slots_with(rows, works, plan.n_slots)
    assert on_duty.max() == 1
    assert len({team for team, rows in plan.moves.items() if MOVE in rows.kind}) > 2


def test_a_chance_is_kept_by_all_together(small_theatre):
    hours = {"daily_from_min": 480, "daily_to_min": 720}
    show = make_limit(
        "presence", holds="chance", amount=0.8, km_from=20.0, km_to=42.0, **hours
    )
    plan = planned(small_theatre, show)
    assert not plan.shortfalls
    nobody = np.ones(plan.n_slots)
    for rows in plan.moves.values():
        on = np.isin(rows.kind, (MOVE, FLY))
        on &= (np.minimum(rows.km0, rows.km1) >= 20.0 - 1e-6) & (
            np.maximum(rows.km0, rows.km1) <= 42.0 + 1e-6
        )
        nobody *= 1.0 - odds_of(rows, on, plan.n_slots)
    assert (nobody[4:12] <= 0.2 + 1e-6).all()
    assert nobody[20:].max() > 0.3  # it is not asked for there


def test_what_cannot_be_had_is_told_and_the_rest_is_kept(small_theatre):
    both = make_limit("on_duty", amount=2.0, base="post-01")  # there is one team
    plan = planned(small_theatre, both)
    assert {each.limit for each in plan.shortfalls} == {"l-1"}
    assert len(plan.shortfalls) == plan.n_slots
    short = np.array([each.short for each in plan.shortfalls])
    rows = plan.moves["car-1"]
    works = np.isin(rows.kind, (MOVE, WAIT))
    odds = odds_of(rows, works, plan.n_slots)
    assert (odds >= 2.0 - short - 1e-6).all()
    assert (short > 1.0).all()
    # its 6 h of duty in every 16 are all used, but for what is let go
    assert short.sum() == pytest.approx(48 * 2 - 48 * 6 / 16, abs=0.6)
    assert "at least 2" in plan.shortfalls[0].what
    assert "car-1" in plan.shortfalls[0].reason


def test_pins_carry_a_price_of_their_own(small_theatre):
    pin = make_limit(
        "absence", id="p-1", amount=0.0, km_from=40.0, partner="host", origin="pin"
    )
    plan = planned(small_theatre, pins=(pin,))
    free = planned(small_theatre)
    numbers = plan.certificate
    assert numbers.bound_free <= free.certificate.loss
    assert numbers.bound > numbers.bound_free
    assert set(plan.limit_prices) == {"p-1"}
    assert len(plan.limit_prices["p-1"]) == plan.n_slots
    assert plan.looks.shape == plan.weights.shape


def test_teams_left_out_take_no_part(small_theatre):
    plan = planned(small_theatre, teams_out=("foot-1", "heli-2"))
    assert set(plan.moves) == {"foot-2", "foot-3", "car-1", "car-2", "heli-1"}


# Two teams see one cell each, and for some slots only the second sees anything.
CELLS = np.array([[1.0, 0.0], [0.0, 1.0]])


def outlook(odds: np.ndarray, **changes) -> Outlook:
    seen = 0.5 * odds[:, :, None] * CELLS[:, None, :]
    left = np.full((odds.shape[1], 2), 10.0)
    usual = {
        "left": left,
        "seen": seen,
        "odds": odds,
        "mean_gain": odds,
        "level": 8.0,
        "caution": 0.8,
        "period": 8,
        "lead": np.zeros(2, int),
    }
    return Outlook(**{**usual, **changes})


def rules(n_slots: int, **changes) -> Rules:
    able = np.ones((2, n_slots), dtype=bool)
    usual = {
        "can": able,
        "must": ~able,
        "counts": able[0],
        "cap": np.ones(n_slots, dtype=int),
        "total": np.inf,
        "block": 2,
    }
    return Rules(**{**usual, **changes})


def filled(look: Outlook, ruled: Rules) -> np.ndarray:
    openings = Openings(look, ruled)
    openings.fill()
    return openings.is_open


def test_slots_go_to_those_who_use_them():
    odds = np.full((2, 8), 0.1)
    odds[0, :4] = odds[1, 4:] = 0.9
    is_open = filled(outlook(odds), rules(8))
    assert is_open[0].tolist() == [True] * 4 + [False] * 4
    assert (is_open[0] ^ is_open[1]).all()


def test_openings_keep_to_their_rules():
    rng = np.random.default_rng(4)
    odds = rng.uniform(0.0, 1.0, (2, 24))
    ruled = rules(24, total=14.0)
    is_open = filled(outlook(odds), ruled)
    assert is_open.sum(axis=0).max() == 1
    assert 12 <= is_open.sum() <= 14
    for row in is_open:
        edges = np.flatnonzero(np.diff(np.concatenate([[0], row, [0]])))
        for begin, end in edges.reshape(-1, 2):
            assert end - begin >= 2 or begin == 0 or end == 24
    must = np.zeros((2, 24), dtype=bool)
    must[1, 3:9] = True
    is_open = filled(outlook(odds), rules(24, must=must))
    assert is_open[1, 3:9].all()
    assert not is_open[0, 3:9].any()


def test_a_team_on_its_way_sees_nothing_yet():
    look = outlook(np.full((2, 8), 0.5), lead=np.array([0, 2]))
    row = np.zeros((2, 8), dtype=bool)
    expected = Expected(look, np.ones(8, dtype=bool), row)
    before = expected.harm
    row[1, 2:6] = True  # 4 slots are all way out and home for the second team
    expected.open_only(row)
    assert expected.harm == pytest.approx(before)
    row[1, :] = True
    expected.open_only(row)
    assert expected.harm < before


def test_a_change_is_worth_what_it_makes():
    rng = np.random.default_rng(6)
    look = outlook(rng.uniform(0.0, 1.0, (2, 24)), period=6, lead=np.array([1, 0]))
    expected = Expected(look, rng.random(24) < 0.8, rng.random((2, 24)) < 0.5)
    for _ in range(10):
        change = {0: rng.random(24) < 0.5, 1: rng.random(24) < 0.5}
        before, worth = expected.harm, expected.change_of(change)
        expected.commit(change)
        assert expected.harm - before == pytest.approx(worth, abs=1e-9)
    again = Expected(look, expected._counts, expected.is_open)
    assert again.harm == pytest.approx(expected.harm)
