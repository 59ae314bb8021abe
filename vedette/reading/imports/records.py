"""What a row says, as records of the register: an incident, and the claim of it.

The incident holds the staff's own picture, which begins as the row; the claim holds
what the data set says, and follows the data set from then on.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from vedette.domain.register import (
    Claim,
    Count,
    Figures,
    Grade,
    Harmed,
    Incident,
    OnLine,
    Place,
    Ref,
)
from vedette.reading.caps import CAPS
from vedette.reading.imports.cells import is_identifier
from vedette.reading.imports.event import DataSet, Event, GradeTold

OFF_LINE = ("country",)  # a place no better known than this lies on no km of a border
NOT_ID = re.compile(r"[^A-Za-z0-9_-]+")
HASH_CHARS = 10


class Pair(NamedTuple):
    """The records of one row."""

    incident: Incident
    claim: Claim


class Maker:
    """Makes the records of the rows of one file.

    ``role`` is who imports, at the moment ``now``.
    """

    def __init__(self, data_set: DataSet, role: str, now: dt.datetime) -> None:
        self._set, self._role, self._now = data_set, role, now
        self._grades: dict[tuple[str, int], Grade] = {}
        self._list = _say_for(data_set.source.name)

    def make(self, event: Event, line: OnLine | None) -> Pair:
        """Return the incident of a row, and the claim that the data set makes of it."""
        id_ = make_id(self._set.prefix, event.row_id)
        place = Place(event.place, event.precision, event.lon, event.lat)
        harmed: tuple[Harmed, ...] = ()
        if event.nationality and (event.killed or event.injured):
            harmed = (Harmed(event.nationality, event.killed, event.injured),)
        incident = Incident(
            id_,
            event.kind,
            event.title or _make_title(event.kind, event.words, event.place),
            event.when,
            place,
            "imported",
            line=None if event.precision in OFF_LINE else line,
            killed=event.killed,
            injured=event.injured,
            harmed=harmed,
            site=event.site,
            upstream=make_upstream(self._set.prefix, event.row_id),
        )
        claim = Claim(
            id=id_,
            about=Ref("incident", id_),
            source=self._set.source.id,
            says="asserts",
            statement=self._list(
                event.words or event.kind, event.killed, event.injured
            ),
            state="reported",
            grade=self._make_grade(event.grade),
            origin="imported",
            entered=self._now,
            quote=event.quote,
            link=event.link,
            figures=Figures(event.when, place, event.killed, event.injured, harmed),
            note=event.note,
        )
        return Pair(incident, claim)

    def _make_grade(self, own: tuple[str, int] | None) -> Grade:
        told: GradeTold = self._set.grade
        pair = own or (told.reliability, told.credibility)
        if pair not in self._grades:
            if own:
                why = "graded in the table that was imported"
            else:
                why = told.why or f"a row of {self._set.source.name}, not judged here"
            self._grades[pair] = Grade(
                *pair, "not_validated", self._role, self._now, why
            )
        return self._grades[pair]


def make_id(prefix: str, row_id: str) -> str:
    """Return the id of the records of a row, the same for every import of it.

    >>> make_id("acled", "TAJ123"), make_id("own", "2025/7")
    ('acled-TAJ123', 'own-2025-7-76e2a01c4e')
    """
    longest = CAPS.id_chars - len(prefix) - 1
    if is_identifier(row_id, longest):
        return f"{prefix}-{row_id}"
    sign = hashlib.sha256(row_id.encode("utf-8", "replace")).hexdigest()[:HASH_CHARS]
    kept = NOT_ID.sub("-", row_id)[: longest - HASH_CHARS - 1].strip("-")
    return f"{prefix}-{kept}-{sign}" if kept else f"{prefix}-{sign}"


def make_upstream(prefix: str, row_id: str) -> str:
    """Return what names a row of a data set."""
    return f"{prefix}:{row_id}"


@lru_cache(maxsize=20_000)
def _make_title(kind: str, words: str, place: str) -> str:
    """Return what an incident is called: its kind, and the nearest place."""
    shown = kind.replace("_", " ").capitalize()
    if kind == "other" and words:
        shown = words
    nearest = place.split(", ")[0]
    return f"{shown}, {nearest}" if nearest else f"{shown} ({words})"


def _say_for(name: str) -> Callable[[str, Count | None, Count | None], str]:
    """Return what makes the sentence in which a data set lists something."""

    @lru_cache(maxsize=20_000)
    def say(words: str, killed: Count | None, injured: Count | None) -> str:
        told = "".join(
            f", {_write_count(count)} {how}"
            for count, how in ((killed, "killed"), (injured, "injured"))
            if count is not None
        )
        return f"{name} lists: {words.replace('_', ' ')}{told}."

    return say


def _write_count(count: Count) -> str:
    if count.low == count.high:
        return f"{count.low:,}"
    return f"{count.low:,} to {count.high:,}"
