"""A news article read from a file: plain English text of bounded size."""

import codecs
import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from vedette.errors import InputError
from vedette.intake.calendar import DAY, FIRST_YEAR, written_day
from vedette.intake.dayforms import ANY, Clock, read_days
from vedette.intake.drafts import Article
from vedette.intake.language import refuse_other_language
from vedette.intake.origins import hash_text
from vedette.reading.caps import CAPS
from vedette.reading.checks import DIRECTION_MARKS, quote
from vedette.reading.files import read_file
from vedette.register.checks import LINK
from vedette.register.values import LAST, check_text

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
WIDE_TEXT = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
TAG = re.compile(r"</?[a-z][a-z0-9:-]{0,20}(?:\s[^<>]{0,2000})?/?>", re.IGNORECASE)
# What no plain text holds even once: a closing tag, a sign written by its name.
SURE_TAG = re.compile(
    r"</[a-z][a-z0-9:-]{0,20}\s?>|&(?:nbsp|amp|quot|lt|gt|apos|[lr][sd]quo|[mn]dash"
    r"|hellip|#\d{1,6}|#x[0-9a-f]{1,5});",
    re.IGNORECASE,
)
FEW_TAGS = 3
WIRE = re.compile(r"\(([A-Z][\w.&' -]{2,38}\w)(?:, [^()\n]{4,20})?\)")
NO_PUBLISHER = "the article's publisher"
ADVICE = "Save the article's words as plain text (.txt) and hand that in."


def read_text(
    path: Path,
    *,
    today: dt.date,
    day: dt.date | None = None,
    publisher: str = "",
    link: str = "",
) -> Article:
    """Read an article; its day and publisher from its head where they are not given.

    ``today`` is the day on which it is read: no article is from later.

    Raises
    ------
    InputError
        If the file is no plain English text, is too large, or tells no day.
    """
    data = read_file(path, MOST_BYTES, "an article as plain text")
    where = file_name(path)
    _check_told(where, publisher, link)
    text, notes = _plain_text(data, where)
    refuse_other_language(text, where)
    found = _check_day(where, text, day, today)
    if day is not None and day > today + DAY:
        notes += (f"The article's day, {day}, is still to come; was it mistyped?",)
    name = publisher or find_publisher(text) or NO_PUBLISHER
    return Article(text, found, name, link, where, hash_text(text), notes)


def file_name(path: Path) -> str:
    """Return a file's name as one line that is safe to print and to keep."""
    name = "".join(char if char.isprintable() else "?" for char in path.name)
    return name.lstrip("=+-@ ")[-CAPS.name_chars :].strip() or "the article"


def _check_told(where: str, publisher: str, link: str) -> None:
    """Refuse a publisher or link that the register would not take in the end."""
    faults = list(check_text("--publisher", publisher, CAPS.name_chars))
    if link and not LINK.fullmatch(link):
        faults.append(f"--link: {quote(link)} is no web address; write https://...")
    if faults:
        raise InputError.listing(f"{where}: it was not read.", faults)


def _plain_text(data: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    """Return the text with line ends as one sign each, if it is plain text.

    Marks that nobody sees are left out, and told of: they stand inside of words.
    """
    head = data[:200].decode("latin-1")
    for form, name in OTHER_FORMS:
        if form.match(head):
            raise InputError(f"{where}: this is {name}. {ADVICE}")
    if data.startswith(WIDE_TEXT) or b"\0" in data[:2]:
        raise InputError(
            f"{where}: this is not UTF-8 text, UTF-16 perhaps. Save it as UTF-8."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{where} line {line}: this is not UTF-8 text. Save it as UTF-8."
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    tags = sum(1 for _ in TAG.finditer(text))
    if tags >= FEW_TAGS or SURE_TAG.search(text):
        raise InputError(f"{where}: this is HTML. {ADVICE}")
    for number, told in _lines_with_control(text):
        raise InputError(f"{where} line {number}: it holds {told}. {ADVICE}")
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    if not seen.strip():
        raise InputError(f"{where}: there is no text in it.")
    hidden = len(text) - len(seen)
    if not hidden:
        return seen, ()
    marks = "1 mark" if hidden == 1 else f"{hidden:,} marks"
    return seen, (f"{marks} that nobody sees, within or between words, left out.",)


def _lines_with_control(text: str) -> Iterator[tuple[int, str]]:
    for at, char in enumerate(text):
        if char in DIRECTION_MARKS:
            told = "a mark that turns the direction of writing"
        elif unicodedata.category(char) in ("Cc", "Cs") and char not in LEFT_ALONE:
            told = "a control character"
        else:
            continue
        yield text.count("\n", 0, at) + 1, told


def _check_day(where: str, text: str, given: dt.date | None, today: dt.date) -> dt.date:
    """Return the article's day, the one given or that of its head."""
    days = [given] if given else list(find_days(text))
    past = [day for day in days if given or day <= today + DAY]
    if not past and days:
        raise InputError(
            f"{where}: the day in its first lines, {days[0]}, is still to come; say"
            f" when it appeared: --date {today}."
        )
    if not past:
        raise InputError(
            f"{where}: its first lines do not tell the day of the article with its"
            " year, from which its dates are counted; add --date 2025-12-02."
        )
    if not FIRST_YEAR <= past[0].year < LAST.year:
        raise InputError(
            f"{where}: its day, {past[0]}, cannot be; years run from {FIRST_YEAR} to"
            f" {LAST.year - 1}."
        )
    return past[0]


def find_days(text: str) -> Iterator[dt.date]:
    """Yield the days with their year in the head of an article.

    >>> next(find_days("Dushanbe, 2 December 2025 - Nothing happened."))
    datetime.date(2025, 12, 2)
    """
    long_ago = dt.date(FIRST_YEAR, 1, 1)
    for match in ANY.finditer(text[:HEAD_CHARS]):
        kind = str(match.lastgroup)
        if kind == "figures":
            days = read_days(kind, match[0], Clock(long_ago, dt.UTC))
            if days is not None:
                yield days[0]
        if kind == "written" and re.search(r"\d{4}", match[0]):
            day = written_day(match[0], long_ago)
            if day is not None:
                yield day


def find_publisher(text: str) -> str:
    """Find the agency in a dateline such as ``KHOROG, Dec 2 (Example Wire) -``."""
    found = WIRE.search(text[:HEAD_CHARS])
    return found[1] if found else ""
