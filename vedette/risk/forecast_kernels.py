"""The inner loops of the fit, compiled: every pair of an event and an earlier one."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.compiled import compiled

Array = NDArray[Any]


@compiled
def background_at(
    km: Array, inside: Array, chance: Array, sigma: float, out: Array
) -> None:
    """Fill ``out`` with the density (per km) that others' background has at each event.

    An event says nothing of itself: it would always find itself likely. ``inside`` is
    the share of each event's Gaussian that lies on the line.
    """
    for i in range(len(km)):
        total = 0.0
        for j in range(len(km)):
            x = (km[i] - km[j]) / sigma
            if j != i and abs(x) < 8.0:
                total += chance[j] * math.exp(-0.5 * x * x) / inside[j]
        out[i] = total / (sigma * math.sqrt(2.0 * math.pi))


@compiled
def share_out(
    km: Array,
    day: Array,
    inside: Array,
    background: Array,
    offspring: float,
    memory: float,
    sigma: float,
    intensity: Array,
) -> tuple[float, float, float]:
    """Share every event out among the background and the events before it.

    Fills ``intensity`` (per km and day, at each event); returns how many events
    followed another, the sum of their days of delay, and of their distances squared.
    """
    per_day = offspring * (1.0 - math.exp(-1.0 / memory))
    scale = per_day / (sigma * math.sqrt(2.0 * math.pi))
    followed = delay = distance2 = 0.0
    weight = np.empty(len(km))
    for i in range(len(km)):
        total = 0.0
        n = 0
        while n < i and day[n] < day[i]:
            x = (km[i] - km[n]) / sigma
            w = 0.0
            if abs(x) < 8.0:
                late = (day[i] - day[n] - 1) / memory
                w = scale * math.exp(-late - 0.5 * x * x) / inside[n]
            weight[n] = w
            total += w
            n += 1
        intensity[i] = background[i] + total
        if total <= 0.0:
            continue
        for j in range(n):
            share = weight[j] / intensity[i]
            followed += share
            delay += share * (day[i] - day[j])
            distance2 += share * (km[i] - km[j]) ** 2
    return followed, delay, distance2
