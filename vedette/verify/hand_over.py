"""Hand-over: a group leaves the window in the states in which it came, and the prices.

Both are told for a group of alike teams, named by its first in ``teams.csv``.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from vedette.verify.facts import Facts
from vedette.verify.rows import SHOWN_PER_RULE, Rows
from vedette.verify.states import count_states, name_state, odds_of_states

KEPT_TO = 1e-9
HIGHEST_PRICE = 1e6
Prices = Mapping[str, NDArray[np.float64]]


def check_hand_over(teams: Sequence[Rows]) -> list[str]:
    """Return a sentence for every state with other odds at the end than the start."""
    groups: dict[int, list[Rows]] = {}
    for rows in teams:
        groups.setdefault(id(rows.facts), []).append(rows)
    return [fault for group in groups.values() for fault in _group_faults(group)]


def _group_faults(group: list[Rows]) -> list[str]:
    duties = group[0].facts.duties
    begin, end = (
        np.sum([odds_of_states(rows, moment) for rows in group], axis=0)
        for moment in (0, duties.n_slots)
    )
    wrong = np.flatnonzero(~(np.abs(begin - end) <= KEPT_TO * len(group)))
    name = group[0].team.id
    if len(group) > 1:
        name += f" and {len(group) - 1} alike"
    faults = [
        f"{name}, {name_state(duties, int(state))}: odds of {begin[state]:.9g} at the "
        f"window's start and {end[state]:.9g} at its end (rule hand-over)"
        for state in wrong[:SHOWN_PER_RULE]
    ]
    if len(wrong) > SHOWN_PER_RULE:
        more = len(wrong) - SHOWN_PER_RULE
        faults.append(f"{name}: {more} more such states (rule hand-over)")
    return faults


def price_faults(
    prices: Prices, usable: Mapping[str, Facts], teams: Sequence[Rows]
) -> list[str]:
    """Check that every group with odds has its prices, and nobody else has any."""
    first_of: dict[int, str] = {}
    for team_id, facts in usable.items():
        first_of.setdefault(id(facts), team_id)
    due = {first_of[id(rows.facts)]: count_states(rows.facts.duties) for rows in teams}
    faults = [
        f"{team_id}: its group has odds, but no hand-over prices (rule prices)"
        for team_id in due
        if team_id not in prices
    ]
    for team_id, price in prices.items():
        fault = _price_fault(price, due.get(team_id))
        if fault:
            faults.append(f"{team_id}: {fault} (rule prices)")
    return faults


def _price_fault(price: NDArray[np.float64], n_states: int | None) -> str:
    """Say what is wrong with the prices under one team's id; nothing if all is well."""
    if n_states is None:
        return "has hand-over prices, but is not the first team of a group with odds"
    if price.shape != (n_states,):
        return f"has {price.size} hand-over prices, and {n_states} states"
    # Beyond some size a price would drown the prizes of a route in rounding.
    if not np.all(np.abs(price) <= HIGHEST_PRICE):
        return f"a hand-over price is no number of at most {HIGHEST_PRICE:.0f} points"
    return ""
