"""The rules of teams on foot, in vehicles and in boats."""

import numpy as np

from vedette.domain.plans import MOVE, REST
from vedette.verify.places import Places
from vedette.verify.rows import Mask, Rows, Rule


def _places(rows: Rows) -> Places:
    if not isinstance(rows.facts.ways, Places):
        raise TypeError(f"{rows.team.id} is not a ground team")
    return rows.facts.ways


def _blocked(rows: Rows) -> Mask:
    blocked = bool(_places(rows).blocked)
    return np.asarray(rows.not_kind(REST) & np.full(len(rows.kind), blocked))


def _outside(rows: Rows) -> Mask:
    places = _places(rows)
    low, high = places.low_km, places.high_km
    km0, km1 = rows.table.km0, rows.table.km1
    out = (km0 < low) | (km0 > high) | (km1 < low) | (km1 > high)
    return rows.is_kind(MOVE) & out


def _unplaced(rows: Rows) -> Mask:
    lost = (rows.here < 0) | (rows.there < 0)
    return rows.is_kind(MOVE) & lost & ~_outside(rows) & ~_blocked(rows)


def _cut_off(rows: Rows) -> Mask:
    """Mark rows at a km that no passable ground joins to the base."""
    edges = _places(rows).passable_km
    km = np.stack([rows.table.km0, rows.table.km1])
    apart = ((km < edges[0] - 1e-6) | (km > edges[1] + 1e-6)).any(axis=0)
    return _unplaced(rows) & apart


def _off_place(rows: Rows) -> Mask:
    return _unplaced(rows) & ~_cut_off(rows)


def _long_step(rows: Rows) -> Mask:
    placed = (rows.here >= 0) & (rows.there >= 0)
    far = placed & (rows.look < 0)
    return np.asarray(rows.is_kind(MOVE) & (far | (rows.t1 - rows.t0 != 1)))


GROUND_RULES = (
    Rule("passable", _blocked, "the team has no lawful move, so it rests", True),
    Rule("caveat", _outside, "{km0} to {km1} leaves {low} to {high}"),
    Rule("passable", _cut_off, "{km0} to {km1} is not joined to the base"),
    Rule("places", _off_place, "{km0} or {km1} is not a place of this team"),
    Rule("step", _long_step, "{km0} to {km1} in {slots} slots is not a slot's way"),
)
