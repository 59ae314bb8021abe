"""What a route pays for what limits count on it, at given prices.

For "at most" a route pays, for "at least" it earns (a charge below zero). Not being on
duty is charged as one for all slots less being on duty, so that only the latter is
charged here; ``bound`` takes the one for all slots out of the amount.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.verify.demands import IN_THE_AIR, Demand
from vedette.verify.facts import Facts
from vedette.verify.forbidden import steps_on

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Charges:
    """What a team pays in each slot.

    ``step`` for a look's step, shape (looks, T); ``air`` while in the air and ``duty``
    while on duty, shape (T,).
    """

    step: Floats
    air: Floats
    duty: Floats

    @classmethod
    def nothing(cls, facts: Facts) -> "Charges":
        """Charge nothing."""
        n_slots = facts.duties.n_slots
        air, duty = np.zeros((2, n_slots))
        return cls(np.zeros((facts.looks.n_looks, n_slots)), air, duty)


def slot_prices(demand: Demand, price: Floats) -> Floats:
    """Return the price of what a limit counts in each slot, shape (T,)."""
    by_slot = np.zeros(demand.n_slots)
    by_slot[demand.slots] = price * demand.slot_h if demand.is_one else price
    return by_slot


def charges_of(
    facts: Facts, demands: Iterable[Demand], prices: Mapping[str, Floats]
) -> Charges:
    """Add up what the limits that count a team charge it."""
    charges = Charges.nothing(facts)
    for demand in demands:
        if demand.id not in prices:
            continue
        paid = slot_prices(demand, prices[demand.id])
        paid = -paid if demand.limit.kind in ("presence", "on_duty") else paid
        if demand.limit.kind in IN_THE_AIR:
            charges.air[:] += paid
        elif demand.limit.kind in ("on_duty", "off_duty"):
            charges.duty[:] += paid
        else:
            on = steps_on(facts.ways, demand.low_km, demand.high_km)
            charges.step[on] += paid
    return charges
