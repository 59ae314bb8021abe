"""Many records in one change: written by the hundred, found again one by one."""

from dataclasses import replace

import pytest
from small_register import changing, claim, incident, small_store

from vedette.domain.register import Count, Ref
from vedette.errors import RuleError
from vedette.store.writing import TOGETHER

MANY = 2 * TOGETHER + 7


def pairs(number):
    for n in range(1, number + 1):
        yield incident(f"N-{n}", title=f"Shots, {n}")
        yield claim(f"N-{n}", Ref("incident", f"N-{n}"), "ministry")


@pytest.mark.parametrize("number", [TOGETHER - 1, TOGETHER, MANY])
def test_all_of_them_are_there_and_stand_by_their_claims(tmp_path, number):
    store = small_store(tmp_path)
    with changing(store) as change:
        assert change.put_many(pairs(number)) == 2 * number
    with store.reading() as view:
        for n in (1, number // 2, number):
            assert view.get("incident", f"N-{n}").record.title == f"Shots, {n}"
            assert view.claims_about(Ref("incident", f"N-{n}"))[0].record.id == f"N-{n}"
        refs = [Ref("incident", f"N-{n}") for n in range(1, number + 1)]
        assert set(view.standings(refs).values()) == {"reported"}
    assert store.verify()[0] == []


def test_what_was_looked_for_in_vain_is_found_once_it_is_written(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        assert change.present(["incident:N-1"]) == {}
        change.put(incident("N-1"))
        assert change.present(["incident:N-1"])["incident:N-1"].version == 1
        assert change.put(incident("N-1", killed=Count(2, 3))).version == 2
    assert store.verify()[0] == []


def test_a_circle_of_claims_that_all_come_with_the_change(tmp_path):
    store = small_store(tmp_path)
    about = Ref("incident", "I-1")
    with (
        pytest.raises(RuleError, match="nothing can rest on itself"),
        changing(store) as change,
    ):
        change.put_many(
            [
                claim("N-1", about, "ministry", based_on=("N-2",)),
                claim("N-2", about, "ministry", based_on=("N-3",)),
                claim("N-3", about, "ministry", based_on=("N-1",)),
            ]
        )


def test_a_circle_through_a_new_claim_and_one_that_was_there(tmp_path):
    store = small_store(tmp_path)
    about = Ref("incident", "I-1")
    old = claim("N-1", about, "ministry")
    with changing(store) as change:
        change.put(old)
    new = claim("N-2", about, "ministry", based_on=("N-1",))
    with (
        pytest.raises(RuleError, match="nothing can rest on itself"),
        changing(store) as change,
    ):
        change.put_many([new, replace(old, based_on=("N-2",))])
