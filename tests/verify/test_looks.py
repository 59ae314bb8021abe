"""What is noticed: Koopman's law computed again, and sums over looks."""

import math

import numpy as np
import pytest
from tiny_cases import make_case, make_ground, make_team, make_window

from vedette.verify.looks import Looks, Stays, make_looks, overlaps_km

GROUND = make_ground([0.0, 10.0, 30.0], [20.0, 20.0])
LIGHT = [[0, 1, 2], [2, 2, 0]]


def looks_of(stays: Stays, kind: str = "vehicle") -> Looks:
    case = make_case(GROUND, make_window(LIGHT), make_team())
    return make_looks(stays, 3, kind, case.theatre.model, GROUND, case.window)


def stays(*entries: tuple[int, int, float, float]) -> Stays:
    look, reach, hours, kmh = zip(*entries, strict=True)
    return Stays(np.array(look), np.array(reach), np.array(hours), np.array(kmh))


def test_koopman_by_light_of_the_section() -> None:
    """Widths of a vehicle are 1.8, 1.1 and 0.6 km; the corridor is 5 km wide."""
    looks = looks_of(stays((0, 0, 0.5, 20.0), (2, 1, 0.25, 0.0)))
    fast, slow = math.sqrt(20.0**2 + 3.0**2) * 0.5, 3.0 * 0.25
    first = [1 - math.exp(-w * fast / 50.0) for w in (1.8, 1.1, 0.6)]
    second = [1 - math.exp(-w * slow / 100.0) for w in (0.6, 0.6, 1.8)]
    np.testing.assert_allclose(looks.chance, [first, second], rtol=1e-14)


def test_small_chances_keep_their_digits() -> None:
    looks = looks_of(stays((0, 0, 1e-12, 0.0)))
    assert looks.chance[0, 0] == pytest.approx(1.8 * 3e-12 / 50.0, rel=1e-12)


def test_gains_add_up_the_reaches_of_a_look() -> None:
    looks = looks_of(stays((0, 0, 0.2, 9.0), (0, 1, 0.3, 9.0), (2, 1, 0.5, 0.0)))
    prizes = np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]])
    gains = looks.gains(prizes)
    both = looks.chance[0] * prizes[0] + looks.chance[1] * prizes[1]
    np.testing.assert_allclose(gains, [both, np.zeros(3), looks.chance[2] * prizes[1]])


def test_notice_and_gains_are_each_others_mirror() -> None:
    """Sum of odds x gains equals sum of prizes x notice, whatever the odds."""
    rng = np.random.default_rng(5)
    looks = looks_of(stays((0, 0, 0.2, 9.0), (0, 1, 0.3, 9.0), (1, 1, 0.5, 0.0)))
    odds, prizes = rng.random((3, 3)), rng.random((2, 3))
    left = np.sum(odds * looks.gains(prizes))
    assert left == pytest.approx(np.sum(prizes * looks.notice(odds)), rel=1e-13)


def test_no_looks_at_all() -> None:
    none = np.zeros(0)
    looks = looks_of(Stays(none.astype(int), none.astype(int), none, none))
    assert not looks.gains(np.ones((2, 3))).any()
    assert not looks.notice(np.ones((3, 3))).any()


def test_overlaps_leave_out_what_is_only_touched() -> None:
    edge = np.array([0.0, 10.0, 20.0])
    covered = overlaps_km(edge, np.array([4.0, 10.0 - 1e-12]), np.array([10.0, 15.0]))
    np.testing.assert_allclose(covered, [[6.0, 0.0], [0.0, 5.0]])
