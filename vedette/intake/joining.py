"""Sentences to drafts: which tell of one incident, and who claims what of it."""

import datetime as dt
from dataclasses import replace

from vedette.domain.register import Span
from vedette.intake.casualties import Casualties
from vedette.intake.gather import Claimed, Fact, Incident, Subject
from vedette.intake.matching import Incidents
from vedette.intake.people import LANDS, NATIONS
from vedette.intake.readings import Reading
from vedette.intake.sayings import Said
from vedette.intake.sources import Speaker, kind_of_publisher
from vedette.intake.speechwords import UNTRUE
from vedette.intake.tables import compiled
from vedette.intake.voices import Voices

ALL_OF_THEM = compiled(
    "(?:either|both|the two|any of the|these|the three)"
    " (?:cases?|incidents?|attacks?|shootings?|events?)"
)
DENIED = compiled("den(?:y|ies|ied|ying)", f"(?:is|are|was|were) {UNTRUE}")
NEEDS_NO_WORD_OF_ITS_OWN = ("denies", "no_comment", "withdraws", "confirms")


class Joiner:
    """Goes through an article's sentences in order and gathers its drafts."""

    def __init__(self, publisher: str, today: dt.date) -> None:
        self.facts: list[Fact] = []
        self.claims: list[Claimed] = []
        self.apart: list[Reading] = []  # sentences of a place where no incident is
        self._incidents = Incidents(today)
        self._publisher = Speaker(publisher, kind_of_publisher(publisher), "named")
        self._voices = Voices()
        self._current: Subject | None = None

    @property
    def incidents(self) -> list[Incident]:
        """The incidents gathered so far."""
        return self._incidents.all

    @property
    def size(self) -> int:
        """How many drafts there are so far."""
        return len(self.incidents) + len(self.facts) + len(self.claims)

    @property
    def last_day(self) -> Span | None:
        """When the incident was that was told of last."""
        told = [each.when for each in self.incidents if each is self._current]
        return told[0] if told else next((i.when for i in self.incidents[::-1]), None)

    def add(self, reading: Reading) -> None:
        """Add the next sentence."""
        mark = reading.sentence.mark
        if self.claims:
            last = self.claims[-1]
            filled = reading.casualties.filled(last.killed, last.injured)
            reading = replace(reading, casualties=filled)
        self._voices.note(reading.sentence)
        known = len(self.incidents) + len(self.facts)
        incident = self._incidents.find(reading, self._current)
        facts = [self._find_fact(reading, kind) for kind in reading.told.facts]
        subjects = self._subjects(reading, incident, facts)
        if _is_only_denied(reading):  # what is denied is no count of anybody's
            reading = replace(reading, casualties=Casualties())
        if incident is not None and not reading.casualties.is_sum:
            incident.count(reading.casualties, mark)
        is_claimed = False
        for said in reading.said:
            for speaker in self._speakers(said):
                who = self._voices.hear(speaker)
                for subject in subjects:
                    self._claim(reading, said.says, said.said, who, subject)
                    is_claimed = True
        if not is_claimed:
            is_new = len(self.incidents) + len(self.facts) > known
            self._tell_unattributed(reading, subjects, is_new=is_new)
        self._current = subjects[-1] if subjects else self._current
        self._incidents.note_place(reading)

    def _find_fact(self, reading: Reading, kind: str) -> Fact:
        nations = frozenset(
            (NATIONS | LANDS)[word.low]
            for said in reading.said
            for who in said.speakers
            for word in reading.sentence.words[slice(*who.words)]
            if word.low in NATIONS | LANDS
        )
        for each in self.facts:
            if each.fits(kind, reading.where, nations):
                return each
        mark = reading.sentence.mark
        self.facts.append(Fact(kind, mark, reading.where, nations))
        return self.facts[-1]

    def _subjects(
        self, reading: Reading, incident: Incident | None, facts: list[Fact]
    ) -> list[Subject]:
        """Return what a sentence speaks of, or else what was spoken of last."""
        if incident is not None or facts:
            return [*([] if incident is None else [incident]), *facts]
        if ALL_OF_THEM.search(reading.sentence.text):
            return list(self.incidents)
        if reading.said and 0 < reading.told.ordinal <= len(self.incidents):
            return [self.incidents[reading.told.ordinal - 1]]
        says = {each.says for each in reading.said}
        current = self._current
        if current is None or not says or reading.casualties.is_sum:
            return []
        if not (says & set(NEEDS_NO_WORD_OF_ITS_OWN) or reading.told.has_details):
            return []
        found = self._incidents.find_spoken_of(reading, current)
        if found is None:
            self.apart.append(reading)
            return []
        return [found]

    def _speakers(self, said: Said) -> tuple[Speaker, ...]:
        if not said.speakers and said.says in ("withdraws", "denies"):
            heard = self._voices.last if said.says == "denies" else None
            return (heard or self._publisher,)
        return said.speakers

    def _claim(
        self,
        reading: Reading,
        says: str,
        said: Span | None,
        who: Speaker,
        subject: Subject,
    ) -> None:
        """Add a claim, or what it says more to one that the source has made already."""
        mine = [
            each for each in self.claims if each.about is subject and each.is_by(who)
        ]
        same = [each for each in mine if says in ("asserts", each.says)]
        if same:
            same[-1].take(reading.casualties)
            return
        claim = Claimed(subject, says, who, reading.sentence.mark, said)
        claim.take(reading.casualties)
        self.claims.append(claim)

    def _tell_unattributed(
        self, reading: Reading, subjects: list[Subject], *, is_new: bool
    ) -> None:
        """Give a sentence without a source to the last one, or to the publisher."""
        for subject in subjects:
            before = [each for each in self.claims if each.about is subject]
            if before:
                before[-1].take(reading.casualties)
            elif is_new:
                self._claim(reading, "asserts", None, self._publisher, subject)


def _is_only_denied(reading: Reading) -> bool:
    """Whether a sentence only says that something is denied, in a word for it.

    One that denies in other words ("nobody was hurt") gives a count of its own.
    """
    says = {each.says for each in reading.said}
    return says == {"denies"} and bool(DENIED.search(reading.sentence.text))
