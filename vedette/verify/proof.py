"""Whether what a plan offers as proof of its bound can be used at all."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from vedette.domain.plans import Plan
from vedette.verify.bound import Proof
from vedette.verify.demands import Demand
from vedette.verify.facts import FactsByTeam
from vedette.verify.hand_over import HIGHEST_PRICE, hand_over_faults, price_faults
from vedette.verify.rows import Rows
from vedette.verify.shortfalls import Shorts

SAME_TO = 1e-9


def proof_of(plan: Plan, shorts: Shorts) -> Proof:
    """Gather what a plan offers as proof of its bound."""
    return Proof(
        weights=plan.weights,
        looks=plan.looks,
        prices=plan.prices,
        hand_over=plan.hand_over,
        limit_prices=plan.limit_prices,
        shorts=shorts,
    )


def proof_faults(
    plan: Plan,
    shape: tuple[int, ...],
    usable: FactsByTeam,
    rows: Sequence[Rows],
    demands: Sequence[Demand],
) -> list[str]:
    """Name everything for which no bound can be computed, or none that holds."""
    takes_over = plan.params.earlier is not None
    expected = rows if takes_over else ()
    return [
        *_weights_faults(plan.weights, shape),
        *_looks_faults(plan.looks, shape),
        *price_faults(plan.prices, usable, rows, 2 if takes_over else 1),
        *hand_over_faults(plan.hand_over, usable, expected),
        *limit_price_faults(plan.limit_prices, demands),
    ]


def _weights_faults(weights: NDArray[np.float64], shape: tuple[int, ...]) -> list[str]:
    """Check that the adversary's weights are a distribution over attempts."""
    if weights.shape != shape:
        return [f"the weights have shape {weights.shape}, not {shape} (rule weights)"]
    if not np.all(np.isfinite(weights) & (weights >= 0)):
        return ["a weight is negative or not a number (rule weights)"]
    total = float(weights.sum())
    if abs(total - 1.0) > SAME_TO:
        return [f"the weights sum to {total:.12g}, not to 1 (rule weights)"]
    return []


def _looks_faults(looks: NDArray[np.float64], shape: tuple[int, ...]) -> list[str]:
    """Check that the bound's numbers of looks are some; none at all is also well."""
    if looks.size and looks.shape != shape:
        return [f"the looks have shape {looks.shape}, not {shape} (rule looks)"]
    if not np.all(np.isfinite(looks) & (looks >= 0)):
        return ["a number of looks is negative or not a number (rule looks)"]
    return []


def limit_price_faults(
    prices: Mapping[str, NDArray[np.float64]], demands: Sequence[Demand]
) -> list[str]:
    """Check that prices are of known limits, one for each inequality, and sane."""
    due = {demand.id: len(demand.keys) for demand in demands}
    faults: list[str] = []
    for limit_id, price in prices.items():
        fault = ""
        if limit_id not in due:
            fault = "has prices, but there is no such limit or pin"
        elif price.shape != (due[limit_id],):
            fault = f"has {price.size} prices, and {due[limit_id]} inequalities"
        elif not np.all((price >= 0) & (price <= HIGHEST_PRICE)):
            fault = f"a price is no number from 0 to {HIGHEST_PRICE:.0f}"
        if fault:
            faults.append(f"{limit_id}: {fault} (rule limit_prices)")
    return faults
