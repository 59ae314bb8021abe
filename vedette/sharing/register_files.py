"""A register as files: one JSON object, or a CSV table for each kind of record."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

from vedette.domain.history import Flag, RegisterCopy, Versioned
from vedette.domain.register import (
    Assessment,
    Claim,
    Count,
    Fact,
    Harmed,
    Incident,
    Source,
    Span,
    ref_of,
)
from vedette.reading.canonical import canonical_json
from vedette.register.plain import to_plain
from vedette.sharing.clocks import iso
from vedette.sharing.text import cell

Row = dict[str, Any]


def register_json(copy: RegisterCopy) -> bytes:
    """Return the whole register as one canonical JSON object."""
    return canonical_json(
        {
            "format": 1,
            "theatre": copy.theatre,
            "at": copy.at.isoformat(),
            "log_head": copy.head,
            "records": [_record(copy, each) for each in copy.records],
            "flags": [_flag(flag) for flag in copy.flags],
        }
    )


def register_tables(copy: RegisterCopy) -> dict[str, bytes]:
    """Return one CSV table for each kind that the register holds, by file name."""
    return {f"{name}.csv": _csv(rows) for name, rows in table_rows(copy).items()}


def table_rows(copy: RegisterCopy) -> dict[str, list[Row]]:
    """Return the rows of each table that holds any, by its name."""
    rows: dict[str, list[Row]] = {}
    flagged = {flag.what for flag in copy.flags}
    for each in copy.records:
        name, make = TABLES[type(each.record)]
        ref = ref_of(each.record)
        row: Row = {"id": ref.id, "state": copy.standings.get(ref, "")}
        row |= make(each.record)
        row |= {"flagged": "yes" if ref in flagged else "", "version": each.version}
        row |= {"role": each.role, "at": each.at.isoformat(), "why": each.why}
        rows.setdefault(name, []).append(row)
    return rows


def _record(copy: RegisterCopy, each: Versioned[Any]) -> Row:
    ref = ref_of(each.record)
    return {
        "kind": ref.kind,
        "record": to_plain(each.record),
        "state": copy.standings.get(ref, ""),
        "version": each.version,
        "role": each.role,
        "at": each.at.isoformat(),
        "why": each.why,
    }


def _flag(flag: Flag) -> Row:
    return {
        "what": str(flag.what),
        "cause": str(flag.cause),
        "path": list(map(str, flag.path)),
        "reason": flag.reason,
        "at": flag.at.isoformat(),
    }


def _csv(rows: list[Row]) -> bytes:
    held = io.StringIO(newline="")
    writer = csv.DictWriter(held, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        guarded = {k: cell(v) if isinstance(v, str) else v for k, v in row.items()}
        writer.writerow(guarded)
    return held.getvalue().encode()


def _source(source: Source) -> Row:
    return {
        "name": source.name,
        "kind": source.kind,
        "originator": source.originator,
        "anonymity": source.anonymity,
        "origin": source.origin,
        "note": source.note,
    }


def _fact(fact: Fact) -> Row:
    return {"title": fact.title, "origin": fact.origin, "note": fact.note}


def _incident(incident: Incident) -> Row:
    line = incident.line
    return {
        "kind": incident.kind,
        "title": incident.title,
        **_span("", incident.when),
        "place": incident.place.name,
        "precision": incident.place.precision,
        "lon": incident.place.lon,
        "lat": incident.place.lat,
        "km": None if line is None else line.km,
        "section": None if line is None else line.section,
        "off_km": None if line is None else line.off_km,
        **_count("killed", incident.killed),
        **_count("injured", incident.injured),
        "harmed": _harmed(incident.harmed),
        "site": incident.site,
        "site_id": incident.site_id,
        "origin": incident.origin,
        "upstream": incident.upstream,
        "merged_into": incident.merged_into,
        "note": incident.note,
    }


def _claim(claim: Claim) -> Row:
    told, grade = claim.figures, claim.grade
    return {
        "about": str(claim.about),
        "source": claim.source,
        "says": claim.says,
        "statement": claim.statement,
        "quote": claim.quote,
        "link": claim.link,
        **_span("said_", claim.said),
        "entered": claim.entered.isoformat(),
        "reliability": grade.reliability,
        "credibility": grade.credibility,
        "validation": grade.validation,
        "graded_by": grade.role,
        "graded_at": grade.at.isoformat(),
        "graded_why": grade.why,
        "answers": " ".join(claim.answers),
        "based_on": " ".join(claim.based_on),
        **_span("told_", told.when),
        "told_place": "" if told.place is None else told.place.name,
        **_count("killed", told.killed),
        **_count("injured", told.injured),
        "harmed": _harmed(told.harmed),
        "quantity_low": None if told.quantity is None else told.quantity.low,
        "quantity_high": None if told.quantity is None else told.quantity.high,
        "unit": "" if told.quantity is None else told.quantity.unit,
        "origin": claim.origin,
        "note": claim.note,
    }


def _assessment(record: Assessment) -> Row:
    return {
        "kind": record.kind,
        "title": record.title,
        "text": record.text,
        "rests_on": " ".join(map(str, record.rests_on)),
        "content_hash": record.content_hash,
        "expires": iso(record.expires),
        "origin": record.origin,
    }


TABLES: Mapping[type[Any], tuple[str, Callable[[Any], Row]]] = {
    Source: ("sources", _source),
    Incident: ("incidents", _incident),
    Fact: ("facts", _fact),
    Claim: ("claims", _claim),
    Assessment: ("assessments", _assessment),
}


def _span(prefix: str, span: Span | None) -> Row:
    return {
        f"{prefix}earliest": span and iso(span.earliest),
        f"{prefix}latest": span and iso(span.latest),
    }


def _count(name: str, count: Count | None) -> Row:
    return {
        f"{name}_low": None if count is None else count.low,
        f"{name}_high": None if count is None else count.high,
    }


def _harmed(harmed: tuple[Harmed, ...]) -> str:
    """Write counts by nationality as they are typed: CN:3-3:1-1."""
    return " ".join(
        ":".join((each.nationality, _range(each.killed), _range(each.injured)))
        for each in harmed
    )


def _range(count: Count | None) -> str:
    return "" if count is None else f"{count.low}-{count.high}"
