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
    return Lottery(plan).draw(seed)


def check_seed(seed: int) -> None:
    """Refuse a seed that nothing can be drawn with."""
    if not 0 <= seed < 2**256:
        raise InputError(
            f"The seed {seed} is not usable; give a whole number from 0 to below 2^256."
        )


class Lottery:
    """A plan's odds laid out for drawing, once for many draws."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._teams = {
            team: _Ways(team, table, plan.n_slots)
            for team, table in plan.moves.items()
            if len(table)
        }

    def draw(self, seed: int) -> Roster:
        """Return the roster of a seed; see `draw_roster`."""
        check_seed(seed)
        plan = self._plan
        moves: list[RosterMove] = []
        for team, ways in self._teams.items():
            name = f"{plan.content_hash}/{team}".encode()
            stream = np.random.SeedSequence([seed, *name])
            moves += ways.draw(np.random.Generator(np.random.PCG64(stream)))
        return Roster(
            theatre_id=plan.theatre_id,
            plan_hash=plan.content_hash,
            seed=seed,
            start=plan.start,
            zone=plan.zone,
            slot_min=plan.slot_min,
            moves=tuple(moves),
        )


class _Ways:
    """One team's ways on from each state, with their odds added up."""

    def __init__(self, team: str, table: MoveTable, n_slots: int) -> None:
        states = _States(table, n_slots)
        rows: dict[State, list[int]] = {}
        for row in range(len(table)):
            rows.setdefault(states.before(row), []).append(row)
        self._ways = {
            state: (np.cumsum(table.odds[each]), each) for state, each in rows.items()
        }
        self._moves = [as_move(team, table, row) for row in range(len(table))]
        self._after = [states.after(row) for row in range(len(table))]
        self._first = states.before(0)

    def draw(self, stream: np.random.Generator) -> list[RosterMove]:
        """Return one route, from the first state to where no way leads on."""
        state, route = self._first, []
        while state in self._ways:
            upto, rows = self._ways[state]
            pick = int(np.searchsorted(upto, stream.random() * upto[-1], "right"))
            row = rows[min(pick, len(rows) - 1)]
            route.append(self._moves[row])
            state = self._after[row]
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


def as_move(team: str, table: MoveTable, row: int) -> RosterMove:
    """Return one row of a team's table as a drawn move."""
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
