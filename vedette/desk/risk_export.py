"""The register and the risk of sections as files: pages, map layers, workbooks."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from vedette.desk.assess import show_assessment
from vedette.desk.register_export import copy_register
from vedette.desk.stores import open_at, theatre_of
from vedette.domain.history import RegisterCopy
from vedette.domain.register import Assessment, Claim, Incident, Ref, ref_of
from vedette.errors import InputError
from vedette.sharing import publish
from vedette.sharing.folder import refuse_existing
from vedette.sharing.package import Package

REGISTER_FORMS = ("html", "geojson", "xlsx")
RISK_FORMS = ("html", "geojson", "xlsx", "hours", "angles")


def export_risk(
    path: Path,
    out: Path,
    now: dt.datetime,
    *,
    forms: Sequence[str] | None = None,
    theatre_name: str | None = None,
    force: bool = False,
) -> tuple[Path, ...]:
    """Write the last assessment in some forms; one form alone makes one file."""
    formats = _choose("risk", forms, RISK_FORMS)
    refuse_existing(out, force=force, folder=len(formats) > 1)
    view = show_assessment(path, now, hours=True, theatre_name=theatre_name)
    package = Package(view.theatre, risk=view.sheet)
    return publish(package, out, formats=formats, force=force)


def publish_register(
    path: Path,
    out: Path,
    now: dt.datetime,
    *,
    forms: Sequence[str] | None = None,
    incident: str | None = None,
    force: bool = False,
) -> tuple[Path, ...]:
    """Write the register, or one incident with its claims, in some forms."""
    formats = _choose("register", forms, REGISTER_FORMS)
    refuse_existing(out, force=force, folder=len(formats) > 1)
    copy = copy_register(path, now)
    if incident is not None:
        copy = cut_out(copy, incident.removeprefix("incident:"))
    package = Package(theatre_of(open_at(path)), register=copy)
    return publish(package, out, formats=formats, force=force)


def cut_out(copy: RegisterCopy, incident: str) -> RegisterCopy:
    """Return a copy with one incident, what is said of it, and what rests on that."""
    refs = {Ref("incident", incident)}
    if not refs <= {ref_of(each.record) for each in copy.records}:
        raise InputError(
            f"incident:{incident}: the register holds no such incident. See what there"
            " is: vedette incident list."
        )
    merged: set[Ref] = set(refs)
    while merged:  # merged into it, and into those
        merged = {
            Ref("incident", each.record.id)
            for each in copy.records
            if isinstance(each.record, Incident)
            and Ref("incident", each.record.merged_into or "") in merged
        } - refs
        refs |= merged
    for each in copy.records:
        record = each.record
        if isinstance(record, Claim) and record.about in refs:
            refs |= {ref_of(record), Ref("source", record.source)}
    resting = {
        each.record.ref
        for each in copy.records
        if isinstance(each.record, Assessment)
        and not refs.isdisjoint(each.record.rests_on)
    }
    kept = refs | resting
    return replace(
        copy,
        records=tuple(each for each in copy.records if ref_of(each.record) in kept),
        flags=tuple(flag for flag in copy.flags if flag.what in kept),
    )


def _choose(
    family: str, forms: Sequence[str] | None, known: tuple[str, ...]
) -> list[str]:
    """Return the formats of ``publish`` that are asked for; all if none is."""
    wrong = [form for form in forms or () if form not in known]
    if wrong:
        raise InputError(f"--as {', '.join(wrong)}: choose {', '.join(known)}.")
    return [f"{family}_{form}" for form in dict.fromkeys(forms or known)]
