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

State = tuple[int, int | None, int | None, int | None]


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
    states = _States(table, plan.n_slots)
    ways: dict[State, list[int]] = {}
    for row in range(len(table)):
        ways.setdefault(states.before(row), []).append(row)
    state = states.before(0)
    route = []
    while state in ways:
        rows = ways[state]
        odds = table.odds[rows]
        pick = np.searchsorted(np.cumsum(odds), stream.random() * odds.sum(), "right")
        row = rows[min(int(pick), len(rows) - 1)]
        route.append(_as_move(team, table, row))
        state = states.after(row)
    return route


class _States:
    """Names the state a row leads from and to: its moment, duty, sortie and place.

    Places are whole millimetres of border km; a free team has no duty, an aircraft on
    its airfield no place. On the ground a duty begins and ends at the post.
    """

    def __init__(self, table: MoveTable, n_slots: int) -> None:
        self._table, self._n_slots = table, n_slots
        first = np.flatnonzero((table.kind == MOVE) & (table.t0 == table.duty))
        self._post = self._place(table.km0[first[0]]) if len(first) else None

    def before(self, row: int) -> State:
        """Return the state that a row leads from."""
        table, kind, t0 = self._table, self._table.kind[row], int(self._table.t0[row])
        if kind in (REST, START):
            return (t0, None, None, None)
        duty = int(table.duty[row])
        if kind in (END, WAIT, TAKE_OFF):
            return (t0, duty, None, self._post)
        sortie = None if kind == MOVE else int(table.sortie[row])
        return (t0, duty, sortie, self._place(table.km0[row]))

    def after(self, row: int) -> State:
        """Return the state that a row leads to."""
        table, kind, t1 = self._table, self._table.kind[row], int(self._table.t1[row])
        if kind in (REST, END):
            return (min(t1, self._n_slots), None, None, None)
        duty = int(table.duty[row])
        if kind in (START, WAIT, LAND):
            return (t1, duty, None, self._post)
        sortie = None if kind == MOVE else int(table.sortie[row])
        return (t1, duty, sortie, self._place(table.km1[row]))

    @staticmethod
    def _place(km: float) -> int:
        return round(float(km) * 1e6)


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
