"""The database behind a store: an SQLite file, opened with care and kept up to date."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from vedette.errors import InputError
from vedette.store.faults import told

APPLICATION = 0x56454454  # "VEDT", in the file's header
NEWEST = "r0002"  # the last of the migrations
STEPS = "vedette.store:migrations"
MAGIC = b"SQLite format 3\0"
PAGE_BYTES = 16_384  # larger than usual: an import writes hundreds of megabytes
WAIT_S = 10.0  # for another writer
INIT = "vedette register init --theatre tajik_afghan"


def make_engine(path: Path, wait_s: float = WAIT_S) -> Engine:
    """Return the engine for a store's file."""
    engine = create_engine(
        f"sqlite:///{path.resolve()}",
        connect_args={"timeout": wait_s},
        poolclass=NullPool,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    """Set what SQLite forgets from one connection to the next."""
    connection.isolation_level = None  # transactions are begun by _begin
    for pragma in (
        "foreign_keys = ON",
        "synchronous = FULL",
        "trusted_schema = OFF",
        "cache_size = -65536",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Take the writer's place at once, so that no change is made on an old picture."""
    if connection.get_execution_options().get("is_writing"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    else:
        connection.exec_driver_sql("BEGIN")


def write_on(engine: Engine) -> Engine:
    """Return the engine as one whose transactions write."""
    return engine.execution_options(is_writing=True)


def make_database(path: Path) -> None:
    """Make an empty store in a new file."""
    with told(path):
        connection = sqlite3.connect(path)
        try:
            connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
        finally:
            connection.close()
        migrate(path)


def check_database(path: Path) -> None:
    """Refuse a file that is no store of ours; bring an older one up to date."""
    try:
        if not path.is_file():
            raise InputError(
                f"{path}: there is no store of that name. Name one with --store or"
                f" VEDETTE_STORE, or make one: {INIT}."
            )
        with path.open("rb") as file:
            begins = file.read(len(MAGIC))
    except OSError as error:
        raise InputError(
            f"{path}: the store cannot be read ({error.strerror or error})."
        ) from error
    if begins != MAGIC:
        raise InputError(
            f"{path}: this file is no store (it is no SQLite database). Name a store"
            f" with --store, or make one: {INIT}."
        )
    with told(path):
        revision = _read_revision(path)
    if revision is None:
        raise InputError(
            f"{path}: this database is not one of Vedette's. It was left as it is;"
            f" name a store with --store, or make one: {INIT}."
        )
    if revision > NEWEST:
        raise InputError(
            f"{path}: a newer Vedette wrote this store (its form is {revision}, this"
            f" program knows {NEWEST}). It was left as it is; use the newer program."
        )
    if revision < NEWEST:
        migrate(path)


def _read_revision(path: Path) -> str | None:
    """Read which form the tables have; None where the database is not ours."""
    connection = sqlite3.connect(path, timeout=WAIT_S)
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION:
            return None
        names = connection.execute("SELECT name FROM sqlite_master").fetchall()
        if ("alembic_version",) not in names:
            return None
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(found[0]) if found else None
    finally:
        connection.close()


def migrate(path: Path) -> None:
    """Run the migrations that a store lacks, all of them or none."""
    from alembic import command  # slow to import, and needed once in a store's life
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", STEPS)
    config.set_main_option("path_separator", "os")
    with told(path), write_on(make_engine(path)).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
