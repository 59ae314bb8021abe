"""Assessments of sections as the register keeps them, and back."""

from collections.abc import Mapping
from typing import Any

import msgspec

from vedette.domain.register import Assessment, Ref
from vedette.domain.risk import RiskRun, SectionRisk
from vedette.errors import InputError

KIND = "assessment"
RUN = (
    *("run", "at", "theatre_hash", "constants", "with_exercise", "effort_from"),
    "bands",
)


def risk_id(section_id: str) -> str:
    """Return the id under which a section's assessment is kept.

    >>> risk_id("S06")
    'risk-S06'
    """
    return f"risk-{section_id}"


def keep_risk(run: RiskRun, risk: SectionRisk, origin: str) -> Assessment:
    """Return one section's part of a run as a record that rests on its claims."""
    told = f"threat {risk.threat}, vulnerability {risk.vulnerability.band}"
    return Assessment(
        id=risk_id(risk.section),
        kind=KIND,
        title=f"Risk of {risk.section}: {told}, impact {risk.impact.band}",
        rests_on=tuple(Ref("claim", id_) for id_ in sorted(risk.all_claims)),
        origin=origin,
        content={
            "section": risk.section,
            "of": {name: msgspec.to_builtins(getattr(run, name)) for name in RUN},
            "counted": msgspec.to_builtins(run.counted),
            "risk": msgspec.to_builtins(risk),
        },
    )


def is_kept(record: Assessment) -> bool:
    """Whether a record is a section's part of a run."""
    section = str(record.content.get("section", ""))
    return record.id == risk_id(section) and "risk" in record.content


def read_run(records: Mapping[str, Assessment]) -> RiskRun:
    """Return the run that records hold, one for each section, in their order."""
    try:
        first = next(iter(records.values()))
        told: dict[str, Any] = {
            **first.content["of"],
            "counted": first.content["counted"],
            "sections": [each.content["risk"] for each in records.values()],
        }
        run: RiskRun = msgspec.convert(told, RiskRun)
    except (StopIteration, KeyError, msgspec.ValidationError) as error:
        raise InputError(
            f"the register's assessments of sections cannot be read ({error}); make"
            " new ones: vedette assess run."
        ) from None
    return run
