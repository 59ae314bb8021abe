"""Plans made again: what is held, what is handed over, and that both programs agree."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fields import QUICK, field_of
from small_limits import LIMITS
from small_theatre import csv_text, write_small_theatre

from vedette.desk.plan import solve_plan
from vedette.desk.replan import Changes, ReplanView, find_slot, replan_plan
from vedette.domain.plans import END, Earlier, Plan
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.planning.carry import (
    Carrier,
    odds_of_states,
    rest_left,
    shift_rows,
    tails_of,
)
from vedette.planning.frame import frame_problem
from vedette.reading import load_theatre
from vedette.reading.plans import load_plan
from vedette.terrain import make_window
from vedette.units import slot_time
from vedette.verify import verify_plan

AT = "12:30"  # moment 13 of the window
Replans = Callable[..., tuple[Path, ReplanView]]


@pytest.fixture(scope="module")
def earlier(small_theatre: Theatre, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan on disk of the small theatre."""
    return solve_plan(
        small_theatre.folder, tmp_path_factory.mktemp("earlier") / "plan", QUICK
    ).where


@pytest.fixture
def make_again(earlier: Path, tmp_path: Path) -> Replans:
    """Make it again with some changes, and have it verified."""

    def make(path: Path = earlier, **changes: Any) -> tuple[Path, ReplanView]:
        changes = {"rounds": 40, "threads": 1, "gap": 0.0} | changes
        out = tmp_path / f"again-{len(list(tmp_path.iterdir()))}"
        view = replan_plan(path, out, Changes(**changes))
        verify_plan(view.where, path if changes.get("at") else None)
        return view.where, view

    return make


def rest_of(theatre: Theatre, plan: Plan, moment: int) -> Any:
    """The frame of what is left of a plan's window."""
    params = dataclasses.replace(
        plan.params,
        start=slot_time(plan.start, moment, plan.slot_min),
        earlier=Earlier(plan.content_hash, plan.n_slots, moment),
    )
    field = field_of(theatre, params)
    parts = (field.theatre, field.ground, field.window, field.risk, field.coverage)
    return frame_problem(*parts, params)


@pytest.mark.parametrize("moment", [1, 13, 30, 47])
def test_what_was_planned_goes_on_as_whole_routes(
    small_theatre: Theatre, earlier: Path, moment: int
) -> None:
    plan = load_plan(earlier)
    frame = rest_of(small_theatre, plan, moment)
    for moves in frame.moves:
        tail, carrier = tails_of(moves), Carrier(moves)
        for team in moves.group.teams:
            rows = shift_rows(plan.moves[team.id], moment)
            carried = carrier.carry(team.id, rows)
            assert carried.is_whole
            out = np.bincount(tail, carried.flow, len(moves.moment))
            net = out - np.bincount(moves.head, carried.flow, len(moves.moment))
            np.testing.assert_allclose(net[0], 1.0, atol=1e-12)
            np.testing.assert_allclose(net[1:-1], 0.0, atol=1e-12)
            for state, at in ((moves.start_state, 0), (moves.end_state, 48 - moment)):
                shows = state >= 0
                found = np.bincount(state[shows], carried.flow[shows], moves.n_states)
                due = odds_of_states(moves.group, rows, at)
                np.testing.assert_allclose(found, due, atol=1e-12)
            before = odds_of_states(moves.group, plan.moves[team.id], moment)
            now = odds_of_states(moves.group, rows, 0)
            np.testing.assert_allclose(now, before, atol=1e-15)


def test_a_rest_goes_on_as_the_slots_that_are_left(
    small_theatre: Theatre, earlier: Path
) -> None:
    plan = load_plan(earlier)
    frame = rest_of(small_theatre, plan, 13)
    group = frame.moves[0].group
    table = plan.moves[group.teams[0].id]
    left = rest_left(group, shift_rows(table, 13))
    ends = (table.kind == END) & (table.t0 < 13)
    for slots in range(1, group.rest):
        ended = table.odds[ends & (table.t0 + group.rest == 13 + slots)].sum()
        entered = table.odds[(table.t1 - table.t0 > 1) & (table.kind == 0)]
        assert ended <= left[slots] + 1e-12 <= ended + entered.sum() + 1e-9


def test_a_team_that_drops_out_leaves_a_plan_for_the_others(
    small_theatre: Theatre, earlier: Path, make_again: Replans
) -> None:
    where, view = make_again(at=AT, teams_out=("heli-1",))
    plan, before = load_plan(where), load_plan(earlier)
    assert "heli-1" not in plan.moves
    assert plan.n_slots == 48 - 13
    assert plan.params.earlier == Earlier(before.content_hash, 48, 13)
    assert view.made.loss_before > plan.certificate.loss
    assert plan.certificate.bound <= plan.certificate.loss
    assert set(plan.hand_over) == set(plan.prices)
    alone = plan.hand_over["heli-2"]
    assert alone.start.sum() == pytest.approx(1.0)
    pair = plan.hand_over["foot-1"]
    assert pair.end.sum() == pytest.approx(2.0)


def test_from_its_beginning_on_the_loss_is_that_of_the_plan(
    earlier: Path, make_again: Replans
) -> None:
    made = make_again(at="06:00", rounds=1, keep=1e5)[1].made
    before = load_plan(earlier).certificate.loss
    assert made.loss_before == pytest.approx(before, rel=1e-12)
    assert made.plan.certificate.loss == pytest.approx(before, rel=0.02)


def test_keeping_near_changes_less(make_again: Replans) -> None:
    free, near = (
        make_again(at=AT, teams_out=("car-2",), keep=keep)[1].made
        for keep in (0.0, 50.0)
    )
    assert near.distance < 0.6 * free.distance
    assert set(near.changes) == set(near.plan.moves)
    assert all(0 <= share <= 1 for share in near.changes.values())


def test_the_same_rounds_give_the_same_plan(make_again: Replans) -> None:
    one, two = (make_again(at=AT, threads=n)[0] for n in (1, 2))
    assert load_plan(one).content_hash == load_plan(two).content_hash


def test_a_plan_made_again_can_be_made_again(make_again: Replans) -> None:
    first, _ = make_again(at=AT, teams_out=("heli-1",))
    second, view = make_again(first, at="20:00", teams_out=("foot-3",))
    plan = load_plan(second)
    assert plan.params.teams_out == ("foot-3", "heli-1")
    assert plan.n_slots == 20
    assert set(view.made.changes) == set(plan.moves)


def test_the_same_window_with_a_pin(
    earlier: Path, make_again: Replans, tmp_path: Path
) -> None:
    pin = {"id": "p-rest", "kind": "off_duty", "holds": "every_draw", "amount": "1",
           "team": "car-1", "from": "10:00", "to": "14:00",
           "reason": "Repair", "origin": "pin"}  # fmt: skip
    path = pins_file(tmp_path, pin)
    where, view = make_again(pins=path)
    plan, before = load_plan(where), load_plan(earlier)
    assert plan.params.earlier is None
    assert plan.n_slots == before.n_slots
    assert plan.certificate.bound_free <= plan.certificate.bound + 1e-9
    assert view.made.changes["car-1"] > 0
    assert not plan.hand_over


def test_a_pin_from_a_moment_on(make_again: Replans, tmp_path: Path) -> None:
    pin = {"id": "p-there", "kind": "presence", "holds": "on_average", "amount": "0.4",
           "section": "middle", "from": "15:00", "to": "17:00",
           "reason": "A visit", "origin": "pin"}  # fmt: skip
    where, _ = make_again(at=AT, pins=pins_file(tmp_path, pin))
    assert [pin.id for pin in load_plan(where).params.pins] == ["p-there"]


def test_a_pin_that_asks_for_other_states_is_kept_all_the_same(
    make_again: Replans, tmp_path: Path
) -> None:
    pin = {"id": "p-early", "kind": "on_duty", "holds": "on_average", "amount": "1.8",
           "base": "post-02", "from": "06:30", "to": "08:30",
           "reason": "A convoy", "origin": "pin"}  # fmt: skip
    where, _ = make_again(pins=pins_file(tmp_path, pin))
    assert not load_plan(where).shortfalls


def test_a_pin_that_a_team_can_keep_from_where_it_is(
    make_again: Replans, tmp_path: Path
) -> None:
    pin = {"id": "p-off", "kind": "off_duty", "holds": "every_draw", "amount": "1",
           "team": "foot-3", "from": "19:00", "to": "22:00",
           "reason": "Repair", "origin": "pin"}  # fmt: skip
    where, _ = make_again(at=AT, pins=pins_file(tmp_path, pin))
    plan = load_plan(where)
    table = plan.moves["foot-3"]
    covers = (table.t0 < 19) & (table.t1 > 13) & (table.duty > -100)
    assert not (covers & (table.kind != END)).any()
    assert not plan.shortfalls


def test_a_pin_against_what_has_begun_is_refused(
    make_again: Replans, tmp_path: Path
) -> None:
    pin = {"id": "p-off", "kind": "off_duty", "holds": "every_draw", "amount": "1",
           "team": "car-1", "from": "12:30", "to": "14:00",
           "reason": "Repair", "origin": "pin"}  # fmt: skip
    with pytest.raises(InputError, match="car-1: what it may have begun"):
        make_again(at=AT, pins=pins_file(tmp_path, pin))


def pins_file(folder: Path, *pins: dict[str, str]) -> Path:
    path = folder / "pins.csv"
    columns = dict.fromkeys(LIMITS[0], "")
    path.write_text(csv_text([columns | pin for pin in pins]))
    return path


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan whose limits hold in every draw: one in the air, somebody on duty."""
    limits = [dict(row) for row in LIMITS if row["id"] == "l-air"]
    limits.append(
        limits[0] | {"id": "l-watch", "kind": "on_duty", "partner": "host",
                     "from": "14:00", "to": "18:00"}
    )  # fmt: skip
    folder = write_small_theatre(tmp_path_factory.mktemp("drawn"), limits=limits)
    out = tmp_path_factory.mktemp("with") / "plan"
    return solve_plan(load_theatre(folder).folder, out, QUICK).where


@pytest.mark.parametrize("out", [(), ("heli-1",), ("foot-1", "foot-2")])
def test_what_holds_in_every_draw_goes_on_to_hold(
    drawn: Path, make_again: Replans, out: tuple[str, ...]
) -> None:
    where, _ = make_again(drawn, at=AT, teams_out=out)
    plan = load_plan(where)
    if out == ("heli-1",):  # what it left open goes to the other
        before = load_plan(drawn).moves["heli-2"]
        assert len(plan.moves["heli-2"]) > np.sum(before.t0 >= 13)


def test_the_slots_that_are_left_are_those_of_the_whole_window(
    small_theatre: Theatre,
) -> None:
    whole = make_window(small_theatre, None, 1)
    start = slot_time(whole.start, 13, whole.slot_min)
    rest = make_window(small_theatre, start, 1, 35)
    np.testing.assert_array_equal(rest.light, whole.light[:, 13:])
    for wrong in (0, 49):
        with pytest.raises(InputError, match="n_slots"):
            make_window(small_theatre, start, 1, wrong)


def test_a_time_that_is_no_slot_is_refused(
    small_theatre: Theatre, earlier: Path
) -> None:
    plan = load_plan(earlier)
    assert find_slot(small_theatre, plan, "03:00") == 42
    assert find_slot(small_theatre, plan, "2025-12-09T03:00+05:00") == 42
    assert find_slot(small_theatre, plan, "2025-12-08T22:00+00:00") == 42
    for at in ("03:10", "2025-12-09T03:00", "2025-12-10T03:00+05:00", "soon"):
        with pytest.raises(InputError, match="no slot of the plan begins then"):
            find_slot(small_theatre, plan, at)


def test_what_cannot_be_made_again_is_refused(
    earlier: Path, make_again: Replans
) -> None:
    with pytest.raises(InputError, match="no such team"):
        make_again(at=AT, teams_out=("nobody",))
    rest, _ = make_again(at=AT)
    with pytest.raises(InputError, match="name a moment"):
        make_again(rest)
