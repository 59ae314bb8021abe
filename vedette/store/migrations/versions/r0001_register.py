"""The register: versions, the log's chain, links and flags."""

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None

GROWING = ("entries", "versions", "marks")


def upgrade() -> None:
    """Make the tables, and let nothing change what only grows."""
    _make_growing_tables()
    _make_present_tables()
    for table in GROWING:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} only ever grows'); END"
            )


def _make_growing_tables() -> None:
    op.create_table(
        "about",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "entries",
        sa.Column("seq", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("at", "role")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("verb", "why")),
        sa.Column("changes", sa.Integer, nullable=False),
        *(
            sa.Column(name, sa.String, nullable=False)
            for name in ("digest", "previous", "hash")
        ),
    )
    op.create_table(
        "versions",
        sa.Column("ref", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column(
            "entry",
            sa.Integer,
            sa.ForeignKey("entries.seq"),
            nullable=False,
            index=True,
        ),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "marks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "entry",
            sa.Integer,
            sa.ForeignKey("entries.seq"),
            nullable=False,
            index=True,
        ),
        *(
            sa.Column(name, sa.String, nullable=False)
            for name in ("action", "what", "cause")
        ),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("path", "reason")),
    )


def _make_present_tables() -> None:
    names = ("about", "source", "merged_into", "upstream")
    op.create_table(
        "heads",
        sa.Column("ref", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("is_deleted", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("state", "says")),
        *(sa.Column(name, sa.String) for name in names),
        *(sa.Column(name, sa.String, nullable=False) for name in ("origin", "section")),
        sa.Column("km", sa.Float),
        *(sa.Column(name, sa.String) for name in ("earliest", "latest")),
        sa.Column("text", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    for name in names:
        is_told = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"heads_{name}", "heads", [name], sqlite_where=is_told)

    def head(name: str, *, index: bool = False) -> sa.Column[str]:
        key = sa.ForeignKey("heads.ref")
        return sa.Column(name, sa.String, key, primary_key=True, index=index)

    op.create_table(
        "links",
        *(head("owner"), head("what", index=True), head("on", index=True)),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "flags",
        *(head("what"), head("cause", index=True)),
        sa.Column("mark", sa.Integer, sa.ForeignKey("marks.id"), nullable=False),
        sqlite_with_rowid=False,
    )
