"""A section's risk: three angles with bands, the level that stands, what they rest on.

Threat, vulnerability and impact are kept apart, as angles (CIRAM); an angle is an
interval and the words for it, never one number.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vedette.domain.picture import Ground, Window
from vedette.domain.theatre import LEVELS

STRANDS = ("attacks", "crossings")


class Band(NamedTuple):
    """What an interval is called: from one word of LEVELS to another."""

    low: str
    middle: str
    high: str

    def __str__(self) -> str:
        """Write it as people read it.

        >>> print(Band("low", "medium", "medium"))
        medium (low to medium)
        """
        if self.low == self.high:
            return self.middle
        return f"{self.middle} ({self.low} to {self.high})"


@dataclass(frozen=True, slots=True)
class Angle:
    """One angle of a section's risk: what holds between ``low`` and ``high``."""

    low: float
    middle: float
    high: float
    band: Band


@dataclass(frozen=True, slots=True)
class Shift:
    """What a strand of the threat would be if one claim were not there.

    ``incident`` is what the claim is about; ``change`` the share by which the rate
    falls, the larger of those of its low end and its middle; ``without`` the angle
    that would be left.
    """

    claim: str
    incident: str
    strand: str
    change: float
    without: Angle


@dataclass(frozen=True, slots=True)
class NearSite:
    """A site that gives most of a section's impact, and hours on foot to it."""

    id: str
    name: str
    hours: float


@dataclass(frozen=True, slots=True)
class SectionRisk:
    """One section, seen from three angles.

    Parameters
    ----------
    section
        Its id.
    attacks, crossings
        The two strands of the threat, a year per 100 km: what becomes known anyway,
        and what is noticed only where somebody looks.
    vulnerability
        Chance that an attempt goes unnoticed in a slot: from all teams that can look
        at it together, to the best one alone in the worst light.
    impact
        Stake of an attempt in harm points.
    effort
        Share of crossings that would have been noticed, against the best-watched
        section.
    blind_km
        Length that can be crossed and that no lawful move looks at.
    teams
        The most teams that can look at one of its reaches.
    incidents, firm
        Incidents that speak for it, and those of them that are well sourced.
    claims
        Ids of the claims that it rests on, by their state.
    sites
        What gives the impact.
    shifts
        The claims that move it most, first the one that does most.
    """

    section: str
    attacks: Angle
    crossings: Angle
    vulnerability: Angle
    impact: Angle
    effort: float
    blind_km: float
    teams: int
    incidents: int
    firm: int
    claims: Mapping[str, tuple[str, ...]]
    sites: tuple[NearSite, ...]
    shifts: tuple[Shift, ...]

    @property
    def threat(self) -> Band:
        """The worse of the two strands, at each end."""
        pairs = zip(self.attacks.band, self.crossings.band, strict=True)
        return Band(*(max(pair, key=LEVELS.index) for pair in pairs))

    @property
    def all_claims(self) -> frozenset[str]:
        """Every claim that it rests on."""
        return frozenset(id_ for ids in self.claims.values() for id_ in ids)


@dataclass(frozen=True, slots=True)
class Counted:
    """What of a register counts for the threat, and what not, with the reason.

    ``left_out`` counts incidents by reason; ``record_weeks`` is how far back the
    record goes.
    """

    incidents: int
    firm: int
    left_out: Mapping[str, int]
    record_weeks: float


@dataclass(frozen=True, slots=True)
class RiskRun:
    """One assessment of all sections, as of the moment ``at``.

    ``effort_from`` says where the figures of effort come from; ``constants`` is the
    hash of the constants used; ``bands`` says by angle where low, medium and high end.
    """

    run: int
    at: dt.datetime
    theatre_hash: str
    constants: str
    with_exercise: bool
    effort_from: str
    bands: Mapping[str, tuple[float, ...]]
    counted: Counted
    sections: tuple[SectionRisk, ...]


@dataclass(frozen=True, slots=True, eq=False)
class HourRisk:
    """Risk by reach and slot in words: indices into LEVELS, -1 where nobody can cross.

    ``middle`` as the rates are expected, ``low`` and ``high`` with the section's rates
    at the ends of their intervals, shape (R, T); ``section`` is the mean of a section
    over what can be crossed of it, shape (S, T).
    """

    ground: Ground
    window: Window
    low: NDArray[np.int8]
    middle: NDArray[np.int8]
    high: NDArray[np.int8]
    section: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A level that one role proposes and another has to adopt."""

    level: str
    role: str
    at: dt.datetime
    why: str
    rests_on: tuple[str, ...]
    expires: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class SectionLevel:
    """The impact level that stands for a section, and the one proposed.

    ``origin`` is ``theatre`` where none was adopted; ``fell_back`` says that a
    critical level came to its end. ``reactions`` is what the level obliges to.
    """

    section: str
    level: str
    word: str
    origin: str
    since: dt.datetime | None = None
    proposed_by: str = ""
    adopted_by: str = ""
    why: str = ""
    expires: dt.datetime | None = None
    fell_back: bool = False
    proposal: Proposal | None = None
    reactions: tuple[str, ...] = ()
    is_flagged: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in one section since an earlier run, and why.

    ``angles`` are the names of those whose words changed; ``came``, ``moved`` and
    ``fell`` are the ids of claims by what is known of them: new ones, those whose state
    changed, those that count no longer; ``other`` are other reasons.
    """

    section: str
    before: SectionRisk
    after: SectionRisk
    angles: tuple[str, ...]
    came: Mapping[str, tuple[str, ...]]
    moved: Mapping[str, tuple[str, ...]]
    fell: Mapping[str, tuple[str, ...]]
    other: tuple[str, ...]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing came, moved or fell, and no word changed."""
        return not (self.angles or self.came or self.moved or self.fell)


@dataclass(frozen=True, slots=True, eq=False)
class RiskSheet:
    """A run with the levels beside it, and the map by hour where it was asked for."""

    run: RiskRun
    levels: tuple[SectionLevel, ...]
    hours: HourRisk | None = None
