"""A database that is cut off, overwritten or empty: every command says so, and leaves it alone."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.server.commands import Run, refused

SERVE = ["serve", "--reporters", "192.0.2.1:80"]
"""Refused for its address, should the database be taken for a whole one."""
DATABASE_COMMANDS = [SERVE, ["state"], ["sweep"], ["staff", "list"], ["migrate"]]


def settle(home: Path) -> Path:
    """Return the database as one file, with nothing left beside it from which it could be mended."""
    with closing(sqlite3.connect(home / "sluis.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = (home / "sluis.db").read_bytes()
    # A file of its own: a connection that this process still has open must not keep it locked.
    for name in ("sluis.db", "sluis.db-wal", "sluis.db-shm"):
        (home / name).unlink(missing_ok=True)
    (home / "sluis.db").write_bytes(whole)
    return home / "sluis.db"


def write_over(database: Path, *, at: int, content: bytes) -> None:
    """Write over a part of a file."""
    with database.open("r+b") as file:
        file.seek(at)
        file.write(content)


@pytest.mark.parametrize("command", DATABASE_COMMANDS)
@pytest.mark.parametrize(
    "damage",
    [
        lambda database: os.truncate(database, database.stat().st_size // 2),
        lambda database: os.truncate(database, 100),
        lambda database: write_over(database, at=0, content=b"x" * 4096),
    ],
)
def test_damaged_database_is_named_and_left_alone(
    run: Run, home: Path, command: list[str], damage: Callable[[Path], None]
) -> None:
    """No command speaks of migrating a file that is cut off or overwritten, or writes to it."""
    run("init")
    database = settle(home)
    damage(database)
    before = database.read_bytes()
    result = run(*command)
    refused(result, "restore the database from the backup")
    assert "migrate" not in result.stderr
    assert database.read_bytes() == before


@pytest.mark.parametrize("command", [SERVE, ["state"], ["sweep"]])
def test_damage_in_the_depth_of_the_database_is_found(
    run: Run, home: Path, command: list[str]
) -> None:
    """A page that nobody asked for yet is looked at too."""
    run("init")
    database = settle(home)
    write_over(database, at=database.stat().st_size - 4096, content=b"\xff" * 4096)
    refused(run(*command), "The database is damaged")


def test_empty_database_is_not_taken_for_a_new_one(run: Run, home: Path) -> None:
    """Both ways out are named: migrating what is new, restoring what is not."""
    run("init")
    os.truncate(settle(home), 0)
    result = run("state")
    refused(result, "restore the database")
    assert "migrate if this server is new" in result.stderr


def test_database_that_cannot_be_opened_is_said(run: Run, home: Path) -> None:
    """A folder in the place of the database is no reason to migrate."""
    run("init")
    settle(home).unlink()
    (home / "sluis.db").mkdir()
    refused(run("state"), "cannot be opened")
