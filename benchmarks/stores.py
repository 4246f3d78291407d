"""The same server on SQLite and on PostgreSQL, and on a full store: reports, the drop, attachments, a large bundle.

Processes as an administrator starts them, on loopback and a real disk; PostgreSQL
with the durability that it comes with. Numbers on SQLite and on PostgreSQL are
taken one after the other on one machine: compare them with each other.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import insert

from benchmarks.measure import (
    MIB,
    Result,
    at_least,
    at_most,
    cpu_seconds,
    forget_peak,
    peak_resident_bytes,
    resident_bytes,
)
from benchmarks.sending import (
    LARGE,
    download,
    fetch_many,
    rate,
    report,
    send_attachment,
    submit_many,
)
from crypto.period import period_of
from crypto.sizes import stored_attachment_size
from server.accounts import Credentials
from server.clock import SystemClock
from server.database import Database
from server.models import attachments, submissions, text_parts
from server.new_home import create_home
from server.settings import Home, Settings, render_settings
from tests.server.postgresql import postgresql
from tests.server.running import Running, running, send
from tests.server.service import furnish, migrate
from tests.tiny_service import SLOTS, TinyService

REPORTS = 240
FEW, MANY = 100, 1_000_000
GIB = 1024 * MIB
BATCH = 10_000


def measure() -> Iterator[Result]:
    """Measure both databases, then what a full store costs, then large things."""
    tiny = TinyService(SystemClock().today())
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = stack.enter_context(postgresql(durable=True))
        for name, url in (("SQLite", ""), ("PostgreSQL", database.create())):
            home, staff = _make(folder / name, tiny, url)
            with running(home.path) as server:
                yield from _reports(name, server, tiny)
            if name == "SQLite":
                with running(home.path) as server:
                    yield from _drop(server)
                    yield from _attachment(server, tiny)
                yield from _full(home, tiny)
                yield from _bundle(home, tiny, staff)
            else:
                with running(home.path) as server:
                    server.submit(report(tiny))
                    used = resident_bytes(server.reporters_worker()) / MIB
                    yield Result("memory of a reporters' worker with PostgreSQL", used, "MiB")


def _make(path: Path, tiny: TinyService, url: str) -> tuple[Home, dict[str, Credentials]]:
    path.mkdir()
    roomy = {"texts_in_all": 1 << 50, "texts_per_day": 1 << 50, "attachments_in_all": 1 << 50}
    settings = Settings(database=url, attachments_per_day=1 << 50, **roomy)
    home = create_home(path / "home", settings)
    database = Database(home.database_url)
    migrate(database)
    database.engine.dispose()
    return home, furnish(home, tiny, day=tiny.day)


def _reports(name: str, server: Running, tiny: TinyService) -> Iterator[Result]:
    host, worker = urlsplit(server.reporters).netloc, server.reporters_worker()
    body = report(tiny)
    submit_many(host, body, 20)
    before = cpu_seconds(worker)
    alone = [rate(lambda: submit_many(host, body, REPORTS // 3), REPORTS // 3) for _ in range(3)]
    cpu = (cpu_seconds(worker) - before) / REPORTS * 1000
    yield at_most(f"{name}: CPU of a stored text report, its ticket included", cpu, "ms", 5)
    yield Result(f"{name}: durable reports a second, 1 client", statistics.median(alone), "1/s")
    with ProcessPoolExecutor(8) as pool:
        jobs = [host] * 8, [body] * 8, [REPORTS // 8] * 8
        list(pool.map(submit_many, [host] * 8, [body] * 8, [2] * 8))
        many = [rate(lambda: list(pool.map(submit_many, *jobs)), REPORTS) for _ in range(3)]
    median = statistics.median(many)
    label = f"{name}: durable reports a second, 8 clients"
    yield at_least(label, median, "1/s", 100) if name == "SQLite" else Result(label, median, "1/s")


def _drop(server: Running) -> Iterator[Result]:
    host = urlsplit(server.reporters).netloc
    tag = send(server.reporters, "GET", "/api/drop").headers["ETag"]
    for label, headers in (("drop", {}), ("drop that is known already", {"If-None-Match": tag})):
        with ProcessPoolExecutor(4) as pool:
            jobs = [host] * 4, [headers] * 4, [150] * 4
            list(pool.map(fetch_many, [host] * 4, [headers] * 4, [5] * 4))
            rates = [rate(lambda j=jobs: list(pool.map(fetch_many, *j)), 600) for _ in range(3)]
        yield Result(f"requests a second: {label}", statistics.median(rates), "1/s")


def _attachment(server: Running, tiny: TinyService) -> Iterator[Result]:
    """Send a large attachment with one report, in the pieces of our clients, to a worker that has seen a small one."""
    send_attachment(server, tiny, MIB)
    length = stored_attachment_size(LARGE - 8, slots=SLOTS)
    worker = server.reporters_worker()
    idle, before = resident_bytes(worker), cpu_seconds(worker)
    forget_peak(worker)
    send_attachment(server, tiny, LARGE)
    cpu = (cpu_seconds(worker) - before) * 1000 / (length / MIB)
    yield Result("CPU of a MiB of attachment, sent and submitted", cpu, "ms")
    grown = (peak_resident_bytes(worker) - idle) / MIB
    yield at_most("growth of the worker meanwhile", grown, "MiB", 10)


def _full(home: Home, tiny: TinyService) -> Iterator[Result]:
    """Compare a report to a store with few objects in it with one to a store with a million."""
    medians = []
    for number in (FEW, MANY):
        _fill(home, tiny, number)
        with running(home.path) as server:
            host, body = urlsplit(server.reporters).netloc, report(tiny)
            worker = server.reporters_worker()
            submit_many(host, body, 20)
            before = cpu_seconds(worker)
            submit_many(host, body, 200)
            medians.append((cpu_seconds(worker) - before) / 200 * 1000)
        yield Result(f"CPU of a report with {number:,} objects stored", medians[-1], "ms")
    yield at_most("the one against the other", medians[1] / medians[0], "times", 1.5)


def _fill(home: Home, tiny: TinyService, number: int) -> None:
    """Write rows of submissions and attachments, as many as there would be; their bytes do not matter here."""
    database, day = Database(home.database_url), tiny.day
    of_day = {"day": day - 1, "period": period_of(day)}
    for _ in range(0, number, BATCH):
        count = min(BATCH, number)
        ids = [os.urandom(16) for _ in range(count)]
        digest = bytes(32)
        with database.writing() as connection:
            connection.execute(
                insert(submissions), [of_day | {"id": i, "body_digest": digest} for i in ids]
            )
            texts = {"part": 0, "sha256": digest, "object": b"x"}
            connection.execute(insert(text_parts), [texts | {"submission_id": i} for i in ids])
            files = of_day | {"size": 1, "sha256": digest}
            connection.execute(insert(attachments), [files | {"id": i} for i in ids])
    database.engine.dispose()


def _bundle(home: Home, tiny: TinyService, staff: dict[str, Credentials]) -> Iterator[Result]:
    """Fetch a bundle of more than a gigabyte from a home that holds just that."""
    fresh, staff = _make(home.path.parent / "large", tiny, "")
    limit = Settings(**{**_plain(fresh.settings), "inbound_attachment_limit": GIB})
    (fresh.path / "settings.toml").write_text(render_settings(limit))
    with running(fresh.path) as server:
        for _ in range(10):
            send_attachment(server, tiny, LARGE)
        headers = server.token(staff["anna"])
        worker = server.workers("portal")[0]
        idle = resident_bytes(worker)
        forget_peak(worker)
        start = time.perf_counter()
        size = download(server.portal, headers)
        seconds = time.perf_counter() - start
        grown = (peak_resident_bytes(worker) - idle) / MIB
    yield Result("inbound bundle", size / MIB, "MiB")
    yield Result("inbound bundle, each byte read twice", size / MIB / seconds, "MiB/s")
    yield at_most("growth of the portal's worker meanwhile", grown, "MiB", 32)


def _plain(settings: Settings) -> dict[str, object]:
    return {name: getattr(settings, name) for name in settings.__struct_fields__}
