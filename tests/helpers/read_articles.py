"""Short texts read by intake for the built-in theatre, which is loaded once."""

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo

from vedette.domain.theatre import Theatre
from vedette.intake import Article, Drafts, read_article
from vedette.intake.places import PlaceNames
from vedette.intake.sentences import Sentence, split_sentences
from vedette.reading import load_theatre

ZONE = ZoneInfo("Asia/Dushanbe")
TUESDAY = dt.date(2025, 12, 2)


@cache
def theatre() -> Theatre:
    """The built-in theatre."""
    return load_theatre("tajik_afghan")


@cache
def place_names() -> PlaceNames:
    """Its names of places."""
    return PlaceNames.of_theatre(theatre())


def read(text: str, day: dt.date = TUESDAY, publisher: str = "Example Wire") -> Drafts:
    """Read a text as an article of that day."""
    return read_article(Article(text, day, publisher), theatre())


def sentence(text: str) -> Sentence:
    """The one sentence of a text."""
    (found,) = split_sentences(text)[0]
    return found
