"""The law of looking: known values, limits, and what can only help."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.coverage.law import (
    clear_share,
    look_density,
    look_rate,
    notice_probability,
    passing_chance,
    spread_km,
    sweep_width_km,
)

SWEEP = st.floats(0.0, 10.0)
SPEED = st.floats(0.0, 300.0)
HOURS = st.floats(0.0, 2.0)
SHARE = st.floats(0.0, 5.0)
ATTEMPT = st.floats(0.1, 10.0)


def chance(w: float, v: float, t: float, share: float, u: float) -> float:
    return float(notice_probability(look_rate(w, v, u, share), t))


def test_a_watch_of_half_an_hour_by_day() -> None:
    assert chance(1.6, 0.0, 0.5, 1 / 25, 3.0) == pytest.approx(
        1 - math.exp(-1.6 * 3.0 * 0.5 / 25.0)
    )


def test_own_speed_and_the_attempts_speed_add_as_squares() -> None:
    moving = chance(1.0, 4.0, 0.5, 1 / 25, 3.0)
    assert moving == pytest.approx(1 - math.exp(-5.0 * 0.5 / 25.0))


def test_arguments_broadcast() -> None:
    rate = look_rate([[1.0], [2.0]], [0.0, 3.0, 6.0], 3.0, 1 / 25)
    p = notice_probability(rate, 0.5)
    assert p.shape == (2, 3)
    assert float(p[1, 2]) == pytest.approx(chance(2.0, 6.0, 0.5, 1 / 25, 3.0))


@given(SWEEP, SPEED, HOURS, SHARE, ATTEMPT)
def test_it_is_a_chance(w: float, v: float, t: float, s: float, u: float) -> None:
    assert 0.0 <= chance(w, v, t, s, u) <= 1.0


@given(SWEEP, SPEED, HOURS, SHARE, ATTEMPT, st.floats(1.0, 3.0))
def test_more_of_anything_never_notices_less(
    w: float, v: float, t: float, s: float, u: float, more: float
) -> None:
    p = chance(w, v, t, s, u)
    assert chance(w * more, v, t, s, u) >= p
    assert chance(w, v * more, t, s, u) >= p
    assert chance(w, v, t * more, s, u) >= p
    assert chance(w, v, t, s * more, u) >= p
    assert chance(w, v, t, s, u * more) >= p


@given(SWEEP, SPEED, HOURS, SHARE, ATTEMPT, st.floats(0.0, 1.0))
def test_a_look_cut_in_two_is_the_same_look(
    w: float, v: float, t: float, s: float, u: float, part: float
) -> None:
    whole = chance(w, v, t, s, u)
    parts = [chance(w, v, share * t, s, u) for share in (part, 1 - part)]
    assert (1 - parts[0]) * (1 - parts[1]) == pytest.approx(1 - whole, abs=1e-12)


def test_a_look_is_halved_at_its_range_and_makes_one_over_all_ground() -> None:
    spread = float(spread_km(1.8))
    close, there = look_density([0.0, 1.8], spread)
    assert there == pytest.approx(close / 2)
    step = 0.02
    at = np.arange(-9.0, 9.0, step) + step / 2
    away = np.hypot(*np.meshgrid(at, at))
    assert look_density(away, spread).sum() * step**2 == pytest.approx(1.0, abs=1e-5)


def test_the_width_is_the_strip_of_what_is_noticed_in_passing() -> None:
    """Koopman's definition: the integral of the small chances over both sides."""
    at = (np.arange(200_000) + 0.5) * 12.0 / 200_000
    small = 1e-4
    strip = 2 * passing_chance(at, 1.3, small).mean() * 12.0
    assert strip == pytest.approx(float(sweep_width_km(1.3, small, 0.0, 40.0)), 1e-3)


def test_widths_lie_where_land_searches_found_them() -> None:
    """1.1 to 1.8 times the range of detection: Koester and others (2014)."""
    assert 1.1 < float(sweep_width_km(1.0, 0.8, 0.0, 40.0)) < 1.8


def test_haste_halves_the_width_at_its_speed_and_gains_nothing_beyond() -> None:
    slow, rushed = sweep_width_km(1.0, 0.8, [0.0, 40.0], 40.0)
    assert rushed == pytest.approx(slow / 2)
    swept = [v * float(sweep_width_km(1.0, 0.8, v, 40.0)) for v in (40, 400, 4000)]
    assert swept[0] < swept[1] < swept[2] < 40.0 * slow


def test_haze_takes_what_a_sum_over_open_ground_says() -> None:
    spread, visibility, step = 1.5, 10.0, 0.001
    x = np.arange(0.0, 15.0, step) + step / 2
    kept = look_density(x, spread) * np.exp(-3.912 * x / visibility)
    by_rings = float((kept * 2 * math.pi * x).sum() * step)
    assert float(clear_share(spread, visibility)) == pytest.approx(by_rings, rel=1e-6)
    assert float(clear_share(spread, np.inf)) == 1.0
    thick, thin = clear_share(spread, [0.01, 5.0])
    assert 0.0 <= thick < thin < 1.0


@pytest.mark.parametrize("ratio, excess", [(0.0, 0.0), (1.0, 0.111), (5.0, 0.01)])
def test_the_root_of_squares_stands_for_koopmans_mean_speed(
    ratio: float, excess: float
) -> None:
    """The mean speed relative to courses in all directions, by direct averaging."""
    angle = 2 * np.pi * (np.arange(100_000) + 0.5) / 100_000
    mean = np.sqrt(1 + ratio**2 - 2 * ratio * np.cos(angle)).mean()
    assert np.hypot(1.0, ratio) / mean - 1 == pytest.approx(excess, abs=2e-3)
