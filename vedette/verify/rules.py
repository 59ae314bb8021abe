"""Every rule of ``docs/theory/moves.md``, as a question put to a team's rows.

This file holds the rules that all teams share; ``rules_ground`` and ``rules_air`` hold
those of each kind. ``flow`` checks what no single row can show.
"""

import numpy as np

from vedette.domain.plans import (
    END,
    FLY,
    LAND,
    MOVE,
    NO_SLOT,
    REST,
    START,
    TAKE_OFF,
    WAIT,
)
from vedette.verify.places import Places
from vedette.verify.rows import Mask, Rows, Rule, until
from vedette.verify.rules_air import AIR_RULES
from vedette.verify.rules_ground import GROUND_RULES
from vedette.verify.spans import Sums


def check_rows(rows: Rows) -> list[str]:
    """Return a sentence for every rule that the rows break; none if all is lawful."""
    on_ground = isinstance(rows.facts.ways, Places)
    own = GROUND_RULES if on_ground else AIR_RULES
    return [fault for rule in (*COMMON_RULES, *own) for fault in rule.faults(rows)]


def _wrong_odds(rows: Rows) -> Mask:
    odds = rows.table.odds
    return ~(np.isfinite(odds) & (odds >= 0.0) & (odds <= 1.0 + 1e-9))


def _unknown_kind(rows: Rows) -> Mask:
    on_ground = isinstance(rows.facts.ways, Places)
    own = (MOVE,) if on_ground else (WAIT, TAKE_OFF, FLY, LAND)
    return rows.not_kind(REST, START, END, *own)


def _wrong_km(rows: Rows) -> Mask:
    from_line = rows.is_kind(MOVE, FLY, LAND)
    to_line = rows.is_kind(MOVE, FLY, TAKE_OFF)
    km0, km1 = rows.table.km0, rows.table.km1
    wrong0 = np.where(from_line, ~np.isfinite(km0), ~np.isnan(km0))
    wrong1 = np.where(to_line, ~np.isfinite(km1), ~np.isnan(km1))
    return wrong0 | wrong1


def _wrong_fields(rows: Rows) -> Mask:
    airborne = rows.is_kind(TAKE_OFF, FLY, LAND)
    duty = (rows.duty == NO_SLOT) != rows.is_kind(REST)
    sortie = (rows.sortie == NO_SLOT) == airborne
    started = rows.is_kind(START) & ((rows.t0 != rows.duty) | (rows.t1 != rows.duty))
    took_off = rows.is_kind(TAKE_OFF) & (rows.t0 != rows.sortie)
    return np.asarray(duty | sortie | started | took_off)


def _wrong_time(rows: Rows) -> Mask:
    duties = rows.facts.duties
    outside = (rows.t0 < duties.first) | (rows.t1 > duties.n_slots)
    one_slot = rows.is_kind(REST, WAIT) & ~rows.enters_resting
    return np.asarray(
        one_slot & ((rows.t1 - rows.t0 != 1) | (rows.is_kind(REST) & outside))
    )


def _repeated(rows: Rows) -> Mask:
    km = np.stack([rows.table.km0, rows.table.km1], axis=1)
    km = np.where(np.isnan(km), -1.0, np.round(km, 6))
    whole = [rows.kind, rows.t0, rows.t1, rows.duty, rows.sortie, km[:, 0], km[:, 1]]
    order = np.lexsort(whole)
    same = np.ones(max(len(order) - 1, 0), dtype=np.bool_)
    for column in whole:
        same &= column[order[1:]] == column[order[:-1]]
    again = np.zeros(len(order), dtype=np.bool_)
    again[order[1:]] = same
    return again


def _bad_start(rows: Rows) -> Mask:
    return rows.not_kind(REST) & ~rows.facts.duties.clock_allows(rows.duty)


def _no_room(rows: Rows) -> Mask:
    duties = rows.facts.duties
    closed = duties.known(rows.duty) & (duties.hours_room_at(rows.duty) < 1)
    return rows.not_kind(REST) & closed


def _too_long(rows: Rows) -> Mask:
    room = rows.facts.duties.hours_room_at(rows.duty)
    before = rows.t0 < rows.duty
    empty = rows.is_kind(END) & (rows.t0 == rows.duty)
    late = (room >= 1) & (until(rows) > rows.duty + room)
    return np.asarray(rows.not_kind(REST) & (before | empty | late))


def _in_closed_slot(rows: Rows, closed: Mask) -> Mask:
    """Mark rows on duty in a slot that is closed; from the first known slot on."""
    first = rows.facts.duties.first
    shut = Sums.of(closed).over(rows.t0 - first, until(rows) - first)
    return np.asarray(rows.not_kind(REST) & (shut > 0))


def _while_away(rows: Rows) -> Mask:
    return _in_closed_slot(rows, rows.facts.duties.away)


def _in_the_dark(rows: Rows) -> Mask:
    return _in_closed_slot(rows, rows.facts.duties.dark)


def _wrong_rest(rows: Rows) -> Mask:
    return np.asarray(rows.is_kind(END) & (rows.t1 - rows.t0 != rows.facts.duties.rest))


def _too_much_left(rows: Rows) -> Mask:
    return np.asarray(rows.enters_resting & (rows.t1 > rows.facts.duties.most_left))


COMMON_RULES = (
    Rule("odds", _wrong_odds, "its odds {odds} are not a chance from 0 to 1"),
    Rule("row", _unknown_kind, "a team of this kind makes no such move"),
    Rule("row", _wrong_km, "from {km0} to {km1} is not how such a move goes"),
    Rule("row", _wrong_fields, "its duty, sortie and times do not belong together"),
    Rule("row", _wrong_time, "it does not last one slot inside the window"),
    Rule("row", _repeated, "the same move has a row already"),
    Rule(
        "duty-start",
        _bad_start,
        "no duty of this team may begin at {begun}",
        once_a_duty=True,
    ),
    Rule(
        "duty-hours",
        _no_room,
        "the team's hours leave no room for a duty that begins at {begun}",
        once_a_duty=True,
    ),
    Rule(
        "duty-length",
        _too_long,
        "its duty of {begun} may last {room} slots, and this move lies outside them",
    ),
    Rule("available", _while_away, "the team is not available then"),
    Rule("day-only", _in_the_dark, "the team is on duty by day only"),
    Rule("rest", _wrong_rest, "{slots} slots of rest follow, {rest} are due"),
    Rule(
        "rest",
        _too_much_left,
        "{left} slots of rest are left at the window's start, {most} at most can be",
    ),
)
