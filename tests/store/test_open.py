"""Stores are opened with care: what is no store is told so, and left as it is."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from small_register import SMALL, changing, incident, small_store

from vedette.errors import InputError, OutputExistsError
from vedette.store import Query, engine, migrations, new_store, open_store
from vedette.store.engine import APPLICATION, NEWEST, make_engine
from vedette.store.tables import metadata

MIGRATIONS = Path(migrations.__file__).parent


def refuse(path, words):
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(InputError, match=words) as told:
        open_store(path)
    assert str(path) in str(told.value)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_no_file_at_all(tmp_path):
    refuse(tmp_path / "none.db", "there is no store of that name")
    refuse(tmp_path, "there is no store of that name")


@pytest.mark.parametrize(
    "content", [b"", b"notes\n", b"SQLite format 3\0" + b"x" * 200]
)
def test_a_file_that_is_no_database(tmp_path, content):
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    refuse(path, "no store")


def test_a_database_of_another_program(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.close()
    refuse(path, "is not one of Vedette's")


def test_a_store_without_its_tables(tmp_path):
    path = tmp_path / "empty.db"
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("CREATE TABLE other (x)")
    connection.close()
    refuse(path, "is not one of Vedette's")


def test_a_store_of_a_newer_program(tmp_path):
    store = small_store(tmp_path)
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r0099'")
    connection.close()
    refuse(store.path, f"a newer Vedette wrote this store.*r0099.*{NEWEST}")


def test_a_damaged_store(tmp_path):
    store = small_store(tmp_path)
    content = bytearray(store.path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    store.path.write_bytes(content)
    with pytest.raises(InputError, match="damaged"):
        open_store(store.path).verify()


def test_the_newest_migration_is_the_one_named_and_makes_the_tables(tmp_path):
    store = small_store(tmp_path)
    with make_engine(store.path).connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": False, "include_object": _is_table}
        )
        assert context.get_current_revision() == NEWEST
        assert compare_metadata(context, metadata) == []


def _is_table(thing, name, kind, is_reflected, other):
    return kind in ("table", "column")


def test_a_store_of_an_older_program_is_brought_up_to_date(tmp_path, monkeypatch):
    """As if a step r0000 had come first, and the store had stopped there."""
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.execute("INSERT INTO alembic_version VALUES ('r0000')")
    connection.close()
    steps = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, steps)
    (steps / "versions" / "r0000_nothing.py").write_text(
        "revision = 'r0000'\ndown_revision = None\ndef upgrade(): pass\n"
    )
    first = steps / "versions" / "r0001_register.py"
    text = first.read_text().replace("down_revision = None", "down_revision = 'r0000'")
    first.write_text(text)
    monkeypatch.setattr(engine, "STEPS", str(steps))
    with changing(open_store(path)) as change:
        assert change.put_many(SMALL) == len(SMALL)


def test_a_store_of_the_first_form_gets_what_came_later(tmp_path):
    store = small_store(tmp_path)
    with sqlite3.connect(store.path) as connection:
        connection.execute("DROP INDEX ix_flags_mark")
        connection.execute("UPDATE alembic_version SET version_num = 'r0001'")
        connection.execute("UPDATE heads SET text = 'folded by other rules'")
    connection.close()
    assert any("not the last version" in each for each in store.verify()[0])
    store = open_store(store.path)
    with store.reading() as view:
        assert view.list(Query("claim", text="camp"))
    with changing(store) as change:
        change.move_claim("C-1", "withdrawn")
    with store._engine.connect() as connection:
        asked = connection.exec_driver_sql("PRAGMA index_list(flags)")
        assert "ix_flags_mark" in {row.name for row in asked}
    assert store.verify()[0] == []


def test_the_file_is_written_safely(tmp_path):
    store = small_store(tmp_path)
    with store._engine.connect() as connection:
        asked = connection.exec_driver_sql
        assert asked("PRAGMA journal_mode").scalar() == "wal"
        assert asked("PRAGMA synchronous").scalar() == 2  # FULL
        assert asked("PRAGMA foreign_keys").scalar() == 1


def test_a_new_store_never_replaces_anything(tmp_path):
    path = tmp_path / "a.db"
    path.write_text("notes")
    with pytest.raises(OutputExistsError, match="left as it is"), new_store(path, {}):
        raise AssertionError("not reached")
    assert path.read_text() == "notes"


def test_a_store_made_meanwhile_is_not_replaced(tmp_path):
    path = tmp_path / "a.db"
    with pytest.raises(OutputExistsError), new_store(path, {"theatre": "x"}):
        path.write_text("somebody else's")
    assert [each.name for each in tmp_path.iterdir()] == ["a.db"]
    assert path.read_text() == "somebody else's"


def fill_and_fail(path):
    with new_store(path, {"theatre": "x"}) as store:
        with changing(store) as change:
            change.put(incident())
        raise RuntimeError


def test_a_store_whose_filling_fails_leaves_nothing(tmp_path):
    path = tmp_path / "folder" / "a.db"
    with pytest.raises(RuntimeError):
        fill_and_fail(path)
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_place_that_is_a_file(tmp_path):
    (tmp_path / "file").touch()
    with (
        pytest.raises(InputError, match="no store can be made here"),
        new_store(tmp_path / "file" / "a.db", {"theatre": "x"}),
    ):
        raise AssertionError("not reached")
