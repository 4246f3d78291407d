"""Running migrations: the database moves to a version whole, or stays where it was.

All steps are one transaction that holds the write lock: what is interrupted
leaves the old version, to be run again, and of two hosts the second finds
nothing left to do. A lock that does not come in time, because somebody still
reads, or a step that takes far too long ends the same way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

import migrations
from server.database import TIMED_OUT, Database, sqlstate_of
from server.models import SCHEMA

STEP_SECONDS = 900
LOCK_SECONDS = 10
"""A table that is waited for holds up everybody behind it: better to give up and try again."""


class Interrupted(Exception):
    """The database did not let the migration through in time; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            "the database is in use and did not let the migration through;"
            " nothing was changed: stop the servers on it, then run migrate again"
        )


def migrate(database: Database) -> None:
    """Bring a database, new or older, to the version that this server works on."""
    with _migrating(database) as connection:
        command.upgrade(_config(connection), SCHEMA)


def migrate_to(connection: Connection, revision: str) -> None:
    """Bring an empty or older database to a version, inside a transaction of somebody else's."""
    command.upgrade(_config(connection), revision)


def migrate_down(database: Database, revision: str) -> None:
    """Bring a database back to an older version (`base`: no tables at all)."""
    with _migrating(database) as connection:
        command.downgrade(_config(connection), revision)


@contextmanager
def _migrating(database: Database) -> Iterator[Connection]:
    try:
        with database.writing() as connection:
            if database.is_postgresql:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
                connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{STEP_SECONDS}s'")
            yield connection
    except DBAPIError as error:
        if sqlstate_of(error) in TIMED_OUT:
            raise Interrupted from error
        raise


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])))
    config.attributes["connection"] = connection
    return config
