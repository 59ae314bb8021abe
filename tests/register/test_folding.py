"""Many texts are folded as each of them is alone."""

from hypothesis import given
from hypothesis import strategies as st

from vedette.register.folding import fold, fold_many

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(st.lists(TEXTS | st.sampled_from(["Qal’ai", "خواهان", "中国", "Хоруғ", " "])))
def test_many_as_one_by_one(texts):
    assert fold_many(texts) == [fold(text) for text in texts]


def test_marks_are_dropped_whatever_stands_beside():
    assert (
        fold_many(["Qal’ai Khumb", "Qalʼai Khumb", "خواهان"])[:2]
        == [fold("Qal'ai Khumb")] * 2
    )
