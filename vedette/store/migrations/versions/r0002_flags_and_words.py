"""Flags by their mark, and words for search as they are folded now.

Without the index each new mark looks through all flags there are. The words follow from
the records, by rules that have changed since a store may have been made.
"""

from alembic import op
from sqlalchemy import bindparam, select, update

from vedette.store.questions import PRESENT
from vedette.store.rows import make_heads, read_record
from vedette.store.tables import heads, versions

revision = "r0002"
down_revision = "r0001"
AT_ONCE = 10_000


def upgrade() -> None:
    """Let the database find the flag that a mark has raised; fold all words anew."""
    op.create_index("ix_flags_mark", "flags", ["mark"])
    bind = op.get_bind()
    asked = select(heads.c.ref, versions.c.record).join(versions, PRESENT)
    statement = update(heads).where(heads.c.ref == bindparam("_ref"))
    statement = statement.values(text=bindparam("_text"))
    for rows in bind.execute(asked).partitions(AT_ONCE):
        made = make_heads([read_record(row.ref, row.record) for row in rows])
        told = [
            {"_ref": row.ref, "_text": text}
            for row, (_, text) in zip(rows, made, strict=True)
        ]
        bind.execute(statement, told)
