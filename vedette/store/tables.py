"""The tables of a store; the migrations make them, these describe what they made.

``versions``, ``marks`` and ``entries`` only ever grow. ``heads``, ``links`` and
``flags`` say how things stand now and could be made anew from the others.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

about = Table(
    "about",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

# One row for each command that changed something; the chain.
entries = Table(
    "entries",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("role", String, nullable=False),
    Column("verb", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("digest", String, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
)

# Every version of every record, as canonical JSON.
versions = Table(
    "versions",
    metadata,
    Column("ref", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("entry", ForeignKey("entries.seq"), nullable=False, index=True),
    Column("action", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("record", Text, nullable=False),
)

# Flags raised and cleared.
marks = Table(
    "marks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry", ForeignKey("entries.seq"), nullable=False, index=True),
    Column("action", String, nullable=False),
    Column("what", String, nullable=False),
    Column("cause", String, nullable=False),
    Column("path", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

# What each record is now, with the columns that are searched. A name that a record has
# no use for is null, and stays out of the indexes.
NAMES = ("about", "source", "merged_into", "upstream")
heads = Table(
    "heads",
    metadata,
    Column("ref", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("is_deleted", Boolean, nullable=False),
    Column("state", String, nullable=False),
    Column("says", String, nullable=False),
    *(Column(name, String) for name in NAMES),
    Column("origin", String, nullable=False),
    Column("section", String, nullable=False),
    Column("km", Float),
    Column("earliest", String),
    Column("latest", String),
    Column("text", Text, nullable=False),
    sqlite_with_rowid=False,
)

# ``what`` rests on ``on``, because the record ``owner`` says so.
links = Table(
    "links",
    metadata,
    Column("owner", ForeignKey("heads.ref"), primary_key=True),
    Column("what", ForeignKey("heads.ref"), primary_key=True, index=True),
    Column("on", ForeignKey("heads.ref"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# Flags that are raised now.
flags = Table(
    "flags",
    metadata,
    Column("what", ForeignKey("heads.ref"), primary_key=True),
    Column("cause", ForeignKey("heads.ref"), primary_key=True, index=True),
    Column("mark", ForeignKey("marks.id"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

GROWING = ("entries", "versions", "marks")  # guarded against change and deletion
