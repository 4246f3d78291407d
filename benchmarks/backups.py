"""Backups and buckets at size: the memory of a backup and a restore of 1 GiB, and of a worker that stores in a bucket.

Each command is a process of its own, which tells its peak when it ends (what the
kernel tells to its starter begins at the starter's own); the same command on a
server without attachments is what it is held against.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import insert

from benchmarks.measure import KIB, MIB, Result, at_most, forget_peak, peak_resident_bytes
from benchmarks.measure import resident_bytes as held
from benchmarks.sending import LARGE, send_attachment
from crypto.period import period_of
from server.clock import SystemClock
from server.database import Database
from server.models import attachments
from server.settings import Home
from tests.server.grown import grown
from tests.server.running import ROOT, running
from tests.server.service import furnish, make_home
from tests.tiny_service import TinyService

TELLING = """
import runpy, sys
module = sys.argv.pop(1)
try:
    runpy.run_module(module, run_name="__main__", alter_sys=True)
finally:
    print(open("/proc/self/status").read())
"""
OBJECT = 64 * MIB
OBJECTS = 16


def measure() -> Iterator[Result]:
    """Measure backups of a home, then a worker in front of PostgreSQL and a bucket."""
    tiny = TinyService(SystemClock().today())
    with tempfile.TemporaryDirectory() as folder:
        yield from _backups(Path(folder), tiny)
        yield from _bucket(Path(folder) / "grown", tiny)


def _backups(folder: Path, tiny: TinyService) -> Iterator[Result]:
    home = make_home(folder / "home")
    furnish(home, tiny, day=tiny.day)
    _run("server.restoring.cli", "backup-key", "--out", folder / "key")
    few = _back_up_and_restore(folder / "few", folder / "key", home)
    _fill(home, tiny.day)
    many = _back_up_and_restore(folder / "many", folder / "key", home)
    for name, (before, _), (after, seconds) in zip(("backup", "restore"), few, many, strict=True):
        yield Result(f"{name} of 1 GiB of attachments", seconds, "s")
        yield Result(f"memory of that {name}", after, "MiB")
        yield at_most(f"growth of it against a {name} without any", after - before, "MiB", 10)


def _back_up_and_restore(folder: Path, key: Path, home: Home) -> list[tuple[float, float]]:
    """Return peak in MiB and seconds of a backup, and of a restore of it."""
    folder.mkdir()
    backup = folder / "backup.age"
    sealed = ["--recipient", f"{key}.recipient", "--out", backup]
    made = _run("server", "backup", "--home", home.path, *sealed)
    new = ["--identity", key, "--home", folder / "new", backup]
    return [made, _run("server.restoring.cli", "home", *new)]


def _run(module: str, *words: str | Path) -> tuple[float, float]:
    """Return the peak in MiB and the seconds of a command that ended well."""
    command = [sys.executable, "-c", TELLING, module, *map(str, words)]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout.rsplit("VmHWM:")[1].split()[0]) / KIB, time.perf_counter() - start


def _fill(home: Home, day: int) -> None:
    """Lay down attachments with their rows."""
    period, content = period_of(day), os.urandom(OBJECT)
    folder = home.objects / str(period) / str(day)
    folder.mkdir(parents=True)
    kept = {"day": day, "period": period, "size": OBJECT}
    kept["sha256"] = hashlib.sha256(content).digest()  # type: ignore[assignment]
    rows = []
    for _ in range(OBJECTS):
        object_id = os.urandom(16)
        (folder / object_id.hex()).write_bytes(content)
        rows.append(kept | {"id": object_id})
    database = Database(home.database_url)
    with database.writing() as connection:
        connection.execute(insert(attachments), rows)
    database.engine.dispose()


def _bucket(folder: Path, tiny: TinyService) -> Iterator[Result]:
    folder.mkdir()
    with grown() as backing:
        home = make_home(folder / "home", backing)
        furnish(home, tiny, day=tiny.day)
        with running(home.path) as server:
            worker = server.reporters_worker()
            send_attachment(server, tiny, MIB)
            before = held(worker)
            yield Result("memory of a worker with PostgreSQL and a bucket", before / MIB, "MiB")
            forget_peak(worker)
            send_attachment(server, tiny, LARGE)
            grown_by = (peak_resident_bytes(worker) - before) / MIB
            yield Result("growth of it while 96 MiB are sent and submitted", grown_by, "MiB")
