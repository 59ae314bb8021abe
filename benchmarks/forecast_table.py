"""The figures of a scored forecast: scores, differences with intervals, calibration."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.forecast_rivals import Told
from benchmarks.measure import Figure
from vedette.risk.forecast_rates import any_chance, log_chance
from vedette.risk.forecast_scores import (
    accuracy_index,
    brier_score,
    coverage,
    mean_interval,
    pit_histogram,
    reliability,
    resample_blocks,
    top_hits,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

OURS = "ours"
SHARES = (0.05, 0.10)  # of the line's length
BLOCK_WEEKS, DRAWS, SEED = 4, 10_000, 20190101
CLASSES = np.array([0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 1.0])  # of the chance of any event


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """One forecaster's scores by week: sums over reaches; hits by share of length."""

    log: Floats
    brier: Floats
    hits: Mapping[float, Floats]

    @classmethod
    def of(cls, told: Told, counts: Floats, length_km: Floats) -> "Scored":
        """Score what was told against what happened."""
        return cls(
            log=log_chance(counts, told.rate, told.size).sum(axis=0),
            brier=brier_score(any_chance(told.rate, told.size), counts).sum(axis=0),
            hits={
                share: top_hits(told.rate, counts, length_km, share) for share in SHARES
            },
        )


def list_scores(
    scored: Mapping[str, Scored], counts: Floats, weeks: slice, when: str
) -> Iterator[Figure]:
    """List every forecaster's scores in some weeks, and how far ours is ahead."""
    here = counts[:, weeks]
    n_weeks, events = here.shape[1], int(here.sum())
    yield Figure(when, f"{n_weeks} weeks, {events} events")
    for name, each in scored.items():
        index = ", ".join(
            f"PAI {share:.0%} {accuracy_index(hits[weeks], here, share):.2f}"
            for share, hits in each.hits.items()
        )
        told = f"log {each.log[weeks].mean():.3f}, Brier {each.brier[weeks].mean():.3f}"
        yield Figure(f"  {name}", f"{told}, {index}")
    again = resample_blocks(n_weeks, BLOCK_WEEKS, DRAWS, np.random.default_rng(SEED))
    ours = scored[OURS]
    for name, rival in scored.items():
        if name != OURS:
            yield Figure(
                f"  less {name}", _differences(ours, rival, here, weeks, again)
            )


def _differences(
    ours: Scored, rival: Scored, counts: Floats, weeks: slice, again: Ints
) -> str:
    """Write how far ours is ahead of a rival, each with its interval of 95 %."""
    parts = [
        _signed("log", (ours.log - rival.log)[weeks], again),
        _signed("Brier", (ours.brier - rival.brier)[weeks], again),
    ]
    events = counts.sum(axis=0)
    for share, hits in ours.hits.items():
        more = (hits - rival.hits[share])[weeks]
        drawn = more[again].sum(axis=1) / np.maximum(events[again].sum(axis=1), 1)
        low, high = np.quantile(drawn / share, [0.025, 0.975])
        mean = more.sum() / max(events.sum(), 1) / share
        parts.append(f"PAI {share:.0%} {mean:+.2f} [{low:+.2f}, {high:+.2f}]")
    return ", ".join(parts)


def _signed(what: str, values: Floats, again: Ints) -> str:
    mean, low, high = mean_interval(values, again)
    return f"{what} {mean:+.3f} [{low:+.3f}, {high:+.3f}]"


def list_calibration(told: Told, counts: Floats) -> Iterator[Figure]:
    """List how far what was told can be taken at its word."""
    chance = any_chance(told.rate, told.size)
    classes = reliability(chance, counts, CLASSES)
    for low, high, (n, mean, came) in zip(CLASSES, CLASSES[1:], classes, strict=False):
        said = f"{n} told, mean {mean:.3f}, came {came:.3f}"
        yield Figure(f"  any event {low:g} to {high:g}", said)
    bins = pit_histogram(counts, told.rate, told.size)
    yield Figure("  PIT, ten bins", " ".join(f"{share:.3f}" for share in bins))
    for least in (0.0, 0.2):
        of_rate = told.rate >= least
        inside, due = coverage(counts[of_rate], told.rate[of_rate], told.size[of_rate])
        said = f"{inside:.3f} of {int(of_rate.sum())} inside, {due:.3f} due"
        yield Figure(f"  90 % inside, rate {least:g}+", said)
    inside, due = cover_totals(told, counts)
    said = f"{inside:.3f} of {counts.shape[1]} inside, {due:.3f} due"
    yield Figure("  90 % inside, whole line", said)


def cover_totals(
    told: Told, counts: Floats, chance: float = 0.9
) -> tuple[float, float]:
    """Coverage of the whole line's weekly count, were reaches independent.

    The law of the sum comes from the product of the reaches' generating functions.
    """
    n = 1 << int(np.ceil(np.log2(40 + 20 * max(told.rate.sum(axis=0).max(), 1))))
    z = np.exp(-2j * np.pi * np.arange(n) / n)[:, None, None]
    size, rate = told.size[None], told.rate[None]
    spectrum = np.exp((size * np.log(size / (size + rate * (1 - z)))).sum(axis=1))
    upto = np.cumsum(np.fft.ifft(spectrum, axis=0).real, axis=0)
    below = np.vstack([np.zeros(counts.shape[1]), upto[:-1]])
    tail = (1 - chance) / 2
    within = (upto > tail) & (below < 1 - tail)
    total = counts.sum(axis=0).astype(np.int64)
    due = np.where(within, upto - below, 0.0).sum(axis=0)
    return float(within[total, np.arange(len(total))].mean()), float(due.mean())
