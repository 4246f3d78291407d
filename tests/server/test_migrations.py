"""Migrations one by one, with data, up and down; and one that is interrupted, which is run again."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from handed import sealed
from sqlalchemy import inspect, text

from server import schema
from server.database import Database
from server.models import SCHEMA, metadata
from server.new_home import create_home
from server.schema import Interrupted, migrate, migrate_down
from tests.server.grown import Backing
from tests.server.running import ROOT
from tests.server.sent import pack, report, seal_attachment
from tests.server.service import Server

VERSIONS = sorted(path.name[:4] for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py"))
GOES_DOWN = {"sessions", "uploads"}
"""Tables whose rows a way down or up may end."""
BREAK_OFF = """
import os, signal, sys
from sqlalchemy import event
from server.database import Database
from server.schema import migrate
database, left = Database(sys.argv[1]), [int(sys.argv[2])]
@event.listens_for(database.engine, "after_cursor_execute")
def count(_connection, _cursor, statement, *_rest):
    left[0] -= statement.lstrip().upper().startswith(("CREATE", "ALTER", "INSERT", "DELETE", "DROP"))
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
migrate(database)
"""


def fill(server: Server) -> None:
    """Put a row in every table that a server fills by itself."""
    ticket = server.ticket()
    server.upload(seal_attachment(server.tiny, b"waits"), ticket)
    ticket = server.ticket()
    upload_id = server.upload(seal_attachment(server.tiny, b"x"), ticket)
    assert server.submit(report(server.tiny, uploads=(upload_id,)), ticket).status_code == 201
    server.bring("anna", pack(*server.tiny.bundle(0, attachments={b"i" * 16: sealed(b"x")})))
    server.get("bram")
    server.revoke(2)


def rows(database: Database) -> dict[str, int]:
    """Return how many rows each table of our own has."""
    names = set(inspect(database.engine).get_table_names()) - {"alembic_version"}
    with database.reading() as connection:
        count = {n: connection.scalar(text(f"SELECT count(*) FROM {n}")) or 0 for n in names}
    return {name: number for name, number in count.items() if name not in GOES_DOWN}


def version(database: Database) -> str:
    """Return the version that a database says it has."""
    with database.reading() as connection:
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def test_versions_are_numbered_one_by_one() -> None:
    """The code works on the last one."""
    assert [f"{number + 1:04}" for number in range(len(VERSIONS))] == VERSIONS
    assert VERSIONS[-1] == SCHEMA


@pytest.mark.parametrize("older", VERSIONS[:-1])
def test_each_step_down_and_up_keeps_the_rows_of_the_tables_that_stay(
    server: Server, older: str
) -> None:
    """What an older version knows is there when it is back, and again when the newer one is."""
    fill(server)
    before = rows(server.database)
    migrate_down(server.database, older)
    down = rows(server.database)
    assert version(server.database) == older
    assert down == {name: before[name] for name in down}
    migrate(server.database)
    up = rows(server.database)
    assert up.keys() == before.keys()
    assert {name: up[name] for name in down} == down
    assert server.submit(report(server.tiny)).status_code == 201


def test_killed_migration_leaves_the_old_version_and_is_run_again(
    tmp_path: Path, backing: Backing
) -> None:
    """Wherever it is cut off, nothing of it is there, and the next run finishes."""
    home = create_home(tmp_path / "home", backing.new())
    for statement in (1, 9, 24):
        command = [sys.executable, "-c", BREAK_OFF, home.database_url, str(statement)]
        done = subprocess.run(command, cwd=ROOT, check=False)
        assert done.returncode == -signal.SIGKILL
        assert inspect(Database(home.database_url).engine).get_table_names() == []
    database = Database(home.database_url)
    migrate(database)
    assert rows(database).keys() == metadata.tables.keys() - GOES_DOWN


def test_two_hosts_migrate_at_once(tmp_path: Path, backing: Backing) -> None:
    """One works, the other finds it done; neither fails."""
    url = create_home(tmp_path / "home", backing.new()).database_url
    found: list[str] = []

    def run() -> None:
        database = Database(url)
        migrate(database)
        found.append(version(database))

    hosts = [threading.Thread(target=run) for _ in range(2)]
    for host in hosts:
        host.start()
    for host in hosts:
        host.join()
    assert found == [SCHEMA, SCHEMA]


@pytest.mark.grown
def test_migration_does_not_wait_for_ever_behind_a_reader(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where readers hold a table, it gives up with a sentence and changes nothing."""
    monkeypatch.setattr(schema, "LOCK_SECONDS", 1)
    with Database(server.home.database_url).reading() as connection:
        connection.execute(text("SELECT count(*) FROM marks"))
        with pytest.raises(Interrupted, match="run migrate again"):
            migrate_down(server.database, "base")
    assert version(server.database) == SCHEMA
