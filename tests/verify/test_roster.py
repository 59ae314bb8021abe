"""A drawn roster: whole lawful routes, and no move without odds in the plan."""

import re
from dataclasses import replace

import numpy as np
import pytest
from counted_routes import make_limit
from limited_plan import Made, limited_plan, listed, tiny_theatre
from planned import plan_theatre
from small_theatre import write_small_theatre

from vedette.domain.limits import Limit
from vedette.domain.plans import NO_SLOT, Plan, Roster, RosterMove, Shortfall
from vedette.planning.roster import draw_roster
from vedette.reading import load_theatre
from vedette.verify.case import Case, lay_case, rebuild_case
from vedette.verify.roster import roster_faults


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Case]:
    folder = tmp_path_factory.mktemp("drawn")
    write_small_theatre(folder / "theatre")
    plan = replace(
        plan_theatre(load_theatre(folder / "theatre")), content_hash="a" * 64
    )
    return plan, rebuild_case(folder / "plan.json", plan)


def rules_in(faults: list[str]) -> set[str]:
    return {
        name for fault in faults for name in re.findall(r"\(rule ([\w-]+)\)", fault)
    }


def find(roster: Roster, team: str, kind: str) -> RosterMove:
    return next(m for m in roster.moves if m.team == team and m.kind == kind)


def swap(roster: Roster, old: RosterMove, *new: RosterMove) -> Roster:
    i = roster.moves.index(old)
    return replace(roster, moves=(*roster.moves[:i], *new, *roster.moves[i + 1 :]))


@pytest.mark.parametrize("seed", range(20))
def test_every_draw_stands_up(planned: tuple[Plan, Case], seed: int) -> None:
    plan, case = planned
    assert roster_faults(draw_roster(plan, seed), plan, case) == []


def test_a_roster_of_another_plan(planned: tuple[Plan, Case]) -> None:
    plan, case = planned
    roster = replace(draw_roster(plan, 1), plan_hash="b" * 64, slot_min=20)
    faults = roster_faults(roster, plan, case)
    assert faults == [
        f"plan is {'b' * 64} in the roster, {'a' * 64} by the plan",
        "slot_min is 20 in the roster, 30 by the plan",
    ]


def test_a_move_without_odds_in_the_plan(planned: tuple[Plan, Case]) -> None:
    """The roster is lawful, but the plan never does the first step of the car."""
    plan, case = planned
    roster = draw_roster(plan, 2)
    move = find(roster, "car-1", "move")
    table = plan.moves["car-1"]
    same = (table.t0 == move.t0) & (table.km0 == move.km0) & (table.km1 == move.km1)
    odds = table.odds.copy()
    odds[same & (table.duty == move.duty)] = 0.0
    other = replace(plan, moves={**plan.moves, "car-1": replace(table, odds=odds)})
    faults = roster_faults(roster, other, case)
    assert len(faults) == 1
    assert "car-1" in faults[0]
    assert faults[0].endswith("move: the plan gives this move no odds (rule odds)")


def test_a_move_left_out(planned: tuple[Plan, Case]) -> None:
    plan, case = planned
    roster = draw_roster(plan, 3)
    faults = roster_faults(swap(roster, find(roster, "heli-1", "land")), plan, case)
    assert "return" in rules_in(faults)


def test_a_move_twice(planned: tuple[Plan, Case]) -> None:
    plan, case = planned
    roster = draw_roster(plan, 3)
    move = find(roster, "foot-1", "move")
    assert {"row", "flow"} <= rules_in(
        roster_faults(swap(roster, move, move, move), plan, case)
    )


@pytest.mark.parametrize(
    ("team", "kind", "fields", "rule"),
    [
        ("car-1", "end", {"t1": 99}, "rest"),
        ("car-1", "move", {"km1": 9.5}, "places"),
        ("car-1", "move", {"km1": None}, "row"),
        ("car-1", "move", {"kind": "swim"}, "row"),
        ("car-1", "rest", {"duty": 3}, "row"),
        ("heli-1", "land", {"t1": 90}, "turnaround"),
        ("heli-1", "land", {"sortie": None}, "row"),
    ],
)  # fmt: skip
def test_a_rule_broken_in_a_draw(
    planned: tuple[Plan, Case],
    team: str,
    kind: str,
    fields: dict[str, object],
    rule: str,
) -> None:
    plan, case = planned
    roster = draw_roster(plan, 4)
    move = find(roster, team, kind)
    changed = swap(roster, move, replace(move, **fields))  # type: ignore[arg-type]
    faults = roster_faults(changed, plan, case)
    assert {rule, "odds"} <= rules_in(faults)


def test_teams_missing_or_unknown(planned: tuple[Plan, Case]) -> None:
    plan, case = planned
    roster = draw_roster(plan, 5)
    others = tuple(move for move in roster.moves if move.team != "car-2")
    stranger = replace(roster.moves[0], team="stranger")
    faults = roster_faults(replace(roster, moves=(*others, stranger)), plan, case)
    assert faults == [
        "car-2: the plan has odds for it, the roster no route (rule teams)",
        "stranger: the plan has no odds for it (rule teams)",
    ]


def test_a_partner_left_out_may_not_be_drawn(planned: tuple[Plan, Case]) -> None:
    plan, case = planned
    roster = draw_roster(plan, 6)
    alone = replace(plan, params=replace(plan.params, without=("ally",)))
    faults = roster_faults(roster, alone, case)
    assert [fault.split(":")[0] for fault in faults] == ["heli-1", "heli-2"]


# Limits


@pytest.fixture(scope="module")
def made() -> Made:
    return limited_plan()


def with_limit(made: Made, limit: Limit) -> Case:
    """The case of the plan with one limit more."""
    theatre = replace(made.case.theatre, limits=(*made.case.theatre.limits, limit))
    ground, window = made.case.ground, made.case.window
    return lay_case(theatre, ground, window, made.case.risk, made.plan.params)


@pytest.mark.parametrize("seed", range(5))
def test_every_draw_keeps_the_limits_of_every_draw(made: Made, seed: int) -> None:
    assert roster_faults(draw_roster(made.plan, seed), made.plan, made.case) == []


@pytest.mark.parametrize(
    ("holds", "kind", "amount", "rules"),
    [
        ("every_draw", "on_duty", 3.0, {"limit"}),
        ("every_draw", "off_duty", 4.0, {"limit"}),
        ("every_draw", "absence", 3.0, set()),
        ("every_draw", "flight_hours", 0.001, {"limit"}),
        ("on_average", "on_duty", 3.0, set()),  # nothing that one draw could keep
        ("chance", "presence", 0.999, set()),
    ],
)
def test_a_limit_is_asked_of_a_draw_only_if_it_holds_in_every_one(
    made: Made, holds: str, kind: str, amount: float, rules: set[str]
) -> None:
    case = with_limit(made, make_limit(kind, id="l-new", holds=holds, amount=amount))
    found = [
        rules_in(roster_faults(draw_roster(made.plan, seed), made.plan, case))
        for seed in range(5)
    ]
    assert set().union(*found) == rules


def test_what_the_plan_lists_as_lacking_may_be_lacking_in_a_draw(made: Made) -> None:
    case = with_limit(made, make_limit("on_duty", holds="every_draw", amount=3.0))
    lacking = tuple(Shortfall("l-1", "too few", "l-1", slot, 3.0) for slot in range(6))
    plan = replace(made.plan, shortfalls=lacking)
    for seed in range(5):
        assert roster_faults(draw_roster(plan, seed), plan, case) == []


def test_a_forbidden_move_in_a_draw(made: Made) -> None:
    """Team 2 goes as team 1 may, up the line from its base."""
    roster = draw_roster(made.plan, 1)
    one = listed(tiny_theatre(), "team-1")
    up = next(
        route
        for route in one.routes()
        if any(row[0] == "move" and row[1] >= 0 and row[4] > 30.0 for row in route)
    )
    moves = [
        RosterMove(
            "team-2",
            row[0],
            *row[1:3],
            *(None if np.isnan(km) else km for km in row[3:5]),
            *(None if slot == NO_SLOT else slot for slot in row[5:]),
        )
        for row in up
    ]
    others = tuple(move for move in roster.moves if move.team != "team-2")
    changed = replace(roster, moves=(*others, *moves))
    rules = rules_in(roster_faults(changed, made.plan, made.case))
    assert rules == {"forbidden", "limit", "odds"}
