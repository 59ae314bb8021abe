"""Check a drawn roster against the rules and against the plan it comes from."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vedette.domain.plans import (
    MOVE_KINDS,
    NO_SLOT,
    MoveTable,
    Plan,
    Roster,
    RosterMove,
)
from vedette.errors import CertificateError
from vedette.reading.plans import load_plan
from vedette.reading.rosters import load_roster
from vedette.verify.case import Case, rebuild_case, usable_facts
from vedette.verify.flow import check_flow
from vedette.verify.limits import forbidden_faults, limit_faults
from vedette.verify.rows import Rows, lay_rows
from vedette.verify.rules import check_rows
from vedette.verify.shortfalls import read_shortfalls

KM_DIGITS = 5
LEAST, MOST = -(2**15), 2**15 - 1


def verify_roster(roster_path: Path, plan_path: Path) -> Roster:
    """Check that a roster is one lawful draw from a plan's odds, and return it.

    Raises one ``CertificateError`` that names everything that does not stand up.
    """
    plan = load_plan(plan_path)
    roster = load_roster(roster_path)
    faults = roster_faults(roster, plan, rebuild_case(plan_path, plan))
    if faults:
        where = f"{roster_path}: the roster does not stand up"
        raise CertificateError.listing(where, faults)
    return roster


def list_broken_rules(roster_path: Path, plan_path: Path) -> list[str]:
    """Return every rule that a roster breaks, whether or not the plan gives it odds.

    For a roster that somebody changed by hand: is it still lawful?
    """
    plan = load_plan(plan_path)
    case = rebuild_case(plan_path, plan)
    usable = usable_facts(plan, case)
    teams = {team.id: team for team in case.theatre.teams}
    faults: list[str] = []
    drawn: dict[str, Rows] = {}
    for team_id, moves in by_team_of(load_roster(roster_path)).items():
        if team_id not in usable:
            faults.append(f"{team_id}: no team of this plan (rule teams)")
            continue
        table = as_table(moves)
        rows = lay_rows(teams[team_id], table, usable[team_id], case.window)
        faults += [*check_rows(rows), *check_flow(rows)]
        drawn[team_id] = rows
    return faults + drawn_faults(drawn, plan, case)


def roster_faults(roster: Roster, plan: Plan, case: Case) -> list[str]:
    """Return everything that is wrong with a roster drawn from a plan's odds."""
    faults, drawn = lay_roster(roster, plan, case)
    by_team = by_team_of(roster)
    for team_id, rows in drawn.items():
        faults += _route_faults(rows, by_team[team_id], plan.moves[team_id])
    return faults + drawn_faults(drawn, plan, case)


def lay_roster(
    roster: Roster, plan: Plan, case: Case
) -> tuple[list[str], dict[str, Rows]]:
    """Return what is wrong with a roster's head and teams, and its rows by team."""
    faults = head_faults(roster, plan)
    usable = usable_facts(plan, case)
    by_team = by_team_of(roster)
    planned = {team_id for team_id, table in plan.moves.items() if len(table)}
    faults += [
        f"{team_id}: the plan has odds for it, the roster no route (rule teams)"
        for team_id in sorted(planned - set(by_team))
    ]
    teams = {team.id: team for team in case.theatre.teams}
    drawn: dict[str, Rows] = {}
    for team_id, moves in by_team.items():
        if team_id not in planned or team_id not in usable:
            faults.append(f"{team_id}: the plan has no odds for it (rule teams)")
            continue
        facts = usable[team_id]
        drawn[team_id] = lay_rows(teams[team_id], as_table(moves), facts, case.window)
    return faults, drawn


def drawn_faults(drawn: Mapping[str, Rows], plan: Plan, case: Case) -> list[str]:
    """Check the limits that hold in every draw on what is drawn."""
    shorts = read_shortfalls(plan.shortfalls, case.demands)[1]
    faults: list[str] = []
    for demand in case.demands:
        if demand.limit.holds == "every_draw":
            short = shorts.get(demand.id)
            faults += limit_faults(demand, drawn, short, case.window)
    in_force = [demand for demand in case.demands if demand.id in case.in_force]
    for rows in drawn.values():
        faults += forbidden_faults(rows, in_force)
    return faults


def by_team_of(roster: Roster) -> dict[str, list[RosterMove]]:
    """Return each team's moves, in the order of the roster."""
    by_team: dict[str, list[RosterMove]] = {}
    for move in roster.moves:
        by_team.setdefault(move.team, []).append(move)
    return by_team


def head_faults(roster: Roster, plan: Plan) -> list[str]:
    """Compare what a roster says of its plan with the plan."""
    said_and_so = (
        ("plan", roster.plan_hash, plan.content_hash),
        ("theatre", roster.theatre_id, plan.theatre_id),
        ("start", roster.start, plan.start),
        ("zone", roster.zone, plan.zone),
        ("slot_min", roster.slot_min, plan.slot_min),
    )
    return [
        f"{name} is {said} in the roster, {so} by the plan"
        for name, said, so in said_and_so
        if said != so
    ]


def _route_faults(
    rows: Rows, moves: Sequence[RosterMove], planned: MoveTable
) -> list[str]:
    """Check that one team's moves are one whole lawful route with odds in the plan."""
    faults = [*check_rows(rows), *check_flow(rows)]
    has_odds = set(_keys(planned, planned.odds > 0))
    faults += [
        f"{rows.team.id}, {rows.clock(move.t0)}, {move.kind}: the plan gives this move "
        "no odds (rule odds)"
        for move, key in zip(moves, _keys(rows.table), strict=True)
        if key not in has_odds
    ]
    return faults


def as_table(moves: Sequence[RosterMove]) -> MoveTable:
    """Write drawn moves as a table in which each is certain."""

    def slots(values: Sequence[int | None]) -> NDArray[np.int16]:
        known = [NO_SLOT if value is None else value for value in values]
        # A slot beyond the type's range is as wrong at the end of it.
        return np.array([min(max(slot, LEAST), MOST) for slot in known], dtype=np.int16)

    def line_km(values: Sequence[float | None]) -> list[float]:
        return [math.nan if value is None else value for value in values]

    kinds = [
        MOVE_KINDS.index(move.kind) if move.kind in MOVE_KINDS else -1 for move in moves
    ]
    return MoveTable(
        kind=np.array(kinds, dtype=np.int8),
        t0=slots([move.t0 for move in moves]),
        t1=slots([move.t1 for move in moves]),
        km0=np.array(line_km([move.km0 for move in moves])),
        km1=np.array(line_km([move.km1 for move in moves])),
        duty=slots([move.duty for move in moves]),
        sortie=slots([move.sortie for move in moves]),
        odds=np.ones(len(moves)),
    )


def _keys(
    table: MoveTable, chosen: NDArray[np.bool_] | None = None
) -> list[tuple[float, ...]]:
    """Return each row without its odds, in a form that can be compared."""
    km0, km1 = (
        np.round(np.nan_to_num(km, nan=-1.0), KM_DIGITS)
        for km in (table.km0, table.km1)
    )
    columns = (table.kind, table.t0, table.t1, km0, km1, table.duty, table.sortie)
    wide = np.stack(
        [np.asarray(column, dtype=np.float64) for column in columns], axis=1
    )
    if chosen is not None:
        wide = wide[chosen]
    return [tuple(row) for row in wide.tolist()]
