"""The register of what staff did, and accounts that can be closed for a while.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Begin an empty register; every account stays open."""
    op.add_column(
        "accounts",
        sa.Column("disabled", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "audit_entries",
        sa.Column("sequence", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("previous", sa.LargeBinary(32), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
    )
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.SmallInteger(), primary_key=True, autoincrement=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
    )
    op.bulk_insert(head, [{"id": 1, "sequence": 0, "hash": bytes(32)}])
    op.create_table(
        "failed_sign_ins",
        sa.Column("day", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("who", sa.Text(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    """Drop the register: export it first. An account that was closed is removed, so that it stays shut."""
    for table in ("failed_sign_ins", "audit_head", "audit_entries"):
        op.drop_table(table)
    op.execute(sa.text("DELETE FROM accounts WHERE disabled"))
    with op.batch_alter_table("accounts") as accounts:
        accounts.drop_column("disabled")
