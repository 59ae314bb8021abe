"""Weights and looks as a plan file holds them: whole parts, nothing lost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from vedette.units import (
    WEIGHT_PARTS,
    look_parts,
    quantise_looks,
    quantise_weights,
    weight_parts,
)

WEIGHTS = arrays(
    np.float64,
    st.tuples(st.integers(1, 9), st.integers(1, 9)),
    elements=st.floats(0.0, 1e6),
).filter(lambda weights: weights.sum() > 0)


@given(WEIGHTS)
def test_parts_add_up_and_stay_close(weights: np.ndarray) -> None:
    parts = weight_parts(weights)
    assert int(parts.sum()) == WEIGHT_PARTS
    assert parts.min() >= 0
    assert parts.shape == weights.shape
    share = weights / weights.sum()
    assert np.abs(parts / WEIGHT_PARTS - share).max() <= 1.001 / WEIGHT_PARTS


@given(WEIGHTS)
def test_doing_it_twice_changes_nothing(weights: np.ndarray) -> None:
    once = quantise_weights(weights)
    assert np.array_equal(quantise_weights(once), once)
    assert np.array_equal(weight_parts(once), weight_parts(weights))


@given(WEIGHTS)
def test_what_has_no_weight_gets_none(weights: np.ndarray) -> None:
    assert not quantise_weights(weights)[weights == 0].any()


@pytest.mark.parametrize("bad", [[0.0, 0.0], [1.0, -1e-9], [np.nan, 1.0], [np.inf]])
def test_what_is_no_distribution_is_refused(bad: list[float]) -> None:
    with pytest.raises(ValueError, match="finite, not negative"):
        weight_parts(np.array(bad))


LOOKS = arrays(np.float64, (3, 4), elements=st.floats(0.0, 2000.0))


@given(LOOKS)
def test_looks_are_the_nearest_whole_thousandths(looks: np.ndarray) -> None:
    kept = quantise_looks(looks)
    assert np.abs(kept - np.minimum(looks, 1000.0)).max() <= 0.0005 + 1e-9
    assert np.array_equal(kept, look_parts(looks) / 1000)
    assert np.array_equal(look_parts(kept), look_parts(looks))


@pytest.mark.parametrize("bad", [[-1e-9], [np.nan, 1.0], [np.inf]])
def test_what_is_no_number_of_looks_is_refused(bad: list[float]) -> None:
    with pytest.raises(ValueError, match="finite and not negative"):
        quantise_looks(np.array(bad))
