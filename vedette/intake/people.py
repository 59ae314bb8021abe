"""People in a sentence by number and nationality: "at least two Chinese engineers"."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from vedette.intake.ages import is_no_count, skip_age
from vedette.intake.numbers import Amount, Counted, read_amount
from vedette.intake.sentences import Word
from vedette.intake.tables import word_set

# ISO 3166 code: how English names its people, and the country.
COUNTRIES = {
    "AF": ("afghan afghans", "afghanistan"),
    "BY": ("belarusian belarusians", "belarus"),
    "CN": ("chinese", "china"),
    "DE": ("german germans", "germany"),
    "FR": ("french", "france"),
    "GB": ("british briton britons", "britain"),
    "IN": ("indian indians", "india"),
    "IR": ("iranian iranians", "iran"),
    "IT": ("italian italians", "italy"),
    "JP": ("japanese", "japan"),
    "KG": ("kyrgyz", "kyrgyzstan"),
    "KR": ("korean koreans", "korea"),
    "KZ": ("kazakh kazakhs", "kazakhstan"),
    "PK": ("pakistani pakistanis", "pakistan"),
    "RU": ("russian russians", "russia"),
    "TJ": ("tajik tajiks tajikistani", "tajikistan"),
    "TM": ("turkmen", "turkmenistan"),
    "TR": ("turkish turk turks", "turkey"),
    "UA": ("ukrainian ukrainians", "ukraine"),
    "US": ("american americans", "america"),
    "UZ": ("uzbek uzbeks", "uzbekistan"),
}
NATIONS = {
    word: code for code, (words, _) in COUNTRIES.items() for word in words.split()
}
LANDS = {land: code for code, (_, land) in COUNTRIES.items()}

ONE = word_set(
    "person man woman boy girl child civilian citizen national resident villager"
    " local farmer herder shepherd farmhand fisherman trader teacher doctor nurse"
    " pupil student pensioner refugee migrant harvester driver worker labourer"
    " laborer employee engineer surveyor geologist miner builder technician"
    " specialist contractor cook mason guard soldier serviceman conscript officer"
    " sergeant lieutenant captain private policeman ranger patrolman crewman"
    " member militant fighter gunman attacker assailant intruder infiltrator"
    " smuggler trafficker courier bandit robber insurgent other victim colleague"
    " brother son daughter father mother wife husband cousin body casualty"
    " passenger tourist foreigner"
)
SEVERAL = (
    frozenset(f"{noun}s" for noun in ONE)
    | frozenset(f"{noun[:-3]}men" for noun in ONE if noun.endswith("man"))
    | word_set("people children bodies casualties troops crew wives")
)
PERSONS = ONE | SEVERAL
# What may not stand between a number and the people it counts.
PARTING = word_set(
    "was were is are had has have been be and or but who which that by in on at to from"
    " with near when while after before killed dead died injured wounded hurt killing"
    " wounding injuring kg km percent years hours minutes days weeks months metres"
)
PART_OF = (
    *(("including",), ("among", "them"), ("among", "whom"), ("of", "whom")),
    *(("of", "them"), ("among", "those"), ("them",)),
)
OWN = word_set("citizens nationals")
ONE_OF = word_set("a an his her")
REACH = 5  # words from a number to the people it counts
ALL = word_set("both all")
NTH = {
    word: at
    for at, word in enumerate(
        ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"), start=2
    )
}
# What may stand behind "a third" where it is a person: no "of", no "attack".
AFTER_NTH = (PARTING - {"of"}) | word_set(
    ", . ; remains remained later lost suffered sustained succumbed is"
)
OTHERS = word_set("other others")
HURT = [["of", "the", hurt] for hurt in ("wounded", "injured", "survivors")]
ADDED = word_set("another further additional")


class People(NamedTuple):
    """Some people; ``is_part``: named as a part of others just named.

    Their words run from ``first`` up to ``last``; ``noun`` is empty for a bare number.
    ``is_plain``: the number is one and no more ("five", not "at least five").
    ``is_more``: they come on top of others ("two more"); ``nth``: "a third man" is 3.
    """

    amount: Amount
    nation: str
    first: int
    last: int
    noun: str
    is_part: bool = False
    is_plain: bool = True
    is_more: bool = False
    nth: int = 0


def find_people(words: Sequence[Word], taken: Collection[int] = ()) -> list[People]:
    """Return the people in a sentence, in order; words ``taken`` are no numbers."""
    found: list[People] = []
    at = 0
    while at < len(words):
        counted = read_amount(words, at)
        if counted is not None and is_no_count(words, at, counted.last):
            at = counted.last
            continue
        people = None if at in taken else _read_people(words, at, counted)
        if people is None:
            at += 1
            continue
        found.append(_with_more(words, _with_nation(words, people)))
        at = people.last
    return found


def _read_people(
    words: Sequence[Word], at: int, counted: Counted | None
) -> People | None:
    low = words[at].low
    is_both = low == "both" and (at == 0 or words[at - 1].low != ",")
    if counted is None and low not in ONE_OF and not is_both:
        return None
    if counted is None:
        amount, last = Amount(1 + (low == "both"), 1 + (low == "both")), at + 1
    else:
        amount, last = counted.amount, counted.last
    last = skip_age(words, last)
    is_plain = counted is None or counted.is_plain
    if at and words[at - 1].low == "no":
        return None
    end, nation, noun = _read_noun(words, last)
    is_part = any(
        tuple(word.low for word in words[max(0, at - len(cue)) : at]) == cue
        for cue in PART_OF
    ) or [word.low for word in words[end : end + 2]] == ["among", "them"]
    if noun == "couple":
        amount = Amount(2, 2)
    if noun in OWN and words[end - 2].low in ("its", "their", "our"):
        is_plain = False
        amount = amount._replace(is_open=True)  # there may be others, of other states
    if noun:
        if counted is None and (noun in SEVERAL) != is_both:
            return None  # "a workers' camp", "a further three people"
        return People(amount, nation, at, end, noun, is_part, is_plain)
    if counted is None:
        is_aged = last > at + 1  # "a 45-year-old was killed"
        if is_aged:
            return People(amount, nation, at, last, "other", is_part)
        is_one = _is_nth(words, at)
        return People(amount, nation, at, at + 2, "other", is_part) if is_one else None
    return People(amount, nation, at, last, "", is_part, is_plain)


def _with_nation(words: Sequence[Word], people: People) -> People:
    """Add what is told of all of them: "two workers, both Chinese nationals,"."""
    lows = [word.low for word in words[people.last : people.last + 5]]
    if people.nation or lows[:1] != [","] or not ALL & set(lows[1:2]):
        return people
    nation = next((NATIONS[low] for low in lows[2:] if low in NATIONS), "")
    return people._replace(nation=nation)


def _with_more(words: Sequence[Word], people: People) -> People:
    """Add whether they come on top of others, and which one somebody is."""
    lows = [word.low for word in words[people.first : people.last + 1]]
    of_whom = [word.low for word in words[people.last : people.last + 3]]
    nth = next((NTH[low] for low in lows[1:2] if low in NTH), 0)
    is_more = nth > 0 or bool(ADDED & set(lows[:-1])) or of_whom in HURT
    is_more = is_more or bool(OTHERS & set(lows[1:])) or lows[-1] == "also"
    is_more = is_more or of_whom[1:2] == ["also"]
    if not is_more and people.is_plain and "more" in lows[1:]:
        behind = lows[lows.index("more") + 1 :]
        is_more = behind[:1] != ["than"]
    return people._replace(is_more=is_more, nth=nth)


def _is_nth(words: Sequence[Word], at: int) -> bool:
    """Whether "a third" stands for a person."""
    if at + 1 >= len(words) or words[at + 1].low not in NTH:
        return False
    return at + 2 == len(words) or words[at + 2].low in AFTER_NTH


def _read_noun(words: Sequence[Word], at: int) -> tuple[int, str, str]:
    """Return where the noun behind a number ends, its nationality, and the noun."""
    nation, as_noun = "", 0
    for place in range(at, min(at + REACH, len(words))):
        low = words[place].low
        if low in PARTING or (not low[0].isalpha() and low not in ("'", ",")):
            break
        if low == ",":
            break
        if low == "couple":
            return place + 1, nation, low
        if low in PERSONS:
            return _read_land(words, place + 1, nation, low)
        if low in NATIONS:
            nation, as_noun = NATIONS[low], place + 1
    if as_noun:
        return as_noun, nation, "national"
    return at, "", ""


def _read_land(
    words: Sequence[Word], end: int, nation: str, noun: str
) -> tuple[int, str, str]:
    """Add "of China", and step over a second noun ("police officers")."""
    while end < len(words) and words[end].low in PERSONS:
        noun, end = words[end].low, end + 1
    after = [word.low for word in words[end : end + 2]]
    if len(after) == 2 and after[0] in ("of", "from") and after[1] in LANDS:
        return end + 2, LANDS[after[1]], noun
    return end, nation, noun
