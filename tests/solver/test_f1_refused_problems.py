"""Rule: what the mathematics does not hold for is refused, all faults at once."""

import dataclasses

import numpy as np
import pytest
from drawn_games import game, make_graph, read_stakes, walk

from vedette.errors import InputError
from vedette.solver import PatrolProblem


def good() -> PatrolProblem:
    return game(read_stakes("1 2\n3 4"), [walk(2, [0, 1])])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"stake": np.full((2, 2), np.nan)}, "stake is negative or not finite"),
        ({"stake": -np.ones((2, 2))}, "stake is negative or not finite"),
        ({"forecast": np.ones((2, 2))}, "do not sum to 1"),
        ({"forecast": np.ones((3, 2)) / 6}, "one shape"),
        ({"caution": 1.5}, "caution"),
        ({"pattern_p": np.array([0.5, 1.2])}, "between 0 and 1"),
        ({"pattern_reach": np.array([0, 5])}, "not there"),
        ({"pattern_p": np.array([0.5])}, "do not fit each other"),
        ({"pattern_start": np.array([0, 5, 2])}, "do not fit each other"),
        (
            {"pattern_start": np.array([0, 2, 2]), "pattern_reach": np.array([1, 1])},
            "twice",
        ),
    ],
)
def test_a_fault_is_named(change, words):
    with pytest.raises(InputError, match=words):
        dataclasses.replace(good(), **change)


@pytest.mark.parametrize(
    ("graph", "words"),
    [
        (make_graph([0, 1, 1], [0], [-1], [0], 1), "leads back"),
        (make_graph([0, 0, 1], [1], [-1], [0], 1), "no way on"),
        (make_graph([0, 1, 1], [1], [9], [0], 1), "pattern that is not there"),
        (make_graph([0, 1, 1], [1], [0], [9], 1), "slot that is not there"),
        (make_graph([0, 1, 1], [1], [0], [0], 0), "needs two nodes"),
    ],
)
def test_a_faulty_graph_is_named(graph, words):
    with pytest.raises(InputError, match=words):
        dataclasses.replace(good(), graphs=(graph,))


def test_all_faults_come_at_once():
    with pytest.raises(InputError) as caught:
        dataclasses.replace(good(), caution=2.0, forecast=np.ones((2, 2)))
    assert "caution" in str(caught.value)
    assert "sum to 1" in str(caught.value)
