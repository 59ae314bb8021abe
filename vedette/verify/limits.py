"""Rules ``limit`` and ``forbidden``: what a plan's rows count, held against amounts.

A team is in one row at a time, from the row's t0 to its t1; so a route surely counts in
a slot exactly where every row with odds that covers the slot counts there.
"""

from collections.abc import Iterable, Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Window
from vedette.domain.plans import FLY, LAND, MOVE, TAKE_OFF, WAIT
from vedette.verify.demands import ALL_SLOTS, IN_THE_AIR, ON_A_STRETCH, Demand
from vedette.verify.duties import wall_clock
from vedette.verify.flow import most_along
from vedette.verify.places import SAME_KM
from vedette.verify.rows import SHOWN_PER_RULE, Rows, Rule
from vedette.verify.spans import Sums
from vedette.verify.stations import Stations

Floats = NDArray[np.float64]
Slots = NDArray[np.int64]
RowsByTeam = Mapping[str, Rows]
MET_TO = {"on_average": 1e-6, "every_draw": 1e-9, "chance": 1e-6}
SAID = {
    "on_average": "on average",
    "every_draw": "in some draw",
    "chance": "is the chance that one is there",
}


def counted_slots(demand: Demand, rows: Rows) -> tuple[Slots, Slots]:
    """Return the moments from which and up to which each row counts.

    Of ``off_duty``, those of being on duty.
    """
    begin, end = rows.t0, rows.t0 + 1
    long = rows.is_kind(TAKE_OFF, LAND)
    if demand.limit.kind in IN_THE_AIR:
        ways = rows.facts.ways
        turn = ways.turn_slots if isinstance(ways, Stations) else 0
        landed = np.where(rows.is_kind(LAND), rows.t1 - turn, rows.t1)
        end, counts = np.where(long, landed, end), long | rows.is_kind(FLY)
    elif demand.limit.kind in ON_A_STRETCH:
        km = np.stack([rows.table.km0, rows.table.km1])
        low, high = demand.low_km - SAME_KM, demand.high_km + SAME_KM
        counts = ((km >= low) & (km <= high)).all(axis=0) & rows.is_kind(MOVE, FLY)
    else:
        end = np.where(long, rows.t1, end)
        counts = long | rows.is_kind(MOVE, WAIT, FLY)
    return begin, np.where(counts, np.maximum(end, begin), begin)


def _by_slot(begin: Slots, end: Slots, worth: Floats, n_slots: int) -> Floats:
    """Add up worth by slot, over the rows that cover it, shape (T,)."""
    change = np.zeros(n_slots + 1)
    np.add.at(change, np.clip(begin, 0, n_slots), worth)
    np.add.at(change, np.clip(end, 0, n_slots), -worth)
    return np.cumsum(change)[:-1]


def on_average(demand: Demand, rows: Rows | None) -> Floats:
    """Return what a team counts on average in each inequality."""
    by_slot = np.zeros(demand.n_slots)
    if rows is not None:
        odds = np.nan_to_num(rows.table.odds, nan=0.0, posinf=0.0, neginf=0.0)
        by_slot = _by_slot(*counted_slots(demand, rows), odds, demand.n_slots)
    if demand.limit.kind == "off_duty":
        by_slot = 1.0 - by_slot
    found = by_slot[demand.slots]
    return np.array([demand.slot_h * found.sum()]) if demand.is_one else found


def at_worst(demand: Demand, rows: Rows | None) -> Floats:
    """Return the most that a route with odds counts in each inequality.

    For "at least", the least.
    """
    may, must = np.zeros((2, demand.n_slots), dtype=np.bool_)
    if rows is not None:
        begin, end = counted_slots(demand, rows)
        live = (rows.table.odds > 0).astype(np.float64)
        if demand.is_one:
            hours = demand.slot_h * Sums.of(demand.in_slots).over(begin, end)
            return np.array([most_along(rows, hours)])
        counting = _by_slot(begin, end, live, demand.n_slots)
        covering = _by_slot(rows.t0, rows.t1, live, demand.n_slots)
        may, must = counting > 0, (counting > 0) & (counting == covering)
    if demand.is_one:
        return np.zeros(1)
    if demand.limit.kind == "off_duty":
        may, must = ~must, ~may
    return (must if demand.at_least else may)[demand.slots].astype(np.float64)


def counted(demand: Demand, teams: RowsByTeam) -> Floats:
    """Return what all teams count in each inequality, as the limit holds."""
    holds = demand.limit.holds
    of_team = at_worst if holds == "every_draw" else on_average
    each = [of_team(demand, teams.get(team)) for team in sorted(demand.teams)]
    if holds == "chance":
        none = np.prod([1.0 - there for there in each], axis=0)
        return np.asarray(np.ones(len(demand.keys)) - none)
    return np.asarray(np.sum([np.zeros(len(demand.keys)), *each], axis=0))


def lacking(demand: Demand, teams: RowsByTeam, short: Floats | None) -> Floats:
    """Return how much each inequality lacks, below 0 where it has more than it needs.

    ``short`` is what the plan lists as lacking already.
    """
    off = counted(demand, teams) - demand.relaxed(short)
    return -off if demand.at_least else off


def limit_faults(
    demand: Demand, teams: RowsByTeam, short: Floats | None, window: Window
) -> list[str]:
    """Return a sentence for every inequality of a limit that is not kept."""
    amount, holds = demand.relaxed(short), demand.limit.holds
    slack = MET_TO[holds] * np.ones(len(amount))
    if holds == "on_average":
        slack *= np.maximum(1.0, np.abs(amount))
    found = counted(demand, teams)
    lack = lacking(demand, teams, short)
    wrong = np.flatnonzero(~(lack <= slack))
    bound = "at least" if demand.at_least else "at most"
    faults = [
        f"{where(demand, row, window)}: {demand.limit.kind} of {found[row]:.9g} "
        f"{SAID[holds]}, {bound} {amount[row]:.9g} is due (rule limit)"
        for row in wrong[:SHOWN_PER_RULE]
    ]
    if len(wrong) > SHOWN_PER_RULE:
        more = len(wrong) - SHOWN_PER_RULE
        faults.append(f"{demand.id}: {more} more such slots (rule limit)")
    return faults


def where(demand: Demand, row: int, window: Window) -> str:
    """Name a limit and the slot of one of its inequalities."""
    slot = demand.keys[row]
    if slot == ALL_SLOTS:
        return demand.id
    return f"{demand.id}, {wall_clock(window, slot).strftime('%Y-%m-%d %H:%M')}"


def forbidden_faults(rows: Rows, in_force: Iterable[Demand]) -> list[str]:
    """Return a sentence for every row with odds that a limit forbids."""
    faults: list[str] = []
    for demand in in_force:
        if rows.team.id in demand.teams:
            told = f"limit {demand.id} forbids it to every roster"
            rule = Rule("forbidden", partial(_forbidden, demand), told)
            faults += rule.faults(rows)
    return faults


def _forbidden(demand: Demand, rows: Rows) -> NDArray[np.bool_]:
    """Mark rows with odds that count where nothing may, or do not where they must."""
    slots = Sums.of(demand.in_slots)
    counting = slots.over(*counted_slots(demand, rows))
    wrong = counting
    if demand.at_least and demand.limit.kind != "off_duty":
        wrong = slots.over(rows.t0, rows.t1) - counting
    return np.asarray((wrong > 0) & (rows.table.odds > 0))
