"""What is planned: parameters, odds of every move, numbers, one drawn roster."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vedette.domain.limits import Limit
from vedette.domain.picture import Ground, RiskPicture, Window

MOVE_KINDS = ("rest", "start", "move", "wait", "take_off", "fly", "land", "end")
REST, START, MOVE, WAIT, TAKE_OFF, FLY, LAND, END = range(len(MOVE_KINDS))
NO_SLOT = -9999


@dataclass(frozen=True, slots=True)
class Earlier:
    """The plan that is made again, and the moment (one of its slots) to begin at."""

    plan_hash: str
    n_slots: int
    moment: int


@dataclass(frozen=True, slots=True)
class PlanParams:
    """What a planner may choose; every field is one option of ``plan solve``.

    ``pins`` bind this plan only, ``teams_out`` take no part in it. ``keep`` is what a
    whole change of the earlier plan's odds is worth, in harm points; ``spread`` is the
    share of even odds at each choice, 0 to below 1. ``rates`` are the attempts that are
    expected of each section, a year per 100 km: of all, or of none.
    """

    days: int = 1
    reach_km: float | None = None
    caution: float = 0.8
    start: dt.datetime | None = None
    gap: float = 0.01
    seconds: float | None = None
    rounds: int | None = None
    threads: int | None = None
    without: tuple[str, ...] = ()
    least_odds: float = 1e-4
    pins: tuple[Limit, ...] = ()
    teams_out: tuple[str, ...] = ()
    earlier: Earlier | None = None
    keep: float = 0.0
    spread: float = 0.0
    rates: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, eq=False)
class MoveTable:
    """The moves of one team that have odds, one row each, ordered by time.

    A row says: from moment ``t0`` to ``t1`` (slots, may lie outside the window) the
    team goes from ``km0`` to ``km1`` of the border (NaN: at its airfield), as move
    ``kind`` (index into MOVE_KINDS), in the duty begun at ``duty`` and the sortie
    begun at ``sortie`` (slots; NO_SLOT where there is none). ``odds`` is the chance
    that the team makes this move at all.
    """

    kind: NDArray[np.int8]
    t0: NDArray[np.int16]
    t1: NDArray[np.int16]
    km0: NDArray[np.float64]
    km1: NDArray[np.float64]
    duty: NDArray[np.int16]
    sortie: NDArray[np.int16]
    odds: NDArray[np.float64]

    def __len__(self) -> int:
        """Return how many moves have odds."""
        return len(self.kind)

    @classmethod
    def empty(cls) -> "MoveTable":
        """Return the table of a team that has no lawful move."""
        whole, real = np.zeros(0, np.int16), np.zeros(0)
        kind = np.zeros(0, np.int8)
        return cls(kind, whole, whole, real, real, whole, whole, real)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A demand left open: what and why, in words.

    Where it is one of a limit: its id, the slot (-1 where it counts all slots
    together), and how much is lacking.
    """

    what: str
    reason: str
    limit: str | None = None
    slot: int | None = None
    short: float | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """The numbers of one plan; see docs/theory/numbers.md for each one's meaning.

    Losses are harm points. The ``_seen`` ones leave out cells no lawful move sees;
    ``bound_free`` is for all rosters that keep the limits, whatever is pinned.
    """

    loss: float
    loss_without_teams: float
    promise: float
    bound: float
    gap: float
    missed: float
    unseen_cells: int
    unseen_stake: float
    loss_seen: float
    bound_seen: float
    bound_free: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How a solve stands after a round."""

    round: int
    seconds: float
    loss: float
    bound: float
    gap: float
    phase: str


@dataclass(frozen=True, slots=True)
class Effort:
    """What solving took."""

    rounds: int
    seconds: float
    peak_mb: float
    stopped_by: str
    arcs: int


@dataclass(frozen=True, slots=True, eq=False)
class HandOver:
    """Odds of each state at both ends of a plan, summed over the teams of a group."""

    start: NDArray[np.float64]
    end: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Odds for every team, and how good they are: what partners approve.

    ``moves`` is keyed by team id, in the order of ``teams.csv``. ``weights`` is the
    adversary's distribution over attempts behind the bound, shape (R, T), sums to 1.
    ``prices`` are a group's hand-over prices, keyed by its first team's id: free,
    resting with 1 to R - 1 slots left, on duty for 1 to D slots (docs/theory/moves.md);
    in a plan for the rest of a window those at its start, then those at its end.
    ``limit_prices`` are a limit's or pin's, by inequality, keyed by its id.
    ``hand_over`` holds the odds that a plan for the rest of a window takes over, keyed
    like the prices. ``looks`` is how many looks the bound expects in each cell, shape
    (R, T), in whole thousandths; 0 gives the union bound (docs/theory/numbers.md).
    ``content_hash`` is the SHA-256 of the canonical plan, empty until it is written.
    """

    theatre_id: str
    theatre_hash: str
    params: PlanParams
    start: dt.datetime
    zone: str
    slot_min: int
    reach_km: float
    n_reaches: int
    n_slots: int
    moves: Mapping[str, MoveTable]
    weights: NDArray[np.float64]
    prices: Mapping[str, NDArray[np.float64]]
    certificate: Certificate
    effort: Effort
    shortfalls: tuple[Shortfall, ...]
    rests_on: tuple[str, ...]
    trace: tuple[Progress, ...] = ()
    content_hash: str = ""
    limit_prices: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    hand_over: Mapping[str, HandOver] = field(default_factory=dict)
    looks: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0)))


@dataclass(frozen=True, slots=True, eq=False)
class PlanPicture:
    """A plan laid over its ground and time, for people to look at.

    ``notice`` is the chance that an attempt is noticed, shape (R, T). ``on_duty`` is
    each team's chance of being on duty in a slot, keyed by team id, shape (T,).
    ``efforts`` is keyed by team id.
    """

    ground: Ground
    window: Window
    risk: RiskPicture
    notice: NDArray[np.float64]
    on_duty: Mapping[str, NDArray[np.float64]]
    efforts: Mapping[str, "TeamEffort"]


@dataclass(frozen=True, slots=True)
class TeamEffort:
    """What one team does inside the window, on average (plan) or in fact (roster)."""

    duties: float
    duty_h: float
    night_h: float
    airborne_h: float
    travel_km: float
    fuel_kg: float


@dataclass(frozen=True, slots=True)
class RosterMove:
    """One drawn move of one team; the fields are those of a MoveTable row."""

    team: str
    kind: str
    t0: int
    t1: int
    km0: float | None
    km1: float | None
    duty: int | None
    sortie: int | None


@dataclass(frozen=True, slots=True)
class Roster:
    """One draw from a plan's odds: who is where, when."""

    theatre_id: str
    plan_hash: str
    seed: int
    start: dt.datetime
    zone: str
    slot_min: int
    moves: tuple[RosterMove, ...]
