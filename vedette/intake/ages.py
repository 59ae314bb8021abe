"""Numbers beside people that count nobody: ages, and how many children one has."""

from collections.abc import Sequence

from vedette.intake.sentences import Word
from vedette.intake.tables import word_set

OLD = word_set("year-old years-old year-olds month-old")
PARENTS = word_set("mother father parent parents")
AGED = word_set("aged age ages")


def skip_age(words: Sequence[Word], at: int) -> int:
    """Return where an age ends that begins at a word, or that word: "45-year-old".

    >>> from vedette.intake.sentences import split_words
    >>> skip_age(split_words("a 45-year-old man"), 1)
    4
    """
    lows = [word.low for word in words[at : at + 3]]
    is_age = len(lows) == 3 and lows[0].isdigit() and lows[1] == "-" and lows[2] in OLD
    return at + 3 if is_age else at


def is_no_count(words: Sequence[Word], at: int, last: int) -> bool:
    """Whether a number that runs up to ``last`` is an age or counts one's children."""
    before = [word.low for word in words[max(0, at - 2) : at]]
    after = [word.low for word in words[last : last + 2]]
    if skip_age(words, at) > at or after in (["years", "old"], ["years", "of"]):
        return True
    if AGED & set(before[-1:]) or (before[-1:] == ["of"] and before[0] in PARENTS):
        return True
    is_alone = words[at].low.isdigit() and last == at + 1
    return is_alone and before[-1:] == [","] == after[:1] and _is_name(words, at - 2)


def _is_name(words: Sequence[Word], at: int) -> bool:
    """Whether a comma follows one person or a name: "a farmer, 45, was"."""
    word = words[at] if at >= 0 else None
    return word is not None and word.text.isalpha() and not word.low.endswith("s")
