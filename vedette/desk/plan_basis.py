"""What a plan takes from a register: its sections' rates, assessments and levels."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from vedette.desk.assessments import keep_plan
from vedette.desk.risk_runs import find_records, last_run, refuse_changed, run_of
from vedette.desk.section import find_level_refs
from vedette.desk.stores import Acting, open_at
from vedette.domain.register import Ref
from vedette.domain.risk import RiskRun, SectionRisk
from vedette.domain.theatre import Theatre
from vedette.errors import RuleError
from vedette.register.roles import check_role, refuse_unlawful
from vedette.risk.kept import KIND, risk_id
from vedette.store import View

DIGITS = 6  # of a rate that is known to within a factor of ten


@dataclass(frozen=True, slots=True)
class Basis:
    """What the last run of the risk picture says for a plan.

    ``rates`` are the attempts that it expects, a year per 100 km, by section;
    ``rests_on`` names the sections' assessments and levels.
    """

    rates: Mapping[str, float]
    rests_on: tuple[str, ...]


def read_basis(path: Path, theatre: Theatre, acting: Acting) -> Basis:
    """Read what a plan of a theatre rests on in a register, before it is solved.

    Refused here: a role that keeps no plans; a register in which not all sections are
    assessed; a run that is not of this theatre as it is now, counts what was made up,
    or of which a section was changed or waits to be looked at again.
    """
    check_role(acting.role)
    refuse_unlawful(acting.role, "plan")
    with open_at(path).reading() as view:
        run = last_run(path, view, theatre)
        refuse_changed(theatre, run)
        assessed = {Ref(KIND, risk_id(each.section)): each for each in run.sections}
        faults = [*_list_waiting(view, assessed), *_list_other_runs(view, theatre, run)]
        if run.with_exercise:
            faults.append("the last run counts incidents made up for an exercise.")
        if faults:
            where = (
                "A plan cannot rest on the risk picture as it stands; look at it again"
                f" first: vedette assess run --store {path}"
            )
            raise RuleError.listing(where, faults)
        refs = (*assessed, *find_level_refs(view, theatre))
    rates = {each.section: expected_rate(each) for each in run.sections}
    return Basis(rates, tuple(map(str, refs)))


def _list_waiting(view: View, assessed: Mapping[Ref, SectionRisk]) -> Iterator[str]:
    """Say which sections are flagged, by what flagged them."""
    waiting: dict[str, list[str]] = {}
    for flag in view.flags(assessed):
        waiting.setdefault(flag.reason, []).append(assessed[flag.what].section)
    for reason, sections in waiting.items():
        yield f"{', '.join(sorted(sections))}: {reason}."


def _list_other_runs(view: View, theatre: Theatre, run: RiskRun) -> Iterator[str]:
    """Say which sections somebody brought back from an earlier run."""
    for section, record in find_records(view, theatre).items():
        if run_of(record) != run.run:
            yield f"{section}: brought back to run {run_of(record)} of {run.run}."


def expected_rate(risk: SectionRisk) -> float:
    """Return the attempts of both strands that are expected, a year per 100 km."""
    return float(f"{risk.attacks.middle + risk.crossings.middle:.{DIGITS}g}")


def register_plan(path: Path, file: Path, acting: Acting) -> str:
    """Put a plan into the register, resting on what its file names; say how it stands.

    From then on a claim's withdrawal flags it. Where a level that it rests on waits to
    be looked at, it is flagged from the start.
    """
    kept = keep_plan(path, file, acting)
    ref = Ref("plan", kept.record.id)
    with open_at(path).reading() as view:
        flags = view.flags([ref])
    told = f"Kept in {path} as {ref}."
    if flags:
        upon = sorted({f"{flag.path[-2]} ({flag.reason})" for flag in flags})
        told += f" It is flagged from the start, for it rests on {', '.join(upon)}."
    return told
