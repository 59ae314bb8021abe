"""A register for the small theatre: what is said of its three sections, and by whom."""

import datetime as dt
from pathlib import Path
from typing import Any

from small_register import claim, source

from vedette.desk.register import make_register
from vedette.desk.stores import Acting
from vedette.domain.register import Claim, Grade, Incident, OnLine, Place, Ref, Span
from vedette.store import open_store

AT = dt.datetime(2025, 12, 8, 1, 0, tzinfo=dt.UTC)
WHO = Acting("analyst", AT, "for a test")
WELL = Grade("B", 2, "validated", "analyst", AT, "for a test")
REJECTED = Grade("B", 2, "rejected", "analyst", AT, "for a test")


def happened(id_: str, km: float, section: str, **changes: Any) -> Incident:
    """An attack near a km, a week before ``AT``, with changes."""
    days_ago = changes.pop("days_ago", 7.0)
    when = AT - dt.timedelta(days=days_ago)
    told = {
        "kind": "armed_attack",
        "title": f"Attack {id_}",
        "when": Span(when, when),
        "place": Place("somewhere", "near", 68.3, 38.0),
        "origin": "own",
        "line": OnLine(km, section, 1.0),
        **changes,
    }
    return Incident(id=id_, **told)


def said(id_: str, about: str, who: str = "paper", **changes: Any) -> Claim:
    """What a newspaper says of an incident, with changes."""
    says = changes.pop("says", "asserts")
    told = {"origin": "own", "entered": AT, **changes}
    return claim(id_, Ref("incident", about), who, says, **told)


RECORDS = (
    source("paper", origin="own"),
    source("ministry", kind="government", origin="own"),
    happened("I-1", 30.0, "middle"),
    said("C-1", "I-1"),
    said("C-2", "I-1", "ministry", says="confirms"),
    happened("I-2", 10.0, "west", kind="crossing"),
    said("C-3", "I-2"),
    happened("I-3", 31.0, "middle", origin="exercise"),
    said("C-4", "I-3", origin="exercise"),
)


def risk_store(folder: Path, theatre: Path) -> Path:
    """Make a store for the small theatre, with ``RECORDS`` in it; return its place."""
    path = folder / "store.db"
    make_register(path, str(theatre), WHO, history=0)
    with open_store(path).change(
        role="analyst", verb="test", why="made for tests", now=AT
    ) as change:
        change.put_many(RECORDS)
    return path
