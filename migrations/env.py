"""Alembic's environment: runs on the connection that `server.schema` hands over, and on no other."""

from alembic import context

from server.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
