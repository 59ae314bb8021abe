"""A book for a plan: lawful rosters, told like drawn ones; what there is none of."""

import math
from dataclasses import replace

import pytest
from counted_routes import make_limit
from fields import QUICK, quick_plan
from small_book import HASH, book_of, small_book

from vedette.domain.book import MOST_MOVES
from vedette.domain.plans import Earlier, Progress
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.planning.book import check_book


def test_rosters_are_told_like_drawn_ones(small_theatre: Theatre) -> None:
    plan, book = small_book(small_theatre, 4)
    assert len(book.rosters) == 4
    assert [roster.seed for roster in book.rosters] == [1, 2, 3, 4]
    ids = [team.id for team in small_theatre.teams]
    for roster in book.rosters:
        assert roster.plan_hash == book.plan_hash == HASH
        assert (roster.start, roster.zone, roster.slot_min) == (
            plan.start,
            plan.zone,
            plan.slot_min,
        )
        assert list(dict.fromkeys(move.team for move in roster.moves)) == ids
        for team in ids:
            route = [move for move in roster.moves if move.team == team]
            assert [move.t0 for move in route] == sorted(move.t0 for move in route)
            assert route[-1].t1 >= plan.n_slots


def test_the_numbers_belong_together(small_theatre: Theatre) -> None:
    plan, book = small_book(small_theatre, 4)
    numbers = book.numbers
    assert numbers.plan_loss == plan.certificate.loss
    assert numbers.bound == plan.certificate.bound
    assert 0 < numbers.bound <= numbers.loss < plan.certificate.loss_without_teams
    assert numbers.gap == pytest.approx(1 - numbers.bound / numbers.loss)
    assert numbers.different == len({roster.moves for roster in book.rosters})


def test_more_rosters_lose_less(small_theatre: Theatre) -> None:
    losses = [small_book(small_theatre, k)[1].numbers.loss for k in (1, 4, 16)]
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < 0.9 * losses[0]


def test_passes_repeat_to_the_move(small_theatre: Theatre) -> None:
    plan, book = small_book(small_theatre, 4)
    again = book_of(small_theatre, plan, 4)
    assert again.rosters == book.rosters
    assert again.numbers == book.numbers


def test_progress_is_told_after_every_pass(small_theatre: Theatre) -> None:
    plan = replace(quick_plan(small_theatre, QUICK), content_hash=HASH)
    told: list[Progress] = []
    book = book_of(small_theatre, plan, 2, on_progress=told.append)
    assert [each.round for each in told] == [1, 2, 3]
    assert told[-1].loss == book.numbers.loss
    assert told[-1].bound == plan.certificate.bound


def test_an_interrupt_still_gives_a_book(small_theatre: Theatre) -> None:
    plan = replace(quick_plan(small_theatre, QUICK), content_hash=HASH)
    book = book_of(small_theatre, plan, 3, interrupted=lambda: True)
    assert len(book.rosters) == 3
    assert math.isfinite(book.numbers.loss)


def test_without_a_partner_his_teams_stay_out(small_theatre: Theatre) -> None:
    alone = replace(QUICK, without=("ally",))
    _, book = small_book(small_theatre, 2, params=alone)
    assert {move.team for move in book.rosters[0].moves} == {
        "foot-1", "foot-2", "foot-3", "car-1", "car-2",
    }  # fmt: skip


def refused(theatre: Theatre, count: int, words: str, **changes: object) -> None:
    plan = quick_plan(theatre, QUICK)
    params = replace(plan.params, **changes)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=words):
        check_book(theatre, replace(plan, params=params), count)


def test_what_no_book_can_be_made_of(small_theatre: Theatre) -> None:
    refused(small_theatre, 0, "give 1 to 999")
    refused(small_theatre, 1000, "give 1 to 999")
    earlier = Earlier(HASH, 96, 48)
    refused(small_theatre, 5, "the rest of a window", earlier=earlier)
    pin = make_limit("airborne", id="p-1", amount=1.0)
    refused(small_theatre, 5, "p-1 holds on average", pins=(pin,))


def test_every_reason_is_told_at_once(small_theatre: Theatre) -> None:
    plan = quick_plan(small_theatre, QUICK)
    empty = replace(plan, moves={})
    with pytest.raises(InputError) as caught:
        check_book(small_theatre, empty, 0, passes=0, seconds=-1.0)
    for words in ("--at-most", "--passes", "--seconds", "lawful move"):
        assert words in str(caught.value)


def test_more_moves_than_can_be_read_are_refused(small_theatre: Theatre) -> None:
    plan = quick_plan(small_theatre, QUICK)
    tables = {
        team: replace(table, odds=table.odds * MOST_MOVES)
        for team, table in plan.moves.items()
    }
    with pytest.raises(InputError, match="can be read"):
        check_book(small_theatre, replace(plan, moves=tables), 10)
