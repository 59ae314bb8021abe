"""How many of those harmed were of which nationality."""

from collections.abc import Sequence
from typing import NamedTuple

from vedette.intake.harmwords import TO_BE, VICTIMS
from vedette.intake.numbers import Amount, join
from vedette.intake.people import NATIONS, People
from vedette.intake.sentences import Word

INCLUDE = frozenset(("include", "included", "includes"))


class Share(NamedTuple):
    """How many of one nationality, and what befell them."""

    nation: str
    outcome: str
    amount: Amount


def shares_of_the_dead(
    words: Sequence[Word], people: Sequence[People]
) -> tuple[list[Share], set[int]]:
    """Read "two of the dead were Chinese citizens and one was Tajik".

    So too "among the dead are two Russians".
    """
    shares: list[Share] = []
    used: set[int] = set()
    outcome = ""
    for each in people:
        before = [word.low for word in words[max(0, each.first - 2) : each.first]]
        if each.nation and _is_among(before):
            shares.append(Share(each.nation, VICTIMS[before[0]], each.amount))
            continue
        lows = [word.low for word in words[each.last : _end_of(each, people)]]
        step = 0
        if lows[:1] == ["of"] and len(lows) > 3 and lows[2] in VICTIMS:
            outcome, step = VICTIMS[lows[2]], 3
        elif lows[:2] == ["of", "the"] and len(lows) > 4 and lows[3] in VICTIMS:
            outcome, step = VICTIMS[lows[3]], 4  # "three of the five killed"
        elif each.noun in VICTIMS and words[each.last - 3].low == "of":
            outcome = VICTIMS[each.noun]  # "two of the victims"
        if not outcome or not TO_BE & set(lows[step : step + 1]):
            continue
        nation = next((NATIONS[low] for low in lows[step:] if low in NATIONS), "")
        if nation:
            used |= {each.last + 2} if step == len(("of", "the", "dead")) else set()
            shares.append(Share(nation, outcome, each.amount))
    return shares, used


def _is_among(before: Sequence[str]) -> bool:
    """Whether it is "the dead are", "the injured include"."""
    is_whole = len(before) == len(("dead", "are"))
    return is_whole and before[0] in VICTIMS and before[1] in TO_BE | INCLUDE


def _end_of(people: People, every: Sequence[People]) -> int:
    """Return where what is told of them ends: at the next people at the latest."""
    numbers = (each.first for each in every if each.first > people.last + 2)
    return min(people.last + 9, *numbers, people.last + 9)


def shares_among_them(
    people: Sequence[People], shares: Sequence[Share], harms: Sequence[tuple[int, str]]
) -> list[Share]:
    """Read "six were hurt, three Afghans among them"."""
    told = {each.nation for each in shares}
    found = []
    for each in people:
        before = [outcome for at, outcome in harms if at < each.first]
        if each.is_part and each.nation and each.nation not in told and before:
            found.append(Share(each.nation, before[-1], each.amount))
    return found


def join_shares(one: Sequence[Share], other: Sequence[Share]) -> tuple[Share, ...]:
    """Join the shares of two sentences: per nationality and outcome, one range."""
    joined: dict[tuple[str, str], Amount | None] = {}
    for each in (*one, *other):
        key = each.nation, each.outcome
        joined[key] = join(joined.get(key), each.amount)
    return tuple(Share(*key, amount) for key, amount in joined.items() if amount)
