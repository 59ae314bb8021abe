"""A new grade across a line that matters flags what rests on the claim, as a fall."""

from dataclasses import replace

import pytest
from small_register import FACT, GRADE, INCIDENT, assessment, changing, small_store

from vedette.domain.register import Ref

C1, C3, C4 = (Ref("claim", f"C-{n}") for n in (1, 3, 4))
A1, A2, A9 = (Ref("assessment", f"A-{n}") for n in (1, 2, 9))
P1, V1 = Ref("plan", "P-1"), Ref("advisory", "V-1")
ON_C4 = {INCIDENT, A1, A2, P1, V1}

LOW = ("F", 6, "not_validated")
OTHER_LOW = ("C", 3, "validated")
HIGH = ("B", 2, "validated")
OTHER_HIGH = ("A", 1, "validated")
NO = ("B", 2, "rejected")


def regrade(store, ref, parts):
    reliability, credibility, validation = parts
    grade = replace(
        GRADE, reliability=reliability, credibility=credibility, validation=validation
    )
    with changing(store) as change:
        record = change.get(*ref).record
        change.put(replace(record, grade=grade), reassess=True)


def move(store, ref, to, **options):
    with changing(store) as change:
        change.move_claim(ref.id, to, **options)


def look_again(store, ref):
    with changing(store) as change:
        change.reassess(ref)


def flags(store):
    with store.reading() as view:
        return {(flag.what, flag.cause): flag for flag in view.flags()}


def whats(store, cause=C4):
    return {what for what, by in flags(store) if by == cause}


@pytest.mark.parametrize(
    "grades, words",
    [
        ((HIGH,), "from F6 not validated (counts, not well sourced) to B2 validated"
                  " (well sourced)"),
        ((NO,), "from F6 not validated (counts, not well sourced) to B2 rejected"
                " (counts for nothing)"),
        ((NO, OTHER_LOW), None),
        ((OTHER_LOW,), None),
    ],
)  # fmt: skip
def test_what_rests_on_it_is_flagged_where_it_weighs_more_or_less(
    tmp_path, grades, words
):
    store = small_store(tmp_path)
    for parts in grades:
        regrade(store, C4, parts)
    assert whats(store) == (ON_C4 if words else set())
    if words:
        found = flags(store)[V1, C4]
        assert found.reason == f"claim:C-4 went {words}"
        assert found.path == (C4, INCIDENT, A1, P1, V1)
    assert store.verify()[0] == []


def test_a_grade_within_its_class_flags_nothing(tmp_path):
    store = small_store(tmp_path)
    regrade(store, C4, HIGH)
    for what in ON_C4:
        look_again(store, what)
    regrade(store, C4, OTHER_HIGH)
    assert flags(store) == {}


def test_another_look_clears_it_and_holds_against_the_grade_of_then(tmp_path):
    store = small_store(tmp_path)
    regrade(store, C4, HIGH)
    look_again(store, A1)
    assert whats(store) == ON_C4 - {A1}
    # The grade of before: all but what was looked at meanwhile is as it was seen.
    regrade(store, C4, LOW)
    assert whats(store) == {A1}
    assert " from B2 validated " in flags(store)[A1, C4].reason


def test_what_still_waits_is_told_from_the_grade_it_was_made_on(tmp_path):
    store = small_store(tmp_path)
    regrade(store, C4, HIGH)
    regrade(store, C4, NO)
    found = flags(store)[A1, C4]
    assert " from F6 not validated " in found.reason
    assert found.reason.endswith("to B2 rejected (counts for nothing)")


def test_an_undone_grade_lifts_its_flags(tmp_path):
    store = small_store(tmp_path)
    regrade(store, C4, HIGH)
    with changing(store) as change:
        change.restore(C4)
    assert flags(store) == {}


def test_a_fall_gives_its_own_reason_and_its_undoing_tells_the_grade_again(tmp_path):
    store = small_store(tmp_path)
    regrade(store, C4, HIGH)
    move(store, C4, "withdrawn")
    assert {flag.reason for flag in flags(store).values()} == {"claim:C-4 is withdrawn"}
    with changing(store) as change:
        change.restore(C4)
    assert whats(store) == ON_C4
    assert "went from F6" in flags(store)[P1, C4].reason
    assert store.verify()[0] == []


def test_a_fallen_claim_weighs_nothing_whatever_its_grade(tmp_path):
    store = small_store(tmp_path)
    move(store, C4, "withdrawn")
    for what in ON_C4:
        look_again(store, what)
    regrade(store, C4, HIGH)
    assert flags(store) == {}


def test_what_an_office_confirmed_is_well_sourced_by_any_grade_but_a_rejected_one(
    tmp_path,
):
    store = small_store(tmp_path)
    move(store, C4, "corroborated", by="C-3")
    assert flags(store) == {}  # a move alone is no new grade
    regrade(store, C4, HIGH)
    assert whats(store) == set()
    regrade(store, C4, NO)
    assert whats(store) == ON_C4


def test_a_move_lifts_what_a_lower_grade_had_flagged(tmp_path):
    store = small_store(tmp_path)
    regrade(store, C4, HIGH)
    for what in ON_C4:
        look_again(store, what)
    regrade(store, C4, LOW)
    assert whats(store) == ON_C4
    move(store, C4, "corroborated", by="C-3")
    assert flags(store) == {}


def test_what_is_made_to_rest_on_it_later_knows_the_grade(tmp_path):
    store = small_store(tmp_path)
    regrade(store, C1, NO)
    with changing(store) as change:
        change.put(assessment("A-9", C1))
    assert A9 not in whats(store, C1)
    regrade(store, C1, LOW)
    assert whats(store, C1) == {A9}


def test_what_rests_anew_on_something_flagged_is_flagged_though_it_was_on_its_path(
    tmp_path,
):
    """A-1 handed its flag to P-1, was looked at, and now rests on P-1 itself."""
    store = small_store(tmp_path)
    move(store, C1, "withdrawn")
    with changing(store) as change:
        change.put(assessment("P-1", INCIDENT, kind="plan"))
    look_again(store, A1)
    assert A1 not in whats(store, C1)
    with changing(store) as change:
        change.put(assessment("A-1", P1))
    assert flags(store)[A1, C1].path == (C1, FACT, A1, P1, A1)


@pytest.mark.parametrize("how", ["in one change", "in two"])
def test_two_claims_regraded_flag_each_for_itself(tmp_path, how):
    store = small_store(tmp_path)
    if how == "in two":
        regrade(store, C3, HIGH)
        regrade(store, C4, HIGH)
    else:
        grade = replace(GRADE, reliability="A", credibility=2, validation="validated")
        with changing(store) as change:
            for ref in (C3, C4):
                change.put(replace(change.get(*ref).record, grade=grade))
    assert whats(store, C3) == whats(store, C4) == ON_C4


def test_undoing_a_corroboration_flags_what_was_seen_with_it(tmp_path):
    store = small_store(tmp_path)
    move(store, C4, "corroborated", by="C-3")
    with changing(store) as change:
        change.restore(C4)
    assert whats(store)
    reasons = {flag.reason for flag in flags(store).values()}
    assert any("corroborated (well sourced) to" in each for each in reasons)
