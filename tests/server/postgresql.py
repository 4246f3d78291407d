"""A PostgreSQL of the tests' own: in memory where there is such a disk, on a socket, without fsync, gone afterwards.

What PostgreSQL makes durable is its makers' to test. It refuses to run as root,
so where the tests are root it runs as nobody.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from deploy.programs import POSTGRESQL, ready
from tests.memory_disk import MEMORY

NOBODY = 65_534
USUAL = ("shared_buffers=32MB", "max_connections=200")
QUICK = (*USUAL, "fsync=off", "full_page_writes=off")
"""Only for testing."""


@dataclass
class PostgreSQL:
    """A server process and its folder."""

    folder: Path
    programs: Path
    settings: tuple[str, ...] = QUICK
    process: subprocess.Popen[bytes] | None = None
    made: int = 0

    def start(self) -> None:
        """Start it and return when it answers."""
        data = str(self.folder / "data")
        command = [self.programs / "postgres", "-D", data, "-k", str(self.folder)]
        command += ["-c", "listen_addresses="]
        for setting in self.settings:
            command += ["-c", setting]
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(command, stdout=log, stderr=log, **_as_nobody())
        log.close()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                self.run("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError(f"PostgreSQL does not answer: {(self.folder / 'log').read_text()}")

    def stop(self) -> None:
        """End it at once, as a machine ends that loses its power."""
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(60)

    def url(self, name: str) -> str:
        """Return the URL of a database."""
        return f"postgresql://sluis@/{name}?host={self.folder}"

    def create(self, template: str = "template0") -> str:
        """Return the URL of a new database, a copy of another one on which nobody works."""
        self.made += 1
        name = f"sluis{self.made}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever still works on it."""
        self.run(f"DROP DATABASE {self.name_in(url)} WITH (FORCE)")

    def lock(self, role: str, password: str) -> None:
        """Make a role that is let in by its password only."""
        rules = self.folder / "data" / "pg_hba.conf"
        rules.write_text(f"local all {role} scram-sha-256\n{rules.read_text()}")
        self.run(f"CREATE ROLE {role} LOGIN SUPERUSER PASSWORD '{password}'")
        self.run("SELECT pg_reload_conf()")

    @staticmethod
    def name_in(url: str) -> str:
        """Return the database that a URL names."""
        return url.partition("@/")[2].partition("?")[0]

    def run(self, sql: str) -> None:
        """Run a statement that stands alone."""
        place = {"host": str(self.folder), "user": "sluis", "dbname": "postgres"}
        with psycopg.connect(**place, autocommit=True) as connection:  # type: ignore[arg-type]
            connection.execute(sql.encode())


@contextmanager
def postgresql(*, durable: bool = False) -> Iterator[PostgreSQL]:
    """Yield a running PostgreSQL without anything in it; a durable one is for measuring."""
    programs = ready(POSTGRESQL).parent
    place = None if durable or not MEMORY.is_dir() else MEMORY
    folder = Path(tempfile.mkdtemp(prefix="sluis-pg-", dir=place))
    try:
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        command = [programs / "initdb", "-D", folder / "data", "-U", "sluis", "--auth=trust"]
        command += ["--no-sync", "--encoding=UTF8", "--no-locale"]
        done = subprocess.run(command, capture_output=True, check=False, **_as_nobody())
        assert done.returncode == 0, done.stderr.decode()
        server = PostgreSQL(folder, programs, USUAL if durable else QUICK)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _as_nobody() -> dict[str, Any]:
    """Return how a process is started that must not be root."""
    if os.geteuid() != 0:
        return {"cwd": "/"}
    return {"cwd": "/", "user": NOBODY, "group": NOBODY, "extra_groups": []}
