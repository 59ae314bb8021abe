"""What a known card gives away: by hand, and roster by roster with the planner's looks.

The benchmark takes its looks from the second program; here those of the first are laid
out, each roster as if it were a plan, and who holds a card is read off the CSV files.
"""

import csv
import math
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from fields import QUICK
from small_plan import move_table
from small_theatre import write_small_theatre

from benchmarks.books import CardTable, learn_from_cards
from vedette.desk.book import make_books
from vedette.desk.plan import PlanView, picture_on, show_plan, solve_plan
from vedette.domain.plans import MoveTable, Roster
from vedette.planning.roster import draw_roster
from vedette.reading.books import load_book, roster_name

COUNT = 4
DRAWS = 3
CARD = ("kind", "slot_from", "slot_to", "km_from", "km_to", "duty", "sortie")


@dataclass(frozen=True)
class Written:
    """A plan and a book of it as the program writes them, and the cards laid open."""

    book: Path
    shown: PlanView
    table: CardTable

    def loss(self, unnoticed: np.ndarray) -> float:
        risk, c = self.shown.field.risk, self.shown.plan.params.caution
        harm = risk.stake * unnoticed
        return c * harm.max() + (1 - c) * (risk.forecast * harm).sum()

    def unnoticed(self, sure: dict[str, MoveTable]) -> np.ndarray:
        """What goes unnoticed where the routes of these teams are known."""
        plan = self.shown.plan
        known = replace(plan, moves={**plan.moves, **sure})
        return 1 - picture_on(self.shown.field, known).notice


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("cards")
    theatre = write_small_theatre(folder / "small")
    solve_plan(theatre, folder / "plan", QUICK)
    make_books(folder / "plan" / "plan.json", [COUNT], folder / "book", passes=2)
    plan = folder / "book" / "plan.json"
    return Written(folder / "book" / "book.json", show_plan(plan), CardTable(plan))


def test_a_card_is_worth_what_one_finds_by_hand():
    """Three rosters of teams A and B on three places, of which each leaves one alone.

       place  0  1  2
    roster 1  A  B  .      A on 0: place 2 or 1 is left alone, half of 6 on each
    roster 2  A  .  B      A on 1: place 0 is, surely
    roster 3  .  A  B      B on 1: place 2 is, surely; B on 2: place 1 or 0
    """
    rosters = [{"A": 0, "B": 1}, {"A": 0, "B": 2}, {"A": 1, "B": 2}]
    unnoticed = np.array([[0.0, 0, 1], [0, 1, 0], [1, 0, 0]])
    known = learn_from_cards(rosters, unnoticed, lambda left: 6 * left.max())
    assert known.loss == pytest.approx((3 + 3 + 6 + 6 + 3 + 3) / 6)
    bits = [math.log2(3 / 2)] * 4 + [math.log2(3)] * 2
    assert known.bits == pytest.approx(np.mean(bits))


def test_a_roster_used_over_and_over_gives_nothing_away():
    rosters = [{"A": 0}, {"A": 0}]
    known = learn_from_cards(rosters, np.full((2, 3), 0.5), lambda left: left.max())
    assert (known.loss, known.bits) == (0.5, 0.0)


def test_a_book_against_who_holds_one_of_its_cards(written):
    held = [cards_in(written.book.parent / roster_name(n + 1)) for n in range(COUNT)]
    left = [written.unnoticed(tables(each)) for each in load_book(written.book).rosters]
    losses, bits = [], []
    for own in held:
        for team, card in own.items():
            may_be = [n for n in range(COUNT) if held[n][team] == card]
            losses.append(written.loss(np.mean([left[n] for n in may_be], axis=0)))
            bits.append(math.log2(COUNT / len(may_be)))
    assert 0 < np.mean(bits) < math.log2(COUNT)  # some cards stand in several rosters
    loss, known = written.table.book_known(load_book(written.book).rosters)
    assert loss == pytest.approx(load_book(written.book).numbers.loss, rel=1e-9)
    assert known.loss == pytest.approx(np.mean(losses), rel=1e-9)
    assert known.bits == pytest.approx(np.mean(bits), rel=1e-9)
    assert known.loss > loss


def test_odds_against_who_holds_one_drawn_card(written):
    plan = written.shown.plan
    draws = [tables(draw_roster(plan, seed)) for seed in range(1, DRAWS + 1)]
    losses = [
        written.loss(written.unnoticed({team: card}))
        for cards in draws
        for team, card in cards.items()
    ]
    assert np.ptp(losses) > 0
    table = written.table
    assert table.odds_known(DRAWS) == pytest.approx(np.mean(losses), rel=1e-9)
    assert table.loss_of_odds() == pytest.approx(plan.certificate.loss, rel=1e-9)


def cards_in(file: Path) -> dict[str, list[tuple[str, ...]]]:
    """Each team's lines of a roster's file."""
    cards = defaultdict(list)
    for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines()):
        cards[row["team"]].append(tuple(row[name] for name in CARD))
    return dict(cards)


def tables(roster: Roster) -> dict[str, MoveTable]:
    """Each team's route as rows of a plan, all of them certain."""
    moves = defaultdict(list)
    for move in roster.moves:
        moves[move.team].append(move)
    return {team: move_table(rows, 1.0) for team, rows in moves.items()}
