"""What a database keeps of rows that are gone, and of the order in which rows came; overwritten by the sweep.

SQLite zeroes what is removed in its file; its log must not keep a copy.
PostgreSQL leaves removed rows where they were until their room is needed, keeps
others in the order of their arrival, and numbers the transaction that wrote
each. Written anew by one transaction, in the order of the random ids, a table
tells nothing of that. What its own log and its copies keep is for whoever
runs it (docs/threat-model.md).
"""

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

from server.database import TIMED_OUT, Database, sqlstate_of
from server.models import (
    attachments,
    handover_attachments,
    submissions,
    text_parts,
    upload_pieces,
    uploads,
)

OF_REPORTERS = (submissions, text_parts, attachments, handover_attachments, uploads, upload_pieces)
ANEW_SECONDS = 900
"""A table may have some GiB."""
_CANNOT = ("0A000", "42601")
"""A database that keeps rows in the order of their keys has no such statement, and needs none."""


class Hindered(Exception):
    """The tables could not be written anew in time; what was removed is removed all the same."""

    def __init__(self) -> None:
        super().__init__(
            "what is past its last day is removed, but the order in which reports came is not overwritten yet:"
            " somebody holds their tables, a backup as a rule; run sweep again when it has ended"
        )


def forget_traces(database: Database) -> None:
    """Overwrite what was removed, and lose the order of what is left."""
    with database.engine.connect() as connection:
        options = connection.execution_options(isolation_level="AUTOCOMMIT")
        if not database.is_postgresql:
            options.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        try:
            # A table is written whole, however large it is.
            options.exec_driver_sql(f"SET statement_timeout = '{ANEW_SECONDS}s'")
            for table in OF_REPORTERS:
                _write_anew(options, table)
        except DBAPIError as error:
            if sqlstate_of(error) in TIMED_OUT:
                raise Hindered from error
            raise
        finally:
            # The setting is the connection's.
            connection.invalidate()


def _write_anew(connection: Connection, table: Table) -> None:
    key = next(iter(table.primary_key)).name
    connection.exec_driver_sql(f"UPDATE {table.name} SET {key} = {key}")  # noqa: S608 (our own names)
    try:
        connection.exec_driver_sql(f"CLUSTER {table.name} USING {table.name}_pkey")
    except DBAPIError as error:
        if sqlstate_of(error) not in _CANNOT:
            raise
