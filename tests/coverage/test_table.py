"""The table has one width by kind and light, and the area of each reach."""

import numpy as np
import pytest
from made_ground import MODEL, make_theatre

from vedette.coverage import model_coverage
from vedette.domain.theatre import LIGHTS
from vedette.terrain import make_window, survey_ground

THEATRE = make_theatre(section_km=(2.0, 30.0))
GROUND = survey_ground(THEATRE, 5.0)
TABLE = model_coverage(THEATRE, GROUND, make_window(THEATRE, None, 1))


def test_widths_are_those_of_the_model_in_the_order_of_lights() -> None:
    assert sorted(TABLE.sweep_km) == ["foot", "vehicle"]
    for kind, widths in TABLE.sweep_km.items():
        assert widths.shape == (len(LIGHTS), GROUND.n_reaches)
        for light, row in zip(LIGHTS, widths, strict=True):
            assert np.unique(row).tolist() == [MODEL.sweep_km[kind][light]]


def test_the_area_is_length_times_corridor() -> None:
    assert TABLE.area_km2[0] == pytest.approx(2.0 * 5.0)
    assert TABLE.area_km2.sum() == pytest.approx(THEATRE.border.length_km * 5.0)
    assert TABLE.attempt_kmh == 3.0
