"""Whether a text is English: by its letters and by its smallest words."""

import re
import unicodedata
from collections import Counter

from vedette.errors import InputError
from vedette.intake.tables import word_set

# English words that hold sentences together, and those of them that other languages
# written in Latin letters have too (Dutch, German, Danish, French, Uzbek, ...).
SMALL_WORDS = word_set(
    "the of and to that with by from were said has which it its they this been would"
    " their who had not is was are have be as a an in on for at told after into there"
    " but than about when where she he we or if"
)
SHARED = word_set(
    "is was are be had have not as a an in on for at he we of or to by die"
)
LEAST_WORDS = 12
LEAST_SHARE = 0.15  # English news has 0.3 to 0.5
LEAST_OWN = 2  # different words that are English alone
LEAST_LATIN = 0.85
LATIN_WORD = re.compile(r"[^\W\d_]+")


def refuse_other_language(text: str, where: str) -> None:
    """Refuse a text that is not English, or too short to tell."""
    letters = Counter(_script(char) for char in text if char.isalpha())
    total = sum(letters.values())
    if total and letters["Latin"] / total < LEAST_LATIN:
        other, number = max(
            (pair for pair in letters.items() if pair[0] != "Latin"),
            key=lambda pair: pair[1],
        )
        raise InputError(
            f"{where}: {number / total:.0%} of its letters are {other}. Intake reads"
            " English only: hand in an English text, or enter the claims by hand."
        )
    words = LATIN_WORD.findall(text.lower())
    if len(words) < LEAST_WORDS:
        raise InputError(
            f"{where}: fewer than {LEAST_WORDS} words are too few to tell what language"
            " it is."
        )
    if english_share(words) < LEAST_SHARE:
        raise InputError(
            f"{where}: this does not read like English. Intake reads English only: hand"
            " in an English text, or enter the claims by hand."
        )


def english_share(words: list[str]) -> float:
    """Return which share of some words are English words that hold sentences together.

    A text that has only those that other languages have too counts as none.

    >>> english_share("the ministry said that it was not true".split())
    0.75
    """
    small = [word for word in words if word in SMALL_WORDS]
    if len(set(small) - SHARED) < LEAST_OWN:
        return 0.0
    return len(small) / len(words)


def _script(char: str) -> str:
    """Return the name of a letter's script."""
    return unicodedata.name(char, "unknown").split(" ")[0].split("-")[0].title()
