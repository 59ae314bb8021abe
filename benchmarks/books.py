"""Books of few rosters: what they lose, and what one card of theirs gives away."""

import json
import math
import tempfile
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Figure, Settings, compile_kernels, run_program
from benchmarks.problems import BUILT_IN
from vedette.domain.plans import Roster
from vedette.planning.roster import Lottery
from vedette.reading.books import BOOK_FILE, load_book
from vedette.reading.plans import PLAN_FILE, load_plan
from vedette.verify.case import rebuild_case, usable_facts
from vedette.verify.numbers import loss_of, notice_of
from vedette.verify.roster import as_table, by_team_of
from vedette.verify.rows import Rows, lay_rows

SIZES = (5, 10, 20, 50, 100, 200)
WITH_CARDS = (20, 50, 100)  # books of which cards are laid open
PLAN_SECONDS, BOOK_SECONDS = 15.0, 25.0
DRAWS = 100  # rosters from the plan's odds, with the seeds 1, 2, ...
Floats = NDArray[np.float64]
Cards = Mapping[str, Hashable]  # one roster: the card of each team


@dataclass(frozen=True, slots=True)
class Known:
    """What one card gives away, averaged over teams and their cards.

    ``loss`` is that against somebody who holds the card and has learnt all he can from
    it; ``bits`` how far it narrows down which roster is used.
    """

    loss: float
    bits: float


def books(settings: Settings) -> Iterator[Figure]:
    """Find books of few rosters for a day, and lay one card of theirs open."""
    compile_kernels()
    with tempfile.TemporaryDirectory() as scratch:
        plan = Path(scratch) / "plan" / PLAN_FILE
        seconds = ["--seconds", f"{settings.cap(PLAN_SECONDS):g}"]
        solve = ["plan", "solve", BUILT_IN, *seconds, "--json"]
        told = json.loads(run_program([*solve, "--out", str(plan.parent)]))
        yield Figure("loss without teams", f"{told['loss_without_teams']:.2f}")
        yield Figure("the plan's odds", tell_numbers(told))
        seconds = ["--seconds", f"{settings.cap(BOOK_SECONDS):g}"]
        for size in SIZES:
            told = find_book(plan, size, plan.parent.with_name(str(size)), seconds)
            of_plan = f"{tell_numbers(told)}, plan's loss {told['plan_loss']:.2f}"
            yield Figure(f"a book of {size}", of_plan)
        table = CardTable(plan)
        loss = table.loss_of_odds()
        known = f"loss {loss:.2f}, {table.odds_known(DRAWS):.2f} with one card known"
        yield Figure("a card of the plan", f"{known} ({DRAWS} rosters drawn)")
        for size in WITH_CARDS:
            yield tell_cards(table, size, plan.parent.with_name(str(size)) / BOOK_FILE)


def find_book(
    plan: Path, size: int, out: Path, options: Sequence[str]
) -> dict[str, Any]:
    """Find one book through the program, and return what it told of it."""
    rosters = ["plan", "rosters", str(plan), "--at-most", str(size), *options]
    told = json.loads(run_program([*rosters, "--json", "--out", str(out)]))
    (book,) = told["books"]
    return dict(book)


def tell_numbers(told: Mapping[str, float]) -> str:
    """Write loss, bound and gap."""
    loss, bound, gap = (told[name] for name in ("loss", "bound", "gap"))
    return f"loss {loss:.2f}, bound {bound:.2f}, gap {gap:.1%}"


def tell_cards(table: "CardTable", size: int, path: Path) -> Figure:
    """Tell what a card of a book on disk gives away."""
    loss, known = table.book_known(load_book(path).rosters)
    return Figure(
        f"a card of a book of {size}",
        f"loss {loss:.2f}, {known.loss:.2f} with one card known, which is "
        f"{known.bits:.1f} of {math.log2(size):.1f} bits",
    )


def learn_from_cards(
    rosters: Sequence[Cards], unnoticed: Floats, loss: Callable[[Floats], float]
) -> Known:
    """Return what a card of a book gives away to somebody who knows the book.

    ``unnoticed[r]`` is the chance of each attempt to go unnoticed under roster r. The
    roster is one of those that hold his card, all of them as likely.
    """
    counts = Counter(card for roster in rosters for card in roster.items())
    losses, bits = 0.0, 0.0
    for (team, card), count in counts.items():
        holds = [roster.get(team) == card for roster in rosters]
        losses += count * loss(unnoticed[holds].mean(axis=0))
        bits += count * math.log2(len(rosters) / count)
    return Known(losses / counts.total(), bits / counts.total())


class CardTable:
    """A plan on disk with its cards face up; looks are the second program's."""

    def __init__(self, path: Path) -> None:
        self._plan = plan = load_plan(path)
        self._case = case = rebuild_case(path, plan)
        self._facts = usable_facts(plan, case)
        self._teams = {team.id: team for team in case.theatre.teams}
        self._missed = {  # by team: 1 - m
            team: 1.0
            - notice_of(
                lay_rows(self._teams[team], table, self._facts[team], case.window)
            )
            for team, table in plan.moves.items()
            if len(table)
        }

    def loss(self, unnoticed: Floats) -> float:
        """Return the loss where attempts go unnoticed with these chances."""
        risk, caution = self._case.risk, self._plan.params.caution
        return loss_of(risk.stake, risk.forecast, caution, unnoticed)

    def loss_of_odds(self) -> float:
        """Return the loss of the plan's own odds, no card being known."""
        return self.loss(np.prod([*self._missed.values()], axis=0))

    def odds_known(self, draws: int) -> float:
        """Return the mean loss against somebody who holds one card of a draw.

        It tells him nothing of the other teams, who are drawn by themselves.
        """
        lottery = Lottery(self._plan)
        drawn = [self._lay(lottery.draw(seed)) for seed in range(1, draws + 1)]
        losses = []
        for team in self._missed:
            rest = [missed for each, missed in self._missed.items() if each != team]
            others = np.prod([np.ones(self._case.risk.stake.shape), *rest], axis=0)
            losses += [self.loss(_missed(cards[team], others)) for cards in drawn]
        return float(np.mean(losses))

    def book_known(self, rosters: Sequence[Roster]) -> tuple[float, Known]:
        """Return a book's loss with no card known, and what one card gives away."""
        unnoticed = np.ones((len(rosters), *self._case.risk.stake.shape))
        for roster, left in zip(rosters, unnoticed, strict=True):
            for rows in self._lay(roster).values():
                left[:] = _missed(rows, left)
        cards = [
            {team: tuple(moves) for team, moves in by_team_of(roster).items()}
            for roster in rosters
        ]
        known = learn_from_cards(cards, unnoticed, self.loss)
        return self.loss(unnoticed.mean(axis=0)), known

    def _lay(self, roster: Roster) -> dict[str, Rows]:
        """Return the rows of every team's card in a roster."""
        return {
            team: lay_rows(
                self._teams[team],
                as_table(moves),
                self._facts[team],
                self._case.window,
            )
            for team, moves in by_team_of(roster).items()
        }


def _missed(rows: Rows, by_others: Floats) -> Floats:
    """Return what a team on a sure route leaves of what others miss, (R, T)."""
    looks, missed = rows.facts.looks, by_others.copy()
    counts = (rows.look >= 0) & (rows.look_slot >= 0)
    counts &= rows.look_slot < looks.n_slots
    for look, slot in zip(rows.look[counts], rows.look_slot[counts], strict=True):
        reach, chance = looks.of(int(look), int(slot))
        missed[reach, slot] *= 1.0 - chance
    return missed
