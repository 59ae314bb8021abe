"""A plan for the rest of a window against the plan that it was made from.

Rule ``held``: what a team has begun before the window's start stays as the earlier plan
has it: the rows of the duty it is in, and the rest it has left. What lies before is
told as free. Rule ``hand-over``: the states at both ends are those of the earlier plan.
"""

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from vedette.domain.plans import END, MOVE_KINDS, NO_SLOT, REST, MoveTable, Plan
from vedette.verify.case import Case
from vedette.verify.facts import FactsByTeam
from vedette.verify.flow import heads_of, tails_of
from vedette.verify.hand_over import groups_by_name, states_faults, states_of
from vedette.verify.rows import SHOWN_PER_RULE, Rows, lay_rows

# Odds are held as well as a solver can hold them; the states, to the last digits.
HELD_TO = 1e-6
KM_DIGITS = 5
Key = tuple[float, ...]


def held_faults(
    plan: Plan, case: Case, rows: list[Rows], usable: FactsByTeam, earlier: Plan
) -> list[str]:
    """Return everything in which a plan does not take up its earlier plan."""
    said = plan.params.earlier
    if said is None:
        return ["the plan was not made from an earlier one (rule held)"]
    faults = _head_faults(plan, earlier)
    if faults:
        return faults
    before = {
        team_rows.team.id: lay_rows(
            team_rows.team,
            earlier.moves.get(team_rows.team.id, MoveTable.empty()),
            team_rows.facts,
            case.window,
        )
        for team_rows in rows
    }
    for name, group in groups_by_name(rows, usable).items():
        fixed = plan.hand_over.get(name)
        if fixed is None:
            continue
        then = [before[team_rows.team.id] for team_rows in group]
        ends = ((fixed.start, said.moment), (fixed.end, earlier.n_slots))
        for odds, moment in ends:
            due = states_of(then, moment)
            if odds.shape == due.shape:
                words = ("handed over", "in the earlier plan")
                faults += states_faults(group, odds, due, words)
    for team_rows in rows:
        faults += _team_faults(team_rows, before[team_rows.team.id], said.moment)
    return faults


def _head_faults(plan: Plan, earlier: Plan) -> list[str]:
    """Compare what a plan says of its earlier plan with that plan."""
    said = plan.params.earlier
    assert said is not None
    begun = earlier.start.astimezone(dt.UTC)
    begun += dt.timedelta(minutes=said.moment * earlier.slot_min)
    said_and_so = (
        ("content_hash", said.plan_hash, earlier.content_hash),
        ("n_slots", said.n_slots, earlier.n_slots),
        ("start", plan.start.astimezone(dt.UTC), begun),
        ("theatre", plan.theatre_id, earlier.theatre_id),
        ("slot_min", plan.slot_min, earlier.slot_min),
    )
    return [
        f"{name} is {said} by the plan, {so} by the earlier plan (rule held)"
        for name, said, so in said_and_so
        if said != so
    ]


def _team_faults(rows: Rows, before: Rows, moment: int) -> list[str]:
    """Name a team's rows from before the start that are not as they were planned."""
    due, found = held_odds(before, moment), _begun(rows)
    wrong = [
        key
        for key in sorted(due.keys() | found.keys())
        if not abs(due.get(key, 0.0) - found.get(key, 0.0)) <= HELD_TO
    ]
    faults = [
        f"{rows.team.id}, {rows.clock(int(key[1]))}, {MOVE_KINDS[int(key[0])]}: odds "
        f"of {found.get(key, 0.0):.9g}, held are {due.get(key, 0.0):.9g} (rule held)"
        for key in wrong[:SHOWN_PER_RULE]
    ]
    if len(wrong) > SHOWN_PER_RULE:
        more = len(wrong) - SHOWN_PER_RULE
        faults.append(f"{rows.team.id}: {more} more such rows (rule held)")
    return faults


def _begun(rows: Rows) -> dict[Key, float]:
    """Return the odds of a team's rows that begin before 0, but for being free."""
    chosen = (rows.t0 < 0) & (rows.not_kind(REST) | rows.enters_resting)
    return _by_key(rows, chosen, rows.table.odds, 0)


def held_odds(before: Rows, moment: int) -> dict[Key, float]:
    """Return what an earlier plan holds of a team at a moment, told from there.

    A row before the moment, in a duty begun before it, has the odds that it is made and
    the duty is still under way at the moment.
    """
    in_duty = before.not_kind(REST) & (before.duty < moment) & (before.t0 < moment)
    odds = before.table.odds * _still_on_duty(before, in_duty, moment)
    held = _by_key(before, in_duty & before.not_kind(END), odds, moment)
    resting = (before.is_kind(END) & (before.t0 < moment)) | before.enters_resting
    for row in np.flatnonzero(resting & (before.t1 > moment)):
        left, first = int(before.t1[row]) - moment, before.facts.duties.first
        key = (REST, first, left, -1.0, -1.0, NO_SLOT, NO_SLOT)
        held[key] = held.get(key, 0.0) + float(before.table.odds[row])
    return held


def _still_on_duty(
    rows: Rows, in_duty: NDArray[np.bool_], moment: int
) -> NDArray[np.float64]:
    """Return the chance that the duty of a row is under way at the moment, if made."""
    tails, heads = tails_of(rows), heads_of(rows)
    out: dict[int, float] = {}
    kept: dict[int, float] = {}
    chance = np.zeros(len(rows.kind))
    chosen = np.flatnonzero(in_duty)
    # From the last state back: what leaves a state's head is known before the state.
    for row in chosen[np.argsort(-tails[chosen], kind="stable")]:
        head, tail = int(heads[row]), int(tails[row])
        if rows.kind[row] == END:
            chance[row] = 0.0
        elif rows.t1[row] >= moment:
            chance[row] = 1.0
        elif out.get(head, 0.0) > 0:
            chance[row] = kept[head] / out[head]
        odds = float(rows.table.odds[row])
        out[tail] = out.get(tail, 0.0) + odds
        kept[tail] = kept.get(tail, 0.0) + odds * chance[row]
    return chance


def _by_key(
    rows: Rows, chosen: NDArray[np.bool_], odds: NDArray[np.float64], moment: int
) -> dict[Key, float]:
    """Return odds by all that a row says, its times counted from a moment."""
    km0, km1 = (
        np.round(np.nan_to_num(km, nan=-1.0), KM_DIGITS)
        for km in (rows.table.km0, rows.table.km1)
    )
    found: dict[Key, float] = {}
    for row in np.flatnonzero(chosen):
        duty, sortie = (
            NO_SLOT if field[row] == NO_SLOT else int(field[row]) - moment
            for field in (rows.duty, rows.sortie)
        )
        times = (int(rows.t0[row]) - moment, int(rows.t1[row]) - moment)
        key = (
            int(rows.kind[row]), *times, float(km0[row]), float(km1[row]), duty, sortie
        )  # fmt: skip
        found[key] = found.get(key, 0.0) + float(odds[row])
    return found
