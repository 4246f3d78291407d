"""The database: durable commits, one writer at a time, nothing of it in an error message.

A write begins with the write lock held, in SQLite and in PostgreSQL, whatever
the number of processes and hosts. So what a write reads stays true until it
ends, and a day read inside it is the day under which everything becomes
visible: whoever later reads the day under the same lock has seen every row of
an earlier one (`server.marks`).
"""

import fcntl
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from server.engine import SWEEP_LOCK, WRITES, open_engine
from server.models import SCHEMA

TRIES = 5
"""A distributed database may ask for a transaction to be run once more."""
_ONCE_MORE = ("40001", "40P01")
"""SQLSTATE of a serialization failure, and of a deadlock."""
TIMED_OUT = ("55P03", "57014")
"""SQLSTATE of a lock that did not come in time, and of a statement that took too long."""
_Result = TypeVar("_Result")
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

    @property
    def is_postgresql(self) -> bool:
        """Whether this is PostgreSQL, or speaks as it does."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that reads."""
        with self.engine.connect() as connection:
            if self.is_postgresql:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection that holds the write lock; leaving the block makes it durable."""
        with self._turn, self.engine.connect() as connection:
            connection.execution_options(**WRITES)
            with connection.begin():
                yield connection

    def write(self, work: Callable[[Connection], _Result]) -> _Result:
        """Return what `work` returns in a transaction of `writing`; it is run again where the database asks for it."""
        for attempt in range(1, TRIES):
            try:
                with self.writing() as connection:
                    return work(connection)
            except DBAPIError as error:
                if sqlstate_of(error) not in _ONCE_MORE:
                    raise
            time.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 (two should not meet again)
        with self.writing() as connection:
            return work(connection)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Yield whether nobody else is in such a block, on any host; it is let go of when this process ends."""
        if self.is_postgresql:
            with self.engine.connect() as connection:
                options = connection.execution_options(isolation_level="AUTOCOMMIT")
                try:
                    yield bool(options.scalar(text(f"SELECT pg_try_advisory_lock({SWEEP_LOCK})")))
                finally:
                    # The lock is the connection's: only its end is sure to give it back.
                    connection.invalidate()
            return
        with Path(f"{self.engine.url.database}-sweep").open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

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
        if self.is_postgresql:
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


def sqlstate_of(error: BaseException) -> str:
    """Return PostgreSQL's code of an error, or nothing."""
    return getattr(getattr(error, "orig", None), "sqlstate", None) or ""
