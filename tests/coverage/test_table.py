"""The table shares each look among the reaches whose cells are seen from a part."""

from dataclasses import replace

import numpy as np
import pytest
from made_ground import HEAT, MODEL, make_theatre
from open_sights import open_sights, with_open_sights

from vedette.coverage import model_coverage
from vedette.coverage.law import look_density, spread_km, sweep_width_km
from vedette.coverage.table import best_sensor
from vedette.domain.picture import LookTable, Sights
from vedette.domain.theatre import LIGHTS
from vedette.terrain import make_window, survey_ground

THEATRE = make_theatre(section_km=(2.0, 30.0))
GROUND = with_open_sights(survey_ground(THEATRE, 5.0), MODEL)
TABLE = model_coverage(THEATRE, GROUND, make_window(THEATRE, None, 1))


def test_the_sensor_that_sees_farthest_by_each_light_is_used() -> None:
    assert best_sensor(MODEL, "vehicle", "day").id == "glass"
    assert best_sensor(MODEL, "vehicle", "night") == HEAT
    looks = TABLE.looks["vehicle"]
    assert looks.rush_kmh.tolist() == [40.0, 40.0, 120.0, 120.0, 120.0]
    assert looks.sweep_km[-1] == pytest.approx(
        float(sweep_width_km(0.8, HEAT.once, 0.0, HEAT.rush_kmh))
    )


def test_shares_are_the_sums_of_what_falls_on_the_cells_seen() -> None:
    corridor, looks = GROUND.get_sights().corridor, TABLE.looks["vehicle"]
    middle = (corridor.part_km[:-1] + corridor.part_km[1:]) / 2
    for part in (0, 7, corridor.n_parts - 1):
        for light, name in enumerate(LIGHTS):
            spread = float(spread_km(best_sensor(MODEL, "vehicle", name).half_km[name]))
            falls = look_density(np.abs(middle - middle[part]), spread)
            falls = np.where(
                np.abs(middle - middle[part]) <= 3 * spread_km(1.8), falls, 0
            )
            own = np.bincount(corridor.cell_reach, falls * corridor.cell_km2)
            area = np.bincount(corridor.cell_reach, corridor.cell_km2)
            kept = np.where(own >= MODEL.least_share, np.minimum(own, 1.0), 0.0) / area
            found = np.zeros_like(kept)
            entry = slice(*looks.start[part : part + 2])
            found[looks.reach[entry]] = looks.share[light, entry]
            np.testing.assert_allclose(found, kept, rtol=1e-5)


def test_on_an_edge_half_of_a_look_falls_on_each_side() -> None:
    """Two parts on either side of an edge see each other's reach alike."""
    looks = TABLE.looks["vehicle"]
    corridor = GROUND.get_sights().corridor
    edge = int(np.searchsorted(corridor.part_km, GROUND.edge_km[3]))
    left, right = _shares(looks, edge - 1), _shares(looks, edge)
    assert left[2] == pytest.approx(right[3], rel=0.02)
    assert left[3] == pytest.approx(right[2], rel=0.02)


def _shares(looks: LookTable, part: int) -> dict[int, float]:
    entry = slice(*looks.start[part : part + 2])
    pairs = zip(
        looks.reach[entry].tolist(), looks.share[0, entry].tolist(), strict=True
    )
    return dict(pairs)


def test_what_lies_hidden_is_not_looked_at() -> None:
    seen = GROUND.get_sights().seen["foot"]
    none = replace(
        seen,
        start=np.zeros_like(seen.start),
        cell=seen.cell[:0],
        range_km=seen.range_km[:0],
    )
    blind = replace(GROUND, sights=Sights(GROUND.get_sights().corridor, {"foot": none}))
    table = model_coverage(THEATRE, blind, make_window(THEATRE, None, 1))
    assert len(table.looks["foot"].reach) == 0


def test_small_shares_are_left_out() -> None:
    wide = replace(MODEL, least_share=0.2)
    ground = replace(GROUND, sights=open_sights(GROUND.edge_km, wide))
    window = make_window(THEATRE, None, 1)
    table = model_coverage(replace(THEATRE, model=wide), ground, window)
    kept = table.looks["vehicle"]
    assert len(kept.reach) < len(TABLE.looks["vehicle"].reach)
    area = np.bincount(
        GROUND.get_sights().corridor.cell_reach, GROUND.get_sights().corridor.cell_km2
    )
    shares = kept.share * area[kept.reach]
    assert ((shares == 0) | (shares >= 0.2)).all()
