"""Sentences to drafts: which tell of one incident, and who claims what of it."""

from dataclasses import replace

from vedette.domain.register import Span
from vedette.intake.casualties import Casualties
from vedette.intake.gather import Claimed, Fact, Incident, Subject
from vedette.intake.readings import Reading
from vedette.intake.sayings import Said
from vedette.intake.sentences import Mark
from vedette.intake.sources import Speaker, kind_of_publisher
from vedette.intake.tables import compiled
from vedette.intake.voices import Voices

ALL_OF_THEM = compiled(
    "(?:either|both|the two|any of the|these|the three)"
    " (?:cases?|incidents?|attacks?|shootings?|events?)"
)
DENIED = compiled("den(?:y|ies|ied|ying)")
NEEDS_NO_WORD_OF_ITS_OWN = ("denies", "no_comment", "withdraws", "confirms")


class Joiner:
    """Goes through an article's sentences in order and gathers its drafts."""

    def __init__(self, publisher: str) -> None:
        self.incidents: list[Incident] = []
        self.facts: list[Fact] = []
        self.claims: list[Claimed] = []
        self._publisher = Speaker(publisher, kind_of_publisher(publisher), "named")
        self._voices = Voices()
        self._current: Subject | None = None
        self._unplaced: set[str] = set()  # kinds named before anything else was told
        self._several: tuple[Span, ...] = ()  # dates told of several incidents at once
        self._dated: Mark | None = None
        self._place: tuple[Reading, Mark] | None = None

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
        incident = self._find_incident(reading)
        fact = self._find_fact(reading)
        subjects = self._subjects(reading, incident, fact)
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
        if reading.where is not None and reading.where.is_known:
            self._place = reading, mark

    def _find_incident(self, reading: Reading) -> Incident | None:
        """Return the incident that a sentence tells of, a new one where it is new."""
        told, harmed = reading.told, reading.casualties
        if harmed.is_sum:
            dates = tuple(date.span for date in reading.dates)
            self._several = dates if len(dates) > 1 else ()
            self._dated = reading.sentence.mark
            return None
        if not told.incidents:
            return self._continued(reading)
        when = None if _is_taken_back(reading) else reading.when
        dated = None
        if when is None and 0 < told.ordinal <= len(self._several):
            when, dated = self._several[told.ordinal - 1], self._dated
        if (told.is_plural or told.is_background) and not harmed:
            is_known = any(each.fits(reading, when) for each in self.incidents)
            if not is_known or told.is_background:
                return None
        found = self._match(reading, when)
        if found is None:
            found = self._begin(reading, when)
        if found is not None:
            found.take(reading, when, dated)
        return found

    def _match(self, reading: Reading, when: Span | None) -> Incident | None:
        order = self.incidents[::-1]
        if isinstance(self._current, Incident):
            order = [
                self._current,
                *(each for each in order if each is not self._current),
            ]
        if reading.told.is_another or reading.told.ordinal:
            return next(
                (each for each in order if each.is_named_by(reading, when)), None
            )
        return next((each for each in order if each.fits(reading, when)), None)

    def _begin(self, reading: Reading, when: Span | None) -> Incident | None:
        """Begin an incident where a sentence tells more than that there was one."""
        is_told = when or reading.where or reading.casualties or reading.told.site
        if not is_told:
            self._unplaced |= set(reading.told.incidents)
            return None
        incident = Incident(reading.sentence.mark)
        if not self.incidents and reading.where is None and self._place is not None:
            before, mark = self._place
            incident.place(before.where, mark)
            if before.told.site and before.told.fact:
                incident.site, incident.marks["site"] = before.told.site, mark
        self.incidents.append(incident)
        return incident

    def _continued(self, reading: Reading) -> Incident | None:
        """Return the incident that a sentence without a word for it goes on about."""
        harmed, when = reading.casualties, reading.when
        if not self.incidents:
            is_named = bool(harmed.killed or harmed.injured) or self._unplaced
            is_whole = is_named and when and reading.where
            incident = self._begin(reading, when) if is_whole else None
            if incident is not None:
                incident.kinds |= self._unplaced
        else:
            current = self._by_words(reading)
            is_fact = isinstance(self._current, Fact) or reading.told.fact
            is_same = harmed or (current.when is None and when and not is_fact)
            fits = current.fits(reading, when)
            incident = current if is_same and fits else None
            if not fits and when and (harmed.killed or harmed.injured):
                incident = self._begin(reading, when)
                if incident is not None and reading.told.ordinal > 1:
                    incident.kinds |= current.kinds
        if incident is not None:
            incident.take(reading, when)
        return incident

    def _by_words(self, reading: Reading) -> Incident:
        """Return the incident with most words in common; the last told of in a tie."""
        order = self.incidents[::-1]
        if isinstance(self._current, Incident):
            order.insert(0, self._current)
        return max(order, key=lambda each: each.shared_words(reading))

    def _find_fact(self, reading: Reading) -> Fact | None:
        kind = reading.told.fact
        if not kind:
            return None
        for each in self.facts:
            if each.kind == kind:
                return each
        self.facts.append(Fact(kind, reading.sentence.mark))
        return self.facts[-1]

    def _subjects(
        self, reading: Reading, incident: Incident | None, fact: Fact | None
    ) -> list[Subject]:
        """Return what a sentence speaks of, or else what was spoken of last."""
        if incident is not None or fact is not None:
            return [each for each in (incident, fact) if each is not None]
        if ALL_OF_THEM.search(reading.sentence.text):
            return list(self.incidents)
        if reading.said and 0 < reading.told.ordinal <= len(self.incidents):
            return [self.incidents[reading.told.ordinal - 1]]
        says = {each.says for each in reading.said}
        current = self._current
        if current is None or not says or reading.casualties.is_sum:
            return []
        if says & set(NEEDS_NO_WORD_OF_ITS_OWN) or reading.told.has_details:
            return [current]
        return []

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


def _is_taken_back(reading: Reading) -> bool:
    """Whether the dates of a sentence are those of a story that is taken back."""
    return any(each.says == "withdraws" for each in reading.said)


def _is_only_denied(reading: Reading) -> bool:
    """Whether a sentence only says that something is denied, in that word.

    One that denies in other words ("nobody was hurt") gives a count of its own.
    """
    says = {each.says for each in reading.said}
    return says == {"denies"} and bool(DENIED.search(reading.sentence.text))
