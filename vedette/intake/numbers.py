"""How many: numbers in words and digits, ranges, and open ends ("at least five")."""

from collections.abc import Sequence
from typing import NamedTuple

from vedette.intake.sentences import Word

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
    *("seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
MOST = 99_999  # of people in one incident; longer figures are money, areas, years

VALUES = {word: at for at, word in enumerate(ONES)}
VALUES |= {word: 10 * (at + 2) for at, word in enumerate(TENS)}
VALUES |= {
    f"{ten}-{one}": 10 * (at + 2) + VALUES[one]
    for at, ten in enumerate(TENS)
    for one in ONES[1:10]
}
VALUES |= {"another": 1, "dozen": 12, "hundred": 100}

# How many the loose words mean at least: by common use, more than two is several.
LOOSE = {"several": 3, "few": 3, "dozens": 24, "scores": 40, "hundreds": 200}

BEFORE = {
    ("at", "least"): "least",
    ("no", "fewer", "than"): "least",
    ("no", "less", "than"): "least",
    ("more", "than"): "above",
    ("over",): "above",
    ("up", "to"): "most",
    ("as", "many", "as"): "most",
    ("at", "most"): "most",
    ("fewer", "than"): "below",
    ("less", "than"): "below",
    ("between",): "range",
    ("from",): "range",
    ("about",): "",
    ("around",): "",
    ("some",): "",
    ("approximately",): "",
    ("nearly",): "",
    ("almost",): "",
}
LONGEST_BEFORE = max(map(len, BEFORE))


class Amount(NamedTuple):
    """A number of people: from ``low`` to ``high``; None: nobody says how many more."""

    low: int
    high: int | None

    def __str__(self) -> str:
        """Write it short.

        >>> print(Amount(3, 3), Amount(3, 5), Amount(3, None))
        3 3-5 3+
        """
        if self.high is None:
            return f"{self.low}+"
        return str(self.low) if self.low == self.high else f"{self.low}-{self.high}"


class Counted(NamedTuple):
    """An amount with the words it stands on: from ``first`` up to ``last``."""

    amount: Amount
    first: int
    last: int


def join(one: Amount | None, other: Amount | None) -> Amount | None:
    """Return the range that holds both amounts; what fits an open one stands.

    >>> join(Amount(3, 3), Amount(4, None))
    Amount(low=3, high=None)
    >>> join(Amount(2, None), Amount(6, 6))
    Amount(low=6, high=6)
    """
    if one is None or other is None:
        return one or other
    for opened, closed in ((one, other), (other, one)):
        if opened.high is None and closed.high and closed.low >= opened.low:
            return closed
    is_open = one.high is None or other.high is None
    high = None if is_open else max(one.high or 0, other.high or 0)
    return Amount(min(one.low, other.low), high)


def add(one: Amount | None, other: Amount) -> Amount:
    """Return the sum of two amounts."""
    if one is None:
        return other
    is_open = one.high is None or other.high is None
    high = None if is_open else (one.high or 0) + (other.high or 0)
    return Amount(one.low + other.low, high)


def read_amount(words: Sequence[Word], at: int) -> Counted | None:
    """Read the amount that begins at a word, None where none does.

    >>> from vedette.intake.sentences import split_words
    >>> read_amount(split_words("between three and five people"), 0).amount
    Amount(low=3, high=5)
    """
    sense, start = _sense(words, at)
    low = _value(words, start)
    if low is None:
        return None
    (amount, last), kind = low, sense
    if amount.high is not None:
        joined = ("and",) if sense == "range" and words[at].low == "between" else ()
        high = _second(words, last, (*joined, "to", "-", "–", "or"))
        if high and high[0].low > amount.low:
            return Counted(Amount(amount.low, high[0].high), at, high[1])
    if kind == "range":
        return None
    return Counted(_bounded(amount, kind), at, last)


def _sense(words: Sequence[Word], at: int) -> tuple[str, int]:
    for length in range(LONGEST_BEFORE, 0, -1):
        key = tuple(word.low for word in words[at : at + length])
        if key in BEFORE:
            return BEFORE[key], at + length
    return "", at


def _value(words: Sequence[Word], at: int) -> tuple[Amount, int] | None:
    low = words[at].low if at < len(words) else ""
    after = words[at + 1].low if at + 1 < len(words) else ""
    if low in ("a", "half") and after in ("dozen", "couple", "few", "hundred", "a"):
        if low == "half":
            is_six = at + 2 < len(words) and words[at + 2].low == "dozen"
            return (Amount(6, 6), at + 3) if is_six else None
        return _value(words, at + 1)
    if low == "couple":
        return Amount(2, 2), at + 2 if after == "of" else at + 1
    if low in LOOSE:
        return Amount(LOOSE[low], None), at + 2 if after == "of" else at + 1
    value = _plain_value(low)
    if value is None:
        return None
    if after == "dozen":
        return Amount(12 * value, 12 * value), at + 2
    return Amount(value, value), at + 1


def _plain_value(low: str) -> int | None:
    if low[:1].isdigit():
        digits = low.replace(",", "")
        is_number = digits.isascii() and len(digits) <= len(str(MOST))
        return int(digits) if is_number else None
    return VALUES.get(low)


def _second(
    words: Sequence[Word], at: int, joined: tuple[str, ...]
) -> tuple[Amount, int] | None:
    if at + 1 < len(words) and words[at].low in joined:
        return _value(words, at + 1)
    return None


def _bounded(amount: Amount, sense: str) -> Amount:
    low = amount.low
    if sense == "least":
        return Amount(low, None)
    if sense == "above":
        return Amount(low + 1, None)
    if sense == "most":
        return Amount(0, low)
    if sense == "below":
        return Amount(0, max(0, low - 1))
    return amount
