"""The risk of sections as a workbook: angles, claims, what moves them, the hours."""

from collections.abc import Iterator
from typing import Any

from vedette.domain.risk import HourRisk, RiskSheet, SectionRisk
from vedette.domain.theatre import LEVELS, Theatre
from vedette.sharing.clocks import moment
from vedette.sharing.package import Package
from vedette.sharing.risk_hours import list_starts, words_by_hour
from vedette.sharing.risk_plain import angle_json
from vedette.sharing.risk_words import UNITS, counted_line, head_line, list_notes
from vedette.sharing.workbook import make_workbook

Row = dict[str, Any]


def make_risk_book(package: Package) -> bytes:
    """Return the assessment that a package holds as an XLSX workbook."""
    theatre, sheet = package.theatre, package.get_risk()
    sheets = {
        "sections": list(_list_sections(theatre, sheet)),
        "claims": list(_list_claims(sheet)),
        "moved by": list(_list_shifts(sheet)),
        "left out": [
            {"reason": why, "incidents": n}
            for why, n in sheet.run.counted.left_out.items()
        ],
    }
    if sheet.hours is not None:
        sheets["hours"] = list(_list_hours(theatre, sheet.hours))
    about = [
        head_line(theatre, sheet),
        theatre.notice,
        counted_line(sheet),
        *list_notes(sheet),
        *(f"{name}: {unit}" for name, unit in UNITS.items()),
    ]
    return make_workbook(about, {name: rows for name, rows in sheets.items() if rows})


def _list_sections(theatre: Theatre, sheet: RiskSheet) -> Iterator[Row]:
    names = {each.id: each.name for each in theatre.sections}
    levels = {each.section: each for each in sheet.levels}
    for risk in sheet.run.sections:
        level = levels.get(risk.section)
        expires = None if level is None else level.expires
        yield {
            "section": risk.section,
            "name": names.get(risk.section, ""),
            "level": "" if level is None else level.word,
            "level ends": "" if expires is None else expires.isoformat(),
            "owed": "" if level is None else "; ".join(level.reactions),
            "threat": str(risk.threat),
            **_angle_columns(risk),
            "incidents": risk.incidents,
            "well sourced": risk.firm,
            "effort": round(risk.effort, 3),
            "km out of sight": round(risk.blind_km, 1),
            "teams": risk.teams,
            "sites": ", ".join(each.name for each in risk.sites),
        }


def _angle_columns(risk: SectionRisk) -> Row:
    row: Row = {}
    for name in UNITS:
        angle = getattr(risk, name)
        row[name] = str(angle.band)
        told = angle_json(angle)
        row |= {f"{name} {end}": told[end] for end in ("low", "high")}
    return row


def _list_claims(sheet: RiskSheet) -> Iterator[Row]:
    for risk in sheet.run.sections:
        for state, ids in risk.claims.items():
            for id_ in ids:
                yield {"section": risk.section, "claim": id_, "state": state}


def _list_shifts(sheet: RiskSheet) -> Iterator[Row]:
    for risk in sheet.run.sections:
        for each in risk.shifts:
            yield {
                "section": risk.section,
                "claim left out": each.claim,
                "incident": each.incident,
                "strand": each.strand,
                "falls by up to": round(each.change, 4),
                "then": str(each.without.band),
                "low": angle_json(each.without)["low"],
                "high": angle_json(each.without)["high"],
            }


def _list_hours(theatre: Theatre, hours: HourRisk) -> Iterator[Row]:
    """Give the word of each section by hour; empty where nobody can cross."""
    starts = [moment(hours.window, slot) for slot in list_starts(hours.window)]
    for index, section in enumerate(theatre.sections):
        words = words_by_hour(hours, index)
        yield {
            "section": section.id,
            **{
                f"{at:%d %b %H:%M}": "" if word < 0 else LEVELS[word]
                for at, word in zip(starts, words, strict=True)
            },
        }
