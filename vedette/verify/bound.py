"""The bound: what no roster of the teams, however coordinated, can go below."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import RiskPicture
from vedette.domain.plans import HandOver
from vedette.verify.best_route import best_route, both_prices
from vedette.verify.charges import charges_of
from vedette.verify.demands import Demand
from vedette.verify.facts import Facts, FactsByTeam
from vedette.verify.states import count_states

Field = NDArray[np.float64]
NO_LOOKS = np.zeros((0, 0))


@dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """What a plan offers as proof of its bound.

    ``weights`` and ``looks`` are by cell, shape (R, T); no looks at all give the union
    bound. ``prices`` and ``hand_over`` are each group's, by its first team;
    ``limit_prices`` and ``shorts`` by the limit's id, shape (inequalities,).
    """

    weights: Field
    looks: Field = field(default_factory=lambda: NO_LOOKS)
    prices: Mapping[str, Field] = field(default_factory=dict)
    hand_over: Mapping[str, HandOver] = field(default_factory=dict)
    limit_prices: Mapping[str, Field] = field(default_factory=dict)
    shorts: Mapping[str, Field] = field(default_factory=dict)


def bound_of(
    risk: RiskPicture,
    caution: float,
    proof: Proof,
    teams: FactsByTeam,
    demands: Iterable[Demand] = (),
) -> float:
    """Return the bound for all rosters of these teams that keep these limits."""
    demands = tuple(demands)
    weights = caution * proof.weights + (1 - caution) * risk.forecast
    worth = risk.stake * weights
    slope = level = np.ones_like(worth)
    if proof.looks.size:
        slope, level = lines(proof.looks, largest_looks(worth.shape, teams.values()))
    prizes = worth * slope
    collected = 0.0
    best: dict[int, float] = {}
    for team_id, facts in teams.items():
        if id(facts) not in best:
            counting = [demand for demand in demands if team_id in demand.teams]
            charges = charges_of(facts, counting, proof.limit_prices)
            price = proof.prices.get(team_id)
            best[id(facts)] = best_route(facts, prizes, price, charges)
            collected -= _handed_over(facts, price, proof.hand_over.get(team_id))
        collected += best[id(facts)]
    owed = sum(_owed(demand, proof) for demand in demands)
    return max(0.0, float(np.sum(worth * level) - collected + owed))


def _handed_over(facts: Facts, price: Field | None, odds: HandOver | None) -> float:
    """Return what every lawful plan of a group earns with the states it takes over."""
    if odds is None:
        return 0.0
    at_start, at_end = both_prices(price, count_states(facts.duties))
    return float(at_start @ odds.start - at_end @ odds.end)


def _owed(demand: Demand, proof: Proof) -> float:
    """Return what the teams pay at least less than they owe, over all inequalities.

    A team off duty is counted as one less being on duty, and pays for the latter; so
    the ones are taken out of the amount.
    """
    if demand.id not in proof.limit_prices:
        return 0.0
    amount = demand.relaxed(proof.shorts.get(demand.id))
    if demand.limit.kind == "off_duty":
        amount = amount - len(demand.teams)
    owed = float(proof.limit_prices[demand.id] @ amount)
    return owed if demand.at_least else -owed


def largest_looks(shape: tuple[int, ...], teams: Iterable[Facts]) -> Field:
    """Return the largest chance of any single lawful look, shape (R, T)."""
    largest = np.zeros(shape)
    for facts in {id(facts): facts for facts in teams}.values():
        np.maximum(largest, facts.looks.largest(facts.seen), out=largest)
    return largest


def lines(looks: Field, chance: Field) -> tuple[Field, Field]:
    """Return s and g(s) of the line that stands for so many looks of this chance.

    An attempt goes unnoticed with a chance of at least g - s M, M being the sum of all
    teams' chances to notice it (``Where looks are many`` in numbers.md).
    """
    whole = np.floor(looks)
    part, missed = looks - whole, 1.0 - chance
    here = missed**whole
    then = here * missed
    slope = here * (1.0 - part * chance)
    level = (1.0 - part) * here * (1.0 + whole * chance)
    level += part * then * (1.0 + (whole + 1.0) * chance)
    return slope, level
