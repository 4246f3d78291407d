"""How a database is spoken to: what makes a commit durable, what holds the write lock, how long anything waits.

SQLite is a file of this machine. PostgreSQL is loaded only where the URL names
it; whatever else speaks its protocol is taken at its word.
"""

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

BUSY_SECONDS = 20
"""How long a writer waits for another process before it gives up."""
STATEMENT_SECONDS = 120
"""No statement of serving takes longer; a migration sets its own."""
IDLE_SECONDS = 60
"""A host that died in the middle of a transaction gives the write lock back."""
PATIENT_SECONDS = 3600
"""Likewise where a transaction waits for a store or a pipe between two statements: a backup, a restore."""
WRITES: Any = {"sluis_writes": True}
"""The options of a connection whose transactions hold the write lock."""
WRITE_LOCK = 0x536C7569_73000001
"""The key of PostgreSQL's advisory lock: "Sluis", and a number."""
SWEEP_LOCK = WRITE_LOCK + 1
_PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
)
_SETTINGS = (
    f"SET lock_timeout = '{BUSY_SECONDS}s'",
    f"SET statement_timeout = '{STATEMENT_SECONDS}s'",
    f"SET idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'",
    "SET synchronous_commit = 'on'",
)
_REACHING: dict[str, Any] = {
    "application_name": "sluis",
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "tcp_user_timeout": 1000 * BUSY_SECONDS,
}


def open_engine(url: str) -> Engine:
    """Return an engine that begins transactions as `server.database` promises."""
    place = make_url(url)
    if place.get_backend_name() == "sqlite":
        engine = create_engine(place, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(
        _with_our_driver(place), hide_parameters=True, pool_pre_ping=True, connect_args=_REACHING
    )
    event.listen(engine, "connect", _prepare_postgresql)
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def allow_pauses(connection: Connection) -> None:
    """Let PostgreSQL keep the transaction at hand through waits between its statements."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            f"SET LOCAL idle_in_transaction_session_timeout = '{PATIENT_SECONDS}s'"
        )


def _with_our_driver(place: URL) -> URL:
    is_bare = place.drivername in ("postgres", "postgresql")
    return place.set(drivername="postgresql+psycopg") if is_bare else place


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transaction handling begins late and never IMMEDIATE.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _prepare_postgresql(connection: Any, _record: object) -> None:
    connection.autocommit = True
    for setting in _SETTINGS:
        connection.execute(setting)
    connection.autocommit = False


def _begin_postgresql(connection: Connection) -> None:
    if _writes(connection):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("sluis_writes", False))
