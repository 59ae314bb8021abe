"""A team's rows laid beside what is lawful for it, and their faults in words."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.domain.forces import Team
from vedette.domain.picture import Window
from vedette.domain.plans import (
    END,
    FLY,
    LAND,
    MOVE,
    MOVE_KINDS,
    REST,
    TAKE_OFF,
    MoveTable,
)
from vedette.verify.duties import wall_clock
from vedette.verify.facts import Facts
from vedette.verify.places import Places

SHOWN_PER_RULE = 3
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows of one team with their places looked up.

    ``here`` and ``there`` are the places (or stations) of ``km0`` and ``km1``, -1
    where there is none; ``look`` is the number of each row's look, -1 for none, and
    ``look_slot`` the slot it falls in; all of shape (N,).
    """

    team: Team
    table: MoveTable
    facts: Facts
    window: Window
    kind: NDArray[np.int64]
    t0: NDArray[np.int64]
    t1: NDArray[np.int64]
    duty: NDArray[np.int64]
    sortie: NDArray[np.int64]
    here: NDArray[np.int64]
    there: NDArray[np.int64]
    look: NDArray[np.int64]
    look_slot: NDArray[np.int64]

    def is_kind(self, *kinds: int) -> Mask:
        """Tell which rows are one of these kinds."""
        return np.isin(self.kind, kinds)

    def not_kind(self, *kinds: int) -> Mask:
        """Tell which rows are of none of these kinds."""
        return np.isin(self.kind, kinds, invert=True)

    @property
    def enters_resting(self) -> Mask:
        """Which rows are the rest with which a route comes into the window."""
        longer = self.t1 - self.t0 > 1
        first = self.t0 == self.facts.duties.first
        return np.asarray(self.is_kind(REST) & first & longer & (self.t1 >= 1))

    def clock(self, moment: int) -> str:
        """Write a moment as date and hour of the theatre's clocks."""
        return wall_clock(self.window, moment).strftime("%Y-%m-%d %H:%M")

    def words(self, row: int) -> dict[str, object]:
        """Return what a rule's sentence may say of a row."""
        duties = self.facts.duties
        return {
            "km0": _km(self.table.km0[row]),
            "km1": _km(self.table.km1[row]),
            "slots": int(self.t1[row] - self.t0[row]),
            "begun": self.clock(int(self.duty[row])),
            "room": int(duties.hours_room_at(self.duty[row : row + 1])[0]),
            "rest": duties.rest,
            "left": int(self.t1[row]),
            "most": duties.most_left,
            "odds": float(self.table.odds[row]),
            "low": _km(self.facts.ways.low_km),
            "high": _km(self.facts.ways.high_km),
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, which rows break it, and what to say of one that does.

    ``sentence`` may use the names of ``Rows.words``; with ``once_a_duty`` only the
    first row of each duty is told.
    """

    name: str
    broken: Callable[[Rows], Mask]
    sentence: str
    once_a_duty: bool = False

    def faults(self, rows: Rows) -> list[str]:
        """Write the first few rows that break the rule, and how many more do."""
        found = np.flatnonzero(self.broken(rows))
        if self.once_a_duty:
            found = found[np.unique(rows.duty[found], return_index=True)[1]]
        told = [self._tell(rows, int(row)) for row in found[:SHOWN_PER_RULE]]
        if len(found) > SHOWN_PER_RULE:
            more = len(found) - SHOWN_PER_RULE
            told.append(f"{rows.team.id}: {more} more such faults (rule {self.name})")
        return told

    def _tell(self, rows: Rows, row: int) -> str:
        kind = int(rows.kind[row])
        known = 0 <= kind < len(MOVE_KINDS)
        name = MOVE_KINDS[kind] if known else f"move of kind {kind}"
        what = self.sentence.format(**rows.words(row))
        when = rows.clock(int(rows.t0[row]))
        return f"{rows.team.id}, {when}, {name}: {what} (rule {self.name})"


def _km(km: float) -> str:
    return "the base" if np.isnan(km) else f"km {km:.3f}"


def lay_rows(team: Team, table: MoveTable, facts: Facts, window: Window) -> Rows:
    """Look up the places and looks of a team's rows."""
    kind, t0, t1, duty, sortie = (
        np.asarray(column).astype(np.int64)
        for column in (table.kind, table.t0, table.t1, table.duty, table.sortie)
    )
    ways = facts.ways
    here, there = ways.find(table.km0), ways.find(table.km1)
    steps = ways.look_of(here, there)
    look = np.full(len(kind), -1, dtype=np.int64)
    look_slot = t0.copy()
    if isinstance(ways, Places):
        look = np.where(kind == MOVE, steps, look)
    else:
        out, back = kind == TAKE_OFF, kind == LAND
        look = np.where(kind == FLY, steps, look)
        look = np.where(out, ways.leg_look_of(there), look)
        look = np.where(back, ways.leg_look_of(here), look)
        look_slot = np.where(out, t1 - 1, look_slot)
    own = (kind, t0, t1, duty, sortie, here, there, look, look_slot)
    return Rows(team, table, facts, window, *own)


def until(rows: Rows) -> NDArray[np.int64]:
    """Return the moment up to which each row's own duty has to last."""
    return np.where(rows.kind == END, rows.t0, rows.t1)
