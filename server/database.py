"""The database: durable commits, one writer at a time, nothing of it in an error message.

With SQLite a write begins with the write lock held, so that a day read inside
it is the day under which everything becomes visible: whoever later reads the
clock under the same lock has seen every row of an earlier day.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError

from server.models import SCHEMA

BUSY_SECONDS = 20
"""How long a writer waits for another process before it gives up."""
_PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
)


class WrongSchema(Exception):
    """The database is not the one that this version of the server works on."""


class Database:
    """Opens short transactions: `reading` sees one state, `writing` commits whole or not at all."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        # Threads of one process queue here: waiting in SQLite means sleeping and trying again.
        self._turn = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that reads."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection that holds the write lock; leaving the block makes it durable."""
        with self._turn, self.engine.connect() as connection:
            connection.execution_options(sluis_writes=True)
            with connection.begin():
                yield connection

    def require_schema(self) -> None:
        """Raise `WrongSchema` unless the migrations that this version needs have run."""
        try:
            with self.reading() as connection:
                found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        except DatabaseError as error:
            raise WrongSchema("the database cannot be read; run migrate") from error
        if found != SCHEMA:
            raise WrongSchema(f"the database is at version {found}, not {SCHEMA}; run migrate")


def open_engine(url: str) -> Engine:
    """Return an engine that begins transactions as this module promises."""
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transaction handling begins late and never IMMEDIATE.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("sluis_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
