"""Beats: where a team spends the hours of one slot, reach by reach, and how fast."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.coverage.law import notice_probability
from vedette.domain.picture import CoverageTable, Ground

EDGE_KM = 1e-6  # nearer than this to an edge is on the edge


@dataclass(frozen=True, slots=True, eq=False)
class Beat:
    """One way to spend a slot: ``hours`` at ``speed_kmh`` in each of some reaches."""

    reach: NDArray[np.int32]
    hours: NDArray[np.float64]
    speed_kmh: NDArray[np.float64]


NOTHING = Beat(np.zeros(0, np.int32), np.zeros(0), np.zeros(0))


def overlap_km(ground: Ground, km_a: float, km_b: float) -> Beat:
    """Return the km of border from ``km_a`` to ``km_b`` by reach, as a beat's hours."""
    low, high = min(km_a, km_b), max(km_a, km_b)
    first = max(0, int(np.searchsorted(ground.edge_km, low, side="right")) - 1)
    last = min(
        ground.n_reaches, int(np.searchsorted(ground.edge_km, high, side="left"))
    )
    reach = np.arange(first, last, dtype=np.int32)
    upper = np.minimum(ground.edge_km[reach + 1], high)
    km = upper - np.maximum(ground.edge_km[reach], low)
    inside = km > EDGE_KM
    return Beat(reach[inside], km[inside], np.zeros(int(inside.sum())))


def stay(ground: Ground, km: float, hours: float) -> Beat:
    """Spend the hours at one place; on an edge, half in the reach on either side."""
    below = int(np.searchsorted(ground.edge_km, km - EDGE_KM, side="right")) - 1
    above = int(np.searchsorted(ground.edge_km, km + EDGE_KM, side="right")) - 1
    inside = [r for r in sorted({below, above}) if 0 <= r < ground.n_reaches]
    reach = np.array(inside, dtype=np.int32)
    return Beat(reach, np.full(len(reach), hours / len(reach)), np.zeros(len(reach)))


def beat_chances(
    beats: list[Beat], light: NDArray[np.int8], kind: str, coverage: CoverageTable
) -> NDArray[np.float64]:
    """Return what each beat notices by each light: (lights, entries of all beats).

    ``light`` gives the light of every reach, one row per variant, shape (V, R). Only
    entries of beats are computed, laid end to end.
    """
    reach = np.concatenate([beat.reach for beat in beats])
    hours = np.concatenate([beat.hours for beat in beats])
    speed = np.concatenate([beat.speed_kmh for beat in beats])
    sweep = coverage.sweep_km[kind][light[:, reach], reach]
    return notice_probability(
        sweep, speed, hours, coverage.area_km2[reach], coverage.attempt_kmh
    )
