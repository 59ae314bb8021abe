"""From which article a record was taken: told in its note, and read from there again.

The hash is of the text as it reads, so that other spaces, line ends or quote marks make
no other article of it.
"""

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

from vedette.intake.drafts import Article
from vedette.intake.sentences import STRAIGHT, Mark
from vedette.reading.canonical import hash_of

HASH_CHARS = 16  # of the 64 that a hash has: enough to tell articles apart
NOTE = re.compile(
    rf"Intake: characters (\d{{1,8}})-(\d{{1,8}}) of .*"
    rf" \(SHA-256 ([0-9a-f]{{{HASH_CHARS}}})\.\.\.\), (.*), (\d{{4}}-\d{{2}}-\d{{2}})\."
)
DASHES = str.maketrans("–—‑−", "----")


class Origin(NamedTuple):
    """Where in which article something stands."""

    mark: Mark
    hash_start: str
    publisher: str
    day: dt.date


def plain_form(text: str) -> str:
    r"""Return a text as it reads: one kind of space, quote mark and dash.

    >>> plain_form("The  “border\nservice” –  said.")
    'the "border service" - said.'
    """
    plain = unicodedata.normalize("NFKC", text.translate(STRAIGHT).translate(DASHES))
    return " ".join(plain.casefold().split())


def hash_text(text: str) -> str:
    """Return the hash by which an article is known again."""
    return hash_of(plain_form(text).encode())


def write_origin(article: Article, mark: Mark) -> str:
    """Say where in which article something stands."""
    start = article.content_hash[:HASH_CHARS]
    known = f" (SHA-256 {start}...)" if start else ""
    return (
        f"Intake: characters {mark.start}-{mark.end} of {article.name}{known},"
        f" {article.publisher}, {article.day}."
    )


def read_origin(note: str) -> Origin | None:
    """Read what ``write_origin`` wrote; None where a note does not tell it."""
    found = NOTE.match(note)
    if found is None:
        return None
    try:
        day = dt.date.fromisoformat(found[5])
    except ValueError:
        return None
    return Origin(Mark(int(found[1]), int(found[2])), found[3], found[4], day)
