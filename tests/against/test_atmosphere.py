"""The standard atmosphere against the PyPI package ambiance, to 0.1 %."""

import numpy as np
import pytest
from judges import find_judge

from vedette.air import atmosphere as ours

SHARE = 1e-3
ABOVE_SEA_M = np.linspace(-1000.0, 20_000.0, 211)


@pytest.fixture(scope="module")
def judge():
    return find_judge("ambiance", "PyPI ambiance").Atmosphere


def test_pressure_temperature_and_density(judge) -> None:
    said = judge(ABOVE_SEA_M)
    geopotential = ours.geopotential_m(ABOVE_SEA_M)
    np.testing.assert_allclose(geopotential, said.H, rtol=1e-9)
    np.testing.assert_allclose(
        ours.temperature_k(geopotential), said.temperature, rtol=SHARE
    )
    np.testing.assert_allclose(
        ours.pressure_pa(geopotential), said.pressure, rtol=SHARE
    )
    np.testing.assert_allclose(
        ours.density_kg_m3(geopotential), said.density, rtol=SHARE
    )


def test_geometric_heights_come_back(judge) -> None:
    said = judge(ABOVE_SEA_M)
    np.testing.assert_allclose(ours.geometric_m(said.H), ABOVE_SEA_M, atol=1e-6)


def test_pressure_altitude_is_the_height_of_the_pressure(judge) -> None:
    hectopascal = np.linspace(300.0, 1040.0, 75)
    said = judge.from_pressure(100 * hectopascal).H
    np.testing.assert_allclose(
        ours.height_of_pressure(100 * hectopascal), said, rtol=SHARE, atol=1.0
    )


@pytest.mark.parametrize("temp_c", [-30.0, 0.0, 15.0, 40.0])
def test_density_altitude_is_the_height_of_the_density(judge, temp_c: float) -> None:
    altitude = np.linspace(0.0, 6000.0, 25)
    pressure = judge(ours.geometric_m(altitude)).pressure
    density = pressure / (287.05287 * (temp_c + 273.15))
    said = judge.from_density(density).H
    np.testing.assert_allclose(
        ours.density_altitude_m(altitude, temp_c), said, rtol=SHARE, atol=1.0
    )
