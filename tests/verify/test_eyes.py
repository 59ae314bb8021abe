"""The law of looks: which sensor, how far, how much of it, and what haze leaves."""

import math
from dataclasses import replace

import numpy as np
import pytest
from lawful_looks import what_haze_leaves
from made_ground import MODEL, make_sensor

from vedette.domain.picture import Corridor, SeenCells, Sights
from vedette.domain.theatre import LIGHTS, Carrier, ModelConstants, Sensor
from vedette.verify.eyes import Eyes, left_by_haze, open_eyes

SPREAD = 1.0  # by day, in the cases below
FLAT = make_sensor("flat", [math.sqrt(2 * math.log(2)) * SPREAD] * 5, 1.0, 30.0)


def carrying(*sensors: Sensor, **changes: object) -> ModelConstants:
    """A model in which patrols on foot carry these."""
    carrier = Carrier(1.7, tuple(each.id for each in sensors))
    known = {each.id: each for each in sensors}
    model = replace(MODEL, sensors=known, carriers={"foot": carrier})
    return replace(model, **changes)  # type: ignore[arg-type]


def sights_of(*cells: tuple[int, int, float, float]) -> Sights:
    """Cells as (part, reach, km2, range), in the order of the parts; three parts."""
    part, reach, km2, away = (np.array(column) for column in zip(*cells, strict=True))
    n = len(cells)
    nothing = np.zeros(n)
    corridor = Corridor(
        part_km=np.arange(4.0),
        part_reach=np.zeros(3, dtype=np.int32),
        cell_lon=nothing,
        cell_lat=nothing,
        cell_m=nothing,
        cell_reach=reach.astype(np.int32),
        cell_km2=km2.astype(np.float64),
    )
    start = np.searchsorted(part, np.arange(4))
    cell = np.arange(n, dtype=np.int32)
    return Sights(corridor, {"foot": SeenCells(start, cell, away.astype(np.float32))})


def kappa(x: float, s: float = SPREAD) -> float:
    return math.exp(-(x**2) / (2 * s**2)) / (2 * math.pi * s**2)


def looked_at(eyes: Eyes, part: int) -> list[int]:
    return eyes.reach[eyes.start[part] : eyes.start[part + 1]].tolist()


def test_a_share_adds_up_the_cells_of_a_reach_and_is_spread_over_all_its_area() -> None:
    sights = sights_of(
        (0, 0, 0.2, 0.5), (0, 0, 0.3, 1.0), (0, 1, 0.4, 1.5), (2, 0, 0.1, 0.0)
    )
    eyes = open_eyes(carrying(FLAT), sights, "foot", 3)
    assert eyes.start.tolist() == [0, 2, 2, 3]
    assert eyes.reach.tolist() == [0, 1, 0]
    first = (0.2 * kappa(0.5) + 0.3 * kappa(1.0)) / 0.6  # 0.6 km2 of reach 0 in all
    expected = [first, kappa(1.5), 0.1 * kappa(0.0) / 0.6]
    for light in range(len(LIGHTS)):
        np.testing.assert_allclose(eyes.share_per_km2[:, light], expected, rtol=1e-14)


def test_a_share_is_one_at_most() -> None:
    eyes = open_eyes(carrying(FLAT), sights_of((0, 0, 9.0, 0.0)), "foot", 1)
    assert 9.0 * kappa(0.0) > 1
    np.testing.assert_allclose(eyes.share_per_km2, 1 / 9.0)


def test_a_small_share_is_none() -> None:
    cells = ((0, 0, 0.5, 1.0), (0, 1, 0.5, 2.0))
    between = 0.5 * (kappa(1.0) + kappa(2.0)) / 2
    model = carrying(FLAT, least_share=between)
    assert looked_at(open_eyes(model, sights_of(*cells), "foot", 2), 0) == [0]
    just = carrying(FLAT, least_share=0.5 * kappa(2.0))
    assert looked_at(open_eyes(just, sights_of(*cells), "foot", 2), 0) == [0, 1]


def test_a_share_may_be_too_small_by_some_lights_only() -> None:
    dim = make_sensor("dim", [2.0, 1.0, 0.5, 0.2, 0.1], 1.0, 30.0)
    eyes = open_eyes(carrying(dim), sights_of((0, 0, 1.0, 1.0)), "foot", 1)
    assert (eyes.share_per_km2[0] > 0).tolist() == [True, True, True, False, False]


def test_the_sensor_that_sees_farthest_is_used_and_of_equals_the_first() -> None:
    day = make_sensor("for-day", [2.0, 1.0, 0.5, 0.5, 0.5], 0.6, 30.0)
    dark = make_sensor("for-dark", [0.5, 1.0, 1.0, 1.0, 1.0], 0.9, 60.0)
    sights = sights_of((0, 0, 1.0, 0.0))
    eyes = open_eyes(carrying(day, dark), sights, "foot", 1)
    assert eyes.rush_kmh.tolist() == [30.0, 30.0, 60.0, 60.0, 60.0]
    spread = np.array([2.0, 1.0, 1.0, 1.0, 1.0]) / math.sqrt(2 * math.log(2))
    np.testing.assert_allclose(eyes.spread_km, spread)
    once = np.array([0.6, 0.6, 0.9, 0.9, 0.9])
    np.testing.assert_allclose(eyes.slow_km, once * math.sqrt(2 * math.pi) * spread)
    turned = open_eyes(carrying(dark, day), sights, "foot", 1)
    assert turned.rush_kmh.tolist() == [30.0, 60.0, 60.0, 60.0, 60.0]


def test_a_sensor_without_range_by_some_light_sees_nothing_then() -> None:
    blind = make_sensor("blind", [1.0, 1.0, 1.0, 1.0, 0.0], 1.0, 30.0)
    eyes = open_eyes(carrying(blind), sights_of((0, 0, 1.0, 0.0)), "foot", 1)
    assert eyes.share_per_km2[0, -1] == 0.0
    assert eyes.swept_km2(np.ones(1), np.ones(1))[0, -1] == 0.0


def test_haste_narrows_the_sweep() -> None:
    """At the rush speed half of the width is left, and both speeds count."""
    eyes = open_eyes(carrying(FLAT), sights_of((0, 0, 1.0, 0.0)), "foot", 1)
    slow_km = math.sqrt(2 * math.pi) * SPREAD
    swept = eyes.swept_km2(np.array([0.5, 0.25]), np.array([0.0, 30.0]))[:, 0]
    fast = slow_km / 2 * math.hypot(30.0, 3.0) * 0.25
    assert swept == pytest.approx([slow_km * 3.0 * 0.5, fast])


@pytest.mark.parametrize("visibility", [0.05, 0.4, 2.0, 10.0, 80.0])
@pytest.mark.parametrize("spread", [0.04, 0.6, 2.0])
def test_haze_leaves_what_is_left_ring_by_ring(
    spread: float, visibility: float
) -> None:
    left = left_by_haze(np.array(spread), np.array(visibility))
    assert left == pytest.approx(what_haze_leaves(spread, visibility), rel=1e-9)


def test_clear_air_leaves_all_and_none_leaves_nothing() -> None:
    left = left_by_haze(np.array([1.0, 1.0, 0.0]), np.array([np.inf, 0.0, 0.0]))
    assert left[0] == 1.0
    assert left[1] == pytest.approx(0.0, abs=1e-12)
    assert left[2] == 1.0
