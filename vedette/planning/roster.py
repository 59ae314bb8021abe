"""Draw one roster from a plan's odds and a given seed; anybody can draw it again."""

import math

import numpy as np

from vedette.domain.plans import (
    END,
    LAND,
    MOVE,
    MOVE_KINDS,
    NO_SLOT,
    REST,
    START,
    TAKE_OFF,
    WAIT,
    MoveTable,
    Plan,
    Roster,
    RosterMove,
)
from vedette.errors import InputError

FREE = (0, NO_SLOT, NO_SLOT, math.nan)  # state without duty; its moment comes apart


def draw_roster(plan: Plan, seed: int) -> Roster:
    """Draw every team's route, each from its own odds and its own stream of numbers.

    A team's stream is named by the seed, the plan's hash and the team's id, so neither
    the order of teams nor another team's choices touch it. One fresh number is used at
    each choice.
    """
    if not 0 <= seed < 2**256:
        raise InputError(f"The seed {seed} is not usable; give 0 or a whole number.")
    moves = [
        move
        for team, table in plan.moves.items()
        if len(table)
        for move in _draw_route(team, table, plan, _stream(plan, seed, team))
    ]
    return Roster(
        theatre_id=plan.theatre_id,
        plan_hash=plan.content_hash,
        seed=seed,
        start=plan.start,
        zone=plan.zone,
        slot_min=plan.slot_min,
        moves=tuple(moves),
    )


def _stream(plan: Plan, seed: int, team: str) -> np.random.Generator:
    name = f"{plan.content_hash}/{team}".encode()
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *name])))


def _draw_route(
    team: str, table: MoveTable, plan: Plan, stream: np.random.Generator
) -> list[RosterMove]:
    ways: dict[tuple[int, ...], list[int]] = {}
    for row in range(len(table)):
        ways.setdefault(_state_before(table, row), []).append(row)
    state = (int(table.t0[0]), REST)
    route = []
    while state in ways:
        rows = ways[state]
        odds = table.odds[rows]
        pick = np.searchsorted(np.cumsum(odds), stream.random() * odds.sum(), "right")
        row = rows[min(int(pick), len(rows) - 1)]
        route.append(_as_move(team, table, row))
        state = _state_after(table, row, plan.n_slots)
    return route


def _state_before(table: MoveTable, row: int) -> tuple[int, ...]:
    kind, t0 = int(table.kind[row]), int(table.t0[row])
    if kind in (REST, START):
        return (t0, REST)
    return _on_duty(table, row, kind in (WAIT, TAKE_OFF), t0, float(table.km0[row]))


def _state_after(table: MoveTable, row: int, n_slots: int) -> tuple[int, ...]:
    kind, t1 = int(table.kind[row]), int(table.t1[row])
    if kind in (REST, END):
        return (min(t1, n_slots), REST)
    return _on_duty(table, row, kind in (START, WAIT, LAND), t1, float(table.km1[row]))


def _on_duty(
    table: MoveTable, row: int, on_base: bool, moment: int, km: float
) -> tuple[int, ...]:
    """Name a state of a duty; kilometres to the millimetre, as whole numbers."""
    duty, sortie = int(table.duty[row]), int(table.sortie[row])
    if math.isnan(km):
        return (moment, MOVE, duty, NO_SLOT)
    return (moment, MOVE, duty, sortie, round(km * 1e6))


def _as_move(team: str, table: MoveTable, row: int) -> RosterMove:
    km0, km1 = float(table.km0[row]), float(table.km1[row])
    duty, sortie = int(table.duty[row]), int(table.sortie[row])
    return RosterMove(
        team=team,
        kind=MOVE_KINDS[table.kind[row]],
        t0=int(table.t0[row]),
        t1=int(table.t1[row]),
        km0=None if math.isnan(km0) else km0,
        km1=None if math.isnan(km1) else km1,
        duty=None if duty == NO_SLOT else duty,
        sortie=None if sortie == NO_SLOT else sortie,
    )
