"""Attachments of handovers: a table of their own.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; nothing of an older server goes in it."""
    op.create_table(
        "handover_attachments",
        sa.Column("object_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("object_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("handover_attachments_by_day", "handover_attachments", ["day"])


def downgrade() -> None:
    """Drop the table; the objects themselves go with their periods."""
    op.drop_table("handover_attachments")
