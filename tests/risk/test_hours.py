"""Risk by reach and slot, in words against an even spread."""

from types import SimpleNamespace

import numpy as np
import pytest

from vedette.risk.angles import make_angle
from vedette.risk.hours import map_hours

ENDS = (0.4, 1.4, 4.0)
GROUND = SimpleNamespace(
    edge_km=np.array([0.0, 10.0, 20.0, 30.0, 40.0]),
    section=np.array([0, 0, 1, 1]),
    can_cross=np.array([True, True, True, False]),
)
WINDOW = SimpleNamespace(n_slots=2)
RISK = SimpleNamespace(
    stake=np.array([[10.0, 10.0], [10.0, 10.0], [10.0, 10.0], [0.0, 0.0]]),
    forecast=np.array([[0.1, 0.3], [0.1, 0.1], [0.2, 0.2], [0.0, 0.0]]),
)


def section(low, middle, high):
    attacks = make_angle(low / 2, middle / 2, high / 2, ENDS)
    return SimpleNamespace(attacks=attacks, crossings=attacks)


@pytest.fixture
def even():
    return map_hours(GROUND, WINDOW, RISK, [section(1, 1, 1), section(1, 1, 1)], ENDS)


def test_words_follow_share_times_stake_by_km(even):
    # Section 0 gets half of all attempts, by km against 1/6 for each open cell:
    # 1/12, 1/4, 1/12, 1/12 and 1/4, 1/4 make 0.5, 1.5, 0.5, 0.5, 1.5 and 1.5.
    assert even.middle.tolist() == [[1, 2], [1, 1], [2, 2], [-1, -1]]


def test_where_nobody_can_cross_there_is_no_word(even):
    assert (even.low[3] == -1).all()
    assert (even.high[3] == -1).all()
    assert (even.middle[:3] >= 0).all()


def test_a_section_is_the_mean_of_what_can_be_crossed(even):
    assert even.section.tolist() == [[1, 1], [2, 2]]


def test_where_the_rate_is_unsure_both_ends_say_so():
    told = map_hours(GROUND, WINDOW, RISK, [section(0.1, 1, 9), section(1, 1, 1)], ENDS)
    assert told.low[0].tolist() == [0, 0]
    assert told.high[0].tolist() == [3, 3]
    assert told.low[2].tolist() == told.high[2].tolist()


def test_more_attempts_in_one_section_raise_it_against_the_other(even):
    told = map_hours(GROUND, WINDOW, RISK, [section(1, 9, 9), section(1, 1, 1)], ENDS)
    # The section of nine in ten gets 0.9 of all attempts, by km against 1/6.
    assert told.middle[1].tolist() == even.middle[1].tolist() == [1, 1]
    assert told.middle[0].tolist() == [1, 2]
    assert told.middle[2].tolist() == [0, 0]
