"""What is gathered of one incident, fact or claim while an article is gone through."""

import re
from dataclasses import dataclass, field

from vedette.domain.register import Span
from vedette.intake.casualties import Casualties
from vedette.intake.events import strongest
from vedette.intake.numbers import Amount, add, join
from vedette.intake.places import Named
from vedette.intake.readings import Reading
from vedette.intake.sameness import (
    are_figures_other,
    are_kinds_apart,
    are_places_apart,
    are_places_other,
    are_times_apart,
    are_times_other,
)
from vedette.intake.sentences import Mark
from vedette.intake.shares import Share, join_shares
from vedette.intake.sources import Speaker

MOST_WORDINGS = 12  # of one draft's numbers
WEIGHTY = re.compile(r"[a-z]{5,}")


@dataclass(eq=False)
class Fact:
    """A fact, by its kind and the sentence that first tells of it.

    ``nations`` are those of who says so: the advice of two states is two facts.
    """

    kind: str
    mark: Mark
    where: Named | None = None
    nations: frozenset[str] = frozenset()

    def fits(self, kind: str, where: Named | None, nations: frozenset[str]) -> bool:
        """Whether a sentence may tell of this fact."""
        if kind != self.kind or are_places_apart(self.where, where):
            return False
        is_by_another = self.nations and nations and not self.nations & nations
        return not (kind == "advice" and is_by_another)


@dataclass(eq=False)
class Incident:
    """An incident being gathered, sentence by sentence."""

    mark: Mark
    kinds: set[str] = field(default_factory=set)
    when: Span | None = None
    where: Named | None = None
    killed: Amount | None = None
    injured: Amount | None = None
    shares: tuple[Share, ...] = ()
    site: str = ""
    marks: dict[str, Mark] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    as_told: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The kind that says most."""
        return strongest(self.kinds)

    def take(
        self, reading: Reading, when: Span | None, dated: Mark | None = None
    ) -> None:
        """Add what a sentence tells of it; what was told first stands.

        ``dated`` is the sentence that tells the date, where it is another one.
        """
        mark, told = reading.sentence.mark, reading.told
        if told.incidents and not self.kinds:
            self.marks["kind"] = mark
        self.kinds |= set(told.incidents)
        if self.when is None and when is not None:
            self.when, self.marks["when"] = when, dated or mark
        self.place(reading.where, mark)
        if told.site and not self.site:
            self.site, self.marks["site"] = told.site, mark
        self.words |= set(WEIGHTY.findall(reading.sentence.text.lower()))

    def place(self, where: Named | None, mark: Mark) -> None:
        """Set the place where it has none, or none that the gazetteer knows."""
        if where is None or (self.where is not None and self.where.is_known):
            return
        if self.where is None or where.is_known:
            self.where, self.marks["place"] = where, mark

    def count(self, found: Casualties, mark: Mark) -> None:
        """Add what a sentence says of people harmed: ranges hold all that was said."""
        values = ("killed", found.killed), ("injured", found.injured)
        for name, value in (*values, ("harmed", found.shares)):
            if value:
                self.marks.setdefault(name, mark)
        found = self._on_top(found)
        self.killed = join(self.killed, found.killed)
        self.injured = join(self.injured, found.injured)
        self.shares = join_shares(self.shares, found.shares)
        self.as_told = _both(self.as_told, found.as_told)

    def _on_top(self, found: Casualties) -> Casualties:
        """Add those who "died later" to those told of: after two dead, "a third".

        Some who "were among the dead" tell nothing of how many there are.
        """
        if found.is_part:
            return found._replace(
                killed=None if self.killed else found.killed,
                injured=None if self.injured else found.injured,
            )
        mine, more = self.killed, found.killed
        if mine is None or more is None or not found.is_more:
            return found
        is_next = not found.nth or mine.high == found.nth - 1
        return found._replace(killed=add(mine, more)) if is_next else found

    def fits(self, reading: Reading, when: Span | None) -> bool:
        """Whether a sentence may tell of this incident."""
        return not (
            are_times_apart(self.when, when)
            or are_places_apart(self.where, reading.where)
            or are_kinds_apart(self.kinds, reading.told.incidents)
        )

    def is_likely(self, reading: Reading, when: Span | None) -> bool:
        """Whether it fits, and nothing speaks for another incident.

        "The attack" points back and needs no more; "an attack" on a day or at a place
        that is told otherwise, or with another toll, is perhaps another.
        """
        if not self.fits(reading, when):
            return False
        if reading.told.is_definite:
            return True
        if are_times_other(self.when, when):
            return False
        if are_places_other(self.where, reading.where):
            return False
        harmed = reading.casualties
        mine, theirs = (self.killed, self.injured), (harmed.killed, harmed.injured)
        return not (reading.told.is_indefinite and are_figures_other(mine, theirs))

    def is_named_by(self, reading: Reading, when: Span | None) -> bool:
        """Whether a sentence names its day or its place."""
        is_told = bool((self.when and when) or (self.where and reading.where))
        return is_told and self.is_likely(reading, when)

    def is_elsewhere(self, reading: Reading) -> bool:
        """Whether a sentence is of another place, and not of what came after."""
        is_other = are_places_apart(self.where, reading.where)
        return is_other and not reading.told.is_after

    def is_perhaps(self, other: "Incident") -> bool:
        """Whether two drafts may be one incident, as far as that is told."""
        if are_kinds_apart(self.kinds, other.kinds):
            return False
        if are_times_apart(self.when, other.when):
            return False
        if are_places_apart(self.where, other.where):
            return False
        if self.when and other.when:
            return True
        if self.where and other.where:
            return not are_places_other(self.where, other.where)
        return not (self.when or self.where) or not (other.when or other.where)

    def shared_words(self, reading: Reading) -> int:
        """Count the longer words that a sentence shares with its own."""
        return len(self.words & set(WEIGHTY.findall(reading.sentence.text.lower())))


Subject = Incident | Fact


@dataclass(eq=False)
class Claimed:
    """What one source says of one incident or fact, gathered over its sentences."""

    about: Subject
    says: str
    who: Speaker
    mark: Mark
    said: Span | None
    killed: Amount | None = None
    injured: Amount | None = None
    shares: tuple[Share, ...] = ()
    as_told: tuple[str, ...] = ()

    def take(self, found: Casualties) -> None:
        """Add what another sentence by the same source says of people harmed."""
        if found.is_sum or isinstance(self.about, Fact):
            return
        self.killed = join(self.killed, found.killed)
        self.injured = join(self.injured, found.injured)
        self.shares = join_shares(self.shares, found.shares)
        self.as_told = _both(self.as_told, found.as_told)

    def is_by(self, who: Speaker) -> bool:
        """Whether it is the same source, by kind and the words that name it."""
        mine, other = self.who, who
        if (mine.kind, mine.anonymity) != (other.kind, other.anonymity):
            return False
        return mine.core <= other.core or other.core <= mine.core


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of both, each once."""
    return tuple(dict.fromkeys((*one, *other)))[:MOST_WORDINGS]
