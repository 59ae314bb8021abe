"""Single cells of a table that is imported: days, degrees, numbers of people, words.

A check takes a cell's text and returns its value, or raises ``WrongValueError``.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from vedette.domain.register import Count
from vedette.reading.caps import CAPS
from vedette.reading.checks import (
    DECIMAL,
    DIRECTION_MARKS,
    FORMULA_STARTS,
    IDENTIFIER,
    quote,
)
from vedette.reading.faults import WrongValueError

MOST_PEOPLE = 1_000_000
WHOLE = re.compile(r"\d{1,9}(?:\.0+)?", re.ASCII)
RANGE = re.compile(r"(\d{1,9})(?:\s*(?:-|–|\.\.)\s*(\d{1,9}))?", re.ASCII)
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']{3,500}")
CONTROLS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
MARKS = str.maketrans(dict.fromkeys(DIRECTION_MARKS, None))
KEPT = 20_000  # results of a check that are kept, for cells that repeat

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_D, _M, _Y = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"(?P<y>\d{4})"
_MIDNIGHT = r"(?:[T ]00:00(?::00(?:\.0+)?)?)?"
STYLES: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern + _MIDNIGHT, re.ASCII)
    for name, pattern in {
        "year-month-day": f"{_Y}-{_M}-{_D}",
        "day.month.year": rf"{_D}\.{_M}\.{_Y}",
        "day/month/year": f"{_D}/{_M}/{_Y}",
        "month/day/year": f"{_M}/{_D}/{_Y}",
        "year/month/day": f"{_Y}/{_M}/{_D}",
        "day-month-year": f"{_D}-{_M}-{_Y}",
        "day month year": rf"{_D} (?P<word>[A-Za-z]{{3,9}}) {_Y}",
        "yearmonthday": r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
    }.items()
}
FIRST, LAST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)


def day(styles: Sequence[str], advice: str) -> Callable[[str], dt.date]:
    """Return a check for a day that is written in one of some styles."""

    @lru_cache(maxsize=KEPT)
    def check(value: str) -> dt.date:
        kept = value.strip()
        for style in styles:
            if found := STYLES[style].fullmatch(kept):
                return _make_day(found, value)
        if not kept:
            raise WrongValueError("it is empty", "fill in the day")
        others = [name for name, form in STYLES.items() if form.fullmatch(kept)]
        looks = f"; it looks like {' or '.join(others)}" if others else ""
        raise WrongValueError(
            f"{quote(value)} is no day written as {' or '.join(styles)}{looks}", advice
        )

    return check


def _make_day(found: re.Match[str], value: str) -> dt.date:
    told = found.groupdict()
    try:
        month = int(told["m"]) if "m" in told else _read_month(told["word"])
        made = dt.date(int(told["y"]), month, int(told["d"]))
    except ValueError:
        raise WrongValueError(
            f"{quote(value)} is no day of the calendar", "look up the day"
        ) from None
    if not FIRST <= made <= LAST:
        raise WrongValueError(
            f"{quote(value)} cannot be", f"years run from {FIRST.year} to {LAST.year}"
        )
    return made


def _read_month(word: str) -> int:
    """Return the number of an English month, also by its first three letters."""
    for number, month in enumerate(_MONTHS, 1):
        if word.lower() in (month, month[:3]):
            return number
    raise ValueError(word)


def degrees(most: float, decimal: str = ".") -> Callable[[str], float]:
    """Return a check for degrees from ``-most`` to ``most``."""
    wrong = "," if decimal == "." else "."

    @lru_cache(maxsize=KEPT)
    def check(value: str) -> float:
        kept = value.strip().replace(decimal, ".") if wrong not in value else ""
        if not value.strip():
            raise WrongValueError("it is empty", f"write degrees such as 38{decimal}5")
        if not DECIMAL.fullmatch(kept):
            raise WrongValueError(
                f"{quote(value)} is no number",
                f"write degrees such as 38{decimal}5; a mapping can say which mark"
                ' parts the decimals ([read] decimal = "," or ".")',
            )
        number = float(kept)
        if not -most <= number <= most:
            raise WrongValueError(
                f"{number:g} is not on earth",
                f"degrees run from -{most:g} to {most:g}; see whether latitude and"
                " longitude are swapped",
            )
        return number

    return check


@lru_cache(maxsize=KEPT)
def people(value: str) -> int | None:
    """Return a number of people; None where the cell is empty."""
    kept = value.strip()
    if not kept:
        return None
    if not WHOLE.fullmatch(kept) or float(kept) > MOST_PEOPLE:
        raise WrongValueError(
            f"{quote(value)} is no number of people",
            f"give a whole number from 0 to {MOST_PEOPLE:,}, or leave it empty",
        )
    return int(float(kept))


@lru_cache(maxsize=KEPT)
def people_range(value: str) -> Count | None:
    """Return how many people, such as 3 or 3-5; None where the cell is empty."""
    kept = value.strip().removesuffix(".0")
    if not kept:
        return None
    found = RANGE.fullmatch(kept)
    low = int(found[1]) if found else 0
    high = int(found[2] or found[1]) if found else -1
    if not low <= high <= MOST_PEOPLE:
        raise WrongValueError(
            f"{quote(value)} is no number of people",
            f"write 3, or 3-5 for a range, from 0 to {MOST_PEOPLE:,}",
        )
    return Count(low, high)


def word_of(words: Mapping[str, str], what: str, advice: str) -> Callable[[str], str]:
    """Return a check for a word of a list, whatever its capitals."""
    known = {key.strip().casefold(): value for key, value in words.items()}

    @lru_cache(maxsize=KEPT)
    def check(value: str) -> str:
        found = known.get(value.strip().casefold())
        if found is None:
            shown = f"{quote(value)} is no {what}" if value.strip() else "it is empty"
            raise WrongValueError(f"{shown} that is known here", advice)
        return found

    return check


@lru_cache(maxsize=KEPT)
def plain(value: str, longest: int = CAPS.name_chars) -> str:
    r"""Return a text as published, on one line, safe in a spreadsheet, not too long.

    >>> plain("  =Khorog,\n  Badakhshan ")
    'Khorog, Badakhshan'
    """
    kept = CONTROLS.sub(" ", value.translate(MARKS)).strip()
    kept = kept.lstrip(FORMULA_STARTS + " ")
    return kept if len(kept) <= longest else f"{kept[: longest - 3].rstrip()}..."


@lru_cache(maxsize=KEPT)
def join_names(*names: str) -> str:
    """Join the names of a place, the smallest first; the last ones are kept whole.

    >>> join_names("Khwahan", " ", "Badakhshan", "Badakhshan", "Afghanistan")
    'Khwahan, Badakhshan, Afghanistan'
    """
    parts = list(dict.fromkeys(filter(None, map(plain, names))))
    longest = CAPS.name_chars
    while len(parts) > 1 and sum(map(len, parts)) + 2 * len(parts) - 2 > longest:
        del parts[0]
    return plain(", ".join(parts))


def web_address(value: str) -> str:
    """Return a web address; nothing where the text is none."""
    kept = value.strip()
    return kept if WEB_ADDRESS.fullmatch(kept) else ""


def row_id(value: str) -> str:
    """Return the id that a data set gives a row, as it stands there."""
    kept = value.strip()
    if not kept:
        raise WrongValueError("it is empty", "each row needs an id of its own")
    if len(kept) > CAPS.name_chars or not kept.isprintable():
        raise WrongValueError(
            f"{quote(kept)} cannot be an id",
            f"keep to {CAPS.name_chars} letters, digits and signs",
        )
    return kept


def is_identifier(value: str, longest: int) -> bool:
    """Whether a row's id can stand in an id of the register as it is."""
    return len(value) <= longest and IDENTIFIER.fullmatch(value) is not None
