"""How good a forecast was: scores of what was told against what then happened.

Arrays are (reaches, weeks): ``counts`` what happened, ``rate`` and ``size`` what was
told. The log score is `forecast_rates.log_chance`. Definitions with their sources are
in docs/theory/forecast.md.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def upto_chance(counts: Floats | float, rate: Floats, size: Floats) -> Floats:
    """Chance of at most so many events; 0 for counts below 0."""
    counts = np.asarray(counts, dtype=np.float64)
    chance = betainc(size, np.maximum(counts, 0) + 1, size / (size + rate))
    return np.asarray(np.where(counts < 0, 0.0, chance))


def brier_score(chance: Floats, counts: Floats) -> Floats:
    """Squared error of a chance of at least one event; smaller is better."""
    return np.asarray((chance - (counts > 0)) ** 2)


def top_hits(rate: Floats, counts: Floats, length_km: Floats, share: float) -> Floats:
    """Events each week on the share of the line's length where most were expected.

    Reaches are taken whole in falling order of rate per km, the last one in part.
    Among equals all are taken in part, so a flat forecast hits by length alone.
    """
    budget = share * length_km.sum()
    hits = np.zeros(rate.shape[1])
    for week in range(rate.shape[1]):
        density = rate[:, week] / length_km
        # equal but for rounding is equal
        density = np.round(density / max(density.max(), 1e-300), 9)
        left = budget
        for value in np.unique(density)[::-1]:
            same = density == value
            taken = min(1.0, left / length_km[same].sum())
            hits[week] += taken * counts[same, week].sum()
            left -= taken * length_km[same].sum()
            if left <= 0:
                break
    return hits


def accuracy_index(hits: Floats, counts: Floats, share: float) -> float:
    """PAI: the share of events that was hit over the share of length it took."""
    total = float(counts.sum())
    return float(hits.sum()) / total / share if total else float("nan")


def reliability(
    chance: Floats, counts: Floats, edges: Floats
) -> list[tuple[int, float, float]]:
    """For each class of chance: how many were told, their mean, how often it came."""
    kind = np.clip(np.digitize(chance, edges) - 1, 0, len(edges) - 2)
    rows = []
    for each in range(len(edges) - 1):
        of_kind = kind == each
        n = int(of_kind.sum())
        told = float(chance[of_kind].mean()) if n else float("nan")
        came = float((counts[of_kind] > 0).mean()) if n else float("nan")
        rows.append((n, told, came))
    return rows


def pit_histogram(counts: Floats, rate: Floats, size: Floats, bins: int = 10) -> Floats:
    """Shares of the probability integral transform; all alike if well calibrated.

    Not drawn at random: the mass of each count is spread evenly over its step
    (Czado, Gneiting and Held 2009).
    """
    low, high = upto_chance(counts - 1, rate, size), upto_chance(counts, rate, size)
    cut = np.linspace(0.0, 1.0, bins + 1)[:, None]
    low, step = low.ravel()[None, :], np.maximum((high - low).ravel()[None, :], 1e-300)
    upto = np.clip((cut - low) / step, 0.0, 1.0).mean(axis=1)
    return np.asarray(np.diff(upto))


def coverage(
    counts: Floats, rate: Floats, size: Floats, chance: float = 0.9
) -> tuple[float, float]:
    """Share of counts inside the central interval, and what that share should be.

    Counts are whole, so an interval holds more than ``chance``; the second figure
    is what it holds by the forecast's own law.
    """
    tail = (1 - chance) / 2
    inside = (upto_chance(counts, rate, size) > tail) & (
        upto_chance(counts - 1, rate, size) < 1 - tail
    )
    expected = np.zeros_like(rate)
    for n in range(int(counts.max()) + 200):
        upto, below = upto_chance(n, rate, size), upto_chance(n - 1, rate, size)
        expected += np.where((upto > tail) & (below < 1 - tail), upto - below, 0.0)
        if (below > 1 - tail).all():
            break
    return float(inside.mean()), float(expected.mean())


def resample_blocks(
    n_weeks: int, block: int, draws: int, rng: np.random.Generator
) -> Ints:
    """Draw weeks again in blocks that follow each other, round the end (draws, weeks).

    The circular block bootstrap (Politis and Romano 1992): what hangs together within
    a block of weeks stays together.
    """
    n_blocks = -(-n_weeks // block)
    first = rng.integers(0, n_weeks, size=(draws, n_blocks))
    weeks = (first[:, :, None] + np.arange(block)) % n_weeks
    return np.asarray(weeks.reshape(draws, -1)[:, :n_weeks])


def mean_interval(
    values: Floats, weeks: Ints, chance: float = 0.95
) -> tuple[float, float, float]:
    """Mean of a weekly series, with the interval that its resampled weeks give."""
    means = values[weeks].mean(axis=1)
    low, high = np.quantile(means, [(1 - chance) / 2, (1 + chance) / 2])
    return float(values.mean()), float(low), float(high)
