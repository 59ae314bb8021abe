"""Which incident a sentence tells of: one told of before, or a new one."""

import datetime as dt

from vedette.domain.register import Span
from vedette.intake.calendar import DAY
from vedette.intake.gather import Fact, Incident, Subject
from vedette.intake.harmwords import OF_THOSE
from vedette.intake.readings import Reading
from vedette.intake.sentences import Mark


class Incidents:
    """The incidents of an article, as far as it was gone through."""

    def __init__(self, today: dt.date) -> None:
        self._today = today
        self.all: list[Incident] = []
        self._unplaced: set[str] = set()  # kinds named before anything else was told
        self._several: tuple[Span, ...] = ()  # dates told of several incidents at once
        self._dated: Mark | None = None
        self._place: tuple[Reading, Mark] | None = None

    def find(self, reading: Reading, current: Subject | None) -> Incident | None:
        """Return the incident that a sentence tells of, a new one where it is new.

        ``current`` is what was told of last.
        """
        told, harmed = reading.told, reading.casualties
        if harmed.is_sum:
            dates = tuple(date.span for date in reading.dates)
            self._several = dates if len(dates) > 1 else ()
            self._dated = reading.sentence.mark
            return None
        if not told.incidents:
            return self._go_on(reading, current)
        when = None if is_taken_back(reading) else _date_of(reading)
        dated = None
        if when is None and 0 < told.ordinal <= len(self._several):
            when, dated = self._several[told.ordinal - 1], self._dated
        is_aside = told.is_background and not _has_own_date(reading)
        if (told.is_plural or is_aside) and not harmed:
            is_known = any(each.fits(reading, when) for each in self.all)
            if not is_known or is_aside:
                return None
        found = self._match(reading, when, current)
        if found is None and when is not None and self._is_said_now(reading, when):
            when = None
            found = self._match(reading, None, current)
        if found is None:
            found = self._begin(reading, when)
        if found is not None:
            found.take(reading, when, dated)
        return found

    def note_place(self, reading: Reading) -> None:
        """Remember a place of the gazetteer: the first incident may have none else."""
        if reading.where is not None and reading.where.is_known:
            self._place = reading, reading.sentence.mark

    def find_spoken_of(self, reading: Reading, current: Subject) -> Subject | None:
        """Return what a sentence without a word for it speaks of.

        None where it is of a place at which no incident lies.
        """
        if isinstance(current, Fact):
            return current
        order = _order(self.all, current)
        return next((each for each in order if not each.is_elsewhere(reading)), None)

    def _match(
        self, reading: Reading, when: Span | None, current: Subject | None
    ) -> Incident | None:
        order, told = _order(self.all, current), reading.told
        if told.is_new and not told.is_definite:
            order = [each for each in order if each is not current]
        if told.is_another or told.ordinal:
            return next(
                (each for each in order if each.is_named_by(reading, when)), None
            )
        return next((each for each in order if each.is_likely(reading, when)), None)

    def _is_said_now(self, reading: Reading, when: Span) -> bool:
        """Whether a day is rather that of an answer: "confirmed the raid on Saturday".

        So it is where it is the article's own or the day before, and "the raid" points
        back.
        """
        answers = {each.says for each in reading.said} & {"confirms", "denies"}
        age = self._today - when.earliest.date()
        return bool(answers) and reading.told.is_definite and abs(age) <= DAY

    def _begin(self, reading: Reading, when: Span | None) -> Incident | None:
        """Begin an incident where a sentence tells more than that there was one."""
        is_told = when or reading.where or reading.casualties or reading.told.site
        if not is_told:
            self._unplaced |= set(reading.told.incidents)
            return None
        incident = Incident(reading.sentence.mark)
        if not self.all and reading.where is None and self._place is not None:
            before, mark = self._place
            incident.place(before.where, mark)
            if before.told.site and before.told.fact:
                incident.site, incident.marks["site"] = before.told.site, mark
        self.all.append(incident)
        return incident

    def _go_on(self, reading: Reading, current: Subject | None) -> Incident | None:
        """Return the incident that a sentence without a word for it goes on about."""
        harmed, when = reading.casualties, reading.when
        if not self.all:
            is_named = bool(harmed.killed or harmed.injured) or self._unplaced
            is_dead = (
                bool(harmed.killed and harmed.killed.high) and not reading.told.fact
            )
            is_whole = is_named and (when or is_dead) and reading.where
            incident = self._begin(reading, when) if is_whole else None
            if incident is not None:
                incident.kinds |= self._unplaced
        else:
            incident = self._continued(reading, current)
        if incident is not None:
            incident.take(reading, None if _is_later(reading) else when)
        return incident

    def _continued(self, reading: Reading, current: Subject | None) -> Incident | None:
        harmed = reading.casualties
        when = None if _is_later(reading) else reading.when
        likely = self._by_words(reading, current)
        if likely.is_likely(reading, when):
            is_fact = isinstance(current, Fact) or reading.told.fact
            is_dated = likely.when is None and when and not is_fact
            return likely if harmed or is_dated else None
        if not (harmed.killed or harmed.injured):
            return None
        other = next((e for e in self.all if e.is_named_by(reading, when)), None)
        if other is not None:
            return other
        incident = self._begin(reading, when) if when or reading.where else None
        if incident is not None and reading.told.ordinal > 1:
            incident.kinds |= likely.kinds
        return incident

    def _by_words(self, reading: Reading, current: Subject | None) -> Incident:
        """Return the incident with most words in common; the last told of in a tie."""
        order = _order(self.all, current)
        return max(order, key=lambda each: each.shared_words(reading))


def _has_own_date(reading: Reading) -> bool:
    """Whether a day is told of it: "closed on Monday after an attack on Sunday"."""
    return any(each.start > reading.event_at for each in reading.dates)


def _date_of(reading: Reading) -> Span | None:
    """Return the date of the incident: the one behind it, where a fact came of it."""
    if not reading.told.is_background:
        return reading.when
    behind = [each.span for each in reading.dates if each.start > reading.event_at]
    return behind[0] if behind else reading.when


def _order(incidents: list[Incident], current: Subject | None) -> list[Incident]:
    """Return incidents, the last told of first."""
    order = incidents[::-1]
    if isinstance(current, Incident):
        order = [current, *(each for each in order if each is not current)]
    return order


def _is_later(reading: Reading) -> bool:
    """Whether its day is a later one: "a third man died in hospital on Sunday"."""
    harmed = reading.casualties
    is_after = reading.told.is_after or bool(OF_THOSE.search(reading.sentence.text))
    return is_after and (harmed.is_more or harmed.is_toll)


def is_taken_back(reading: Reading) -> bool:
    """Whether the dates of a sentence are those of a story that is taken back."""
    return any(each.says == "withdraws" for each in reading.said)
