"""When a session last showed a fresh code: asked for before a bundle is brought by a page.

Sessions of programs and of pages are hashed apart from here on, so whoever is
signed in while this runs signs in once more.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; the sessions from before are over."""
    op.execute("DELETE FROM sessions")
    op.add_column("sessions", sa.Column("confirmed", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Drop the column; here too everybody signs in once more."""
    op.execute("DELETE FROM sessions")
    with op.batch_alter_table("sessions") as sessions:
        sessions.drop_column("confirmed")
