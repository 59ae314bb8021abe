"""Pressure and density altitude: published values, and a day's column of air."""

import numpy as np
import pytest

from vedette.air import atmosphere as air
from vedette.air.atmosphere import DayAir

# Height, kelvin, pascal, kg/m3: ICAO Doc 7488/3, table 1 (geopotential heights).
PUBLISHED = [
    (-1000.0, 294.65, 113_929.0, 1.34700),
    (0.0, 288.15, 101_325.0, 1.225),
    (2000.0, 275.15, 79_495.2, 1.00649),
    (5000.0, 255.65, 54_019.9, 0.736116),
    (11_000.0, 216.65, 22_632.0, 0.363918),
    (15_000.0, 216.65, 12_044.5, 0.193674),
    (20_000.0, 216.65, 5474.88, 0.0880349),
]


@pytest.mark.parametrize(("height", "kelvin", "pascal", "density"), PUBLISHED)
def test_published_values(
    height: float, kelvin: float, pascal: float, density: float
) -> None:
    assert air.temperature_k(height) == pytest.approx(kelvin, abs=1e-9)
    assert air.pressure_pa(height) == pytest.approx(pascal, rel=1e-5)
    assert air.density_kg_m3(height) == pytest.approx(density, rel=1e-5)
    assert air.height_of_pressure(pascal) == pytest.approx(height, abs=0.2)
    assert air.height_of_density(density) == pytest.approx(height, abs=0.2)


@pytest.mark.parametrize("height", [-5001.0, 20_001.0, np.nan])
def test_heights_beyond_the_tables_are_refused(height: float) -> None:
    with pytest.raises(ValueError, match="-5000 to 20000"):
        air.pressure_pa([0.0, height])


def test_geopotential_height_is_less_than_height() -> None:
    # Doc 7488/3: 7,000 m above sea level are 6,992.3 geopotential metres.
    assert air.geopotential_m(7000.0) == pytest.approx(6992.3, abs=0.05)
    assert air.geometric_m(air.geopotential_m(7000.0)) == pytest.approx(7000.0)


def test_qnh_sets_the_altimeter_to_the_elevation() -> None:
    assert air.pressure_altitude_m(1500.0, 1013.25) == pytest.approx(1500.0)
    # Near sea level a hectopascal is about 8.3 m.
    higher = float(air.pressure_altitude_m(0.0, 1003.25))
    assert higher == pytest.approx(83.6, abs=0.5)


def test_density_altitude_by_the_rule_of_thumb() -> None:
    # 120 ft for each degree above standard: good to some 6 % in the troposphere.
    standard_c = 15 - 6.5 * 2.0
    for above in (5.0, 10.0, 20.0):
        thumb = 2000.0 + above * 120 * 0.3048
        exact = float(air.density_altitude_m(2000.0, standard_c + above))
        assert exact - 2000.0 == pytest.approx(thumb - 2000.0, rel=0.06)


def test_a_standard_day_is_the_standard() -> None:
    height = np.array([300.0, 2042.0, 4500.0, 6000.0])
    temp_c = float(air.temperature_k(air.geopotential_m(2042.0))) - 273.15
    day = DayAir(2042.0, temp_c)
    standard = air.geopotential_m(height)
    np.testing.assert_allclose(day.pressure_altitude_m(height), standard, atol=1e-6)
    np.testing.assert_allclose(day.density_altitude_m(height), standard, atol=1e-6)
    assert day.warmer_c() == pytest.approx(0.0, abs=1e-9)
    # Heights above sea level are a little more than geopotential ones, and count.
    np.testing.assert_array_equal(day.counted_m(height), height)


def test_warm_air_thins_out_more_slowly() -> None:
    """The pressure aloft follows from the warm column, by steps of a metre."""
    day = DayAir(500.0, 35.0, qnh_hpa=1005.0)
    pressure = float(air.pressure_pa(air.pressure_altitude_m(500.0, 1005.0)))
    for below in np.arange(500.0, 4500.0, 1.0):
        kelvin = 35.0 + 273.15 - 0.0065 * (below + 0.5 - 500.0)
        pressure *= np.exp(-9.80665 / (287.05287 * kelvin))
    found = float(air.pressure_pa(day.pressure_altitude_m(4500.0)))
    assert found == pytest.approx(pressure, rel=2e-3)  # geopotential: 3 m of 4,000
    assert float(day.pressure_altitude_m(4500.0)) < 4500.0 + 69.0 - 200.0


def test_what_counts_is_the_greatest_of_three() -> None:
    hot, cold, low = DayAir(0.0, 40.0), DayAir(0.0, -20.0), DayAir(0.0, 15.0, 980.0)
    assert hot.counted_m(3000.0) == hot.density_altitude_m(3000.0) > 3000.0
    assert cold.counted_m(3000.0) == cold.pressure_altitude_m(3000.0) > 3000.0
    assert cold.density_altitude_m(3000.0) < 3000.0
    assert low.counted_m(3000.0) > 3250.0


@pytest.mark.parametrize("temp_c", [-25.0, 5.0, 15.0, 38.0])
@pytest.mark.parametrize("ceiling_m", [0.0, 2500.0, 4500.0, 6000.0])
def test_the_highest_height_within_a_ceiling(temp_c: float, ceiling_m: float) -> None:
    day = DayAir(800.0, temp_c)
    highest = day.highest_within(ceiling_m)
    assert float(day.counted_m(highest)) <= ceiling_m
    assert float(day.counted_m(highest + 0.1)) > ceiling_m
    assert highest <= ceiling_m
