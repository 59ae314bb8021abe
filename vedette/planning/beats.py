"""Beats: where a team spends the hours of one slot, part by part, and how fast."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.coverage.law import clear_share, look_rate, notice_probability
from vedette.domain.picture import CoverageTable, Ground, Window

Floats = NDArray[np.float64]

EDGE_KM = 1e-6  # nearer than this to an edge is on the edge


@dataclass(frozen=True, slots=True, eq=False)
class Beat:
    """One way to spend a slot: ``hours`` at ``speed_kmh`` in each of some parts."""

    part: NDArray[np.int32]
    hours: Floats
    speed_kmh: Floats


NOTHING = Beat(np.zeros(0, np.int32), np.zeros(0), np.zeros(0))


def overlap_km(
    edge_km: Floats, km_a: float, km_b: float
) -> tuple[NDArray[np.int32], Floats]:
    """Return which pieces of the line lie between two km, and how much of each.

    The pieces are the reaches, or their parts, between neighbouring ``edge_km``.
    """
    low, high = min(km_a, km_b), max(km_a, km_b)
    first = max(0, int(np.searchsorted(edge_km, low, side="right")) - 1)
    last = min(len(edge_km) - 1, int(np.searchsorted(edge_km, high, side="left")))
    piece = np.arange(first, last, dtype=np.int32)
    km = np.minimum(edge_km[piece + 1], high) - np.maximum(edge_km[piece], low)
    inside = km > EDGE_KM
    return piece[inside], km[inside]


def stay(edge_km: Floats, km: float, hours: float) -> Beat:
    """Spend the hours at one place; on an edge, half in the part on either side."""
    below = int(np.searchsorted(edge_km, km - EDGE_KM, side="right")) - 1
    above = int(np.searchsorted(edge_km, km + EDGE_KM, side="right")) - 1
    inside = [p for p in sorted({below, above}) if 0 <= p < len(edge_km) - 1]
    part = np.array(inside, dtype=np.int32)
    return Beat(part, np.full(len(part), hours / len(part)), np.zeros(len(part)))


@dataclass(frozen=True, slots=True, eq=False)
class BeatLooks:
    """What beats notice, reach by reach: how often on average, by light.

    Beat b looks at the reaches ``start[b]`` to ``start[b + 1]`` of ``reach`` (n,);
    ``often`` has shape (lights, n); ``spread_km`` of the look by light, (lights,).
    """

    start: NDArray[np.int64]
    reach: NDArray[np.int32]
    often: Floats
    spread_km: Floats

    def chances(self, light: NDArray[np.int8], clear: Floats) -> Floats:
        """Return what is noticed by some lights and airs, shape (variants, n).

        Both are given for every reach, one row per variant, shape (V, R): an index
        into LIGHTS, and the share of a look that haze leaves.
        """
        each = np.arange(len(self.reach))
        return self.chance(each, light[:, self.reach], clear[:, self.reach])

    def chance(
        self, entry: NDArray[np.intp], light: NDArray[np.int8], clear: Floats
    ) -> Floats:
        """Return what some entries notice by a light and an air of each."""
        return notice_probability(self.often[light, entry] * clear, 1.0)


def lay_looks(beats: Sequence[Beat], kind: str, coverage: CoverageTable) -> BeatLooks:
    """Return what each beat of a kind of team notices of each reach."""
    table = coverage.looks[kind]
    part = np.concatenate([beat.part for beat in beats])
    hours = np.concatenate([beat.hours for beat in beats])
    speed = np.concatenate([beat.speed_kmh for beat in beats])
    beat = np.repeat(np.arange(len(beats)), [len(each.part) for each in beats])
    counts = np.diff(table.start)[part]
    entry = np.repeat(np.arange(len(part)), counts)
    ahead = np.arange(len(entry)) - np.repeat(np.cumsum(counts) - counts, counts)
    column = table.start[part][entry] + ahead
    n_reaches = int(table.reach.max(initial=0)) + 1
    pair, row = np.unique(
        beat[entry] * n_reaches + table.reach[column], return_inverse=True
    )
    often = np.empty((len(table.sweep_km), len(pair)))
    for light, (sweep, rush) in enumerate(
        zip(table.sweep_km, table.rush_kmh, strict=True)
    ):
        sweep_km = sweep / (1 + speed / rush)
        rate = look_rate(
            sweep_km[entry],
            speed[entry],
            coverage.attempt_kmh,
            table.share[light, column],
        )
        often[light] = np.bincount(
            row.reshape(-1), weights=rate * hours[entry], minlength=len(pair)
        )
    per_beat = np.bincount(pair // n_reaches, minlength=len(beats))
    return BeatLooks(
        start=np.concatenate([[0], np.cumsum(per_beat)]).astype(np.int64),
        reach=(pair % n_reaches).astype(np.int32),
        often=often,
        spread_km=table.spread_km,
    )


def clear_air(looks: BeatLooks, window: Window) -> Floats:
    """Return the share of looks that haze leaves, by section and slot, shape (S, T)."""
    if window.weather is None:
        return np.ones(window.light.shape)
    spread = looks.spread_km[window.light]
    return clear_share(spread, window.weather.visibility_km)


def reaches_touched(ground: Ground, km_a: float, km_b: float) -> NDArray[np.int32]:
    """Return the reaches that a stretch of the line touches."""
    return overlap_km(ground.edge_km, km_a, km_b)[0]
