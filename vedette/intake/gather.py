"""What is gathered of one incident, fact or claim while an article is gone through."""

import re
from dataclasses import dataclass, field

from vedette.domain.register import Span
from vedette.intake.casualties import Casualties
from vedette.intake.events import strongest
from vedette.intake.numbers import Amount, join
from vedette.intake.places import Named
from vedette.intake.readings import Reading
from vedette.intake.sentences import Mark
from vedette.intake.shares import Share, join_shares
from vedette.intake.sources import Speaker

DISTRICT_DEG, PLACE_DEG = 0.6, 0.25  # how far apart names of one scene may lie
WEIGHTY = re.compile(r"[a-z]{5,}")
# Kinds that are not told of as one incident; all others may be.
APART = (
    ({"smuggling"}, {"armed_attack", "drone_attack", "explosion", "abduction"}),
    ({"other"}, {"armed_clash", "drone_attack", "explosion", "smuggling", "crossing"}),
    ({"other"}, {"shooting", "abduction"}),
)


@dataclass(eq=False)
class Fact:
    """A fact, by its kind and the sentence that first tells of it."""

    kind: str
    mark: Mark


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
        self.killed = join(self.killed, found.killed)
        self.injured = join(self.injured, found.injured)
        self.shares = join_shares(self.shares, found.shares)

    def fits(self, reading: Reading, when: Span | None) -> bool:
        """Whether a sentence may tell of this incident."""
        if self.when and when and _are_apart(self.when, when):
            return False
        if self.where and reading.where and _are_far(self.where, reading.where):
            return False
        new = set(reading.told.incidents)
        return not any(
            (self.kinds <= one and new & other) or (new <= one and self.kinds & other)
            for one, other in APART
            if self.kinds and new
        )

    def is_named_by(self, reading: Reading, when: Span | None) -> bool:
        """Whether a sentence names its day or its place."""
        is_day = bool(self.when and when) and self.fits(reading, when)
        return is_day or bool(self.where and reading.where and self.fits(reading, when))

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

    def take(self, found: Casualties) -> None:
        """Add what another sentence by the same source says of people harmed."""
        if found.is_sum or isinstance(self.about, Fact):
            return
        self.killed = join(self.killed, found.killed)
        self.injured = join(self.injured, found.injured)
        self.shares = join_shares(self.shares, found.shares)

    def is_by(self, who: Speaker) -> bool:
        """Whether it is the same source, by kind and the words that name it."""
        mine, other = self.who, who
        if (mine.kind, mine.anonymity) != (other.kind, other.anonymity):
            return False
        return mine.core <= other.core or other.core <= mine.core


def _are_apart(one: Span, other: Span) -> bool:
    return one.latest <= other.earliest or other.latest <= one.earliest


def _are_far(one: Named, other: Named) -> bool:
    a, b = one.place, other.place
    if a.lon is None or b.lon is None or a.lat is None or b.lat is None:
        return False
    reach = DISTRICT_DEG if "district" in (a.precision, b.precision) else PLACE_DEG
    is_near = abs(a.lon - b.lon) < reach and abs(a.lat - b.lat) < reach
    return a.name != b.name and not is_near
