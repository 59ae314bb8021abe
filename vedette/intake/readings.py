"""One sentence read whole: what it tells of, when, where, who was harmed, who says."""

import re
from dataclasses import dataclass

from vedette.domain.register import Span
from vedette.intake.calendar import When
from vedette.intake.casualties import Casualties, find_casualties
from vedette.intake.dates import find_dates
from vedette.intake.dayforms import Clock
from vedette.intake.events import Told, find_told
from vedette.intake.places import Named, PlaceNames, find_places
from vedette.intake.sayings import Said, find_said
from vedette.intake.sentences import Sentence
from vedette.intake.tables import word_set

DATELINE_WORDS = 14
DATED = re.compile(
    r"[A-Z][A-Z -]+, [A-Z][a-z]{2,8}\.? \d{1,2}\.(?: /[^/]+/\.)?"
)  # ends with a stop
DASHES = frozenset(["-", "–", "—"])
AT_HOME = word_set(
    "hospital embassy official officials office government administration spokesman"
    " ministry governor source sources clinic reporters"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with all that the rules find in it.

    ``starts``: the character behind its dateline.
    """

    sentence: Sentence
    told: Told
    dates: tuple[When, ...]
    places: tuple[Named, ...]
    casualties: Casualties
    said: tuple[Said, ...]
    last_date: Span | None
    starts: int = 0

    @property
    def when(self) -> Span | None:
        """The first date that is not one on which something was said."""
        return self.dates[0].span if self.dates else None

    @property
    def event_at(self) -> int:
        """Where in the sentence the first word for an incident stands."""
        return self.starts + self.told.event_at

    @property
    def where(self) -> Named | None:
        """The place that says most: one of the gazetteer, and no district, first."""
        ranked = sorted(self.places, key=_how_wide)
        return ranked[0] if ranked else None


def _how_wide(named: Named) -> int:
    if not named.is_known:
        return 2
    return int(named.place.precision not in ("exact", "near"))


def read_sentence(
    sentence: Sentence, clock: Clock, names: PlaceNames, publisher: str
) -> Reading:
    """Read one sentence; ``clock`` knows the article's day and the last date named."""
    dates = find_dates(sentence.text, clock)
    taken = frozenset(
        at
        for at, word in enumerate(sentence.words)
        if any(date.start <= word.start < date.end for date in dates)
    )
    start = _dateline(sentence)
    said = find_said(sentence, publisher, taken, dates)
    spoken = [each.said for each in said]
    first = sentence.words[start].start if start < len(sentence.words) else 0
    of_event = [
        each for each in dates if each.start >= first and each.span not in spoken
    ]
    inside = {at for each in said for who in each.speakers for at in range(*who.words)}
    places = [
        each
        for each in find_places(sentence.words, names, taken)
        if each.first >= start
        and each.first not in inside
        and not _is_home(sentence, each)
    ]
    return Reading(
        sentence=sentence,
        told=find_told(sentence.text[first:]),
        dates=tuple(of_event),
        places=tuple(places),
        casualties=find_casualties(sentence, taken),
        said=tuple(said),
        last_date=dates[-1].span if dates else None,
        starts=first,
    )


def _dateline(sentence: Sentence) -> int:
    """Return the word behind a dateline such as ``KHOROG, Dec 2 (Wire) -``, or 0."""
    words = sentence.words
    if DATED.fullmatch(sentence.text):
        return len(words)
    if words[0].low == "(" and any(word.low == ")" for word in words[:DATELINE_WORDS]):
        return next(at for at, word in enumerate(words) if word.low == ")") + 1
    for at, word in enumerate(words[:DATELINE_WORDS]):
        is_apart = word.start > words[at - 1].end if at else False
        if word.low in DASHES and is_apart:
            opens = any(
                each.text.isupper() and len(each.text) > 2 for each in words[:at]
            )
            return at + 1 if opens or any(each.low == "(" for each in words[:at]) else 0
    return 0


def _is_home(sentence: Sentence, named: Named) -> bool:
    """Whether the place is where a body sits: "the hospital in Kulob"."""
    before = [
        word.low for word in sentence.words[max(0, named.first - 2) : named.first]
    ]
    return len(before) == 2 and before[0] in AT_HOME
