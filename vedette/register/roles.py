"""Who may change what; a role is said with ``--role`` until people sign in."""

from collections.abc import Mapping

from vedette.domain.register import ASSESSMENT_KINDS, KINDS, ROLES
from vedette.errors import InputError, RuleError

MAY_CHANGE: Mapping[str, frozenset[str]] = {
    "analyst": frozenset(KINDS),
    "reviewer": frozenset(KINDS),
    "importer": frozenset(KINDS) - frozenset(ASSESSMENT_KINDS),
    "planning_officer": frozenset(("assessment", "impact_level", "option", "plan")),
    "duty_officer": frozenset(("advisory", "notice")),
    "partner_liaison": frozenset(),
}


def check_role(role: str) -> None:
    """Refuse a role that there is not."""
    if role not in ROLES:
        raise InputError(f"--role {role}: there is no such role; {', '.join(ROLES)}.")


def refuse_unlawful(role: str, kind: str) -> None:
    """Refuse a change that is not a role's to make."""
    if kind not in MAY_CHANGE[role]:
        may = ", ".join(name for name, kinds in MAY_CHANGE.items() if kind in kinds)
        raise RuleError(
            f"role {role} may not change what is of kind {kind}; these may: {may}."
        )
