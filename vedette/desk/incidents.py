"""Incidents: put one in, find them, see one with its claims side by side, merge."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vedette.desk.incident_places import (
    find_km,
    locate,
    refuse_swapped,
    refuse_unknown,
)
from vedette.desk.register import flag_json, texts_for, version_json
from vedette.desk.register_words import check_words, read_moment, read_ref
from vedette.desk.stores import Acting, changing, open_at, theatre_of
from vedette.domain.history import Flag, Versioned
from vedette.domain.register import (
    ORIGINS,
    STANDINGS,
    Claim,
    Fact,
    Incident,
    Ref,
    Source,
)
from vedette.errors import InputError, RuleError
from vedette.register.contradictions import (
    Difference,
    Stances,
    compare_claims,
    sort_stances,
)
from vedette.register.plain import to_plain
from vedette.store import Query, Store, View


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which incidents to list; ``near`` is a km of the border, or a place's name."""

    near: str | None = None
    within_km: float = 10.0
    section: str | None = None
    state: str | None = None
    text: str | None = None
    origin: str | None = None
    since: str | None = None
    until: str | None = None
    flagged: bool | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """An incident as a list shows it."""

    incident: Incident
    standing: str
    claims: int
    is_flagged: bool

    def as_json(self) -> dict[str, Any]:
        """Everything as plain values."""
        return {
            **to_plain(self.incident),
            "standing": self.standing,
            "claims": self.claims,
            "flagged": self.is_flagged,
        }


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with its source."""

    claim: Versioned[Claim]
    source: Source


@dataclass(frozen=True, slots=True)
class AboutSheet:
    """An incident or fact with all that is said of it, side by side."""

    what: Versioned[Any]
    standing: str
    merged: tuple[Ref, ...]
    claims: tuple[Told, ...]
    differences: tuple[Difference, ...]
    stances: Stances
    flags: tuple[Flag, ...]
    zone: str

    @property
    def record(self) -> Incident | Fact:
        """The incident or fact itself."""
        found: Incident | Fact = self.what.record
        return found

    def as_json(self) -> dict[str, Any]:
        """Everything as plain values."""
        return {
            **version_json(self.what),
            "standing": self.standing,
            "merged": list(map(str, self.merged)),
            "claims": [
                {**version_json(each.claim), "source": to_plain(each.source)}
                for each in self.claims
            ],
            "differences": [_difference_json(each) for each in self.differences],
            "stances": {
                "says_so": self.stances.says_so,
                "denies": self.stances.denies,
                "no_comment": self.stances.no_comment,
                "differ": self.stances.differ,
            },
            "flags": [flag_json(flag) for flag in self.flags],
        }


def add_incident(path: Path, incident: Incident, acting: Acting) -> Versioned[Any]:
    """Put an incident into the register; its km and section follow from its place.

    An empty id gives it the next one. A place without degrees that the theatre's
    gazetteer knows gets them from there, with their precision.
    """
    store = open_at(path)
    incident = locate(store, incident)
    refuse_swapped(store, incident)
    with changing(store, acting, "incident add", "incident entered") as change:
        incident = replace(incident, id=incident.id or change.next_id("incident"))
        if change.find("incident", incident.id) is not None:
            raise InputError(
                f"incident:{incident.id} is there already; change it with: vedette"
                f" incident change {incident.id}."
            )
        return change.put(incident)


def change_incident(
    path: Path, id_: str, told: Mapping[str, Any], acting: Acting
) -> Versioned[Any]:
    """Change what an incident's own record says; claims about it stay as they are."""
    if not told:
        raise InputError(
            f"incident:{id_}: say what is to change, such as --title or --place."
        )
    id_ = read_ref(id_, "incident").id
    store = open_at(path)
    with changing(store, acting, "incident change", "changed") as change:
        incident: Incident = replace(change.get("incident", id_).record, **told)
        if "place" in told:
            incident = locate(store, replace(incident, line=None))
            refuse_swapped(store, incident)
        return change.put(incident)


def merge_incidents(
    path: Path, into: str, other: str, acting: Acting
) -> Versioned[Any]:
    """Say that an incident is another one told twice; both keep their claims.

    The claims of ``other`` show under ``into`` from then on. Undoing it is undoing the
    last change of ``other``.
    """
    into, other = (read_ref(each, "incident").id for each in (into, other))
    if into == other:
        raise InputError(f"incident:{into} cannot be merged into itself; name two.")
    with changing(
        open_at(path), acting, "incident merge", f"the same as incident:{into}"
    ) as change:
        kept = change.get("incident", into).record
        merged = change.get("incident", other).record
        if kept.merged_into is not None:
            raise RuleError(
                f"incident:{into} was merged into incident:{kept.merged_into}; merge"
                f" into that one: vedette incident merge {kept.merged_into} {other}."
            )
        if merged.merged_into is not None:
            raise RuleError(
                f"incident:{other} was merged into incident:{merged.merged_into}"
                f" already; take that back first: vedette register undo"
                f" incident:{other}."
            )
        return change.put(replace(merged, merged_into=into))


def remove_record(
    path: Path, kind: str, id_: str, acting: Acting
) -> tuple[Ref, tuple[Flag, ...]]:
    """Delete a record: a version that says so, which undo brings back.

    Claims about an incident or fact go first, each by itself. Returns what was
    deleted, and the flags on all that rests on it.
    """
    ref = read_ref(id_, kind)
    store = open_at(path)
    with changing(store, acting, f"{kind} remove", "removed") as change:
        change.delete(ref)
    with store.reading() as view:
        return ref, view.flags_by(ref)


def list_incidents(path: Path, wanted: Wanted) -> tuple[IncidentLine, ...]:
    """List the incidents wanted, by time."""
    store = open_at(path)
    query = make_query(store, wanted)
    with store.reading() as view:
        found = view.list(query)
        if not found and (wanted.section, query.near_km) != (None, None):
            refuse_unknown(theatre_of(store), wanted.section, query.near_km)
        refs = [Ref("incident", each.record.id) for each in found]
        standings = view.standings(refs)
        flagged = {flag.what for flag in view.flags(refs)}
        number = _count_claims(view, refs)
        return tuple(
            IncidentLine(each.record, standings[ref], number[ref], ref in flagged)
            for each, ref in zip(found, refs, strict=True)
        )


def make_query(store: Store, wanted: Wanted) -> Query:
    """Return what a person wants as the store is asked for it."""
    check_words(wanted.state, STANDINGS, "--state")
    check_words(wanted.origin, ORIGINS, "--origin")
    zone = store.about().get("zone", "UTC")
    since = None if wanted.since is None else read_moment(wanted.since, zone)
    until = None
    if wanted.until is not None:
        until = read_moment(wanted.until, zone, is_end=True)
    if since is not None and until is not None and until < since:
        raise InputError(
            f"--since {wanted.since} is later than --until {wanted.until}; swap them."
        )
    return Query(
        kind="incident",
        section=wanted.section,
        near_km=None if wanted.near is None else find_km(store, wanted.near),
        within_km=wanted.within_km,
        state=wanted.state,
        text=texts_for(store, wanted.text),
        origin=wanted.origin,
        since=since,
        until=until,
        flagged=wanted.flagged,
        limit=wanted.limit,
    )


def show_about(path: Path, ref: Ref) -> AboutSheet:
    """Show an incident or fact with its claims, and where they differ."""
    store = open_at(path)
    with store.reading() as view:
        what = view.get(*ref)
        claims = sorted(view.claims_about(ref), key=_when_said)
        sources = {id_: view.get("source", id_) for id_ in _sources_of(claims)}
        records = [each.record for each in claims]
        return AboutSheet(
            what=what,
            standing=view.standings([ref])[ref],
            merged=view.with_merged(ref)[1:],
            claims=tuple(
                Told(each, sources[each.record.source].record) for each in claims
            ),
            differences=compare_claims(records),
            stances=sort_stances(records),
            flags=view.flags([ref]),
            zone=store.about().get("zone", "UTC"),
        )


def _count_claims(view: View, refs: list[Ref]) -> Mapping[Ref, int]:
    said = view.said_about(list(map(str, refs)))
    return Counter({ref: len(said[str(ref)]) for ref in refs})


def _sources_of(claims: list[Versioned[Claim]]) -> set[str]:
    return {each.record.source for each in claims}


def _when_said(each: Versioned[Claim]) -> tuple[dt.datetime, str]:
    said = each.record.said
    return (each.record.entered if said is None else said.earliest), each.record.id


def _difference_json(each: Difference) -> dict[str, Any]:
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(each)
    return plain
