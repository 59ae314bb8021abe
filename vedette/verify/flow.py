"""The odds of one team as a flow: one route's worth goes in, none is lost on the way.

The states are free(t); (duty, t, place) on the ground; (duty, t) at the airfield; and
(duty, sortie, t, station) in the air.
"""

import numpy as np
from numpy.typing import NDArray

from vedette.domain.plans import END, FLY, LAND, MOVE, NO_SLOT, REST, START, TAKE_OFF
from vedette.verify.places import Places
from vedette.verify.rows import SHOWN_PER_RULE, Rows

KEPT_TO = 1e-9
MOMENT_BITS, PLACE_BITS = 16, 15
AT_AIRFIELD = 2**PLACE_BITS - 1
LOST_PLACES = 2**14
Codes = NDArray[np.int64]


def check_flow(rows: Rows) -> list[str]:
    """Return a sentence for every state at which a team's odds do not add up."""
    duties = rows.facts.duties
    odds = np.nan_to_num(rows.table.odds, nan=0.0, posinf=0.0, neginf=0.0)
    # All routes come in at the first moment and go out at the last.
    come = np.append(heads_of(rows), _free(np.array([duties.first])))
    go = np.append(tails_of(rows), _free(np.array([duties.n_slots])))
    states, place = np.unique(np.concatenate([come, go]), return_inverse=True)
    weights = np.append(odds, 1.0)
    into = np.bincount(place[: len(come)], weights, minlength=len(states))
    out = np.bincount(place[len(come) :], weights, minlength=len(states))
    wrong = np.flatnonzero(np.abs(into - out) > KEPT_TO)
    faults = [
        _sentence(rows, int(states[state]), float(into[state]), float(out[state]))
        for state in wrong[:SHOWN_PER_RULE]
    ]
    if len(wrong) > SHOWN_PER_RULE:
        more = len(wrong) - SHOWN_PER_RULE
        faults.append(f"{rows.team.id}: {more} more such moments (rule flow)")
    return faults


def most_along(rows: Rows, worth: NDArray[np.float64]) -> float:
    """Return the most that any route with odds collects, row by row, of worth."""
    tails, heads = tails_of(rows), heads_of(rows)
    end = int(_free(np.array([rows.facts.duties.n_slots]))[0])
    most = {int(_free(np.array([rows.facts.duties.first]))[0]): 0.0}
    # A row leaves a later state than it enters only at the end, where nothing goes on.
    for row in np.argsort(tails, kind="stable"):
        before = most.get(int(tails[row]))
        if before is not None and rows.table.odds[row] > 0:
            head = int(heads[row])
            most[head] = max(most.get(head, -np.inf), before + float(worth[row]))
    return most.get(end, 0.0)


def _code(
    moment: NDArray[np.int64],
    duty: NDArray[np.int64],
    sortie: NDArray[np.int64],
    place: NDArray[np.int64],
) -> Codes:
    """Write a state as one number, in the order of time."""
    code = np.zeros(len(moment), dtype=np.int64)
    for field in (moment, duty, sortie):
        code = (code << MOMENT_BITS) + field + 2 ** (MOMENT_BITS - 1)
    return (code << PLACE_BITS) + place


def _decode(code: int) -> tuple[int, int, int, int]:
    """Read moment, duty, sortie and place from a state's number."""
    place, code = code % 2**PLACE_BITS, code >> PLACE_BITS
    fields = []
    for _ in range(3):
        fields.append(code % 2**MOMENT_BITS - 2 ** (MOMENT_BITS - 1))
        code >>= MOMENT_BITS
    sortie, duty, moment = fields
    return moment, duty, sortie, place


def _free(moments: NDArray[np.int64]) -> Codes:
    """Return the states of a free team."""
    none = np.full(len(moments), NO_SLOT)
    return _code(moments, none, none, np.full(len(moments), AT_AIRFIELD))


def tails_of(rows: Rows) -> Codes:
    """Return the state each row leaves."""
    sortie = np.where(rows.is_kind(FLY, LAND), rows.sortie, NO_SLOT)
    place = _place(rows, rows.table.km0, rows.here, rows.is_kind(MOVE, FLY, LAND))
    on_duty = _code(rows.t0, rows.duty, sortie, place)
    return np.where(rows.is_kind(REST, START), _free(rows.t0), on_duty)


def heads_of(rows: Rows) -> Codes:
    """Return the state each row enters."""
    sortie = np.where(rows.is_kind(TAKE_OFF, FLY), rows.sortie, NO_SLOT)
    place = _place(rows, rows.table.km1, rows.there, rows.is_kind(MOVE, FLY, TAKE_OFF))
    on_duty = _code(rows.t1, rows.duty, sortie, place)
    last = np.minimum(rows.t1, rows.facts.duties.n_slots)
    to_last = rows.is_kind(END) | rows.enters_resting
    free = _free(np.where(to_last, last, rows.t1))
    return np.where(rows.is_kind(REST, END), free, on_duty)


def _base(rows: Rows) -> int:
    ways = rows.facts.ways
    return ways.base if isinstance(ways, Places) else AT_AIRFIELD


def _place(
    rows: Rows,
    km: NDArray[np.float64],
    found: NDArray[np.int64],
    on_line: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """Give each row's place a number; a km that is no place gets one of its own."""
    metres = np.nan_to_num(km, nan=0.0, posinf=0.0, neginf=0.0) * 1000 % 10_000
    lost = LOST_PLACES + metres.astype(np.int64)
    return np.where(on_line, np.where(found >= 0, found, lost), _base(rows))


def _sentence(rows: Rows, state: int, into: float, out: float) -> str:
    """Say where and when odds are lost or come from nowhere."""
    moment, duty, _, place = _decode(state)
    where = "free"
    if duty != NO_SLOT:
        where = f"on its duty of {rows.clock(duty)} at {_place_name(rows, place)}"
    rule = "return" if _strays(rows, moment, duty, place, into, out) else "flow"
    return (
        f"{rows.team.id}, {rows.clock(moment)}, {where}: odds of {into:.9g} come in "
        f"and {out:.9g} go out (rule {rule})"
    )


def _strays(
    rows: Rows, moment: int, duty: int, place: int, into: float, out: float
) -> bool:
    """Tell whether a duty stops somewhere, or ends without having come back."""
    if duty == NO_SLOT:
        return False
    ends = rows.is_kind(END) & (rows.duty == duty) & (rows.t0 == moment)
    unreturned = place == _base(rows) and out > into and bool(ends.any())
    return unreturned or out <= KEPT_TO


def _place_name(rows: Rows, place: int) -> str:
    km = rows.facts.ways.km
    if place == AT_AIRFIELD:
        return "its airfield"
    return f"km {km[place]:.3f}" if place < len(km) else "a km that is no place"
