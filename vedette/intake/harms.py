"""Where a sentence says that somebody was killed or injured."""

from collections.abc import Sequence

from vedette.intake.harmwords import (
    DEADLY,
    HURTS,
    ILL,
    INJURED,
    KILLED,
    LIFE,
    LOSS,
    LOSS_WORDS,
    OF_THOSE,
    OUTCOMES,
    SUFFERED,
    TREATED,
    WAYS_IN,
    WHICH,
)
from vedette.intake.numbers import VALUES
from vedette.intake.sentences import Word


def find_harms(words: Sequence[Word]) -> list[tuple[int, str]]:
    """Return where a sentence says that somebody was harmed, and how."""
    found = []
    for at, word in enumerate(words):
        before = [each.low for each in words[max(0, at - 2) : at]]
        if before in (["of", "the"], ["of", "those"]):
            continue  # "one of the wounded": told of before
        if word.low in OUTCOMES:
            is_deadly = bool(DEADLY & set(before[-1:]))
            found.append((at, KILLED if is_deadly else OUTCOMES[word.low]))
        elif word.low in LIFE and LOSS & {
            w.low for w in words[max(0, at - LOSS_WORDS) : at]
        }:
            found.append((at, KILLED))
        elif _is_hurt(word.low, before):
            found.append((at - 1, INJURED))
        elif word.low in TREATED or _is_ill(words, at, found) or _is_count(words, at):
            found.append((at, INJURED))
        elif word.low in ("loss", "bodies") and _is_of(words, at):
            found.append((at, KILLED))
    return found


def _is_of(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].low == "of"


def _is_hurt(low: str, before: list[str]) -> bool:
    """Whether it says so in two words: "suffered injuries", "taken to hospital"."""
    is_hurt = low in HURTS and bool(SUFFERED & set(before))
    return is_hurt or (low == "hospital" and _is_way(before))


def _is_count(words: Sequence[Word], at: int) -> bool:
    """Whether injuries are counted: "three deaths and seven injuries"."""
    before = words[at - 1].low if at else ""
    is_number = before in VALUES or before.isdigit()
    return is_number and words[at].low == "injuries"


def _is_way(before: Sequence[str]) -> bool:
    """Whether words lead into a hospital: "to", "in", "to the", "in a regional"."""
    last = before[-1] if before else ""
    return last in WAYS_IN or (last in WHICH and before[0] in WAYS_IN)


def _is_ill(words: Sequence[Word], at: int, found: Sequence[tuple[int, str]]) -> bool:
    """Whether it says so by how somebody is: "in intensive care".

    Of those hurt who are counted already it says no more: "four of them are in a
    critical condition".
    """
    lows = [word.low for word in words[:at]]
    if (lows[-1] if lows else "", words[at].low) not in ILL:
        return False
    is_told = any(outcome == INJURED for _, outcome in found)
    return not is_told and not OF_THOSE.search(" ".join(lows))
