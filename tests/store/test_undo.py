"""Nothing is lost: a deletion is a version, and undo brings any version back."""

import pytest
from small_register import INCIDENT, SMALL, changing, claim, incident, small_store

from vedette.domain.register import Count, Ref
from vedette.errors import InputError, RuleError


def test_a_deletion_is_a_version_and_undo_brings_it_back(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        change.delete(Ref("claim", "C-4"), why="entered twice")
    with store.reading() as view:
        assert view.find("claim", "C-4") is None
        with pytest.raises(InputError, match="holds no such claim"):
            view.get("claim", "C-4")
        last = view.history(Ref("claim", "C-4"))[-1]
        assert (last.action, last.why, last.is_deleted) == (
            "deleted", "entered twice", True,
        )  # fmt: skip
        assert "C-4" not in view.ids("claim")
        assert "C-4" in view.all_ids("claim")
    with changing(store) as change:
        assert change.restore(Ref("claim", "C-4")).record == SMALL[10]
    with store.reading() as view:
        assert view.get("claim", "C-4").version == 3


def test_what_others_name_is_not_deleted_under_them(tmp_path):
    store = small_store(tmp_path)
    with (
        pytest.raises(RuleError, match="claim:C-3 names it"),
        changing(store) as change,
    ):
        change.delete(INCIDENT)
    with pytest.raises(RuleError, match="cannot be deleted"), changing(store) as change:
        change.delete(Ref("source", "paper"))
    with changing(store) as change:  # in any order, as long as all of them go
        change.delete(INCIDENT)
        change.delete(Ref("claim", "C-3"))
        change.delete(Ref("claim", "C-4"))


def test_a_deleted_record_put_again_comes_back(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        change.delete(Ref("claim", "C-4"))
    with changing(store) as change:
        found = change.put(SMALL[10])
        assert (found.action, found.version) == ("restored", 3)


def test_undo_reaches_any_version_and_can_be_undone(tmp_path):
    store = small_store(tmp_path)
    for number in (1, 2, 3):
        with changing(store) as change:
            change.put(incident(killed=Count(number, number)))
    with changing(store) as change:
        assert change.restore(INCIDENT).record.killed == Count(2, 2)
        assert change.restore(INCIDENT, 1).record.killed is None
        assert change.restore(INCIDENT).record.killed == Count(2, 2)
    with pytest.raises(InputError, match="it has 7"), changing(store) as change:
        change.restore(INCIDENT, 8)
    with (
        pytest.raises(InputError, match="first has none before"),
        changing(store) as change,
    ):
        change.restore(Ref("source", "paper"))
    with (
        pytest.raises(InputError, match="never such a thing"),
        changing(store) as change,
    ):
        change.restore(Ref("source", "none"))


def test_nothing_new_names_what_was_deleted(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        change.delete(Ref("claim", "C-3"))
        change.delete(Ref("claim", "C-4"))
        change.delete(INCIDENT)
    with (
        pytest.raises(InputError, match="names incident:I-1"),
        changing(store) as change,
    ):
        change.put(claim("C-9", INCIDENT, "paper"))


def test_a_claim_brought_back_lifts_the_flags_of_its_deletion(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        change.delete(Ref("claim", "C-4"))
    with store.reading() as view:
        assert view.flags()
    with changing(store) as change:
        change.restore(Ref("claim", "C-4"))
    with store.reading() as view:
        assert view.flags() == ()
