"""What there is to show of coverage: one place, the whole line, the law itself."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Corridor, Ground


@dataclass(frozen=True, slots=True, eq=False)
class PlaceView:
    """What one team sees and notices while it stays at one place for a slot.

    Parameters
    ----------
    team, kind, km
        The team, its kind, and the border km where it stays.
    lon, lat, eye_m
        Where it looks from, and from how high above the ground.
    light
        The light it is shown for, of LIGHTS.
    sensor
        What it uses by that light.
    cell, range_km
        Corridor cells within its range, and how far away, shape (n,).
    seen
        Which of them it sees, shape (n,).
    fade
        How often somebody there is noticed, against close by, shape (n,).
    reach, share, chance
        Reaches that it looks at, the share of the look that falls on each, and the
        chance that it notices an attempt there in one slot, shape (m,).
    heights_m, seen_by_height
        Share of the cells within range that are seen from other heights, shape (h,).
    cell_m, error_m
        Size of the grid's cells east-west and north-south, and its stated error.
    """

    team: str
    kind: str
    km: float
    lon: float
    lat: float
    eye_m: float
    light: str
    sensor: str
    cell: NDArray[np.int32]
    range_km: NDArray[np.float64]
    seen: NDArray[np.bool_]
    fade: NDArray[np.float64]
    reach: NDArray[np.int32]
    share: NDArray[np.float64]
    chance: NDArray[np.float64]
    heights_m: NDArray[np.float64]
    seen_by_height: NDArray[np.float64]
    cell_m: tuple[float, float]
    error_m: float


@dataclass(frozen=True, slots=True, eq=False)
class KindCoverage:
    """One kind of team: how many there are, their moves, and how they look.

    ``seen`` is the share of each reach's corridor cells that are seen from any part of
    the line, (R,); ``best`` the largest chance of one team in one slot, by light and
    reach, (lights, R).
    """

    kind: str
    teams: int
    moves: int
    beats: int
    seen: NDArray[np.float64]
    best: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class LineCoverage:
    """What all teams together could see at best, reach by reach.

    ``looking`` counts the teams with a lawful move that looks at a reach, (R,);
    ``together`` is the chance that an attempt is noticed in a slot in which all of them
    look at its reach as well as they can, by light, (lights, R).
    """

    ground: Ground
    corridor: Corridor
    kinds: Mapping[str, KindCoverage]
    looking: NDArray[np.int64]
    together: NDArray[np.float64]
    idle: tuple[str, ...]
