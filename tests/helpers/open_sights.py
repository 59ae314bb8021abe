"""What is seen on open, straight ground: nothing between is in the way."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Corridor, Ground, SeenCells, Sights
from vedette.domain.theatre import ModelConstants

HALF_IN_SPREADS = 1.1774100225154747
MOST_SPREADS = 3.0


def open_sights(
    edge_km: NDArray[np.float64] | Sequence[float],
    model: ModelConstants,
    kinds: Sequence[str] | None = None,
) -> Sights:
    """One cell for each part, at its middle, as far away as the km between them."""
    corridor = _lay_corridor(np.asarray(edge_km, dtype=np.float64), model)
    middle = (corridor.part_km[:-1] + corridor.part_km[1:]) / 2
    away = np.abs(middle[:, None] - middle[None, :])
    seen = {}
    for kind in model.carriers if kinds is None else kinds:
        half = max(
            max(model.sensors[name].half_km.values())
            for name in model.carriers[kind].sensors
        )
        part, cell = np.nonzero(away <= MOST_SPREADS * half / HALF_IN_SPREADS)
        counts = np.bincount(part, minlength=len(middle))
        seen[kind] = SeenCells(
            start=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            cell=cell.astype(np.int32),
            range_km=away[part, cell].astype(np.float32),
        )
    return Sights(corridor, seen)


def _lay_corridor(edge_km: NDArray[np.float64], model: ModelConstants) -> Corridor:
    parts, reach = [edge_km[:1]], []
    for r, (low, high) in enumerate(pairwise(edge_km)):
        n = max(1, round((high - low) / model.part_km))
        parts.append(np.linspace(low, high, n + 1)[1:])
        reach += [r] * n
    part_km = np.concatenate(parts)
    nothing = np.zeros(len(reach))
    part_reach = np.array(reach, dtype=np.int32)
    return Corridor(
        part_km=part_km,
        part_reach=part_reach,
        cell_lon=nothing,
        cell_lat=nothing,
        cell_m=nothing,
        cell_reach=part_reach,
        cell_km2=np.diff(part_km) * model.corridor_km,
    )


def with_open_sights(ground: Ground, model: ModelConstants) -> Ground:
    """The same ground, looked at as if it were open."""
    return replace(ground, sights=open_sights(ground.edge_km, model))
