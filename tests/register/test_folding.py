"""Many texts are folded as each of them is alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.register.folding import fold, fold_many

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(st.lists(TEXTS | st.sampled_from(["Qal’ai", "خواهان", "中国", "Хоруғ", " "])))
def test_many_as_one_by_one(texts):
    assert fold_many(texts) == [fold(text) for text in texts]


@pytest.mark.parametrize(
    "names",
    [
        ("Jirgatol", "Dzhirgatol", "Zhirgatol", "Ҷиргатол", "Джиргатол"),
        ("Kalai Khumb", "Qalai Humb", "Қалъаи Хумб"),
        ("Yavan", "Yawan", "Яван"),
        ("Ghund", "Gund", "Ғунд"),
    ],
)
def test_spellings_of_one_name_are_alike(names):
    assert {fold(name) for name in names} == {fold(names[0])}
    assert set(fold_many(names)) == {fold(names[0])}


def test_marks_are_dropped_whatever_stands_beside():
    assert (
        fold_many(["Qal’ai Khumb", "Qalʼai Khumb", "خواهان"])[:2]
        == [fold("Qal'ai Khumb")] * 2
    )
