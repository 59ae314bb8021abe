"""Two who write at once, an import that is broken off, and how far one is."""

import threading

import pytest
from import_files import table
from import_register import IMPORTER, NOW, ROWS

from vedette.desk.incident_import import ImportParams, import_incidents
from vedette.errors import InputError
from vedette.store import open_store


def test_two_imports_at_once_the_second_waits_and_finds_it_done(register):
    reports = []

    def take():
        reports.append(
            import_incidents(register.store, path, ImportParams("acled"), IMPORTER)
        )

    path = register.file(table(ROWS))
    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(len(report.added) for report in reports) == [0, 12]
    assert sorted(report.unchanged for report in reports) == [0, 12]
    assert open_store(register.store).verify()[0] == []


def test_while_somebody_writes_for_long_an_import_gets_a_sentence(
    register, monkeypatch
):
    monkeypatch.setattr("vedette.desk.stores.open_store", quick)
    with (
        open_store(register.store).change(role="analyst", verb="x", why="x", now=NOW),
        pytest.raises(InputError, match="somebody else is writing"),
    ):
        register.take(ROWS)
    assert register.find("incident", "acled-TAJ1") is None


def quick(path):
    return open_store(path, wait_s=0.1)


def test_an_import_that_is_broken_off_leaves_the_store_as_it_was(register):
    register.take(ROWS[:3])
    before = register.versions()

    def break_off(told):
        if told == "writing it to the disk":
            raise KeyboardInterrupt

    path, params = register.file(table(ROWS)), ImportParams("acled")
    with pytest.raises(KeyboardInterrupt):
        import_incidents(register.store, path, params, IMPORTER, on_progress=break_off)
    assert register.versions() == before
    assert register.find("incident", "acled-TAJ12") is None
    assert open_store(register.store).verify()[0] == []
    assert len(register.take(ROWS).added) == 9


@pytest.mark.parametrize("dry", [False, True])
def test_how_far_it_is_is_told(register, monkeypatch, dry):
    monkeypatch.setattr("vedette.reading.imports.read.STEP", 5)
    monkeypatch.setattr("vedette.desk.import_job.STEP", 5)
    told = []
    path, params = register.file(table(ROWS)), ImportParams("acled")
    import_incidents(
        register.store, path, params, IMPORTER, is_dry_run=dry, on_progress=told.append
    )
    assert told == [
        *("5 rows read", "10 rows read"),
        *("5 of 12 rows compared", "10 of 12 rows compared"),
        *(() if dry else ("writing it to the disk",)),
    ]
