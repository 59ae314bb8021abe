"""Ways to change a plan under limits, or one for the rest of a window."""

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from vedette.domain.plans import HandOver, Plan

Change = Callable[[Plan], Plan]
Floats = NDArray[np.float64]
BOUNDS = {"bound", "bound_seen", "bound_free", "gap", "missed"}


def names_in(faults: list[str]) -> set[str]:
    return {
        name for fault in faults for name in re.findall(r"\(rule ([\w-]+)\)", fault)
    }


def number(name: str, by: Callable[[float], float]) -> Change:
    def change(plan: Plan) -> Plan:
        said = {name: by(getattr(plan.certificate, name))}
        return replace(plan, certificate=replace(plan.certificate, **said))

    return change


def price(limit: str, by: Callable[[Floats], Floats]) -> Change:
    def change(plan: Plan) -> Plan:
        prices = {**plan.limit_prices, limit: by(plan.limit_prices[limit])}
        return replace(plan, limit_prices=prices)

    return change


def no_price(limit: str) -> Change:
    def change(plan: Plan) -> Plan:
        kept = {each: p for each, p in plan.limit_prices.items() if each != limit}
        return replace(plan, limit_prices=kept)

    return change


def unknown_price(plan: Plan) -> Plan:
    return replace(plan, limit_prices={**plan.limit_prices, "l-none": np.ones(6)})


def looks(by: Callable[[Floats], Floats]) -> Change:
    return lambda plan: replace(plan, looks=by(plan.looks))


def params(**changes: object) -> Change:
    return lambda plan: replace(plan, params=replace(plan.params, **changes))  # type: ignore[arg-type]


def taken_over(plan: Plan) -> Plan:
    return replace(plan, hand_over={"team-1": HandOver(np.ones(5), np.ones(5))})


def over(team: str, end: str, by: Callable[[Floats], Floats]) -> Change:
    def change(plan: Plan) -> Plan:
        odds = plan.hand_over[team]
        new = replace(odds, **{end: by(getattr(odds, end))})
        return replace(plan, hand_over={**plan.hand_over, team: new})

    return change


def tipped(by: float) -> Callable[[Floats], Floats]:
    def tip(odds: Floats) -> Floats:
        most, least = np.argmax(odds), np.argmin(odds)
        new = odds.copy()
        new[most] -= by
        new[least] += by
        return new

    return tip


def no_hand_over(plan: Plan) -> Plan:
    return replace(plan, hand_over={"heli-1": plan.hand_over["heli-1"]})


def no_group(plan: Plan) -> Plan:
    more = {**plan.hand_over, "team-2": plan.hand_over["team-1"]}
    return replace(plan, hand_over=more)


def half_prices(plan: Plan) -> Plan:
    half = {team: p[: len(p) // 2] for team, p in plan.prices.items()}
    return replace(plan, prices=half)


def turned_prices(plan: Plan) -> Plan:
    """Start for end and end for start: other prices, and no fault in their form."""
    turned = {team: np.roll(p, len(p) // 2) for team, p in plan.prices.items()}
    return replace(plan, prices=turned)
