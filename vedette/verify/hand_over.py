"""Hand-over: the states in which a group comes into the window and leaves it; prices.

All are told for a group of alike teams, named by its first in ``teams.csv``.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from vedette.domain.plans import HandOver
from vedette.verify.facts import FactsByTeam
from vedette.verify.rows import SHOWN_PER_RULE, Rows
from vedette.verify.states import count_states, name_state, odds_of_states

KEPT_TO = 1e-9
HIGHEST_PRICE = 1e6
Floats = NDArray[np.float64]
Prices = Mapping[str, Floats]
Group = list[Rows]


def check_hand_over(teams: Sequence[Rows]) -> list[str]:
    """Return a sentence for every state with other odds at the end than the start."""
    faults: list[str] = []
    for group in _groups(teams):
        end = group[0].facts.duties.n_slots
        begin, last = states_of(group, 0), states_of(group, end)
        said = ("at the window's start", "at its end")
        faults += states_faults(group, begin, last, said)
    return faults


def check_taken_over(
    teams: Sequence[Rows], usable: FactsByTeam, hand_over: Mapping[str, HandOver]
) -> list[str]:
    """Compare the states at both ends with those that the plan says are fixed."""
    faults: list[str] = []
    named = _first_teams(usable)
    for group in _groups(teams):
        fixed = hand_over.get(named[id(group[0].facts)])
        if fixed is None:
            continue
        last = group[0].facts.duties.n_slots
        for end, moment, due in (("start", 0, fixed.start), ("end", last, fixed.end)):
            found = states_of(group, moment)
            if due.shape == found.shape:
                said = (f"at the window's {end}", "handed over")
                faults += states_faults(group, found, due, said)
    return faults


def _groups(teams: Sequence[Rows]) -> list[Group]:
    groups: dict[int, Group] = {}
    for rows in teams:
        groups.setdefault(id(rows.facts), []).append(rows)
    return list(groups.values())


def _first_teams(usable: FactsByTeam) -> dict[int, str]:
    """Return the first team of each group."""
    first_of: dict[int, str] = {}
    for team_id, facts in usable.items():
        first_of.setdefault(id(facts), team_id)
    return first_of


def groups_by_name(teams: Sequence[Rows], usable: FactsByTeam) -> dict[str, Group]:
    """Return the groups that have odds, by the first team of each."""
    named = _first_teams(usable)
    return {named[id(group[0].facts)]: group for group in _groups(teams)}


def states_of(group: Group, moment: int) -> Floats:
    """Return a group's odds of each state at a moment, summed over its teams."""
    return np.asarray(np.sum([odds_of_states(rows, moment) for rows in group], axis=0))


def states_faults(
    group: Group,
    found: Floats,
    due: Floats,
    said: tuple[str, str],
) -> list[str]:
    """Tell the states in which a group's odds are not those that are due."""
    duties = group[0].facts.duties
    wrong = np.flatnonzero(~(np.abs(found - due) <= KEPT_TO * len(group)))
    name = group[0].team.id
    if len(group) > 1:
        name += f" and {len(group) - 1} alike"
    faults = [
        f"{name}, {name_state(duties, int(state))}: odds of {found[state]:.9g} "
        f"{said[0]} and {due[state]:.9g} {said[1]} (rule hand-over)"
        for state in wrong[:SHOWN_PER_RULE]
    ]
    if len(wrong) > SHOWN_PER_RULE:
        more = len(wrong) - SHOWN_PER_RULE
        faults.append(f"{name}: {more} more such states (rule hand-over)")
    return faults


def price_faults(
    prices: Prices, usable: FactsByTeam, teams: Sequence[Rows], n_ends: int = 1
) -> list[str]:
    """Check that every group with odds has its prices, and nobody else has any.

    ``n_ends`` is 2 where the window's start and end have prices of their own.
    """
    due = {
        name: n_ends * count_states(group[0].facts.duties)
        for name, group in groups_by_name(teams, usable).items()
    }
    faults = [
        f"{team_id}: its group has odds, but no hand-over prices (rule prices)"
        for team_id in due
        if team_id not in prices
    ]
    for team_id, price in prices.items():
        fault = _price_fault(price, due.get(team_id), n_ends)
        if fault:
            faults.append(f"{team_id}: {fault} (rule prices)")
    return faults


def _price_fault(price: Floats, due: int | None, n_ends: int) -> str:
    """Say what is wrong with the prices under one team's id; nothing if all is well."""
    if due is None:
        return "has hand-over prices, but is not the first team of a group with odds"
    if price.shape != (due,):
        states = f"{due // n_ends} states" + (" at each end" if n_ends > 1 else "")
        return f"has {price.size} hand-over prices, and {states}"
    # Beyond some size a price would drown the prizes of a route in rounding.
    if not np.all(np.abs(price) <= HIGHEST_PRICE):
        return f"a hand-over price is no number of at most {HIGHEST_PRICE:.0f} points"
    return ""


def hand_over_faults(
    hand_over: Mapping[str, HandOver], usable: FactsByTeam, teams: Sequence[Rows]
) -> list[str]:
    """Check that every group with odds says what it takes over, and nobody else."""
    due = groups_by_name(teams, usable)
    faults = [
        f"{team_id}: its group has odds, but no hand-over (rule hand-over)"
        for team_id in due
        if team_id not in hand_over
    ]
    for team_id, odds in hand_over.items():
        fault = _hand_over_fault(odds, due.get(team_id))
        if fault:
            faults.append(f"{team_id}: {fault} (rule hand-over)")
    return faults


def _hand_over_fault(odds: HandOver, group: Group | None) -> str:
    """Say what is wrong with one group's hand-over; nothing if all is well."""
    if group is None:
        return "has a hand-over, but is not the first team of a group with odds"
    n_states = count_states(group[0].facts.duties)
    for end in (odds.start, odds.end):
        if end.shape != (n_states,):
            return f"hands over odds of {end.size} states, and has {n_states}"
        off = abs(float(end.sum()) - len(group))
        if not (np.all(end >= -KEPT_TO) and off <= KEPT_TO * len(group)):
            return f"hands over odds that are not those of {len(group)} teams"
    return ""
