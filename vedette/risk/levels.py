"""Impact levels: proposed by one role, adopted by another, and critical for a time.

Modelled on Article 34 of Regulation (EU) 2019/1896: a level changes by agreement, and
where there is none it stays as it was. Levels are kept as assessments of the register;
every step is a version of one, so who proposed and who adopted stays in its history.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from vedette.domain.register import Assessment, Ref
from vedette.domain.risk import Proposal, SectionLevel
from vedette.domain.theatre import LEVELS, Section
from vedette.errors import InputError, RuleError
from vedette.risk.params import RiskParams

KIND = "impact_level"
CRITICAL = LEVELS[-1]

Content = Mapping[str, Any]


def level_id(section_id: str) -> str:
    """Return the id under which a section's level is kept.

    >>> level_id("S06")
    'L-S06'
    """
    return f"L-{section_id}"


def section_of(record: Assessment) -> str:
    """Return the section that a level belongs to."""
    return str(record.content.get("section") or record.id.removeprefix("L-"))


def read_level(
    section: Section,
    record: Assessment | None,
    now: dt.datetime,
    params: RiskParams,
    *,
    is_flagged: bool = False,
) -> SectionLevel:
    """Say which level stands for a section at a moment.

    The theatre's own until one was adopted; a critical one only until its end, then
    the one that stood before.
    """
    content: Content = {} if record is None else record.content
    standing: Content = content.get("standing") or {}
    level, origin = standing.get("level", section.level), "register"
    if not standing:
        origin = "theatre"
    expires = _moment(standing.get("expires"))
    fell_back = expires is not None and expires <= now
    if fell_back:
        level = str(standing.get("before", section.level))
    return SectionLevel(
        section=section.id,
        level=level,
        word=params.levels[level].word,
        origin=origin,
        since=expires if fell_back else _moment(standing.get("adopted_at")),
        proposed_by=standing.get("proposed_by", ""),
        adopted_by=standing.get("adopted_by", ""),
        why=standing.get("why", ""),
        expires=None if fell_back else expires,
        fell_back=fell_back,
        proposal=_read_proposal(content.get("proposal")),
        reactions=params.list_reactions(level),
        is_flagged=is_flagged,
    )


def propose_level(
    section: Section,
    record: Assessment | None,
    level: str,
    *,
    role: str,
    at: dt.datetime,
    why: str,
    rests_on: Sequence[Ref],
    origin: str,
    params: RiskParams,
    until: dt.datetime | None = None,
) -> Assessment:
    """Return the section's level with a proposal beside what stands.

    ``until`` is for a critical level only; None gives it ``critical_days``.
    """
    pending = _read_proposal(None if record is None else record.content.get("proposal"))
    if pending is not None and pending.role != role:
        raise RuleError(
            f"{section.id}: {pending.level} is proposed already, by the role"
            f" {pending.role}. Adopt or decline that first."
        )
    if not rests_on:
        raise InputError(
            f"{section.id}: say what the proposal rests on, such as --rests-on"
            " claim:C-1,assessment:A-1; a withdrawal can flag only what is named."
        )
    if level != CRITICAL and until is not None:
        raise InputError(
            f"{section.id}: only a critical level has an end; drop --until."
        )
    if level == CRITICAL:
        until = until or at + dt.timedelta(days=params.critical_days)
        if until <= at:
            raise InputError(
                f"{section.id}: --until lies in the past; give a later end."
            )
    was_on = _base(record)
    content = dict(record.content) if record is not None else {}
    content |= {
        "section": section.id,
        "level": _standing_word(content, section),
        "proposal": {
            "level": level,
            "role": role,
            "at": at.isoformat(),
            "why": why,
            "rests_on": [str(each) for each in dict.fromkeys(rests_on)],
            "was_on": [str(each) for each in was_on],
            "expires": None if until is None else until.isoformat(),
        },
    }
    return Assessment(
        id=level_id(section.id) if record is None else record.id,
        kind=KIND,
        title=f"Impact level of {section.id}: {level} proposed",
        rests_on=tuple(dict.fromkeys((*was_on, *rests_on))),
        origin=origin if record is None else record.origin,
        text=why,
        content=content,
        expires=None if record is None else record.expires,
    )


def adopt_level(
    section: Section, record: Assessment | None, *, role: str, at: dt.datetime
) -> Assessment:
    """Return the section's level with what was proposed in force."""
    record, proposal = _get_pending(section, record)
    if proposal.role == role:
        raise RuleError(
            f"{section.id}: the role {role} proposed {proposal.level} itself; another"
            " role has to adopt it. Until then the level stays as it is."
        )
    if proposal.expires is not None and proposal.expires <= at:
        raise RuleError(
            f"{section.id}: the proposal ran out at {proposal.expires.isoformat()};"
            " propose it again with a later end."
        )
    content = dict(record.content)
    content.pop("proposal")
    content["level"] = proposal.level
    content["standing"] = {
        "level": proposal.level,
        "proposed_by": proposal.role,
        "adopted_by": role,
        "adopted_at": at.isoformat(),
        "why": proposal.why,
        "rests_on": list(proposal.rests_on),
        "expires": None if proposal.expires is None else proposal.expires.isoformat(),
        "before": _before(record.content, section),
    }
    return replace(
        record,
        title=f"Impact level of {section.id}: {proposal.level}",
        rests_on=_read_refs(proposal.rests_on),
        text=proposal.why,
        content=content,
        expires=proposal.expires,
    )


def decline_level(section: Section, record: Assessment | None) -> Assessment:
    """Return the section's level without what was proposed: it stays as it was."""
    record, _ = _get_pending(section, record)
    content = dict(record.content)
    content.pop("proposal")
    return replace(
        record,
        title=f"Impact level of {section.id}: {content['level']}",
        rests_on=_base(record),
        text=(content.get("standing") or {}).get("why", ""),
        content=content,
    )


def proposed_refs(record: Assessment | None) -> tuple[Ref, ...]:
    """Return what a pending proposal rests on."""
    told = None if record is None else record.content.get("proposal")
    return () if not told else _read_refs(told["rests_on"])


def _get_pending(
    section: Section, record: Assessment | None
) -> tuple[Assessment, Proposal]:
    told = None if record is None else record.content.get("proposal")
    proposal = _read_proposal(told)
    if record is None or proposal is None:
        raise RuleError(
            f"{section.id}: no level is proposed. Propose one first: vedette section"
            f" propose {section.id} LEVEL --why ... --rests-on ..."
        )
    return record, proposal


def _base(record: Assessment | None) -> tuple[Ref, ...]:
    """Return what a level rests on without the proposal beside it."""
    if record is None:
        return ()
    told = record.content.get("proposal")
    return _read_refs(told["was_on"]) if told else record.rests_on


def _standing_word(content: Content, section: Section) -> str:
    return str((content.get("standing") or {}).get("level", section.level))


def _before(content: Content, section: Section) -> str:
    """Return the level to fall back to: the last below critical, or high."""
    standing: Content = content.get("standing") or {}
    told = str(standing.get("level", section.level))
    if standing.get("expires") is not None:
        told = str(standing.get("before", section.level))
    return told if told != CRITICAL else LEVELS[-2]


def _read_proposal(told: Content | None) -> Proposal | None:
    if not told:
        return None
    return Proposal(
        level=told["level"],
        role=told["role"],
        at=dt.datetime.fromisoformat(told["at"]),
        why=told["why"],
        rests_on=tuple(told["rests_on"]),
        expires=_moment(told.get("expires")),
    )


def _read_refs(told: Sequence[str]) -> tuple[Ref, ...]:
    return tuple(Ref(*each.partition(":")[::2]) for each in told)


def _moment(told: str | None) -> dt.datetime | None:
    return None if told is None else dt.datetime.fromisoformat(told)
