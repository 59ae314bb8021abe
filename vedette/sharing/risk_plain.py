"""Angles and levels as plain values, the same in every output."""

from typing import Any

from vedette.domain.risk import Angle, SectionLevel, SectionRisk
from vedette.sharing.clocks import iso


def section_json(risk: SectionRisk, name: str) -> dict[str, Any]:
    """Return one section's risk as plain values."""
    return {
        "section": risk.section,
        "name": name,
        "threat": list(risk.threat),
        **{
            each: angle_json(getattr(risk, each))
            for each in ("attacks", "crossings", "vulnerability", "impact")
        },
        "effort": round(risk.effort, 3),
        "blind_km": round(risk.blind_km, 1),
        "teams": risk.teams,
        "incidents": risk.incidents,
        "firm": risk.firm,
        "claims": {state: list(ids) for state, ids in risk.claims.items()},
        "sites": [
            {"id": each.id, "name": each.name, "hours": each.hours}
            for each in risk.sites
        ],
        "moved_most_by": [
            {
                "claim": each.claim,
                "incident": each.incident,
                "strand": each.strand,
                "falls_by": round(each.change, 4),
                "without": angle_json(each.without),
            }
            for each in risk.shifts
        ],
    }


def angle_json(angle: Angle) -> dict[str, Any]:
    """Return an angle as plain values: its interval, and the words for it."""
    return {
        "low": float(f"{angle.low:.3g}"),
        "middle": float(f"{angle.middle:.3g}"),
        "high": float(f"{angle.high:.3g}"),
        "band": list(angle.band),
    }


def level_json(level: SectionLevel) -> dict[str, Any]:
    """Return a level as plain values."""
    proposal = level.proposal
    return {
        "section": level.section,
        "level": level.level,
        "word": level.word,
        "origin": level.origin,
        "since": iso(level.since),
        "proposed_by": level.proposed_by,
        "adopted_by": level.adopted_by,
        "why": level.why,
        "expires": iso(level.expires),
        "critical_ended": level.fell_back,
        "flagged": level.is_flagged,
        "reactions": list(level.reactions),
        "proposal": None
        if proposal is None
        else {
            "level": proposal.level,
            "role": proposal.role,
            "at": proposal.at.isoformat(),
            "why": proposal.why,
            "rests_on": list(proposal.rests_on),
            "expires": iso(proposal.expires),
        },
    }
