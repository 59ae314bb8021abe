"""Conditions: the light and haze of every slot, and the slots that are alike."""

from dataclasses import replace

import numpy as np
import pytest
from tiny_cases import make_window
from tiny_weather import make_weather

from vedette.verify.conditions import tell_conditions

LIGHT = [[0, 0, 1, 4, 4, 0], [0, 0, 1, 4, 1, 0]]
HAZE = [[9.0, 9.0, 9.0, 2.0, 2.0, 9.0], [np.inf, np.inf, 1.0, 1.0, 1.0, 3.0]]


@pytest.mark.parametrize("hazy", [False, True])
def test_what_is_told_of_a_slot_is_what_the_window_has(hazy: bool) -> None:
    window = make_window(LIGHT)
    if hazy:
        weather = make_weather(window.light.shape, visibility_km=HAZE)
        window = replace(window, weather=weather)
    found = tell_conditions(window)
    np.testing.assert_array_equal(found.light, window.light)
    expected = HAZE if hazy else np.full(window.light.shape, np.inf)
    np.testing.assert_array_equal(found.visibility_km, expected)
    assert sorted(np.concatenate(found.alike)) == list(range(6))


def test_slots_that_are_alike_everywhere_stand_together() -> None:
    found = tell_conditions(make_window(LIGHT))
    assert sorted(slots.tolist() for slots in found.alike) == [[0, 1, 5], [2], [3], [4]]
    weather = make_weather((2, 6), visibility_km=HAZE)
    hazy = tell_conditions(replace(make_window(LIGHT), weather=weather))
    assert sorted(slots.tolist() for slots in hazy.alike) == [
        [0, 1], [2], [3], [4], [5]
    ]  # fmt: skip


def test_other_weather_makes_no_other_conditions() -> None:
    """Wind and cloud ground aircraft; they change no look."""
    weather = make_weather((2, 6), wind_kmh=np.arange(6.0), cloud_base_m=np.arange(6.0))
    found = tell_conditions(replace(make_window(LIGHT), weather=weather))
    assert len(found.alike) == 4
