"""The law of looks (``docs/theory/looks.md``): what is seen, how far, how much of it.

All that holds for one kind of team wherever it goes is worked out here, once.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import erfcx

from vedette.domain.picture import SeenCells, Sights
from vedette.domain.theatre import LIGHTS, ModelConstants, Sensor

Floats = NDArray[np.float64]
HALF_IN_SPREADS = math.sqrt(2 * math.log(2))
FADE = 3.912  # contrast fades as exp(-FADE x / visibility): 2 % is left at its end
LEAST_VISIBILITY_KM = 1e-6  # nothing is left long before


@dataclass(frozen=True, slots=True, eq=False)
class Eyes:
    """What one kind of team sees of each reach from each part of the line.

    Parameters
    ----------
    start, reach
        Reaches looked at from part p: those at ``start[p]`` to ``start[p + 1]`` of
        ``reach``, shapes (P + 1,) and (n,).
    share_per_km2
        Share of the look that falls on the reach, over the area of its cells, by
        light, shape (n, lights).
    spread_km, slow_km, rush_kmh
        Of the sensor used by each light: how far its looks spread, the width that one
        who hardly moves sweeps, and the speed that halves it, shape (lights,).
    attempt_kmh
        The speed of somebody who crosses.
    """

    start: NDArray[np.int64]
    reach: NDArray[np.int64]
    share_per_km2: Floats
    spread_km: Floats
    slow_km: Floats
    rush_kmh: Floats
    attempt_kmh: float

    def swept_km2(self, hours: Floats, kmh: Floats) -> Floats:
        """Return the area that looking so long at such a speed sweeps, (n, lights)."""
        width_km = self.slow_km / (1 + kmh[:, None] / self.rush_kmh)
        passed_km = np.hypot(kmh, self.attempt_kmh) * hours
        return np.asarray(width_km * passed_km[:, None])


def open_eyes(model: ModelConstants, sights: Sights, kind: str, n_reaches: int) -> Eyes:
    """Work out what a kind of team sees from every part of the line."""
    used = [_sensor_by(model, kind, light) for light in LIGHTS]
    half_km = [
        sensor.half_km[light] for sensor, light in zip(used, LIGHTS, strict=True)
    ]
    spread_km = np.array(half_km) / HALF_IN_SPREADS
    part, reach, share = _shares(sights, kind, spread_km, n_reaches)
    share[share < model.least_share] = 0.0
    some = share.any(axis=1)
    part, reach, share = part[some], reach[some], np.minimum(share[some], 1.0)
    corridor = sights.corridor
    area_km2 = np.bincount(corridor.cell_reach, corridor.cell_km2, n_reaches)
    counts = np.bincount(part, minlength=corridor.n_parts)
    return Eyes(
        start=np.concatenate([[0], np.cumsum(counts)]),
        reach=reach,
        share_per_km2=share / area_km2[reach, None],
        spread_km=spread_km,
        slow_km=np.array([each.once for each in used])
        * math.sqrt(math.tau)
        * spread_km,
        rush_kmh=np.array([each.rush_kmh for each in used]),
        attempt_kmh=model.attempt_kmh,
    )


def _sensor_by(model: ModelConstants, kind: str, light: str) -> Sensor:
    """Return the sensor that sees farthest by a light; of equals, the first named."""
    carried = [model.sensors[name] for name in model.carriers[kind].sensors]
    farthest = max(sensor.half_km[light] for sensor in carried)
    return next(each for each in carried if each.half_km[light] == farthest)


def _shares(
    sights: Sights, kind: str, spread_km: Floats, n_reaches: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Add up the look that falls on each reach from each part, shape (n, lights).

    Returns part, reach and share, ordered by part and reach.
    """
    corridor, seen = sights.corridor, sights.seen[kind]
    part = _parts(seen)
    key = part * n_reaches + corridor.cell_reach[seen.cell]
    pairs, place = np.unique(key, return_inverse=True)
    range_km = seen.range_km.astype(np.float64)
    cell_km2 = corridor.cell_km2[seen.cell]
    share = np.zeros((len(pairs), len(spread_km)))
    for light, spread in enumerate(spread_km):
        if spread > 0:  # a sensor that is of no use by some light may have none
            density = np.exp(-((range_km / spread) ** 2) / 2) / (math.tau * spread**2)
            share[:, light] = np.bincount(place, cell_km2 * density, len(pairs))
    return pairs // n_reaches, pairs % n_reaches, share


def _parts(seen: SeenCells) -> NDArray[np.int64]:
    """Return the part from which each of the cells is seen."""
    return np.repeat(np.arange(len(seen.start) - 1), np.diff(seen.start))


def left_by_haze(spread_km: Floats, visibility_km: Floats) -> Floats:
    """Return what haze leaves of a bell-shaped look on open ground.

    >>> import numpy as np
    >>> left = left_by_haze(np.array([1.5]), np.array([np.inf, 10.0, 1.0, 0.0]))
    >>> left.round(3).tolist()
    [1.0, 0.513, 0.027, 0.0]
    """
    a = FADE * spread_km / np.maximum(visibility_km, LEAST_VISIBILITY_KM)
    # exp(a^2 / 2) erfc(a / sqrt 2) at once, as either alone runs out of digits.
    left = 1.0 - math.sqrt(math.pi / 2) * a * erfcx(a / math.sqrt(2))
    return np.clip(left, 0.0, 1.0)
