"""The look tables of one theatre: what each kind of team notices from every part."""

import numpy as np
from numpy.typing import NDArray

from vedette.coverage.law import look_density, spread_km, sweep_width_km
from vedette.domain.picture import (
    Corridor,
    CoverageTable,
    Ground,
    LookTable,
    SeenCells,
    Window,
)
from vedette.domain.theatre import LIGHTS, ModelConstants, Sensor, Theatre

Floats = NDArray[np.float64]


def model_coverage(theatre: Theatre, ground: Ground, window: Window) -> CoverageTable:
    """Tabulate what each kind of team could notice, by light, part and reach.

    The ground must have been looked at (``ground.sights``). Nothing of the window's
    time enters: its light and weather are looked up slot by slot where moves are made.
    """
    sights, model = ground.get_sights(), theatre.model
    return CoverageTable(
        part_km=sights.corridor.part_km,
        looks={
            kind: _tabulate(sights.corridor, seen, kind, model)
            for kind, seen in sights.seen.items()
        },
        attempt_kmh=model.attempt_kmh,
    )


def best_sensor(model: ModelConstants, kind: str, light: str) -> Sensor:
    """Return the sensor with which a kind of team sees farthest by a light."""
    carried = [model.sensors[name] for name in model.carriers[kind].sensors]
    return max(carried, key=lambda sensor: sensor.half_km[light])


def _tabulate(
    corridor: Corridor, seen: SeenCells, kind: str, model: ModelConstants
) -> LookTable:
    """Share the looks of one kind among the reaches whose cells are seen."""
    sensors = [best_sensor(model, kind, light) for light in LIGHTS]
    half = np.array(
        [s.half_km[light] for s, light in zip(sensors, LIGHTS, strict=True)]
    )
    spread = spread_km(half)
    n_reaches = int(corridor.part_reach.max()) + 1
    part = np.repeat(np.arange(corridor.n_parts), np.diff(seen.start))
    cell_reach = corridor.cell_reach[seen.cell].astype(np.int64)
    pair, row = np.unique(part * n_reaches + cell_reach, return_inverse=True)
    share = np.stack(
        [
            _sum_looks(corridor, seen, row.reshape(-1), len(pair), float(each))
            for each in spread
        ]
    )
    share[share < model.least_share] = 0.0
    kept = share.any(axis=0)
    pair, share = pair[kept], share[:, kept]
    reach = (pair % n_reaches).astype(np.int32)
    area = np.bincount(
        corridor.cell_reach, weights=corridor.cell_km2, minlength=n_reaches
    )
    per_part = np.bincount(pair // n_reaches, minlength=corridor.n_parts)
    return LookTable(
        start=np.concatenate([[0], np.cumsum(per_part)]).astype(np.int64),
        reach=reach,
        share=share / area[reach],
        sweep_km=sweep_width_km(half, [s.once for s in sensors], 0.0, 1.0),
        rush_kmh=np.array([sensor.rush_kmh for sensor in sensors]),
        spread_km=spread,
    )


def _sum_looks(
    corridor: Corridor,
    seen: SeenCells,
    row: NDArray[np.intp],
    n_rows: int,
    spread: float,
) -> Floats:
    """Share of the look of this spread that falls on each part's view of a reach."""
    if spread <= 0:
        return np.zeros(n_rows)
    falls = look_density(seen.range_km.astype(np.float64), spread)
    falls *= corridor.cell_km2[seen.cell]
    # A look shorter than a cell may count its own cell more than once over: never so.
    return np.minimum(np.bincount(row, weights=falls, minlength=n_rows), 1.0)
