"""Two who write at once: the second waits or is told so; nothing is half-applied."""

import multiprocessing
import threading

import pytest
from small_register import FACT, SMALL, changing, claim, incident, small_store

from vedette.domain.register import Ref
from vedette.errors import InputError
from vedette.store import open_store


def test_the_second_gets_a_sentence_when_the_first_takes_long(tmp_path):
    store = small_store(tmp_path)
    second = open_store(store.path, wait_s=0.1)
    with changing(store) as change:
        change.put(incident("I-8"))
        with (
            pytest.raises(InputError, match="somebody else is writing"),
            changing(second) as other,
        ):
            other.put(incident("I-9"))
    with store.reading() as view:
        assert view.find("incident", "I-8") is not None
        assert view.find("incident", "I-9") is None
    assert store.verify()[0] == []


def test_the_second_waits_for_the_first(tmp_path):
    store = small_store(tmp_path)
    has_begun = threading.Event()

    def write_second():
        has_begun.wait(10)
        with changing(open_store(store.path, wait_s=30)) as change:
            change.put(incident("I-9"))

    thread = threading.Thread(target=write_second)
    thread.start()
    with changing(store) as change:
        change.put(incident("I-8"))
        has_begun.set()
        thread.join(0.3)
        assert thread.is_alive()  # it waits while this change lasts
    thread.join(30)
    assert not thread.is_alive()
    with store.reading() as view:
        assert {"I-8", "I-9"} <= view.ids("incident")
        assert [each.seq for each in view.entries()] == [1, 2, 3]


def test_a_reader_keeps_his_picture_while_somebody_writes(tmp_path):
    store = small_store(tmp_path)
    with store.reading() as view:
        assert len(view.ids("incident")) == 1
        with changing(store) as change:
            change.put(incident("I-8"))
        assert len(view.ids("incident")) == 1
    with store.reading() as view:
        assert len(view.ids("incident")) == 2


def _import_rows(path, letter, number):
    with changing(open_store(path, wait_s=60), "importer") as change:
        change.put_many(
            each
            for n in range(number)
            for each in (
                incident(f"{letter}-{n}"),
                claim(f"{letter}-{n}", Ref("incident", f"{letter}-{n}"), "paper"),
            )
        )


def test_two_imports_at_once_are_both_whole(tmp_path):
    store = small_store(tmp_path)
    context = multiprocessing.get_context("spawn")
    workers = [
        context.Process(target=_import_rows, args=(store.path, letter, 300))
        for letter in "ab"
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
        assert worker.exitcode == 0
    with store.reading() as view:
        assert len(view.ids("incident")) == 601
        changes = [each.changes for each in view.entries()]
        assert changes == [len(SMALL), 600, 600]
    assert store.verify()[0] == []


def test_a_change_that_fails_at_its_end_leaves_nothing(tmp_path):
    store = small_store(tmp_path)
    with pytest.raises(InputError, match="names claim:C-77"), changing(store) as change:
        change.put_many(
            [
                *(incident(f"I-{n}") for n in range(10, 20)),
                claim("C-9", FACT, "paper", based_on=("C-77",)),
            ]
        )
    with store.reading() as view:
        assert len(view.ids("incident")) == 1
        assert view.all_ids("incident") == {"I-1"}
