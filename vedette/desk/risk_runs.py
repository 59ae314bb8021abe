"""Runs of the risk picture as a register holds them: the last, or an earlier one."""

from pathlib import Path

from vedette.domain.register import Assessment, Ref
from vedette.domain.risk import RiskRun
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.risk.kept import KIND, is_kept, read_run, risk_id
from vedette.risk.params import load_params
from vedette.store import View


def last_run(path: Path, view: View, theatre: Theatre) -> RiskRun:
    """Return the last run, or say that there is none."""
    records = find_records(view, theatre)
    if len(records) < len(theatre.sections):
        raise InputError(
            f"{path}: not all sections of {theatre.name} were assessed yet; vedette"
            " assess run."
        )
    last = max(map(run_of, records.values()))
    if any(run_of(each) != last for each in records.values()):
        records = records_of_run(view, theatre, last)
    return read_run(records)


def refuse_changed(theatre: Theatre, run: RiskRun) -> None:
    """Refuse a run that was made of another theatre than this one as it is now."""
    now = theatre.content_hash, load_params(theatre).hash
    if now != (run.theatre_hash, run.constants):
        raise InputError(
            f"{theatre.name} or the constants of its risk picture changed since run"
            f" {run.run}; assess it again: vedette assess run."
        )


def find_records(view: View, theatre: Theatre) -> dict[str, Assessment]:
    """Find the sections' assessments as they are now."""
    found = {
        section.id: view.find(KIND, risk_id(section.id)) for section in theatre.sections
    }
    return {
        id_: each.record
        for id_, each in found.items()
        if each is not None and is_kept(each.record)
    }


def records_of_run(view: View, theatre: Theatre, run: int) -> dict[str, Assessment]:
    """Find the sections' assessments as one run left them."""
    found = {}
    for section in theatre.sections:
        for each in view.history(Ref(KIND, risk_id(section.id))):
            if is_kept(each.record) and run_of(each.record) == run:
                found[section.id] = each.record
    return found


def run_of(record: Assessment) -> int:
    """Return the number of the run that a section's assessment is part of."""
    return int(record.content["of"]["run"])
