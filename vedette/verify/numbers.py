"""The numbers of ``docs/theory/numbers.md``, from odds, looks and stakes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import RiskPicture
from vedette.domain.plans import Certificate
from vedette.verify.bound import Proof, bound_of
from vedette.verify.demands import Demand
from vedette.verify.facts import Facts, FactsByTeam
from vedette.verify.rows import Rows

Field = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Notice:
    """What all teams together notice, shape (R, T) each.

    ``missed_by_all`` is the chance that independent teams all miss an attempt;
    ``looks`` is the sum of their chances to notice it.
    """

    missed_by_all: Field
    looks: Field


def notice_of(rows: Rows) -> Field:
    """Return the chance that a team notices each attempt, m of shape (R, T)."""
    looks = rows.facts.looks
    counts = (rows.look >= 0) & (rows.look_slot >= 0)
    counts &= rows.look_slot < looks.n_slots
    odds = np.nan_to_num(rows.table.odds[counts], nan=0.0, posinf=0.0, neginf=0.0)
    cell = rows.look[counts] * looks.n_slots + rows.look_slot[counts]
    total = np.bincount(cell, odds, minlength=looks.n_looks * looks.n_slots)
    happens = total.astype(np.float64).reshape(looks.n_looks, looks.n_slots)
    return looks.notice(happens)


def join_teams(shape: tuple[int, int], teams: Iterable[Rows]) -> Notice:
    """Combine teams whose routes are drawn independently."""
    missed, looks = np.ones(shape), np.zeros(shape)
    for rows in teams:
        m = notice_of(rows)
        missed *= 1.0 - m
        looks += m
    return Notice(missed, looks)


def loss_of(stake: Field, forecast: Field, caution: float, missed: Field) -> float:
    """Return the loss: the worst attempt and the forecast's, weighed by caution."""
    harm = stake * missed
    return float(caution * harm.max() + (1 - caution) * np.sum(forecast * harm))


def seen_cells(shape: tuple[int, int], teams: Iterable[Facts]) -> NDArray[np.bool_]:
    """Tell which attempts some lawful move of some team may notice, shape (R, T)."""
    seen = np.zeros(shape, dtype=np.bool_)
    for facts in {id(facts): facts for facts in teams}.values():
        seen |= facts.looks.notice(facts.seen.astype(np.float64)) > 0
    return seen


def make_certificate(
    risk: RiskPicture,
    caution: float,
    proof: Proof,
    teams: FactsByTeam,
    rows: Sequence[Rows],
    demands: Sequence[Demand] = (),
    unpinned: FactsByTeam | None = None,
) -> Certificate:
    """Compute every number of a plan afresh.

    ``teams`` are all that the plan may use, ``rows`` those to which it gives odds.
    ``unpinned`` are the facts of the former where pins forbid nothing; None where they
    are the same.
    """
    stake, forecast = risk.stake, risk.forecast
    shape = (stake.shape[0], stake.shape[1])
    notice = join_teams(shape, rows)
    seen = seen_cells(shape, teams.values())
    unseen = ~seen & (stake > 0)
    stake_seen = np.where(unseen, 0.0, stake)
    loss = loss_of(stake, forecast, caution, notice.missed_by_all)
    without = loss_of(stake, forecast, caution, np.ones(shape))
    bound = bound_of(risk, caution, proof, teams, demands)
    bound_seen = bound_free = bound
    if unseen.any():
        risk_seen = replace(risk, stake=stake_seen)
        bound_seen = bound_of(risk_seen, caution, proof, teams, demands)
    if any(demand.is_pin for demand in demands):
        free = teams if unpinned is None else unpinned
        limits = [demand for demand in demands if not demand.is_pin]
        bound_free = bound_of(risk, caution, proof, free, limits)
    return Certificate(
        loss=loss,
        loss_without_teams=without,
        promise=loss_of(stake, forecast, caution, np.exp(-notice.looks)),
        bound=bound,
        gap=(loss - bound) / loss if loss else 0.0,
        missed=(loss - bound) / (without - bound) if without != bound else 0.0,
        unseen_cells=int(unseen.sum()),
        unseen_stake=float(stake[unseen].max(initial=0.0)),
        loss_seen=loss_of(stake_seen, forecast, caution, notice.missed_by_all),
        bound_seen=bound_seen,
        bound_free=bound_free,
    )
