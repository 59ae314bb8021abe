"""The law of looking: known values, limits, and what can only help."""

import doctest
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.coverage import notice_probability

SWEEP = st.floats(0.0, 10.0)
SPEED = st.floats(0.0, 300.0)
HOURS = st.floats(0.0, 2.0)
AREA = st.floats(0.1, 500.0)
ATTEMPT = st.floats(0.1, 10.0)


def test_a_watch_of_half_an_hour_by_day() -> None:
    p = notice_probability(1.6, 0.0, 0.5, 25.0, 3.0)
    assert float(p) == pytest.approx(1 - math.exp(-1.6 * 3.0 * 0.5 / 25.0))


def test_own_speed_and_the_attempts_speed_add_as_squares() -> None:
    moving = notice_probability(1.0, 4.0, 0.5, 25.0, 3.0)
    assert float(moving) == pytest.approx(1 - math.exp(-5.0 * 0.5 / 25.0))


def test_arguments_broadcast() -> None:
    p = notice_probability([[1.0], [2.0]], [0.0, 3.0, 6.0], 0.5, 25.0, 3.0)
    assert p.shape == (2, 3)
    assert float(p[1, 2]) == pytest.approx(
        float(notice_probability(2.0, 6.0, 0.5, 25.0, 3.0))
    )


@given(SWEEP, SPEED, HOURS, AREA, ATTEMPT)
def test_it_is_a_chance(w: float, v: float, t: float, a: float, u: float) -> None:
    assert 0.0 <= float(notice_probability(w, v, t, a, u)) <= 1.0


@given(SWEEP, SPEED, HOURS, AREA, ATTEMPT, st.floats(1.0, 3.0))
def test_more_of_anything_never_notices_less(
    w: float, v: float, t: float, a: float, u: float, more: float
) -> None:
    p = float(notice_probability(w, v, t, a, u))
    assert float(notice_probability(w * more, v, t, a, u)) >= p
    assert float(notice_probability(w, v * more, t, a, u)) >= p
    assert float(notice_probability(w, v, t * more, a, u)) >= p
    assert float(notice_probability(w, v, t, a, u * more)) >= p
    assert float(notice_probability(w, v, t, a * more, u)) <= p


@given(SWEEP, SPEED, HOURS, AREA, ATTEMPT, st.floats(0.0, 1.0))
def test_a_look_cut_in_two_is_the_same_look(
    w: float, v: float, t: float, a: float, u: float, share: float
) -> None:
    whole = float(notice_probability(w, v, t, a, u))
    parts = [
        float(notice_probability(w, v, part * t, a, u)) for part in (share, 1 - share)
    ]
    assert (1 - parts[0]) * (1 - parts[1]) == pytest.approx(1 - whole, abs=1e-12)


@pytest.mark.parametrize("ratio, excess", [(0.0, 0.0), (1.0, 0.111), (5.0, 0.01)])
def test_the_root_of_squares_stands_for_koopmans_mean_speed(
    ratio: float, excess: float
) -> None:
    """The mean speed relative to courses in all directions, by direct averaging."""
    angle = 2 * np.pi * (np.arange(100_000) + 0.5) / 100_000
    mean = np.sqrt(1 + ratio**2 - 2 * ratio * np.cos(angle)).mean()
    assert np.hypot(1.0, ratio) / mean - 1 == pytest.approx(excess, abs=2e-3)


def test_the_page_on_looks_says_what_the_law_gives() -> None:
    page = Path(__file__).parents[2] / "docs" / "theory" / "looks.md"
    done = doctest.testfile(str(page), module_relative=False)
    assert done.attempted >= 5
    assert done.failed == 0
