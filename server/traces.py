"""What a database keeps of rows that are gone, and of the order in which rows came; overwritten by the sweep.

SQLite zeroes what is removed in its file; its log must not keep a copy.
PostgreSQL leaves removed rows where they were until their room is needed, and
others in the order of their arrival. Written anew in the order of their random
ids, a table has neither. What its own log and its copies keep is for whoever
runs it (docs/threat-model.md).
"""

from sqlalchemy import Table
from sqlalchemy.exc import DBAPIError

from server.database import Database, sqlstate_of
from server.models import attachments, handover_attachments, submissions, text_parts, uploads

OF_REPORTERS = (submissions, text_parts, attachments, handover_attachments, uploads)
_CANNOT = ("0A000", "42601")
"""A database that keeps rows in the order of their keys has no such statement, and needs none."""


def forget_traces(database: Database) -> None:
    """Overwrite what was removed, and lose the order of what is left."""
    with database.engine.connect() as connection:
        options = connection.execution_options(isolation_level="AUTOCOMMIT")
        if not database.is_postgresql:
            options.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        for table in OF_REPORTERS:
            try:
                options.exec_driver_sql(f"CLUSTER {table.name} USING {_key_of(table)}")
            except DBAPIError as error:
                if sqlstate_of(error) not in _CANNOT:
                    raise


def _key_of(table: Table) -> str:
    """Return the name that PostgreSQL gives the index of a primary key."""
    return f"{table.name}_pkey"
