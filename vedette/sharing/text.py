"""Text that is safe where it goes: file names, spreadsheet cells, markup."""

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable

from vedette.domain.theatre import Theatre
from vedette.reading.checks import DIRECTION_MARKS, FORMULA_STARTS

GUARD = "'"
GUARDED = f"{FORMULA_STARTS}{GUARD}\t\r\n"
LONGEST_NAME = 60


def plain(text: str) -> str:
    r"""Return text on one line, without anything that is not to be read.

    >>> plain("Ridge\x07\n3")
    'Ridge 3'
    """
    kept = "".join(" " if _is_control(letter) else letter for letter in text)
    return " ".join(kept.split())


def _is_control(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return kind in ("Cc", "Cs", "Zl", "Zp") or letter in DIRECTION_MARKS


def exercise_mark(theatre: Theatre) -> str:
    """Return what a title begins with where the data are those of an exercise."""
    return "EXERCISE " if theatre.is_exercise else ""


def markup(text: str) -> str:
    """Return text as it may stand in HTML, between tags or in a quoted attribute.

    >>> markup("<b> & 'c'")
    '&lt;b&gt; &amp; &#x27;c&#x27;'
    """
    return html.escape(plain(text))


def cell(text: str) -> str:
    """Return text that no spreadsheet takes for a formula.

    What begins like one gets an apostrophe before it; ``reading.rosters`` takes it
    away again, so that nothing is lost.

    >>> cell("=1+1"), cell("Ridge-3")
    ("'=1+1", 'Ridge-3')
    """
    return GUARD + text if text[:1] and text[0] in GUARDED else text


def file_name(text: str) -> str:
    """Return a name for a file or folder that is safe on any system.

    >>> file_name("Ridge-3"), file_name("../with the partner")
    ('Ridge-3', 'with_the_partner')
    """
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    kept = re.sub(r"[^A-Za-z0-9_-]+", "_", ascii_only).strip("_-")[:LONGEST_NAME]
    taken = re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", kept)
    return f"{kept}_{_mark(text)}" if taken or not kept else kept


def file_names(texts: Iterable[str]) -> dict[str, str]:
    """Return a file name for each text, no two alike even where case is ignored."""
    names: dict[str, str] = {}
    used: set[str] = set()
    for text in texts:
        name = file_name(text)
        if name.lower() in used:
            name = f"{name}_{_mark(text)}"
        used.add(name.lower())
        names[text] = name
    return names


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
