"""The risk of sections as a map layer: each a line with its angles and its level."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from vedette.domain.risk import SectionLevel, SectionRisk
from vedette.domain.theatre import Section, Theatre
from vedette.sharing.maps import Feature, make_feature, write_features
from vedette.sharing.package import Package
from vedette.sharing.risk_plain import angle_json
from vedette.sharing.text import plain
from vedette.terrain.line import position_at

ANGLES = ("attacks", "crossings", "vulnerability", "impact")


def make_risk_map(package: Package) -> bytes:
    """Return the sections of an assessment as GeoJSON lines."""
    return write_features(package.theatre, _list_features(package))


def _list_features(package: Package) -> Iterator[Feature]:
    theatre, sheet = package.theatre, package.get_risk()
    levels = {each.section: each for each in sheet.levels}
    known = {each.section: each for each in sheet.run.sections}
    for section in theatre.sections:
        if section.id in known:
            yield make_feature(
                "LineString",
                _stretch(theatre, section),
                {
                    "id": section.id,
                    "name": plain(section.name),
                    "km_from": section.km_from,
                    "km_to": round(section.km_to, 3),
                    "run": sheet.run.run,
                    "as_of": sheet.run.at.isoformat(),
                    **_describe(known[section.id], levels.get(section.id)),
                },
            )


def _describe(risk: SectionRisk, level: SectionLevel | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "threat": risk.threat.middle,
        "threat_band": str(risk.threat),
    }
    for name in ANGLES:
        angle = angle_json(getattr(risk, name))
        told[name] = angle["band"][1]
        told[f"{name}_band"] = str(getattr(risk, name).band)
        told |= {f"{name}_{end}": angle[end] for end in ("low", "middle", "high")}
    told |= {
        "incidents": risk.incidents,
        "firm": risk.firm,
        "claims": len(risk.all_claims),
        "effort": round(risk.effort, 3),
        "blind_km": round(risk.blind_km, 1),
    }
    if level is not None:
        expires = level.expires
        told |= {
            "level": level.level,
            "level_word": plain(level.word),
            "level_expires": None if expires is None else expires.isoformat(),
            "level_flagged": level.is_flagged,
        }
    return told


def _stretch(theatre: Theatre, section: Section) -> list[list[float]]:
    """Return a section's part of the line, with every vertex."""
    border = theatre.border
    inner = border.km[(border.km > section.km_from) & (border.km < section.km_to)]
    km = np.array([section.km_from, *inner, section.km_to])
    lon, lat = position_at(border, km)
    return [
        [round(x, 6), round(y, 6)]
        for x, y in zip(lon.tolist(), lat.tolist(), strict=True)
    ]
