"""A small register for tests: a story told, denied and withdrawn, and what rests on it.

``FACT`` is told by two unnamed officials through one agency and denied by a ministry;
``INCIDENT`` by the ministry and a paper that differ. Assessment, plan and advisory rest
on them, one upon the other.
"""

import datetime as dt
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from vedette.domain.register import (
    Assessment,
    Claim,
    Count,
    Fact,
    Figures,
    Grade,
    Incident,
    OnLine,
    Place,
    Record,
    Ref,
    Source,
    Span,
)
from vedette.store import Store, new_store, open_store

NOW = dt.datetime(2025, 12, 3, 12, 0, tzinfo=dt.UTC)
GRADE = Grade("F", 6, "not_validated", "analyst", NOW, "on entry")
FACT, INCIDENT = Ref("fact", "F-1"), Ref("incident", "I-1")


def night(day: int = 26) -> Span:
    """From six in the evening to six in the morning."""
    begin = dt.datetime(2025, 11, day, 13, 0, tzinfo=dt.UTC)
    return Span(begin, begin + dt.timedelta(hours=12))


def source(id_: str, **changes: Any) -> Source:
    """Return a newspaper, with changes."""
    told = {
        "name": f"Source {id_}",
        "kind": "newspaper",
        "originator": f"Source {id_}",
        "anonymity": "named",
        "origin": "exercise",
        **changes,
    }
    return Source(id=id_, **told)


def claim(
    id_: str, about: Ref, who: str, says: str = "asserts", **changes: Any
) -> Claim:
    """Return a claim as it enters, with changes."""
    told = {
        "statement": f"{who} {says}",
        "state": "reported",
        "grade": GRADE,
        "origin": "exercise",
        "entered": NOW,
        **changes,
    }
    return Claim(id=id_, about=about, source=who, says=says, **told)


def incident(id_: str = "I-1", **changes: Any) -> Incident:
    """Return an incident near Khorugh, with changes."""
    told = {
        "kind": "shooting",
        "title": "Shots at the bridge",
        "when": night(),
        "place": Place("Khorugh", "near", 71.55, 37.49),
        "origin": "exercise",
        "line": OnLine(777.6, "S12", 2.3),
        **changes,
    }
    return Incident(id=id_, **told)


def assessment(id_: str, *rests_on: Ref, kind: str = "assessment") -> Assessment:
    """Return an assessment or the like."""
    return Assessment(id_, kind, f"Conclusion {id_}", rests_on, "exercise")


AGENCY = {"kind": "official", "originator": "Agency", "anonymity": "unnamed"}
SMALL: tuple[Record, ...] = (
    source("agency", kind="news_agency", originator="Agency"),
    source("official-1", **AGENCY),
    source("official-2", **AGENCY),
    source("ministry", kind="government"),
    source("paper"),
    Fact("F-1", "Talks on something", "exercise"),
    incident(),
    claim("C-1", FACT, "official-1"),
    claim("C-2", FACT, "official-2"),
    claim("C-3", INCIDENT, "ministry", figures=Figures(killed=Count(3, 3))),
    claim("C-4", INCIDENT, "paper", figures=Figures(killed=Count(4, 5))),
    assessment("A-1", FACT, INCIDENT),
    assessment("P-1", Ref("assessment", "A-1"), kind="plan"),
    assessment("V-1", Ref("plan", "P-1"), kind="advisory"),
    assessment("A-2", INCIDENT),
)


@cache
def _template(is_filled: bool) -> Path:
    path = Path(mkdtemp(prefix="vedette-register-")) / "store.db"
    says = {"theatre": "tajik_afghan", "zone": "Asia/Dushanbe"}
    with new_store(path, says) as store:
        if is_filled:
            with store.change(
                role="analyst", verb="test", why="made for tests", now=NOW
            ) as change:
                change.put_many(SMALL)
    return path


def small_store(folder: Path, *, is_filled: bool = True, **options: Any) -> Store:
    """Return a store of its own, with the small register or empty."""
    path = folder / "store.db"
    shutil.copy(_template(is_filled), path)
    return open_store(path, **options)


def changing(store: Store, role: str = "analyst", why: str = "for a test") -> Any:
    """Change a store at a fixed moment."""
    return store.change(role=role, verb="test", why=why, now=NOW)
