"""What a claim weighs: nothing, as one that stands, or as one that is well sourced.

These are the lines that matter for what rests on a claim: a risk picture counts its
incident not at all, among all that stand, or among the well sourced.
"""

from vedette.domain.register import FALLEN, Claim, Grade

WEIGHTS = {
    "nothing": "counts for nothing",
    "standing": "counts, not well sourced",
    "firm": "well sourced",
}
FIRM = ("officially_confirmed", "corroborated")
USUALLY_RELIABLE = ("A", "B")
PROBABLY_TRUE = 2


def weigh(claim: Claim) -> str:
    """Return one of ``WEIGHTS``, whatever the claim says.

    Well sourced is what was confirmed or corroborated, or is validated and graded at
    least B (usually reliable) and 2 (probably true): each part counts by itself.

    >>> from types import SimpleNamespace as Some
    >>> weigh(Some(state="reported", grade=Some(validation="rejected")))
    'nothing'
    """
    if claim.state in FALLEN or claim.grade.validation == "rejected":
        return "nothing"
    is_firm = claim.state in FIRM or _is_well_graded(claim.grade)
    return "firm" if is_firm else "standing"


def was_regraded(before: Claim, now: Claim) -> bool:
    """Whether a claim weighs more or less than it did, and somebody has to look.

    More by a move alone, as by a confirmation, is no reason to.
    """
    first, last = (list(WEIGHTS).index(weigh(each)) for each in (before, now))
    return last < first or (last > first and _parts(before) != _parts(now))


def say_regrade(ref: object, before: Claim, now: Claim) -> str:
    """Say from which grade to which a claim went, and what that means."""
    return f"{ref} went from {say_grade(before)} to {say_grade(now)}"


def say_grade(claim: Claim) -> str:
    """Say a claim's grade, and what the claim counts for."""
    words = [f"{claim.grade} {claim.grade.validation}"]
    if claim.state in FIRM:
        words.append(claim.state)
    return f"{', '.join(words).replace('_', ' ')} ({WEIGHTS[weigh(claim)]})"


def _is_well_graded(grade: Grade) -> bool:
    return (
        grade.validation == "validated"
        and grade.reliability in USUALLY_RELIABLE
        and grade.credibility <= PROBABLY_TRUE
    )


def _parts(claim: Claim) -> tuple[str, int, str]:
    grade = claim.grade
    return grade.reliability, grade.credibility, grade.validation
