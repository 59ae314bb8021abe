"""Rule ``shortfalls``: what a plan lists as lacking of its limits.

Whether a shortfall is the least there can be is not computed again: that is a linear
programme over all routes, and a larger one only weakens what the plan claims. One that
the plan itself does not have is told.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Window
from vedette.domain.plans import Shortfall
from vedette.verify.demands import Demand
from vedette.verify.limits import RowsByTeam, lacking, where

TOO_MUCH = 1e-3
Shorts = Mapping[str, NDArray[np.float64]]


def read_shortfalls(
    shortfalls: Iterable[Shortfall], demands: Sequence[Demand]
) -> tuple[list[str], Shorts]:
    """Return what is wrong with how shortfalls are told, and those that are right.

    The latter by the limit's id, shape (inequalities,).
    """
    known = {demand.id: demand for demand in demands}
    shorts: dict[str, NDArray[np.float64]] = {}
    faults: list[str] = []
    for each in shortfalls:
        if each.limit is None:
            if each.slot is not None or each.short is not None:
                faults.append(f"{each.what}: no limit is named (rule shortfalls)")
            continue
        demand = known.get(each.limit)
        fault = _fault(each, demand, shorts)
        if fault or demand is None:
            faults.append(f"{each.limit}: {fault} (rule shortfalls)")
            continue
        if demand.id not in shorts:
            shorts[demand.id] = np.zeros(len(demand.keys))
        shorts[demand.id][_row(each, demand)] = each.short
    return faults, shorts


def _row(each: Shortfall, demand: Demand) -> int:
    return -1 if each.slot not in demand.keys else demand.keys.index(each.slot)


def _fault(each: Shortfall, demand: Demand | None, shorts: Shorts) -> str:
    """Say what is wrong with one shortfall of a limit; nothing if all is well."""
    if demand is None:
        return "a shortfall names it, but there is no such limit or pin"
    row = _row(each, demand)
    if row < 0:
        return f"it does not count slot {each.slot}, where a shortfall is listed"
    if each.short is None or not (np.isfinite(each.short) and each.short > 0):
        return f"a shortfall of {each.short} is listed for slot {each.slot}"
    if demand.id in shorts and shorts[demand.id][row] > 0:
        return f"slot {each.slot} has two shortfalls"
    return ""


def excess_faults(
    demands: Iterable[Demand],
    teams: RowsByTeam,
    shorts: Shorts,
    in_force: Collection[str],
    window: Window,
) -> list[str]:
    """Name shortfalls of what the plan does not lack, or of what cannot be lacking."""
    faults: list[str] = []
    for demand in demands:
        if demand.id not in shorts:
            continue
        if demand.id in in_force:
            faults.append(
                f"{demand.id}: it can be kept and forbids all else, so nothing of it "
                "is lacking (rule shortfalls)"
            )
        if demand.limit.holds == "on_average":
            faults += _excess(demand, teams, shorts[demand.id], window)
    return faults


def _excess(
    demand: Demand, teams: RowsByTeam, short: NDArray[np.float64], window: Window
) -> list[str]:
    lacks = np.maximum(lacking(demand, teams, None), 0.0)
    slack = TOO_MUCH * max(1.0, demand.amount)
    return [
        f"{where(demand, int(row), window)}: {short[row]:.9g} is listed as lacking, "
        f"{lacks[row]:.9g} is (rule shortfalls)"
        for row in np.flatnonzero(short > lacks + slack)
    ]
