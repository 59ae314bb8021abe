"""How many of those harmed were of which nationality."""

from collections.abc import Sequence
from typing import NamedTuple

from vedette.intake.harmwords import TO_BE, VICTIMS
from vedette.intake.numbers import Amount, join
from vedette.intake.people import NATIONS, People
from vedette.intake.sentences import Word


class Share(NamedTuple):
    """How many of one nationality, and what befell them."""

    nation: str
    outcome: str
    amount: Amount


def shares_of_the_dead(
    words: Sequence[Word], people: Sequence[People]
) -> tuple[list[Share], set[int]]:
    """Read "two of the dead were Chinese citizens and one was Tajik"."""
    shares: list[Share] = []
    used: set[int] = set()
    for each in people:
        after = words[each.last : each.last + 9]
        lows = [word.low for word in after]
        outcome = shares[-1].outcome if shares else ""
        step = 0
        if lows[:1] == ["of"] and len(lows) > 3 and lows[2] in VICTIMS:
            outcome, step = VICTIMS[lows[2]], 3
        elif each.noun in VICTIMS and words[each.last - 3].low == "of":
            outcome = VICTIMS[each.noun]  # "two of the victims"
        if not outcome or not TO_BE & set(lows[step : step + 1]):
            continue
        nation = next((NATIONS[low] for low in lows[step:] if low in NATIONS), "")
        if nation:
            used |= {each.last + 2} if step else set()
            shares.append(Share(nation, outcome, each.amount))
    return shares, used


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
