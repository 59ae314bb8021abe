"""Checks of single values: text, ids, numbers, hours; from a table or a TOML file.

A check takes a value and returns it, ready for use, or raises ``WrongValueError``.
"""

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from vedette.reading.caps import CAPS
from vedette.reading.faults import WrongValueError
from vedette.units import FIRST_YEAR, LAST_YEAR

Check = Callable[[Any], Any]

FORMULA_STARTS = "=+-@\uff1d\uff0b\uff0d\uff20"  # as typed, and their full-width forms
DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
DECIMAL = re.compile(r"[+-]?\d{1,20}(\.\d{0,20})?([eE][+-]?\d{1,3})?", re.ASCII)
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
PERSON_WORDS = re.compile(
    "phone|telephone|mobile|msisdn|imei|imsi|face|facial|plate|passport|fingerprint"
    "|biometrics?|suspects?|persons?|informants?"
)
WEAPON_WORDS = re.compile(
    "weapons?|guns?|rifles?|ammo|ammunition|munitions?|targets?|targeting|strikes?|kill"
)


def quote(value: object, longest: int = 40) -> str:
    r"""Show a value in a message: short, on one line, nothing that steers a terminal.

    >>> print(quote("a\nb"))
    'a\nb'
    """
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    text = text if len(text) <= longest else f"{text[: longest - 3]}..."
    shown = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
    return f"'{shown}'" if isinstance(value, str) else shown


def some_of(ids: Iterable[str]) -> str:
    """Name a few ids, in brackets.

    >>> some_of({"east", "west"})
    ' (east, west)'
    """
    known = sorted(ids)
    if not known:
        return ""
    more = ", ..." if len(known) > 6 else ""
    return f" ({', '.join(known[:6])}{more})"


def refuse_out_of_scope(name: str) -> None:
    """Refuse a column, key or property that would describe persons or weapons."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    words = re.findall(r"[a-z]+", spaced.lower())
    if any(map(PERSON_WORDS.fullmatch, words)):
        raise WrongValueError(
            f"{quote(name)} reads like a detail of an observed person",
            "Vedette holds none, so that no copy can give one away: take it out",
        )
    if any(map(WEAPON_WORDS.fullmatch, words)):
        raise WrongValueError(
            f"{quote(name)} reads like a detail of weapons or their use",
            "Vedette plans presence and the safety of people only: take it out",
        )


def text(longest: int = CAPS.text_chars, *, may_be_empty: bool = True) -> Check:
    """One line of text that is safe in a spreadsheet and in a terminal."""

    def check(value: object) -> str:
        if not isinstance(value, str):
            raise WrongValueError(f"{quote(value)} is not text", "put it in quotes")
        if any(
            unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in DIRECTION_MARKS
            for c in value
        ):
            raise WrongValueError(
                f"{quote(value)} holds a control character",
                "keep to one line of plain text, without tabs",
            )
        kept = value.strip()
        if not kept and not may_be_empty:
            raise WrongValueError("it is empty", "fill it in")
        if len(kept) > longest:
            raise WrongValueError(
                f"{quote(kept)} has {len(kept):,} characters",
                f"keep to {longest}",
            )
        if kept[:1] and kept[0] in FORMULA_STARTS:
            raise WrongValueError(
                f"{quote(kept)} begins like a formula, which a spreadsheet would run",
                "begin with a letter or a digit",
            )
        return kept

    return check


name = text(CAPS.name_chars, may_be_empty=False)
note = text()
filled = text(may_be_empty=False)


def identifier(value: object) -> str:
    """Return an id that can also be part of a file name."""
    kept = value.strip() if isinstance(value, str) else ""
    if not IDENTIFIER.fullmatch(kept) or len(kept) > CAPS.id_chars:
        raise WrongValueError(
            "it is empty" if value == "" else f"{quote(value)} cannot be an id",
            f"use letters a-z, digits, - and _, at most {CAPS.id_chars} of them,"
            " beginning with a letter or digit",
        )
    return kept


def number(low: float, high: float, unit: str = "") -> Check:
    """Return a check for a finite number within ``low`` and ``high``."""
    span = f"from {low:g} to {high:g} {unit}".rstrip()

    def check(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise WrongValueError(
                f"{quote(value)} is not a number", f"give a number {span}"
            )
        is_told = isinstance(value, float) and not isinstance(value, _Written)
        if is_told and not math.isfinite(value):
            raise WrongValueError(f"{value} is not finite", f"give a number {span}")
        if not low <= value <= high:
            raise WrongValueError(
                f"{quote(value)} is out of range", f"give a number {span}"
            )
        return float(value)

    return check


def whole(low: int, high: int, unit: str = "") -> Check:
    """Return a check for a whole number within ``low`` and ``high``."""
    within = number(low, high, unit)

    def check(value: object) -> int:
        kept = within(value)
        if kept != int(kept):
            raise WrongValueError(f"{kept:g} is not whole", "give a whole number")
        return int(kept)

    return check


def cell(check: Check) -> Check:
    """Turn a check of a number into one of a table's cell."""

    def check_cell(value: str) -> Any:
        if not DECIMAL.fullmatch(value.strip()):
            raise WrongValueError(
                "it is empty" if not value.strip() else f"{quote(value)} is no number",
                "write a number with a decimal point, such as 12.5",
            )
        return check(_Written(value))

    return check_cell


class _Written(float):
    """A number of a cell that a message shows as it was written: 1e309, not inf."""

    text: str

    def __new__(cls, text: str) -> "_Written":
        number = super().__new__(cls, text)
        number.text = text.strip()
        return number

    def __str__(self) -> str:
        return self.text


def empty_or(check: Check) -> Check:
    """Let a cell be empty: None then."""
    return lambda value: check(value) if value.strip() else None


def one_of(words: Iterable[str]) -> Check:
    """Return a check for one word of a fixed list."""
    known = tuple(words)
    choice = " or ".join(filter(None, (", ".join(known[:-1]), known[-1])))

    def check(value: object) -> str:
        kept = value.strip() if isinstance(value, str) else value
        if kept not in known:
            raise WrongValueError(
                "it is empty" if kept == "" else f"{quote(value)} is not known",
                f"choose {choice}",
            )
        return str(kept)

    return check


def hour(value: str) -> int:
    """Return an hour of the day as minutes since midnight.

    >>> hour("06:30")
    390
    """
    found = CLOCK.fullmatch(value.strip())
    if not found:
        raise WrongValueError(
            f"{quote(value)} is not an hour of the day",
            "hours run 00:00 to 23:59, written HH:MM",
        )
    return int(found[1]) * 60 + int(found[2])


def moment_cell(value: str) -> dt.datetime:
    """Return a date and hour with its offset; an hour alone will not do."""
    try:
        kept = hour_or_moment(value)
    except WrongValueError as wrong:
        if "neither" not in wrong.what:
            raise
        kept = 0
    if isinstance(kept, int):
        raise WrongValueError(
            f"{quote(value)} is not a date and hour with its offset",
            "write such as 2025-12-08T06:30+05:00",
        )
    return kept


def hour_or_moment(value: str) -> int | dt.datetime:
    """Return an hour of the day in minutes, or a date and hour with its offset.

    >>> hour_or_moment("2025-12-08T06:30+05:00").isoformat()
    '2025-12-08T06:30:00+05:00'
    """
    kept = value.strip()
    if CLOCK.fullmatch(kept):
        return hour(kept)
    try:
        moment = dt.datetime.fromisoformat(kept)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise WrongValueError(
            f"{quote(value)} is neither an hour of the day nor a date and hour with"
            " its offset",
            "write such as 06:30, or 2025-12-08T06:30+05:00",
        )
    if (
        not FIRST_YEAR <= moment.year <= LAST_YEAR
        or moment.second
        or moment.microsecond
    ):
        raise WrongValueError(
            f"{quote(value)} lies outside every plan, or between two minutes",
            f"give a whole minute of a year from {FIRST_YEAR} to {LAST_YEAR}",
        )
    return moment


def flag(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise WrongValueError(
            f"{quote(value)} is not true or false", "write true or false, no quotes"
        )
    return value


def file_name(value: object) -> str:
    """Return the name of a file inside the folder, written with forward slashes."""
    kept = filled(value)
    parts = kept.split("/")
    if "\\" in kept or ":" in kept or any(part in ("", ".", "..") for part in parts):
        raise WrongValueError(
            f"{quote(kept)} does not name a file inside the theatre folder",
            "write it from the folder down, such as ground/border.geojson",
        )
    return str(kept)
