"""A news article read from a file: plain English text of bounded size."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from vedette.errors import InputError
from vedette.intake.calendar import written_day
from vedette.intake.dayforms import ANY, Clock, read_days
from vedette.intake.drafts import Article
from vedette.intake.language import refuse_other_language
from vedette.reading.canonical import hash_of
from vedette.reading.checks import DIRECTION_MARKS
from vedette.reading.files import read_file

MOST_BYTES = 100_000  # some 15,000 words: far more than any news article
HEAD_CHARS = 600  # in which the article's own day and publisher are looked for
LEFT_ALONE = frozenset("\n\t")
OTHER_FORMS = (
    (re.compile(r"\s*<(?:!doctype|\?xml|html)\b", re.IGNORECASE), "HTML"),
    (re.compile(r"\{\\rtf"), "RTF"),
    (re.compile(r"%PDF-"), "PDF"),
    (re.compile(r"PK\x03\x04"), "a packed document"),
    (re.compile(r"\s*[{\[]\s*\""), "JSON"),
)
TAG = re.compile(
    r"</?(?:p|div|span|a|br|img|table|tr|td|ul|li|h[1-6]|script|style|meta|head|body|section"
    r"|article|strong|em|b|i)\b[^<>]{0,400}>",
    re.IGNORECASE,
)
FEW_TAGS = 3
WIRE = re.compile(r"\(([A-Z][\w.&' -]{2,38}\w)(?:, [^()\n]{4,20})?\)")
NO_PUBLISHER = "the article's publisher"


def read_text(
    path: Path, *, day: dt.date | None = None, publisher: str = "", link: str = ""
) -> Article:
    """Read an article; its day and publisher from its head where they are not given.

    Raises
    ------
    InputError
        If the file is no plain English text, is too large, or tells no day.
    """
    data = read_file(path, MOST_BYTES, "an article as plain text")
    where = path.name
    text = _plain_text(data, where)
    refuse_other_language(text, where)
    found = day or find_day(text)
    if found is None:
        raise InputError(
            f"{where}: its first lines do not tell the day of the article with its"
            " year, from which its dates are counted; add --date 2025-12-02."
        )
    name = publisher or find_publisher(text) or NO_PUBLISHER
    return Article(text, found, name, link, where, hash_of(data))


def _plain_text(data: bytes, where: str) -> str:
    """Return the text with line ends as one sign each, if it is plain text."""
    head = data[:200].decode("latin-1")
    for form, name in OTHER_FORMS:
        if form.match(head):
            raise InputError(f"{where}: this is {name}. {_ADVICE}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{where} line {line}: this is not UTF-8 text. Save it as UTF-8."
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(list(TAG.finditer(text))) >= FEW_TAGS:
        raise InputError(f"{where}: this is HTML. {_ADVICE}")
    for number in _lines_with_control(text):
        raise InputError(
            f"{where} line {number}: it holds a control character. {_ADVICE}"
        )
    if not text.strip():
        raise InputError(f"{where}: there is no text in it.")
    return text


_ADVICE = "Save the article's words as plain text (.txt) and hand that in."


def _lines_with_control(text: str) -> Iterator[int]:
    for at, char in enumerate(text):
        is_control = (
            unicodedata.category(char) in ("Cc", "Cs") and char not in LEFT_ALONE
        )
        if is_control or char in DIRECTION_MARKS:
            yield text.count("\n", 0, at) + 1


def find_day(text: str) -> dt.date | None:
    """Find the first day with its year in the head of an article.

    >>> find_day("Dushanbe, 2 December 2025 - Nothing happened.")
    datetime.date(2025, 12, 2)
    """
    long_ago = dt.date(1900, 1, 1)
    for match in ANY.finditer(text[:HEAD_CHARS]):
        kind = str(match.lastgroup)
        if kind == "figures":
            days = read_days(kind, match[0], Clock(long_ago, dt.UTC))
            if days is not None:
                return days[0]
        if kind == "written" and re.search(r"\d{4}", match[0]):
            day = written_day(match[0], long_ago)
            if day is not None:
                return day
    return None


def find_publisher(text: str) -> str:
    """Find the agency in a dateline such as ``KHOROG, Dec 2 (Example Wire) -``."""
    found = WIRE.search(text[:HEAD_CHARS])
    return found[1] if found else ""
