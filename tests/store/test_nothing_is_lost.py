"""True of any sequence of commands: no version is lost, and undo restores."""

import shutil
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_register import FACT, changing, claim, incident, small_store

from vedette.domain.register import CLAIM_STATES, Count, Ref
from vedette.errors import InputError, RuleError
from vedette.store import open_store

IDS = ("C-1", "C-2", "C-3", "C-4", "C-5", "C-6")

commands = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(IDS), st.text("ab", max_size=3)),
    st.tuples(st.just("move"), st.sampled_from(IDS), st.sampled_from(CLAIM_STATES)),
    st.tuples(st.just("delete"), st.sampled_from(IDS), st.none()),
    st.tuples(st.just("restore"), st.sampled_from(IDS), st.integers(1, 5) | st.none()),
    st.tuples(st.just("reassess"), st.sampled_from(IDS), st.none()),
    st.tuples(st.just("deny"), st.sampled_from(IDS), st.sampled_from(IDS)),
    st.tuples(st.just("count"), st.just("I-1"), st.integers(0, 9)),
)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lost")
    return small_store(folder).path


def act(change, verb, id_, told):
    ref = Ref("claim", id_)
    if verb == "edit":
        found = change.find("claim", id_)
        record = claim(id_, FACT, "official-1") if found is None else found.record
        change.put(replace(record, note=told))
    elif verb == "move":
        change.move_claim(id_, told)
    elif verb == "delete":
        change.delete(ref)
    elif verb == "restore":
        change.restore(ref, told)
    elif verb == "reassess":
        change.reassess(ref)
    elif verb == "deny":
        new = change.next_id("claim")
        change.put(claim(new, FACT, "ministry", "denies", answers=(told,)))
    else:
        change.put(incident(killed=Count(told, told)))


def histories(store):
    with store.reading() as view:
        refs = [
            Ref(kind, id_)
            for kind in ("claim", "incident")
            for id_ in view.all_ids(kind)
        ]
        return {ref: view.history(ref) for ref in refs}


@settings(
    max_examples=15, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.lists(st.lists(commands, min_size=1, max_size=3), min_size=1, max_size=6))
def test_no_version_is_lost_and_undo_restores(template, tmp_path, groups):
    path = tmp_path / "store.db"
    shutil.copy(template, path)
    for tail in ("wal", "shm"):
        (tmp_path / f"store.db-{tail}").unlink(missing_ok=True)
    store = open_store(path)
    known = histories(store)
    for group in groups:
        try:
            with changing(store) as change:
                for command in group:
                    act(change, *command)
        except (InputError, RuleError):
            assert histories(store) == known  # refused: nothing of it was written
            continue
        now = histories(store)
        for ref, before in known.items():
            assert now[ref][: len(before)] == before
        for versions in now.values():
            assert [each.version for each in versions] == [*range(1, len(versions) + 1)]
        known = now
    assert store.verify()[0] == []
    for ref, versions in known.items():
        for at in {0, max(0, len(versions) - 2)}:  # the first, and one undone
            restored = restore(store, ref, versions[at])
            assert restored in (versions[at].record, "names one deleted")
    assert store.verify()[0] == []


def restore(store, ref, wanted):
    try:
        with changing(store) as change:
            return change.restore(ref, wanted.version).record
    except InputError as error:
        is_gone = "which the register does not hold" in str(error)
        return "names one deleted" if is_gone else str(error)
