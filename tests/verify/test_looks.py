"""What is noticed: time in parts becomes chances by reach and slot; sums over looks."""

from dataclasses import replace

import numpy as np
import pytest
from lawful_looks import what_haze_leaves
from tiny_cases import make_ground, make_window
from tiny_weather import make_weather

from vedette.domain.picture import Window
from vedette.verify.conditions import tell_conditions
from vedette.verify.eyes import Eyes
from vedette.verify.looks import Looks, Stays, make_looks, overlaps_km

SECTION = make_ground([0.0, 10.0, 30.0], [20.0, 20.0]).section.astype(np.int64)
WINDOW = make_window([[0, 1, 4], [4, 4, 0]])
SLOW = np.array([2.0, 1.5, 1.0, 0.8, 0.5])
# Part 0 sees reach 0; part 1 both, the second until civil twilight ends; part 2 none.
EYES = Eyes(
    start=np.array([0, 1, 3, 3]),
    reach=np.array([0, 0, 1]),
    share_per_km2=np.array([[0.01] * 5, [0.004] * 5, [0.006, 0.003, 0.0, 0.0, 0.0]]),
    spread_km=np.array([2.0, 1.5, 1.0, 0.8, 0.5]),
    slow_km=SLOW,
    rush_kmh=np.array([40.0, 40.0, 40.0, 40.0, 80.0]),
    attempt_kmh=3.0,
)


def looks_of(stays: Stays, window: Window = WINDOW, n_looks: int = 3) -> Looks:
    return make_looks(stays, n_looks, EYES, SECTION, tell_conditions(window))


def stays(*entries: tuple[int, int, float, float]) -> Stays:
    look, part, hours, kmh = zip(*entries, strict=True)
    return Stays(np.array(look), np.array(part), np.array(hours), np.array(kmh))


def dense(looks: Looks) -> np.ndarray:
    """Chances by look, reach and slot."""
    found = np.zeros((looks.n_looks, looks.n_reaches, looks.n_slots))
    for slot in range(looks.n_slots):
        found[looks.look, looks.reach, slot] = looks.in_slot(slot)
    return found


def test_parts_add_up_by_the_light_of_the_reach_looked_at() -> None:
    looks = looks_of(stays((0, 0, 0.2, 20.0), (0, 1, 0.3, 0.0), (2, 1, 0.5, 0.0)))
    relative = np.hypot(20.0, 3.0)
    by_light = {
        light: SLOW[light] * 0.2 * relative / (1 + 20.0 / EYES.rush_kmh[light]) * 0.01
        + SLOW[light] * 0.3 * 3.0 * 0.004
        for light in (0, 1, 4)
    }
    found = dense(looks)
    expected = [1 - np.exp(-by_light[light]) for light in (0, 1, 4)]
    np.testing.assert_allclose(found[0, 0], expected, rtol=1e-13)
    day = 1 - np.exp(-SLOW[0] * 0.3 * 3.0 * 0.006)
    np.testing.assert_allclose(found[0, 1], [0.0, 0.0, day], rtol=1e-13)
    assert not found[1].any()
    day = 1 - np.exp(-SLOW[0] * 0.5 * 3.0 * 0.006)
    np.testing.assert_allclose(found[2, 1], [0.0, 0.0, day], rtol=1e-13)


def test_haze_takes_its_part_of_the_exponent() -> None:
    haze = [[1.0, 5.0, 5.0], [1.0, 1.0, 8.0]]
    hazy = replace(WINDOW, weather=make_weather((2, 3), visibility_km=haze))
    some = stays((0, 0, 0.2, 20.0), (1, 1, 0.3, 0.0))
    clear, found = dense(looks_of(some)), dense(looks_of(some, hazy))
    left = [
        [
            what_haze_leaves(float(EYES.spread_km[light]), haze[reach][slot])
            for slot, light in enumerate(WINDOW.light[reach])
        ]
        for reach in range(2)
    ]
    np.testing.assert_allclose(np.log1p(-found), np.log1p(-clear) * left, rtol=1e-9)
    assert (found < clear)[clear > 0].all()


def test_small_chances_keep_their_digits() -> None:
    looks = looks_of(stays((0, 0, 1e-12, 0.0)))
    assert dense(looks)[0, 0, 0] == pytest.approx(2.0 * 3e-12 * 0.01, rel=1e-12)


MANY = stays((0, 0, 0.2, 9.0), (0, 1, 0.3, 9.0), (1, 1, 0.5, 0.0), (2, 2, 0.5, 0.0))


def test_gains_add_up_the_reaches_of_a_look() -> None:
    looks = looks_of(MANY)
    prizes = np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]])
    expected = np.einsum("lrt,rt->lt", dense(looks), prizes)
    np.testing.assert_allclose(looks.gains(prizes), expected, rtol=1e-13)
    assert not looks.gains(prizes)[2].any()


def test_notice_adds_up_the_looks_of_a_reach() -> None:
    looks, odds = looks_of(MANY), np.random.default_rng(5).random((3, 3))
    expected = np.einsum("lrt,lt->rt", dense(looks), odds)
    np.testing.assert_allclose(looks.notice(odds), expected, rtol=1e-13)


def test_the_largest_of_the_looks_that_may_happen() -> None:
    looks = looks_of(MANY)
    happens = np.array([[True, False, True], [True, True, False], [True, True, True]])
    expected = (dense(looks) * happens[:, None, :]).max(axis=0)
    np.testing.assert_array_equal(looks.largest(happens), expected)
    assert expected[1, 2] == dense(looks)[0, 1, 2] > 0


def test_one_look_in_one_slot() -> None:
    looks = looks_of(MANY)
    for look in range(3):
        for slot in range(3):
            found = np.zeros(2)
            reach, chance = looks.of(look, slot)
            found[reach] = chance
            np.testing.assert_array_equal(found, dense(looks)[look, :, slot])


def test_no_looks_at_all() -> None:
    none = np.zeros(0)
    looks = looks_of(Stays(none.astype(int), none.astype(int), none, none))
    assert not looks.gains(np.ones((2, 3))).any()
    assert not looks.notice(np.ones((3, 3))).any()
    assert not looks.largest(np.ones((3, 3), dtype=bool)).any()


def test_overlaps_leave_out_what_is_only_touched() -> None:
    edge = np.array([0.0, 10.0, 20.0])
    covered = overlaps_km(edge, np.array([4.0, 10.0 - 9e-7]), np.array([10.0, 15.0]))
    np.testing.assert_allclose(covered, [[6.0, 0.0], [0.0, 5.0]])


def test_parts_of_any_size_make_the_same_look() -> None:
    """A look cut in two is the same look."""
    whole = looks_of(stays((0, 0, 0.5, 12.0)), n_looks=1)
    halves = looks_of(stays((0, 0, 0.2, 12.0), (0, 0, 0.3, 12.0)), n_looks=1)
    np.testing.assert_allclose(dense(whole), dense(halves), rtol=1e-13)
