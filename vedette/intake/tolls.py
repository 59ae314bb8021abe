"""Totals in a sentence: a toll, a count over many days, a whole, and nobody at all."""

from collections.abc import Sequence

from vedette.intake.harmwords import (
    ALL_TOGETHER,
    COUNTS,
    INJURED,
    KILLED,
    NIL,
    NOT_SINCE,
    OVER_TIME,
    RUNNING,
    TOLL_AT,
    TOLL_OF,
    TOLL_WORDS,
)
from vedette.intake.numbers import Amount
from vedette.intake.people import People
from vedette.intake.sentences import Word


def find_toll(
    words: Sequence[Word], people: Sequence[People]
) -> tuple[str, People] | None:
    """Return what befell how many, where a toll says it: "has since risen to five"."""
    for at in range(len(words)):
        outcome = _toll_of(words, at)
        for each in people if outcome else ():
            is_behind = at < each.first <= at + TOLL_WORDS
            is_before = 0 <= at - each.last <= 1  # "brought to five the number killed"
            if (is_behind or is_before) and words[each.first - 1].low in TOLL_AT:
                return outcome, each
    return None


def _toll_of(words: Sequence[Word], at: int) -> str:
    """Return what befell those whom a toll counts; empty where a word is none."""
    if words[at].low not in COUNTS:
        return ""
    behind = {word.low for word in words[at + 1 : at + 4]}
    told = (outcome for outcome, of in TOLL_OF.items() if behind & of)
    return next(told, KILLED if words[at].low == "toll" else "")


def find_running(text: str) -> tuple[int, int]:
    """Return where a sentence counts over many days what more than itself tells of.

    >>> text = "Two men died, bringing the number killed since May to seven, he said."
    >>> start, end = find_running(text)
    >>> text[start:end]
    'bringing the number killed since May to seven'
    """
    match = RUNNING.search(text)
    return match.span() if match else (0, 0)


def is_sum(text: str, *, is_counted: bool) -> bool:
    """Whether a sentence is of several incidents together, or of many years."""
    plain = NOT_SINCE.sub("", text)
    return bool(ALL_TOGETHER.search(plain) or (is_counted and OVER_TIME.search(plain)))


def add_nil(text: str, totals: dict[str, Amount | None]) -> None:
    """Add "there were no casualties" where nothing else is said."""
    for match in NIL.finditer(text):
        word = (match["noun"] or match["verb"] or match["done"]).lower()
        killed = word not in ("injuries", "injured", "wounded")
        only_dead = ("deaths", "fatalities", "loss of life", "killed")
        injured = bool(match["also"]) or word not in only_dead
        for outcome, is_meant in ((KILLED, killed), (INJURED, injured)):
            if is_meant and totals[outcome] is None:
                totals[outcome] = Amount(0, 0)


def whole(people: Sequence[People]) -> list[People]:
    """Leave out parts: "three men, one Tajik and two Afghans," are three."""
    whole = [each for each in people if not each.is_part]
    lows = [each.amount.low for each in whole]
    if len(whole) > len(("three", "one")) and 2 * max(lows) == sum(lows):
        return [max(whole, key=lambda each: each.amount.low)]
    return whole


def is_among(words: Sequence[Word], at: int) -> bool:
    """Whether they are some of those told of: "two were among the dead"."""
    before = [word.low for word in words[max(0, at - 2) : at]]
    return before in (["among", "the"], ["among", "those"])


def is_some_of(words: Sequence[Word], people: Sequence[People]) -> bool:
    """Whether the last are the whole of which some were named: "one of the three"."""
    if len(people) < len(("one", "three")):
        return False
    between = [word.low for word in words[people[-2].last : people[-1].first]]
    return between in (["of", "the"], ["of", "its"], ["of", "his"])


def is_of_them(words: Sequence[Word], people: People) -> bool:
    """Whether they are some of those just named: "two of whom", "one of them"."""
    after = [word.low for word in words[people.last : people.last + 2]]
    return after in (["of", "whom"], ["of", "them"])
