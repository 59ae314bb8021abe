"""Changes of a store: versions, what records name, states, deletions, undo."""

from dataclasses import replace

import pytest
from small_register import (
    FACT,
    INCIDENT,
    NOW,
    SMALL,
    assessment,
    changing,
    claim,
    incident,
    small_store,
    source,
)

from vedette.domain.register import Count, Ref, ref_of
from vedette.errors import InputError, RuleError

C1, A1 = Ref("claim", "C-1"), Ref("assessment", "A-1")


def test_records_come_back_as_they_went_in(tmp_path):
    with small_store(tmp_path).reading() as view:
        for record in SMALL:
            found = view.get(*ref_of(record))
            assert found.record == record
            assert (found.version, found.action, found.role) == (
                1,
                "created",
                "analyst",
            )
            assert (found.at, found.why, found.entry) == (NOW, "made for tests", 1)


def test_a_change_is_a_new_version_and_the_old_one_stays(tmp_path):
    store = small_store(tmp_path)
    changed = incident(killed=Count(2, 3))
    with changing(store, "reviewer", "a second source") as change:
        found = change.put(changed)
        assert (found.version, found.role, found.why) == (
            2, "reviewer", "a second source",
        )  # fmt: skip
    with store.reading() as view:
        first, second = view.history(INCIDENT)
        assert (first.record, second.record) == (incident(), changed)
        assert second.entry == 2


def test_the_same_again_makes_no_version_and_no_entry(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        assert change.put_many(SMALL) == 0
    with store.reading() as view:
        assert len(view.entries()) == 1


@pytest.mark.parametrize(
    "record, words",
    [
        (claim("C-9", Ref("incident", "I-77"), "paper"), "names incident:I-77"),
        (claim("C-9", FACT, "nobody"), "names source:nobody"),
        (claim("C-9", FACT, "paper", answers=("C-77",)), "names claim:C-77"),
        (claim("C-9", FACT, "paper", based_on=("C-77",)), "names claim:C-77"),
        (assessment("A-9", Ref("plan", "none")), "names plan:none"),
        (incident("I-9", merged_into="I-77"), "names incident:I-77"),
        (incident("I-9", kind="x"), "kind: 'x' is not known"),
    ],
)
def test_what_a_record_names_must_be_there_and_nothing_is_half_written(
    tmp_path, record, words
):
    store = small_store(tmp_path)
    with pytest.raises(InputError, match=words), changing(store) as change:
        change.put_many([incident("I-8"), record])
    with store.reading() as view:
        assert view.find("incident", "I-8") is None
        assert len(view.entries()) == 1


def test_all_missing_names_are_told_together(tmp_path):
    store = small_store(tmp_path)
    wrong = [claim(f"C-{n}", Ref("fact", f"F-{n}"), "paper") for n in (7, 8, 9)]
    with pytest.raises(InputError) as told, changing(store) as change:
        change.put_many(wrong)
    assert len(str(told.value).splitlines()) == 4


def test_one_id_for_two_records_is_refused(tmp_path):
    store = small_store(tmp_path)
    with pytest.raises(InputError, match="one id"), changing(store) as change:
        change.put_many([incident("I-9"), incident("I-9", title="Another")])


def test_records_of_one_call_may_come_in_any_order(tmp_path):
    store = small_store(tmp_path, is_filled=False)
    with changing(store) as change:
        assert change.put_many(reversed(SMALL)) == len(SMALL)


@pytest.mark.parametrize(
    "role, record",
    [
        ("partner_liaison", incident("I-9")),
        ("planning_officer", incident("I-9")),
        ("importer", assessment("A-9", FACT)),
        ("duty_officer", claim("C-9", FACT, "paper")),
    ],
)
def test_a_role_changes_only_what_is_its_own(tmp_path, role, record):
    store = small_store(tmp_path)
    with pytest.raises(RuleError, match="may not change"), changing(store, role) as c:
        c.put(record)


def test_an_unknown_role_is_refused(tmp_path):
    store = small_store(tmp_path)
    with (
        pytest.raises(InputError, match="no such role"),
        changing(store, "general") as change,
    ):
        change.put(incident("I-9"))


def test_states_move_by_the_rules_only(tmp_path):
    store = small_store(tmp_path)
    with store.reading() as view:
        told = view.get(*C1).record
    with (
        pytest.raises(RuleError, match="states move by the rules only"),
        changing(store) as change,
    ):
        change.put(replace(told, state="officially_confirmed"))
    with pytest.raises(RuleError, match="name the claim"), changing(store) as change:
        change.move_claim("C-1", "officially_confirmed")
    with changing(store) as change:
        assert change.move_claim("C-1", "withdrawn").record.state == "withdrawn"


def test_a_claim_enters_in_its_first_state_whatever_is_handed_in(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        new = claim("C-9", FACT, "paper", state="officially_confirmed")
        assert change.put(new).record.state == "reported"
        quiet = claim("C-8", FACT, "ministry", "no_comment")
        assert change.put(quiet).record.state == "no_comment"
        sure = claim("C-7", FACT, "ministry", "confirms")
        assert change.put(sure).record.state == "officially_confirmed"


def test_an_answer_moves_what_it_answers_in_the_same_entry(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        denial = claim("C-9", FACT, "ministry", "denies", answers=("C-1", "C-2"))
        change.put(denial)
        assert change.standings([FACT])[FACT] == "reported"  # until the change ends
    with store.reading() as view:
        for id_ in ("C-1", "C-2"):
            first, second = view.history(Ref("claim", id_))
            assert (first.record.state, second.record.state) == ("reported", "denied")
            assert (second.why, second.entry) == ("claim:C-9 denies it", 2)
        assert view.standings([FACT])[FACT] == "denied"


def test_an_answer_against_the_rules_only_stands_beside(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        change.put(claim("C-9", FACT, "official-2", "denies", answers=("C-1",)))
    with store.reading() as view:
        assert view.get(*C1).record.state == "reported"
        assert view.get("claim", "C-9").record.state == "reported"


def test_an_incident_stands_by_its_claims(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        change.put(claim("C-9", INCIDENT, "ministry", "confirms", answers=("C-4",)))
        change.put(incident("I-9"))
    with store.reading() as view:
        found = view.standings([INCIDENT, Ref("incident", "I-9")])
        assert list(found.values()) == ["officially_confirmed", "unsourced"]
        assert view.get("claim", "C-4").record.state == "officially_confirmed"


def test_a_merge_keeps_both_and_their_claims(tmp_path):
    store = small_store(tmp_path)
    two = Ref("incident", "I-2")
    with changing(store) as change:
        change.put(incident("I-2"))
        change.put(claim("C-9", two, "ministry", "confirms"))
        change.put(incident("I-2", merged_into="I-1"))
    with store.reading() as view:
        assert [each.record.id for each in view.claims_about(INCIDENT)] == [
            "C-3", "C-4", "C-9",
        ]  # fmt: skip
        assert view.with_merged(INCIDENT) == (INCIDENT, two)
        standings = view.standings([INCIDENT, two])
        assert standings == {INCIDENT: "officially_confirmed", two: "merged"}
    with changing(store) as change:
        change.restore(two)
    with store.reading() as view:
        assert len(view.claims_about(INCIDENT)) == 2
        assert view.standings([INCIDENT])[INCIDENT] == "reported"


@pytest.mark.parametrize("based_on", [("C-1",), ("C-2",)])
def test_a_circle_of_based_on_is_refused(tmp_path, based_on):
    store = small_store(tmp_path)
    with changing(store) as change:
        change.put(replace(SMALL[8], based_on=("C-1",)))  # C-2 repeats C-1
    with (
        pytest.raises(RuleError, match="nothing can rest on itself"),
        changing(store) as change,
    ):
        change.put(replace(SMALL[7], based_on=based_on))


def test_a_circle_through_assessments_is_refused(tmp_path):
    store = small_store(tmp_path)
    with (
        pytest.raises(RuleError, match="assessment:A-1 rests on advisory:V-1 rests on"),
        changing(store) as change,
    ):
        change.put(assessment("A-1", FACT, Ref("advisory", "V-1")))


def test_ids_are_counted_on_and_never_used_again(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        assert change.next_id("claim") == "C-0005"
        change.put(claim("C-0041", FACT, "paper"))
        change.delete(Ref("claim", "C-0041"))
        assert change.next_id("claim") == "C-0042"
        assert change.next_id("fact") == "F-0002"
        assert change.next_id("impact_level") == "L-0001"


def test_many_records_go_in_at_once(tmp_path):
    store = small_store(tmp_path, is_filled=False)
    number = 6_000  # more than one batch
    with changing(store, "importer") as change:
        change.put(source("set", kind="data_set"))
        made = change.put_many(
            each
            for n in range(number)
            for each in (
                incident(f"i-{n}", upstream=f"set:{n}"),
                claim(f"c-{n}", Ref("incident", f"i-{n}"), "set"),
            )
        )
        assert made == 2 * number
    with store.reading() as view:
        assert view.standings([Ref("incident", "i-5999")]) == {
            Ref("incident", "i-5999"): "reported"
        }
        assert len(view.upstream("set")) == number
        assert store.verify()[0] == []


def test_the_reason_is_asked_for(tmp_path):
    store = small_store(tmp_path)
    with (
        pytest.raises(InputError, match="why: it is empty"),
        changing(store, why=" "),
    ):
        pass


def test_a_row_brought_again_keeps_the_state_that_its_claim_has_here(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        change.move_claim("C-1", "withdrawn")
    with changing(store) as change:
        assert change.put_many(SMALL) == 0  # all say "reported", as they did before
        told = claim("C-1", FACT, "official-1", note="a correction")
        assert change.put(told).record.state == "withdrawn"
