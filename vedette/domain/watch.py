"""What somebody who watches one reach may learn of a plan's odds: results, frozen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class WatchParams:
    """How good the watcher is; every field is one option of ``plan watch``.

    ``sees`` is his chance to see a team that is at his reach, in each slot; ``slots``
    how many slots he looks back, and ahead.
    """

    sees: float = 1.0
    slots: int = 8


@dataclass(frozen=True, slots=True, eq=False)
class ReachWatch:
    """What watching one reach gives, by the slot in which the watcher decides.

    Of the G + 1 things he may have seen, number g - 1 is a patrol last seen g slots
    before, the last is none in G slots.

    Parameters
    ----------
    reach
        Its index on the ground.
    km_from, km_to
        Where it lies along the border.
    value
        Harm points that watching adds to what he may expect of the best moment in the G
        slots after, shape (n,).
    without
        What he may expect of that moment without watching, harm points, shape (n,).
    chance
        Of each thing seen, shape (n, G + 1).
    unnoticed
        Chance that an attempt in the slot itself goes unnoticed, after each thing seen;
        NaN where that is seen with a chance below 1 %, shape (n, G + 1).
    unwatched
        The same chance for who has not watched, shape (n,).
    """

    reach: int
    km_from: float
    km_to: float
    value: NDArray[np.float64]
    without: NDArray[np.float64]
    chance: NDArray[np.float64]
    unnoticed: NDArray[np.float64]
    unwatched: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class SectionWatch:
    """The reach of a section where watching is worth most.

    ``largest`` and ``mean`` are of its value over the hours, ``at`` the row of the
    largest; ``predictable`` are the ids of near-predictable teams that go to the
    section.
    """

    section: str
    name: str
    worst: ReachWatch
    largest: float
    mean: float
    at: int
    predictable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TeamHabit:
    """How near to certain a team's odds are.

    ``duties`` is how many it begins in the window on average. ``sure_starts`` is the
    share of them that begin at a moment with odds above 95 %, ``sure_moves`` the share
    of its time on duty spent in moves with such odds. Half of either makes a team
    ``near_predictable``.
    """

    team: str
    name: str
    duties: float
    sure_starts: float
    sure_moves: float
    near_predictable: bool


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """What a watcher may learn of a plan, anywhere along its border.

    Parameters
    ----------
    params
        How good he is.
    slot
        The slots in which he may decide: those with G slots of the window
        before and behind them, shape (n,).
    value
        Harm points that watching adds, by reach and slot, shape (R, n).
    expected
        What he may expect with it, shape (R, n).
    sections
        The worst reach of each.
    habits
        All teams that have odds, in the order of ``teams.csv``.
    """

    params: WatchParams
    slot: NDArray[np.int32]
    value: NDArray[np.float64]
    expected: NDArray[np.float64]
    sections: tuple[SectionWatch, ...]
    habits: tuple[TeamHabit, ...]
