"""What a plan takes from a register: its sections' rates, assessments and levels."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vedette.desk.assessments import keep_plan
from vedette.desk.risk_runs import last_run
from vedette.desk.section import find_level_refs
from vedette.desk.stores import Acting, open_at
from vedette.domain.register import Ref
from vedette.domain.risk import SectionRisk
from vedette.domain.theatre import Theatre
from vedette.errors import RuleError
from vedette.register.roles import check_role, refuse_unlawful
from vedette.risk.kept import KIND, risk_id

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
    assessed; and an assessment that waits to be looked at again.
    """
    check_role(acting.role)
    refuse_unlawful(acting.role, "plan")
    with open_at(path).reading() as view:
        run = last_run(path, view, theatre)
        assessed = {Ref(KIND, risk_id(each.section)): each for each in run.sections}
        waiting = {flag.what: flag.cause for flag in view.flags(assessed)}
        if waiting:
            told = ", ".join(
                f"{assessed[what].section} ({cause} fell)"
                for what, cause in sorted(waiting.items())
            )
            raise RuleError(
                f"A plan cannot rest on assessments that wait to be looked at: {told}."
                f" Look at them again first: vedette assess run --store {path}."
            )
        refs = (*assessed, *find_level_refs(view, theatre))
    rates = {each.section: expected_rate(each) for each in run.sections}
    return Basis(rates, tuple(map(str, refs)))


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
        paths = [flag.path for flag in view.flags([ref])]
    told = f"Kept in {path} as {ref}."
    if paths:
        upon = ", ".join(sorted({f"{way[-2]} ({way[0]} fell)" for way in paths}))
        told += f" It is flagged from the start, for it rests on {upon}."
    return told
