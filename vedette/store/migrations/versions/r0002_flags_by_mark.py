"""Flags by their mark: without it each new mark looks through all flags there are."""

from alembic import op

revision = "r0002"
down_revision = "r0001"


def upgrade() -> None:
    """Let the database find the flag that a mark has raised."""
    op.create_index("ix_flags_mark", "flags", ["mark"])
