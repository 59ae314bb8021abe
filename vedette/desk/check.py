"""Checks by the second program: a plan's certificate, a roster's lawfulness."""

from pathlib import Path

from vedette.domain.plans import Certificate, Roster
from vedette.errors import RuleError


def verify_plan(path: Path, earlier: Path | None = None) -> Certificate:
    """Check everything about a plan and return its numbers computed afresh.

    A plan for the rest of a window is compared with the ``earlier`` one as well.
    """
    from vedette.verify import verify_plan as verify

    return verify(path, earlier)


def verify_roster(path: Path, plan: Path) -> Roster:
    """Check that a roster is one lawful draw from a plan."""
    from vedette.verify import verify_roster as verify

    return verify(path, plan)


def check_roster(path: Path, plan: Path) -> None:
    """Check that a roster keeps every rule, also one that was changed by hand."""
    from vedette.verify import list_broken_rules

    faults = list_broken_rules(path, plan)
    if faults:
        raise RuleError.listing(f"{path}: the roster breaks rules", faults)
