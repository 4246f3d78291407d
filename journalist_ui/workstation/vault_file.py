"""The vault's file: one SQLite database, open in one program at a time.

What is deleted is overwritten (`secure_delete`), what is committed is on the
disk (`synchronous=FULL`), and no write-ahead log stays behind. A copy that the
disk itself keeps (wear levelling, a file system's snapshots) is beyond reach of
this program: the workstation's disk must be encrypted as a whole.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from journalist_ui.workstation.errors import Refused, VaultDamaged, VaultInUse, VaultTooNew

APPLICATION_ID = 0x536C5631
"""`SlV1`: tells a vault from other SQLite files."""
SCHEMA_VERSION = 1
_MAGIC, _ID_PLACE, _START_SIZE = b"SQLite format 3\0", 68, 72
"""How an SQLite file begins, and where its application id stands (sqlite.org/fileformat2.html, 1.3)."""
_NO_VAULT = (
    "this file is not a vault, or its start is damaged, and it was left as it is; check what you"
    " gave as --vault"
)
_FULL = "the disk is full; make room and try again"
_DAMAGED = "the vault is damaged and was not opened; use a colleague's vault and ask for help"

_SCHEMA = f"""
PRAGMA application_id={APPLICATION_ID};
PRAGMA user_version={SCHEMA_VERSION};
CREATE TABLE vault (
    id INTEGER PRIMARY KEY CHECK (id = 1), lock BLOB NOT NULL, inventory BLOB NOT NULL
) STRICT;
CREATE TABLE records (
    shelf TEXT NOT NULL, id BLOB NOT NULL, key BLOB NOT NULL, nonce BLOB NOT NULL,
    sealed BLOB NOT NULL, PRIMARY KEY (shelf, id)
) STRICT;
CREATE INDEX records_by_key ON records (key, shelf);
CREATE TABLE chunks (
    object BLOB NOT NULL, place INTEGER NOT NULL, sealed BLOB NOT NULL,
    PRIMARY KEY (object, place)
) STRICT;
"""


def create_file(path: Path) -> sqlite3.Connection:
    """Make the file of a new vault, readable by its owner only, and return it open."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as error:
        raise Refused("there is a file of that name already; choose another place") from error
    except OSError as error:
        raise Refused("the vault cannot be made there; choose another folder") from error
    try:
        connection = _connect(path)
        with refusing_in_words():
            connection.executescript(_SCHEMA)
    except BaseException:
        path.unlink()
        raise
    return connection


def open_file(path: Path) -> sqlite3.Connection:
    """Open the file of a vault and lock it, or raise why not."""
    if not path.is_file():
        raise Refused("there is no vault at that place; make one with init")
    _check_start(path)
    connection = _connect(path)
    try:
        with refusing_in_words():
            _check_version(connection)
            # The large chunks are left out: each is checked when it is read.
            if connection.execute("PRAGMA quick_check(records)").fetchone() != ("ok",):
                raise VaultDamaged(_DAMAGED)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def refusing_in_words() -> Iterator[None]:
    """Turn what SQLite says into a sentence."""
    try:
        yield
    except sqlite3.Error as error:
        raise _in_words(error) from error


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        with refusing_in_words():
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("PRAGMA temp_store=MEMORY")
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _check_start(path: Path) -> None:
    """Raise `VaultDamaged` for a file that does not begin as a vault does, before SQLite may touch it.

    SQLite would make a database of an empty file, and take another program's out of its journal mode.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_START_SIZE)
    except OSError as error:
        raise Refused("the vault cannot be read; check the rights of file and folder") from error
    if not start.startswith(_MAGIC) or start[_ID_PLACE:] != APPLICATION_ID.to_bytes(4, "big"):
        raise VaultDamaged(_NO_VAULT)


def _check_version(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > SCHEMA_VERSION:
        raise VaultTooNew("this vault was written by a newer version; install that one first")
    if version < SCHEMA_VERSION:
        raise VaultDamaged(_DAMAGED)


def _in_words(error: sqlite3.Error) -> Refused:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return VaultInUse("this vault is open in another window; close that one first")
    if code == sqlite3.SQLITE_FULL:
        return Refused(_FULL)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return Refused("the vault cannot be written here; check the rights of file and folder")
    if code == sqlite3.SQLITE_IOERR:
        return Refused("the disk cannot be read or written; check the disk")
    return VaultDamaged(_NO_VAULT if code == sqlite3.SQLITE_NOTADB else _DAMAGED)
