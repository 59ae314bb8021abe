"""What is done with words in a sentence: told, confirmed, denied, withdrawn, nothing.

Each act is found where its verb stands; who does it is looked for by ``sources``.
"""

import re
from dataclasses import dataclass
from itertools import islice

from vedette.intake.sentences import Sentence
from vedette.intake.speechwords import (
    ANY,
    BY,
    FOLLOWED,
    NOT_SO,
    NOUN_BEFORE,
    NOUNS,
    OF_WORDS,
    PASSIVE,
)

BEFORE_CHARS = 14
MOST_VERBS = 20  # of one sentence; no sentence of news has so many


@dataclass(frozen=True, slots=True)
class Act:
    """One act of speech: what it says, and where its verb stands in the sentence."""

    says: str
    start: int
    end: int
    words: str
    is_passive: bool = False

    @property
    def is_about_words(self) -> bool:
        """Whether the verb is of what was said, not of who says it: "is not true"."""
        return bool(OF_WORDS.match(self.words))

    @property
    def is_followed(self) -> bool:
        """Whether the source stands behind it: "according to", "was denied by"."""
        return self.is_passive or self.words in FOLLOWED


def find_acts(sentence: Sentence) -> list[Act]:
    """Return the acts of speech in a sentence, in order.

    >>> from vedette.intake.sentences import split_sentences
    >>> text = "The ministry declined to comment, but police confirmed the raid."
    >>> [act.says for act in find_acts(split_sentences(text)[0][0])]
    ['no_comment', 'confirms']
    """
    verbs = islice(ANY.finditer(sentence.text), MOST_VERBS)
    found = (_read_act(sentence, match) for match in verbs)
    return [act for act in found if act is not None]


def _read_act(sentence: Sentence, match: re.Match[str]) -> Act | None:
    """Read one verb; None where it is a noun, is negated, or has nobody who does it."""
    words, says = match[0].lower(), str(match.lastgroup)
    start, end = match.span()
    before = sentence.text[max(0, start - BEFORE_CHARS) : start].rstrip().lower()
    if words in NOUNS and (not before or NOUN_BEFORE.search(before)):
        return None
    if says == "asserts" and before.endswith((" not", "n't")):
        return None  # "the summary does not say"
    if not PASSIVE.search(before) or not words.endswith("ed"):
        return Act(says, start, end, words)
    by = BY.match(sentence.text, end)
    if by is None:
        return None  # "what happened is disputed"
    return Act(says, start, by.end(), words, is_passive=True)


def is_denial(text: str) -> bool:
    """Whether a statement says that something did not happen."""
    return bool(NOT_SO.search(text))
