"""A lawful plan under limits with one thing changed: caught, and by its name alone.

Beside ``test_mutations``, whose plan has no limits. After a change of odds all numbers
are made to fit again, so that only the rule that is broken can tell.
"""

from dataclasses import replace

import numpy as np
import pytest
from counted_routes import make_limit, route_counts
from limit_changes import (
    BOUNDS,
    Change,
    looks,
    names_in,
    no_price,
    number,
    params,
    price,
    taken_over,
    unknown_price,
)
from limited_plan import (
    Made,
    certified,
    limited_plan,
    listed,
    tiny_theatre,
)
from tiny_cases import table_of

from vedette.domain.plans import Certificate, Plan, Shortfall
from vedette.verify.case import lay_case
from vedette.verify.plan import find_faults

WATCH = make_limit("on_duty", daily_from_min=420, daily_to_min=480)
FUEL = make_limit("flight_hours")
BANNED = make_limit("absence", km_from=20.0)


@pytest.fixture(scope="module")
def made() -> Made:
    return limited_plan()


def shifted(made: Made, team: str, limit: object, more: bool) -> Plan:
    """Give some odds to a route with the same ends that counts more (or less)."""
    case = tiny_theatre()
    one = listed(replace(case, window=made.case.window), team)
    drawn = list(made.drawn[team])

    def count(route: object) -> float:
        return sum(route_counts(limit, one, route))  # type: ignore[arg-type]

    sign = 1 if more else -1
    for at, (old, chance) in enumerate(drawn):
        ends = one.state(old, 0), one.state(old, one.T)
        for new in one.routes():
            same = (one.state(new, 0), one.state(new, one.T)) == ends
            if same and sign * (count(new) - count(old)) > 0:
                drawn[at] = (old, chance / 2)
                drawn.append((new, chance / 2))
                moves = {**made.plan.moves, team: table_of(drawn)}
                return certified(replace(made.plan, moves=moves), made.case)
    raise AssertionError(f"{team}: no such route")


def test_the_plan_itself_stands_up(made: Made) -> None:
    faults, certificate = find_faults(made.plan, made.case)
    assert faults == []
    assert certificate == made.plan.certificate
    assert 0 < certificate.bound_free < certificate.bound < certificate.loss
    assert made.case.in_force == {"p-ban"}


@pytest.mark.parametrize(
    ("team", "limit", "more", "names"),
    [
        ("heli-1", FUEL, True, {"limit"}),
        ("team-1", WATCH, False, {"limit"}),
        ("team-2", BANNED, True, {"limit", "forbidden"}),
    ],
)
def test_odds_that_break_a_limit(
    made: Made, team: str, limit: object, more: bool, names: set[str]
) -> None:
    faults, _ = find_faults(shifted(made, team, limit, more), made.case)
    assert names_in(faults) == names


def test_odds_that_do_a_limit_good_break_nothing(made: Made) -> None:
    faults, _ = find_faults(shifted(made, "heli-1", FUEL, False), made.case)
    assert names_in(faults) == set()


CHANGES: list[tuple[str, Change, set[str]]] = [
    ("bound_free raised", number("bound_free", lambda b: b * 1.001), {"bound_free"}),
    ("bound_free lowered", number("bound_free", lambda b: b - 1e-7), {"bound_free"}),
    ("bound_free for bound", number("bound", lambda b: b + 1e-6), {"bound"}),
    ("a price negative", price("l-fuel", lambda p: -p), {"limit_prices"}),
    ("a price not a number", price("p-ban", lambda p: p * np.nan), {"limit_prices"}),
    ("a price too large", price("l-air", lambda p: p + 2e6), {"limit_prices"}),
    ("a price too few", price("l-watch", lambda p: p[1:]), {"limit_prices"}),
    ("prices of no limit", unknown_price, {"limit_prices"}),
    ("a price changed", price("l-watch", lambda p: p * 1.1), BOUNDS),
    ("a limit's prices left out", no_price("l-short"), BOUNDS),
    ("a pin's prices left out", no_price("p-seats"), BOUNDS - {"bound_free"}),
    ("looks raised", looks(lambda n: n + 0.001), BOUNDS),
    ("looks left out", looks(lambda n: n[:0, :0]), BOUNDS),
    ("looks negative", looks(lambda n: n - 0.5), {"looks"}),
    ("looks not a number", looks(lambda n: n + np.inf), {"looks"}),
    ("looks of another shape", looks(lambda n: n.T), {"looks"}),
    ("a hand-over for nothing", taken_over, {"hand-over"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "names"), [pytest.param(c, n, id=what) for what, c, n in CHANGES]
)
def test_every_change_is_caught_by_name(
    made: Made, change: Change, names: set[str]
) -> None:
    faults, _ = find_faults(change(made.plan), made.case)
    assert names_in(faults) == names, faults


def test_a_team_that_is_out_has_no_rows(made: Made) -> None:
    out = replace(made.plan.params, teams_out=("team-2",))
    case = lay_case(
        made.case.theatre, made.case.ground, made.case.window, made.case.risk, out
    )
    faults, _ = find_faults(replace(made.plan, params=out), case)
    told = "team-2: has odds, but the plan leaves out team-2 (rule teams)"
    assert told in faults
    assert [sorted(demand.teams) for demand in case.demands[-2:]] == [
        [],
        ["heli-1", "team-1"],
    ]


def test_whoever_is_out_is_known(made: Made) -> None:
    plan = params(teams_out=("nobody",))(made.plan)
    faults, _ = find_faults(plan, made.case)
    assert faults == [
        "the plan leaves out team nobody, which its theatre copy does not know"
    ]


def own(plan: Plan, by: float) -> Shortfall:
    (found,) = (each for each in plan.shortfalls if each.limit == "l-short")
    assert found.short is not None
    return replace(found, short=found.short + by)


@pytest.mark.parametrize(
    ("by", "names"),
    [
        (0.0, set()),
        (2e-3, set()),  # a thousandth of 2.5
        (3e-3, {"shortfalls"}),
        (-1e-5, {"limit"}),
        (-9.0, {"shortfalls", "limit"}),
    ],
)
def test_a_shortfall_is_what_is_lacking(made: Made, by: float, names: set[str]) -> None:
    plan = replace(made.plan, shortfalls=(own(made.plan, by),))
    faults, _ = find_faults(certified(plan, made.case), made.case)
    assert names_in(faults) == names


@pytest.mark.parametrize(
    ("limit", "slot", "lacks", "words"),
    [
        ("l-none", 2, 0.1, "l-none: a shortfall names it, but there is no such limit"),
        ("l-short", 3, 0.1, "l-short: it does not count slot 3"),
        ("l-short", -1, 0.1, "l-short: it does not count slot -1"),
        ("l-fuel", 0, 0.1, "l-fuel: it does not count slot 0"),
        ("l-short", None, 0.1, "l-short: it does not count slot None"),
        ("l-short", 2, 0.1, "l-short: slot 2 has two shortfalls"),
        ("l-watch", 2, 0.0, "l-watch: a shortfall of 0.0 is listed for slot 2"),
        ("l-watch", 2, np.inf, "l-watch: a shortfall of inf is listed for slot 2"),
        ("l-watch", 2, None, "l-watch: a shortfall of None is listed for slot 2"),
        (None, 2, 0.1, "one more: no limit is named"),
        ("p-ban", 2, 0.1, "p-ban: it can be kept and forbids all else"),
    ],
)
def test_a_shortfall_is_well_told(
    made: Made, limit: str, slot: int, lacks: float, words: str
) -> None:
    more = Shortfall("one more", "made", limit, slot, lacks)
    plan = replace(made.plan, shortfalls=(*made.plan.shortfalls, more))
    faults, _ = find_faults(certified(plan, made.case), made.case)
    assert len(faults) == 1
    assert faults[0].startswith(words)
    assert faults[0].endswith("(rule shortfalls)")


def test_the_certificate_has_all_its_fields_checked(made: Made) -> None:
    """Whoever adds a number is told here where it has to be checked."""
    for name in Certificate.__dataclass_fields__:
        plan = number(name, lambda x: x + 1)(made.plan)
        assert name in names_in(find_faults(plan, made.case)[0])
