"""The database: durable commits, one writer at a time, nothing of it in an error message.

With SQLite a write begins with the write lock held, so that a day read inside
it is the day under which everything becomes visible: whoever later reads the
clock under the same lock has seen every row of an earlier day.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError

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


_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
DAMAGED = (
    "the database is damaged: stop the server, keep a copy of its folder as it is now,"
    " and restore the database from the backup; nothing was changed"
)
_EMPTY = (
    "the database is empty: run migrate if this server is new;"
    " if it has run before, stop it and restore the database from the backup"
)


class WrongSchema(Exception):
    """The database is not the one that this version of the server works on."""


class DamagedDatabase(Exception):
    """The database's file is not what was written; no part of it can be relied on."""

    def __init__(self) -> None:
        super().__init__(DAMAGED)


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
        with self._naming_damage(), self.reading() as connection:
            if not inspect(connection).has_table("alembic_version"):
                raise WrongSchema(_EMPTY)
            found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        if found != SCHEMA:
            raise WrongSchema(f"the database is at version {found}, not {SCHEMA}; run migrate")

    def require_whole(self) -> None:
        """Raise `DamagedDatabase` if the structure of SQLite's file does not hold; its whole length is read."""
        if self.engine.dialect.name != "sqlite":
            return
        with self._naming_damage(), self.reading() as connection:
            if connection.scalar(text("PRAGMA quick_check(1)")) != "ok":
                raise DamagedDatabase

    @contextmanager
    def _naming_damage(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if is_damage(error):
                raise DamagedDatabase from error
            raise


def is_damage(error: BaseException) -> bool:
    """Tell whether a database's error means that its file is damaged."""
    primary = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0) & 0xFF
    return isinstance(error, DBAPIError) and primary in _DAMAGE


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
