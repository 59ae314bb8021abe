"""Begin a plan of several days where a plan of the first day ended, day by day.

Days are much alike, and a day is solved in a fraction of the time. Only the beginning
comes from it: loss and bound are those of the whole window, as for any other start.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import RiskPicture, Window
from vedette.planning.moves import GroupMoves
from vedette.planning.states import FREE
from vedette.solver import Dual, SolveResult, Start
from vedette.units import MINUTES_A_DAY

Floats = NDArray[np.float64]


def cut_to_day(window: Window, risk: RiskPicture) -> tuple[Window, RiskPicture] | None:
    """Return window and risk of the first day; None where there is only one day."""
    slots = MINUTES_A_DAY // window.slot_min
    if window.n_slots < 2 * slots or window.n_slots % slots:
        return None
    forecast = risk.forecast[:, :slots]
    share = forecast.sum()
    if share <= 0:
        return None
    day = replace(risk, stake=risk.stake[:, :slots], forecast=forecast / share)
    return window.first_slots(slots), day


def tile_day(
    day: Sequence[GroupMoves],
    result: SolveResult,
    whole: Sequence[GroupMoves],
    n_limits: int,
) -> Start | None:
    """Return a start for several days from the solve of the first.

    None where the groups with moves are not the same. The prices of the ``n_limits``
    inequalities begin at 0.
    """
    if [own.group for own in day] != [moves.group for moves in whole]:
        return None
    slots = result.dual.weights.shape[0]
    flows = tuple(
        _lay_out(own, learnt.astype(np.float64), moves, slots)
        for own, learnt, moves in zip(day, result.learnt, whole, strict=True)
    )
    n_days = _last_moment(whole[0]) // slots if whole else 1
    # an attempt weighs 1 / days of what it did, and so do all prices
    dual = Dual(
        weights=np.tile(result.dual.weights, (n_days, 1)) / n_days,
        looks=np.tile(result.dual.looks, (n_days, 1)),
        prices=tuple(price / n_days for price in result.dual.prices),
        limit_prices=np.zeros(n_limits),
    )
    return Start(flows, dual, flows, dual)


def _lay_out(day: GroupMoves, learnt: Floats, whole: GroupMoves, slots: int) -> Floats:
    """Return for each arc what the day has learnt of the same move a whole day off.

    A move goes by the day in which it begins, so a duty over midnight goes on like one
    that came over the first day's midnight; what lies before the window is as it is
    before the day. Zero where the day has no such move.
    """
    tiled = np.zeros(len(whole.head))
    sources = _blocks(day)
    for moment, (first, last) in _blocks(whole).items():
        tail = np.searchsorted(whole.first_arc, np.arange(first, last), "right") - 1
        day_of = np.maximum(whole.moment[tail].astype(np.int64) // slots, 0)
        for number in np.unique(day_of):
            source = sources.get(moment - int(number) * slots)
            if source is not None and source[1] - source[0] == last - first:
                at = first + np.flatnonzero(day_of == number)
                tiled[at] = learnt[at - first + source[0]]
    entries = min(len(day.entry), len(whole.entry))
    tiled[:entries] = learnt[:entries]
    return tiled


def _blocks(moves: GroupMoves) -> dict[int, tuple[int, int]]:
    """Return first and last arc of the block behind each free moment.

    The rests that routes may begin with belong to no block.
    """
    free = np.flatnonzero(moves.state == FREE)
    firsts = moves.first_arc[free].astype(np.int64)
    firsts[0] = len(moves.entry)
    return {
        int(moment): (int(first), int(last))
        for moment, first, last in zip(
            moves.moment[free[:-1]], firsts[:-1], firsts[1:], strict=True
        )
    }


def _last_moment(moves: GroupMoves) -> int:
    return int(moves.moment[-1])
