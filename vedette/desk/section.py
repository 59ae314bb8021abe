"""Impact levels of sections: see them, propose one, adopt or decline it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vedette.desk.assessments import find_refs
from vedette.desk.register_words import read_moment
from vedette.desk.stores import Acting, changing, open_at, theatre_of
from vedette.domain.register import FALLEN, Assessment, Ref
from vedette.domain.risk import SectionLevel
from vedette.domain.theatre import Section, Theatre
from vedette.errors import InputError, RuleError
from vedette.risk.kept import KIND as ASSESSMENT
from vedette.risk.kept import risk_id
from vedette.risk.levels import (
    KIND,
    adopt_level,
    decline_level,
    level_id,
    propose_level,
    proposed_refs,
    read_level,
    section_of,
)
from vedette.risk.params import RiskParams, load_params
from vedette.store import Change, Query, View


@dataclass(frozen=True, slots=True, eq=False)
class LevelsView:
    """The levels of some sections, with what they oblige to."""

    theatre: Theatre
    levels: tuple[SectionLevel, ...]

    def describe(self) -> str:
        """Return them as a table, and each reaction owed."""
        from vedette.sharing.risk_levels import describe_levels

        return describe_levels(self.theatre, self.levels)

    def as_json(self) -> dict[str, Any]:
        """Return them as plain values."""
        from vedette.sharing.risk_levels import levels_json

        return levels_json(self.theatre, self.levels)


def list_levels(path: Path, now: dt.datetime) -> LevelsView:
    """List the level that stands for every section, and those proposed."""
    store = open_at(path)
    theatre = theatre_of(store)
    with store.reading() as view:
        levels = read_levels(view, theatre, load_params(theatre), now)
        return LevelsView(theatre, levels)


def propose(
    path: Path,
    section_id: str,
    level: str,
    acting: Acting,
    *,
    rests_on: Sequence[str] = (),
    until: str | None = None,
) -> LevelsView:
    """Propose an impact level, for another role to adopt.

    Without ``rests_on`` it rests on the section's own assessment, if there is one.
    """
    store = open_at(path)
    theatre = theatre_of(store)
    params = load_params(theatre)
    section = _get_section(theatre, section_id)
    end = None if until is None else read_moment(until, theatre.zone, is_end=True)
    with changing(store, acting, "section propose", f"{level} proposed") as change:
        refs = find_refs(change, rests_on) or _own_assessment(change, section)
        _refuse_fallen(change, refs)
        record = propose_level(
            section,
            _find_record(change, section),
            params.read_level(level),
            role=acting.role,
            at=acting.now,
            why=acting.why or "",
            rests_on=refs,
            origin="exercise" if theatre.is_exercise else "own",
            params=params,
            until=end,
        )
        change.put(record)
        return _view_one(change, theatre, params, section, acting.now)


def adopt(path: Path, section_id: str, acting: Acting) -> LevelsView:
    """Adopt the level that another role proposed; it stands from then on."""
    store = open_at(path)
    theatre = theatre_of(store)
    params = load_params(theatre)
    section = _get_section(theatre, section_id)
    with changing(store, acting, "section adopt", "adopted") as change:
        record = _find_record(change, section)
        _refuse_fallen(change, proposed_refs(record))
        adopted = adopt_level(section, record, role=acting.role, at=acting.now)
        change.put(adopted, reassess=True)
        return _view_one(change, theatre, params, section, acting.now)


def decline(path: Path, section_id: str, acting: Acting) -> LevelsView:
    """Decline what was proposed, or take it back: the level stays as it was."""
    store = open_at(path)
    theatre = theatre_of(store)
    params = load_params(theatre)
    section = _get_section(theatre, section_id)
    with changing(store, acting, "section decline", "declined") as change:
        kept = decline_level(section, _find_record(change, section))
        # What only the proposal rested on flags the level no longer.
        change.put(kept, reassess=not list(_list_fallen(change, kept.rests_on)))
        return _view_one(change, theatre, params, section, acting.now)


def read_levels(
    view: View, theatre: Theatre, params: RiskParams, now: dt.datetime
) -> tuple[SectionLevel, ...]:
    """Read the level of every section, in the theatre's order."""
    records = _find_records(view)
    refs = {each.ref: id_ for id_, each in records.items()}
    flagged = {refs[flag.what] for flag in view.flags(refs)}
    return tuple(
        read_level(
            section,
            records.get(section.id),
            now,
            params,
            is_flagged=section.id in flagged,
        )
        for section in theatre.sections
    )


def find_level_refs(view: View, theatre: Theatre) -> tuple[Ref, ...]:
    """Return the levels that the register keeps of a theatre's sections."""
    records = _find_records(view)
    return tuple(
        records[section.id].ref for section in theatre.sections if section.id in records
    )


def _find_records(view: View) -> dict[str, Assessment]:
    """Find the levels that are kept, by section; those under our own id go first."""
    found: dict[str, Assessment] = {}
    for each in view.list(Query(KIND)):
        record: Assessment = each.record
        section = section_of(record)
        if section not in found or record.id == level_id(section):
            found[section] = record
    return found


def _find_record(view: View, section: Section) -> Assessment | None:
    return _find_records(view).get(section.id)


def _view_one(
    view: View, theatre: Theatre, params: RiskParams, section: Section, now: dt.datetime
) -> LevelsView:
    levels = read_levels(view, theatre, params, now)
    return LevelsView(theatre, tuple(e for e in levels if e.section == section.id))


def _get_section(theatre: Theatre, section_id: str) -> Section:
    for section in theatre.sections:
        if section.id == section_id:
            return section
    known = ", ".join(each.id for each in theatre.sections)
    raise InputError(f"{section_id}: {theatre.name} has no such section; {known}.")


def _own_assessment(view: View, section: Section) -> tuple[Ref, ...]:
    ref = Ref(ASSESSMENT, risk_id(section.id))
    return (ref,) if view.find(*ref) is not None else ()


def _refuse_fallen(change: Change, refs: Sequence[Ref]) -> None:
    """Refuse what rests on things that fell, or that wait to be looked at again."""
    fallen = list(_list_fallen(change, refs))
    if fallen:
        told = "; ".join(fallen)
        raise RuleError(f"A level cannot rest on this as it stands: {told}.")


def _list_fallen(view: View, refs: Iterable[Ref]) -> Iterable[str]:
    """Say which of some things fell, or rest on what fell."""
    refs = tuple(refs)
    for ref, state in view.standings(refs).items():
        if ref.kind == "claim" and state in FALLEN:
            yield f"{ref} is {state}"
    for flag in view.flags(refs):
        yield f"{flag.what} is flagged, since {flag.reason}"
