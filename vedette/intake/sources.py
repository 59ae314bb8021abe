"""Who says it: the body, post or unnamed people to whom an act of speech belongs."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vedette.intake.numbers import read_amount
from vedette.intake.people import NATIONS, PERSONS
from vedette.intake.runs import PRONOUNS, Run, is_inverted, runs_before, runs_behind
from vedette.intake.sentences import Sentence, Word
from vedette.intake.sourcewords import (
    METONYMS,
    NO_NAME,
    OFFICES,
    OFFICIAL,
    OUTSIDE,
    POSTS,
    RANKS,
    TITLES,
    UNNAMED,
    kind_of_body,
)
from vedette.intake.speech import Act
from vedette.intake.tables import word_set

LONGEST_NAME = 80
SOMEBODY = "a person whom the article names"
STARTS = word_set("the a an its his her their both one neither")
AFTER_CORE = word_set(
    "of for in at from with within close familiar working speaking near on by briefed"
    " named known based"
)
CUT = word_set("named known called based")
BEFORE_NAME = word_set("in on at by from with near to of for under into late")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something, as the article puts it.

    ``count``: how many people it is, None where that is not told. ``refers``: the words
    point back to somebody named before ("it", "the spokesman"). ``words``: from which
    up to which word of the sentence the name runs.
    """

    name: str
    kind: str
    anonymity: str
    count: int | None = None
    refers: bool = False
    words: tuple[int, int] = field(default=(0, 0), compare=False)

    @property
    def core(self) -> frozenset[str]:
        """The words that tell this one from others."""
        words = self.name.lower().replace("'s", "").split()
        return frozenset(words) - STARTS - BEFORE_NAME


def find_speakers(
    sentence: Sentence, act: Act, publisher: str, taken: frozenset[int]
) -> list[Speaker]:
    """Return who does an act of speech; empty where the sentence does not say.

    ``taken`` are the words that belong to a date.
    """
    words = sentence.words
    verb = next(at for at, word in enumerate(words) if word.end > act.start)
    after = next(
        (at for at, word in enumerate(words) if word.start >= act.end), len(words)
    )
    speakers: list[Speaker] = []
    if not act.is_followed:
        runs, beside = runs_before(words, verb, taken)
        speakers = _read_all(sentence, runs, publisher)
        if beside is not None and all(each.name == SOMEBODY for each in speakers):
            speakers = _read_all(sentence, [beside], publisher) or speakers
    if not speakers and (act.is_followed or is_inverted(words, verb)):
        speakers = _read_all(sentence, runs_behind(words, after, taken), publisher)
    is_hidden = bool(NO_NAME.search(sentence.text))
    return [_hidden(each) if is_hidden else each for each in speakers]


def _read_all(sentence: Sentence, runs: Sequence[Run], publisher: str) -> list[Speaker]:
    found = [(run, _read(sentence, *run, publisher)) for run in runs]
    return [replace(who, words=run) for run, who in found if who is not None]


def _hidden(speaker: Speaker) -> Speaker:
    is_body = speaker.anonymity == "named"
    return speaker if is_body else replace(speaker, anonymity="unnamed")


def _read(sentence: Sentence, start: int, end: int, publisher: str) -> Speaker | None:
    """Read the name in a run of words; None where nobody is named in it."""
    words = sentence.words
    end = next((at for at in range(start + 1, end) if words[at].low in CUT), end)
    last = words[end - 1].low
    if last == "we":
        return Speaker(publisher, kind_of_publisher(publisher), "named")
    if last in PRONOUNS:
        return Speaker(last, "other", "named", refers=True)
    start = _trim(words, start, end)
    core = _core(words, start, end)
    is_person = core + 1 < end and _is_name_of_person(words, core + 1)
    name_end = words[core if is_person else end - 1].end
    name = sentence.text[words[start].start : name_end][:LONGEST_NAME]
    if publisher and publisher.lower() in name.lower():
        return Speaker(publisher, kind_of_publisher(publisher), "named")
    if words[core].low in TITLES:
        return Speaker(SOMEBODY, "other", "role_only")
    if words[core].low in RANKS and is_person:
        return Speaker("an officer whom the article names", "force", "role_only")
    return _read_name(words, start, core, name)


def _read_name(
    words: Sequence[Word], start: int, core: int, name: str
) -> Speaker | None:
    """Read a name by the word that it is about."""
    head, kind = words[core].low, kind_of_body(name)
    if head in UNNAMED:
        return _read_unnamed(words, start, core, name, kind)
    if head in POSTS:
        return _read_post(words, start, core, name, kind)
    if kind is not None and head in PERSONS and words[start].low in ("a", "an", "one"):
        return Speaker(name, kind, "unnamed", 1)
    if kind is not None:
        return _read_body(words, start, core, name, kind)
    if head in METONYMS:
        return Speaker(words[core].text, "government", "named")
    return _read_unknown(words, start, core, name)


def _trim(words: Sequence[Word], start: int, end: int) -> int:
    """Return where the name begins: at its article or number, behind prepositions."""
    for at in range(start, end):
        if words[at].low in ("both", "neither"):
            return at + 1 if at + 1 < end else at
        if words[at].low in STARTS or read_amount(words, at):
            return at
    while start < end - 1 and words[start].low in BEFORE_NAME:
        start += 1
    return start


def _core(words: Sequence[Word], start: int, end: int) -> int:
    """Return the word that the name is about: the last before "of", "in", "for".

    Behind a number it is what is counted: "two of the sources".
    """
    for at in range(start + 1, end):
        low = words[at].low
        if _is_name_of_person(words, at):
            return at - 1
        if low == "of" and read_amount(words, start):
            continue
        if low in AFTER_CORE:
            return at - 1
    return end - 1


def _is_name_of_person(words: Sequence[Word], at: int) -> bool:
    """Whether a person's name begins here, behind a post or a rank: it is left out."""
    is_capital = words[at].text[:1].isupper() and kind_of_body(words[at].text) is None
    return is_capital and words[at - 1].low in POSTS | RANKS | TITLES


def _read_unnamed(
    words: Sequence[Word], start: int, core: int, name: str, kind: str | None
) -> Speaker:
    """Read people who are quoted without a name."""
    low = words[core].low
    counted = read_amount(words, start)
    is_told = counted is not None and not counted.amount.is_open
    count = counted.amount.low if counted and is_told else None
    if words[start].low in ("a", "an"):
        count = 1
    group = UNNAMED[low]
    if OUTSIDE.search(name) and kind:
        group = kind
    elif low in ("source", "sources", "officer", "officers"):
        is_nation = any(word.low in NATIONS for word in words[start:core])
        group = "official" if OFFICIAL.search(name) or is_nation else group
    refers = any(word.low == "of" for word in words[start:core])
    refers = refers or words[start].low in ("the", "both")
    return Speaker(name, group, "unnamed", count, refers)


def _read_post(
    words: Sequence[Word], start: int, core: int, name: str, kind: str | None
) -> Speaker:
    """Read the holder of a post."""
    first = words[start].low
    refers = first in ("its", "his", "her", "their")
    refers = refers or (kind is None and (first == "the" or start == core))
    is_state = any(words[at].low in METONYMS for at in range(start, core))
    is_state = is_state or refers or words[core].low in OFFICES
    return Speaker(
        name, kind or ("government" if is_state else "other"), "role_only", None, refers
    )


def _read_body(
    words: Sequence[Word], start: int, core: int, name: str, kind: str
) -> Speaker:
    """Read a body, or somebody of it: "X of the ministry" leaves X out."""
    own = name[: words[core].end - words[start].start]
    if words[core].text[:1].isupper() and kind_of_body(own) is None:
        rest = name[len(own) :].strip()
        return Speaker(f"somebody {rest}", kind, "role_only")
    return Speaker(name, kind, "named", refers=len(name.split()) <= 2)


def _read_unknown(
    words: Sequence[Word], start: int, core: int, name: str
) -> Speaker | None:
    """Read a name that no table holds: a person's is not taken over."""
    if words[core].text[:1].isupper():
        return Speaker(SOMEBODY, "other", "role_only")
    if words[start].low in ("a", "an", "one"):
        return Speaker(name, "resident", "unnamed", 1)
    return None


def kind_of_publisher(name: str) -> str:
    """Return what kind of publisher a name is of.

    >>> kind_of_publisher("River FM")
    'broadcaster'
    """
    kind = kind_of_body(name)
    return kind if kind is not None else "newspaper"
