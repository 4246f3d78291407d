"""Uploads whose pieces wait in a bucket; their hash is made when they are submitted.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; uploads that wait in a folder go on there."""
    op.create_table(
        "upload_pieces",
        sa.Column("upload_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("upload_id", "at"),
        sqlite_with_rowid=False,
    )
    op.drop_column("uploads", "sha256")


def downgrade() -> None:
    """Drop the table and whatever waits; an older server wants a hash that nobody made. Reporters send again."""
    op.drop_table("upload_pieces")
    op.execute("DELETE FROM uploads")
    op.add_column("uploads", sa.Column("sha256", sa.LargeBinary(length=32), nullable=True))
