"""A fall runs through: all that rests on it is flagged at once, with the path to it."""

from dataclasses import replace

import pytest
from small_register import (
    FACT,
    INCIDENT,
    SMALL,
    assessment,
    changing,
    claim,
    incident,
    small_store,
)

from vedette.domain.register import Count, Ref

C1, C2, C4 = (Ref("claim", f"C-{n}") for n in (1, 2, 4))
A1, A2 = Ref("assessment", "A-1"), Ref("assessment", "A-2")
P1, V1 = Ref("plan", "P-1"), Ref("advisory", "V-1")


def flags(store):
    with store.reading() as view:
        return {(flag.what, flag.cause): flag for flag in view.flags()}


def whats(store):
    return {what for what, _ in flags(store)}


def move(store, claim_id, to, **options):
    with changing(store) as change:
        change.move_claim(claim_id, to, **options)


@pytest.mark.parametrize("to", ["withdrawn", "denied", "superseded"])
def test_a_fall_flags_all_that_rests_on_it_with_the_path(tmp_path, to):
    store = small_store(tmp_path)
    move(store, "C-1", to)
    found = flags(store)
    assert set(found) == {(what, C1) for what in (FACT, A1, P1, V1)}
    assert found[V1, C1].path == (C1, FACT, A1, P1, V1)
    assert found[V1, C1].reason == f"claim:C-1 is {to}"
    assert found[V1, C1].entry == 2


def test_a_move_that_is_no_fall_flags_nothing(tmp_path):
    store = small_store(tmp_path)
    move(store, "C-3", "corroborated", by="C-4")
    assert flags(store) == {}


def test_a_denial_entered_flags_in_the_same_change(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        change.put(claim("C-9", FACT, "ministry", "denies", answers=("C-1", "C-2")))
    found = flags(store)
    assert {cause for _, cause in found} == {C1, C2}
    assert {what for what, _ in found} == {FACT, A1, P1, V1}


def test_a_claim_that_repeats_a_fallen_one_is_flagged_and_keeps_its_state(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        change.put(replace(SMALL[10], based_on=("C-3",)))
    move(store, "C-3", "withdrawn")
    assert C4 in whats(store)
    with store.reading() as view:
        assert view.get(*C4).record.state == "reported"


def test_the_denied_are_flagged_when_the_denial_falls(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        change.put(claim("C-9", FACT, "ministry", "denies", answers=("C-1",)))
    move(store, "C-9", "withdrawn")
    assert (C1, Ref("claim", "C-9")) in flags(store)


def test_a_deletion_flags_like_a_fall(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        change.delete(C4)
    found = flags(store)
    assert {what for what, _ in found} == {INCIDENT, A1, A2, P1, V1}
    assert found[A2, C4].reason == "claim:C-4 was deleted"


def test_looking_again_clears_the_flags_of_that_thing_only(tmp_path):
    store = small_store(tmp_path)
    move(store, "C-1", "withdrawn")
    with changing(store) as change:
        found = change.reassess(A1, why="it holds without that claim")
        assert (found.action, found.version) == ("reassessed", 2)
    assert whats(store) == {FACT, P1, V1}
    with store.reading() as view:
        assert view.history(A1)[-1].why == "it holds without that claim"


def test_a_change_that_is_no_new_look_clears_nothing(tmp_path):
    store = small_store(tmp_path)
    move(store, "C-4", "withdrawn")
    with changing(store) as change:
        change.put(incident(killed=Count(3, 3)))
        change.put(assessment("A-2", FACT))
    assert {INCIDENT, A2} <= whats(store)


def test_looking_again_with_other_grounds(tmp_path):
    store = small_store(tmp_path)
    move(store, "C-1", "withdrawn")
    with changing(store) as change:
        change.reassess(assessment("A-1", INCIDENT))
    assert A1 not in whats(store)
    move(store, "C-2", "withdrawn")
    assert (A1, C2) not in flags(store)


def test_a_second_fall_flags_all_anew_and_gives_its_own_reason(tmp_path):
    store = small_store(tmp_path)
    move(store, "C-1", "denied")
    with changing(store) as change:
        change.reassess(A1)
    move(store, "C-1", "withdrawn")
    found = flags(store)
    assert found[A1, C1].reason == "claim:C-1 is withdrawn"
    assert found[P1, C1].reason == "claim:C-1 is withdrawn"  # open from before too
    assert found[P1, C1].entry == 4


def test_what_is_made_to_rest_on_something_fallen_is_flagged_at_birth(tmp_path):
    store = small_store(tmp_path)
    move(store, "C-1", "withdrawn")
    with changing(store) as change:
        change.put(assessment("A-3", C1))
        change.put(assessment("P-2", Ref("assessment", "A-3"), kind="plan"))
    found = flags(store)
    assert found[Ref("plan", "P-2"), C1].path == (
        C1, Ref("assessment", "A-3"), Ref("plan", "P-2"),
    )  # fmt: skip


def test_what_is_made_to_rest_on_something_flagged_inherits_it(tmp_path):
    store = small_store(tmp_path)
    move(store, "C-1", "withdrawn")
    with changing(store) as change:
        change.put(assessment("P-2", A1, kind="plan"))
    found = flags(store)
    assert found[Ref("plan", "P-2"), C1].path == (C1, FACT, A1, Ref("plan", "P-2"))


def test_what_rests_on_something_looked_at_again_is_not_flagged(tmp_path):
    store = small_store(tmp_path)
    move(store, "C-1", "withdrawn")
    with changing(store) as change:
        change.reassess(A1)
    with changing(store) as change:
        change.put(assessment("P-2", A1, kind="plan"))
    assert Ref("plan", "P-2") not in whats(store)


def test_a_merge_hands_flags_on(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        change.put(incident("I-2"))
        change.put(claim("C-9", Ref("incident", "I-2"), "paper"))
    move(store, "C-9", "withdrawn")
    assert whats(store) == {Ref("incident", "I-2")}
    with changing(store) as change:
        change.put(incident("I-2", merged_into="I-1"))
    assert {INCIDENT, A1, A2, P1, V1} <= whats(store)


@pytest.mark.parametrize("how", ["undo", "confirm"])
def test_flags_are_lifted_when_the_claim_stands_again(tmp_path, how):
    store = small_store(tmp_path)
    move(store, "C-1", "denied")
    if how == "undo":
        with changing(store) as change:
            change.restore(C1)
    else:
        with changing(store) as change:
            change.put(claim("C-9", FACT, "ministry", "confirms"))
        move(store, "C-1", "officially_confirmed", by="C-9")
    assert flags(store) == {}


def test_undoing_an_undo_flags_again(tmp_path):
    store = small_store(tmp_path)
    move(store, "C-1", "withdrawn")
    for _ in range(2):
        with changing(store) as change:
            change.restore(C1)
    assert whats(store) == {FACT, A1, P1, V1}


def test_a_deleted_thing_carries_no_flag(tmp_path):
    store = small_store(tmp_path)
    move(store, "C-1", "withdrawn")
    with changing(store) as change:
        change.delete(V1)
    assert whats(store) == {FACT, A1, P1}


def test_regrading_a_claim_is_another_look_at_it(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        change.put(replace(SMALL[10], based_on=("C-3",)))
    move(store, "C-3", "withdrawn")
    with changing(store) as change:
        record = change.get(*C4).record
        change.put(
            replace(record, grade=replace(record.grade, credibility=5)), reassess=True
        )
    assert C4 not in whats(store)


def test_every_flag_raised_and_cleared_stays_in_the_log(tmp_path):
    store = small_store(tmp_path)
    move(store, "C-1", "withdrawn")
    with changing(store) as change:
        change.reassess(A1)
    with store.reading() as view:
        assert [each.changes for each in view.entries()] == [len(SMALL), 5, 2]
    assert store.verify()[0] == []
