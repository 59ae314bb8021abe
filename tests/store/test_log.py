"""The log's chain finds whatever was changed behind its back."""

import sqlite3

import pytest
from small_register import FACT, changing, claim, incident, small_store

from vedette.store.chain import find_head, find_start


@pytest.fixture
def store(tmp_path):
    store = small_store(tmp_path)
    with changing(store) as change:
        change.put(claim("C-9", FACT, "ministry", "denies", answers=("C-1",)))
    with changing(store, why="two sources") as change:
        change.put(incident(title="Shots at the bridge, heard twice"))
    return store


def tamper(store, *statements):
    """Change rows as somebody would who knows SQL: guards away, and back again."""
    connection = sqlite3.connect(store.path)
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    guards = connection.execute(asked).fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _, sql in guards:
        connection.execute(sql)
    connection.commit()
    connection.close()


def test_a_log_that_nobody_touched_holds(store):
    faults, head = store.verify()
    assert faults == []
    with store.reading() as view:
        entries = view.entries()
        start = find_start(view._connection)
    assert [each.previous for each in entries] == [
        start, *(each.hash for each in entries[:-1]),
    ]  # fmt: skip
    assert head == entries[-1].hash
    assert [each.seq for each in entries] == [1, 2, 3]


@pytest.mark.parametrize(
    "statement, words",
    [
        (
            "UPDATE versions SET record = replace(record, 'bridge', 'camp')"
            " WHERE ref = 'incident:I-1' AND version = 1",
            "entry 1 (test)",
        ),
        ("UPDATE versions SET why = 'x' WHERE ref = 'claim:C-9'", "entry 2 (test)"),
        ("UPDATE versions SET action = 'deleted' WHERE ref = 'claim:C-9'", "entry 2"),
        ("DELETE FROM versions WHERE ref = 'incident:I-1' AND version = 1", "entry 1"),
        (
            "INSERT INTO versions VALUES ('claim:C-1', 9, 2, 'changed', 'x', '{}')",
            "entry 2",
        ),
        (
            "UPDATE entries SET role = 'reviewer' WHERE seq = 2",
            "entry 2: its own words",
        ),
        ("UPDATE entries SET why = 'x' WHERE seq = 3", "entry 3: its own words"),
        (
            "UPDATE entries SET at = '2025-01-01T00:00:00+00:00' WHERE seq = 1",
            "entry 1",
        ),
        ("DELETE FROM entries WHERE seq = 2", "entry 3: it follows entry 1"),
        (
            "UPDATE marks SET what = 'fact:F-2' WHERE what = 'fact:F-1'",
            "entry 2 (test)",
        ),
        ("DELETE FROM marks WHERE what = 'fact:F-1'", "entry 2 (test)"),
        ("DELETE FROM flags WHERE what = 'fact:F-1'", "fact:F-1: the flag"),
        ("UPDATE heads SET state = 'reported' WHERE ref = 'claim:C-1'", "claim:C-1"),
        ("UPDATE heads SET is_deleted = 1 WHERE ref = 'claim:C-4'", "claim:C-4"),
        ("UPDATE heads SET version = 1 WHERE ref = 'incident:I-1'", "incident:I-1"),
        ("UPDATE heads SET state = 'denied' WHERE ref = 'fact:F-1'", "fact:F-1"),
        ("DELETE FROM links WHERE what = 'plan:P-1'", "plan:P-1"),
        ("UPDATE versions SET record = '{' WHERE ref = 'claim:C-1'", "claim:C-1"),
        ("UPDATE versions SET record = x'ff00' WHERE ref = 'claim:C-1'", "claim:C-1"),
        ("UPDATE entries SET at = 'never' WHERE seq = 2", "entry 2: its own words"),
        ("UPDATE about SET value = 'elsewhere'", "what the store says of itself"),
        ("DELETE FROM about", "what the store says of itself"),
        ("INSERT INTO about VALUES ('more', 'x')", "what the store says of itself"),
    ],
)
def test_every_kind_of_tampering_is_found(store, statement, words):
    tamper(store, statement)
    faults, _ = store.verify()
    assert any(words in fault for fault in faults), faults


def test_a_rewritten_entry_breaks_the_chain_after_it(store):
    """Who mends the hash of an entry would have to mend all that follow."""
    from vedette.store.chain import hash_entry

    connection = sqlite3.connect(store.path)
    connection.row_factory = sqlite3.Row
    entry = dict(connection.execute("SELECT * FROM entries WHERE seq = 2").fetchone())
    connection.close()
    entry["why"] = "another reason"
    tamper(
        store,
        "UPDATE entries SET why = 'another reason',"
        f" hash = '{hash_entry(entry)}' WHERE seq = 2",
    )
    faults, _ = store.verify()
    assert faults == ["entry 3: it does not follow the entry that stands before it"]


def test_a_log_cut_short_is_found_by_the_hash_that_was_written_down(store):
    with store.reading() as view:
        written_down = view.entries()[-1].hash
    tamper(
        store,
        "DELETE FROM versions WHERE entry = 3",
        "DELETE FROM entries WHERE seq = 3",
        "UPDATE heads SET version = 1,"
        " text = replace(text, ' heard tvice', '') WHERE ref = 'incident:I-1'",
    )
    faults, head = store.verify()
    assert faults == []  # the chain alone cannot know
    assert head != written_down


def test_what_only_grows_refuses_to_change(store):
    connection = sqlite3.connect(store.path)
    for statement in (
        "UPDATE versions SET why = 'x'",
        "DELETE FROM versions",
        "UPDATE entries SET why = 'x'",
        "DELETE FROM marks",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="only ever grows"):
            connection.execute(statement)
    connection.close()


def test_an_empty_log_has_a_head(tmp_path):
    empty = small_store(tmp_path, is_filled=False)
    with empty._engine.connect() as connection:
        start = find_start(connection)
        assert find_head(connection) == start
    assert empty.verify() == ([], start)


def test_guards_that_were_taken_away_are_missed(store):
    connection = sqlite3.connect(store.path)
    connection.execute("DROP TRIGGER versions_no_update")
    connection.close()
    faults, _ = store.verify()
    assert faults == ["versions: what keeps its rows from being changed was taken away"]
