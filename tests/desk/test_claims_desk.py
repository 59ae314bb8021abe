"""Claims on the built-in register: told, graded, withdrawn, looked at again."""

import pytest
from built_in_register import ATTACK, NOW, WHO, make_claim

from vedette.desk.assessments import (
    reassess,
)
from vedette.desk.claims import (
    add_claim,
    grade_claim,
    list_claims,
    move_claim,
    trace_claim,
)
from vedette.desk.register import (
    list_flags,
    undo,
)
from vedette.domain.register import (
    Grade,
    Ref,
)
from vedette.errors import InputError


def test_a_withdrawal_runs_through_and_a_new_look_clears_it(built_in):
    moved = move_claim(built_in, "C-attack1-4", "withdrawn", WHO)
    assert moved.claim.record.state == "withdrawn"
    whats = [str(flag.what) for flag in moved.flags]
    assert whats == [
        "incident:I-2025-11-26", "assessment:A-attacks", "impact_level:L-S07",
        "impact_level:L-S08", "advisory:ADV-1",
    ]  # fmt: skip
    impact = trace_claim(built_in, Ref("claim", "C-attack1-4"))
    assert [str(each.what) for each in impact.consequences] == whats
    assert all(each.is_flagged for each in impact.consequences)
    assert impact.consequences[-1].path[0] == Ref("claim", "C-attack1-4")
    reassess(built_in, "assessment:A-attacks", WHO)
    assert "assessment:A-attacks" not in {
        str(flag.what) for flag in list_flags(built_in)
    }
    undo(built_in, "claim:C-attack1-4", WHO)
    assert list_flags(built_in) == ()


def test_what_a_new_claim_moved_is_told(built_in):
    denial = make_claim(ATTACK, "S-mfa-tj", "denies", answers=("C-attack1-2",))
    moved = add_claim(built_in, denial, WHO)
    assert moved.moved == (("C-attack1-2", "denied"),)
    assert {flag.cause.id for flag in moved.flags} == {"C-attack1-2"}


def test_a_claim_is_graded_and_the_grades_before_stay(built_in):
    grade = Grade("B", 3, "validated", "reviewer", NOW, "seen twice")
    found = grade_claim(built_in, "C-offer-1", grade, WHO)
    assert str(found.claim.record.grade) == "B3"
    assert found.flags == ()
    with pytest.raises(InputError, match="A \\(reliable\\)"):
        grade_claim(
            built_in, "C-offer-1", Grade("X", 3, "validated", "reviewer", NOW, "x"), WHO
        )


def test_a_grade_that_counts_for_less_flags_what_rests_on_it(built_in):
    grade = Grade("B", 2, "rejected", "reviewer", NOW, "not what it seemed")
    found = grade_claim(built_in, "claim:C-attack2-2", grade, WHO)
    assert [str(flag.what) for flag in found.flags] == [
        "incident:I-2025-11-darvoz", "assessment:A-attacks", "impact_level:L-S07",
        "impact_level:L-S08", "advisory:ADV-1",
    ]  # fmt: skip
    assert found.flags[0].reason.endswith(
        "to B2 rejected, officially confirmed (counts for nothing)"
    )
    assert found.flags == list_flags(built_in)
    assert all(
        each.is_flagged
        for each in trace_claim(built_in, Ref("claim", "C-attack2-2")).consequences
    )


@pytest.mark.parametrize(
    "asked, words",
    [
        ({"source": "S-trtt"}, "no such source. Did you mean source:S-trt?"),
        ({"about": "incident:I-77"}, "no such incident"),
        ({"about": "F-talk"}, "names nothing in the register; did you mean fact:F-t"),
    ],
)
def test_claims_of_what_there_is_not_are_refused(built_in, asked, words):
    with pytest.raises(InputError, match=words):
        list_claims(built_in, **asked)
