"""Sentences and words of a plain text, each with its offsets in the text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from vedette.intake.tables import word_set

LONGEST_SENTENCE = 1_000  # characters; a longer one is passed over, and said so

WORD = re.compile(r"\d+(?:,\d{3})*|[^\W\d_]+(?:['’ʼ‘`-][^\W\d_]+)*|\S")
STRAIGHT = str.maketrans("’‘‛ʼ“”„«»", '\'\'\'\'"""""')
PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
LINE = re.compile(r"\n")
END = re.compile(r"(?<![.!?])[.!?]++[\"'”’»)\]]*+(?=\s+[\"'“‘«(\[]?[^\W_a-z])")
ENDS = tuple(".!?\"'”’»):]")
SHORT_FORMS = word_set(
    "mr mrs ms dr prof gen col lt maj capt sgt gov sen rep st no nos vs approx"
    " jan feb mar apr jun jul aug sept sep oct nov dec u.s u.n a.m p.m e.g i.e"
)
BEFORE_NUMBER = word_set("jan feb mar apr jun jul aug sept sep oct nov dec no nos")


class Mark(NamedTuple):
    """A stretch of the text: from ``start`` up to, not including, ``end``."""

    start: int
    end: int


class Word(NamedTuple):
    """A word, number or single sign; offsets count from the start of its sentence."""

    text: str
    low: str
    start: int
    end: int


class Sentence(NamedTuple):
    """One sentence, its spaces and quote marks made plain, and where it stands."""

    text: str
    mark: Mark
    words: tuple[Word, ...]


def split_words(text: str) -> tuple[Word, ...]:
    """Split a sentence into words, numbers and signs; possessive endings fall off.

    >>> [word.low for word in split_words("Qal'ai Khumb's 3-5 men")]
    ["qal'ai", 'khumb', '3', '-', '5', 'men']
    """
    found = []
    for match in WORD.finditer(text):
        low = match[0].lower().replace("’", "'")
        bare = low.removesuffix("'s")
        found.append(Word(match[0], bare, match.start(), match.end()))
    return tuple(found)


def split_sentences(text: str) -> tuple[list[Sentence], list[Mark]]:
    """Split a text into sentences, headings left out; and those too long to read.

    A paragraph that does not end like a sentence is a heading.
    """
    sentences: list[Sentence] = []
    too_long: list[Mark] = []
    for paragraph in _paragraphs(text):
        if not text[paragraph.start : paragraph.end].endswith(ENDS):
            continue
        for mark in _sentences(text, paragraph):
            if mark.end - mark.start > LONGEST_SENTENCE:
                too_long.append(mark)
                continue
            piece = " ".join(text[mark.start : mark.end].translate(STRAIGHT).split())
            sentences.append(Sentence(piece, mark, split_words(piece)))
    return sentences, too_long


def _paragraphs(text: str) -> Iterator[Mark]:
    """Yield the paragraphs: parted by blank lines, or else lines that end sentences."""
    at = 0
    for match in _parting(text).finditer(text):
        yield from _trimmed(text, at, match.start())
        at = match.end()
    yield from _trimmed(text, at, len(text))


def _parting(text: str) -> re.Pattern[str]:
    """Return what parts paragraphs; lines broken in mid-sentence part nothing."""
    if PARAGRAPH.search(text.strip()):
        return PARAGRAPH
    lines = [line.rstrip() for line in text.strip().split("\n")][:-1]
    whole = sum(line.endswith(ENDS) for line in lines)
    return LINE if 2 * whole >= len(lines) else PARAGRAPH


def _sentences(text: str, paragraph: Mark) -> Iterator[Mark]:
    at = paragraph.start
    for match in END.finditer(text, paragraph.start, paragraph.end):
        if match[0][0] == "." and _is_short_form(text, match.start(), match.end()):
            continue
        yield from _trimmed(text, at, match.end())
        at = match.end()
    yield from _trimmed(text, at, paragraph.end)


def _is_short_form(text: str, dot: int, end: int) -> bool:
    """Whether the full stop belongs to a short form such as ``Gen.`` or ``U.S.``."""
    before = text[max(0, dot - 12) : dot].rsplit(None, 1)
    last = before[-1].lower().lstrip("(\"'“‘") if before else ""
    if last in BEFORE_NUMBER:
        return text[end : end + 3].strip()[:1].isdigit()
    return last in SHORT_FORMS or (len(last) == 1 and last.isalpha())


def _trimmed(text: str, start: int, end: int) -> Iterator[Mark]:
    piece = text[start:end]
    kept = piece.strip()
    if kept:
        begin = start + len(piece) - len(piece.lstrip())
        yield Mark(begin, begin + len(kept))
