"""A book of rosters: what is wrong with one roster, with the circle, with a number."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from counted_routes import make_limit
from fields import QUICK, field_of
from limit_changes import names_in
from small_book import book_of, small_book

from vedette.domain.book import RosterBook
from vedette.domain.limits import Limit
from vedette.domain.plans import Plan, Roster, RosterMove
from vedette.domain.theatre import Theatre
from vedette.verify.book import book_faults
from vedette.verify.case import Case, lay_case
from vedette.verify.numbers import join_teams, loss_of
from vedette.verify.roster import as_table, by_team_of
from vedette.verify.rows import lay_rows

Change = Callable[[RosterBook], RosterBook]
COUNT = 5


def case_of(theatre: Theatre, plan: Plan) -> Case:
    field = field_of(theatre, QUICK)
    return lay_case(theatre, field.ground, field.window, field.risk, plan.params)


def faults_of(
    theatre: Theatre, change: Change = lambda book: book, pins: tuple[Limit, ...] = ()
) -> list[str]:
    plan, book = small_book(theatre, COUNT)
    plan = replace(plan, params=replace(plan.params, pins=pins))
    return book_faults(change(book), plan, case_of(theatre, plan), plan.certificate)


@pytest.mark.parametrize("count", [1, 2, COUNT, 12])
def test_every_book_stands_up(small_theatre: Theatre, count: int) -> None:
    plan, book = small_book(small_theatre, count)
    case = case_of(small_theatre, plan)
    assert book_faults(book, plan, case, plan.certificate) == []


def test_the_loss_is_that_of_the_plan_s_own_arithmetic(small_theatre: Theatre) -> None:
    """By the sums that check a plan, on one roster after another."""
    plan, book = small_book(small_theatre, COUNT)
    case = case_of(small_theatre, plan)
    teams = {team.id: team for team in small_theatre.teams}
    missed = [
        join_teams(
            case.risk.stake.shape,
            [
                lay_rows(teams[team], as_table(moves), case.facts[team], case.window)
                for team, moves in by_team_of(roster).items()
            ],
        ).missed_by_all
        for roster in book.rosters
    ]
    risk, caution = case.risk, plan.params.caution
    loss = loss_of(risk.stake, risk.forecast, caution, np.mean(missed, axis=0))
    assert book.numbers.loss == pytest.approx(loss, rel=1e-12)


def roster(change: Callable[[Roster], Roster], number: int = 2) -> Change:
    """Change one roster of a book."""

    def changed(book: RosterBook) -> RosterBook:
        rosters = list(book.rosters)
        rosters[number - 1] = change(rosters[number - 1])
        return replace(book, rosters=tuple(rosters))

    return changed


def first(drawn: Roster, team: str, kind: str) -> int:
    return next(
        at
        for at, move in enumerate(drawn.moves)
        if move.team == team and move.kind == kind
    )


def move(team: str, kind: str, /, **fields: Any) -> Change:
    """Change the first move of a kind that a team makes."""

    def changed(drawn: Roster) -> Roster:
        moves = list(drawn.moves)
        at = first(drawn, team, kind)
        new = {
            name: value(getattr(moves[at], name)) if callable(value) else value
            for name, value in fields.items()
        }
        moves[at] = replace(moves[at], **new)
        return replace(drawn, moves=tuple(moves))

    return roster(changed)


def moves(change: Callable[[list[RosterMove]], list[RosterMove]]) -> Change:
    return roster(lambda drawn: replace(drawn, moves=tuple(change(list(drawn.moves)))))


def without_team(team: str) -> Change:
    return moves(lambda rows: [row for row in rows if row.team != team])


def a_land_less(rows: list[RosterMove]) -> list[RosterMove]:
    at = next(at for at, row in enumerate(rows) if row.kind == "land")
    return rows[:at] + rows[at + 1 :]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (move("foot-1", "end", t1=lambda t1: t1 - 1), "rest"),
        (move("car-1", "move", km1=9.5), "places"),
        (move("car-1", "move", km1=None), "row"),
        (move("car-1", "move", kind="swim"), "row"),
        (move("foot-2", "start", duty=lambda duty: duty - 1), "duty-start"),
        (move("heli-1", "land", t1=lambda t1: t1 + 30), "turnaround"),
        (moves(a_land_less), "return"),
        (moves(lambda rows: [*rows, rows[0]]), "row"),
        (without_team("car-2"), "teams"),
        (moves(lambda rows: [*rows, replace(rows[0], team="stranger")]), "teams"),
        (roster(lambda drawn: replace(drawn, seed=7)), "seed"),
    ],
)
def test_one_bad_roster_is_named(
    small_theatre: Theatre, change: Change, rule: str
) -> None:
    faults = faults_of(small_theatre, change)
    assert rule in names_in(faults)
    assert all(fault.startswith("roster 2: ") for fault in faults)


def test_a_roster_of_another_plan(small_theatre: Theatre) -> None:
    other = "b" * 64
    faults = faults_of(small_theatre, roster(lambda r: replace(r, plan_hash=other)))
    assert faults == [
        f"roster 2: plan is {other} in the roster, {'a' * 64} by the plan"
    ]


def test_a_book_of_another_plan(small_theatre: Theatre) -> None:
    faults = faults_of(small_theatre, lambda book: replace(book, plan_hash="b" * 64))
    assert names_in(faults) == {"plan"}
    assert faults_of(small_theatre, lambda book: replace(book, theatre_id="else"))


def in_order(*numbers: int) -> Change:
    """Put rosters in another order, each with the number of its new place."""
    return lambda book: replace(
        book,
        rosters=tuple(
            replace(book.rosters[old - 1], seed=new)
            for new, old in enumerate(numbers, 1)
        ),
    )


def test_another_order_breaks_the_circle(small_theatre: Theatre) -> None:
    faults = faults_of(small_theatre, in_order(2, 1, 3, 4, 5))
    assert names_in(faults) == {"hand-over"}
    assert any("and begins roster 2 " in fault for fault in faults)


def test_a_turn_of_the_circle_does_not(small_theatre: Theatre) -> None:
    assert faults_of(small_theatre, in_order(3, 4, 5, 1, 2)) == []


def test_a_roster_twice_is_told(small_theatre: Theatre) -> None:
    faults = faults_of(small_theatre, in_order(1, 2, 3, 4, 4))
    assert {"hand-over", "loss", "different"} <= names_in(faults)


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("loss", lambda loss: loss * 0.999),
        ("bound", lambda bound: bound * 1.001),
        ("gap", lambda gap: gap - 1e-6),
        ("plan_loss", lambda loss: loss + 0.01),
        ("different", lambda different: different - 1),
    ],
)
def test_a_number_made_better(
    small_theatre: Theatre, name: str, by: Callable[[Any], Any]
) -> None:
    def change(book: RosterBook) -> RosterBook:
        said = {name: by(getattr(book.numbers, name))}
        return replace(book, numbers=replace(book.numbers, **said))

    assert names_in(faults_of(small_theatre, change)) == {name}


def test_a_limit_on_average_is_one_over_the_book(small_theatre: Theatre) -> None:
    """Aircraft spend some hours in the air: just so many are kept, half are not."""

    def pinned(amount: float) -> list[str]:
        pin = make_limit("flight_hours", id="p-1", amount=amount, origin="pin")
        return faults_of(small_theatre, pins=(pin,))

    flown = flight_hours(small_theatre)
    assert flown > 0
    assert pinned(7 * flown + 1e-6) == []
    assert names_in(pinned(3.5 * flown)) == {"limit"}


def flight_hours(theatre: Theatre) -> float:
    """Hours in the air, a roster on average: out, along, and home without its stand."""
    _, book = small_book(theatre, COUNT)
    slots = sum(
        each.t1 - each.t0 - (1 if each.kind == "land" else 0)
        for drawn in book.rosters
        for each in drawn.moves
        if each.kind in ("take_off", "fly", "land")
    )
    return slots / 2 / COUNT


def test_a_chance_is_a_share_of_the_rosters(small_theatre: Theatre) -> None:
    """A helicopter is on duty at some hour of a share of the rosters."""
    middle = {"team": "car-1", "km_from": 0.0, "km_to": 60.0}
    for slot in range(48):
        minute = (360 + 30 * slot) % 1440
        hours = {"daily_from_min": minute, "daily_to_min": (minute + 30) % 1440}
        there = share_of_rosters_with_car_on_the_line(small_theatre, slot)
        if not 0.1 < there < 0.9:
            continue
        pin = make_limit(
            "presence", id="p-1", holds="chance", origin="pin", **middle, **hours
        )
        kept = faults_of(small_theatre, pins=(replace(pin, amount=there - 0.01),))
        missed = faults_of(small_theatre, pins=(replace(pin, amount=there + 0.01),))
        assert kept == []
        assert names_in(missed) == {"limit"}
        return
    pytest.fail("the vehicle is always there, or never")


def share_of_rosters_with_car_on_the_line(theatre: Theatre, slot: int) -> float:
    _, book = small_book(theatre, COUNT)
    return np.mean(
        [
            any(
                each.team == "car-1" and each.kind == "move" and each.t0 == slot
                for each in drawn.moves
            )
            for drawn in book.rosters
        ]
    )


def test_a_limit_in_every_draw_is_kept_by_every_roster(small_theatre: Theatre) -> None:
    """One aircraft in the air: the book made without the limit has two at times."""
    pin = make_limit("airborne", id="p-1", holds="every_draw", amount=1.0, origin="pin")
    assert names_in(faults_of(small_theatre, pins=(pin,))) == {"limit"}
    plan, _ = small_book(small_theatre, COUNT)
    pinned = replace(plan, params=replace(plan.params, pins=(pin,)))
    book = book_of(small_theatre, pinned, COUNT)
    case = case_of(small_theatre, pinned)
    assert book_faults(book, pinned, case, plan.certificate) == []
