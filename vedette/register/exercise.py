"""A made-up history of a theatre, for exercises: the same seed gives the same rows.

Every row has the origin ``exercise`` and begins with that word. It is there to learn
the program on, and must never feed a forecast: nothing in it was measured.
"""

import datetime as dt
from collections.abc import Container, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.domain.register import (
    Assessment,
    Claim,
    Count,
    Figures,
    Grade,
    Incident,
    Place,
    Record,
    Ref,
    Source,
    Span,
)
from vedette.domain.theatre import Theatre
from vedette.register.lines import put_on_line
from vedette.register.places import Gazetteer
from vedette.terrain.line import position_at
from vedette.units import distance_km

Floats = NDArray[np.float64]

DAYS = 730  # before the theatre's start
LEVEL_WEIGHT = {"low": 1.0, "medium": 2.0, "high": 4.0, "critical": 7.0}
KINDS = ("crossing", "smuggling", "shooting", "intimidation", "drone_attack")
KIND_ODDS = (0.45, 0.30, 0.12, 0.08, 0.05)
NIGHT = tuple(range(18, 24)) + tuple(range(6))
NIGHT_ODDS = 0.75
HARMING = ("shooting", "drone_attack")
NAMED_KM = 20.0  # a place is named after one that lies no farther off
ANSWERS = (("confirms", 0.25), ("denies", 0.10), ("withdraws", 0.04), ("", 0.61))

SOURCES = (
    ("X-POST", "Exercise: reports of posts", "force", "Exercise force", "role_only"),
    ("X-PAPER", "Exercise: a newspaper", "newspaper", "Exercise newspaper", "named"),
    ("X-PEOPLE", "Exercise: residents", "resident", "Exercise newspaper", "unnamed"),
    ("X-OFFICE", "Exercise: an office", "government", "Exercise office", "named"),
)
GRADES = {"X-POST": ("B", 2), "X-PAPER": ("C", 3), "X-PEOPLE": ("E", 4)}


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who enters the rows, and when."""

    role: str
    now: dt.datetime

    def grade(self, source: str) -> Grade:
        """Return the grade that claims of an exercise source are given."""
        reliability, credibility = GRADES.get(source, ("B", 2))
        why = "Exercise: made up with the row"
        return Grade(
            reliability, credibility, "not_validated", self.role, self.now, why
        )


def make_history(
    theatre: Theatre,
    number: int,
    seed: int,
    role: str,
    now: dt.datetime,
    *,
    known: Container[str] = frozenset(),
) -> Iterator[Record]:
    """Make up incidents of the two years before a theatre's start, with their claims.

    Sections of a higher level have more of them, nights more than days. Some are
    confirmed, denied or withdrawn, some told with other numbers by a second source.
    ``known`` are the ids of impact levels that there are already: no section gets two.
    """
    if number < 1:
        return
    chance = np.random.default_rng(seed)
    stamp = Stamp(role, now)
    for source in SOURCES:
        yield Source(*source, origin="exercise", note="Exercise: made up")
    incidents = list(_make_incidents(theatre, number, chance))
    yield from incidents
    for at, incident in enumerate(incidents, 1):
        yield from _make_claims(at, incident, stamp, chance)
    yield from _make_assessments(theatre, incidents, known)


def _make_incidents(
    theatre: Theatre, number: int, chance: np.random.Generator
) -> Iterator[Incident]:
    ends = [(section.km_from, section.km_to) for section in theatre.sections]
    weight = [LEVEL_WEIGHT[section.level] for section in theatre.sections]
    share = np.array([w * (b - a) for w, (a, b) in zip(weight, ends, strict=True)])
    chosen = chance.choice(len(ends), number, p=share / share.sum())
    km = np.array([chance.uniform(*ends[at]) for at in chosen])
    lon, lat = position_at(theatre.border, km)
    days = np.sort(chance.integers(1, DAYS, number))[::-1]
    lines = put_on_line(theatre, lon, lat)
    names = _name_places(theatre, lon, lat, km)
    for at in range(number):
        kind = str(chance.choice(KINDS, p=KIND_ODDS))
        hours = NIGHT if chance.random() < NIGHT_ODDS else range(6, 18)
        hour = int(chance.choice(hours))
        begin = (theatre.start - dt.timedelta(days=int(days[at]))).replace(hour=hour)
        killed = injured = None
        if kind in HARMING:
            killed = Count(0, int(chance.integers(0, 3)))
            injured = Count(0, int(chance.integers(0, 4)))
        x, y = round(float(lon[at]), 5), round(float(lat[at]), 5)
        where = names[at]
        yield Incident(
            id=f"X-I-{at + 1:04d}",
            kind=kind,
            title=f"Exercise: {kind.replace('_', ' ')} near {where}",
            when=Span(begin, begin + dt.timedelta(hours=int(chance.integers(1, 7)))),
            place=Place(where, "near", x, y),
            origin="exercise",
            line=lines[at],
            killed=killed,
            injured=injured,
            note="Exercise: made up by a seed",
        )


def _name_places(theatre: Theatre, lon: Floats, lat: Floats, km: Floats) -> list[str]:
    """Name each place after the nearest one of the gazetteer, or by its km."""
    spots = [s for s in Gazetteer.of_theatre(theatre).spots if s.precision == "near"]
    if not spots:
        return [f"km {each:.0f}" for each in km.tolist()]
    x, y = np.array([s.lon for s in spots]), np.array([s.lat for s in spots])
    away = distance_km(lon[:, None], lat[:, None], x, y)
    return [
        spots[best].name if far <= NAMED_KM else f"km {at:.0f}"
        for best, far, at in zip(
            away.argmin(axis=1).tolist(),
            away.min(axis=1).tolist(),
            km.tolist(),
            strict=True,
        )
    ]


def _make_claims(
    at: int, incident: Incident, stamp: Stamp, chance: np.random.Generator
) -> Iterator[Claim]:
    """Give the claims about one incident: told once or twice, then perhaps answered."""
    told = chance.choice(
        ("X-POST", "X-PAPER", "X-PEOPLE"), 1 + chance.integers(2), False
    )
    first = ""
    for letter, source in zip("ab", told.tolist(), strict=False):
        more = int(letter == "b")
        killed = incident.killed and Count(incident.killed.low, incident.killed.high)
        if killed is not None and more and chance.random() < 0.5:
            killed = Count(killed.high + 1, killed.high + 1)
        claim = _claim(at, letter, incident, source, "asserts", stamp, killed)
        first = first or claim.id
        yield claim
    words, odds = [word for word, _ in ANSWERS], [odds for _, odds in ANSWERS]
    answer = str(chance.choice(words, p=odds))
    if answer:
        source = "X-OFFICE" if answer != "withdraws" else told.tolist()[0]
        yield _claim(at, "c", incident, source, answer, stamp, None, answers=(first,))


def _claim(
    at: int,
    letter: str,
    incident: Incident,
    source: str,
    says: str,
    stamp: Stamp,
    killed: Count | None,
    answers: tuple[str, ...] = (),
) -> Claim:
    said = incident.when.latest + dt.timedelta(hours=6 + 12 * "abc".index(letter))
    return Claim(
        id=f"X-C-{at:04d}{letter}",
        about=Ref("incident", incident.id),
        source=source,
        says=says,
        statement=f"Exercise: a source {says} what is told of {incident.place.name}",
        state="reported",
        grade=stamp.grade(source),
        origin="exercise",
        entered=stamp.now,
        said=Span(said, said),
        answers=answers,
        figures=Figures(killed=killed, injured=incident.injured if killed else None),
    )


def _make_assessments(
    theatre: Theatre, incidents: list[Incident], known: Container[str]
) -> Iterator[Assessment]:
    """Give each section that has incidents an assessment, and the level on it.

    A level has the id under which risk by section looks for it.
    """
    for section in theatre.sections:
        within = [i for i in incidents if i.line and i.line.section == section.id]
        if not within:
            continue
        rests_on = tuple(Ref("incident", each.id) for each in within)
        yield Assessment(
            id=f"X-A-{section.id}",
            kind="assessment",
            title=f"Exercise: {len(within)} incidents in {section.id}, {section.name}",
            rests_on=rests_on,
            origin="exercise",
        )
        if f"L-{section.id}" in known:
            continue
        yield Assessment(
            id=f"L-{section.id}",
            kind="impact_level",
            title=f"Exercise: impact level {section.level} in {section.id}",
            rests_on=(Ref("assessment", f"X-A-{section.id}"),),
            origin="exercise",
            content={"section": section.id, "level": section.level},
        )
