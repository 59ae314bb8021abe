"""A lawful plan with one thing changed: every change is caught, and by its name."""

import math
import re
from dataclasses import replace
from pathlib import Path

import pytest
from plan_changes import (
    CAR,
    FOOT,
    HELI,
    Change,
    a_slot_later,
    begun_earlier,
    caution,
    doubled,
    doubled_whole,
    dropped,
    ended_away,
    late_landing,
    left_out,
    longer_step,
    more_rest_left,
    no_prices,
    none_for,
    number,
    one,
    other_end,
    other_teams,
    prices,
    prices_of_another,
    resting_only,
    tilted,
    weights,
    whole_duty,
)
from planned import plan_theatre
from small_theatre import TEAMS, write_small_theatre

from vedette.domain.plans import (
    END,
    FLY,
    LAND,
    MOVE,
    REST,
    START,
    TAKE_OFF,
    WAIT,
    Plan,
)
from vedette.reading import load_theatre
from vedette.verify.case import Case, rebuild_case
from vedette.verify.plan import find_faults


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Case]:
    folder = tmp_path_factory.mktemp("planned")
    write_small_theatre(folder / "theatre")
    plan = plan_theatre(load_theatre(folder / "theatre"))
    return plan, rebuild_case(folder / "plan.json", plan)


def names_in(faults: list[str]) -> set[str]:
    return {
        name for fault in faults for name in re.findall(r"\(rule ([\w-]+)\)", fault)
    }


def test_the_plan_itself_stands_up(planned: tuple[Plan, Case]) -> None:
    plan, case = planned
    faults, certificate = find_faults(plan, case)
    assert faults == []
    assert certificate.loss == pytest.approx(plan.certificate.loss, rel=1e-12)
    assert 0 < certificate.bound <= certificate.loss <= certificate.promise
    assert certificate.loss < certificate.loss_without_teams


CHANGES: list[tuple[str, Change, str]] = [
    ("odds too high", one(CAR, MOVE, odds=lambda odds: odds + 0.01), "flow"),
    ("odds too high by little", one(CAR, REST, odds=lambda odds: odds + 1e-8), "flow"),
    ("odds too low", one(HELI, FLY, odds=lambda odds: odds * 0.9), "flow"),
    ("odds of a start", one(FOOT, START, odds=lambda odds: odds / 2), "flow"),
    ("odds of a take-off", one(HELI, TAKE_OFF, odds=lambda odds: odds / 2), "flow"),
    ("negative odds", one(CAR, MOVE, odds=lambda odds: -odds), "odds"),
    ("odds not a number", one(CAR, MOVE, odds=math.nan), "odds"),
    ("odds infinite", one(CAR, MOVE, odds=math.inf), "odds"),
    ("odds above one", one(CAR, MOVE, odds=1.01), "odds"),
    ("a step too long", longer_step, "step"),
    ("a step of two slots", one(CAR, MOVE, t1=lambda t1: t1 + 1), "step"),
    ("a step off all places", one(CAR, MOVE, km1=9.123), "places"),
    ("a step off the line", one(CAR, MOVE, km1=-3.0), "caveat"),
    ("rest cut short", one(CAR, END, t1=lambda t1: t1 - 1), "rest"),
    ("rest left out", one(CAR, END, t1=lambda t1: t1 - 20), "rest"),
    ("more rest left than due", more_rest_left, "rest"),
    ("a duty too long", whole_duty(CAR, begun_earlier), "duty-length"),
    ("a wrong hour of start", whole_duty(CAR, a_slot_later), "duty-start"),
    ("a duty ended away from base", ended_away, "return"),
    ("a duty never ended", dropped(END), "return"),
    ("a move left out", dropped(FLY), "flow"),
    ("a caveat crossed", one(HELI, FLY, km1=0.0), "caveat"),
    ("no such station", one(HELI, FLY, km1=33.3), "stations"),
    ("a flight of two slots", one(HELI, FLY, t1=lambda t1: t1 + 1), "fly"),
    ("a sortie too long", late_landing, "endurance"),
    ("turnaround cut", one(HELI, LAND, t1=lambda t1: t1 - 1), "turnaround"),
    ("a leg cut", one(HELI, TAKE_OFF, t1=lambda t1: t1 - 1), "leg"),
    ("a wait of two slots", one(HELI, WAIT, t1=lambda t1: t1 + 1), "row"),
    ("a kind of another team", one(CAR, MOVE, kind=FLY), "row"),
    ("a km that is none", one(CAR, MOVE, km0=math.nan), "row"),
    ("a row given twice, halved", doubled, "row"),
    ("a row given twice", doubled_whole, "row"),
    ("a team nobody knows", other_teams, "teams"),
    ("a team without rows", none_for(FOOT), "teams"),
    ("a partner left out", left_out, "teams"),
    ("a team at rest instead", resting_only, "loss"),
    ("bound raised", number(bound=lambda bound: bound * 1.001), "bound"),
    ("bound raised by little", number(bound=lambda b: b * (1 + 1e-8)), "bound"),
    ("bound lowered", number(bound=lambda bound: bound * 0.99), "bound"),
    ("bound not a number", number(bound=lambda _: math.nan), "bound"),
    ("bound of seen cells", number(bound_seen=lambda b: b * 1.001), "bound_seen"),
    ("loss lowered", number(loss=lambda loss: loss * (1 - 1e-8)), "loss"),
    ("loss of seen cells", number(loss_seen=lambda loss: loss * 0.999), "loss_seen"),
    ("L0", number(loss_without_teams=lambda x: x + 1e-6), "loss_without_teams"),
    ("promise changed", number(promise=lambda promise: promise * 0.999), "promise"),
    ("gap changed", number(gap=lambda gap: gap * 0.9), "gap"),
    ("missed changed", number(missed=lambda missed: missed * 0.9), "missed"),
    ("an unseen cell less", number(unseen_cells=lambda n: n - 1), "unseen_cells"),
    ("an unseen stake", number(unseen_stake=lambda h: h * 0.9), "unseen_stake"),
    ("weights sum to less", weights(lambda y: y * 0.999), "weights"),
    ("a weight negative", weights(lambda y: y - 1e-3), "weights"),
    ("a weight negative, the sum 1", weights(tilted), "weights"),
    ("a weight not a number", weights(lambda y: y * math.nan), "weights"),
    ("weights turned round", weights(lambda y: y[::-1]), "bound"),
    ("weights of another shape", weights(lambda y: y[:, :-1]), "weights"),
    ("another caution", caution, "loss"),
    ("a car out, none in", other_end(CAR), "hand-over"),
    ("a foot patrol out, none in", other_end(FOOT), "hand-over"),
    ("a helicopter out, none in", other_end(HELI), "hand-over"),
    ("a price raised", prices(CAR, lambda p: p + 10.0 * (p == p[0])), "bound"),
    ("prices turned round", prices(FOOT, lambda p: -p), "bound"),
    ("a price not a number", prices(CAR, lambda p: p * math.nan), "prices"),
    ("a price infinite", prices(HELI, lambda p: p + math.inf), "prices"),
    ("a price too large", prices(HELI, lambda p: p + 2e6), "prices"),
    ("a price less", prices(CAR, lambda p: p[:-1]), "prices"),
    ("no prices for a group", no_prices(HELI), "prices"),
    ("prices for no group", prices_of_another, "prices"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "name"), [pytest.param(c, n, id=what) for what, c, n in CHANGES]
)
def test_every_change_is_caught_by_name(
    planned: tuple[Plan, Case], change: Change, name: str
) -> None:
    plan, case = planned
    faults, _ = find_faults(change(plan), case)
    assert name in names_in(faults), faults


@pytest.mark.parametrize("team", [CAR, FOOT, HELI])
def test_odds_between_lawful_routes_break_the_hand_over_alone(
    planned: tuple[Plan, Case], team: str
) -> None:
    plan, case = planned
    faults, _ = find_faults(other_end(team)(plan), case)
    numbers = {"loss", "promise", "gap", "missed", "loss_seen"}
    assert names_in(faults) - numbers == {"hand-over"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("theatre_id", "another"),
        ("theatre_hash", "0" * 64),
        ("zone", "Asia/Kabul"),
        ("slot_min", 20),
        ("reach_km", 4.0),
        ("n_reaches", 11),
        ("n_slots", 96),
        ("rests_on", ("claim-1",)),
    ],
)
def test_a_wrong_head_is_told(
    planned: tuple[Plan, Case], field: str, value: object
) -> None:
    plan, case = planned
    faults, _ = find_faults(replace(plan, **{field: value}), case)  # type: ignore[arg-type]
    assert [fault for fault in faults if fault.startswith(f"{field} is {value}")]


def test_an_unknown_partner_left_out_is_told(planned: tuple[Plan, Case]) -> None:
    plan, case = planned
    without = replace(plan, params=replace(plan.params, without=("nobody",)))
    faults, _ = find_faults(without, case)
    assert faults == [
        "the plan leaves out partner nobody, whom its theatre copy does not know"
    ]


def test_all_faults_are_told_at_once(planned: tuple[Plan, Case]) -> None:
    plan, case = planned
    for change in (longer_step, resting_only, number(promise=lambda x: x + 1)):
        plan = change(plan)
    plan = one(HELI, LAND, t1=lambda t1: t1 - 1)(plan)
    faults, _ = find_faults(plan, case)
    assert {"turnaround", "loss", "promise"} <= names_in(faults)


def test_another_stake_in_the_theatre_copy(tmp_path: Path) -> None:
    """A site's value is raised in the copy only: hash, loss and bound all show it."""
    write_small_theatre(tmp_path / "theatre")
    plan = plan_theatre(load_theatre(tmp_path / "theatre"))
    sites = tmp_path / "theatre" / "sites.csv"
    sites.write_text(sites.read_text().replace(",60,", ",61,"))
    faults, _ = find_faults(plan, rebuild_case(tmp_path / "plan.json", plan))
    assert any(fault.startswith("theatre_hash is") for fault in faults)
    assert {"loss", "promise", "bound", "loss_without_teams"} <= names_in(faults)


@pytest.mark.parametrize(
    "options",
    [
        {"without": ("ally",)},
        {"without": ("host",), "caution": 1.0},
        {"days": 2, "caution": 0.0},
        {"reach_km": 2.5},
    ],
)
def test_both_programs_agree_on_other_options(
    tmp_path: Path, options: dict[str, object]
) -> None:
    write_small_theatre(tmp_path / "theatre")
    plan = plan_theatre(load_theatre(tmp_path / "theatre"), **{"rounds": 10, **options})
    faults, _ = find_faults(plan, rebuild_case(tmp_path / "plan.json", plan))
    assert faults == []


@pytest.mark.parametrize("rest_h", ["0", "0.5", "20", "24.5", "30", "100"])
def test_both_programs_agree_on_other_rests(tmp_path: Path, rest_h: str) -> None:
    """From none at all to more than the window has."""
    teams = [{**row, "rest_h": rest_h} for row in TEAMS]
    write_small_theatre(tmp_path / "theatre", teams=teams)
    plan = plan_theatre(load_theatre(tmp_path / "theatre"), rounds=20)
    faults, _ = find_faults(plan, rebuild_case(tmp_path / "plan.json", plan))
    assert faults == []
