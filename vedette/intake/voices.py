"""Who is meant by "it", "the ministry", "its spokesman": whom the text named before."""

import re
from collections import deque
from dataclasses import replace

from vedette.intake.runs import PRONOUNS
from vedette.intake.sentences import Sentence
from vedette.intake.sources import STARTS, Speaker
from vedette.intake.sourcewords import BODIES, POSTS, kind_of_body
from vedette.intake.tables import word_set

BEFORE_BODY = word_set(
    "foreign interior defence defense border security state national local regional"
    " district transport energy economy drug"
)
RIGHT = re.compile(r"(?: (?:of|for) (?:the )?[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,3})?")
MOST_KEPT = 100  # names, of which the last are meant
MOST_LEFT = 5  # words that belong to a body's name on its left
OWNER = re.compile(r"^(?:the |its |their )?(.+)'s? ", re.IGNORECASE)


class Voices:
    """The bodies and people named so far in one article."""

    def __init__(self) -> None:
        self._heard: deque[Speaker] = deque(maxlen=MOST_KEPT)
        self._named: deque[Speaker] = deque(maxlen=MOST_KEPT)

    @property
    def last(self) -> Speaker | None:
        """Who said something last."""
        return self._heard[-1] if self._heard else None

    def note(self, sentence: Sentence) -> None:
        """Note the bodies that a sentence names, whether they say something or not."""
        for _, pattern in BODIES:
            for match in pattern.finditer(sentence.text):
                name = _whole_name(sentence, match.start(), match.end())
                kind = kind_of_body(name)
                if kind is not None:
                    self._named.append(Speaker(name, kind, "named"))

    def hear(self, speaker: Speaker) -> Speaker:
        """Return who is meant by a speaker, and remember it."""
        meant = replace(self._meant(speaker), words=speaker.words)
        self._heard.append(meant)
        return meant

    def _meant(self, speaker: Speaker) -> Speaker:
        if speaker.name.lower() in PRONOUNS:
            known = self._heard or self._named
            return known[-1] if known else speaker
        if speaker.anonymity == "role_only" and speaker.refers:
            return self._post_holder(speaker)
        if speaker.anonymity == "unnamed":
            return self._same_people(speaker) if speaker.refers else speaker
        is_body = speaker.anonymity == "named"
        return self._same_body(speaker) if is_body else speaker

    def _post_holder(self, speaker: Speaker) -> Speaker:
        if speaker.name.lower().startswith("the "):
            before = [each for each in self._heard if each.anonymity == "role_only"]
            if before:
                return before[-1]
        if not self._named:
            return speaker
        body = self._named[-1]
        post = next(word for word in speaker.name.lower().split() if word in POSTS)
        return replace(speaker, name=f"{post} of {body.name}", kind=body.kind)

    def _same_people(self, speaker: Speaker) -> Speaker:
        stem = _stem(speaker)
        for each in reversed(self._heard):
            if each.anonymity == "unnamed" and _stem(each) & stem:
                return each
        return speaker

    def _same_body(self, speaker: Speaker) -> Speaker:
        owner = OWNER.match(speaker.name)
        cores = [speaker.core]
        if owner:
            cores.append(frozenset(owner[1].lower().split()) - STARTS)
        for core in cores:
            for each in reversed([*self._named, *self._heard]):
                if each.anonymity == "named" and core and core < each.core:
                    return each
        return speaker


def _stem(speaker: Speaker) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in speaker.core) - {"two", "one"}


def _whole_name(sentence: Sentence, start: int, end: int) -> str:
    """Return a body's name with the words left and right that belong to it."""
    words = [word for word in sentence.words if word.end <= start]
    begin = start
    for word in reversed(words[-MOST_LEFT:]):
        is_part = word.text[:1].isupper() or word.low in BEFORE_BODY
        if not is_part or sentence.text[word.end : begin].strip() or word.low in STARTS:
            break
        begin = word.start
    right = RIGHT.match(sentence.text, end)
    return sentence.text[begin : right.end() if right else end]
