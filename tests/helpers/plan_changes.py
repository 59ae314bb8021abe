"""Ways to change a plan of the small theatre, each of which breaks it."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from drawn_states import odd_couple, rows_of
from numpy.typing import NDArray
from planned import likeliest, with_fields, with_rows, with_table

from vedette.domain.plans import (
    END,
    LAND,
    MOVE,
    NO_SLOT,
    REST,
    START,
    MoveTable,
    Plan,
)

CAR, FOOT, HELI = "car-1", "foot-1", "heli-1"
Change = Callable[[Plan], Plan]
Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


def one(team: str, kind: int, /, **fields: object) -> Change:
    """Change the likeliest row of a kind."""

    def change(plan: Plan) -> Plan:
        row = likeliest(plan.moves[team], kind)
        return with_fields(plan, team, row, **fields)

    return change


def number(**changes: Callable[[float], float]) -> Change:
    """Change numbers of the certificate."""

    def change(plan: Plan) -> Plan:
        values = {n: by(getattr(plan.certificate, n)) for n, by in changes.items()}
        return replace(plan, certificate=replace(plan.certificate, **values))

    return change


def weights(by: Callable[[Floats], Floats]) -> Change:
    return lambda plan: replace(plan, weights=by(plan.weights))


def prices(team: str, by: Callable[[Floats], Floats]) -> Change:
    """Change the hand-over prices under one team's id."""
    return lambda plan: replace(
        plan, prices={**plan.prices, team: by(plan.prices[team])}
    )


def no_prices(team: str) -> Change:
    def change(plan: Plan) -> Plan:
        kept = {other: each for other, each in plan.prices.items() if other != team}
        return replace(plan, prices=kept)

    return change


def prices_of_another(plan: Plan) -> Plan:
    return replace(plan, prices={**plan.prices, "foot-2": plan.prices[FOOT]})


def tilted(y: Floats) -> Floats:
    """Take from one weight more than it has, and give it to another."""
    turned = y.copy()
    turned[0, 0], turned[1, 1] = -0.01, y[1, 1] + y[0, 0] + 0.01
    return turned


def whole_duty(
    team: str, by: Callable[[MoveTable, np.ndarray], dict[str, object]]
) -> Change:  # type: ignore[type-arg]
    """Change all rows of the likeliest duty of a team."""

    def change(plan: Plan) -> Plan:
        table = plan.moves[team]
        duty = table.duty[likeliest(table, START, table.duty > 0)]
        mine = table.duty == duty
        return with_fields(plan, team, mine, **by(table, mine))

    return change


def a_slot_later(table: MoveTable, mine: Mask) -> dict[str, object]:
    return {
        "t0": table.t0[mine] + 1,
        "t1": table.t1[mine] + 1,
        "duty": table.duty[mine] + 1,
    }


def begun_earlier(table: MoveTable, mine: Mask) -> dict[str, object]:
    """The same moves, in a duty that began four hours sooner: too long a duty."""
    return {"duty": table.duty[mine] - 8}


def longer_step(plan: Plan) -> Plan:
    """Join the first steps of the car to the place furthest from its base."""
    table = plan.moves[CAR]
    far = table.km1[np.nanargmax(np.abs(table.km1 - 8.0))]
    first = likeliest(table, MOVE, np.abs(table.km0 - 8.0) < 1e-6)
    return with_fields(plan, CAR, first, km1=far)


def doubled(plan: Plan) -> Plan:
    """Give one row twice with half of the odds each."""
    row = likeliest(plan.moves[FOOT], MOVE)
    rows = np.insert(np.arange(len(plan.moves[FOOT])), row, row)
    halved = with_fields(plan, FOOT, row, odds=lambda odds: odds / 2)
    return with_rows(halved, FOOT, rows)


def doubled_whole(plan: Plan) -> Plan:
    row = likeliest(plan.moves[FOOT], MOVE)
    return with_rows(plan, FOOT, np.insert(np.arange(len(plan.moves[FOOT])), row, row))


def dropped(kind: int) -> Change:
    def change(plan: Plan) -> Plan:
        table = plan.moves[HELI]
        rows = np.delete(np.arange(len(table)), likeliest(table, kind))
        return with_rows(plan, HELI, rows)

    return change


def ended_away(plan: Plan) -> Plan:
    """Leave out the likeliest landing after which the duty ends."""
    table = plan.moves[HELI]
    done = table.kind == END
    ends = set(zip(table.duty[done], table.t0[done], strict=True))
    last = [pair in ends for pair in zip(table.duty, table.t1, strict=True)]
    row = likeliest(table, LAND, np.array(last))
    return with_rows(plan, HELI, np.delete(np.arange(len(table)), row))


def late_landing(plan: Plan) -> Plan:
    """Take off two hours sooner by the sortie's number: the fuel would be out."""
    table = plan.moves[HELI]
    row = likeliest(table, LAND)
    sortie = int(table.sortie[row])
    mine = table.sortie == sortie
    return with_fields(plan, HELI, mine, sortie=sortie - 6)


def other_teams(plan: Plan) -> Plan:
    moves = dict(plan.moves)
    moves["nobody-1"] = moves.pop(CAR)
    return replace(plan, moves=moves)


def none_for(team: str) -> Change:
    return lambda plan: with_rows(plan, team, np.zeros(0, dtype=np.int64))


def resting_only(plan: Plan) -> Plan:
    """The car rests throughout: lawful, but the numbers are not those of this plan."""
    t0 = np.arange(-12, 48, dtype=np.int16)
    none = np.full(len(t0), NO_SLOT, dtype=np.int16)
    nan = np.full(len(t0), math.nan)
    kind = np.full(len(t0), REST, dtype=np.int8)
    t1, odds = t0 + np.int16(1), np.ones(len(t0))
    rest = MoveTable(kind, t0, t1, nan, nan, none, none, odds)
    return with_table(plan, CAR, rest)


def other_end(team: str) -> Change:
    """Move odds from one whole lawful route to another: only the hand-over suffers."""

    def change(plan: Plan) -> Plan:
        table = plan.moves[team]
        less, more = (rows_of(table, route) for route in odd_couple(plan, team))
        part = table.odds[less].min() / 2
        odds = table.odds.copy()
        odds[less] -= part
        odds[more] += part
        return with_table(plan, team, replace(table, odds=odds))

    return change


def more_rest_left(plan: Plan) -> Plan:
    """The car comes in with more rest left than it can owe."""
    table = plan.moves[CAR]
    row = likeliest(table, REST, table.t1 - table.t0 > 1)
    left = int(table.t1[table.kind == END][0] - table.t0[table.kind == END][0])
    return with_fields(plan, CAR, row, t1=left)


def left_out(plan: Plan) -> Plan:
    return replace(plan, params=replace(plan.params, without=("ally",)))


def caution(plan: Plan) -> Plan:
    return replace(plan, params=replace(plan.params, caution=0.5))
