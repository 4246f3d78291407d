"""The first tables: submissions, what is published, staff.

Revision ID: 0001
Revises: none
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "attempts",
    "sessions",
    "accounts",
    "event_parts",
    "heads",
    "period_keys",
    "revocations",
    "rotations",
    "keyrings",
    "usage",
    "attachments",
    "uploads",
    "text_parts",
    "submissions",
)
"""In the order in which they can be dropped."""


def upgrade() -> None:
    """Make every table."""
    _make_reporters_tables()
    _make_published_tables()
    _make_staff_tables()


def downgrade() -> None:
    """Drop every table; an index goes with its table."""
    for table in TABLES:
        op.drop_table(table)


def _make_reporters_tables() -> None:
    """Make submissions, uploads and attachments: nothing finer than a day, no row numbers."""
    op.create_table(
        "submissions",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("submissions_by_day", "submissions", ["day"])
    op.create_table(
        "text_parts",
        sa.Column("submission_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("part", sa.SmallInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("object", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("submission_id", "part"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "uploads",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("ticket_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("attachments_by_day", "attachments", ["day"])
    op.create_table(
        "usage",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "day", "period"),
        sqlite_with_rowid=False,
    )


def _make_published_tables() -> None:
    """Make what is published, and what travels between workstations."""
    op.create_table(
        "keyrings",
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("slots", sa.SmallInteger(), nullable=False),
        sa.Column("root", sa.LargeBinary(length=32), nullable=False),
        sa.Column("frame", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("serial"),
    )
    op.create_table(
        "rotations",
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("frame", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("serial"),
    )
    op.create_table(
        "revocations",
        sa.Column("slot", sa.SmallInteger(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column("frame", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("slot", "generation"),
    )
    op.create_table(
        "period_keys",
        sa.Column("slot", sa.SmallInteger(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column("period", sa.BigInteger(), nullable=False),
        sa.Column("frame", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("slot", "generation", "period"),
    )
    op.create_table(
        "heads",
        sa.Column("slot", sa.SmallInteger(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.BigInteger(), nullable=False),
        sa.Column("arrived", sa.Integer(), nullable=False),
        sa.Column("manifest_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("frame", sa.LargeBinary(), nullable=False),
        sa.Column("batch", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("slot", "generation", "sequence"),
    )
    op.create_table(
        "event_parts",
        sa.Column("slot", sa.SmallInteger(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("to_slot", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("object", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("slot", "generation", "sequence", "to_slot"),
    )
    op.create_index("event_parts_by_day", "event_parts", ["to_slot", "day"])


def _make_staff_tables() -> None:
    """Make accounts, sessions and the delays of sign-ins."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("slot", sa.SmallInteger(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("totp_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("fetched_since", sa.Integer(), nullable=False),
        sa.Column("fetched_through", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("account_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_table(
        "attempts",
        sa.Column("bucket", sa.SmallInteger(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bucket"),
    )
