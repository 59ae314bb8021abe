"""What a plan rests on in the register: the assessments and levels of its sections."""

from pathlib import Path
from typing import Any

from vedette.desk.assessments import keep_plan
from vedette.desk.section import find_level_refs
from vedette.desk.stores import Acting, open_at
from vedette.domain.history import Versioned
from vedette.domain.register import Ref
from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.register.roles import check_role, refuse_unlawful
from vedette.risk.kept import KIND, risk_id


def list_basis(path: Path, theatre: Theatre, acting: Acting) -> tuple[str, ...]:
    """List what a plan of a theatre rests on in a register, before it is solved.

    Refused here: a role that keeps no plans, and a register without any assessment or
    level of the theatre's sections, on which a plan would rest in name only.
    """
    check_role(acting.role)
    refuse_unlawful(acting.role, "plan")
    with open_at(path).reading() as view:
        assessed = [Ref(KIND, risk_id(section.id)) for section in theatre.sections]
        found = [ref for ref in assessed if view.find(*ref) is not None]
        found += find_level_refs(view, theatre)
    if not found:
        raise InputError(
            f"{path}: no section of {theatre.name} has an assessment or a level yet, so"
            " a plan would rest on nothing there. Make them first: vedette assess run."
        )
    return tuple(map(str, found))


def register_plan(path: Path, file: Path, acting: Acting) -> Versioned[Any]:
    """Put a plan into the register, resting on what its file names.

    From then on a claim's withdrawal flags it.
    """
    return keep_plan(path, file, acting)
