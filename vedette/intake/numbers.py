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

SEVERAL_OF = {"dozen": "dozens", "score": "scores", "hundred": "hundreds"}

BEFORE = {
    ("at", "least"): "least",
    ("no", "fewer", "than"): "least",
    ("no", "less", "than"): "least",
    ("not", "fewer", "than"): "least",
    ("not", "less", "than"): "least",
    ("a", "minimum", "of"): "least",
    ("upwards", "of"): "least",
    ("in", "excess", "of"): "above",
    ("more", "than"): "above",
    ("well", "over"): "above",
    ("over",): "above",
    ("up", "to"): "most",
    ("as", "many", "as"): "most",
    ("at", "most"): "most",
    ("no", "more", "than"): "most",
    ("not", "more", "than"): "most",
    ("a", "maximum", "of"): "most",
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
DOUBT = ("possibly", "perhaps", "maybe")
LONGEST_BEFORE = max(map(len, BEFORE))


class Amount(NamedTuple):
    """A number of people: from ``low`` to ``high``, the least and most that is told.

    ``is_open``: there may be more, and nobody says how many. No upper end is made up.
    """

    low: int
    high: int
    is_open: bool = False

    def __str__(self) -> str:
        """Write it short.

        >>> print(Amount(3, 3), Amount(3, 5), Amount(3, 3, True), Amount(0, 21, True))
        3 3-5 3+ 0-21+
        """
        told = str(self.low) if self.low == self.high else f"{self.low}-{self.high}"
        return f"{told}+" if self.is_open else told


class Counted(NamedTuple):
    """An amount with the words it stands on: from ``first`` up to ``last``.

    ``is_plain``: it is a number and nothing else, not "at least five" or "dozens".
    """

    amount: Amount
    first: int
    last: int
    is_plain: bool = True


def join(one: Amount | None, other: Amount | None) -> Amount | None:
    """Return the range that holds both amounts; what fits an open one stands.

    >>> print(join(Amount(3, 3), Amount(4, 4, True)))
    3-4+
    >>> print(join(Amount(2, 2, True), Amount(6, 6)))
    6
    """
    if one is None or other is None:
        return one or other
    for opened, closed in ((one, other), (other, one)):
        fits = closed.low >= opened.high and closed.high > 0
        if opened.is_open and not closed.is_open and fits:
            return closed
    is_open = one.is_open or other.is_open
    return Amount(min(one.low, other.low), max(one.high, other.high), is_open)


def add(one: Amount | None, other: Amount) -> Amount:
    """Return the sum of two amounts."""
    if one is None:
        return other
    is_open = one.is_open or other.is_open
    return Amount(one.low + other.low, one.high + other.high, is_open)


def read_amount(words: Sequence[Word], at: int) -> Counted | None:
    """Read the amount that begins at a word, None where none does.

    >>> from vedette.intake.sentences import split_words
    >>> print(read_amount(split_words("between three and five people"), 0).amount)
    3-5
    """
    sense, start = _sense(words, at)
    low = _value(words, start)
    if low is None:
        return None
    (amount, last), kind = low, sense
    is_plain = start == at and not amount.is_open
    if not amount.is_open:
        joined = ("and",) if sense == "range" and words[at].low == "between" else ()
        high = _second(words, last, (*joined, "to", "-", "–", "or"))
        if high and high[0].low > amount.low:
            return Counted(_to(amount, high[0], kind), at, high[1], is_plain)
    if kind == "range":
        return None
    if [word.low for word in words[last : last + 2]] == ["or", "more"]:
        kind, last, is_plain = "least", last + 2, False
    return Counted(_bounded(amount, kind), at, last, is_plain)


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
    if low == "another" and _plain_value(after) is not None:
        return _value(words, at + 1)
    if low == "couple":
        return Amount(2, 2), at + 2 if after == "of" else at + 1
    if low in LOOSE:
        many = SEVERAL_OF.get(after)  # "several dozen", "a few hundred"
        least = LOOSE[many or low]
        is_longer = many is not None or after == "of"
        return Amount(least, least, is_open=True), at + 2 if is_longer else at + 1
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
    doubt = [word.low for word in words[at : at + 2]]
    if doubt[:1] == [","] and doubt[-1] in DOUBT:  # "two, possibly three"
        return _value(words, at + 2)
    if at + 1 < len(words) and words[at].low in joined:
        return _value(words, at + 1)
    return None


def _to(low: Amount, high: Amount, sense: str) -> Amount:
    """Return a range; behind "at least" or "more than" it is open."""
    is_open = high.is_open or sense in ("least", "above")
    return Amount(low.low, high.high, is_open)


def _bounded(amount: Amount, sense: str) -> Amount:
    low = amount.low
    if sense == "least":
        return Amount(low, low, is_open=True)
    if sense == "above":
        return Amount(low + 1, low + 1, is_open=True)
    if sense == "most":
        return Amount(0, low, amount.is_open)
    if sense == "below":
        return Amount(0, max(0, low - 1), amount.is_open)
    return amount
