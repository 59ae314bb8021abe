"""Check a book of rosters: each one, how they hand over, and what all achieve."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from vedette.domain.book import BookNumbers, RosterBook
from vedette.domain.plans import Certificate, Plan, Roster
from vedette.errors import CertificateError
from vedette.reading.books import load_book
from vedette.reading.plans import PLAN_FILE, load_plan
from vedette.verify.case import Case, rebuild_case
from vedette.verify.demands import Demand
from vedette.verify.flow import check_flow
from vedette.verify.limits import MET_TO, SAID, Floats, on_average, where
from vedette.verify.numbers import loss_of
from vedette.verify.plan import find_faults
from vedette.verify.proof import SAME_TO
from vedette.verify.roster import drawn_faults, lay_roster
from vedette.verify.rows import SHOWN_PER_RULE, Rows
from vedette.verify.rules import check_rows
from vedette.verify.shortfalls import read_shortfalls
from vedette.verify.states import name_state, odds_of_states

Drawn = Mapping[str, Rows]  # one roster, by team


def verify_book(path: Path) -> RosterBook:
    """Check the book at ``path`` (its ``book.json``) and all that lies beside it.

    The book comes back with its numbers computed afresh. Raises one
    ``CertificateError`` that names everything that does not stand up.
    """
    book = load_book(path)
    plan_path = path.with_name(PLAN_FILE)
    plan = load_plan(plan_path)
    case = rebuild_case(plan_path, plan)
    plan_faults, certificate = find_faults(plan, case)
    faults = [f"{PLAN_FILE}: {fault}" for fault in plan_faults]
    faults += book_faults(book, plan, case, certificate)
    if faults:
        raise CertificateError.listing(f"{path}: the book does not stand up", faults)
    return book


def book_faults(
    book: RosterBook, plan: Plan, case: Case, certificate: Certificate
) -> list[str]:
    """Return everything that is wrong with a book of a plan with these numbers."""
    faults: list[str] = []
    if book.plan_hash != plan.content_hash:
        faults.append(
            f"the book belongs to plan {book.plan_hash}, not to {plan.content_hash} "
            "(rule plan)"
        )
    if book.theatre_id != plan.theatre_id:
        faults.append(
            f"theatre is {book.theatre_id} in the book, {plan.theatre_id} by the plan"
        )
    drawn = []
    for number, roster in enumerate(book.rosters, 1):
        found, rows = _lay_roster(number, roster, plan, case)
        faults += [f"roster {number}: {fault}" for fault in found]
        drawn.append(rows)
    if faults:  # numbers of unlawful rosters, or of some teams only, say nothing
        return faults
    faults += hand_over_faults(drawn)
    faults += _average_faults(drawn, plan, case)
    loss = _loss(drawn, case, plan.params.caution)
    different = len({roster.moves for roster in book.rosters})
    return faults + number_faults(book.numbers, loss, different, certificate)


def _lay_roster(
    number: int, roster: Roster, plan: Plan, case: Case
) -> tuple[list[str], Drawn]:
    """Return what is wrong with one roster, and its rows by team."""
    faults, drawn = lay_roster(roster, plan, case)
    if roster.seed != number:
        faults.append(f"its rows give it the number {roster.seed} (rule seed)")
    for rows in drawn.values():
        faults += [*check_rows(rows), *check_flow(rows)]
    return faults + drawn_faults(drawn, plan, case), drawn


def hand_over_faults(drawn: Sequence[Drawn]) -> list[str]:
    """Tell every team that a roster takes over in another state than it was left.

    The last roster hands over to the first: then the odds of each state are the same
    at both ends of the window.
    """
    faults = []
    for team_id, first in drawn[0].items():
        end = first.facts.duties.n_slots
        rows = [rosters[team_id] for rosters in drawn]
        left = [int(np.argmax(odds_of_states(each, end))) for each in rows]
        found = [int(np.argmax(odds_of_states(each, 0))) for each in rows]
        pairs = enumerate(zip([left[-1], *left[:-1]], found, strict=True), 1)
        wrong = [
            (number, *states) for number, states in pairs if states[0] != states[1]
        ]
        duties = first.facts.duties
        for number, was, now in wrong[:SHOWN_PER_RULE]:
            before = number - 1 or len(drawn)
            faults.append(
                f"{team_id} ends roster {before} {name_state(duties, was)}, and begins "
                f"roster {number} {name_state(duties, now)} (rule hand-over)"
            )
        if len(wrong) > SHOWN_PER_RULE:
            more = len(wrong) - SHOWN_PER_RULE
            faults.append(f"{team_id}: {more} more such rosters (rule hand-over)")
    return faults


def _average_faults(drawn: Sequence[Drawn], plan: Plan, case: Case) -> list[str]:
    """Check the limits that hold on average, or with a chance, over the book."""
    shorts = read_shortfalls(plan.shortfalls, case.demands)[1]
    faults: list[str] = []
    for demand in case.demands:
        holds = demand.limit.holds
        if holds == "every_draw":
            continue
        amount = demand.relaxed(shorts.get(demand.id))
        found = np.mean([_counted(demand, rosters) for rosters in drawn], axis=0)
        lack = amount - found if demand.at_least else found - amount
        slack = MET_TO[holds] * np.maximum(1.0, np.abs(amount))
        for row in np.flatnonzero(~(lack <= slack))[:SHOWN_PER_RULE]:
            faults.append(
                f"{where(demand, int(row), case.window)}: {demand.limit.kind} of "
                f"{found[row]:.9g} {SAID[holds]} of the book, {amount[row]:.9g} is due "
                "(rule limit)"
            )
    return faults


def _counted(demand: Demand, rosters: Drawn) -> Floats:
    """Return what one roster counts in each inequality; of a chance, 0 or 1."""
    each = [on_average(demand, rosters.get(team)) for team in sorted(demand.teams)]
    total = np.sum([np.zeros(len(demand.keys)), *each], axis=0)
    if demand.limit.holds == "chance":
        total = np.minimum(total, 1.0)
    return np.asarray(total)


def _loss(drawn: Sequence[Drawn], case: Case, caution: float) -> float:
    """Return the loss of drawing one of these rosters, all of them as likely."""
    risk = case.risk
    unnoticed = np.zeros(risk.stake.shape)
    for rosters in drawn:
        missed = np.ones(risk.stake.shape)
        for rows in rosters.values():
            _miss(rows, missed)
        unnoticed += missed
    return loss_of(risk.stake, risk.forecast, caution, unnoticed / len(drawn))


def _miss(rows: Rows, missed: Floats) -> None:
    """Multiply the chance to miss an attempt by what a team's looks leave, (R, T)."""
    looks = rows.facts.looks
    counts = (rows.look >= 0) & (rows.look_slot >= 0)
    counts &= rows.look_slot < looks.n_slots
    for look, slot in zip(rows.look[counts], rows.look_slot[counts], strict=True):
        reach, chance = looks.of(int(look), int(slot))
        missed[reach, slot] *= 1.0 - chance


def number_faults(
    said: BookNumbers, loss: float, different: int, certificate: Certificate
) -> list[str]:
    """Compare each number of a book with the one computed afresh."""
    bound = certificate.bound
    so = BookNumbers(
        loss=loss,
        bound=bound,
        gap=(loss - bound) / loss if loss else 0.0,
        plan_loss=certificate.loss,
        different=different,
    )
    claims = asdict(said)
    return [
        f"{name} is {claims[name]!r} in the book, {found!r} computed afresh "
        f"(rule {name})"
        for name, found in asdict(so).items()
        if not abs(claims[name] - found) <= SAME_TO * (1.0 + abs(found))
    ]
