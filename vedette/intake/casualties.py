"""How many were killed and injured, and of which nationality, as one sentence says."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from vedette.intake.harms import find_harms
from vedette.intake.harmwords import (
    ALWAYS_BEFORE,
    BODIES,
    BREAKS,
    EITHER_SIDE,
    INJURED,
    KILLED,
    LINKS,
    NAMED_OF,
    OUTCOMES,
    SPEAKS_OF,
    TO_BE,
    TREATED,
)
from vedette.intake.numbers import Amount, add
from vedette.intake.people import People, find_people
from vedette.intake.sentences import Sentence, Word
from vedette.intake.shares import Share, shares_among_them, shares_of_the_dead
from vedette.intake.tolls import (
    add_nil,
    find_running,
    find_toll,
    is_among,
    is_of_them,
    is_some_of,
    is_sum,
    whole,
)


class Casualties(NamedTuple):
    """What a sentence says of people harmed; None: it says nothing of it.

    ``is_sum``: of several incidents together, or of many years. ``bare``: a number of
    people of whom the sentence does not say what befell them ("spoke of eleven").
    ``as_told``: the words of every number that is not a plain one, with what befell
    them, such as "killed: at least five guards"; ``bare_as_told``: so of the bare one.
    ``is_more``: those killed come on top of those told of before ("two more died");
    ``is_toll``: it is a death toll; ``is_part``: they are some of those told of ("were
    among the dead"); ``nth``: which one he is, of "a third died".
    """

    killed: Amount | None = None
    injured: Amount | None = None
    shares: tuple[Share, ...] = ()
    is_sum: bool = False
    bare: Amount | None = None
    as_told: tuple[str, ...] = ()
    bare_as_told: str = ""
    is_more: bool = False
    is_toll: bool = False
    is_part: bool = False
    nth: int = 0

    def __bool__(self) -> bool:
        """Whether the sentence says anything of people harmed."""
        return bool(self.killed or self.injured or self.shares)

    def filled(self, killed: Amount | None, injured: Amount | None) -> "Casualties":
        """Take the bare number for what the source before gave a number of."""
        if self or self.bare is None or (killed is None) == (injured is None):
            return self
        outcome = KILLED if injured is None else INJURED
        words = self.bare_as_told
        as_told = (f"{outcome}: {words}",) if words else ()
        if outcome == KILLED:
            return self._replace(killed=self.bare, bare=None, as_told=as_told)
        return self._replace(injured=self.bare, bare=None, as_told=as_told)


def find_casualties(sentence: Sentence, taken: Collection[int] = ()) -> Casualties:
    """Return what a sentence says of people harmed; words ``taken`` are dates.

    >>> from vedette.intake.sentences import split_sentences
    >>> text = "It blew up, killing two Chinese engineers and wounding at least four."
    >>> found = find_casualties(split_sentences(text)[0][0])
    >>> print(found.killed, found.injured, found.shares[0].nation)
    2 4+ CN
    """
    words, running = sentence.words, find_running(sentence.text)
    people, harms = _outside(sentence, running, taken)
    toll = find_toll(words, people)
    others = [each for each in people if toll is None or each != toll[1]]
    totals: dict[str, Amount | None] = {KILLED: None, INJURED: None}
    shares, used = shares_of_the_dead(words, people)
    as_told: list[str] = []
    dead: list[People] = []
    previous, is_part = -1, False
    for at, outcome in harms:
        if at in used:
            continue
        chosen = _harmed(words, others, at, previous)
        as_told += _as_told(sentence, chosen, outcome)
        for each in whole(chosen):
            totals[outcome] = add(totals[outcome], each.amount)
        for each in chosen:
            if each.nation:
                shares.append(Share(each.nation, outcome, each.amount))
        dead += chosen if outcome == KILLED else []
        is_part = is_part or is_among(words, at)
        previous = at
    shares += shares_among_them(people, shares, harms)
    for each in people:
        if each.noun in BODIES and totals[KILLED] is None:
            totals[KILLED] = each.amount
            as_told += _as_told(sentence, [each], KILLED)
    if toll is not None:  # whoever else died is among them
        totals[toll[0]] = toll[1].amount
        as_told += _as_told(sentence, [toll[1]], toll[0])
    add_nil(sentence.text, totals)
    told = sentence.text[: running[0]] + sentence.text[running[1] :]
    bare = _bare(words, people)
    return Casualties(
        *(totals[KILLED], totals[INJURED], tuple(shares)),
        is_sum=is_sum(told, is_counted=bool(totals[KILLED] or totals[INJURED])),
        bare=None if bare is None else bare.amount,
        as_told=tuple(dict.fromkeys(as_told)),
        bare_as_told="" if bare is None else _words_of(sentence, bare),
        is_more=toll is None and len(dead) == 1 and dead[0].is_more,
        is_toll=toll is not None,
        is_part=is_part,
        nth=dead[0].nth if len(dead) == 1 else 0,
    )


def _outside(
    sentence: Sentence, running: tuple[int, int], taken: Collection[int]
) -> tuple[list[People], list[tuple[int, str]]]:
    """Return the people and the words of harm, but for those in a running count."""
    words = sentence.words
    out = {
        at for at, word in enumerate(words) if not running[0] <= word.start < running[1]
    }
    people = [each for each in find_people(words, taken) if each.first in out]
    return people, [harm for harm in find_harms(words) if harm[0] in out]


def _as_told(sentence: Sentence, people: Sequence[People], outcome: str) -> list[str]:
    """Return the words of numbers that are not plain ones."""
    words = (_words_of(sentence, each) for each in people)
    return [f"{outcome}: {each}" for each in words if each]


def _words_of(sentence: Sentence, people: People) -> str:
    """Return the words of a number that is not a plain one; nothing of one that is."""
    if people.is_plain:
        return ""
    words = sentence.words
    return sentence.text[words[people.first].start : words[people.last - 1].end]


def _bare(words: Sequence[Word], people: Sequence[People]) -> People | None:
    for each in people:
        before = tuple(word.low for word in words[max(0, each.first - 2) : each.first])
        if before in SPEAKS_OF and not each.noun:
            return each
    return None


def _harmed(
    words: Sequence[Word], people: Sequence[People], at: int, previous: int
) -> list[People]:
    """Return the people whom the word at ``at`` says to be harmed."""
    low = words[at].low
    ahead = [each for each in people if 0 <= each.first - at - 1 <= _reach(words, at)]
    is_passive = any(word.low in TO_BE for word in words[max(0, at - 3) : at])
    if ahead and low in ALWAYS_BEFORE | NAMED_OF | TREATED:
        return _chain(words, people, ahead[0])
    if low in ALWAYS_BEFORE:
        return []
    behind = [each for each in people if previous < each.first and each.last <= at]
    behind = [each for each in behind if not _is_parted(words, each.last, at)]
    if is_passive and is_some_of(words, behind):
        behind.pop()
    if behind and (is_passive or low not in EITHER_SIDE or not ahead):
        return _chain_back(words, behind)
    if ahead and low in EITHER_SIDE and not is_passive:
        return _chain(words, people, ahead[0])
    return []


def _reach(words: Sequence[Word], at: int) -> int:
    return 1 if at + 1 < len(words) and words[at + 1].low in ("of", "at", "to") else 0


def _chain(
    words: Sequence[Word], people: Sequence[People], first: People
) -> list[People]:
    """Return these people and those listed after them, up to the next word of harm."""
    chosen = [first]
    for each in people:
        between = [word.low for word in words[chosen[-1].last : each.first]]
        if each.first < chosen[-1].last or not 0 < len(between) <= 3:
            continue
        if is_of_them(words, each):
            break
        follows = words[each.last].low if each.last < len(words) else ""
        is_own = follows in OUTCOMES or (follows in TO_BE and not each.is_part)
        is_listed = all(
            low in LINKS or low in ("including", "them", "among") for low in between
        )
        if not is_listed or is_own:
            break
        chosen.append(each)
    return chosen


def _chain_back(words: Sequence[Word], behind: Sequence[People]) -> list[People]:
    """Return the last people before a word of harm and those listed with them.

    "One guard, a Tajik national, was killed" is one person: commas alone join nobody.
    """
    chosen = [behind[-1]]
    if is_of_them(words, chosen[0]):
        return chosen
    for each in reversed(behind[:-1]):
        between = [word.low for word in words[each.last : chosen[-1].first]]
        if chosen[-1].is_part:
            chosen.append(each)
            continue
        if not between or not all(low in LINKS for low in between):
            break
        if "and" not in between and len(chosen) == 1:
            apart = chosen.pop()
            chosen.append(each._replace(nation=each.nation or apart.nation))
            continue
        chosen.append(each)
    return chosen


def _is_parted(words: Sequence[Word], start: int, end: int) -> bool:
    return any(word.low in BREAKS for word in words[start:end])
