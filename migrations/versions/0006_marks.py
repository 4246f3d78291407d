"""Marks on which all hosts agree, in place of a file on one of them.

The first sweep after this one trusts the machine's clock, as that of a new
server does: the day of the last sweep stood in a file of the home.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; whoever needs a mark makes it."""
    op.create_table(
        "marks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def downgrade() -> None:
    """Drop the table: one host needs no agreement."""
    op.drop_table("marks")
